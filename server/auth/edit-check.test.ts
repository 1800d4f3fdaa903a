import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { secondFactor } from '#drizzle/access.server.ts';
import { account, person, portfolio, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import { newId, type AccountId, type ProgrammeId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, PROGRAMME_ROLES } from '#lib/plan/rules.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { giveSecondFactor } from '../../tests/helpers/second-factor.ts';
import { authorisedForEdit } from './edit-check.ts';
import { ABSOLUTE_MS, createSession, endSession, IDLE_MS } from './sessions.ts';

const now = new Date('2026-09-14T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

let opened: OpenDatabase;
const cancer = newId('pg');
const fragile = newId('pg');
let accountId: AccountId;
let sessionId: string;

beforeAll(async () => {
	opened = await openTestDatabase();
	await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
	for (const [position, [id, slug]] of [[cancer, 'cancer'] as const, [fragile, 'fragile'] as const].entries()) {
		await opened.db.insert(programme).values({ id, portfolioId: 'blmk', slug, name: slug, short: slug, prefix: slug.toUpperCase(), position });
	}
});
afterAll(() => opened.close());
beforeEach(async () => {
	const personId = newId('pe');
	accountId = newId('ac');
	await opened.db.insert(person).values({ id: personId, name: 'Screening lead', initials: 'SL' });
	await opened.db.insert(account).values({ id: accountId, personId });
	await opened.db.insert(programmeRole).values({ accountId, programmeId: cancer, role: 'editor' });
	sessionId = (await createSession(opened.db, accountId, now)).session.id;
});

const ask = (change: { sessionId?: string; accountId?: AccountId; programmeId?: ProgrammeId; now?: Date } = {}) =>
	opened.db.transaction((tx) => authorisedForEdit(tx, { sessionId, accountId, programmeId: cancer, now, ...change }));

describe(`A2: the author is checked inside the commit (${databaseKind})`, () => {
	it('lets leads and editors edit, and nobody else', async () => {
		for (const role of PROGRAMME_ROLES) {
			await opened.db.update(programmeRole).set({ role }).where(eq(programmeRole.accountId, accountId));
			expect(await ask(), role).toBe(role === 'lead' || role === 'editor' ? 'yes' : 'no-role');
		}
		await opened.db.delete(programmeRole).where(eq(programmeRole.accountId, accountId));
		for (const role of PORTFOLIO_ROLES) await opened.db.insert(portfolioRole).values({ accountId, portfolioId: 'blmk', role });
		await giveSecondFactor(opened.db, accountId, sessionId);
		expect(await ask()).toBe('no-role');
	});

	it('U2: a session that wants a second factor edits nothing', async () => {
		await opened.db.insert(portfolioRole).values({ accountId, portfolioId: 'blmk', role: 'admin' });
		expect(await ask(), 'an administrator without one').toBe('signed-out');
		await opened.db.delete(portfolioRole).where(eq(portfolioRole.accountId, accountId));
		await giveSecondFactor(opened.db, accountId);
		expect(await ask(), 'not given on this session').toBe('signed-out');
		await opened.db.delete(secondFactor).where(eq(secondFactor.accountId, accountId));
		await giveSecondFactor(opened.db, accountId, sessionId);
		expect(await ask()).toBe('yes');
	});

	it('counts a role in its own programme only', async () => {
		expect(await ask({ programmeId: fragile })).toBe('no-role');
	});

	it('A2: a revoked role stops the next edit', async () => {
		expect(await ask()).toBe('yes');
		await opened.db.delete(programmeRole).where(eq(programmeRole.accountId, accountId));
		expect(await ask()).toBe('no-role');
	});

	it('A2: an ended, expired, borrowed or disabled session is signed out', async () => {
		const other = await createSession(opened.db, accountId, now);
		expect(await ask({ now: later(IDLE_MS) })).toBe('signed-out');
		expect(await ask({ now: later(ABSOLUTE_MS) })).toBe('signed-out');
		expect(await ask({ accountId: newId('ac') })).toBe('signed-out');
		expect(await ask({ sessionId: 'forged' })).toBe('signed-out');
		await endSession(opened.db, sessionId);
		expect(await ask()).toBe('signed-out');
		expect(await ask({ sessionId: other.session.id })).toBe('yes');
		await opened.db.update(account).set({ disabledAt: now }).where(eq(account.id, accountId));
		expect(await ask({ sessionId: other.session.id })).toBe('signed-out');
	});

	it('A2: a revocation waits for a commit under way and stops the one after it', async () => {
		const order: string[] = [];
		let revoked: Promise<void> | undefined;
		await opened.db.transaction(async (tx) => {
			expect(await authorisedForEdit(tx, { sessionId, accountId, programmeId: cancer, now })).toBe('yes');
			revoked = opened.db
				.delete(programmeRole)
				.where(eq(programmeRole.accountId, accountId))
				.then(() => {
					order.push('revoked');
				});
			await new Promise((resolve) => setTimeout(resolve, 50));
			order.push('edit committed');
		});
		await revoked;
		expect(order).toEqual(['edit committed', 'revoked']);
		expect(await ask()).toBe('no-role');
	});
});
