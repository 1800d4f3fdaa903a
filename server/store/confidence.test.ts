import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confidence } from '#drizzle/conversation.server.ts';
import { account, milestone, person, programmeRole } from '#drizzle/schema.server.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { AccountId, MilestoneId, PersonId, PlanId } from '#lib/plan/ids.ts';
import type { ProgrammeRole, User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { confidenceGaps } from './confidence-gaps.ts';
import { confidenceNow, giveConfidence, listConfidence, programmeConfidence } from './confidence.ts';
import type { OpenDatabase } from './database.ts';

let opened: OpenDatabase;
let open: MilestoneId;
let editor: User;
let clinical: User;
let requests = 0;

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	open = await addMilestone(opened.db, CANCER.plan, 'CAN-01');
	editor = await addUser('editor', 'editor');
	clinical = await addUser('clinical', 'clinical');
});
afterAll(() => opened.close());
beforeEach(async () => {
	await opened.db.delete(confidence);
});

async function addUser(key: string, role: ProgrammeRole): Promise<User> {
	const made = { account: `ac_${key}` as AccountId, person: `pe_${key}` as PersonId, name: `The ${key}`, initials: 'TE' };
	await opened.db.insert(person).values({ id: made.person, name: made.name, initials: made.initials });
	await opened.db.insert(account).values({ id: made.account, personId: made.person });
	await opened.db.insert(programmeRole).values({ accountId: made.account, programmeId: CANCER.id, role });
	return { ...made, portfolioRoles: [], programmeRoles: { [CANCER.id]: role } };
}

const newRequest = () => `request-${(requests += 1)}`;
const give = (change: Partial<Parameters<typeof giveConfidence>[1]> = {}) =>
	giveConfidence(opened.db, { user: USERS.manager, planId: CANCER.plan, milestone: open, kind: 'delivery', level: 'medium', reason: 'Two of three sites are ready.', requestId: newRequest(), ...change });
const because = (answer: { ok: boolean; because?: string }) => (answer.ok ? 'done' : answer.because);

