/** What changed in a programme between two moments, net: what was changed and changed back is not there. */
import { isOverdue, slipDays } from './attention.ts';
import type { Day } from './dates.ts';
import { LEAD_KIND_WORDS, type LeadKind, type Status } from './fields.ts';
import type { Between, ChangedBy } from './what-changed-between.ts';

export interface MilestoneChange {
	id: string;
	ref: string;
	title: string;
	/** It was added, archived, or brought back between the two. */
	came: 'added' | 'archived' | 'restored' | null;
	/** The forecast moved: days later (negative: earlier), null where one of the two is missing; and in how many moves, those that were taken back not counted. */
	redated: { from: Day | null; to: Day | null; days: number | null; times: number; reason: string } | null;
	status: { from: Status; to: Status } | null;
	/** Leads who came and went, by name and kind. */
	reowned: { added: readonly string[]; removed: readonly string[] } | null;
	/** Its title, or its test of "Done when", as it was. */
	reworded: { field: 'title' | 'doneWhen'; from: string; to: string }[];
	/** It was completed between the two: on which day, and how many days after its baseline (negative: before); null where that is unknown. */
	completed?: { on: Day | null; days: number | null } | null;
	/** Open and past its forecast at the later moment. */
	overdue?: boolean;
	by: ChangedBy;
}

export interface SignalChange {
	kpi: string;
	title: string;
	place: string;
	/** In words: "Improvement, high"; null: none, or too few points. */
	from: string | null;
	to: string | null;
	at: string;
	/** Who did what it came of: gave readings, or set the target, direction or limits; absent in pages frozen before it was kept. */
	by?: SignalCause | null;
}
export interface SignalCause {
	name: string | null;
	did: 'readings' | 'limits' | 'target';
}

export interface ChallengeChange {
	thread: string;
	milestone: { id: string; ref: string } | null;
	question: string;
	/** `passed`: raised and closed again within the time. */
	what: 'raised' | 'reopened' | 'closed' | 'passed';
	by: ChangedBy;
}

export interface ProgrammeChanges {
	slug: string;
	programme: string;
	/** By the rule, at the two moments. */
	status: { from: Status; to: Status };
	/** Largest slips first. */
	milestones: readonly MilestoneChange[];
	signals: readonly SignalChange[];
	challenges: readonly ChallengeChange[];
}

/** In a list that may be bounded: so many more of its milestones changed; without it, none. */
export interface ChangesListed extends ProgrammeChanges {
	left?: number;
}

/** What of a milestone is compared, as it stood at one of the two moments. */
export interface MilestoneState {
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	actual: Day | null;
	dateReason: string;
	doneWhen: string;
	archived: boolean;
	/** Person's id → kind of lead. */
	leads: Readonly<Record<string, LeadKind>>;
}

/** What besides the two states a difference is made of. */
export interface Beside {
	between: Between;
	/** What a person is called. */
	nameOf: (person: string) => string;
	/** The approved date, of the baseline at the later moment; undefined when there is none for it. */
	baseline: Day | null | undefined;
	/** The day of the later moment. */
	day: Day;
}

/**
 * The net difference between two states of a milestone; null when there is none to tell.
 * @param was null when it was not there yet
 */
export function milestoneChange(id: string, was: MilestoneState | null, now: MilestoneState, beside: Beside): MilestoneChange | null {
	const came = cameOf(was, now);
	const base = { id, ref: now.ref, title: now.title, came, redated: null, status: null, reowned: null, reworded: [], completed: null, overdue: isOverdue(now, beside.day) };
	// Of what is new, or gone, that is all there is to say; what was archived all the while is nobody's concern.
	if (came === 'added' || came === 'archived') return { ...base, by: newestOf([came === 'added' ? 'added' : 'archived'], beside.between) };
	if (!was || now.archived) return null;
	const redated = redatedOf(was, now, beside.between);
	const status = was.status === now.status ? null : { from: was.status, to: now.status };
	const reowned = reownedOf(was, now, beside.nameOf);
	const reworded = (['title', 'doneWhen'] as const).flatMap((field) => (was[field] === now[field] ? [] : [{ field, from: was[field], to: now[field] }]));
	const completed = status?.to === 'complete' ? { on: now.actual, days: slipDays(now.actual, beside.baseline ?? null) } : null;
	const fields = [
		...(came ? ['archived'] : []),
		...(redated ? ['forecast'] : []),
		...(status ? ['status'] : []),
		...(reowned ? ['leads'] : []),
		...reworded.map(({ field }) => field)
	];
	return fields.length === 0 ? null : { ...base, redated, status, reowned, reworded, completed, by: newestOf(fields, beside.between) };
}

