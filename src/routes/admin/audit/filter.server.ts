/** The filter of the audit trail as it stands in an address. */
import { AUDIT_WORDS, type AuditKind } from '#lib/plan/audit.ts';
import { formatDay, parseDay, todayInLondon, type Day } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import type { AuditFilter } from '#server/store/audit-list.ts';

const KINDS = Object.keys(AUDIT_WORDS) as AuditKind[];

export interface AuditAsked {
	kind: string;
	person: string;
	/** Days as typed; written out where they were understood. */
	from: string;
	to: string;
}

/** @returns the filter, null when it names a kind or person that there is not, so that nothing matches; and what is wrong with the days */
export function readFilter(search: URLSearchParams): { asked: AuditAsked; filter: AuditFilter | null; problems: { from?: string; to?: string } } {
	const text = (name: string) => (search.get(name) ?? '').trim().slice(0, 100);
	const asked = { kind: text('kind'), person: text('person'), from: text('from'), to: text('to') };
	const problems: { from?: string; to?: string } = {};
	const days: { from?: Day; to?: Day } = {};
	for (const name of ['from', 'to'] as const) {
		if (asked[name] === '') continue;
		const read = parseDay(asked[name], todayInLondon());
		if (read.ok) {
			days[name] = read.value;
			asked[name] = formatDay(read.value);
		} else problems[name] = read.problem;
	}
	const kind = KINDS.find((each) => each === asked.kind);
	const { person } = asked;
	if ((asked.kind !== '' && !kind) || (person !== '' && !isId('ac', person))) return { asked, filter: null, problems };
	return { asked, filter: { ...days, ...(kind && { kind }), ...(isId('ac', person) && { account: person }) }, problems };
}
