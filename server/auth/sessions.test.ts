import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, person, portfolio, portfolioRole, programme, programmeRole, session } from '#drizzle/schema.server.ts';
import { newId, type AccountId, type ProgrammeId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { openTestDatabase } from '../../tests/helpers/database.ts';
import {
	ABSOLUTE_MS,
	createSession,
	endAllSessions,
	endSession,
	IDLE_MS,
	liveSessions,
	readSession,
	removeExpiredSessions,
	RENEW_MS,
	sessionIsLive,
	touchSession
} from './sessions.ts';
import { loadUser } from './users.ts';

const START = new Date('2026-09-14T09:00:00Z');
const after = (ms: number) => new Date(START.getTime() + ms);

let opened: OpenDatabase;
let cancer: ProgrammeId;
let accountId: AccountId;

beforeAll(async () => {
	opened = await openTestDatabase();
	cancer = newId('pg');
	await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
	await opened.db
		.insert(programme)
		.values({ id: cancer, portfolioId: 'blmk', slug: 'cancer', name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 1 });
});
afterAll(() => opened.close());
beforeEach(async () => {
	const personId = newId('pe');
	accountId = newId('ac');
	await opened.db.insert(person).values({ id: personId, name: 'Screening lead', initials: 'SL' });
	await opened.db.insert(account).values({ id: accountId, personId });
	await opened.db.insert(programmeRole).values({ accountId, programmeId: cancer, role: 'editor' });
	await opened.db.insert(portfolioRole).values({ accountId, portfolioId: 'blmk', role: 'reviewer' });
});

describe('a session', () => {
	it('stands for its user, with the roles of now', async () => {
		const made = await createSession(opened.db, accountId, START);
		const found = await readSession(opened.db, made.cookieValue, START);
		expect(found?.session).toEqual(made.session);
		expect(found?.user).toMatchObject({
			account: accountId,
			name: 'Screening lead',
			initials: 'SL',
			programmeRoles: { [cancer]: 'editor' },
			portfolioRoles: ['reviewer']
		});
		await opened.db.delete(programmeRole).where(eq(programmeRole.accountId, accountId));
		expect((await readSession(opened.db, made.cookieValue, START))?.user.programmeRoles).toEqual({});
		expect(await loadUser(opened.db, accountId)).toMatchObject({ programmeRoles: {}, portfolioRoles: ['reviewer'] });
	});

	it('keeps the secret out of the database', async () => {
		const { cookieValue } = await createSession(opened.db, accountId, START);
		const secret = cookieValue.split('.')[1] ?? '';
		const [row] = await opened.db.select().from(session).where(eq(session.accountId, accountId));
		expect(row?.secretHash).toHaveLength(32);
		expect(JSON.stringify(row)).not.toContain(secret);
		expect(Buffer.from(row?.secretHash ?? []).toString('latin1')).not.toContain(secret);
	});

	it('has at least 120 random bits in each half', async () => {
		const { cookieValue } = await createSession(opened.db, accountId, START);
		for (const half of cookieValue.split('.')) expect(Buffer.from(half, 'base64url').length * 8).toBeGreaterThanOrEqual(120);
	});

	it('is not had by a forged or malformed cookie, which never throws', async () => {
		const { cookieValue } = await createSession(opened.db, accountId, START);
		const other = await createSession(opened.db, accountId, START);
		const [id = '', secret = ''] = cookieValue.split('.');
		const [, otherSecret = ''] = other.cookieValue.split('.');
		const forged = [
			`${id}.${otherSecret}`,
			`${id}.${'A'.repeat(32)}`,
			`${'A'.repeat(22)}.${secret}`,
			id,
			`${id}.`,
			`.${secret}`,
			`${cookieValue}.${secret}`,
			`${cookieValue} `,
			'',
			'.',
			'%00.%00',
			`${id}\0.${secret}`,
			`${'x'.repeat(100_000)}.y`,
			"' or 1=1 --.x",
			null,
			undefined
		];
		for (const value of forged) expect(await readSession(opened.db, value, START), String(value).slice(0, 80)).toBeNull();
		expect(await readSession(opened.db, cookieValue, START)).not.toBeNull();
	});

	it('lasts while it is used, and ends after idleness', async () => {
		const { cookieValue, session: made } = await createSession(opened.db, accountId, START);
		const use = IDLE_MS - 1_000;
		expect(await readSession(opened.db, cookieValue, after(use))).not.toBeNull();
		expect(await readSession(opened.db, cookieValue, after(2 * use))).not.toBeNull();
		expect(await sessionIsLive(opened.db, made.id, after(2 * use + IDLE_MS - 1))).toBe(true);
		expect(await sessionIsLive(opened.db, made.id, after(2 * use + IDLE_MS))).toBe(false);
		expect(await readSession(opened.db, cookieValue, after(2 * use + IDLE_MS))).toBeNull();
	});

	it('ends at its absolute end, however much it is used', async () => {
		const { cookieValue, session: made } = await createSession(opened.db, accountId, START);
		for (let at = 0; at < ABSOLUTE_MS; at += IDLE_MS / 2) {
			expect(await readSession(opened.db, cookieValue, after(at))).not.toBeNull();
		}
		await touchSession(opened.db, made, after(ABSOLUTE_MS));
		expect(await readSession(opened.db, cookieValue, after(ABSOLUTE_MS))).toBeNull();
	});

	it('is renewed at most every few minutes, and expired ones never', async () => {
		const { session: made } = await createSession(opened.db, accountId, START);
		const lastUsed = async () => (await opened.db.select({ at: session.lastUsedAt }).from(session).where(eq(session.id, made.id)))[0]?.at;
		await touchSession(opened.db, made, after(RENEW_MS - 1));
		expect(await lastUsed()).toEqual(START);
		await touchSession(opened.db, made, after(RENEW_MS));
		expect(await lastUsed()).toEqual(after(RENEW_MS));
		expect(made.lastUsedAt).toEqual(after(RENEW_MS));
		await touchSession(opened.db, made, after(RENEW_MS + IDLE_MS));
		expect(await lastUsed()).toEqual(after(RENEW_MS));
	});

	it('ends here, everywhere, and with its account', async () => {
		const here = await createSession(opened.db, accountId, START);
		const there = await createSession(opened.db, accountId, START);
		await endSession(opened.db, here.session.id);
		expect(await readSession(opened.db, here.cookieValue, START)).toBeNull();
		expect(await readSession(opened.db, there.cookieValue, START)).not.toBeNull();
		await endAllSessions(opened.db, accountId);
		expect(await readSession(opened.db, there.cookieValue, START)).toBeNull();

		const last = await createSession(opened.db, accountId, START);
		await opened.db.update(account).set({ disabledAt: START }).where(eq(account.id, accountId));
		expect(await readSession(opened.db, last.cookieValue, START)).toBeNull();
		expect(await sessionIsLive(opened.db, last.session.id, START)).toBe(false);
		expect(await loadUser(opened.db, accountId)).toBeNull();
	});
});

describe('many sessions', () => {
	it('are swept in one question', async () => {
		const old = await createSession(opened.db, accountId, after(-IDLE_MS));
		const fresh = await createSession(opened.db, accountId, START);
		const ids = [old.session.id, fresh.session.id, 'gone'];
		expect(await liveSessions(opened.db, ids, START)).toEqual(new Set([fresh.session.id]));
		expect(await liveSessions(opened.db, [], START)).toEqual(new Set());
	});

	it('are removed when expired, and only then', async () => {
		await opened.db.delete(session);
		const idle = await createSession(opened.db, accountId, after(-IDLE_MS));
		const fresh = await createSession(opened.db, accountId, START);
		expect(await removeExpiredSessions(opened.db, START)).toBe(1);
		expect((await opened.db.select({ id: session.id }).from(session)).map((row) => row.id)).toEqual([fresh.session.id]);
		expect(idle.session.id).not.toBe(fresh.session.id);
		expect(await removeExpiredSessions(opened.db, after(ABSOLUTE_MS))).toBe(1);
	});
});
