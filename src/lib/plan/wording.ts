/**
 * A change in words: `moved the forecast of CAN-14 from 30 Jun 2026 to 30 Sep 2026`. The person who
 * made it stands before it: `Programme manager, Cancer moved …`. Pure; ids become names through
 * `Names`, and a value that is not what its field holds is worded without it, never as a crash.
 */
import { formatDay, isDay } from './dates.ts';
import { fieldSpec, LEAD_KIND_WORDS, LEAD_KINDS, STATUS_WORDS, STATUSES, type EntityKind, type LeadKind, type Status } from './fields.ts';
import { kpiWords } from './wording-kpi.ts';
import { cleared, figure, moved, quoted, quotedShort, textOf, type ChangeWords } from './wording-parts.ts';

/** How things are called now; null for what no longer exists. */
export interface Names {
	/** Reference of a milestone, or its quoted title while it has none. Takes its id, or `planId/milestoneId` for any plan's. */
	milestone: (id: string) => string | null;
	priority: (id: string) => string | null;
	kpi: (id: string) => string | null;
	person: (id: string) => string | null;
	place: (id: string) => string | null;
}

/** A row of `plan_change`, as far as its wording goes. */
export interface WordedChange {
	entity: EntityKind;
	entityId: string;
	field: string;
	member: string;
	old: unknown;
	new: unknown;
}

/** The field of a change that stands for a whole new entity (its record is `new`). */
const ADDED = 'added';

/** What somebody did, without their name and without a full stop. */
export function wordChange(change: WordedChange, names: Names): string {
	switch (change.entity) {
		case 'milestone':
			return milestoneWords(change, names);
		case 'priority':
			return priorityWords(change, names);
		case 'kpi':
			return kpiWords(change, { subject: quotedOr(names.kpi(change.entityId), titleOf(change), 'a KPI'), place: placeName(change.member, names) });
		case 'plan':
			return planWords(change);
	}
}

/** What is said first when one edit changed several fields; a field that is not here comes after these. */
const TOLD_FIRST: readonly string[] = ['added', 'archived', 'title', 'status', 'forecast', 'dateReason', 'actual', 'evidence', 'start', 'priority'];

/** The changes of one edit in the order they are best told; those of equal weight stay as they were made. */
export function inTellingOrder<Change extends WordedChange>(changes: readonly Change[]): Change[] {
	const weight = ({ field }: Change) => (TOLD_FIRST.includes(field) ? TOLD_FIRST.indexOf(field) : TOLD_FIRST.length);
	return changes.toSorted((one, other) => weight(one) - weight(other));
}

/** Several changes of one edit in one line: the first two, or the first and how many more. */
export function wordTogether(changes: readonly WordedChange[], names: Names): string {
	const words = inTellingOrder(changes).map((change) => wordChange(change, names));
	const [first = 'changed the plan', second] = words;
	if (words.length <= 1 || second === undefined) return first;
	if (words.length === 2) return `${first} and ${second}`;
	return `${first}, and ${words.length - 1} more changes`;
}

/** Whether a change is in a text whose before and after are shown apart from the sentence, which does not hold all of it. */
export function changesText(change: WordedChange): boolean {
	if (fieldSpec(change.entity, change.field)?.form === 'prose') return true;
	const long = change.entity === 'milestone' ? LONG_TEXTS.has(change.field) : change.entity === 'kpi' && change.field === 'note';
	return long && (textOf(change.old) !== '' || quotedShort(textOf(change.new)) !== quoted(textOf(change.new)));
}
const LONG_TEXTS = new Set(['doneWhen', 'evidence', 'ask', 'dateReason']);

function milestoneWords(change: WordedChange, names: Names): string {
	const it = names.milestone(change.entityId) ?? quotedOr(null, titleOf(change), 'a milestone');
	const words = wordsOfMilestoneField(change, it, names);
	return words ?? `changed ${labelOf(change)} of ${it}`;
}

