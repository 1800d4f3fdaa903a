/**
 * What full-text search reads of each table. The indexes and the queries name the very same
 * expression, or Postgres would not use the one for the other.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** The reference and title weigh most, then the test and the ask, then prose. */
export function milestoneWords(of: { ref: AnyPgColumn; title: AnyPgColumn; doneWhen: AnyPgColumn; ask: AnyPgColumn; description: AnyPgColumn; commentary: AnyPgColumn }): SQL {
	return sql`(setweight(to_tsvector('english', ${of.ref} || ' ' || ${of.title}), 'A') || setweight(to_tsvector('english', ${of.doneWhen} || ' ' || ${of.ask}), 'B') || setweight(to_tsvector('english', ${of.description} || ' ' || ${of.commentary}), 'C'))`;
}

/** What of it counts as its title: those that say it there are listed before those that say it in prose. */
export function milestoneTitle(of: { ref: AnyPgColumn; title: AnyPgColumn }): SQL {
	return sql`to_tsvector('english', ${of.ref} || ' ' || ${of.title})`;
}

export function kpiWords(of: { title: AnyPgColumn; source: AnyPgColumn; note: AnyPgColumn }): SQL {
	return sql`(setweight(to_tsvector('english', ${of.title}), 'A') || setweight(to_tsvector('english', ${of.source} || ' ' || ${of.note}), 'C'))`;
}

/** Names are not words of a language: no stemming, no stop words. */
export function personWords(of: { name: AnyPgColumn; organisation: AnyPgColumn }): SQL {
	return sql`(setweight(to_tsvector('simple', ${of.name}), 'A') || setweight(to_tsvector('simple', ${of.organisation}), 'C'))`;
}

export function commentWords(of: { body: AnyPgColumn }): SQL {
	return sql`to_tsvector('english', ${of.body})`;
}
