/**
 * attention.ts in SQL: what makes a milestone open, overdue, due or late. Every query over the
 * projection that counts milestones takes its conditions from here. The milestone is `m`.
 */
import { sql, type SQL } from 'drizzle-orm';
import { DUE_WITHIN_DAYS, noCounts, type StatusCounts } from '#lib/plan/attention.ts';
import { addDays, type Day } from '#lib/plan/dates.ts';
import { OPEN_STATUSES, STATUSES, type Status } from '#lib/plan/fields.ts';

/** A list for `in (…)`. */
export function listOf(values: readonly string[]): SQL {
	return sql.join(
		values.map((value) => sql`${value}`),
		sql`, `
	);
}

/** Whether it is of one of these plans, for a pass over all of them: joined, since an index that does not begin with the plan would compare each of its entries with the whole list. */
export function inPlansSql(column: SQL, plans: readonly string[]): SQL {
	return sql`${column} in (select id from plan where id in (${listOf(plans)}))`;
}

/** Written out, not as parameters: the index of open milestones serves only what the planner sees to be the same. */
export const isOpenSql: SQL = sql`(not m.archived and m.status in (${sql.raw(OPEN_STATUSES.map((status) => `'${status}'`).join(', '))}))`;

export function isOverdueSql(today: Day): SQL {
	return sql`(${isOpenSql} and ${isPastSql(today)})`;
}

export function isDueSql(today: Day): SQL {
	return sql`(${isOpenSql} and ${isSoonSql(today)})`;
}

/** Whether the forecast makes it overdue, if it is open. */
export function isPastSql(today: Day): SQL {
	return sql`m.forecast < ${today}::date`;
}

/** Whether the forecast makes it due, if it is open. */
export function isSoonSql(today: Day): SQL {
	return sql`m.forecast between ${today}::date and ${addDays(today, DUE_WITHIN_DAYS)}::date`;
}

/** Columns that count the milestones of one group by status: `n_offTrack` and so on, whole numbers. */
export function statusColumns(): SQL {
	return sql.join(
		STATUSES.map((status) => sql`count(*) filter (where not m.archived and m.status = ${status})::int as ${sql.identifier(`n_${status}`)}`),
		sql`, `
	);
}
export type StatusColumns = { [Each in Status as `n_${Each}`]: number | null };

/** The counts of such a row; a programme without milestones has none. */
export function statusCountsOf(row: Partial<StatusColumns>): StatusCounts {
	const counts = noCounts();
	for (const status of STATUSES) counts[status] = row[`n_${status}`] ?? 0;
	return counts;
}

/** Columns of the rule for a programme's status: `overdue` and `late`. */
export function ruleColumns(today: Day): SQL {
	return sql`count(*) filter (where ${isOverdueSql(today)})::int as overdue,
		count(*) filter (where ${isOverdueSql(today)} or (${isOpenSql} and m.status = 'offTrack'))::int as late`;
}

/** The same one by one, by name: `[{ id, name }]`, or null. */
export function execLeadsSql(today: Day): SQL {
	return sql`(select jsonb_agg(jsonb_build_object('id', holder.id, 'name', holder.name) order by holder.name) ${holdersSql(today)})`;
}

/** Who holds a programme's exec post on a day: one name, several joined, or null. The programme is `p`. */
export function execLeadSql(today: Day): SQL {
	return sql`(select string_agg(holder.name, ' and ' order by holder.name) ${holdersSql(today)})`;
}

function holdersSql(today: Day): SQL {
	return sql`from post_holder held join person holder on holder.id = held.person_id
		where held.post_id = p.exec_post_id and held.from_day <= ${today}::date and (held.until_day is null or held.until_day > ${today}::date)`;
}
