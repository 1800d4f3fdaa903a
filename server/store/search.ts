/**
 * Search over what somebody may see: Postgres full text on the expressions of
 * drizzle/search.server.ts, so that its indexes serve. Which plans that are is asked first, and
 * every query is limited to them, counts included (T8).
 */
import { sql, type SQL } from 'drizzle-orm';
import { kpi, milestone, person, post } from '#drizzle/schema.server.ts';
import { comment } from '#drizzle/conversation.server.ts';
import { commentWords, kpiWords, milestoneTitle, milestoneWords, personWords } from '#drizzle/search.server.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { MOST_OF_A_KIND, MOST_OF_ONE_KIND, SEARCH_KINDS, readReference, searchWords, type SearchGroup, type SearchKind, type SearchResult } from '#lib/plan/search.ts';
import { listOf } from './figures.ts';
import { readableProgrammes } from './programmes.ts';
import { rowsOf, type Database } from './query.ts';
import { queriesOf, saysReference, type SearchQuery } from './search-query.ts';
import { commentResult, kpiResult, marked, milestoneResult, personResult, type CommentRow, type KpiRow, type MilestoneRow, type PersonRow } from './search-results.ts';

const LONGEST_MS = 2_000;
/** Of so many matches the best are chosen; ranking reads each one's whole text. */
const RANKED = 300;

export type Found = { ok: true; groups: SearchGroup[] } | { ok: false; message: string };

export interface SearchFor {
	typed: string;
	/** Only this kind; all of them without it. */
	kind?: SearchKind;
	/** Of each kind; 8 unless told, at most 30. */
	limit?: number;
}

/**
 * What somebody finds: one group for each kind, the best first. Too little to search for, and a
 * person without any role, find nothing; nothing that is typed is an error.
 */
export async function search(db: Database, user: User, { typed, kind, limit = MOST_OF_A_KIND }: SearchFor): Promise<Found> {
	const kinds = kind ? [kind] : SEARCH_KINDS;
	const words = searchWords(typed);
	const none = (): Found => ({ ok: true, groups: kinds.map((each) => ({ kind: each, results: [], more: false })) });
	if (words === '' || !can(user, 'see-portfolio')) return none();
	const most = Math.max(1, Math.min(limit, MOST_OF_ONE_KIND));
	try {
		return await db.transaction(
			async (tx) => {
				// Reading every row means making the words of every text anew, which costs far more than the planner believes.
				await tx.execute(sql`select set_config('statement_timeout', ${String(LONGEST_MS)}, true), set_config('enable_seqscan', 'off', true)`);
				const plans = (await readableProgrammes(tx, user)).map((programme) => programme.planId);
				const query = await queriesOf(tx, words, readReference(words), plans);
				const groups: SearchGroup[] = [];
				for (const each of kinds) {
					const results = await FIND[each](tx, query, plans, most + 1);
					groups.push({ kind: each, results: results.slice(0, most), more: results.length > most });
				}
				return { ok: true, groups };
			},
			{ accessMode: 'read only' }
		);
	} catch (error) {
		if (wasTooLong(error)) return { ok: false, message: 'The search took too long and was stopped. Search for a longer or rarer word.' };
		throw error;
	}
}

type Find = (tx: Database, query: SearchQuery, plans: readonly PlanId[], most: number) => Promise<SearchResult[]>;
const FIND: Record<SearchKind, Find> = { milestone: milestones, kpi: kpis, person: people, comment: comments };

/** An exact reference first, even of archived work; then titles before prose, and archived work last. */
async function milestones(tx: Database, query: SearchQuery, plans: readonly PlanId[], most: number): Promise<SearchResult[]> {
	if (plans.length === 0 || (query.english === null && !query.reference)) return [];
	const words = milestoneWords(milestone);
	const { exact, begins } = query.reference ?? { exact: null, begins: null };
	const inWords = query.english === null ? sql`false` : sql`(${words} @@ ${query.english}::tsquery and ${saysReference(query, sql`milestone.done_when || ' ' || milestone.ask || ' ' || milestone.description || ' ' || milestone.commentary`)})`;
	const inTitle = query.english === null ? sql`false` : sql`${milestoneTitle(milestone)} @@ ${query.english}::tsquery`;
	const prose = [sql`milestone.done_when`, sql`milestone.ask`, sql`milestone.description`, sql`milestone.commentary`];
	// The first of each kind by its own index: "offset 0" keeps the planner from going by the plans and reading every text. What stands in a title is asked of these few, not of all that match.
	const first = (which: SQL, order: SQL) => sql`(select hit.plan_id, hit.id from (select milestone.plan_id, milestone.id, milestone.ref, milestone.archived, milestone.updated_at from milestone where ${which} offset 0) hit
		where hit.plan_id in (${listOf(plans)}) order by ${order} hit.archived, hit.updated_at desc limit ${RANKED})`;
	// What a title says the whole says too, unless something is asked not to be there.
	const wholly = query.reference !== null || query.english?.includes('!');
	const candidates = query.english === null ? [] : [first(wholly ? sql`${inTitle} and ${inWords}` : inTitle, sql``), first(inWords, sql``)];
	if (query.reference) candidates.push(first(sql`(milestone.ref = ${exact}::text or milestone.ref like ${begins}::text)`, sql`hit.ref = ${exact}::text desc,`));
	const rows = await rowsOf<MilestoneRow>(
		tx,
		sql`with candidate as (${sql.join(candidates, sql` union `)}), matched as (
			select milestone.plan_id, milestone.id, milestone.archived, coalesce(milestone.ref = ${exact}::text, false) as exact, case when milestone.ref like ${begins}::text then 1 when ${inTitle} then 2 else 3 end as class
			from candidate join milestone on milestone.plan_id = candidate.plan_id and milestone.id = candidate.id
			order by exact desc, archived, class, milestone.updated_at desc limit ${RANKED}
		), best as (
			select matched.*, ${query.english === null ? sql`0` : sql`ts_rank(${words}, ${query.english}::tsquery)`} as rank
			from matched join milestone on milestone.plan_id = matched.plan_id and milestone.id = matched.id
			order by matched.exact desc, matched.archived, matched.class, rank desc, milestone.ref, milestone.id limit ${most}
		)
		select milestone.id, milestone.ref, milestone.title, milestone.archived, p.slug, p.name as programme,
			${marked(sql`milestone.title`, query)} as marked_title, array_to_json(array[${sql.join(prose.map((text) => marked(text, query)), sql`, `)}])::text as passages,
			array_to_json(array[${sql.join(prose, sql`, `)}])::text as prose
		from best join milestone on milestone.plan_id = best.plan_id and milestone.id = best.id
		join plan pl on pl.id = milestone.plan_id join programme p on p.id = pl.programme_id
		order by best.exact desc, best.archived, best.class, best.rank desc, milestone.ref, milestone.id`
	);
	return rows.map((row) => milestoneResult(row, query));
}

