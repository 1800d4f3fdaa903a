/** What the parts of the made portfolio share. */
import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '#server/store/query.ts';
import type { Size } from './portfolio.ts';

export interface Making {
	tx: Database;
	size: Size;
	now: Date;
}
export const DAY = 86_400_000;
export const YEARS = 5;

/** A whole number from 0 to below `below`, the same for the same key in every run. */
export function draw(key: SQL, below: number | SQL): SQL {
	return sql`abs(hashtext(${key})::bigint % ${typeof below === 'number' ? sql.raw(String(below)) : below})::int`;
}

const WORDS =
	'service patients pathway clinic referral screening community hospital waiting list workforce training evening weekend outreach primary care network pharmacy dental imaging diagnosis treatment recovery discharge funding procurement contract pilot evaluation dashboard data sharing agreement vacancy recruitment estates equipment mobile unit housing school transport language interpreter carers young older frailty respiratory cardiac stroke cancer diabetes maternity neonatal mental health crisis prevention smoking weight vaccination review board approval risk delay recovered agreed published opened'.split(' ');

/** So many different words there are: the ones above come most, then made ones. */
const VOCABULARY = 4_000;

/** So many words drawn for a key: the word of rank n comes 1/n as often as the first, as in prose. */
export function prose(key: SQL, words: number): SQL {
	const rank = sql`floor(exp(ln(${sql.raw(`${VOCABULARY}.0`)}) * ${draw(sql`${key} || '/' || w`, 10_000)} / 10000.0))::int`;
	return sql`(select string_agg(coalesce((array[${sql.raw(WORDS.map((word) => `'${word}'`).join(', '))}])[rank], translate(rank::text, '0123456789', 'aeioubdgkl') || 'ty'), ' ') from (select ${rank} as rank from generate_series(1, ${sql.raw(String(words))}) w) drawn)`;
}

export async function bulk(tx: Database, statement: SQL): Promise<void> {
	await tx.execute(statement);
}
