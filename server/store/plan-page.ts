/** What the page of one workplan needs beside the live document: people, places, baselines, other programmes. */
import { and, asc, eq, ne, or, sql } from 'drizzle-orm';
import { account, milestone, milestoneDependency, person, place, plan, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { Baseline } from '#lib/plan/baseline.ts';
import type { OpenCounts } from '#lib/plan/conversation.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import { dependencyKey, type MilestoneId, type PersonId, type PlaceId, type PlanId } from '#lib/plan/ids.ts';
import { readBaselines } from './checkpoints.ts';
import { rowsOf, type Database } from './query.ts';
import { openCounts } from './threads.ts';

/** A milestone of another programme, keyed as `dependsOn` names it. */
export interface OtherRow {
	key: string;
	ref: string;
	title: string;
	status: Status;
	forecast: Day | null;
	archived: boolean;
	programme: { slug: string; short: string; name: string };
}

/** What a baseline froze, archived milestones left aside: they were no part of it. */
export interface BaselineDays {
	name: string;
	no: number;
	approvedAt: string;
	forecasts: [MilestoneId, { forecast: Day | null }][];
}

export interface PlanPageData {
	/** Rises when the document is rebuilt. */
	epoch: number;
	people: { id: PersonId; name: string; initials: string; organisation: string; clinical: boolean }[];
	places: { id: PlaceId; name: string; short: string; kind: 'place' | 'aggregate' }[];
	others: OtherRow[];
	baseline: BaselineDays | null;
	/** The first one, where a later one has replaced it. */
	firstBaseline: BaselineDays | null;
	enablers: { id: string; name: string }[];
	/** When each milestone was last changed, ISO 8601. */
	updatedAt: Record<MilestoneId, string>;
	/** What waits in the conversations of each milestone; those without any are left out. */
	comments: Record<MilestoneId, OpenCounts>;
}

/**
 * Reads the page's data.
 * @param planId must exist
 * @param options.mayEdit editors choose among all milestones of the other programmes; other people
 *   see only those that this plan depends on
 */
export async function readPlanPage(db: Database, planId: PlanId, { mayEdit }: { mayEdit: boolean }): Promise<PlanPageData> {
	const [head] = await db
		.select({ epoch: plan.epoch, portfolioId: programme.portfolioId })
		.from(plan)
		.innerJoin(programme, eq(programme.id, plan.programmeId))
		.where(eq(plan.id, planId));
	if (!head) throw new Error(`There is no plan ${planId}`);
	const { epoch, portfolioId } = head;
	const [{ current, first }, people, places, others, enablers, updatedAt, comments] = await Promise.all([
		readBaselines(db, planId),
		readPeople(db),
		db.select({ id: place.id, name: place.name, short: place.short, kind: place.kind }).from(place).where(eq(place.portfolioId, portfolioId)).orderBy(asc(place.position)),
		readOthers(db, { planId, portfolioId, all: mayEdit }),
		readEnablers(db, portfolioId),
		readUpdatedAt(db, planId),
		openCounts(db, planId)
	]);
	return {
		epoch,
		people,
		places,
		others,
		baseline: current && daysOf(current),
		firstBaseline: first && current && first.id !== current.id ? daysOf(first) : null,
		enablers,
		updatedAt,
		comments
	};
}

function daysOf({ name, no, approvedAt, milestones }: Baseline): BaselineDays {
	const live = (Object.entries(milestones) as [MilestoneId, Baseline['milestones'][MilestoneId]][]).filter(([, { archived }]) => !archived);
	return { name, no, approvedAt, forecasts: live.map(([id, { forecast }]) => [id, { forecast }]) };
}

async function readPeople(db: Database): Promise<PlanPageData['people']> {
	const people = await db
		.select({ id: person.id, name: person.name, initials: person.initials, organisation: person.organisation })
		.from(person)
		.orderBy(asc(person.name));
	const clinical = await db
		.selectDistinct({ id: account.personId })
		.from(programmeRole)
		.innerJoin(account, eq(account.id, programmeRole.accountId))
		.where(eq(programmeRole.role, 'clinical'));
	const isClinical = new Set(clinical.map(({ id }) => id));
	return people.map((each) => ({ ...each, clinical: isClinical.has(each.id) }));
}

async function readOthers(db: Database, { planId, portfolioId, all }: { planId: PlanId; portfolioId: string; all: boolean }): Promise<OtherRow[]> {
	// Compared whole, so that what is needed is read once and not for each milestone there is.
	const needed = db.select({ plan: milestoneDependency.onPlanId, id: milestoneDependency.onMilestoneId }).from(milestoneDependency).where(eq(milestoneDependency.planId, planId));
	const isNeeded = sql`(${milestone.planId}, ${milestone.id}) in ${needed}`;
	const rows = await db
		.select({
			planId: milestone.planId,
			id: milestone.id,
			ref: milestone.ref,
			title: milestone.title,
			status: milestone.status,
			forecast: milestone.forecast,
			archived: milestone.archived,
			slug: programme.slug,
			short: programme.short,
			name: programme.name
		})
		.from(milestone)
		.innerJoin(plan, eq(plan.id, milestone.planId))
		.innerJoin(programme, eq(programme.id, plan.programmeId))
		.where(and(ne(milestone.planId, planId), eq(programme.portfolioId, portfolioId), all ? or(eq(milestone.archived, false), isNeeded) : isNeeded))
		.orderBy(asc(programme.position), asc(milestone.ref));
	return rows.map(({ planId: on, id, slug, short, name, ...rest }) => ({ key: dependencyKey(on, id), ...rest, programme: { slug, short, name } }));
}

/** The enablers that milestones of the portfolio name; each is a slug whose words are its name. */
async function readEnablers(db: Database, portfolioId: string): Promise<PlanPageData['enablers']> {
	// Many milestones name the same ones: so each set of them is taken apart once.
	const rows = await rowsOf<{ id: string }>(
		db,
		sql`select distinct jsonb_array_elements_text(named.enablers) as id from (
			select distinct m.enablers from milestone m join plan pl on pl.id = m.plan_id join programme p on p.id = pl.programme_id where p.portfolio_id = ${portfolioId} and m.enablers <> '[]'::jsonb
		) named`
	);
	return rows.map(({ id }) => ({ id, name: wordsOf(id) })).toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
}

function wordsOf(slug: string): string {
	const words = slug.replaceAll('-', ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

async function readUpdatedAt(db: Database, planId: PlanId): Promise<PlanPageData['updatedAt']> {
	const rows = await db.select({ id: milestone.id, at: milestone.updatedAt }).from(milestone).where(eq(milestone.planId, planId));
	return Object.fromEntries(rows.map(({ id, at }) => [id, at.toISOString()]));
}
