/** An account as administrators change it: disabled, enabled, its person's name, organisation and e-mail (U3, U5). */
import { and, eq, ne } from 'drizzle-orm';
import { account, person } from '#drizzle/schema.server.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { recordAudit } from '#server/store/audit.ts';
import { anyWrong, isTaken, wrongFields, type FormAnswer } from '#server/store/form-answer.ts';
import { databaseClock, done, refused, type Answer } from '#server/store/plain-command.ts';
import type { Database } from '#server/store/query.ts';
import { endLinks } from './links.ts';
import { ADMINISTRATORS_ONLY, anotherAdministrator, LAST_ADMINISTRATOR, lockConcerned, NO_SUCH_ACCOUNT } from './member-locks.ts';
import { readPerson, type PersonField, type PersonTyped } from './person-fields.ts';
import { forgetSecondFactor } from './second-factor.ts';
import { endAllSessions } from './sessions.ts';

interface Asked {
	account: AccountId;
	/** The network address it is done from. */
	address: string;
}
export interface AccountChanged {
	account: AccountId;
	name: string;
}

/** Disables an account and ends its sessions; the caller then closes its sockets. Nobody disables themselves, or the last administrator. */
export async function disableAccount(db: Database, by: User, { account: id, address }: Asked): Promise<Answer<AccountChanged>> {
	return db.transaction(async (tx) => {
		const { by: now, about } = await lockConcerned(tx, by, id, { administrators: true });
		if (!now || !can(now, 'administer')) return refused('no-access', ADMINISTRATORS_ONLY);
		if (!about) return refused('not-found', NO_SUCH_ACCOUNT);
		if (about.id === now.account) return refused('conflict', 'You cannot disable your own account. Another administrator can.');
		if (about.administrator && !(await anotherAdministrator(tx, id))) return refused('conflict', LAST_ADMINISTRATOR);
		if (!about.disabledAt) {
			await tx.update(account).set({ disabledAt: databaseClock() }).where(eq(account.id, id));
			await endAllSessions(tx, id);
			await recordAudit(tx, { kind: 'accountDisabled', by: now.account, about: id, address });
		}
		return done({ account: id, name: about.name });
	});
}

/** Lets a disabled account sign in again, with the roles it has. */
export async function enableAccount(db: Database, by: User, { account: id, address }: Asked): Promise<Answer<AccountChanged>> {
	return db.transaction(async (tx) => {
		const { by: now, about } = await lockConcerned(tx, by, id);
		if (!now || !can(now, 'administer')) return refused('no-access', ADMINISTRATORS_ONLY);
		if (!about) return refused('not-found', NO_SUCH_ACCOUNT);
		if (about.disabledAt) {
			await tx.update(account).set({ disabledAt: null }).where(eq(account.id, id));
			await recordAudit(tx, { kind: 'accountEnabled', by: now.account, about: id, address });
		}
		return done({ account: id, name: about.name });
	});
}

/** Changes the name, organisation and e-mail. Sessions go on; links that were e-mailed no longer work once the address is another. */
export async function changeAccount(db: Database, by: User, { account: id, address, ...typed }: Asked & PersonTyped): Promise<FormAnswer<AccountChanged & { emailChanged: boolean }, PersonField>> {
	const taken = () => wrongFields<PersonField>('conflict', { email: 'Another account has this e-mail address.' });
	try {
		return await db.transaction(async (tx) => {
			const { by: now, about } = await lockConcerned(tx, by, id);
			if (!now || !can(now, 'administer')) return refused('no-access', ADMINISTRATORS_ONLY);
			if (!about) return refused('not-found', NO_SUCH_ACCOUNT);
			const { value, problems } = readPerson(typed, { needsEmail: about.email !== null });
			if (about.demonstration && value.email !== '') problems.email = 'A demonstration account has no e-mail address: it is opened by one click.';
			if (anyWrong(problems)) return wrongFields('invalid', problems);
			const email = value.email || null;
			if (email !== null) {
				const [other] = await tx.select({ id: account.id }).from(account).where(and(eq(account.email, email), ne(account.id, id)));
				if (other) return taken();
			}
			const [before] = await tx.select({ id: person.id, organisation: person.organisation }).from(person).innerJoin(account, eq(account.personId, person.id)).where(eq(account.id, id));
			if (!before) return refused('not-found', NO_SUCH_ACCOUNT);
			const details = {
				...(value.name !== about.name && { name: value.name, nameWas: about.name }),
				...(value.organisation !== before.organisation && { organisation: value.organisation, organisationWas: before.organisation }),
				...(email !== about.email && { email: email ?? '', emailWas: about.email ?? '' })
			};
			if (Object.keys(details).length === 0) return done({ account: id, name: about.name, emailChanged: false });
			// Initials that were chosen, such as a post's, stay as long as the name does.
			const initials = value.name === about.name ? {} : { initials: value.initials };
			await tx.update(person).set({ name: value.name, organisation: value.organisation, ...initials }).where(eq(person.id, before.id));
			if (email !== about.email) {
				await tx.update(account).set({ email }).where(eq(account.id, id));
				await endLinks(tx, id);
			}
			await recordAudit(tx, { kind: 'accountChanged', by: now.account, about: id, address, details });
			return done({ account: id, name: value.name, emailChanged: email !== about.email });
		});
	} catch (error) {
		// Somebody took the address between the look and the writing.
		if (isTaken(error)) return taken();
		throw error;
	}
}

/**
 * Takes away the second factor of somebody who lost it, with its recovery codes, and ends their
 * sessions. An administrator sets a new one up at the next sign-in. Nobody does it to themselves: they replace it.
 */
export async function removeFactorOf(db: Database, by: User, { account: id, address }: Asked): Promise<Answer<AccountChanged>> {
	return db.transaction(async (tx) => {
		const { by: now, about } = await lockConcerned(tx, by, id);
		if (!now || !can(now, 'administer')) return refused('no-access', ADMINISTRATORS_ONLY);
		if (!about) return refused('not-found', NO_SUCH_ACCOUNT);
		if (about.id === now.account) return refused('conflict', 'You replace your own second factor on the page of your account.');
		if (!(await forgetSecondFactor(tx, id))) return refused('conflict', `${about.name} has no second factor. Nothing was changed.`);
		await endAllSessions(tx, id);
		await recordAudit(tx, { kind: 'secondFactorRemoved', by: now.account, about: id, address });
		return done({ account: id, name: about.name });
	});
}
