/** Milestones with every version they had, the log of it, and baselines. */
import { sql } from 'drizzle-orm';
import { bulk, DAY, draw, prose, YEARS, type Making } from './portfolio-draw.ts';

export async function makePlans(making: Making): Promise<void> {
	await makeStates(making);
	await makeEvents(making);
	await makeProjection(making);
	await makeBaselines(making);
}

/** One row for each reported state of each milestone, with what brought it about. */
async function makeStates({ tx, size, now }: Making): Promise<void> {
	const last = size.versions - 1;
	const [begun, until] = [new Date(now.getTime() - YEARS * 365 * DAY).toISOString(), new Date(now.getTime() - 3_600_000).toISOString()];
	await bulk(
		tx,
		sql`create temp table bench_state on commit drop as
		with each as materialized (
			select 'pl_b' || p as plan_id, 'ms_b' || p || '-' || m as id, p, m, 'P' || chr(65 + (p - 1) / 26) || chr(65 + (p - 1) % 26) || '-' || lpad(m::text, greatest(2, length(m::text)), '0') as ref,
				${begun}::timestamptz + interval '1 hour' + m * interval '2 seconds'
					+ case when m % 10 < 4 then interval '0' else ${draw(sql`'added' || p || '-' || m`, 1500)} * interval '1 day' end as added,
				${prose(sql`'title' || 'ms_b' || p || '-' || m`, 6)} as words, ${prose(sql`'done' || 'ms_b' || p || '-' || m`, 9)} as agreed
			from generate_series(1, ${size.programmes}::int) p, generate_series(1, ${size.milestones}::int) m
		), stepped as (
			select each.*, k, added::date + 60 + ${draw(sql`'first' || each.id`, 1500)} as first_forecast,
				date_trunc('milliseconds', added + (${until}::timestamptz - added) * ((k + case when k = 0 then 0 else ${draw(sql`each.id || '@' || k`, 80)} / 100.0 end) / ${last + 1}::float8)) as at,
				case when k = 0 then 'added' when k = ${last}::int and ${draw(sql`'end' || each.id`, 100)} < 5 then 'archived' else
					(array['forecast', 'forecast', 'forecast', 'forecast', 'status', 'status', 'status', 'title', 'doneWhen', 'leads'])[1 + ${draw(sql`each.id || '#' || k`, 10)}] end as kind
			from each, generate_series(0, ${last}::int) k
		), counted as (
			select stepped.*, sum((kind = 'forecast')::int) over so_far::int as moves, sum((kind = 'status')::int) over so_far::int as statuses, sum((kind = 'title')::int) over so_far::int as titles,
				sum((kind = 'doneWhen')::int) over so_far::int as dones, sum((kind = 'leads')::int) over so_far::int as leads
			from stepped window so_far as (partition by id order by k)
		), ended as (
			select counted.*, k = ${last}::int and kind <> 'archived' and first_forecast + 21 * moves < ${until}::date and ${draw(sql`'done' || id`, 100)} < 92 as completes from counted
		)
		select plan_id, id, p, m, ref, k, at, case when completes then 'complete' else kind end as kind, kind = 'archived' as archived, first_forecast + 21 * moves as forecast, moves,
			case when completes then first_forecast + 21 * moves end as actual,
			case when completes then 'complete' else (array['notStarted', 'onTrack', 'atRisk', 'onTrack', 'offTrack', 'onTrack', 'atRisk', 'paused', 'onTrack', 'atRisk'])[1 + statuses % 10] end as status,
			'The ' || words || case when titles = 0 then '' else ', part ' || titles end as title,
			'Agreed in writing: ' || agreed || case when dones = 0 then '' else ', edition ' || dones end as done_when,
			'pe_b' || (1 + (${draw(sql`'lead' || id`, size.people)} + leads) % ${size.people}::int) as lead,
			case when m % 5 = 0 then jsonb_build_object('kpi_b' || p || '-' || (1 + m % ${size.kpis}::int), '{"effect": "increase", "lagMonths": 6}'::jsonb) else '{}' end as kpis,
			case when m % 2 = 0 then '{"place-1": "onTrack", "place-3": "onTrack"}'::jsonb else '{}' end as places,
			case when m % 10 = 0 then jsonb_build_array('pl_b' || (1 + p % ${size.programmes}::int) || '/ms_b' || (1 + p % ${size.programmes}::int) || '-' || m) else '[]' end as depends_on
		from ended`
	);
	await bulk(tx, sql`create index on bench_state (id, k)`);
	await bulk(tx, sql`analyze bench_state`);
}

