import type * as Argon2 from '@node-rs/argon2';
import { verify } from '@node-rs/argon2';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { auditEvent } from '#drizzle/access.server.ts';
import { account, person, session, signInFailure } from '#drizzle/schema.server.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { openTestDatabase } from '../../tests/helpers/database.ts';
import { hashPassword } from './passwords.ts';
import { readSession } from './sessions.ts';
import { REFUSED, signIn, type SignInResult } from './sign-in.ts';
import {
	ADDRESS_FAILURES,
	addressSubject,
	delayAfter,
	FREE_FAILURES,
	LONGEST_DELAY_MS,
	recordFailure,
	WINDOW_MS
} from './sign-in-limits.ts';

vi.mock('@node-rs/argon2', async (original) => {
	const real = await original<typeof Argon2>();
	return { ...real, verify: vi.fn(real.verify) };
});

const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const START = new Date('2026-09-14T09:00:00Z');
const PASSWORD = 'correct horse battery';

let opened: OpenDatabase;
let now: Date;
let waits: number[];
const cheapHash = hashPassword(PASSWORD, CHEAP);

beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
	now = START;
	waits = [];
	await opened.db.delete(signInFailure);
	await opened.db.delete(account);
	vi.mocked(verify).mockClear();
});

async function makeAccount(email: string, values: { disabledAt?: Date; passwordHash?: string | null } = {}): Promise<AccountId> {
	const personId = newId('pe');
	const id = newId('ac');
	await opened.db.insert(person).values({ id: personId, name: 'Someone', initials: 'S' });
	await opened.db.insert(account).values({ id, personId, email, passwordHash: await cheapHash, ...values });
	return id;
}

function attempt(email: string, password: string, address = '10.0.0.1'): Promise<SignInResult> {
	const wait = async (ms: number) => {
		waits.push(ms);
	};
	return signIn(opened.db, { email, password, address, now: () => now, wait });
}

const failures = () => opened.db.select().from(signInFailure);

/** So many failures from an address, at accounts of nobody's. */
async function fail(address: string, times: number, at: Date): Promise<void> {
	for (let n = 0; n < times; n += 1) await recordFailure(opened.db, [addressSubject(address)], at);
}

