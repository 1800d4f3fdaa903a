/**
 * Milestones of other programmes as a plan may name them in what its own depend on. Which of them a
 * person may be told is decided here for pages and endpoints alike: everyone who may read the plan those
 * that it depends on, and whoever may edit it any of the portfolio that is not archived.
 */
import { and, asc, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import { milestone, milestoneDependency, plan, programme } from '#drizzle/schema.server.ts';
import { milestoneTitle } from '#drizzle/search.server.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import { dependencyKey, parseDependencyKey, type MilestoneId, type PlanId } from '#lib/plan/ids.ts';
import { completions, readReference, searchWords } from '#lib/plan/search.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';
import { wasTooLong } from './search.ts';

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

/** So many are found at once; nobody reads further. */
export const MOST_FOUND = 50;
/** So many can be asked for by key or reference at once. */
export const MOST_ASKED = 100;
/** Of so many that fit the first are chosen: sorting all that fit a common word would mean reading a tenth of the portfolio. */
const CHOSEN_FROM = 500;
const LONGEST_MS = 2_000;

/** Those that the plan depends on, as committed, in the order of programmes and references. */
export async function neededOthers(db: Database, planId: PlanId): Promise<OtherRow[]> {
	return othersWhere(db, planId, isNeeded(db, planId));
}

/**
 * Those of these keys that somebody may be told; others are left out, as those that do not exist.
 * @param options.mayEdit whether they may edit the plan
 */
export async function othersByKey(db: Database, planId: PlanId, keys: readonly string[], { mayEdit }: { mayEdit: boolean }): Promise<OtherRow[]> {
	const asked = keys.slice(0, MOST_ASKED).flatMap((key) => parseDependencyKey(key) ?? []);
	if (asked.length === 0) return [];
	const among = sql`(${milestone.planId}, ${milestone.id}) in (${sql.join(asked.map((key) => sql`(${key.plan}, ${key.milestone})`), sql`, `)})`;
	return othersWhere(db, planId, and(among, mayEdit ? or(eq(milestone.archived, false), isNeeded(db, planId)) : isNeeded(db, planId)));
}

/** Those that are called so, archived ones left aside; for someone who may edit the plan. */
export async function othersByReference(db: Database, planId: PlanId, references: readonly string[]): Promise<OtherRow[]> {
	const asked = references.slice(0, MOST_ASKED).map((each) => each.toUpperCase());
	if (asked.length === 0) return [];
	return othersWhere(db, planId, and(inArray(milestone.ref, asked), eq(milestone.archived, false)));
}

// Compared whole, so that what is needed is read once and not for each milestone there is.
function isNeeded(db: Database, planId: PlanId): SQL {
	return sql`(${milestone.planId}, ${milestone.id}) in ${db.select({ plan: milestoneDependency.onPlanId, id: milestoneDependency.onMilestoneId }).from(milestoneDependency).where(eq(milestoneDependency.planId, planId))}`;
}

async function othersWhere(db: Database, planId: PlanId, which: SQL | undefined): Promise<OtherRow[]> {
	const rows = await db
		.select({ planId: milestone.planId, id: milestone.id, ref: milestone.ref, title: milestone.title, status: milestone.status, forecast: milestone.forecast, archived: milestone.archived, slug: programme.slug, short: programme.short, name: programme.name })
		.from(milestone)
		.innerJoin(plan, eq(plan.id, milestone.planId))
		.innerJoin(programme, eq(programme.id, plan.programmeId))
		.where(and(ne(milestone.planId, planId), sql`${programme.portfolioId} = (${portfolioOf(planId)})`, which))
		.orderBy(asc(programme.position), asc(milestone.ref), asc(milestone.id));
	return rows.map(otherOf);
}

const portfolioOf = (planId: PlanId): SQL => sql`select p.portfolio_id from plan pl join programme p on p.id = pl.programme_id where pl.id = ${planId}`;

type Row = Omit<OtherRow, 'key' | 'programme'> & OtherRow['programme'] & { planId: PlanId; id: MilestoneId };
function otherOf({ planId, id, ref, title, status, forecast, archived, slug, short, name }: Row): OtherRow {
	return { key: dependencyKey(planId, id), ref, title, status, forecast, archived, programme: { slug, short, name } };
}

export type OthersFound = { ok: true; milestones: OtherRow[]; more: boolean } | { ok: false; message: string };

/**
 * Milestones of the portfolio's other plans by what somebody types, for someone who may edit this one:
 * a reference or the beginning of one, or words of which each begins one of the title's or of the
 * programme's name. The one called exactly so first, then by programme and reference; archived ones are
 * left aside. Too little to search for finds nothing.
 */
export async function findOthers(db: Database, planId: PlanId, typed: string): Promise<OthersFound> {
	const words = searchWords(typed);
	if (words === '') return { ok: true, milestones: [], more: false };
	try {
		return await db.transaction(
			async (tx) => {
				// As in search.ts: making the words of every title anew costs far more than the planner believes.
				await tx.execute(sql`select set_config('statement_timeout', ${String(LONGEST_MS)}, true), set_config('enable_seqscan', 'off', true)`);
				const rows = await found(tx, planId, words);
				return { ok: true, milestones: rows.slice(0, MOST_FOUND).map(otherOf), more: rows.length > MOST_FOUND };
			},
			{ accessMode: 'read only' }
		);
	} catch (error) {
		if (wasTooLong(error)) return { ok: false, message: 'The search took too long and was stopped. Type more of the title, or the reference.' };
		throw error;
	}
}

interface Plan {
	id: PlanId;
	name: string;
	short: string;
	prefix: string;
}

async function found(tx: Database, planId: PlanId, words: string): Promise<Row[]> {
	const plans = await rowsOf<Plan>(tx, sql`select pl.id, p.name, p.short, p.prefix from plan pl join programme p on p.id = pl.programme_id where pl.id <> ${planId} and p.portfolio_id = (${portfolioOf(planId)})`);
	if (plans.length === 0) return [];
	const reference = readReference(words);
	const exact = reference && `${reference.prefix}-${reference.digits.padStart(2, '0')}`;
	const branches = wordsByPlans(plans, parts(words)).map(({ ids, left }) => (left.length === 0 ? allOf(ids) : matching(ids, sql`${milestoneTitle(milestone)} @@ (${queryOf(left)})`)));
	if (reference) branches.push(matching(plans.map(({ id }) => id), sql`(milestone.ref = ${exact} or milestone.ref like ${`${reference.prefix}-${reference.digits}%`})`));
	return rowsOf<Row>(
		tx,
		sql`with candidate as (${sql.join(branches, sql` union `)})
		select m.plan_id as "planId", m.id, m.ref, m.title, m.status, m.forecast::text as forecast, m.archived, p.slug, p.short, p.name
		from candidate join milestone m on m.plan_id = candidate.plan_id and m.id = candidate.id join plan pl on pl.id = m.plan_id join programme p on p.id = pl.programme_id
		order by m.ref = ${exact ?? ''} desc, p.position, m.ref, m.id limit ${MOST_FOUND + 1}`
	);
}

const allOf = (plans: readonly PlanId[]): SQL => sql`(select milestone.plan_id, milestone.id from milestone where milestone.plan_id in (${listOf(plans)}) and not milestone.archived limit ${CHOSEN_FROM})`;

/** "offset 0" keeps the planner from going by the plans and reading every title, where the index of titles or references serves. */
function matching(plans: readonly PlanId[], which: SQL): SQL {
	return sql`(select hit.plan_id, hit.id from (select milestone.plan_id, milestone.id, milestone.archived from milestone where ${which} offset 0) hit where not hit.archived and hit.plan_id in (${listOf(plans)}) limit ${CHOSEN_FROM})`;
}

const parts = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');

/** A word that a programme's name or letters begin with need not stand in the title, too: which plans leave which words to be looked for. */
function wordsByPlans(plans: readonly Plan[], words: readonly string[]): { ids: PlanId[]; left: readonly string[] }[] {
	const groups = new Map([[words.join(' '), { ids: plans.map(({ id }) => id), left: words }]]);
	for (const { id, name, short, prefix } of plans) {
		const names = parts(`${name} ${short} ${prefix}`).map(plain);
		const left = words.filter((word) => !names.some((each) => each.startsWith(plain(word))));
		if (left.length === words.length) continue;
		const group = groups.get(left.join(' '));
		if (group) group.ids.push(id);
		else groups.set(left.join(' '), { ids: [id], left });
	}
	return [...groups.values()];
}

/** Each word as the beginning of one. They are letters and digits only, so nothing in them means anything else to the query. */
function queryOf(words: readonly string[]): SQL {
	return sql.join(
		words.map((word) => {
			const begun = [sql`to_tsquery('english', ${`'${word}':*`})`, sql`to_tsquery('simple', ${`'${word}':*`})`, ...completions(word).map((each) => sql`plainto_tsquery('english', ${each})`)];
			return sql`(${sql.join(begun, sql` || `)})`;
		}),
		sql` && `
	);
}
