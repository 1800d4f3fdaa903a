/** What on the review needs a person's attention, of several programmes at once. */
import { sql } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import { byAttention, MOST_NAMED_UNCONFIRMED, type Exception } from '#lib/plan/exceptions.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { KpiId, PlanId } from '#lib/plan/ids.ts';
import { isFiltered, NO_REVIEW_FILTERS, type ReviewFilters } from '#lib/plan/review-filters.ts';
import { kpisSql, type Until } from './as-of.ts';
import { openChallenges, type OpenChallenge } from './challenges.ts';
import { confidenceGaps } from './confidence-gaps.ts';
import { unconfirmed, type Unconfirmed } from './confirmations.ts';
import { listOf } from './figures.ts';
import { kpiConcerns, overdueMilestones } from './exceptions-counted.ts';
import { passingAmong } from './review-filters.ts';
import { rowsOf, type Database } from './query.ts';
import { kpiSignals, type KpiSignals } from './review-signals.ts';

/** A programme as `reviewRows` gives it. */
export interface ExceptionProgramme {
	planId: PlanId;
	slug: string;
	name: string;
	/** By the rule of programme-status.ts. */
	status: Status;
	/** Null: nobody holds the exec post; left out where that is not asked. */
	execLead?: string | null;
	/** Where it is known, how many of its milestones are overdue, and the forecast of the oldest: of a past day they are not counted again. */
	overdue?: number;
	overdueSince?: Day | null;
}

/**
 * The exceptions of these programmes on a day, the most pressing first: challenges until they are
 * closed, overdue milestones, KPIs of concern, confidence that contradicts, no exec lead, milestones
 * unconfirmed past the day. Which programmes somebody may read is the caller's to check (T8).
 * @param until what stood at an instant, which `today` is the day of (R1)
 * @param filters leaves what is about milestones that pass, and KPIs that these should move
 * @param known what the caller reads for more than this; with the same filters, as of the same time
 */
export async function exceptions(
	db: Database,
	programmes: readonly ExceptionProgramme[],
	today: Day,
	until: Until = null,
	filters: ReviewFilters = NO_REVIEW_FILTERS,
	known: { signals?: Promise<KpiSignals[]> } = {}
): Promise<Exception[]> {
	const plans = programmes.map(({ planId }) => planId);
	const signals = known.signals ?? kpiSignals(db, plans, { until, places: filters.place });
	const [challenges, gaps, waiting, overdue, concerns, kpis] = await Promise.all([
		openChallenges(db, plans, until),
		confidenceGaps(db, plans, new Map(programmes.map(({ planId, status }) => [planId, status])), until),
		unconfirmed(db, plans, today, until),
		overdueMilestones(db, programmes, { today, until, filters }),
		kpiConcerns(db, programmes, { until, filters, signals }),
		signals
	]);
	const titles = await kpiTitles(db, challenges, kpis, until);
	const said = [
		...challenges.map((each) => challenged(each, titles)),
		...gaps.map(({ planId: _planId, ...gap }) => gap),
		...programmes.filter(({ execLead }) => execLead === null).map(({ slug, name: programme }): Exception => ({ kind: 'no-lead', slug, programme, milestone: null })),
		...programmes.flatMap((programme) => unconfirmedIn(programme, waiting.filter(({ planId }) => planId === programme.planId)))
	];
	return byAttention([...(isFiltered(filters) ? await passing(db, programmes, said, { filters, until }) : said), ...overdue, ...concerns], today);
}

/** With filters, what is about a milestone that passes; what is about a programme as a whole is about none. */
async function passing(db: Database, programmes: readonly ExceptionProgramme[], said: readonly Exception[], { filters, until }: { filters: ReviewFilters; until: Until }): Promise<Exception[]> {
	const planOf = new Map(programmes.map(({ slug, planId }) => [slug, planId]));
	const keyed = said.flatMap((exception) => {
		const planId = planOf.get(exception.slug);
		return planId && exception.milestone ? [{ exception, planId, id: exception.milestone.id }] : [];
	});
	const pass = await passingAmong(db, keyed, filters, until);
	return keyed.flatMap(({ exception, planId, id }) => (pass.has(`${planId}/${id}`) ? [exception] : []));
}

function challenged({ slug, programme, milestone, thread, subject, state, letter, due, question, owner }: OpenChallenge, titles: ReadonlyMap<KpiId, string>): Exception {
	const kpi = subject.on === 'kpi' ? (titles.get(subject.kpi) ?? 'A KPI') : null;
	return { kind: 'challenge', slug, programme, milestone, thread, subject, kpi, state, letter, due, question, owner };
}

/** One by one while they are few, in one line when they are many. */
function unconfirmedIn({ slug, name: programme }: ExceptionProgramme, waiting: readonly Unconfirmed[]): Exception[] {
	const [first] = waiting;
	if (!first) return [];
	if (waiting.length > MOST_NAMED_UNCONFIRMED) return [{ kind: 'all-unconfirmed', slug, programme, milestone: null, due: first.due, count: waiting.length }];
	return waiting.map(({ milestone, due, asked }): Exception => ({ kind: 'unconfirmed', slug, programme, milestone, due, asked }));
}

/** What the KPIs of challenges are called; only those are read that have no signals, or are archived. */
async function kpiTitles(db: Database, challenges: readonly OpenChallenge[], known: readonly KpiSignals[], until: Until): Promise<Map<KpiId, string>> {
	const titles = new Map(known.map(({ kpiId, title }) => [kpiId, title]));
	const unknown = challenges.flatMap(({ planId, subject }) => (subject.on === 'kpi' && !titles.has(subject.kpi) ? [{ planId, kpi: subject.kpi }] : []));
	if (unknown.length === 0) return titles;
	const [plans, ids] = [unknown.map(({ planId }) => planId), unknown.map(({ kpi }) => kpi)];
	const rows = await rowsOf<{ id: KpiId; title: string }>(db, sql`select id, title from ${kpisSql(until)} k where plan_id in (${listOf(plans)}) and id in (${listOf(ids)})`);
	return new Map([...titles, ...rows.map(({ id, title }): [KpiId, string] => [id, title])]);
}
