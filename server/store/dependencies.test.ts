import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { milestoneDependency, plan, portfolio, programme } from '#drizzle/schema.server.ts';
import { dependencyKey, type MilestoneId, type PlanId, type ProgrammeId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { findOthers, MOST_FOUND, neededOthers, othersByKey, othersByReference } from './dependencies.ts';
import { readEnablers } from './enablers.ts';
import { readPlanPage } from './plan-page.ts';

let opened: OpenDatabase;
const MENTAL = 'pl_mental' as PlanId;
const STRANGE = 'pl_strange' as PlanId;
const keyOf = (on: PlanId, ref: string) => dependencyKey(on, `ms_${ref.toLowerCase()}` as MilestoneId);

beforeAll(async () => {
	opened = await openTestDatabase();
	const { db } = opened;
	await makePortfolio(db);
	await db.insert(portfolio).values({ id: 'elsewhere', name: 'Elsewhere', short: 'EW', illustrative: true });
	await db.insert(programme).values([
		{ id: 'pg_mental' as ProgrammeId, portfolioId: 'blmk', slug: 'mental', name: 'Mental health', short: 'Mental', prefix: 'MHE', position: 3 },
		{ id: 'pg_strange' as ProgrammeId, portfolioId: 'elsewhere', slug: 'strange', name: 'Strange services', short: 'Strange', prefix: 'STR', position: 1 }
	]);
	await db.insert(plan).values([
		{ id: MENTAL, programmeId: 'pg_mental' as ProgrammeId, lastAt: new Date('2026-09-01T09:00:00Z'), serverClient: 3 },
		{ id: STRANGE, programmeId: 'pg_strange' as ProgrammeId, lastAt: new Date('2026-09-01T09:00:00Z'), serverClient: 4 }
	]);
	const own = await addMilestone(db, CANCER.plan, 'CAN-01', { title: 'Evening clinics', enablers: ['digital-records'] });
	await addMilestone(db, FRAGILE.plan, 'FRA-04', { title: 'Vascular surgery in the evening', forecast: '2026-11-30' });
	await addMilestone(db, FRAGILE.plan, 'FRA-05', { title: 'Stroke rota' });
	await addMilestone(db, FRAGILE.plan, 'FRA-06', { title: 'Evening screening that was given up', archived: true });
	await addMilestone(db, FRAGILE.plan, 'FRA-44', { title: 'Café for carers', enablers: ['estates', 'digital-records'] });
	await addMilestone(db, MENTAL, 'MHE-04', { title: 'Evening screening for dementia' });
	await addMilestone(db, STRANGE, 'STR-01', { title: 'Evening screening in another portfolio', enablers: ['secrets'] });
	await db.insert(milestoneDependency).values(
		['FRA-04', 'FRA-06', 'FRA-99'].map((ref) => ({ planId: CANCER.plan, milestoneId: own, onPlanId: FRAGILE.plan, onMilestoneId: `ms_${ref.toLowerCase()}` as MilestoneId }))
	);
});
afterAll(() => opened.close());

async function find(typed: string, from: PlanId = CANCER.plan): Promise<string[]> {
	const found = await findOthers(opened.db, from, typed);
	if (!found.ok) throw new Error(found.message);
	return found.milestones.map(({ ref }) => ref);
}
const refs = (rows: readonly { ref: string }[]) => rows.map(({ ref }) => ref);

describe(`milestones of other plans on the ${databaseKind}`, () => {
	it('the page is sent those that its plan depends on, archived ones too, and no others', async () => {
		const needed = await neededOthers(opened.db, CANCER.plan);
		expect(needed).toEqual([
			{ key: 'pl_fragile/ms_fra-04', ref: 'FRA-04', title: 'Vascular surgery in the evening', status: 'onTrack', forecast: '2026-11-30', archived: false, programme: { slug: 'fragile', short: 'Fragile', name: 'Fragile services' } },
			expect.objectContaining({ ref: 'FRA-06', archived: true })
		]);
		const page = JSON.stringify(await readPlanPage(opened.db, CANCER.plan));
		for (const title of ['Stroke rota', 'Café', 'dementia', 'another portfolio']) expect(page).not.toContain(title);
		expect(await neededOthers(opened.db, FRAGILE.plan)).toEqual([]);
	});

	it('are found by their reference, however it is typed, the very one first', async () => {
		for (const typed of ['FRA-04', 'fra-04', 'fra4', 'Fra 04']) expect((await find(typed))[0], typed).toBe('FRA-04');
		expect(await find('fra-4')).toEqual(['FRA-04', 'FRA-44']);
		expect(await find('fra-')).toEqual(['FRA-04', 'FRA-05', 'FRA-44']);
	});

	it('are found by the first letters of words of the title and of the programme, in any order', async () => {
		expect(await find('even')).toEqual(['FRA-04', 'MHE-04']);
		expect(await find('EVENING  surg')).toEqual(['FRA-04']);
		expect(await find('demen even')).toEqual(['MHE-04']);
		expect(await find('screenin')).toEqual(['MHE-04']);
		expect(await find('mental')).toEqual(['MHE-04']);
		expect(await find('fragile strok')).toEqual(['FRA-05']);
		expect(await find('café')).toEqual(['FRA-44']);
		expect(await find('in the')).toEqual([]);
		expect(await find('zanzibar')).toEqual([]);
	});

	it('too little finds nothing; the own plan, archived ones and other portfolios are never found', async () => {
		for (const typed of ['', ' ', 'e', '-', '%']) expect(await find(typed), typed).toEqual([]);
		expect(await find('CAN-01')).toEqual([]);
		expect(await find('given up')).toEqual([]);
		expect(await find('STR-01')).toEqual([]);
		expect(await find('strange')).toEqual([]);
		expect(await find('evening', STRANGE)).toEqual([]);
	});

	it('nothing that is typed is an error', { timeout: 120_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom("a' & b", 'a | b:*', '\\', "''", '<->', 'ﬀ É ẞ', '(a', '!a', '\u0000ab', '٣٤ ab')), async (typed) => {
				expect((await findOthers(opened.db, CANCER.plan, typed)).ok).toBe(true);
			}),
			{ numRuns: 60 }
		);
	});

	it('no more than fifty at once, and it is said that there are others', async () => {
		for (let number = 10; number < 62; number += 1) await addMilestone(opened.db, MENTAL, `MHE-${number}`, { title: `Crowd ${number}` });
		const found = await findOthers(opened.db, CANCER.plan, 'crowd');
		expect(found).toMatchObject({ ok: true, more: true });
		expect(found.ok && refs(found.milestones).slice(0, 2)).toEqual(['MHE-10', 'MHE-11']);
		expect(found.ok && found.milestones.length).toBe(MOST_FOUND);
	});

	it('by key a reader is told only of those that the plan depends on, an editor of any that is not archived', async () => {
		const keys = [keyOf(FRAGILE.plan, 'FRA-04'), keyOf(FRAGILE.plan, 'FRA-05'), keyOf(FRAGILE.plan, 'FRA-06'), keyOf(CANCER.plan, 'CAN-01'), keyOf(STRANGE, 'STR-01'), 'nonsense', 'pl_fragile/ms_gone'];
		expect(refs(await othersByKey(opened.db, CANCER.plan, keys, { mayEdit: false }))).toEqual(['FRA-04', 'FRA-06']);
		expect(refs(await othersByKey(opened.db, CANCER.plan, keys, { mayEdit: true }))).toEqual(['FRA-04', 'FRA-05', 'FRA-06']);
		expect(await othersByKey(opened.db, MENTAL, keys, { mayEdit: false })).toEqual([]);
		expect(await othersByKey(opened.db, CANCER.plan, [], { mayEdit: true })).toEqual([]);
	});

	it('by reference whoever may edit learns those that are called so', async () => {
		expect(refs(await othersByReference(opened.db, CANCER.plan, ['fra-05', 'FRA-06', 'STR-01', 'CAN-01', 'XX-1', "'"]))).toEqual(['FRA-05']);
		expect(await othersByReference(opened.db, CANCER.plan, [])).toEqual([]);
	});

	it('enablers are those of the portfolio, each once, by name', async () => {
		expect(await readEnablers(opened.db, CANCER.plan)).toEqual([{ id: 'digital-records', name: 'Digital records' }, { id: 'estates', name: 'Estates' }]);
	});
});
