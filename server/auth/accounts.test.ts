import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvent } from '#drizzle/access.server.ts';
import { account, person, portfolio, portfolioRole, programme, programmeRole, session } from '#drizzle/schema.server.ts';
import { newId } from '#lib/plan/ids.ts';
import { can } from '#lib/plan/rules.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { openTestDatabase } from '../../tests/helpers/database.ts';
import { giveSecondFactor } from '../../tests/helpers/second-factor.ts';
import { createAdministrator, initialsOf, resetPassword } from './accounts.ts';
import { runCommand } from './admin-command.ts';
import {
	createDemonstrationAccounts,
	DEMONSTRATION_KEYS,
	demonstrationAccounts,
	endDemonstrationSessions,
	signInToDemonstration
} from './demonstration.ts';
import { createSession, readSession } from './sessions.ts';
import { signIn } from './sign-in.ts';

const cost = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const now = new Date('2026-09-14T09:00:00Z');
const asked = { email: 'Ada@Example.nhs.uk', name: 'Ada Lovelace', password: 'correct horse battery', organisation: 'Any Integrated Care Board', cost };
const tryPassword = (password: string) =>
	signIn(opened.db, { email: 'ada@example.nhs.uk', password, address: '10.0.0.1', now: () => now, wait: async () => undefined });

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
const audited = async () => (await opened.db.select().from(auditEvent).orderBy(auditEvent.id)).map(({ kind, details }) => [kind, details]);
beforeEach(async () => {
	for (const table of [auditEvent, portfolioRole, programmeRole, session, account, person, programme, portfolio]) await opened.db.delete(table);
});

describe('the first administrator', () => {
	it('signs in and administers, in a portfolio made for the organisation', async () => {
		expect(await createAdministrator(opened.db, asked)).toMatchObject({ done: true, email: 'ada@example.nhs.uk' });
		expect(await opened.db.select({ name: portfolio.name, short: portfolio.short }).from(portfolio)).toEqual([
			{ name: 'Any Integrated Care Board', short: 'AICB' }
		]);
		const result = await tryPassword(asked.password);
		if (result.outcome !== 'signed-in') throw new Error('not signed in');
		const found = await readSession(opened.db, result.cookieValue, now);
		expect(can(found?.user ?? null, 'administer')).toBe(true);
		expect(found?.user).toMatchObject({ name: 'Ada Lovelace', initials: 'AL' });
		expect([result.stage, found?.stage], 'U2: a second factor comes first').toEqual(['enrol', 'enrol']);
		expect(await audited()).toEqual([
			['roleGiven', { role: 'admin', way: 'command' }],
			['signedIn', { way: 'password', waitsFor: 'second factor' }]
		]);
	});

	it('takes the portfolio that is there', async () => {
		await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
		expect(await createAdministrator(opened.db, { email: asked.email, name: asked.name, password: asked.password, cost })).toMatchObject({
			done: true
		});
		expect(await opened.db.select({ id: portfolioRole.portfolioId, role: portfolioRole.role }).from(portfolioRole)).toEqual([
			{ id: 'blmk', role: 'admin' }
		]);
		expect(await opened.db.select().from(portfolio)).toHaveLength(1);
	});

	it('is refused with a sentence, and then nothing is left behind', async () => {
		const wrong = [
			[{ ...asked, organisation: ' ' }, 'no portfolio yet'],
			[{ ...asked, email: 'ada' }, 'not an e-mail'],
			[{ ...asked, email: 'a b@example.nhs.uk' }, 'not an e-mail'],
			[{ ...asked, name: '  ' }, 'name is missing'],
			[{ ...asked, password: 'short' }, 'too short'],
			[{ ...asked, password: 'ada@example.nhs.uk' }, 'is the e-mail']
		] as const;
		for (const [values, words] of wrong) {
			expect(await createAdministrator(opened.db, values)).toMatchObject({ done: false, message: expect.stringContaining(words) as string });
		}
		expect(await opened.db.select().from(person)).toEqual([]);
		await createAdministrator(opened.db, asked);
		expect(await createAdministrator(opened.db, { ...asked, email: 'ADA@example.nhs.uk' })).toMatchObject({
			done: false,
			message: expect.stringContaining('already an account') as string
		});
		expect(await opened.db.select().from(person)).toHaveLength(1);
	});

	it('has initials', () => {
		expect(['Ada Lovelace', 'Ada', 'Programme manager, Cancer', 'élodie van den Berg', '42'].map(initialsOf)).toEqual(['AL', 'A', 'PC', 'ÉB', '?']);
	});
});

describe('a reset password', () => {
	it('takes the place of the old one and signs out everywhere', async () => {
		const made = await createAdministrator(opened.db, asked);
		if (!made.done) throw new Error(made.message);
		const before = await createSession(opened.db, made.accountId, now);
		expect(await resetPassword(opened.db, { email: 'ADA@example.nhs.uk', password: 'another fine password', cost })).toMatchObject({ done: true });
		expect(await readSession(opened.db, before.cookieValue, now)).toBeNull();
		expect(await tryPassword(asked.password)).toMatchObject({ outcome: 'refused' });
		expect(await tryPassword('another fine password')).toMatchObject({ outcome: 'signed-in' });
	});

	it('is refused for nobody, and by the rule', async () => {
		expect(await resetPassword(opened.db, { email: 'nobody@example.nhs.uk', password: 'another fine password', cost })).toMatchObject({
			message: expect.stringContaining('no account') as string
		});
		expect(await resetPassword(opened.db, { email: asked.email, password: 'short', cost })).toMatchObject({
			message: expect.stringContaining('too short') as string
		});
	});
});