describe('signing in', () => {
	it('with a password that is changed while it is checked begins no session', async () => {
		const id = await makeAccount('someone@example.nhs.uk');
		const other = await hashPassword('another password', CHEAP);
		vi.mocked(verify).mockImplementationOnce(async () => {
			await opened.db.update(account).set({ passwordHash: other }).where(eq(account.id, id));
			return true;
		});
		expect(await attempt('someone@example.nhs.uk', PASSWORD)).toEqual({ outcome: 'refused', message: REFUSED });
		vi.mocked(verify).mockImplementationOnce(async () => {
			await opened.db.update(account).set({ disabledAt: now }).where(eq(account.id, id));
			return true;
		});
		expect(await attempt('someone@example.nhs.uk', 'another password')).toEqual({ outcome: 'refused', message: REFUSED });
		expect(await opened.db.select().from(session)).toEqual([]);
		expect(await failures()).toHaveLength(4);
	});

	it('starts a session', async () => {
		const id = await makeAccount('someone@example.nhs.uk');
		const result = await attempt('  Someone@Example.NHS.uk ', PASSWORD);
		expect(result).toMatchObject({ outcome: 'signed-in', session: { accountId: id } });
		if (result.outcome === 'signed-in') expect(await readSession(opened.db, result.cookieValue, now)).toMatchObject({ user: { account: id } });
		expect(await failures()).toEqual([]);
		expect(waits).toEqual([]);
	});

	it('removes expired sessions', async () => {
		const id = await makeAccount('someone@example.nhs.uk');
		await attempt('someone@example.nhs.uk', PASSWORD);
		now = new Date(START.getTime() + 30 * 24 * 3_600_000);
		await attempt('someone@example.nhs.uk', PASSWORD);
		expect(await opened.db.select().from(session).where(eq(session.accountId, id))).toHaveLength(1);
	});

	it('answers an unknown account, a wrong password and a disabled account alike, after the same work', async () => {
		await makeAccount('someone@example.nhs.uk', { passwordHash: await hashPassword(PASSWORD) });
		await makeAccount('gone@example.nhs.uk', { passwordHash: await hashPassword(PASSWORD), disabledAt: START });
		await makeAccount('single-sign-on@example.nhs.uk', { passwordHash: null });
		const cases: [email: string, password: string][] = [
			['someone@example.nhs.uk', 'wrong horse battery'],
			['nobody@example.nhs.uk', PASSWORD],
			['gone@example.nhs.uk', PASSWORD],
			['gone@example.nhs.uk', 'wrong horse battery'],
			['single-sign-on@example.nhs.uk', PASSWORD]
		];
		for (const [email, password] of cases) {
			vi.mocked(verify).mockClear();
			const before = (await failures()).length;
			expect(await attempt(email, password), email).toEqual({ outcome: 'refused', message: REFUSED });
			expect(verify, email).toHaveBeenCalledTimes(1);
			expect(vi.mocked(verify).mock.calls[0]?.[0], email).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
			expect((await failures()).length - before, email).toBe(2);
		}
	});

	it('U6: is written to the audit trail, and of an address that is nobody’s only that it failed', async () => {
		const id = await makeAccount('someone@example.nhs.uk');
		await opened.db.delete(auditEvent);
		await attempt('someone@example.nhs.uk', PASSWORD, '192.0.2.7');
		await attempt('Someone@example.nhs.uk', 'wrong horse battery', '192.0.2.7');
		await attempt('a password typed into the wrong field', 'x', '192.0.2.7');
		const trail = await opened.db.select().from(auditEvent).orderBy(auditEvent.id);
		expect(trail.map(({ kind, byAccount, aboutAccount, address, details }) => [kind, byAccount, aboutAccount, address, details])).toEqual([
			['signedIn', id, id, '192.0.2.7', { way: 'password' }],
			['signInFailed', null, id, '192.0.2.7', { email: 'someone@example.nhs.uk' }],
			['signInFailed', null, null, '192.0.2.7', {}]
		]);
		expect(JSON.stringify(trail)).not.toMatch(/horse|wrong field/);
	});

	it('U6: failures cannot flood the audit trail: a closed network address adds nothing to it', async () => {
		await fail('192.0.2.9', ADDRESS_FAILURES, START);
		await opened.db.delete(auditEvent);
		for (let n = 0; n < 20; n += 1) expect(await attempt('nobody@example.nhs.uk', 'x', '192.0.2.9')).toMatchObject({ outcome: 'limited' });
		expect(await opened.db.select().from(auditEvent)).toEqual([]);
	});

	it('keeps no e-mail and no address among the failures', async () => {
		await attempt('nobody@example.nhs.uk', PASSWORD, '192.0.2.7');
		expect(JSON.stringify(await failures())).not.toMatch(/nobody|192\.0\.2/);
	});
});

describe('limits by account', () => {
	it('make each answer slower, up to a bound', () => {
		const delays = Array.from({ length: 60 }, (_, n) => delayAfter(n));
		expect(delays.slice(0, 10)).toEqual([0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
		expect(Math.max(...delays, delayAfter(1e6))).toBe(LONGEST_DELAY_MS);
	});

	it('never lock out: the right password signs in after any number of failures, however slowly', async () => {
		await makeAccount('someone@example.nhs.uk');
		for (let n = 0; n < 40; n += 1) await attempt('someone@example.nhs.uk', 'wrong horse battery', `10.0.1.${n}`);
		expect(waits.slice(-1)).toEqual([LONGEST_DELAY_MS]);
		expect(await attempt('someone@example.nhs.uk', PASSWORD, '10.0.2.1')).toMatchObject({ outcome: 'signed-in' });
		expect(waits.slice(-1)).toEqual([LONGEST_DELAY_MS]);
	});

	it('are the same for an account that does not exist', async () => {
		for (let n = 0; n < FREE_FAILURES + 2; n += 1) await attempt('nobody@example.nhs.uk', PASSWORD);
		expect(waits).toEqual([250, 500]);
	});

	it('count parallel guesses from one address like any others', async () => {
		await makeAccount('someone@example.nhs.uk');
		await Promise.all(Array.from({ length: 12 }, () => attempt('someone@example.nhs.uk', 'wrong horse battery')));
		expect(await failures()).toHaveLength(24);
		expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000]);
	});

	it('slow down parallel guesses from many addresses', async () => {
		await makeAccount('someone@example.nhs.uk');
		await Promise.all(Array.from({ length: 12 }, (_, n) => attempt('someone@example.nhs.uk', 'wrong horse battery', `10.0.3.${n}`)));
		expect(waits.length).toBeGreaterThanOrEqual(12 - FREE_FAILURES);
		expect(waits.filter((ms) => ms === LONGEST_DELAY_MS).length).toBeGreaterThanOrEqual(4);
	});

	it('bound how many wait for one account from one address', async () => {
		await makeAccount('someone@example.nhs.uk');
		for (let n = 0; n < 10; n += 1) await attempt('someone@example.nhs.uk', 'wrong horse battery', `10.0.4.${n}`);
		let release = () => undefined as void;
		const held = new Promise<void>((resolve) => (release = resolve));
		const slow = () =>
			signIn(opened.db, { email: 'someone@example.nhs.uk', password: 'x', address: '10.0.5.1', now: () => now, wait: () => held });
		const answers: SignInResult[] = [];
		const all = Array.from({ length: 20 }, () => slow().then((answer) => answers.push(answer)));
		await vi.waitFor(() => expect(answers).toHaveLength(15));
		expect(answers.every((answer) => answer.outcome === 'limited')).toBe(true);
		expect(await attempt('someone@example.nhs.uk', PASSWORD, '10.0.5.2'), 'a colleague elsewhere').toMatchObject({ outcome: 'signed-in' });
		release();
		await Promise.all(all);
		expect(answers.filter((answer) => answer.outcome === 'refused')).toHaveLength(5);
	});

	it('forget after the window, and the rows with it', async () => {
		for (let n = 0; n < 6; n += 1) await attempt('nobody@example.nhs.uk', PASSWORD);
		waits = [];
		now = new Date(START.getTime() + WINDOW_MS);
		await attempt('nobody@example.nhs.uk', PASSWORD);
		expect(waits).toEqual([]);
		expect(await failures()).toHaveLength(2);
	});
});

