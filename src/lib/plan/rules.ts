/**
 * Who may do what: one pure function, read by the server (which refuses) and by the screens
 * (which hide). Nothing else in Milepost decides a permission.
 */
import type { AccountId, PersonId, ProgrammeId } from './ids.ts';

export const PROGRAMME_ROLES = ['lead', 'editor', 'clinical', 'reader'] as const;
export type ProgrammeRole = (typeof PROGRAMME_ROLES)[number];
export const PORTFOLIO_ROLES = ['reviewer', 'admin'] as const;
export type PortfolioRole = (typeof PORTFOLIO_ROLES)[number];

/** A signed-in account with its roles as the database held them when this request began. */
export interface User {
	account: AccountId;
	person: PersonId;
	name: string;
	initials: string;
	portfolioRoles: readonly PortfolioRole[];
	programmeRoles: Readonly<Record<ProgrammeId, ProgrammeRole>>;
}

export const ROLE_WORDS: Record<ProgrammeRole | PortfolioRole, string> = {
	lead: 'Programme lead',
	editor: 'Editor',
	clinical: 'Clinical lead',
	reader: 'Reader',
	reviewer: 'Reviewer',
	admin: 'Administrator'
};

/** Actions on one programme. */
export const PROGRAMME_ACTIONS = [
	'read', // the plan, its KPIs and its activity
	'edit',
	'comment',
	'challenge',
	'answer', // a challenge, for the programme
	'resolve', // and reopen, anyone's conversation (one's own: see mayResolve)
	'delivery-confidence',
	'clinical-confidence',
	'state-status', // of the programme, beside the rule's answer
	'record', // decisions and actions
	'ask-updates', // begin and end an update round
	'checkpoint', // freeze a named copy
	'approve-baseline',
	'manage-members'
] as const;
export type ProgrammeAction = (typeof PROGRAMME_ACTIONS)[number];
/** Actions on the whole portfolio. */
export type PortfolioAction =
	| 'see-portfolio' // names, statuses and exec leads of all programmes
	| 'review' // the cross-programme review
	| 'administer';
export type Action = ProgrammeAction | PortfolioAction;

const BY_PROGRAMME_ROLE: Record<ProgrammeRole, readonly ProgrammeAction[]> = {
	lead: ['read', 'edit', 'comment', 'challenge', 'answer', 'resolve', 'delivery-confidence', 'state-status', 'record', 'ask-updates', 'checkpoint', 'approve-baseline', 'manage-members'],
	editor: ['read', 'edit', 'comment', 'answer', 'resolve', 'record', 'ask-updates'],
	clinical: ['read', 'comment', 'challenge', 'clinical-confidence'],
	reader: ['read']
};
const BY_PORTFOLIO_ROLE: Record<PortfolioRole, readonly Action[]> = {
	reviewer: ['see-portfolio', 'review', 'read', 'comment', 'challenge', 'resolve', 'record'],
	admin: ['see-portfolio', 'read', 'administer', 'manage-members']
};

/**
 * Whether a user may do something.
 * @param user the signed-in account with its roles, or null when nobody is signed in (may do nothing)
 * @param programme the programme it concerns; needed for programme actions, ignored for portfolio ones
 */
export function can(user: User | null, action: PortfolioAction): boolean;
export function can(user: User | null, action: ProgrammeAction, programme: ProgrammeId): boolean;
export function can(user: User | null, action: Action, programme?: ProgrammeId): boolean {
	if (!user) return false;
	if (user.portfolioRoles.some((role) => BY_PORTFOLIO_ROLE[role].includes(action))) return true;
	if (action === 'see-portfolio') return Object.keys(user.programmeRoles).length > 0;
	if (programme === undefined) return false;
	const role = user.programmeRoles[programme];
	return role !== undefined && BY_PROGRAMME_ROLE[role].some((each) => each === action);
}

/** The role a user has in one programme, portfolio roles included; null when they have none. */
export function roleIn(user: User, programme: ProgrammeId): ProgrammeRole | PortfolioRole | null {
	return user.programmeRoles[programme] ?? user.portfolioRoles[0] ?? null;
}

/** Whether a user may resolve or reopen a conversation: whoever began it, and those who look after them all. A challenge is closed, not resolved. */
export function mayResolve(user: User | null, programme: ProgrammeId, begunBy: AccountId): boolean {
	return can(user, 'resolve', programme) || (can(user, 'comment', programme) && user?.account === begunBy);
}

/** Whether a user may accept the answer to a challenge, send it back or reopen it: whoever raised it, or a reviewer. */
export function mayAccept(user: User | null, programme: ProgrammeId, raisedBy: AccountId): boolean {
	return can(user, 'review') || (can(user, 'challenge', programme) && user?.account === raisedBy);
}

/** Whether a user may say that a challenge is answered: those who answer for the programme, and the person who owes the answer. */
export function mayAnswer(user: User | null, programme: ProgrammeId, owner: PersonId | null): boolean {
	return can(user, 'answer', programme) || (can(user, 'comment', programme) && owner !== null && user?.person === owner);
}

/** Whether a user may say that a milestone is still true: those who may change it, and those who lead it. */
export function mayConfirm(user: User | null, programme: ProgrammeId, leads: Iterable<PersonId>): boolean {
	return can(user, 'edit', programme) || (user !== null && can(user, 'read', programme) && [...leads].includes(user.person));
}

/** What a user may do in one programme, for a page to hand down; the server asks `can` again whatever a page believes. */
export type Permissions = Readonly<Record<ProgrammeAction, boolean>> & { readonly review: boolean };

export function permissionsIn(user: User | null, programme: ProgrammeId): Permissions {
	const may = PROGRAMME_ACTIONS.map((action): [ProgrammeAction, boolean] => [action, can(user, action, programme)]);
	return { ...(Object.fromEntries(may) as Record<ProgrammeAction, boolean>), review: can(user, 'review') };
}

/** What `mayResolve`, `mayAccept` and `mayAnswer` say of one conversation, for a page, which holds permissions and not roles. */
export function rightsIn(may: Permissions, me: { account: AccountId; person: PersonId | null }, { begunBy, owner }: { begunBy: AccountId; owner: PersonId | null }): Readonly<Record<'resolve' | 'accept' | 'answer', boolean>> {
	const mine = me.account === begunBy;
	return { resolve: may.resolve || (may.comment && mine), accept: may.review || (may.challenge && mine), answer: may.answer || (may.comment && owner !== null && me.person === owner) };
}
