/** Readings of KPIs, some of them revised, and the signals they gave over time. */
import { sql } from 'drizzle-orm';
import { bulk, draw, type Making } from './portfolio-draw.ts';

export async function makeMeasures({ tx, size, now }: Making): Promise<void> {
	const months = Math.ceil(size.readings / 2);
	const until = now.toISOString();
	await bulk(tx, sql`insert into reading_import (id, plan_id, file_name, file_hash, added, revised, held, account_id, at) select 'ri_' || id, id, 'bench.csv', '', 0, 0, 0, 'ac_b1', last_at from plan`);
	await bulk(
		tx,
		sql`insert into kpi_reading (id, plan_id, kpi_id, place_id, period_start, period_end, value, status, source, state, held_why, import_id, account_id, valid_from, valid_to)
		select 're_' || id || '-' || place || '-' || month || '-' || edition, plan_id, id, 'place-' || place, starts, (starts + interval '1 month' - interval '1 day')::date,
			70 + ${draw(sql`id || place || month || edition`, 100)} / 10.0 + case when month > ${months}::int - 9 and place = 1 then 4 else 0 end, case when edition = 1 and revised then 'provisional' else 'final' end, 'Published figures', 'taken', '', 'ri_' || plan_id, 'ac_b1',
			known + (edition - 1) * interval '20 days', case when edition = 1 and revised then known + interval '20 days' end
		from (
			select k.plan_id, k.id, place, month, starts, starts + interval '40 days' as known, ${draw(sql`'revised' || k.id || place || month`, 10)} = 0 as revised
			from kpi k, generate_series(1, 2) place, generate_series(1, ${months}::int) month
			cross join lateral (select (date_trunc('month', ${until}::timestamptz) - (${months}::int - month + 3) * interval '1 month')::date as starts) at
		) given, generate_series(1, 2) edition where edition = 1 or revised`
	);
	// A version for each new month: its points and last value differ.
	await bulk(
		tx,
		sql`insert into kpi_signal (plan_id, kpi_id, place_id, valid_from, valid_to, variation, assurance, points, last_period, last_value)
		select plan_id, kpi_id, place_id, valid_from, lead(valid_from) over its, case when no < 13 then null else (array['common', 'common', 'common', 'improvement-high', 'concern-low'])[1 + ${draw(sql`kpi_id || place_id || no / 4`, 5)}] end,
			case when no < 13 then null else 'hit-or-miss' end, no, period_start, value
		from (select r.*, (row_number() over (partition by plan_id, kpi_id, place_id order by period_start))::int as no from kpi_reading r where r.valid_to is null) r window its as (partition by plan_id, kpi_id, place_id order by valid_from)`
	);
}