describe('the command', () => {
	const run = async (words: string[], password: string | null = asked.password) => {
		const said: string[] = [];
		const hands = {
			openDatabase: async () => opened.db,
			readPassword: async () => password,
			say: (sentence: string) => void said.push(sentence),
			cost
		};
		return { code: await runCommand(words, hands), said: said.join('\n') };
	};

	it('makes an administrator and resets a password', async () => {
		expect(await run(['create-administrator', asked.email, asked.name, asked.organisation])).toEqual({
			code: 0,
			said: 'ada@example.nhs.uk can now sign in as an administrator.'
		});
		expect(await run(['reset-password', asked.email], 'another fine password')).toMatchObject({ code: 0 });
		expect(await tryPassword('another fine password')).toMatchObject({ outcome: 'signed-in' });
	});

	it('U2 takes away the second factor of a lost telephone, and every session with it', async () => {
		const made = await createAdministrator(opened.db, asked);
		if (!made.done) throw new Error(made.message);
		expect(await run(['reset-second-factor', asked.email])).toMatchObject({ code: 1, said: expect.stringContaining('has no second factor') as string });
		const before = await createSession(opened.db, made.accountId, now);
		await giveSecondFactor(opened.db, made.accountId, before.session.id);
		expect(await run(['reset-second-factor', 'ADA@example.nhs.uk'])).toMatchObject({ code: 0, said: expect.stringContaining('sets up a new one') as string });
		expect(await readSession(opened.db, before.cookieValue, now)).toBeNull();
		expect(await tryPassword(asked.password)).toMatchObject({ outcome: 'signed-in', stage: 'enrol' });
		expect(await audited()).toContainEqual(['secondFactorRemoved', { way: 'command' }]);
		expect(await run(['reset-second-factor', 'nobody@example.nhs.uk'])).toMatchObject({ code: 1, said: expect.stringContaining('no account') as string });
	});

	it('says what is wrong, with an exit code', async () => {
		expect(await run(['create-administrator', asked.email, asked.name])).toMatchObject({ code: 1, said: expect.stringContaining('organisation') as string });
		expect(await run(['reset-password', asked.email], null)).toMatchObject({ code: 1, said: expect.stringContaining('Nothing was changed') as string });
		for (const words of [[], ['help'], ['create-administrator', asked.email], ['reset-password'], ['reset-password', 'a@b', 'c'], ['reset-second-factor']]) {
			expect(await run(words), words.join(' ')).toMatchObject({ code: 2, said: expect.stringContaining('Usage') as string });
		}
	});
});

describe('demonstration accounts', () => {
	const programmeId = newId('pg');
	beforeEach(async () => {
		await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
		await opened.db
			.insert(programme)
			.values({ id: programmeId, portfolioId: 'blmk', slug: 'cancer', name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 1 });
	});

	it('are six, one a role, made once', async () => {
		expect(await demonstrationAccounts(opened.db)).toEqual([]);
		await createDemonstrationAccounts(opened.db, { programmeId, portfolioId: 'blmk' });
		await createDemonstrationAccounts(opened.db, { programmeId, portfolioId: 'blmk' });
		const listed = await demonstrationAccounts(opened.db);
		expect(listed.map(({ key }) => key)).toEqual([...DEMONSTRATION_KEYS]);
		expect(listed[0]).toMatchObject({ name: 'Programme manager, Cancer', initials: 'PM' });
		for (const key of DEMONSTRATION_KEYS) {
			const made = await signInToDemonstration(opened.db, key, { now, address: '10.0.0.1' });
			const found = await readSession(opened.db, made?.cookieValue, now);
			expect([...Object.values(found?.user.programmeRoles ?? {}), ...(found?.user.portfolioRoles ?? [])]).toEqual([key]);
		}
		expect(await signInToDemonstration(opened.db, 'root', { now, address: '10.0.0.1' })).toBeNull();
		expect(await signInToDemonstration(opened.db, '', { now, address: '10.0.0.1' })).toBeNull();
	});

	it('may be people who are already there', async () => {
		const manager = newId('pe');
		await opened.db.insert(person).values({ id: manager, name: 'Manager of Cancer', initials: 'MC' });
		await createDemonstrationAccounts(opened.db, { programmeId, portfolioId: 'blmk', people: { lead: manager } });
		expect((await demonstrationAccounts(opened.db))[0]).toMatchObject({ key: 'lead', name: 'Manager of Cancer' });
		expect(await opened.db.select().from(account).where(eq(account.personId, manager))).toHaveLength(1);
	});

	it('lose their sessions, and nobody else does, at a start outside demonstration mode', async () => {
		await createDemonstrationAccounts(opened.db, { programmeId, portfolioId: 'blmk' });
		const real = await createAdministrator(opened.db, asked);
		if (!real.done) throw new Error(real.message);
		const kept = await createSession(opened.db, real.accountId, now);
		const ended = await signInToDemonstration(opened.db, 'admin', { now, address: '10.0.0.1' });
		await endDemonstrationSessions(opened.db);
		expect(await readSession(opened.db, ended?.cookieValue, now)).toBeNull();
		expect(await readSession(opened.db, kept.cookieValue, now)).not.toBeNull();
	});
});
