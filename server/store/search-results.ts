/** Rows of a search as results: titles, where it stands, and the passage that matched, in plain text with ranges. */
import { sql, type SQL } from 'drizzle-orm';
import { commentHref, type ThreadField, type ThreadSubject } from '#lib/plan/conversation.ts';
import { dayInLondon, formatDay } from '#lib/plan/dates.ts';
import type { CommentId, KpiId, MilestoneId, ThreadId } from '#lib/plan/ids.ts';
import { HIT_BEGINS, HIT_ENDS, markReference, partsOf, passage, textOfParts, type Part, type SearchResult } from '#lib/plan/search.ts';
import type { SearchQuery } from './search-query.ts';

interface Titled {
	id: string;
	title: string;
	marked_title: string;
	archived: boolean;
	slug: string;
	programme: string;
	/** JSON lists of the same length: the texts, and the texts with what matched marked. */
	prose: string;
	passages: string;
}
export interface MilestoneRow extends Titled {
	ref: string;
}
export interface KpiRow extends Titled {
	unit: string;
}
export interface PersonRow {
	id: string;
	name: string;
	marked_name: string;
	organisation: string;
	/** JSON list of titles. */
	posts: string;
}
export interface CommentRow {
	id: CommentId;
	body: string;
	marked_body: string;
	/** Milliseconds. */
	at: number;
	author: string;
	thread: ThreadId;
	field: ThreadField | null;
	milestone: MilestoneId | null;
	kpi: KpiId | null;
	challenge: boolean;
	ref: string | null;
	milestone_title: string | null;
	kpi_title: string | null;
	archived: boolean;
	slug: string;
	programme: string;
}

/** A text with marks around what matched, as SQL. The whole text: a shortened one would lose what looks like markup. */
export function marked(text: SQL, { english, simple }: SearchQuery, language: 'english' | 'simple' = 'english'): SQL {
	const query = language === 'english' ? english : simple;
	if (query === null) return text;
	const clean = sql`translate(${text}, ${HIT_BEGINS + HIT_ENDS}, '')`;
	return sql`ts_headline(${sql.raw(`'${language}'`)}, ${clean}, ${query}::tsquery, ${`HighlightAll=true, StartSel="${HIT_BEGINS}", StopSel="${HIT_ENDS}"`})`;
}

export function milestoneResult(row: MilestoneRow, query: SearchQuery): SearchResult {
	const titleParts = partsIn(row.title, row.marked_title, query);
	const href = `/programmes/${row.slug}/plan?milestone=${encodeURIComponent(row.ref || row.id)}`;
	return { id: row.id, title: row.title, titleParts, context: [row.ref, row.programme].filter((each) => each !== '').join(', '), excerpt: bestPassage(row, query), archived: row.archived, href };
}

export function kpiResult(row: KpiRow, query: SearchQuery): SearchResult {
	const titleParts = partsIn(row.title, row.marked_title, query);
	return { id: row.id, title: row.title, titleParts, context: row.programme, excerpt: bestPassage(row, query), archived: row.archived, href: `/programmes/${row.slug}/kpis?kpi=${row.id}` };
}

export function personResult(row: PersonRow): SearchResult {
	const posts = (JSON.parse(row.posts) as string[]).filter((title) => title !== row.name);
	const context = [...posts, row.organisation].filter((each) => each !== '').join(', ');
	const titleParts = sound(row.name, partsOf(row.marked_name));
	return { id: row.id, title: row.name, titleParts, context, excerpt: [], archived: false, href: `/people/${row.id}` };
}

export function commentResult(row: CommentRow, query: SearchQuery): SearchResult {
	const what = row.challenge ? 'Challenge on' : 'On';
	const about = row.milestone !== null ? [row.ref, row.milestone_title].filter(Boolean).join(' ') : (row.kpi_title ?? 'the workplan');
	return {
		id: row.id,
		title: row.author,
		titleParts: [{ text: row.author, hit: false }],
		context: `${what} ${about}, ${row.programme}, ${formatDay(dayInLondon(new Date(row.at)))}`,
		excerpt: passage(partsIn(row.body, row.marked_body, query)),
		archived: row.archived,
		href: commentHref(row.slug, subjectOf(row), row.thread, row.id)
	};
}

function subjectOf({ milestone, kpi, field }: CommentRow): ThreadSubject {
	if (milestone !== null) return { on: 'milestone', milestone, field };
	return kpi !== null ? { on: 'kpi', kpi } : { on: 'plan' };
}

/** The first of the texts that has a hit. */
function bestPassage({ prose, passages }: Titled, query: SearchQuery): Part[] {
	const texts = JSON.parse(prose) as string[];
	const marks = JSON.parse(passages) as string[];
	for (const [index, text] of texts.entries()) {
		const parts = partsIn(text, marks[index] ?? text, query);
		if (parts.some((part) => part.hit)) return passage(parts);
	}
	return [];
}

function partsIn(text: string, markedText: string, { reference }: SearchQuery): Part[] {
	return reference ? markReference(text, reference) : sound(text, partsOf(markedText));
}

/** What is shown is what was written, letter by letter; marks that come with other words are left out. */
function sound(text: string, parts: Part[]): Part[] {
	const line = text.replace(/\s+/g, ' ');
	if (textOfParts(parts) === line) return parts;
	return line === '' ? [] : [{ text: line, hit: false }];
}