describe(`confidence (${databaseKind})`, () => {
	it('T1: comes from the session’s person at the database’s time, whatever their page believes of their role', async () => {
		const given = await give({ reason: '  Two sites.\r\nOne is late. ' });
		expect(given).toMatchObject({ ok: true, value: { milestone: open, kind: 'delivery', level: 'medium', reason: 'Two sites.\nOne is late.', by: { name: USERS.manager.name } } });
		const [kept] = await listConfidence(opened.db, CANCER.plan, open);
		expect(given).toEqual({ ok: true, value: kept });
		expect(Math.abs(Date.parse(kept?.at ?? '') - Date.now())).toBeLessThan(60_000);
		const believed: User = { ...USERS.reader, programmeRoles: { [CANCER.id]: 'lead' } };
		expect(because(await give({ user: believed }))).toBe('no-access');
		const at = new Date('2026-07-08T09:00:00.000Z');
		expect(await give({ at })).toMatchObject({ value: { at: at.toISOString() } });
	});

	it('delivery is the lead’s to give and clinical the clinical lead’s', async () => {
		const roles: [string, User, delivery: string, clinical: string][] = [
			['lead', USERS.manager, 'done', 'no-access'],
			['editor', editor, 'no-access', 'no-access'],
			['clinical', clinical, 'no-access', 'done'],
			['reader', USERS.reader, 'no-access', 'no-access'],
			['reviewer', USERS.reviewer, 'no-access', 'no-access'],
			['admin', USERS.admin, 'no-access', 'no-access'],
			['another programme’s lead', USERS.fragile, 'no-access', 'no-access'],
			['nobody', USERS.nobody, 'no-access', 'no-access']
		];
		for (const [role, user, delivery, ofClinical] of roles) {
			for (const milestone of [open, null]) {
				expect(because(await give({ user, milestone })), `${role}, delivery`).toBe(delivery);
				expect(because(await give({ user, milestone, kind: 'clinical' })), `${role}, clinical`).toBe(ofClinical);
			}
		}
		expect(await listConfidence(opened.db, CANCER.plan, 'all')).toHaveLength(4);
	});

	it('says what is wrong with what was sent, and keeps nothing of it', async () => {
		for (const change of [{ kind: 'hope' }, { level: '' }, { level: 'High' }, { reason: ' \n ' }, { reason: 'x'.repeat(1_001) }, { reason: 'a\u0000b' }, { requestId: 'short' }, { requestId: 'no spaces here' }]) {
			expect(because(await give(change)), JSON.stringify(change).slice(0, 40)).toBe('invalid');
		}
		expect(because(await give({ milestone: 'ms_nothing' as MilestoneId }))).toBe('not-found');
		expect(because(await give({ milestone: await addMilestone(opened.db, FRAGILE.plan, 'FRA-01') }))).toBe('not-found');
		expect(because(await give({ planId: 'pl_nothing' as PlanId }))).toBe('not-found');
		expect(because(await give({ milestone: await addMilestone(opened.db, CANCER.plan, 'CAN-02', { archived: true }) }))).toBe('conflict');
		expect(await listConfidence(opened.db, CANCER.plan, 'all')).toEqual([]);
		expect(because(await give({ reason: 'x'.repeat(1_000) }))).toBe('done');
		expect(await give({ reason: '<script>alert(1)</script>' })).toMatchObject({ value: { reason: '<script>alert(1)</script>' } });
	});

	it('T2: sent twice it is kept once; other words under the same id are refused', async () => {
		const requestId = newRequest();
		const both = await Promise.all([give({ requestId }), give({ requestId })]);
		expect(both[0]).toEqual(both[1]);
		expect(because(await give({ requestId, level: 'low' }))).toBe('conflict');
		expect(because(await give({ requestId, milestone: null }))).toBe('conflict');
		expect(because(await give({ requestId, user: clinical, kind: 'clinical' }))).toBe('done');
		expect(await listConfidence(opened.db, CANCER.plan, 'all')).toHaveLength(2);
		await opened.db.update(milestone).set({ archived: true }).where(eq(milestone.id, open));
		expect(await give({ requestId })).toEqual(both[0]);
		await opened.db.update(milestone).set({ archived: false }).where(eq(milestone.id, open));
	});

	it('T3: a statement is history, newest first; the same said again is a new one', async () => {
		for (const level of ['high', 'medium', 'medium', 'low']) await give({ level });
		await give({ user: clinical, kind: 'clinical', level: 'high' });
		await give({ milestone: null, level: 'high' });
		const levels = async (of: MilestoneId | null | 'all') => (await listConfidence(opened.db, CANCER.plan, of)).map(({ kind, level }) => `${kind} ${level}`);
		expect(await levels(open)).toEqual(['clinical high', 'delivery low', 'delivery medium', 'delivery medium', 'delivery high']);
		expect(await levels(null)).toEqual(['delivery high']);
		expect(await levels('all')).toHaveLength(6);
		expect(await listConfidence(opened.db, FRAGILE.plan, open)).toEqual([]);
	});

	it('the newest counts, beside the one before it', async () => {
		await give({ milestone: null, level: 'medium' });
		await give({ milestone: null, level: 'low', reason: 'The mutual aid is not signed.' });
		await give({ milestone: null, level: 'high', user: clinical, kind: 'clinical' });
		await give({ level: 'medium' });
		await give({ milestone: null, planId: FRAGILE.plan, user: USERS.fragile, level: 'low' });
		const now = await programmeConfidence(opened.db, [CANCER.plan]);
		expect([...now]).toEqual([[CANCER.plan, {
			delivery: { level: 'low', was: 'medium', reason: 'The mutual aid is not signed.', at: expect.any(String) as string },
			clinical: { level: 'high', was: null, reason: expect.any(String) as string, at: expect.any(String) as string }
		}]]);
		expect(await confidenceNow(opened.db, [CANCER.plan])).toHaveLength(3);
		expect([...(await programmeConfidence(opened.db, [CANCER.plan, FRAGILE.plan])).keys()].sort()).toEqual([CANCER.plan, FRAGILE.plan]);
		expect(await confidenceNow(opened.db, [])).toEqual([]);
	});

	it('T8: its gaps are those of the plans that are asked for, on what is still open', async () => {
		const done = await addMilestone(opened.db, CANCER.plan, 'CAN-03', { status: 'complete' });
		const risky = await addMilestone(opened.db, CANCER.plan, 'CAN-04', { status: 'atRisk' });
		for (const each of [open, done, risky]) {
			await give({ milestone: each, level: 'low', reason: 'Old' });
			await give({ milestone: each, level: 'high' });
			await give({ milestone: each, user: clinical, kind: 'clinical', level: 'low', reason: 'Not safe yet' });
		}
		await give({ milestone: null, user: clinical, kind: 'clinical', level: 'low', reason: 'Too few radiologists' });
		await give({ milestone: null, planId: FRAGILE.plan, user: USERS.fragile, level: 'low' });
		const statuses = new Map<PlanId, Status>([[CANCER.plan, 'onTrack'], [FRAGILE.plan, 'atRisk']]);
		const gaps = await confidenceGaps(opened.db, [CANCER.plan, FRAGILE.plan], statuses);
		const about = { kind: 'confidence', planId: CANCER.plan, slug: 'cancer', programme: 'Cancer' };
		const opposed = { why: 'opposed', high: 'delivery', low: 'clinical' };
		expect(gaps).toEqual([
			{ ...about, milestone: null, gap: { why: 'on-track-but-low', kinds: ['clinical'] }, reason: 'Too few radiologists' },
			{ ...about, milestone: { id: open, ref: 'CAN-01', title: 'Title of CAN-01' }, gap: opposed, reason: 'Not safe yet' },
			{ ...about, milestone: { id: risky, ref: 'CAN-04', title: 'Title of CAN-04' }, gap: opposed, reason: 'Not safe yet' }
		]);
		expect(await confidenceGaps(opened.db, [FRAGILE.plan], statuses)).toEqual([]);
		expect(await confidenceGaps(opened.db, [], statuses)).toEqual([]);
	});
});
