/**
 * People invited to Milepost, by administrators, and to a programme, by its leads. Whoever is new
 * gets an account without a password and a link to choose one (U1).
 */
import { and, count, eq, gt, sql } from 'drizzle-orm';
import { auditEvent } from '#drizzle/access.server.ts';
import { account, person, programmeRole } from '#drizzle/schema.server.ts';
import { newId, type AccountId, type PersonId, type ProgrammeId } from '#lib/plan/ids.ts';
import { can, ROLE_WORDS, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import { recordAudit } from '#server/store/audit.ts';
import { anyWrong, isTaken, wrongFields, type FormAnswer } from '#server/store/form-answer.ts';
import { done, refused, type Answer } from '#server/store/plain-command.ts';
import type { Database } from '#server/store/query.ts';
import { userNow } from '#server/store/standing.ts';
import { mailLink } from './links.ts';
import { ADMINISTRATORS_ONLY, lockAccounts, lockConcerned, NO_SUCH_ACCOUNT } from './member-locks.ts';
import { write, type Role } from './member-roles.ts';
import { readPerson, type PersonField, type PersonRead, type PersonTyped } from './person-fields.ts';

/** More invitations than anybody means to send; a stolen session must not make Milepost a sender of junk. */
const MOST_AN_HOUR = 100;

export interface Invitation extends PersonTyped {
	roles: readonly Role[];
	/** Somebody who is known already without an account, such as the holder of a post. */
	person?: PersonId;
	/** The network address it is done from. */
	address: string;
}
export interface Invited {
	account: AccountId;
	name: string;
	email: string;
}
/** Whose the address is already; administrators may know. */
export interface Existing {
	account: AccountId;
	name: string;
}
export type InviteAnswer = FormAnswer<Invited, PersonField> | { ok: false; because: 'conflict'; message: string; existing: Existing };

/** Invites somebody new. Only administrators; an address that has an account is answered with whose it is. */
export async function invitePerson(db: Database, by: User, { roles, person: known, address, ...typed }: Invitation): Promise<InviteAnswer> {
	const { value, problems } = readPerson(typed, { needsEmail: true });
	return onceMore(() =>
		db.transaction(async (tx): Promise<InviteAnswer> => {
			await lockAccounts(tx, [by.account]);
			const now = await userNow(tx, by);
			if (!now || !can(now, 'administer')) return refused('no-access', ADMINISTRATORS_ONLY);
			if (anyWrong(problems)) return wrongFields('invalid', problems);
			const existing = await accountOf(tx, value.email);
			if (existing) {
				const message = `${existing.name} has an account with this e-mail address already. Nothing was sent.`;
				return { ok: false, because: 'conflict', message, existing: { account: existing.id, name: existing.name } };
			}
			if (await tooMany(tx, now.account)) return refused('limited', TOO_MANY);
			if (known !== undefined && !(await mayHaveAccount(tx, known))) return refused('conflict', 'This person has an account already. Open it from the list of people.');
			return done(await makeAccount(tx, { by: now, person: value, known, roles, address }));
		})
	);
}

export interface NewMember {
	programme: ProgrammeId;
	email: string;
	/** Used only for somebody new. */
	name: string;
	role: ProgrammeRole;
	address: string;
}

/**
 * Adds somebody to a programme, for those who may manage its members. Whoever has an account is
 * given the role, whoever has none is invited; the answer is the same.
 * @returns the account for the caller's use alone: it must not reach the page
 */
export async function addMember(db: Database, by: User, { programme, email, name, role, address }: NewMember): Promise<FormAnswer<{ account: AccountId; email: string }, PersonField>> {
	const { value, problems } = readPerson({ email, name, organisation: '' }, { needsEmail: true });
	return onceMore(() =>
		db.transaction(async (tx): Promise<FormAnswer<{ account: AccountId; email: string }, PersonField>> => {
			const before = anyWrong(problems) ? null : await accountOf(tx, value.email);
			await lockAccounts(tx, before ? [by.account, before.id] : [by.account]);
			const now = await userNow(tx, by);
			if (!now || !can(now, 'manage-members', programme)) return refused('no-access', 'Your role does not let you add members to this programme. Its lead or an administrator can.');
			if (anyWrong(problems)) return wrongFields('invalid', problems);
			if (await tooMany(tx, now.account)) return refused('limited', TOO_MANY);
			const existing = await accountOf(tx, value.email);
			if (!existing) {
				const made = await makeAccount(tx, { by: now, person: value, known: undefined, roles: [{ programme, role }], address });
				return done({ account: made.account, email: made.email });
			}
			const [held] = await tx.select({ role: programmeRole.role }).from(programmeRole).where(and(eq(programmeRole.accountId, existing.id), eq(programmeRole.programmeId, programme)));
			if (held) return wrongFields('conflict', { email: `This person is a member already, as ${ROLE_WORDS[held.role].toLowerCase()}. Change the role in the list.` });
			await write(tx, { change: { programme, role, was: null }, account: existing.id, by: now.account, address });
			return done({ account: existing.id, email: value.email });
		})
	);
}

/** Sends the invitation again, to somebody who has not chosen a password yet. Only administrators. */
export async function inviteAgain(db: Database, by: User, { account: id, address }: { account: AccountId; address: string }): Promise<Answer<Invited>> {
	return db.transaction(async (tx) => {
		const { by: now, about } = await lockConcerned(tx, by, id);
		if (!now || !can(now, 'administer')) return refused('no-access', ADMINISTRATORS_ONLY);
		if (!about) return refused('not-found', NO_SUCH_ACCOUNT);
		if (about.email === null) return refused('conflict', `${about.name} has no e-mail address. Enter one first.`);
		if (about.disabledAt) return refused('conflict', `The account of ${about.name} is disabled. Enable it first.`);
		if (about.hasPassword) return refused('conflict', `${about.name} has chosen a password and needs no invitation. Whoever has forgotten it asks for a new one on the sign-in page.`);
		if (await tooMany(tx, now.account)) return refused('limited', TOO_MANY);
		await recordAudit(tx, { kind: 'invited', by: now.account, about: id, address, details: { email: about.email, again: 'yes' } });
		await mailLink(tx, { accountId: id, purpose: 'invite', recipient: about.email, name: about.name, invitedBy: now.name });
		return done({ account: id, name: about.name, email: about.email });
	});
}

async function makeAccount(
	tx: Database,
	{ by, person: read, known, roles, address }: { by: User; person: PersonRead; known: PersonId | undefined; roles: readonly Role[]; address: string }
): Promise<Invited> {
	const { email, name, organisation, initials } = read;
	const personId = known ?? newId('pe');
	if (known === undefined) await tx.insert(person).values({ id: personId, name, initials, organisation });
	else await tx.update(person).set({ name, organisation }).where(eq(person.id, known));
	const accountId = newId('ac');
	await tx.insert(account).values({ id: accountId, personId, email });
	await recordAudit(tx, { kind: 'invited', by: by.account, about: accountId, address, details: { email } });
	for (const role of roles) {
		const change = 'programme' in role ? { ...role, was: null } : { ...role, has: true };
		await write(tx, { change, account: accountId, by: by.account, address });
	}
	await mailLink(tx, { accountId, purpose: 'invite', recipient: email, name, invitedBy: by.name });
	return { account: accountId, name, email };
}

async function accountOf(tx: Database, email: string): Promise<{ id: AccountId; name: string } | null> {
	const [row] = await tx.select({ id: account.id, name: person.name }).from(account).innerJoin(person, eq(person.id, account.personId)).where(eq(account.email, email));
	return row ?? null;
}

/** Whether somebody is known who has no account yet. */
async function mayHaveAccount(tx: Database, id: PersonId): Promise<boolean> {
	const [row] = await tx.select({ id: person.id }).from(person).where(eq(person.id, id)).for('update');
	const [taken] = await tx.select({ id: account.id }).from(account).where(eq(account.personId, id));
	return row !== undefined && taken === undefined;
}

const TOO_MANY = `That is more than ${MOST_AN_HOUR} invitations in an hour. Go on in an hour.`;

async function tooMany(tx: Database, by: AccountId): Promise<boolean> {
	const [row] = await tx
		.select({ sent: count() })
		.from(auditEvent)
		.where(and(eq(auditEvent.kind, 'invited'), eq(auditEvent.byAccount, by), gt(auditEvent.at, sql`clock_timestamp() - interval '1 hour'`)));
	return (row?.sent ?? 0) >= MOST_AN_HOUR;
}

/** Two that invite one address at the same moment: the second starts again and finds the first one's account. */
async function onceMore<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		if (isTaken(error)) return work();
		throw error;
	}
}
