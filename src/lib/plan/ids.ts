/**
 * Identifiers of the plan. Each is a random string with a prefix that says what it names, and a
 * branded type, so that a milestone's id cannot be handed to a function that wants a person's.
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type PlanId = Branded<'plan'>;
export type ProgrammeId = Branded<'programme'>;
export type MilestoneId = Branded<'milestone'>;
export type PriorityId = Branded<'priority'>;
export type KpiId = Branded<'kpi'>;
export type PersonId = Branded<'person'>;
export type AccountId = Branded<'account'>;
export type PlaceId = Branded<'place'>;
export type ThreadId = Branded<'thread'>;
export type CommentId = Branded<'comment'>;
export type DecisionId = Branded<'decision'>;
export type ActionId = Branded<'action'>;
export type RoundId = Branded<'round'>;
export type ReviewId = Branded<'review'>;

interface IdOfPrefix {
	pl: PlanId;
	pg: ProgrammeId;
	ms: MilestoneId;
	pr: PriorityId;
	kpi: KpiId;
	pe: PersonId;
	ac: AccountId;
	th: ThreadId;
	co: CommentId;
	de: DecisionId;
	at: ActionId;
	ro: RoundId;
	rv: ReviewId;
}
export type IdPrefix = keyof IdOfPrefix;

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const BODY = /^[a-z0-9][a-z0-9-]{1,39}$/;

/** A new random id such as `ms_4k1v9q…`: 16 characters, about 82 bits. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): IdOfPrefix[Prefix] {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	let body = '';
	for (const byte of bytes) body += ALPHABET[byte % 36] ?? '0';
	return `${prefix}_${body}` as IdOfPrefix[Prefix];
}

/** Whether a value is an id of that kind: prefix, underscore, 2–40 of a–z, 0–9 and hyphen. */
export function isId<Prefix extends IdPrefix>(prefix: Prefix, value: unknown): value is IdOfPrefix[Prefix] {
	return (
		typeof value === 'string' && value.startsWith(`${prefix}_`) && BODY.test(value.slice(prefix.length + 1))
	);
}

/** Whether a value is a place's id: a slug such as `milton-keynes`. Places are data, so any slug will do. */
export function isPlaceId(value: unknown): value is PlaceId {
	return typeof value === 'string' && BODY.test(value);
}

/** The key under which a milestone is named in another's `dependsOn`: `planId/milestoneId`. */
export function dependencyKey(plan: PlanId, milestone: MilestoneId): string {
	return `${plan}/${milestone}`;
}

/** The plan and milestone that a `dependsOn` key names, or null when it is not such a key. */
export function parseDependencyKey(key: string): { plan: PlanId; milestone: MilestoneId } | null {
	const [plan, milestone, ...rest] = key.split('/');
	if (rest.length > 0 || !isId('pl', plan) || !isId('ms', milestone)) return null;
	return { plan, milestone };
}
