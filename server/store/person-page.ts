/** The page of one person: posts over time, the milestones they lead and the actions they own, where the reader may read. */
import { sql } from 'drizzle-orm';
import type { Day } from '#lib/plan/dates.ts';
import type { LeadKind, Status } from '#lib/plan/fields.ts';
import type { ActionId, MilestoneId, PersonId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { isOverdueSql, listOf } from './figures.ts';
import { readableProgrammes } from './programmes.ts';
import { rowsOf, type Database } from './query.ts';

export interface PersonPost {
	title: string;
	organisation: string;
	from: Day;
	/** The first day they no longer held it; null while they do. */
	until: Day | null;
}

export interface PersonMilestone {
	id: MilestoneId;
	ref: string;
	title: string;
	programme: { slug: string; name: string };
	status: Status;
	forecast: Day | null;
	overdue: boolean;
	/** What the person is to it. */
	kind: LeadKind;
}

export interface PersonAction {
	id: ActionId;
	what: string;
	due: Day;
	/** The day it was done; null while it is open. */
	done: Day | null;
	/** Null: the programme's. */
	milestone: { id: MilestoneId; ref: string; title: string } | null;
	programme: { slug: string; name: string };
}

export interface PersonPage {
	id: PersonId;
	name: string;
	initials: string;
	organisation: string;
	/** Those held now first, then the latest. */
	posts: PersonPost[];
	/** Overdue first, then by date; finished ones last. */
	milestones: PersonMilestone[];
	/** Open ones by their due date, then those done, newest first. */
	actions: PersonAction[];
}

/**
 * The page of a person; null when there is no such person, or the reader has no role and so knows nobody.
 * Only what belongs to plans that the reader may read is in it, and nothing says how much is not (T8).
 */
export async function personPage(db: Database, reader: User, personId: PersonId, today: Day): Promise<PersonPage | null> {
	if (!can(reader, 'see-portfolio')) return null;
	const [who] = await rowsOf<Pick<PersonPage, 'id' | 'name' | 'initials' | 'organisation'>>(db, sql`select id, name, initials, organisation from person where id = ${personId}`);
	if (!who) return null;
	const posts = await rowsOf<PersonPost>(
		db,
		sql`select post.title, post.organisation, held.from_day::text as "from", held.until_day::text as "until"
		from post_holder held join post on post.id = held.post_id where held.person_id = ${personId}
		order by held.until_day desc nulls first, held.from_day desc, post.title`
	);
	const plans = (await readableProgrammes(db, reader)).map((programme) => programme.planId);
	if (plans.length === 0) return { ...who, posts, milestones: [], actions: [] };
	return { ...who, posts, milestones: await milestonesOf(db, personId, plans, today), actions: await actionsOf(db, personId, plans) };
}

interface InProgramme {
	slug: string;
	programme: string;
}

async function milestonesOf(db: Database, personId: PersonId, plans: readonly string[], today: Day): Promise<PersonMilestone[]> {
	const rows = await rowsOf<Omit<PersonMilestone, 'programme'> & InProgramme>(
		db,
		sql`select m.id, m.ref, m.title, p.slug, p.name as programme, m.status, m.forecast::text as forecast, ${isOverdueSql(today)} is true as overdue, l.kind
		from milestone_lead l join milestone m on m.plan_id = l.plan_id and m.id = l.milestone_id
		join plan pl on pl.id = m.plan_id join programme p on p.id = pl.programme_id
		where l.person_id = ${personId} and m.plan_id in (${listOf(plans)}) and not m.archived
		order by overdue desc, m.status in ('complete', 'closed'), m.forecast nulls last, p.position, m.ref, m.id`
	);
	return rows.map(({ slug, programme, ...row }) => ({ ...row, programme: { slug, name: programme } }));
}

async function actionsOf(db: Database, personId: PersonId, plans: readonly string[]): Promise<PersonAction[]> {
	const rows = await rowsOf<Pick<PersonAction, 'id' | 'what' | 'due' | 'done'> & InProgramme & { milestone_id: MilestoneId | null; ref: string | null; title: string | null }>(
		db,
		sql`select a.id, a.what, a.due::text as due, (a.done_at at time zone 'Europe/London')::date::text as done, p.slug, p.name as programme, m.id as milestone_id, m.ref, m.title
		from action a join plan pl on pl.id = a.plan_id join programme p on p.id = pl.programme_id
		left join milestone m on m.plan_id = a.plan_id and m.id = a.milestone_id
		where a.owner_id = ${personId} and a.plan_id in (${listOf(plans)}) and a.struck_at is null
		order by a.done_at is not null, a.done_at desc, a.due, a.id`
	);
	return rows.map(({ slug, programme, milestone_id: id, ref, title, ...row }) => ({
		...row,
		milestone: id === null ? null : { id, ref: ref ?? '', title: title ?? '' },
		programme: { slug, name: programme }
	}));
}