/** The log: one update for each state, and its changes with both values. */
async function makeEvents({ tx, size }: Making): Promise<void> {
	await bulk(
		tx,
		sql`create temp table bench_event on commit drop as
		select plan_id, id, k, at, row_number() over (partition by plan_id order by at, id, k)::int as seq from (
			select plan_id, id, k, at from bench_state
			union all select pl.id, 'pr_b' || substr(pl.id, 5) || '-' || n, 0, pl.last_at + interval '1 minute' from plan pl, generate_series(1, 6) n
			union all select pl.id, 'kpi_b' || substr(pl.id, 5) || '-' || n, 0, pl.last_at + interval '2 minutes' from plan pl, generate_series(1, ${size.kpis}::int) n
		) happened`
	);
	const author = sql`'ac_b' || (1 + e.seq % ${size.people}::int)`;
	await bulk(tx, sql`insert into plan_update (plan_id, seq, bytes, account_id, at) select e.plan_id, e.seq, '\\x0000'::bytea, ${author}, e.at from bench_event e order by e.at, e.plan_id, e.seq`);
	await bulk(
		tx,
		sql`insert into plan_change (plan_id, seq, part, entity, entity_id, field, member, old, new, account_id, at)
		with before as (
			select s.*, lag(status) over its as was_status, lag(forecast) over its as was_forecast, lag(title) over its as was_title, lag(done_when) over its as was_done, lag(lead) over its as was_lead
			from bench_state s window its as (partition by id order by k)
		), changed as (
			select plan_id, id, k, 0 as part, kind as field, '' as member, null::jsonb as old,
				jsonb_build_object('id', id, 'ref', ref, 'title', title, 'status', status, 'forecast', forecast, 'doneWhen', done_when, 'archived', false, 'leads', jsonb_build_object(lead, 'accountable'), 'kpis', kpis, 'places', places) as new
			from before where kind = 'added'
			union all select plan_id, id, k, 0, 'archived', '', 'false', 'true' from before where kind = 'archived'
			union all select plan_id, id, k, 0, 'status', '', to_jsonb(was_status), to_jsonb(status) from before where kind in ('status', 'complete') and was_status <> status
			union all select plan_id, id, k, 1, 'actual', '', 'null', to_jsonb(actual) from before where kind = 'complete'
			union all select plan_id, id, k, 0, 'forecast', '', to_jsonb(was_forecast), to_jsonb(forecast) from before where kind = 'forecast'
			union all select plan_id, id, k, 1, 'dateReason', '', to_jsonb(case when moves > 1 then 'Because of vacancy ' || (moves - 1) else '' end), to_jsonb('Because of vacancy ' || moves) from before where kind = 'forecast'
			union all select plan_id, id, k, 0, 'title', '', to_jsonb(was_title), to_jsonb(title) from before where kind = 'title'
			union all select plan_id, id, k, 0, 'doneWhen', '', to_jsonb(was_done), to_jsonb(done_when) from before where kind = 'doneWhen'
			union all select plan_id, id, k, 0, 'leads', was_lead, '"accountable"', 'null' from before where kind = 'leads' and was_lead <> lead
			union all select plan_id, id, k, 1, 'leads', lead, 'null', '"accountable"' from before where kind = 'leads' and was_lead <> lead
		)
		select e.plan_id, e.seq, c.part, 'milestone', c.id, c.field, c.member, c.old, c.new, ${author}, e.at from changed c join bench_event e on e.id = c.id and e.k = c.k order by e.at, e.plan_id, e.seq`
	);
	await bulk(
		tx,
		sql`insert into plan_change (plan_id, seq, part, entity, entity_id, field, old, new, account_id, at)
		select e.plan_id, e.seq, 0, case when e.id like 'kpi%' then 'kpi' else 'priority' end, e.id, 'added', null,
			jsonb_build_object('id', e.id, 'title', ${prose(sql`'title' || e.id`, 4)}, 'order', 'a0', 'archived', false, 'target', case when e.seq % 3 = 0 then null else '{"value": 75, "by": null}'::jsonb end), ${author}, e.at
		from bench_event e where e.id like 'kpi%' or e.id like 'pr%'`
	);
	await bulk(tx, sql`update plan set head_seq = newest.seq, last_at = newest.at, next_ref = ${size.milestones + 1} from (select plan_id, max(seq) as seq, max(at) as at from bench_event group by plan_id) newest where newest.plan_id = plan.id`);
	await bulk(tx, sql`insert into notice_cursor (plan_id, seq) select id, head_seq from plan`);
}

