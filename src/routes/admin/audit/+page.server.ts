/** The audit trail, filtered by what stands in the address, fifty events at a time. */
import { AUDIT_WORDS } from '#lib/plan/audit.ts';
import { auditPeople, listAudit } from '#server/store/audit-list.ts';
import { administrator } from '../administrator.server.ts';
import type { PageServerLoad } from './$types';
import { readFilter } from './filter.server.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { db } = await administrator(locals);
	const { asked, filter, problems } = readFilter(url.searchParams);
	const before = /^\d{1,15}$/.exec(url.searchParams.get('before') ?? '')?.[0];
	const page = filter ? await listAudit(db, filter, before === undefined ? {} : { before: Number(before) }) : { rows: [], older: null };
	return {
		asked,
		problems,
		filtered: Object.values(asked).some((value) => value !== ''),
		kinds: Object.entries(AUDIT_WORDS).map(([value, label]) => ({ value, label })),
		people: (await auditPeople(db)).map(({ account, name }) => ({ value: account as string, label: name })),
		...page,
		atNewest: before === undefined
	};
};
