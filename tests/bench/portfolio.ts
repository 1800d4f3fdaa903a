/**
 * A large portfolio with years of history, made by bulk SQL in the shapes that commits and commands
 * write. Only the bytes of the log are left out: an update of nothing stands for each, so the pages
 * that read whole documents show empty plans.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '#server/store/query.ts';
import { bulk, DAY, draw, YEARS, type Making } from './portfolio-draw.ts';
import { makeMeasures } from './portfolio-measures.ts';
import { makePlans } from './portfolio-plans.ts';
import { makeConversations, makeReviews, makeRounds } from './portfolio-talk.ts';

export interface Size {
	programmes: number;
	/** In each programme. */
	milestones: number;
	/** Of each milestone, one a reported state. */
	versions: number;
	/** In each programme, with `readings` each over two places. */
	kpis: number;
	readings: number;
	/** In the portfolio; challenges are threads too. */
	threads: number;
	challenges: number;
	comments: number;
	people: number;
}
export const SMALL: Size = { programmes: 20, milestones: 200, versions: 10, kpis: 20, readings: 60, threads: 400, challenges: 120, comments: 1_000, people: 60 };
export const FULL: Size = { programmes: 100, milestones: 1_000, versions: 10, kpis: 20, readings: 60, threads: 8_000, challenges: 3_000, comments: 20_000, people: 200 };

/** Its size in words. */
export function sizeWords({ programmes, milestones, versions, kpis, readings, comments, challenges }: Size): string {
	return `${programmes} programmes × ${milestones} milestones × ${versions} versions over ${YEARS} years, ${programmes * kpis} KPIs × ${readings} readings, ${comments} comments, ${challenges} challenges`;
}

/**
 * Fills an empty database, in one transaction.
 * @throws when it holds a portfolio already
 */
export async function makePortfolio(db: Database, size: Size, now = new Date()): Promise<void> {
	await db.transaction(async (tx) => {
		const [there] = await tx.execute(sql`select 1 from portfolio limit 1`).then((result: unknown) => (Array.isArray(result) ? (result as unknown[]) : (result as { rows: unknown[] }).rows));
		if (there) throw new Error('This database holds a portfolio already. Name an empty one.');
		const making: Making = { tx, size, now };
		await makePeople(making);
		await makePlans(making);
		await makeMeasures(making);
		await makeConversations(making);
		await makeRounds(making);
		await makeReviews(making);
		await makeNotices(making);
	});
	// What autovacuum does within minutes of such an import.
	await db.execute(sql`vacuum analyze`);
}

async function makePeople({ tx, size, now }: Making): Promise<void> {
	const begun = new Date(now.getTime() - YEARS * 365 * DAY).toISOString();
	await bulk(tx, sql`insert into portfolio (id, name, short, illustrative) values ('bench', 'Bench portfolio', 'Bench', true)`);
	await bulk(tx, sql`insert into place (id, portfolio_id, name, short, code, kind, position) select 'place-' || n, 'bench', 'Place ' || n, 'P' || n, 'E0600000' || n, 'place', n from generate_series(1, 4) n`);
	await bulk(tx, sql`insert into person (id, name, initials, organisation) select 'pe_b' || n, 'Person Number' || n, 'PN', 'Organisation ' || n % 12 from generate_series(1, ${size.people}::int) n`);
	await bulk(
		tx,
		sql`insert into account (id, person_id, demonstration, created_at) select 'ac_b' || n, 'pe_b' || n, (array['admin', 'reviewer', 'lead', 'editor', 'clinical', 'reader'])[n], ${begun}::timestamptz from generate_series(1, ${size.people}::int) n`
	);
	await bulk(tx, sql`insert into portfolio_role (account_id, portfolio_id, role) values ('ac_b1', 'bench', 'admin'), ('ac_b2', 'bench', 'reviewer')`);
	await bulk(tx, sql`insert into post (id, portfolio_id, title, organisation) select 'post-' || n, 'bench', 'Executive post ' || n, 'Board' from generate_series(1, 12) n`);
	await bulk(
		tx,
		sql`insert into post_holder (post_id, person_id, from_day, until_day)
		select 'post-' || n, 'pe_b' || (n + 12 * held), (${begun}::date + held * 600), case when held < 2 then ${begun}::date + (held + 1) * 600 end from generate_series(1, 12) n, generate_series(0, 2) held`
	);
	await bulk(
		tx,
		sql`insert into programme (id, portfolio_id, slug, name, short, prefix, category, strapline, exec_post_id, position)
		select 'pg_b' || n, 'bench', 'programme-' || n, 'Programme number ' || n, 'Programme ' || n, 'P' || chr(65 + (n - 1) / 26) || chr(65 + (n - 1) % 26), 'Bench', '', 'post-' || (n % 12 + 1), n from generate_series(1, ${size.programmes}::int) n`
	);
	await bulk(
		tx,
		sql`insert into programme_role (account_id, programme_id, role)
		select 'ac_b' || (3 + (p * 4 + r) % (${size.people}::int - 2)), 'pg_b' || p, (array['lead', 'editor', 'clinical', 'reader'])[r + 1] from generate_series(1, ${size.programmes}::int) p, generate_series(0, 3) r on conflict do nothing`
	);
	await bulk(tx, sql`insert into plan (id, programme_id, last_at, server_client) select 'pl_b' || n, 'pg_b' || n, ${begun}::timestamptz, n from generate_series(1, ${size.programmes}::int) n`);
	// Five years of sign-ins, among which stands who made which programme.
	await bulk(
		tx,
		sql`insert into audit_event (at, kind, by_account, about_account, programme_id, address, details)
		select ${begun}::timestamptz, 'programmeMade', 'ac_b1', null, 'pg_b' || n, '', '{}'::jsonb from generate_series(1, ${size.programmes}::int) n
		union all select ${begun}::timestamptz + n * (${now.toISOString()}::timestamptz - ${begun}::timestamptz) / (${size.people}::int * 250), 'signedIn', 'ac_b' || (n % ${size.people}::int + 1), 'ac_b' || (n % ${size.people}::int + 1), null, '10.0.0.1', '{}'::jsonb
		from generate_series(1, ${size.people}::int * 250) n`
	);
}

async function makeNotices({ tx, size, now }: Making): Promise<void> {
	await bulk(
		tx,
		sql`insert into notice (id, account_id, kind, plan_id, milestone_id, by_account, facts, once, at, read_at, mailed_at)
		select 'no_b' || a || '-' || n, 'ac_b' || a, (array['moved', 'assigned', 'reply'])[n % 3 + 1], 'pl_b' || plan, 'ms_b' || plan || '-' || (1 + ${draw(sql`'milestone' || a || '-' || n`, size.milestones)}),
			'ac_b1', '{}', 'bench ' || n, at, case when n > 12 then at + interval '1 day' end, at
		from (select a, n, 1 + ${draw(sql`'plan' || a || '-' || n`, size.programmes)} as plan, ${now.toISOString()}::timestamptz - n * interval '3 days' as at from generate_series(1, ${size.people}::int) a, generate_series(1, 200) n) told`
	);
}
