/** Who is told that a milestone's date moved: its leads, those who follow it, and leads of what waits for it. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { notice } from '#drizzle/notices.server.ts';
import type { Day } from '#lib/plan/dates.ts';
import { OPEN_STATUSES } from '#lib/plan/fields.ts';
import type { AccountId, MilestoneId, PlanId } from '#lib/plan/ids.ts';
import type { NoticeFacts } from '#lib/plan/notices.ts';
import { listOf } from './figures.ts';
import { notify } from './notices.ts';
import { databaseClock } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';

export interface Move {
	planId: PlanId;
	milestone: MilestoneId;
	from: Day | null;
	to: Day | null;
	/** Of the log, where it ended. */
	seq: number;
	by: AccountId | null;
}

interface Concerned {
	account: AccountId;
	why: 'leads' | 'follows' | 'waits';
	/** The milestone that is theirs: the moved one, or the one that waits for it. */
	plan: PlanId;
	milestone: MilestoneId;
	/** Reference of the moved one. */
	ref: string;
}

/** Tells each of them once, for the first reason there is. */
export async function tellOfMove(tx: Database, move: Move): Promise<void> {
	const told = new Set<AccountId>(move.by === null ? [] : [move.by]);
	for (const each of await concerned(tx, move)) {
		if (told.has(each.account)) continue;
		told.add(each.account);
		await tell(tx, move, each);
	}
}

async function concerned(tx: Database, { planId, milestone }: Move): Promise<Concerned[]> {
	return rowsOf<Concerned>(
		tx,
		sql`with moved as (select plan_id, id, coalesce(nullif(ref, ''), '“' || title || '”') as ref from milestone where plan_id = ${planId} and id = ${milestone} and not archived)
		select a.id as account, 'leads' as why, v.plan_id as plan, v.id as milestone, v.ref, 1 as place
			from moved v join milestone_lead l on l.plan_id = v.plan_id and l.milestone_id = v.id join account a on a.person_id = l.person_id
		union all
		select f.account_id, 'follows', v.plan_id, v.id, v.ref, 2 from moved v join follow f on f.plan_id = v.plan_id and f.milestone_id = v.id
		union all
		select a.id, 'waits', w.plan_id, w.id, v.ref, 3
			from moved v join milestone_dependency d on d.on_plan_id = v.plan_id and d.on_milestone_id = v.id
			join milestone w on w.plan_id = d.plan_id and w.id = d.milestone_id and not w.archived and w.status in (${listOf(OPEN_STATUSES)})
			join milestone_lead l on l.plan_id = w.plan_id and l.milestone_id = w.id join account a on a.person_id = l.person_id
		order by place, plan, milestone, account`
	);
}

async function tell(tx: Database, { planId, milestone, from, to, seq, by }: Move, { account, why, plan, milestone: theirs, ref }: Concerned): Promise<void> {
	const because: Pick<NoticeFacts, 'because'> = why === 'waits' ? { because: { waits: ref } } : why === 'follows' ? { because: 'follows' } : {};
	// Whoever waits for another programme's milestone sees its reference and date, but not who works there.
	const named = plan === planId ? by : null;
	const before = await unheeded(tx, { account, plan, milestone: theirs, by: named, because: because.because });
	if (before && (before.facts.to ?? null) === from) {
		if ((before.facts.from ?? null) === to) return void (await tx.delete(notice).where(eq(notice.id, before.id)));
		return void (await tx.update(notice).set({ facts: { ...before.facts, to }, at: databaseClock() }).where(eq(notice.id, before.id)));
	}
	await notify(tx, { to: [account], kind: 'moved', planId: plan, milestoneId: theirs, by: named, facts: { from, to, ...because }, once: `moved ${planId} ${milestone} ${seq}` });
}

interface Same {
	account: AccountId;
	plan: PlanId;
	milestone: MilestoneId;
	by: AccountId | null;
	because: NoticeFacts['because'];
}

/** A notice of the same story that was neither read nor mailed yet: it takes the new date, so that a date that is tried out is told once. */
async function unheeded(tx: Database, { account, plan, milestone, by, because }: Same): Promise<{ id: string; facts: NoticeFacts } | undefined> {
	const [row] = await tx
		.select({ id: notice.id, facts: notice.facts })
		.from(notice)
		.where(
			and(
				eq(notice.accountId, account),
				eq(notice.kind, 'moved'),
				eq(notice.planId, plan),
				eq(notice.milestoneId, milestone),
				isNull(notice.readAt),
				isNull(notice.mailedAt),
				sql`${notice.byAccount} is not distinct from ${by}`,
				sql`${notice.facts} -> 'because' is not distinct from ${because === undefined ? null : JSON.stringify(because)}::jsonb`
			)
		)
		.orderBy(desc(notice.at), desc(notice.id))
		.limit(1)
		.for('update');
	return row;
}
