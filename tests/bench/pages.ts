/** What pages ask of the database, as their loads ask it, over the made portfolio. */
import { sql } from 'drizzle-orm';
import { addDays, todayInLondon, type Day } from '#lib/plan/dates.ts';
import type { AccountId, KpiId, PersonId, PlanId } from '#lib/plan/ids.ts';
import { instantOf } from '#lib/plan/as-of.ts';
import { NO_REVIEW_FILTERS } from '#lib/plan/review-filters.ts';
import type { User } from '#lib/plan/rules.ts';
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
		['review as of a month ago', () => asOf(addDays(today, -30))],
		['review as of 30 months ago', () => asOf(addDays(today, -912))],
		['review as of 54 months ago', () => asOf(addDays(today, -1642))],
		['what changed in the last month', () => changed(addDays(today, -30), null)],
		['what changed in a month, two years ago', () => changed(addDays(today, -760), addDays(today, -730))],
		['search, two words', () => found('cancer vaccination')],
		['search, one common word', () => found('screening')],
		['search, the beginning of a word', () => found('mater')],
		['search, a reference', () => found('PAG-123')],
		['KPI page', () => readKpiPage(db, PLAN, KPI)],
		['workplan, for a reader', () => readPlanPage(db, PLAN, { mayEdit: false })],
		['workplan, for an editor', () => readPlanPage(db, PLAN, { mayEdit: true })]
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
