import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvent, recoveryCode, secondFactor } from '#drizzle/access.server.ts';
import { account, person, portfolio, portfolioRole, session, signInFailure } from '#drizzle/schema.server.ts';
import { newId, type AccountId, type PersonId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { codeOf, giveSecondFactor, wrongCode } from '../../tests/helpers/second-factor.ts';
import { enrolmentOf, newFactorSecret, newRecoveryCode, recoveryHash, stepOf } from './codes.ts';
import { proposedSecret, readSecondFactor, removeSecondFactor, renewRecoveryCodes, replaceSecondFactor, secretToReplaceBy, setSecondFactor } from './second-factor.ts';
import { createSession, readSession, type NewSession } from './sessions.ts';
import { ADDRESS_FAILURES, delayAfter, MOST_WRONG_CODES, WINDOW_MS } from './sign-in-limits.ts';
import { completeSignIn, type CodeResult } from './take-code.ts';

let opened: OpenDatabase;
let ada: AccountId;
let here: NewSession;
let now: Date;
let waits: number[];
beforeAll(async () => {
	opened = await openTestDatabase();
	await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
});
afterAll(() => opened.close());
let personId: PersonId;
beforeEach(async () => {
	for (const table of [auditEvent, signInFailure, account]) await opened.db.delete(table);
	now = new Date();
	waits = [];
	personId = newId('pe');
	ada = newId('ac');
	await opened.db.insert(person).values({ id: personId, name: 'Ada Lovelace', initials: 'AL' });
	await opened.db.insert(account).values({ id: ada, personId, email: 'ada@example.nhs.uk' });
	here = await createSession(opened.db, ada, now);
});

const stage = async (made = here) => (await readSession(opened.db, made.cookieValue, now))?.stage;
const administer = () => opened.db.insert(portfolioRole).values({ accountId: ada, portfolioId: 'blmk', role: 'admin' });
const user = (): User => ({ account: ada, person: personId, name: 'Ada Lovelace', initials: 'AL', portfolioRoles: [], programmeRoles: {} });
const holder = (address = '192.0.2.7', made = here) => ({ account: ada, session: made.session.id, address, now: () => now, wait: async (ms: number) => void waits.push(ms) });
const give = (code: string, address?: string, made?: NewSession): Promise<CodeResult> => completeSignIn(opened.db, { ...holder(address, made), code });
const trail = async () => (await opened.db.select().from(auditEvent).orderBy(auditEvent.id)).map(({ kind, details }) => [kind, details]);

/** Sets a second factor up as its owner does; returns its secret and recovery codes. */
async function setUp(made = here): Promise<{ secret: string; codes: string[] }> {
	const secret = (await proposedSecret(opened.db, ada, made.session.id)) ?? '';
	const set = await setSecondFactor(opened.db, { ...holder(undefined, made), code: codeOf(secret, 0, now.getTime()) });
	if (set.outcome !== 'set') throw new Error(set.message);
	return { secret, codes: set.recoveryCodes };
}

describe('a session that was ended meanwhile', () => {
	it('U2: sets no second factor up, and neither gives nor removes one', async () => {
		const proposed = (await proposedSecret(opened.db, ada, here.session.id)) ?? '';
		await opened.db.delete(session);
		expect(await setSecondFactor(opened.db, { ...holder(), code: codeOf(proposed, 0, now.getTime()) })).toMatchObject({ outcome: 'refused', message: 'You were signed out meanwhile. Sign in again.' });
		expect(await readSecondFactor(opened.db, ada)).toBeNull();

		const other = await createSession(opened.db, ada, now);
		const { secret } = await setUp(other);
		const code = codeOf(secret, 1, now.getTime());
		expect(await give(code)).toMatchObject({ outcome: 'refused' });
		expect(await removeSecondFactor(opened.db, { ...holder(), user: user(), code })).toMatchObject({ outcome: 'refused' });
		// Nothing was used up by it.
		expect(await removeSecondFactor(opened.db, { ...holder(undefined, other), user: user(), code })).toMatchObject({ outcome: 'accepted' });
	});
});

describe('a code', () => {
	it('agrees with RFC 6238, and counts for the step before and after', () => {
		// Appendix B of the RFC: the secret 12345678901234567890 at 59 s gives 94287082, of which the last six digits.
		const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
		const at = (seconds: number) => stepOf(secret, '287082', new Date(seconds * 1_000));
		expect([at(0), at(59), at(89), at(90)]).toEqual([1, 1, 1, null]);
		for (const code of ['28708', '2870822', '287 082', 'abcdef', '']) expect(stepOf(secret, code, new Date(59_000))).toBeNull();
	});

	it('is read by authenticators from an otpauth address, drawn as a QR code', () => {
		const secret = newFactorSecret();
		const { address, qr } = enrolmentOf(secret, 'ada@example.nhs.uk');
		expect(address).toBe(`otpauth://totp/Milepost:ada%40example.nhs.uk?issuer=Milepost&secret=${secret}&algorithm=SHA1&digits=6&period=30`);
		expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
	});

	it('recovery codes may be typed with capitals, spaces and look-alikes', () => {
		const { code, hash } = newRecoveryCode();
		expect(code).toMatch(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/);
		for (const typed of [code, code.toUpperCase(), ` ${code.replaceAll('-', ' ')} `, code.replaceAll('0', 'O').replaceAll('1', 'l')]) expect(recoveryHash(typed)).toEqual(hash);
		for (const typed of ['', code.slice(1), `${code}0`, '123456', 'ü'.repeat(16)]) expect(recoveryHash(typed)).toBeNull();
	});
});

describe(`U2: how far a session has come (${databaseKind})`, () => {
	it('U2: an administrator sets one up first, whoever has one gives it, everyone else is in', async () => {
		expect(await stage()).toBe('full');
		await administer();
		expect(await stage(), 'made administrator while signed in').toBe('enrol');
		await setUp();
		expect(await stage()).toBe('full');
		const other = await createSession(opened.db, ada, now);
		expect(await stage(other)).toBe('code');
	});

	it('U2: one-click accounts have none and want none', async () => {
		await administer();
		await opened.db.update(account).set({ demonstration: 'admin' }).where(eq(account.id, ada));
		expect(await stage()).toBe('full');
		expect(await proposedSecret(opened.db, ada, here.session.id)).toBeNull();
		expect(await opened.db.select().from(secondFactor)).toEqual([]);
	});

	it('U2: setting one up leaves the other sessions without it', async () => {
		const other = await createSession(opened.db, ada, now);
		const { secret } = await setUp();
		expect([await stage(), await stage(other)]).toEqual(['full', 'code']);
		expect(await give(codeOf(secret, 1, now.getTime()), undefined, other)).toEqual({ outcome: 'accepted', way: 'second factor' });
		expect(await stage(other)).toBe('full');
	});
});

describe('U2: setting it up', () => {
	it('U2: counts only once it is confirmed, and is the same on each reload', async () => {
		const secret = await proposedSecret(opened.db, ada, here.session.id);
		expect(await proposedSecret(opened.db, ada, here.session.id)).toBe(secret);
		expect([await stage(), await readSecondFactor(opened.db, ada)]).toEqual(['full', null]);
		expect(await setSecondFactor(opened.db, { ...holder(), code: wrongCode(secret ?? '', now.getTime()) })).toMatchObject({ outcome: 'refused', message: expect.stringContaining('not right') as string });
		const { codes } = await setUp();
		expect(new Set(codes).size).toBe(10);
		expect(await readSecondFactor(opened.db, ada)).toMatchObject({ codesLeft: 10 });
		expect(await proposedSecret(opened.db, ada, here.session.id)).toBeNull();
		const kept = JSON.stringify([await opened.db.select().from(recoveryCode), await trail()]);
		for (const code of codes) expect(kept).not.toContain(code);
		expect(await trail()).toEqual([['secondFactorSet', { what: 'first set up' }]]);
	});

	it('U2: whoever has another session does not learn the secret that its owner confirms', async () => {
		const theirs = await createSession(opened.db, ada, now);
		const seen = await proposedSecret(opened.db, ada, theirs.session.id);
		const { secret } = await setUp();
		expect(secret).not.toBe(seen);
		expect(await give(codeOf(seen ?? '', 1, now.getTime()), undefined, theirs)).toMatchObject({ outcome: 'refused' });
	});

	it('U2: confirmed by two sessions at once, one of them sets it', async () => {
		const other = await createSession(opened.db, ada, now);
		const set = await Promise.allSettled([setUp(here), setUp(other)]);
		expect(set.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect([await stage(here), await stage(other)].sort()).toEqual(['code', 'full']);
	});

	it('U2: the present one stays in force until a code of both replaces it', async () => {
		const { secret, codes } = await setUp();
		const other = await createSession(opened.db, ada, now);
		await give(codeOf(secret, 1, now.getTime()), undefined, other);
		const fresh = secretToReplaceBy();
		now = new Date(now.getTime() + 60_000);
		const replace = (present: string, code: string, into = fresh) => replaceSecondFactor(opened.db, { ...holder(), present, secret: into, code });
		expect(await replace(codes[0] ?? '', wrongCode(fresh, now.getTime()))).toMatchObject({ outcome: 'refused', field: 'code' });
		expect(await readSecondFactor(opened.db, ada), 'a slip costs no recovery code').toMatchObject({ codesLeft: 10 });
		expect(await replace(wrongCode(secret, now.getTime()), codeOf(fresh, 0, now.getTime()))).toMatchObject({ outcome: 'refused' });
		expect(await replace(codes[0] ?? '', codeOf('AAAA', 0, now.getTime()), 'AAAA')).toMatchObject({ outcome: 'refused', field: 'code' });
		expect(await stage(other)).toBe('full');
		expect(await replace(codes[0] ?? '', codeOf(fresh, 0, now.getTime()))).toMatchObject({ outcome: 'set' });
		expect([await stage(here), await stage(other)], 'given before it was replaced').toEqual(['full', 'code']);
		expect(await give(codes[1] ?? '', undefined, other), 'a code of before').toMatchObject({ outcome: 'refused' });
		expect(await give(codeOf(fresh, 1, now.getTime()), undefined, other)).toMatchObject({ outcome: 'accepted' });
	});

	it('U2: is removed for a code; an administrator may only replace it', async () => {
		const { secret, codes } = await setUp();
		const remove = (code: string) => removeSecondFactor(opened.db, { ...holder(), user: user(), code });
		expect(await remove(wrongCode(secret, now.getTime()))).toMatchObject({ outcome: 'refused' });
		await administer();
		expect(await remove(codes[0] ?? '')).toMatchObject({ outcome: 'refused', message: expect.stringContaining('replace') as string });
		await opened.db.delete(portfolioRole);
		expect(await remove(codeOf(secret, 1, now.getTime()))).toMatchObject({ outcome: 'accepted' });
		expect([await readSecondFactor(opened.db, ada), await opened.db.select().from(recoveryCode)]).toEqual([null, []]);
		expect(await stage(await createSession(opened.db, ada, now))).toBe('full');
		expect(await trail()).toContainEqual(['secondFactorRemoved', {}]);
	});
});

describe('U2: giving it', () => {
	it('U2: a code works once, also when the same comes twice at once', async () => {
		const secret = await giveSecondFactor(opened.db, ada);
		const other = await createSession(opened.db, ada, now);
		const code = codeOf(secret, 0, now.getTime());
		const both = await Promise.all([give(code, '192.0.2.1'), give(code, '192.0.2.2', other)]);
		expect(both.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
		expect([await stage(here), await stage(other)].sort()).toEqual(['code', 'full']);
		const late = await createSession(opened.db, ada, now);
		expect(await give(code, undefined, late)).toMatchObject({ outcome: 'refused', message: expect.stringContaining('used already') as string });
		expect(await give(codeOf(secret, 1, now.getTime()), undefined, late)).toMatchObject({ outcome: 'accepted' });
		const before = codeOf(secret, 0, now.getTime() - 30_000);
		expect(await give(before, undefined, await createSession(opened.db, ada, now)), 'an older step than the last').toMatchObject({ outcome: 'refused' });
	});

	it('U2: a recovery code works once, also when the same comes twice at once', async () => {
		const { codes } = await setUp();
		const [one, two] = [await createSession(opened.db, ada, now), await createSession(opened.db, ada, now)];
		const typed = (codes[3] ?? '').toUpperCase().replaceAll('-', ' ');
		const both = await Promise.all([give(typed, '192.0.2.1', one), give(typed, '192.0.2.2', two)]);
		expect(both.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused']);
		expect(await readSecondFactor(opened.db, ada)).toMatchObject({ codesLeft: 9 });
		const events = await trail();
		expect(events).toContainEqual(['recoveryCodeUsed', {}]);
		expect(events).toContainEqual(['signedIn', { way: 'recovery code' }]);
		expect(JSON.stringify(events)).not.toContain(codes[3]);
	});

	it('U2: new recovery codes end the old ones', async () => {
		const { secret, codes } = await setUp();
		const renewed = await renewRecoveryCodes(opened.db, { ...holder(), code: codeOf(secret, 1, now.getTime()) });
		if (renewed.outcome !== 'set') throw new Error(renewed.message);
		const other = await createSession(opened.db, ada, now);
		expect(await give(codes[0] ?? '', undefined, other)).toMatchObject({ outcome: 'refused' });
		expect(await give(renewed.recoveryCodes[0] ?? '', undefined, other)).toMatchObject({ outcome: 'accepted' });
	});

	it('U2: wrong codes are answered the more slowly, and after many of them none is taken for a while', async () => {
		const secret = await giveSecondFactor(opened.db, ada);
		for (let n = 0; n < MOST_WRONG_CODES; n += 1) expect(await give(wrongCode(secret, now.getTime()), `192.0.2.${n}`)).toMatchObject({ outcome: 'refused' });
		expect(waits).toEqual(Array.from({ length: MOST_WRONG_CODES }, (_, n) => delayAfter(n)).filter((ms) => ms > 0));
		const right = () => give(codeOf(secret, 0, now.getTime()), '192.0.2.99');
		expect(await right()).toMatchObject({ outcome: 'limited', message: expect.stringContaining('Too many wrong codes') as string });
		expect(await trail(), 'what is refused unread leaves no row').toHaveLength(MOST_WRONG_CODES);
		now = new Date(now.getTime() + WINDOW_MS);
		expect(await right()).toMatchObject({ outcome: 'accepted' });
	});

	it('U2: many guesses at once are no more than the limit', async () => {
		const secret = await giveSecondFactor(opened.db, ada);
		const wrong = wrongCode(secret, now.getTime());
		const all = await Promise.all(Array.from({ length: 60 }, (_, n) => give(wrong, `192.0.2.${n}`)));
		expect(all.filter(({ outcome }) => outcome === 'refused')).toHaveLength(MOST_WRONG_CODES);
	});

	it('U2: a network address that failed too often gives no code', async () => {
		const secret = await giveSecondFactor(opened.db, ada);
		const { addressSubject, recordFailure } = await import('./sign-in-limits.ts');
		await recordFailure(opened.db, Array.from({ length: ADDRESS_FAILURES }, () => addressSubject('192.0.2.7')), now);
		expect(await give(codeOf(secret, 0, now.getTime()))).toMatchObject({ outcome: 'limited' });
	});

	it('U2, U3: neither an ended session nor a disabled account is completed', async () => {
		const secret = await giveSecondFactor(opened.db, ada);
		await opened.db.delete(session).where(eq(session.id, here.session.id));
		expect(await give(codeOf(secret, 0, now.getTime()))).toMatchObject({ outcome: 'refused', message: expect.stringContaining('signed out') as string });
		here = await createSession(opened.db, ada, now);
		await opened.db.update(account).set({ disabledAt: now }).where(eq(account.id, ada));
		expect(await give(codeOf(secret, 1, now.getTime()))).toMatchObject({ outcome: 'refused', message: expect.stringContaining('disabled') as string });
	});
});
