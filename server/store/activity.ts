/** Who changed what, when: pages of `plan_change`, newest first. Permission is the caller's to check. */
import { sql, type SQL } from 'drizzle-orm';
import { addDays, endOfDayInLondon, type Day } from '#lib/plan/dates.ts';
import type { MilestoneId, PersonId, PlanId } from '#lib/plan/ids.ts';
import { textChange, type TextChange } from '#lib/plan/text-change.ts';
import { changesText, inTellingOrder, wordChange, type Names } from '#lib/plan/wording.ts';
import { textsBy } from './activity-texts.ts';
import { knownSql, milestoneSql, milestonesSql, type Until } from './as-of.ts';
import { changeAuthors, changeColumns, changeOf, type ChangeColumns, type ReadChange } from './change-rows.ts';
import { namesFor } from './names.ts';
import { rowsOf, type Database } from './query.ts';

export interface ActivityFilter {
	person?: PersonId;
	milestone?: MilestoneId;
	/** First and last day in London, both included. */
	from?: Day;
	to?: Day;
}

/** A place in the log: everything older than it comes next. */
export interface ActivityCursor {
	seq: number;
	part: number;
}

export interface ActivityEntry {
	/** `seq.part` of its first change: unique within the plan. */
	id: string;
	at: Date;
	who: ReadChange['who'];
	/** The milestone it is about, with its title of now, or of the instant that is asked for. */
	milestone: { ref: string; title: string; archived: boolean } | null;
	/** What was done, one line a field; long texts with what changed in them. */
	lines: { words: string; text: TextChange | null }[];
}

export interface ActivityPage {
	entries: ActivityEntry[];
	/** Null when there is nothing older. */
	older: ActivityCursor | null;
}

const PAGE = 100;
/** No day comes before it, so everything is from it on. */
const FIRST_DAY: Day = '1900-01-01';

/**
 * A page of changes.
 * @param before where the page before ended; from the newest without it
 * @param size rows at the most; an edit is not cut in two unless it is larger than a page
 * @param until what had been changed before this instant, under the names of then (R1)
 */
export async function listActivity(db: Database, planId: PlanId, { filter = {}, before, size = PAGE, until = null }: { filter?: ActivityFilter; before?: ActivityCursor; size?: number; until?: Until } = {}): Promise<ActivityPage> {
	const conditions = [...conditionsOf(planId, filter), knownSql(sql`c.at`, until)];
	if (before) conditions.push(sql`(c.seq, c.part) < (${before.seq}::int, ${before.part}::int)`);
	const rows = await rowsOf<ChangeColumns & MilestoneColumns>(
		db,
		sql`select ${changeColumns}, m.ref as milestone_ref, m.title as milestone_title, m.archived as milestone_archived
		from plan_change c ${changeAuthors}
		left join lateral ${milestoneSql({ plan: sql`c.plan_id`, id: sql`c.entity_id` }, until)} m on c.entity = 'milestone'
		where ${sql.join(conditions, sql` and `)} order by c.seq desc, c.part desc limit ${size + 1}`
	);
	const { kept, older } = pageOf(rows.map((row) => ({ ...changeOf(row), milestone: milestoneOf(row) })), size);
	const names = (await namesFor(db, kept, until))(planId);
	const written = until ? await textsBy(db, planId, kept, until) : kept;
	return { entries: groupsOf(written).map((group) => entryOf(group, names)), older };
}

interface MilestoneColumns {
	milestone_ref: string | null;
	milestone_title: string | null;
	milestone_archived: boolean | null;
}
type Row = ReadChange & { milestone: ActivityEntry['milestone'] };

function milestoneOf(row: MilestoneColumns): ActivityEntry['milestone'] {
	if (row.milestone_title === null) return null;
	return { ref: row.milestone_ref ?? '', title: row.milestone_title, archived: row.milestone_archived ?? false };
}

function conditionsOf(planId: PlanId, { person, milestone, from, to }: ActivityFilter): SQL[] {
	// The number that a new milestone is given is part of adding it, and says nothing of its own.
	const conditions = [sql`c.plan_id = ${planId}`, sql`c.field <> 'ref'`];
	if (person) conditions.push(sql`a.person_id = ${person}`);
	if (milestone) conditions.push(sql`c.entity = 'milestone' and c.entity_id = ${milestone}`);
	if (from && from > FIRST_DAY) conditions.push(sql`c.at >= ${endOfDayInLondon(addDays(from, -1)).toISOString()}::timestamptz`);
	if (to) conditions.push(sql`c.at < ${endOfDayInLondon(to).toISOString()}::timestamptz`);
	return conditions;
}

/** Keeps whole edits: the one that the limit cuts waits for the next page, unless it is all there is. */
function pageOf(rows: Row[], size: number): { kept: Row[]; older: ActivityCursor | null } {
	if (rows.length <= size) return { kept: rows, older: null };
	const within = rows.slice(0, size);
	const cut = rows[size]?.seq;
	const whole = within.filter((row) => row.seq !== cut);
	const kept = whole.length > 0 ? whole : within;
	const last = kept.at(-1);
	return { kept, older: last ? { seq: last.seq, part: last.part } : null };
}

/** Changes of one edit to one thing read better together. Rows come newest first; within a group they are as made. */
function groupsOf(rows: readonly Row[]): Row[][] {
	const groups: Row[][] = [];
	for (const row of rows) {
		const group = groups.at(-1);
		const [first] = group ?? [];
		const together = first && first.seq === row.seq && first.entity === row.entity && first.entityId === row.entityId;
		if (group && together) group.unshift(row);
		else groups.push([row]);
	}
	return groups;
}

function entryOf(group: readonly Row[], names: Names): ActivityEntry {
	const [first] = group;
	return {
		id: `${first?.seq ?? 0}.${first?.part ?? 0}`,
		at: first?.at ?? new Date(0),
		who: first?.who ?? null,
		milestone: first?.milestone ?? null,
		lines: inTellingOrder(group).map((change) => ({
			words: wordChange(change, names),
			text: changesText(change) ? textChange(asText(change.old), asText(change.new)) : null
		}))
	};
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

export interface ActivityChoices {
	/** Everyone who has ever changed the plan. */
	people: { id: PersonId; name: string }[];
	/** Every milestone there has been, archived ones too. */
	milestones: { id: MilestoneId; ref: string; title: string; archived: boolean }[];
}

/**
 * What a plan's activity can be filtered by.
 * @param until as it was before this instant (R1)
 */
export async function activityChoices(db: Database, planId: PlanId, until: Until = null): Promise<ActivityChoices> {
	const people = rowsOf<ActivityChoices['people'][number]>(
		db,
		sql`select id, name from person where id in (
			select a.person_id from account a where exists (select 1 from plan_change c where c.plan_id = ${planId} and c.account_id = a.id and ${knownSql(sql`c.at`, until)})
		) order by name, id`
	);
	const milestones = rowsOf<ActivityChoices['milestones'][number]>(
		db,
		sql`select m.id, m.ref, m.title, m.archived from ${milestonesSql(until)} m where m.plan_id = ${planId} and m.ref <> '' order by length(m.ref), m.ref`
	);
	return { people: await people, milestones: await milestones };
}
