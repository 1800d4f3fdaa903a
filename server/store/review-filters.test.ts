import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { milestoneLead, milestonePlace, place } from '#drizzle/schema.server.ts';
import { isDue, isOverdue, isSlipped } from '#lib/plan/attention.ts';
import { addDays, quarterOf } from '#lib/plan/dates.ts';
import { STATUSES, type Status } from '#lib/plan/fields.ts';
import type { MilestoneId, PersonId, PlaceId, PriorityId } from '#lib/plan/ids.ts';
import { figuresOf } from '#lib/plan/programme-status.ts';
import { NO_REVIEW_FILTERS, passesReview, type ReviewFilters } from '#lib/plan/review-filters.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addBaseline, addMilestone, addPriority, CANCER, FRAGILE, makePortfolio, TODAY, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { exceptions } from './exceptions.ts';
import { besideRows, decisionsWanted } from './review-beside.ts';
import { filterChoices, filteredRows, filterNames } from './review-filters.ts';
import { reviewRows } from './review.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());

const PLACES = ['luton', 'milton-keynes'] as PlaceId[];
const LEADS = [USERS.manager.person, USERS.reader.person];
const ENABLERS = ['estates', 'digital-and-data'];
const PRIORITIES = ['pr_one', 'pr_two'] as PriorityId[];
const DAYS = [null, addDays(TODAY, -200), addDays(TODAY, -1), TODAY, addDays(TODAY, 16), addDays(TODAY, 17), addDays(TODAY, 60), addDays(TODAY, 61)];
const some = <Value>(values: readonly Value[]) => fc.subarray([...values]);

interface Made {
	plan: 'cancer' | 'fragile';
	status: Status;
	forecast: string | null;
	baseline: string | null;
	priority: PriorityId | null;
	places: PlaceId[];
	leads: PersonId[];
	enablers: string[];
	archived: boolean;
	ask: string;
}
const made: fc.Arbitrary<Made> = fc.record({
	plan: fc.constantFrom('cancer', 'fragile'),
	status: fc.constantFrom(...STATUSES),
	forecast: fc.constantFrom(...DAYS),
	baseline: fc.constantFrom(...DAYS),
	priority: fc.constantFrom(null, ...PRIORITIES),
	places: some(PLACES),
	leads: some(LEADS),
	enablers: some(ENABLERS),
	archived: fc.boolean(),
	ask: fc.constantFrom('', ' ', 'Agree the cover')
});
const chosen: fc.Arbitrary<ReviewFilters> = fc.record({
	place: some(PLACES),
	lead: some(LEADS),
	quarter: some(['Q2 2026/27', 'Q3 2026/27', 'Q4 2025/26']),
	priority: some(PRIORITIES),
	status: some(['onTrack', 'offTrack', 'complete'] as Status[]),
	enabler: some(ENABLERS)
});
const keysOf = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, true]));

async function write(all: readonly Made[]): Promise<void> {
	const { db } = opened;
	await db.execute(sql`truncate portfolio, person cascade`);
	await makePortfolio(db);
	await db.insert(place).values({ id: 'milton-keynes' as PlaceId, portfolioId: 'blmk', name: 'Milton Keynes', short: 'MK', kind: 'place', position: 2 });
	for (const priority of ['one', 'two']) await addPriority(db, CANCER.plan, priority, 'a0');
	const baselines = { cancer: {} as Record<string, string | null>, fragile: {} as Record<string, string | null> };
	for (const [index, { plan, places, leads, enablers, priority: priorityId, baseline, ...row }] of all.entries()) {
		const planId = plan === 'cancer' ? CANCER.plan : FRAGILE.plan;
		const id = await addMilestone(db, planId, `M-${String(index).padStart(2, '0')}`, { ...row, enablers, priorityId });
		if (places.length > 0) await db.insert(milestonePlace).values(places.map((placeId) => ({ planId, milestoneId: id, placeId, status: 'onTrack' as const })));
		if (leads.length > 0) await db.insert(milestoneLead).values(leads.map((personId) => ({ planId, milestoneId: id, personId, kind: 'delivery' as const })));
		baselines[plan][id] = baseline;
	}
	await addBaseline(db, CANCER.plan, 1, baselines.cancer);
	await addBaseline(db, FRAGILE.plan, 1, baselines.fragile);
}