async function makeProjection({ tx, size }: Making): Promise<void> {
	await bulk(tx, sql`insert into priority (plan_id, id, title, order_key, archived) select plan_id, entity_id, new ->> 'title', 'a0', false from plan_change where entity = 'priority'`);
	await bulk(
		tx,
		sql`insert into kpi (plan_id, id, title, unit, direction, source, frequency, note, target_value, baselines, trajectory, archived)
		select plan_id, entity_id, new ->> 'title', '%', 'increase', 'Published figures', 'monthly', ${prose(sql`'note' || entity_id`, 12)}, (new -> 'target' ->> 'value')::float8, '{}', '{}', false from plan_change where entity = 'kpi'`
	);
	const reported = sql`s.plan_id, s.id, s.ref, 'milestone', s.title, 'pr_b' || s.p || '-' || (1 + s.m % 6), 'a' || s.m, s.forecast - 90, s.forecast, case when s.moves > 0 then 'Because of vacancy ' || s.moves else '' end, s.actual, s.status, s.done_when, '', case when s.m % 50 = 7 then 'Approve the money for another six months' else '' end, case when s.m % 4 = 0 then '["workforce"]'::jsonb else '[]' end, s.archived`;
	const columns = sql`plan_id, id, ref, kind, title, priority_id, order_key, start_day, forecast, date_reason, actual, status, done_when, evidence, ask, enablers, archived`;
	// Ending a version rewrites its row, so rows lie in the order in which they ended; a milestone's row is replaced by each edit.
	await bulk(
		tx,
		sql`insert into milestone_version (${columns}, leads, kpis, places, depends_on, valid_from, valid_to)
		select ${reported}, jsonb_build_object(s.lead, 'accountable'), s.kpis, s.places, s.depends_on, s.at, lead(s.at) over (partition by s.id order by s.k) as ends from bench_state s order by ends nulls last`
	);
	const now = sql`from bench_state s where s.k = ${size.versions - 1}::int`;
	await bulk(tx, sql`insert into milestone (${columns}, description, commentary, updated_at) select ${reported}, ${prose(sql`'d' || s.id`, 40)}, ${prose(sql`'c' || s.id`, 25)}, s.at ${now} order by s.at`);
	await bulk(tx, sql`insert into milestone_lead (plan_id, milestone_id, person_id, kind) select s.plan_id, s.id, s.lead, 'accountable' ${now}`);
	await bulk(tx, sql`insert into milestone_kpi (plan_id, milestone_id, kpi_id, effect, lag_months) select s.plan_id, s.id, each.key, 'increase', 6 from bench_state s, jsonb_each(s.kpis) each where s.k = ${size.versions - 1}::int`);
	await bulk(tx, sql`insert into milestone_place (plan_id, milestone_id, place_id, status) select s.plan_id, s.id, each.key, 'onTrack' from bench_state s, jsonb_each(s.places) each where s.k = ${size.versions - 1}::int`);
	await bulk(
		tx,
		sql`insert into milestone_dependency (plan_id, milestone_id, on_plan_id, on_milestone_id) select s.plan_id, s.id, split_part(each.value, '/', 1), split_part(each.value, '/', 2) from bench_state s, jsonb_array_elements_text(s.depends_on) each where s.k = ${size.versions - 1}::int`
	);
}

/** Three approved baselines a plan: four, two and one years ago. */
async function makeBaselines({ tx, now }: Making): Promise<void> {
	await bulk(
		tx,
		sql`insert into checkpoint (id, plan_id, name, seq, at, account_id, approved_at, approved_by, baseline_no)
		select 'cp_' || pl.id || '-' || n, pl.id, 'Baseline ' || n, (select max(seq) from plan_update u where u.plan_id = pl.id and u.at <= frozen), frozen, 'ac_b1', frozen + interval '1 hour', 'ac_b2', n
		from plan pl cross join lateral (select n, ${now.toISOString()}::timestamptz - (array[4, 2, 1])[n] * interval '1 year' as frozen from generate_series(1, 3) n) at`
	);
	await bulk(
		tx,
		sql`insert into checkpoint_milestone (checkpoint_id, milestone_id, ref, title, status, start_day, forecast, archived)
		select c.id, v.id, v.ref, v.title, v.status, v.start_day, v.forecast, v.archived from checkpoint c join milestone_version v on v.plan_id = c.plan_id and v.valid_from <= c.at and (v.valid_to is null or v.valid_to > c.at)`
	);
}