async function kpis(tx: Database, query: SearchQuery, plans: readonly PlanId[], most: number): Promise<SearchResult[]> {
	if (plans.length === 0 || query.english === null) return [];
	const words = kpiWords(kpi);
	const rows = await rowsOf<KpiRow>(
		tx,
		sql`select kpi.id, kpi.title, kpi.archived, p.slug, p.name as programme, kpi.unit, ${marked(sql`kpi.title`, query)} as marked_title,
			array_to_json(array[${marked(sql`kpi.note`, query)}, ${marked(sql`kpi.source`, query)}])::text as passages, array_to_json(array[kpi.note, kpi.source])::text as prose
		from kpi join plan pl on pl.id = kpi.plan_id join programme p on p.id = pl.programme_id
		where kpi.plan_id in (${listOf(plans)}) and ${words} @@ ${query.english}::tsquery and ${saysReference(query, sql`kpi.title || ' ' || kpi.note`)}
		order by kpi.archived, to_tsvector('english', kpi.title) @@ ${query.english}::tsquery desc, ts_rank(${words}, ${query.english}::tsquery) desc, kpi.title, kpi.id limit ${most}`
	);
	return rows.map((row) => kpiResult(row, query));
}

/** By name, organisation, and the titles of the posts they hold or held; never by their address. */
async function people(tx: Database, query: SearchQuery, _plans: readonly PlanId[], most: number): Promise<SearchResult[]> {
	if (query.simple === null || query.reference) return [];
	const asked = sql`${query.simple}::tsquery`;
	const ofPost = sql`to_tsvector('simple', ${post.title} || ' ' || ${post.organisation})`;
	const rows = await rowsOf<PersonRow>(
		tx,
		sql`with matched as (
			select person.id from person where ${personWords(person)} @@ ${asked}
			union select held.person_id from post_holder held join post on post.id = held.post_id where ${ofPost} @@ ${asked}
		)
		select person.id, person.name, person.organisation, ${marked(sql`person.name`, query, 'simple')} as marked_name,
			coalesce((select array_to_json(array_agg(post.title order by post.title)) from post_holder held join post on post.id = held.post_id
				where held.person_id = person.id and (held.until_day is null or held.until_day > (now() at time zone 'Europe/London')::date)), '[]')::text as posts
		from matched join person on person.id = matched.id
		order by to_tsvector('simple', person.name) @@ ${asked} desc, ts_rank(${personWords(person)}, ${asked}) desc, person.name, person.id limit ${most}`
	);
	return rows.map(personResult);
}

/** Of what was said, the newest among what fits best. */
async function comments(tx: Database, query: SearchQuery, plans: readonly PlanId[], most: number): Promise<SearchResult[]> {
	if (plans.length === 0 || query.english === null) return [];
	const words = commentWords(comment);
	const rows = await rowsOf<CommentRow>(
		tx,
		sql`with matched as (
			select comment.id, comment.at from comment join comment_thread t on t.id = comment.thread_id
			where t.plan_id in (${listOf(plans)}) and ${words} @@ ${query.english}::tsquery and ${saysReference(query, sql`comment.body`)}
			order by comment.at desc limit ${RANKED}
		), best as (
			select matched.id, ts_rank(${words}, ${query.english}::tsquery, 1) as rank from matched join comment on comment.id = matched.id
			order by rank desc, matched.at desc, matched.id limit ${most}
		)
		select comment.id, comment.body, ${marked(sql`comment.body`, query)} as marked_body, (extract(epoch from comment.at) * 1000)::float8 as at, who.name as author,
			t.id as thread, t.field, t.milestone_id as milestone, t.kpi_id as kpi, ch.thread_id is not null as challenge,
			m.ref, m.title as milestone_title, coalesce(m.archived, k.archived, false) as archived, k.title as kpi_title, p.slug, p.name as programme
		from best join comment on comment.id = best.id join comment_thread t on t.id = comment.thread_id
		join plan pl on pl.id = t.plan_id join programme p on p.id = pl.programme_id
		join account a on a.id = comment.account_id join person who on who.id = a.person_id
		left join challenge ch on ch.thread_id = t.id
		left join milestone m on m.plan_id = t.plan_id and m.id = t.milestone_id left join kpi k on k.plan_id = t.plan_id and k.id = t.kpi_id
		order by archived, best.rank desc, comment.at desc, comment.id`
	);
	return rows.map((row) => commentResult(row, query));
}

/** Whether Postgres ended a statement because its time was up; drivers wrap its error. */
export function wasTooLong(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return ('code' in error && error.code === '57014') || wasTooLong(error.cause);
}