describe('limits by address', () => {
	it('close it for a while after 100 failures, without checking anything more', async () => {
		await makeAccount('someone@example.nhs.uk');
		await fail('10.0.0.1', ADDRESS_FAILURES - 1, START);
		expect(await attempt('nobody@example.nhs.uk', PASSWORD)).toMatchObject({ outcome: 'refused' });
		vi.mocked(verify).mockClear();
		now = new Date(START.getTime() + 60_000);
		expect(await attempt('someone@example.nhs.uk', PASSWORD)).toEqual({
			outcome: 'limited',
			message: 'Too many attempts from this network. Try again in 14 minutes.',
			retryAfterSeconds: 14 * 60
		});
		expect(verify).not.toHaveBeenCalled();
		expect(await attempt('someone@example.nhs.uk', PASSWORD, '10.0.0.2')).toMatchObject({ outcome: 'signed-in' });
		now = new Date(START.getTime() + WINDOW_MS - 30_000);
		expect(await attempt('someone@example.nhs.uk', PASSWORD)).toMatchObject({ message: expect.stringContaining('in 1 minute.') as string });
		now = new Date(START.getTime() + WINDOW_MS);
		expect(await attempt('someone@example.nhs.uk', PASSWORD)).toMatchObject({ outcome: 'signed-in' });
	});

	it('count failures only: a whole trust may sign in from one address at once', async () => {
		const emails = Array.from({ length: 150 }, (_, n) => `person-${n}@example.nhs.uk`);
		for (const email of emails) await makeAccount(email);
		await fail('10.0.0.1', ADDRESS_FAILURES - 1, START);
		const results = await Promise.all(emails.map((email) => attempt(email, PASSWORD)));
		expect(results.filter((result) => result.outcome === 'signed-in')).toHaveLength(150);
	});

	it('count parallel guesses at many accounts', async () => {
		await fail('10.0.0.1', ADDRESS_FAILURES - 2, START);
		const emails = Array.from({ length: 30 }, (_, n) => `person-${n}@example.nhs.uk`);
		const results = await Promise.all(emails.map((email) => attempt(email, PASSWORD)));
		// Those whose check had begun when the hundredth failed still get its answer: 8 at most.
		expect(results.filter((result) => result.outcome === 'refused').length).toBeLessThanOrEqual(2 + 8);
		expect(results.filter((result) => result.outcome === 'limited').length).toBeGreaterThanOrEqual(20);
	});

	it('know one address in its different clothes', () => {
		expect(addressSubject('::ffff:192.0.2.7')).toBe(addressSubject('192.0.2.7'));
		expect(addressSubject('2001:db8:0:1::5')).toBe(addressSubject('2001:0db8:0000:0001:ffff::'));
		expect(addressSubject('2001:db8:0:1::5')).not.toBe(addressSubject('2001:db8:0:2::5'));
		expect(addressSubject('::1')).toBe(addressSubject('0:0:0:0:0:0:0:1'));
		expect(addressSubject('fe80::1%eth0')).toBe(addressSubject('fe80::1'));
		expect(addressSubject('192.0.2.7')).not.toBe(addressSubject('192.0.2.8'));
	});
});
