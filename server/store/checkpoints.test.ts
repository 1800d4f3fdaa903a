import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { account, checkpoint, checkpointMilestone, milestone, person, plan, portfolio, programme } from '#drizzle/schema.server.ts';
import { newId, type MilestoneId, type PlanId, type ProgrammeId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, PROGRAMME_ROLES, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { approveBaseline, createCheckpoint, currentBaseline, firstBaseline, listCheckpoints, readBaselines } from './checkpoints.ts';
import type { OpenDatabase } from './database.ts';

let opened: OpenDatabase;
let programmeId: ProgrammeId;
let planId: PlanId;
let lead: User;
let reviewer: User;

beforeAll(async () => {
	opened = await openTestDatabase();
	await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
});
afterAll(() => opened.close());
beforeEach(async () => {
	programmeId = newId('pg');
	planId = newId('pl');
	const slug = programmeId.replace('_', '-');
	await opened.db.insert(programme).values({ id: programmeId, portfolioId: 'blmk', slug, name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 1 });
	await opened.db.insert(plan).values({ id: planId, programmeId, headSeq: 7, lastAt: new Date('2026-09-01T09:00:00Z'), serverClient: 1 });
	lead = await addUser('Programme manager, Cancer', { programme: 'lead' });
	reviewer = await addUser('Leadership Group', { portfolio: 'reviewer' });
});

async function addUser(name: string, role: { programme?: ProgrammeRole; portfolio?: PortfolioRole }): Promise<User> {
	const [personId, accountId] = [newId('pe'), newId('ac')];
	await opened.db.insert(person).values({ id: personId, name, initials: 'PM' });
	await opened.db.insert(account).values({ id: accountId, personId });
	return {
		account: accountId,
		person: personId,
		name,
		initials: 'PM',
		portfolioRoles: role.portfolio ? [role.portfolio] : [],
		programmeRoles: role.programme ? { [programmeId]: role.programme } : {}
	};
}

async function addMilestone(ref: string, forecast: string | null, archived = false): Promise<MilestoneId> {
	const id = newId('ms');
	await opened.db.insert(milestone).values({
		planId, id, ref, kind: 'milestone', title: `Title of ${ref}`, order: 'a0', start: null, forecast, dateReason: '', status: 'onTrack', doneWhen: '',
		evidence: '', ask: '', enablers: [], archived, description: '', commentary: '', updatedAt: new Date()
	});
	return id;
}

/** Freezes with the lead and gives the checkpoint's id. */
async function freeze(name: string): Promise<string> {
	const made = await createCheckpoint(opened.db, { user: lead, planId, name });
	if (!made.ok) throw new Error(made.message);
	return made.value.id;
}
const approve = (user: User, checkpointId: string, reason = '') => approveBaseline(opened.db, { user, planId, checkpointId, reason });
const because = (answer: { ok: boolean; because?: string }) => (answer.ok ? 'done' : answer.because);

describe(`checkpoints (${databaseKind})`, () => {
	it('freezes what is committed, and later edits do not change it', async () => {
		const moved = await addMilestone('CAN-01', '2026-08-28');
		const put = await addMilestone('CAN-02', null, true);
		const made = await createCheckpoint(opened.db, { user: lead, planId, name: '  Board\npack ' });
		expect(made).toMatchObject({ ok: true, value: { name: 'Board pack', by: lead.name, milestones: 1, baselineNo: null, approvedAt: null, approvedBy: null, reason: '' } });
		const id = made.ok ? made.value.id : '';
		await approve(lead, id);
		const before = await currentBaseline(opened.db, planId);
		expect(before?.milestones).toEqual({
			[moved]: { ref: 'CAN-01', title: 'Title of CAN-01', status: 'onTrack', start: null, forecast: '2026-08-28', archived: false },
			[put]: { ref: 'CAN-02', title: 'Title of CAN-02', status: 'onTrack', start: null, forecast: null, archived: true }
		});

		const here = and(eq(milestone.planId, planId), eq(milestone.id, moved));
		await opened.db.update(milestone).set({ forecast: '2026-09-30', status: 'offTrack', title: 'Renamed', archived: true }).where(here);
		await addMilestone('CAN-03', '2027-01-01');
		await opened.db.update(plan).set({ headSeq: 9 }).where(eq(plan.id, planId));
		expect(await currentBaseline(opened.db, planId)).toEqual(before);
		const [row] = await opened.db.select().from(checkpoint).where(eq(checkpoint.id, id));
		expect(row?.seq).toBe(7);
	});

	it('copies its own plan and no other', async () => {
		const own = await addMilestone('CAN-01', '2026-08-28');
		const [otherPlan, otherProgramme] = [newId('pl'), newId('pg')];
		await opened.db.insert(programme).values({ id: otherProgramme, portfolioId: 'blmk', slug: otherProgramme.replace('_', '-'), name: 'Fragile', short: 'Fragile', prefix: 'FRA', position: 2 });
		await opened.db.insert(plan).values({ id: otherPlan, programmeId: otherProgramme, lastAt: new Date(), serverClient: 1 });
		await opened.db.insert(milestone).values({
			planId: otherPlan, id: newId('ms'), ref: 'FRA-01', kind: 'milestone', title: 'Other', order: 'a0', dateReason: '', status: 'onTrack', doneWhen: '',
			evidence: '', ask: '', enablers: [], archived: false, description: '', commentary: '', updatedAt: new Date()
		});
		const id = await freeze('Ours');
		const frozen = await opened.db.select({ id: checkpointMilestone.milestoneId }).from(checkpointMilestone).where(eq(checkpointMilestone.checkpointId, id));
		expect(frozen).toEqual([{ id: own }]);
		expect(await listCheckpoints(opened.db, otherPlan)).toEqual([]);
	});

	it('is the lead’s to make, in the lead’s own programme', async () => {
		await addMilestone('CAN-01', '2026-08-28');
		for (const role of PROGRAMME_ROLES) {
			const user = await addUser(role, { programme: role });
			expect(because(await createCheckpoint(opened.db, { user, planId, name: role })), role).toBe(role === 'lead' ? 'done' : 'no-access');
		}
		for (const role of PORTFOLIO_ROLES) {
			const user = await addUser(role, { portfolio: role });
			expect(because(await createCheckpoint(opened.db, { user, planId, name: role })), role).toBe('no-access');
		}
		const elsewhere: User = { ...lead, programmeRoles: { [newId('pg')]: 'lead' } };
		expect(because(await createCheckpoint(opened.db, { user: elsewhere, planId, name: 'Elsewhere' }))).toBe('no-access');
		expect(because(await createCheckpoint(opened.db, { user: lead, planId: newId('pl'), name: 'Nowhere' }))).toBe('not-found');
		expect((await listCheckpoints(opened.db, planId)).map((each) => each.name)).toEqual(['lead']);
	});

	it('has a name of its own within its plan', async () => {
		await freeze('September');
		const again = await createCheckpoint(opened.db, { user: lead, planId, name: 'september ' });
		expect(again).toEqual({ ok: false, because: 'conflict', message: 'There is already a checkpoint called “september”. Give this one another name.' });
		for (const name of ['', '   ', 'x'.repeat(81), 'a\u0000b']) expect(because(await createCheckpoint(opened.db, { user: lead, planId, name })), name).toBe('invalid');
		const both = await Promise.all([1, 2].map(() => createCheckpoint(opened.db, { user: lead, planId, name: 'October' })));
		expect(both.map(because).sort()).toEqual(['conflict', 'done']);
		expect((await listCheckpoints(opened.db, planId)).map((each) => each.name)).toEqual(['October', 'September']);
	});

	it('takes its time from the database, never before the newest edit', async () => {
		await freeze('Now');
		const [made] = await listCheckpoints(opened.db, planId);
		expect(Math.abs(Date.parse(made?.at ?? '') - Date.now())).toBeLessThan(60_000);
		const early = await createCheckpoint(opened.db, { user: lead, planId, name: 'Early', at: new Date('2020-01-01T00:00:00Z') });
		expect(early).toMatchObject({ value: { at: '2026-09-01T09:00:00.000Z' } });
		const given = await createCheckpoint(opened.db, { user: lead, planId, name: 'Given', at: new Date('2026-09-02T10:30:00Z') });
		expect(given).toMatchObject({ value: { at: '2026-09-02T10:30:00.000Z' } });
	});
});

describe(`baselines (${databaseKind})`, () => {
	beforeEach(async () => {
		await addMilestone('CAN-01', '2026-08-28');
	});

	it('the first is the lead’s to approve', async () => {
		const id = await freeze('April');
		for (const role of PROGRAMME_ROLES) if (role !== 'lead') expect(because(await approve(await addUser(role, { programme: role }), id)), role).toBe('no-access');
		for (const role of PORTFOLIO_ROLES) expect(because(await approve(await addUser(role, { portfolio: role }), id)), role).toBe('no-access');
		expect(await readBaselines(opened.db, planId)).toEqual({ current: null, first: null });
		expect(await approve(lead, id)).toMatchObject({ ok: true, value: { baselineNo: 1, approvedBy: lead.name } });
		const { current, first } = await readBaselines(opened.db, planId);
		expect(current).toMatchObject({ id, name: 'April', no: 1, approvedBy: lead.name });
		expect(first).toEqual(current);
	});

	it('a later one needs a reason and a reviewer, and the first stays readable', async () => {
		const [first, second] = [await freeze('April'), await freeze('October')];
		await approve(lead, first);
		expect(because(await approve(lead, second, 'Scope grew'))).toBe('no-access');
		expect(because(await approve(await addUser('admin', { portfolio: 'admin' }), second, 'Scope grew'))).toBe('no-access');
		expect(because(await approve(reviewer, second, '  '))).toBe('invalid');
		expect(because(await approve(reviewer, second, 'x'.repeat(501)))).toBe('invalid');
		expect(await approve(reviewer, second, ' Scope grew ')).toMatchObject({ value: { baselineNo: 2, reason: 'Scope grew', approvedBy: reviewer.name } });
		expect(await currentBaseline(opened.db, planId)).toMatchObject({ id: second, no: 2 });
		expect(await firstBaseline(opened.db, planId)).toMatchObject({ id: first, no: 1 });
		expect(await readBaselines(opened.db, planId)).toMatchObject({ current: { id: second }, first: { id: first } });
	});

	it('is approved once, and only from its own plan', async () => {
		const id = await freeze('April');
		await approve(lead, id);
		expect(await approve(reviewer, id, 'Again')).toEqual({ ok: false, because: 'conflict', message: '“April” is already baseline 1. Nothing was changed.' });
		expect(because(await approve(reviewer, 'cp_none', 'Why'))).toBe('not-found');
		expect(because(await approveBaseline(opened.db, { user: lead, planId: newId('pl'), checkpointId: id, reason: '' }))).toBe('not-found');
	});

	it('holds at least one milestone', async () => {
		await opened.db.update(milestone).set({ archived: true }).where(eq(milestone.planId, planId));
		expect(because(await approve(lead, await freeze('Empty')))).toBe('invalid');
		expect(await currentBaseline(opened.db, planId)).toBeNull();
	});

	it('approvals at the same time give each number once', async () => {
		const ids = await Promise.all(['A', 'B', 'C', 'D'].map(freeze));
		const [a = '', b = '', c = '', d = ''] = ids;
		// Two leads at once: one baseline; the other hears that the next is for a reviewer.
		expect((await Promise.all([approve(lead, a), approve(lead, b)])).map(because).sort()).toEqual(['done', 'no-access']);
		const [taken] = (await listCheckpoints(opened.db, planId)).filter((each) => each.baselineNo === 1);
		const left = [a, b].find((id) => id !== taken?.id) ?? '';
		expect((await Promise.all([approve(reviewer, c, 'Why'), approve(reviewer, c, 'Why')])).map(because).sort()).toEqual(['conflict', 'done']);
		await Promise.all([approve(reviewer, d, 'Why'), approve(reviewer, left, 'Why')]);
		const numbers = (await listCheckpoints(opened.db, planId)).map((each) => each.baselineNo);
		expect(numbers.sort()).toEqual([1, 2, 3, 4]);
	});
});
