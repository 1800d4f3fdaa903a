/** What is said in the made portfolio: threads, challenges, confidence, and rounds of updates. */
import { sql } from 'drizzle-orm';
import { bulk, DAY, draw, prose, YEARS, type Making } from './portfolio-draw.ts';

/** Of a hundred challenges so many are closed, and of other threads resolved. */
const CLOSED = 90;
const RESOLVED = 60;

export async function makeConversations({ tx, size, now }: Making): Promise<void> {
	const begun = new Date(now.getTime() - (YEARS * 365 - 60) * DAY).toISOString();
	const until = now.toISOString();
	// The first `challenges` threads are challenges; the newest tenth of them is still open.
	await bulk(
		tx,
		sql`insert into comment_thread (id, plan_id, milestone_id, kpi_id, field, created_at, resolved_at, resolved_by)
		select 'th_b' || n, 'pl_b' || plan, case when n % 20 < 14 then 'ms_b' || plan || '-' || (1 + ${draw(sql`'milestone' || n`, size.milestones)}) end,
			case when n % 20 between 14 and 16 then 'kpi_b' || plan || '-' || (1 + n % ${size.kpis}::int) end, case when n % 20 = 0 then 'forecast' end, made,
			case when resolved then least(made + interval '30 days', ${until}::timestamptz) end, case when resolved then 'ac_b2' end
		from (
			select n, 1 + ${draw(sql`'plan' || n`, size.programmes)} as plan, n <= ${size.challenges}::int as is_challenge,
				date_trunc('milliseconds', ${begun}::timestamptz + (${until}::timestamptz - ${begun}::timestamptz) * (0.98 * (case when n <= ${size.challenges}::int then n::float8 / ${size.challenges}::int else ${draw(sql`'made' || n`, 1000)} / 1000.0 end))) as made
			from generate_series(1, ${size.threads}::int) n
		) drawn cross join lateral (select case when is_challenge then n * 100 <= ${size.challenges * CLOSED}::int else ${draw(sql`'resolved' || n`, 100)} < ${RESOLVED} end as resolved) ended`
	);
	await bulk(
		tx,
		sql`insert into comment (id, thread_id, account_id, body, at, request_id)
		select 'co_b' || j, t.id, 'ac_b' || (1 + j % ${size.people}::int), ${prose(sql`'body' || j`, 28)}, least(t.created_at + (j / ${size.threads}::int) * interval '5 hours', ${until}::timestamptz), 'bench-request-' || j
		from generate_series(0, ${size.comments - 1}::int) j join comment_thread t on t.id = 'th_b' || (1 + j % ${size.threads}::int) order by t.created_at`
	);
	const challenges = sql`from comment_thread t where substr(t.id, 5)::int <= ${size.challenges}::int`;
	await bulk(tx, sql`insert into challenge (thread_id, letter, owner_id, due, raised_by) select t.id, 'M', null, t.created_at::date + 21, 'ac_b2' ${challenges}`);
	await bulk(
		tx,
		sql`insert into challenge_step (thread_id, no, step, account_id, at)
		select t.id, 1, 'raised', 'ac_b2', t.created_at ${challenges}
		union all select t.id, 2, 'answered', 'ac_b3', t.created_at + interval '10 hours' ${challenges} and (t.resolved_at is not null or substr(t.id, 5)::int % 3 = 0)
		union all select t.id, 3, 'closed', 'ac_b2', t.resolved_at ${challenges} and t.resolved_at is not null`
	);
	// Said of each programme every quarter by both, and twice of one milestone in twenty.
	await bulk(
		tx,
		sql`insert into confidence (id, plan_id, milestone_id, kind, level, reason, account_id, at, request_id)
		select 'cf_b' || plan || '-' || about || '-' || kind || '-' || n, 'pl_b' || plan, case when about > 0 then 'ms_b' || plan || '-' || about * 20 end, kind,
			(array['high', 'high', 'medium', 'medium', 'medium', 'low'])[1 + ${draw(sql`plan || '-' || about || kind || n`, 6)}], ${prose(sql`'why' || plan || about || kind || n`, 10)}, 'ac_b3', ${until}::timestamptz - n * interval '90 days', 'bench-' || plan || '-' || about || '-' || kind || '-' || n
		from generate_series(1, ${size.programmes}::int) plan, generate_series(0, ${Math.floor(size.milestones / 20)}::int) about, unnest(array['delivery', 'clinical']) kind, generate_series(1, 20) n where about = 0 or n <= 2`
	);
}

/** Every programme was asked each quarter; a fifth of them have a round open past its day. */
export async function makeRounds({ tx, size, now }: Making): Promise<void> {
	const until = now.toISOString();
	const asked = Math.min(50, size.milestones);
	await bulk(
		tx,
		sql`insert into update_round (id, plan_id, due, note, account_id, at, closed_at, closed_by)
		select 'ro_b' || plan || '-' || n, 'pl_b' || plan, at::date + 14, '', 'ac_b3', at, case when n > 1 or plan % 5 > 0 then at + interval '30 days' end, case when n > 1 or plan % 5 > 0 then 'ac_b3' end
		from (select plan, n, ${until}::timestamptz - (n * 90 - 60) * interval '1 day' as at from generate_series(1, ${size.programmes}::int) plan, generate_series(1, 18) n) begun`
	);
	await bulk(
		tx,
		sql`insert into update_request (round_id, milestone_id, person_id)
		select r.id, m.id, l.person_id from update_round r join milestone m on m.plan_id = r.plan_id and substr(m.ref, 5)::int <= ${asked}::int join milestone_lead l on l.plan_id = m.plan_id and l.milestone_id = m.id`
	);
	await bulk(
		tx,
		sql`insert into confirmation (id, plan_id, milestone_id, answer, round_id, account_id, at)
		select 'cn_' || q.round_id || '-' || q.milestone_id, r.plan_id, q.milestone_id, 'stillTrue', r.id, 'ac_b3', r.at + interval '3 days' from update_request q join update_round r on r.id = q.round_id where ${draw(sql`q.round_id || q.milestone_id`, 10)} < 9`
	);
}

/** A review each quarter, closed, with the status that it froze of each programme. */
export async function makeReviews({ tx, now }: Making): Promise<void> {
	await bulk(
		tx,
		sql`insert into review (id, portfolio_id, title, held_on, attendance, account_id, at, closed_at, closed_by, frozen)
		select 're_b' || n, 'bench', 'Review ' || n, at::date, '', 'ac_b2', at, at + interval '1 hour', 'ac_b2', frozen
		from (select n, ${now.toISOString()}::timestamptz - n * interval '90 days' + interval '60 days' as at from generate_series(1, 19) n) held
		cross join lateral (
			select jsonb_build_object('exceptions', '[]'::jsonb, 'programmes', jsonb_agg(jsonb_build_object('slug', p.slug, 'planId', pl.id)), 'rows', jsonb_agg(jsonb_build_object('slug', p.slug, 'status', (array['offTrack', 'atRisk', 'onTrack'])[1 + (n + p.position) % 3]))) as frozen
			from programme p join plan pl on pl.programme_id = p.id
		) stood`
	);
}