function cameOf(was: MilestoneState | null, now: MilestoneState): MilestoneChange['came'] {
	if (!was) return now.archived ? null : 'added';
	if (was.archived === now.archived) return null;
	return now.archived ? 'archived' : 'restored';
}

function redatedOf(was: MilestoneState, now: MilestoneState, between: Between): MilestoneChange['redated'] {
	if (was.forecast === now.forecast) return null;
	// A reason that stood there before belongs to an earlier move.
	const reason = was.dateReason === now.dateReason ? '' : now.dateReason;
	return { from: was.forecast, to: now.forecast, days: slipDays(now.forecast, was.forecast), times: Math.max(1, between.get('forecast')?.times ?? 1), reason };
}

function reownedOf(was: MilestoneState, now: MilestoneState, nameOf: Beside['nameOf']): MilestoneChange['reowned'] {
	const among = (leads: MilestoneState['leads'], others: MilestoneState['leads']) =>
		Object.entries(leads)
			.filter(([person, kind]) => others[person] !== kind)
			.map(([person, kind]) => `${nameOf(person)} (${LEAD_KIND_WORDS[kind].toLowerCase()} lead)`)
			.toSorted();
	const [added, removed] = [among(now.leads, was.leads), among(was.leads, now.leads)];
	return added.length + removed.length === 0 ? null : { added, removed };
}

/** The newest of the changes of these fields; nobody's where the log has none, as for what the server did. */
function newestOf(fields: readonly string[], between: Between): ChangedBy {
	const made = fields.flatMap((field) => between.get(field)?.by ?? []);
	return made.toSorted((one, other) => other.at.localeCompare(one.at))[0] ?? { name: null, at: '' };
}

// Making one takes far longer than using it, and thousands of changes are ordered.
const BY_REFERENCE = new Intl.Collator('en-GB', { numeric: true });

/** Orders the changes of a programme: the largest slips first, then dates that came earlier, then what came and went, then the rest, by reference. */
export function byWeight(one: MilestoneChange, other: MilestoneChange): number {
	const weight = ({ redated, came, status }: MilestoneChange) => (redated && (redated.days ?? 0) > 0 ? 0 : redated ? 1 : status ? 2 : came ? 3 : 4);
	return weight(one) - weight(other) || (other.redated?.days ?? 0) - (one.redated?.days ?? 0) || BY_REFERENCE.compare(one.ref, other.ref);
}

/** The values of `?show=` on a page of changes. */
export const CHANGE_SHOWS = ['later', 'completed'] as const;
export type ChangeShow = (typeof CHANGE_SHOWS)[number];
export const CHANGE_SHOW_WORDS: Record<ChangeShow, string> = { later: 'Later dates', completed: 'Completed' };

/** The changes of one kind alone; all of them without a kind. Programmes with none of it are left out. */
export function changesShown(changes: readonly ProgrammeChanges[], show: ChangeShow | null): readonly ProgrammeChanges[] {
	if (show === null) return changes;
	const shown = ({ redated, status }: MilestoneChange) => (show === 'later' ? (redated?.days ?? 0) > 0 : status?.to === 'complete');
	return changes.flatMap((each) => {
		const milestones = each.milestones.filter(shown);
		return milestones.length > 0 ? [{ ...each, milestones, signals: [], challenges: [] }] : [];
	});
}

/** Nobody reads more than so many in one list. */
export const MOST_AT_ONCE = 300;
const MOST_OF_EACH = 20;

/** A list of all while it can be read; of more, the first of each programme, and how many of its milestones are left out. */
export function firstOfEach(changes: readonly ProgrammeChanges[]): readonly (ChangesListed & { left: number })[] {
	const most = changeCount(changes) > MOST_AT_ONCE ? MOST_OF_EACH : Infinity;
	return changes.map((each) => ({ ...each, milestones: each.milestones.slice(0, most), left: Math.max(0, each.milestones.length - most) }));
}

/** How many milestones changed, also of those left out of a bounded list. */
export function changeCount(changes: readonly ChangesListed[]): number {
	return changes.reduce((sum, { milestones, left = 0 }) => sum + milestones.length + left, 0);
}

/** How far a date moved, in words: `42 days later`; '' where one of the two dates is missing. */
export function movedWords(days: number | null): string {
	if (days === null || days === 0) return '';
	const count = Math.abs(days);
	return `${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'} ${days > 0 ? 'later' : 'earlier'}`;
}

/** When it was completed against its baseline: `24 days after its baseline`; '' where that cannot be said. */
export function againstBaseline(days: number | null): string {
	if (days === null) return '';
	if (days === 0) return 'on its baseline date';
	const count = Math.abs(days);
	return `${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'} ${days > 0 ? 'after' : 'before'} its baseline`;
}
