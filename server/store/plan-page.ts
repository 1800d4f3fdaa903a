/** What the page of one workplan needs beside the live document: people, places, baselines, other programmes. */
import { asc, eq } from 'drizzle-orm';
import { account, milestone, person, place, plan, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { Baseline } from '#lib/plan/baseline.ts';
import type { OpenCounts } from '#lib/plan/conversation.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { MilestoneId, PersonId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { readBaselines } from './checkpoints.ts';
import { neededOthers, type OtherRow } from './dependencies.ts';
import type { Database } from './query.ts';
import { openCounts } from './threads.ts';

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
	/** The milestones of other programmes that this plan depends on; the others are asked for when somebody looks for one. */
	others: OtherRow[];
	baseline: BaselineDays | null;
	/** The first one, where a later one has replaced it. */
	firstBaseline: BaselineDays | null;
	/** When each milestone was last changed, ISO 8601. */
	updatedAt: Record<MilestoneId, string>;
	/** What waits in the conversations of each milestone; those without any are left out. */
	comments: Record<MilestoneId, OpenCounts>;
}

/** A plan's epoch, and the people and places that its pages can name. @param planId must exist */
export async function readNamed(db: Database, planId: PlanId): Promise<Pick<PlanPageData, 'epoch' | 'people' | 'places'>> {
	const [head] = await db
		.select({ epoch: plan.epoch, portfolioId: programme.portfolioId })
		.from(plan)
		.innerJoin(programme, eq(programme.id, plan.programmeId))
		.where(eq(plan.id, planId));
	if (!head) throw new Error(`There is no plan ${planId}`);
	const { epoch, portfolioId } = head;
	const [people, places] = await Promise.all([
		readPeople(db),
		db.select({ id: place.id, name: place.name, short: place.short, kind: place.kind }).from(place).where(eq(place.portfolioId, portfolioId)).orderBy(asc(place.position))
	]);
	return { epoch, people, places };
}

/** Reads the page's data. @param planId must exist */
export async function readPlanPage(db: Database, planId: PlanId): Promise<PlanPageData> {
	const [named, { current, first }, others, updatedAt, comments] = await Promise.all([
		readNamed(db, planId),
		readBaselines(db, planId),
		neededOthers(db, planId),
		readUpdatedAt(db, planId),
		openCounts(db, planId)
	]);
	return {
		...named,
		others,
		baseline: current && daysOf(current),
		firstBaseline: first && current && first.id !== current.id ? daysOf(first) : null,
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

async function readUpdatedAt(db: Database, planId: PlanId): Promise<PlanPageData['updatedAt']> {
	const rows = await db.select({ id: milestone.id, at: milestone.updatedAt }).from(milestone).where(eq(milestone.planId, planId));
	return Object.fromEntries(rows.map(({ id, at }) => [id, at.toISOString()]));
}