describe(`the review’s filters on the ${databaseKind}`, () => {
	it('count exactly the milestones that pass, one by one; programmes with none of them stay, at 0', async () => {
		const { db } = opened;
		await fc.assert(
			fc.asyncProperty(fc.array(made, { maxLength: 14 }), fc.array(chosen, { minLength: 3, maxLength: 3 }), async (all, filterings) => {
				await write(all);
				const whole = await reviewRows(db, TODAY);
				for (const filters of filterings) {
					const rows = await filteredRows(db, whole, filters, TODAY);
					expect(rows.map(({ slug, status, reason }) => [slug, status, reason])).toEqual(whole.map(({ slug, status, reason }) => [slug, status, reason]));
					const { rows: beside } = await besideRows(db, whole, { today: TODAY, filters });
					const attention = await exceptions(db, whole, TODAY, null, filters);
					for (const row of rows) {
						const passing = all.filter((each) => each.plan === row.slug && !each.archived && passesReview({ ...each, places: keysOf(each.places), leads: keysOf(each.leads), enablers: keysOf(each.enablers) }, filters));
						const slipped = passing.filter((each) => isSlipped(each, each.baseline));
						const overdue = passing.filter((each) => isOverdue(each, TODAY)).length;
						const asking = passing.filter((each) => each.ask.trim() !== '' && !['complete', 'closed'].includes(each.status)).length;
						expect(row).toMatchObject({ figures: figuresOf(passing, TODAY), passing: passing.length, overdue, due: passing.filter((each) => isDue(each, TODAY)).length, slipped: { count: slipped.length } });
						const none = Object.values(filters).every((values: readonly string[]) => values.length === 0);
						expect(beside.find(({ slug }) => slug === row.slug)).toMatchObject({ decisions: asking, overdue: none ? whole.find(({ slug }) => slug === row.slug)?.overdue : overdue });
						expect(attention.reduce((sum, each) => sum + (each.kind === 'overdue' && each.slug === row.slug ? each.count : 0), 0)).toBe(overdue);
					}
				}
			}),
			{ numRuns: 12 }
		);
	}, 120_000);

	describe('over a few milestones', () => {
		beforeEach(() =>
			write([
				{ plan: 'cancer', status: 'offTrack', forecast: addDays(TODAY, -1), baseline: null, priority: PRIORITIES[0] ?? null, places: ['luton' as PlaceId], leads: [USERS.manager.person], enablers: ['estates'], archived: false, ask: 'Agree the cover' },
				{ plan: 'fragile', status: 'onTrack', forecast: addDays(TODAY, 9), baseline: null, priority: null, places: [], leads: [USERS.fragile.person], enablers: ['digital-and-data'], archived: false, ask: 'Agree the KPIs' }
			])
		);

		it('T8: choices, names and decisions are those of the programmes that are asked for', async () => {
			const { db } = opened;
			expect(await filterChoices(db, [CANCER.plan])).toEqual({
				lead: [{ value: USERS.manager.person, label: USERS.manager.name }],
				quarter: [{ value: quarterOf(addDays(TODAY, -1)), label: quarterOf(addDays(TODAY, -1)) }],
				priority: [{ value: 'pr_one', label: 'Cancer: Priority one' }, { value: 'pr_two', label: 'Cancer: Priority two' }],
				enabler: [{ value: 'estates', label: 'estates' }]
			});
			expect(await filterChoices(db, [])).toEqual({ lead: [], quarter: [], priority: [], enabler: [] });
			const filters = { ...NO_REVIEW_FILTERS, lead: [USERS.fragile.person, USERS.manager.person], priority: PRIORITIES };
			expect(await filterNames(db, filters, [CANCER.plan])).toMatchObject({ lead: { [USERS.manager.person]: USERS.manager.name }, priority: { pr_one: 'Priority one' } });
			expect(Object.keys((await filterNames(db, filters, [FRAGILE.plan])).priority ?? {})).toEqual([]);
			expect((await decisionsWanted(db, [CANCER.plan])).map(({ ask, milestone }) => [milestone.ref, ask])).toEqual([['M-00', 'Agree the cover']]);
			expect((await decisionsWanted(db, [CANCER.plan, FRAGILE.plan])).map(({ ask }) => ask)).toEqual(['Agree the cover', 'Agree the KPIs']);
			expect(await decisionsWanted(db, [CANCER.plan, FRAGILE.plan], { filters: { ...NO_REVIEW_FILTERS, place: ['luton' as PlaceId] } })).toHaveLength(1);
		});

		it('leave exceptions about milestones that pass, and none about a programme as a whole', async () => {
			const { db } = opened;
			const whole = await reviewRows(db, TODAY);
			expect((await exceptions(db, whole, TODAY)).map(({ kind, slug }) => [kind, slug])).toEqual([['overdue', 'cancer'], ['no-lead', 'fragile']]);
			const luton = { ...NO_REVIEW_FILTERS, place: ['luton' as PlaceId] };
			expect((await exceptions(db, whole, TODAY, null, luton)).map(({ kind, milestone }) => [kind, milestone?.id])).toEqual([['overdue', 'ms_m-00' as MilestoneId]]);
			expect(await exceptions(db, whole, TODAY, null, { ...luton, status: ['complete'] })).toEqual([]);
		});
	});
});