function wordsOfMilestoneField(change: WordedChange, it: string, names: Names): string | null {
	const { field, old, new: now, member } = change;
	switch (field) {
		case ADDED: {
			const title = titleOf(change);
			return title && it !== quoted(title) ? `added ${it}, ${quoted(title)}` : `added ${it}`;
		}
		case 'ref':
			return textOf(now) ? `numbered a new milestone ${String(now)}` : null;
		case 'title':
			return `renamed ${it} from ${quoted(textOf(old))} to ${quoted(textOf(now))}`;
		case 'kind':
			return now === 'deliverable' ? `made ${it} a deliverable` : `made ${it} a milestone`;
		case 'priority':
			return priorityMove(it, { from: old, to: now }, names);
		case 'order':
			return `moved ${it} to another place in its list`;
		case 'start':
		case 'forecast':
			return dateWords(field === 'start' ? 'start' : 'forecast', it, change);
		case 'actual':
			return dateWords('actual date', it, change);
		case 'status':
			return moved('changed', `the status of ${it}`, { from: statusWord(old), to: statusWord(now) });
		case 'archived':
			return now === true ? `archived ${it}` : `brought back ${it}`;
		case 'dateReason':
			return now ? `gave the reason for the date of ${it}: ${quotedShort(textOf(now))}` : `removed the reason for the date of ${it}`;
		case 'doneWhen':
			return longText({ what: `when ${it} is done`, first: 'wrote down', again: 'changed' }, change);
		case 'evidence':
			return longText({ what: `the evidence for ${it}`, first: 'recorded', again: 'changed' }, change);
		case 'ask':
			return now ? longText({ what: old ? `the decision wanted on ${it}` : `a decision on ${it}`, first: 'asked for', again: 'changed' }, change) : `withdrew the decision wanted on ${it}`;
		case 'description':
		case 'commentary':
			return prose(`the ${field} of ${it}`, change);
		case 'leads':
			return leadWords(it, names.person(member) ?? 'someone no longer listed', { from: leadKind(old), to: leadKind(now) });
		case 'kpis':
			return linkWords(it, quotedOr(names.kpi(member), '', 'a KPI that no longer exists'), change);
		case 'places':
			return placeWords(it, placeName(member, names), { from: statusWord(old), to: statusWord(now) });
		case 'dependsOn': {
			const on = names.milestone(member) ?? 'a milestone that no longer exists';
			return now === null ? `removed the dependency of ${it} on ${on}` : `made ${it} depend on ${on}`;
		}
		case 'enablers': {
			const enabler = quoted(member.replaceAll('-', ' '));
			return now === null ? `removed the enabler ${enabler} from ${it}` : `added the enabler ${enabler} to ${it}`;
		}
		default:
			return null;
	}
}

function priorityWords(change: WordedChange, names: Names): string {
	const it = `the priority ${quotedOr(names.priority(change.entityId), titleOf(change), 'without a name')}`;
	switch (change.field) {
		case ADDED:
			return `added ${it}`;
		case 'title':
			return `renamed the priority ${quoted(textOf(change.old))} to ${quoted(textOf(change.new))}`;
		case 'order':
			return `moved ${it} to another place in the plan`;
		case 'archived':
			return change.new === true ? `archived ${it}` : `brought back ${it}`;
		default:
			return `changed ${labelOf(change)} of ${it}`;
	}
}

function planWords(change: WordedChange): string {
	const { field, old, new: now } = change;
	switch (field) {
		case ADDED:
			return 'began the plan';
		case 'summary':
			return prose('the summary of the plan', change);
		case 'title':
			return old ? `renamed the plan from ${quoted(textOf(old))} to ${quoted(textOf(now))}` : `named the plan ${quoted(textOf(now))}`;
		case 'starts':
			return moved('moved', 'the first month of the plan', { from: textOf(old) || null, to: textOf(now) || null });
		case 'months':
			return moved('changed', 'the length of the plan in months', { from: figure(old), to: figure(now) });
		default:
			return `changed ${labelOf(change)} of the plan`;
	}
}

