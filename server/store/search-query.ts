/** What was typed as queries of Postgres' full text search. */
import { sql, type SQL } from 'drizzle-orm';
import type { PlanId } from '#lib/plan/ids.ts';
import { completions, unfinishedWord, type Reference } from '#lib/plan/search.ts';
import { listOf } from './figures.ts';
import { rowsOf, type Database } from './query.ts';

export interface SearchQuery {
	/** Text of a tsquery for titles and prose; null when it holds no word to look for. */
	english: string | null;
	/** The same for names. */
	simple: string | null;
	/** It is a reference of these plans, or begins one: as it is written, and as `like` has it. */
	reference: (Reference & { exact: string; begins: string }) | null;
}

/**
 * The queries of some words. What is typed as a reference is one only where a plan has its letters:
 * "covid 19" is two words.
 * @param words as `searchWords` made them
 */
export async function queriesOf(tx: Database, words: string, read: Reference | null, plans: readonly PlanId[]): Promise<SearchQuery> {
	const reference = read && plans.length > 0 ? { ...read, exact: `${read.prefix}-${read.digits.padStart(2, '0')}`, begins: `${read.prefix}-${read.digits}%` } : null;
	// In prose it stands as it is written, whatever way it was typed.
	const [row] = await rowsOf<{ english: string | null; simple: string | null; by_reference: string | null; is_reference: boolean }>(
		tx,
		sql`select ${usable(queryOf('english', words))} as english, ${usable(queryOf('simple', words))} as simple,
			${reference && reference.digits !== '' ? usable(sql`websearch_to_tsquery('english', ${reference.exact})`) : sql`null::text`} as by_reference,
			${reference ? sql`exists (select 1 from milestone m where m.plan_id in (${listOf(plans)}) and m.ref like ${`${reference.prefix}-%`})` : sql`false`} as is_reference`
	);
	if (!row) throw new Error('The words were not read');
	if (row.is_reference) return { english: row.by_reference, simple: null, reference };
	return { english: row.english, simple: row.simple, reference: null };
}

/** A condition that prose names the reference, where one was asked for: the index knows only its number. */
export function saysReference({ reference }: SearchQuery, text: SQL): SQL {
	if (!reference) return sql`true`;
	// Letters and digits only, so nothing in it means anything else to the expression.
	return sql`(${text}) ~* ${`\\m${reference.prefix}[\\s-]*0*${reference.digits}\\M`}`;
}

/** All words, the last one also as the beginning of a word while it is being typed. */
function queryOf(language: 'english' | 'simple', words: string): SQL {
	const config = sql.raw(`'${language}'`);
	const whole = sql`websearch_to_tsquery(${config}, ${words})`;
	const unfinished = unfinishedWord(words);
	if (!unfinished) return whole;
	const { before, word } = unfinished;
	// As it is, too: the beginning of a word may itself be one that the language leaves out ("in").
	const begun = [sql`to_tsquery(${config}, ${`'${word}':*`})`, sql`to_tsquery('simple', ${`'${word.toLowerCase()}':*`})`];
	if (language === 'english') begun.push(...completions(word).map((each) => sql`plainto_tsquery('english', ${each})`));
	return sql`(${whole} || (websearch_to_tsquery(${config}, ${before}) && (${sql.join(begun, sql` || `)})))`;
}

/** A query's text; null when it is empty, or only says what to leave out and so would find everything else. */
function usable(query: SQL): SQL {
	return sql`(select case when querytree(q) in ('', 'T') then null else q::text end from (select ${query} as q) asked)`;
}
