/** Somebody's notices as pages and mails show them: only those of plans they may read now (T8, N2). */
import { and, count, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { notice } from '#drizzle/notices.server.ts';
import { account, kpi, milestone, person, plan, programme } from '#drizzle/schema.server.ts';
import { commentHref, type ThreadSubject } from '#lib/plan/conversation.ts';
import { parseInstant } from '#lib/plan/instants.ts';
import type { CommentId, KpiId, MilestoneId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { noticeWords } from '#lib/plan/notice-words.ts';
import type { NoticeFacts, NoticeKind, NoticeView } from '#lib/plan/notices.ts';
import type { User } from '#lib/plan/rules.ts';
import { readableProgrammes } from './programmes.ts';
import type { Database } from './query.ts';

export interface NoticePage {
	/** Those of one group together, the group with the newest first. */
	notices: NoticeView[];
	/** To be handed back as `before` for the older ones; null when there are none. */
	older: string | null;
}

/** A page of somebody's notices. @param before `older` of the page before */
export async function noticesOf(db: Database, user: User, { limit = 50, before = null }: { limit?: number; before?: string | null } = {}): Promise<NoticePage> {
	const cursor = cursorOf(before);
	const rows = await read(db, user, cursor ? sql`(${notice.at}, ${notice.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id})` : undefined, limit + 1);
	const last = rows.length > limit ? rows[limit - 1] : undefined;
	return { notices: grouped(rows.slice(0, limit).map(viewOf)), older: last ? `${last.at.toISOString()} ${last.id}` : null };
}

/** The notices of these ids that somebody may read now, as a mail tells them. */
export async function noticesById(db: Database, user: User, ids: readonly string[]): Promise<NoticeView[]> {
	if (ids.length === 0) return [];
	return grouped((await read(db, user, inArray(notice.id, [...ids]), ids.length)).map(viewOf));
}

/** How many they have not read. */
export async function unreadCount(db: Database, user: User): Promise<number> {
	const plans = await plansOf(db, user);
	if (plans.length === 0) return 0;
	const [row] = await db.select({ unread: count() }).from(notice).where(and(eq(notice.accountId, user.account), isNull(notice.readAt), inArray(notice.planId, plans)));
	return row?.unread ?? 0;
}

async function plansOf(db: Database, user: User): Promise<PlanId[]> {
	return (await readableProgrammes(db, user)).map(({ planId }) => planId);
}

interface Row {
	id: string;
	kind: NoticeKind;
	planId: PlanId;
	milestoneId: MilestoneId | null;
	kpiId: KpiId | null;
	threadId: ThreadId | null;
	commentId: CommentId | null;
	facts: NoticeFacts;
	at: Date;
	readAt: Date | null;
	by: string | null;
	ref: string | null;
	title: string | null;
	kpi: string | null;
	slug: string;
	programme: string;
}

async function read(db: Database, user: User, where: SQL | undefined, limit: number): Promise<Row[]> {
	const plans = await plansOf(db, user);
	if (plans.length === 0) return [];
	return db
		.select({
			id: notice.id,
			kind: notice.kind,
			planId: notice.planId,
			milestoneId: notice.milestoneId,
			kpiId: notice.kpiId,
			threadId: notice.threadId,
			commentId: notice.commentId,
			facts: notice.facts,
			at: notice.at,
			readAt: notice.readAt,
			by: person.name,
			ref: milestone.ref,
			title: milestone.title,
			kpi: kpi.title,
			slug: programme.slug,
			programme: programme.name
		})
		.from(notice)
		.innerJoin(plan, eq(plan.id, notice.planId))
		.innerJoin(programme, eq(programme.id, plan.programmeId))
		.leftJoin(milestone, and(eq(milestone.planId, notice.planId), eq(milestone.id, notice.milestoneId)))
		.leftJoin(kpi, and(eq(kpi.planId, notice.planId), eq(kpi.id, notice.kpiId)))
		.leftJoin(account, eq(account.id, notice.byAccount))
		.leftJoin(person, eq(person.id, account.personId))
		.where(and(eq(notice.accountId, user.account), inArray(notice.planId, plans), where))
		.orderBy(desc(notice.at), desc(notice.id))
		.limit(limit);
}

function viewOf(row: Row): NoticeView {
	const { words, more } = noticeWords(row.kind, row.facts, { by: row.by, about: aboutOf(row), title: row.title });
	return { id: row.id, kind: row.kind, words, more, href: hrefOf(row), programme: row.programme, at: row.at.toISOString(), read: row.readAt !== null, group: groupOf(row) };
}

function aboutOf({ milestoneId, kpiId, ref, title, kpi: measure, programme: name }: Row): string {
	if (milestoneId !== null) return ref || (title ? `“${title}”` : 'a milestone');
	if (kpiId !== null) return measure ? `the KPI “${measure}”` : 'a KPI';
	return `the ${name} workplan`;
}

function hrefOf({ kind, slug, milestoneId, kpiId, threadId, commentId }: Row): string {
	if (threadId !== null) return commentHref(slug, subjectOf(milestoneId, kpiId), threadId, commentId ?? undefined);
	if (kind === 'round') return `/programmes/${slug}/updates`;
	if (milestoneId !== null) return `/programmes/${slug}/plan?milestone=${milestoneId}`;
	return `/programmes/${slug}/${kpiId === null ? 'discussion' : `kpis?kpi=${kpiId}`}`;
}

function subjectOf(milestoneId: MilestoneId | null, kpiId: KpiId | null): ThreadSubject {
	if (milestoneId !== null) return { on: 'milestone', milestone: milestoneId, field: null };
	return kpiId === null ? { on: 'plan' } : { on: 'kpi', kpi: kpiId };
}

function groupOf({ kind, planId, milestoneId, threadId }: Row): string {
	if (threadId !== null) return `thread ${threadId}`;
	return kind === 'moved' ? `moved ${planId} ${milestoneId ?? ''}` : `${kind} ${planId}`;
}

function grouped(newestFirst: NoticeView[]): NoticeView[] {
	return [...Map.groupBy(newestFirst, ({ group }) => group).values()].flat();
}

function cursorOf(written: string | null): { at: Date; id: string } | null {
	const [, at, id] = /^(\S+) (no_[\w-]{1,40})$/.exec(written ?? '') ?? [];
	const instant = parseInstant(at);
	return instant && id !== undefined ? { at: instant, id } : null;
}
