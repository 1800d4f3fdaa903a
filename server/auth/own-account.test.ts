import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvent } from '#drizzle/access.server.ts';
import { account, person, session, signInFailure } from '#drizzle/schema.server.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { openTestDatabase } from '../../tests/helpers/database.ts';
import { findLink, mailLink } from './links.ts';
import { mail } from '#drizzle/notices.server.ts';
import { changePassword, signOutHere, signOutOthers } from './own-account.ts';
import { hashPassword } from './passwords.ts';
import { createSession, readSession, type NewSession } from './sessions.ts';
import { delayAfter } from './sign-in-limits.ts';
import { signIn } from './sign-in.ts';

const cost = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const now = new Date();
const address = '192.0.2.7';
const OLD = 'correct horse battery';
const NEW = 'an altogether new one';

let opened: OpenDatabase;
let ada: AccountId;
let here: NewSession;
let there: NewSession;
let waits: number[];
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
	for (const table of [auditEvent, signInFailure, account]) await opened.db.delete(table);
	waits = [];
	const personId = newId('pe');
	ada = newId('ac');
	await opened.db.insert(person).values({ id: personId, name: 'Ada Lovelace', initials: 'AL' });
	await opened.db.insert(account).values({ id: ada, personId, email: 'ada@example.nhs.uk', passwordHash: await hashPassword(OLD, cost) });
	[here, there] = [await createSession(opened.db, ada, now), await createSession(opened.db, ada, now)];
});

const change = (present: string, password: string) =>
	changePassword(opened.db, { account: ada, session: here.session.id, present, password, address, now: () => now, wait: async (ms) => void waits.push(ms), cost });
const live = async (made: NewSession) => (await readSession(opened.db, made.cookieValue, now)) !== null;
const attempt = (password: string) => signIn(opened.db, { email: 'ada@example.nhs.uk', password, address, now: () => now, wait: async () => undefined });
const trail = async () => (await opened.db.select().from(auditEvent).orderBy(auditEvent.id)).map(({ kind, byAccount, details }) => [kind, byAccount, details]);

describe('one’s own password', () => {
	it('is changed by whoever knows the present one; other sessions and links end', async () => {
		await opened.db.transaction((tx) => mailLink(tx, { accountId: ada, purpose: 'reset', recipient: 'ada@example.nhs.uk', name: 'Ada' }));
		const [sent] = await opened.db.select().from(mail);
		const token = /reset\/(\S+)/.exec(sent?.text ?? '')?.[1] ?? '';
		expect(await findLink(opened.db, 'reset', token)).not.toBeNull();
		expect(await change(OLD, NEW)).toEqual({ outcome: 'changed', ended: [there.session.id] });
		expect([await live(here), await live(there)]).toEqual([true, false]);
		expect(await findLink(opened.db, 'reset', token)).toBeNull();
		expect([(await attempt(OLD)).outcome, (await attempt(NEW)).outcome]).toEqual(['refused', 'signed-in']);
		expect((await trail())[0]).toEqual(['passwordChanged', ada, { way: 'present password' }]);
	});

	it('stays when the present one is wrong or the new one breaks the rule; guesses are slowed like those at signing in', async () => {
		expect(await change(OLD, 'short')).toMatchObject({ outcome: 'refused', field: 'password' });
		for (let n = 0; n < 5; n += 1) expect(await change('a wrong password', NEW)).toMatchObject({ outcome: 'refused', field: 'present' });
		expect(waits).toEqual([delayAfter(3), delayAfter(4)]);
		expect([await live(there), (await attempt(OLD)).outcome]).toEqual([true, 'signed-in']);
	});

	it('changed from two places at once is changed once', async () => {
		const both = await Promise.all([change(OLD, NEW), change(OLD, 'yet another password')]);
		expect(both.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'refused']);
	});
});

describe('U6: signing out', () => {
	it('U6: everywhere else leaves this session, and is written down', async () => {
		expect(await signOutOthers(opened.db, { account: ada, session: here.session.id, address })).toEqual([there.session.id]);
		expect([await live(here), await live(there)]).toEqual([true, false]);
		expect(await trail()).toEqual([['sessionsEnded', ada, { which: 'all others', sessions: '1' }]]);
	});

	it('U6: here is written down once', async () => {
		for (let n = 0; n < 2; n += 1) await signOutHere(opened.db, { account: ada, session: here.session.id, address });
		expect(await trail()).toEqual([['signedOut', ada, {}]]);
		expect(await opened.db.select().from(session)).toHaveLength(1);
	});
});
