/** What pages ask of the database, as their loads ask it, over the made portfolio. */
import { sql } from 'drizzle-orm';
import { addDays, todayInLondon, type Day } from '#lib/plan/dates.ts';
import type { AccountId, KpiId, PersonId, PlanId } from '#lib/plan/ids.ts';
import { instantOf } from '#lib/plan/as-of.ts';
import { NO_REVIEW_FILTERS } from '#lib/plan/review-filters.ts';
import type { User } from '#lib/plan/rules.ts';
import { findOthers } from '#server/store/dependencies.ts';
import { readEnablers } from '#server/store/enablers.ts';
import { readKpiPage } from '#server/store/kpi-page.ts';
import { unreadCount } from '#server/store/notice-list.ts';
import { readPlanPage } from '#server/store/plan-page.ts';
import { organisation, portfolioProgrammes, readableProgrammes } from '#server/store/programmes.ts';
import type { Database } from '#server/store/query.ts';
import { search } from '#server/store/search.ts';
import { whatChanged } from '#server/store/what-changed.ts';
import { reviewData } from '../../src/routes/review-data.server.ts';
import { measuredOf, say, sayMeasured, times } from './measure.ts';
import { slowOf } from './slow-queries.ts';

const RUNS = 15;
/** The plans of statements slower than this are shown, in milliseconds. */
const SLOW = 50;

const REVIEWER: User = { account: 'ac_b2' as AccountId, person: 'pe_b2' as PersonId, name: 'Reviewer', initials: 'RE', portfolioRoles: ['reviewer'], programmeRoles: {} };
const PLAN = 'pl_b7' as PlanId;
const KPI = 'kpi_b7-3' as KpiId;

/** Measures each page and says what it found; nothing is asserted. */
export async function benchPages(db: Database): Promise<void> {
	const today = todayInLondon();
	const plans = (await readableProgrammes(db, REVIEWER)).map(({ planId }) => planId);
	const review = async (day: Day) => {
		await organisation(db);
		await reviewData(db, { today: day, until: null, filters: NO_REVIEW_FILTERS });
	};
	const asOf = (day: Day) => reviewData(db, { today: day, until: instantOf(day), filters: NO_REVIEW_FILTERS });
	const changed = (from: Day, to: Day | null) => whatChanged(db, plans, instantOf(from), to === null ? null : instantOf(to));
	const found = (typed: string) => search(db, REVIEWER, { typed });

	const pages: [string, (run: number) => Promise<unknown>][] = [
		['review page', () => review(today)],
		['review page, three plans edited since', async (run) => (await edit(db, run), await review(today))],
		['review page, the first of the day', (run) => review(addDays(today, run % 2 === 0 ? 1 : 2))],
		['the rail', () => portfolioProgrammes(db, today)],
		['unread notices', () => unreadCount(db, REVIEWER)],
		// Figures of a past instant are kept once they were counted: days that nobody asked for, and one that somebody did.
		['review as of a month ago', (run) => asOf(addDays(today, -30 - run))],
		['review as of 30 months ago', (run) => asOf(addDays(today, -912 - run))],
		['review as of 54 months ago', (run) => asOf(addDays(today, -1642 - run))],
		['review as of 30 months ago, the same day again', () => asOf(addDays(today, -912))],
		['what changed in the last month', (run) => changed(addDays(today, -30 - run), null)],
		['what changed in a month, two years ago', (run) => changed(addDays(today, -760 - run), addDays(today, -730 - run))],
		['what changed in the last month, the same again', () => changed(addDays(today, -30), null)],
		['search, two words', () => found('cancer vaccination')],
		['search, one common word', () => found('screening')],
		['search, the beginning of a word', () => found('mater')],
		['search, a reference', () => found('PAG-123')],
		['KPI page', () => readKpiPage(db, PLAN, KPI)],
		['workplan', () => readPlanPage(db, PLAN)],
		['milestones of other plans, by their title', () => findOthers(db, PLAN, 'screening pathway')],
		['milestones of other plans, one common word', () => findOthers(db, PLAN, 'screening')],
		['milestones of other plans, by a reference', () => findOthers(db, PLAN, 'PAH-12')],
		['enablers that can be chosen', () => readEnablers(db, PLAN)]
	];
	for (const [name, page] of pages) {
		// Once to warm up, as every page but the first finds it.
		await page(0);
		const measured = measuredOf(name, await times(RUNS, (run) => page(run + 1)));
		sayMeasured(measured);
		const slow = measured.median > SLOW ? await slowOf(db, SLOW, () => page(RUNS + 1)) : [];
		for (const line of slow.flat()) say(`    ${line}`);
	}
}

/** What a commit leaves of three plans for the review to see. */
async function edit(db: Database, run: number): Promise<void> {
	const plans = [1, 2, 3].map((each) => sql`${`pl_b${((run * 3 + each) % 20) + 1}`}`);
	await db.execute(sql`update plan set head_seq = head_seq + 1, last_at = clock_timestamp() where id in (${sql.join(plans, sql`, `)})`);
}