/** A date has three ways of changing: set, moved, removed. */
function dateWords(what: string, it: string, { old, new: now }: WordedChange): string {
	const [from, to] = [isDay(old) ? formatDay(old) : null, isDay(now) ? formatDay(now) : null];
	return moved('moved', `the ${what} of ${it}`, { from, to });
}

function prose(what: string, { old, new: now }: WordedChange): string {
	if (!textOf(now).trim()) return `cleared ${what}`;
	return `${textOf(old).trim() ? 'edited' : 'wrote'} ${what}`;
}

function longText({ what, first, again }: { what: string; first: string; again: string }, { old, new: now }: WordedChange): string {
	if (!textOf(now)) return cleared(what);
	return textOf(old) ? `${again} ${what}` : `${first} ${what}: ${quotedShort(textOf(now))}`;
}

function priorityMove(it: string, { from, to }: { from: unknown; to: unknown }, names: Names): string {
	const name = (id: unknown) => (typeof id === 'string' ? quotedOr(names.priority(id), '', 'a priority that no longer exists') : null);
	const [old, now] = [name(from), name(to)];
	if (now === null) return `took ${it} out of ${old ?? 'its priority'}`;
	return old === null ? `moved ${it} into ${now}` : `moved ${it} from ${old} to ${now}`;
}

function leadWords(it: string, who: string, { from, to }: { from: LeadKind | null; to: LeadKind | null }): string {
	const kind = (each: LeadKind) => `${LEAD_KIND_WORDS[each].toLowerCase()} lead`;
	if (to === null) return `removed ${who}${from ? ` as ${kind(from)}` : ''} of ${it}`;
	if (from === null) return `made ${who} ${kind(to)} of ${it}`;
	return `changed ${who} from ${kind(from)} to ${kind(to)} of ${it}`;
}

const EFFECT_WORDS: Record<string, string> = { increase: 'an increase', decrease: 'a decrease', maintain: 'no change' };

function linkWords(it: string, kpi: string, { old, new: now }: WordedChange): string {
	if (now === null) return `unlinked ${it} from ${kpi}`;
	const link = typeof now === 'object' ? (now as { effect?: unknown; lagMonths?: unknown }) : {};
	const effect = EFFECT_WORDS[String(link.effect)];
	const months = typeof link.lagMonths === 'number' ? link.lagMonths : 0;
	const after = months > 0 ? ` after ${months} ${months === 1 ? 'month' : 'months'}` : '';
	const expecting = effect ? `${effect}${after}` : null;
	if (old !== null) return `changed what ${it} should do for ${kpi}${expecting ? `: ${expecting}` : ''}`;
	return `linked ${it} to ${kpi}${expecting ? `, expecting ${expecting}` : ''}`;
}

function placeWords(it: string, place: string, { from, to }: { from: string | null; to: string | null }): string {
	if (to === null) return `removed ${place} from ${it}`;
	return from === null ? `added ${place} to ${it}` : `changed the status of ${it} in ${place} from ${from} to ${to}`;
}

function statusWord(value: unknown): string | null {
	const status: Status | undefined = STATUSES.find((each) => each === value);
	return status ? STATUS_WORDS[status] : null;
}
function leadKind(value: unknown): LeadKind | null {
	return LEAD_KINDS.find((each) => each === value) ?? null;
}
function placeName(id: string, names: Names): string {
	return id === '' ? '' : (names.place(id) ?? 'a place that no longer exists');
}

/** A name in quotation marks: the present one, else the one the change tells, else words for none. */
function quotedOr(name: string | null, told: string, none: string): string {
	const known = name ?? told;
	return known ? quoted(known) : none;
}
/** The title in the record of something that was added. */
function titleOf(change: ChangeWords): string {
	const record = change.field === ADDED && typeof change.new === 'object' ? (change.new as { title?: unknown } | null) : null;
	return textOf(record?.title);
}
function labelOf(change: WordedChange): string {
	const label = fieldSpec(change.entity, change.field)?.label ?? change.field;
	return `the ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
