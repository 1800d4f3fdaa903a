/**
 * The reviews that were closed last, with what they froze of each programme's status (R3). A frozen
 * page can be megabytes and never changes, so what is needed of it is read once and kept.
 */
import { sql } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { PlanId, ReviewId } from '#lib/plan/ids.ts';
import { knownSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import { NewestUsed } from './newest-used.ts';
import { rowsOf, type Database } from './query.ts';

/** A review that was closed, with the status of each programme then. */
export interface ClosedBefore {
	heldOn: Day;
	closedAt: Date;
	statuses: ReadonlyMap<PlanId, Status>;
}

/** A trend looks so many reviews back. */
const REVIEWS_BACK = 3;
/** Some years of reviews, for those who look at the past. */
const MOST_KEPT = 60;

type Statuses = ClosedBefore['statuses'];

/** By database: a transaction is one of its own, so what it has not committed is seen by nobody else. */
const kept = new WeakMap<Database, NewestUsed<Statuses>>();

interface Found {
	id: ReviewId;
	held_on: Day;
	/** Milliseconds. */
	closed_at: number;
}

/** The last closed reviews, the newest first. */
export async function closedReviews(db: Database, until: Until = null): Promise<ClosedBefore[]> {
	const found = await rowsOf<Found>(
		db,
		sql`select id, held_on::text as held_on, (extract(epoch from closed_at) * 1000)::float8 as closed_at
		from review where closed_at is not null and frozen is not null and ${knownSql(sql`closed_at`, until)}
		order by closed_at desc limit ${REVIEWS_BACK}`
	);
	const known = kept.get(db) ?? new NewestUsed<Statuses>(MOST_KEPT);
	kept.set(db, known);
	const statuses = new Map(found.flatMap((row): [string, Statuses][] => {
		const its = known.get(keyOf(row));
		return its ? [[row.id, its]] : [];
	}));
	const unread = found.filter(({ id }) => !statuses.has(id));
	const read = await frozenStatuses(db, unread.map(({ id }) => id));
	for (const row of unread) {
		const its = read.get(row.id) ?? new Map<PlanId, Status>();
		statuses.set(row.id, its);
		known.set(keyOf(row), its);
	}
	return found.map(({ id, held_on: heldOn, closed_at: closedAt }) => ({ heldOn, closedAt: new Date(closedAt), statuses: statuses.get(id) ?? new Map<PlanId, Status>() }));
}

/** The time tells a review that was closed once more, in a copy restored from before its closing, from the first one. */
function keyOf({ id, closed_at: closedAt }: Found): string {
	return `${id} ${closedAt}`;
}

async function frozenStatuses(db: Database, ids: readonly ReviewId[]): Promise<Map<ReviewId, Statuses>> {
	if (ids.length === 0) return new Map();
	const rows = await rowsOf<{ id: ReviewId; plan_id: PlanId; status: Status }>(
		db,
		// Offset 0: a page is unpacked once, and not for each of its rows.
		sql`select parts.id, of ->> 'planId' as plan_id, stood ->> 'status' as status
		from (select id, frozen -> 'programmes' as programmes, frozen -> 'rows' as rows from (select id, frozen || '{}'::jsonb as frozen from review where id in (${listOf(ids)}) offset 0) whole offset 0) parts
		cross join lateral jsonb_array_elements(parts.programmes) of join lateral jsonb_array_elements(parts.rows) stood on stood ->> 'slug' = of ->> 'slug'`
	);
	return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, its]) => [id, new Map(its.map(({ plan_id: planId, status }) => [planId, status]))]));
}
