/** The newest change of each plan, in words. */
import { sql, type SQL } from 'drizzle-orm';
import type { PersonId, PlanId } from '#lib/plan/ids.ts';
import { wordTogether } from '#lib/plan/wording.ts';
import { knownSql, type Until } from './as-of.ts';
import { changeAuthors, changeColumns, changeOf, type ChangeColumns, type ReadChange } from './change-rows.ts';
import { listOf } from './figures.ts';
import { namesFor } from './names.ts';
import { rowsOf, type Database } from './query.ts';

export interface LatestChange {
	/** Who made it; null for what the server did on nobody's behalf. */
	who: string | null;
	whoId: PersonId | null;
	/** What they did, to stand after their name: `moved the forecast of CAN-14 …`. */
	words: string;
	at: Date;
}

/** A pasted plan is one edit of hundreds of rows; this many are enough to word it. */
const ROWS_READ = 20;

/** The newest edit of each plan that has one; a later part of the same edit is worded with it. */
export async function latestChanges(db: Database, plans: readonly PlanId[], until: Until = null): Promise<Map<PlanId, LatestChange>> {
	if (plans.length === 0) return new Map();
	const rows = await rowsOf<ChangeColumns>(
		db,
		sql`select ${changeColumns} from plan pl
		cross join lateral (${newestSql(until)}) newest
		cross join lateral (select * from plan_change where plan_id = pl.id and seq = newest.seq order by part limit ${ROWS_READ}) c
		${changeAuthors} where pl.id in (${listOf(plans)}) order by c.plan_id, c.part`
	);
	const changes = rows.map(changeOf);
	const names = await namesFor(db, changes, until);
	const byPlan = Map.groupBy(changes, (change) => change.planId);
	return new Map([...byPlan].map(([planId, edit]) => [planId, { who: edit[0]?.who?.name ?? null, whoId: edit[0]?.who?.id ?? null, words: wordTogether(edit, names(planId)), at: timeOf(edit) }]));
}

/** The place in the log of the newest edit of a plan `pl`: within a plan, times never fall. */
function newestSql(until: Until): SQL {
	if (!until) return sql`select max(seq) as seq from plan_change where plan_id = pl.id`;
	return sql`select seq from plan_change where plan_id = pl.id and ${knownSql(sql`at`, until)} order by at desc, seq desc limit 1`;
}

function timeOf(edit: readonly ReadChange[]): Date {
	return edit[0]?.at ?? new Date(0);
}
