/**
 * Notices that a plan's log brings about: who was made a lead, which date moved. The log is read
 * behind a cursor, which moves in the transaction that writes the notices, so that each change is
 * told of once, whoever reads and however often (N1).
 */
import { and, eq, sql } from 'drizzle-orm';
import { noticeCursor } from '#drizzle/notices.server.ts';
import { plan } from '#drizzle/schema.server.ts';
import { ADDED } from '#lib/plan/changes.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { LeadKind } from '#lib/plan/fields.ts';
import type { AccountId, MilestoneId, PersonId, PlanId } from '#lib/plan/ids.ts';
import { listOf } from './figures.ts';
import { tellOfMove, type Move } from './move-notices.ts';
import { notify } from './notices.ts';
import { rowsOf, type Database } from './query.ts';

/** Updates of a plan that one transaction reads. */
const STEP = 200;

/** Plans whose log goes on beyond their cursor. One that has no cursor yet begins where it stands, so that what was there before is told to nobody. */
export async function plansBehind(db: Database): Promise<PlanId[]> {
	await db.execute(sql`insert into notice_cursor (plan_id, seq) select id, head_seq from plan on conflict (plan_id) do nothing`);
	const rows = await rowsOf<{ id: PlanId }>(db, sql`select p.id from plan p join notice_cursor c on c.plan_id = p.id where c.seq < p.head_seq order by p.id`);
	return rows.map(({ id }) => id);
}

/** Reads a plan's log to its end, a bounded piece in each transaction, and writes the notices. */
export async function tellOfPlan(db: Database, planId: PlanId): Promise<void> {
	while (await db.transaction((tx) => tellOfStep(tx, planId)));
}

interface ChangeRow {
	seq: number;
	id: MilestoneId;
	field: string;
	member: string;
	old: string | null;
	new: string | null;
	account: AccountId | null;
}

/** @returns whether there may be more */
async function tellOfStep(tx: Database, planId: PlanId): Promise<boolean> {
	// Whoever else reads this plan waits here, and then sees the cursor where it is by then.
	const [cursor] = await tx.select({ seq: noticeCursor.seq }).from(noticeCursor).where(eq(noticeCursor.planId, planId)).for('update');
	const [head] = await tx.select({ seq: plan.headSeq }).from(plan).where(eq(plan.id, planId));
	if (!cursor || !head || cursor.seq >= head.seq) return false;
	const upTo = Math.min(head.seq, cursor.seq + STEP);
	const changes = await rowsOf<ChangeRow>(
		tx,
		sql`select c.seq, c.entity_id as id, c.field, c.member, c.old::text as old, (case when c.field = ${ADDED} then c.new -> 'leads' else c.new end)::text as new, c.account_id as account
			from plan_change c
			where c.plan_id = ${planId} and c.seq > ${cursor.seq} and c.seq <= ${upTo} and c.entity = 'milestone' and c.field in ('forecast', 'leads', ${ADDED})
			order by c.seq, c.part`
	);
	await tellOfLeads(tx, planId, changes);
	for (const move of movesOf(planId, changes)) await tellOfMove(tx, move);
	await tx.update(noticeCursor).set({ seq: upTo }).where(and(eq(noticeCursor.planId, planId), eq(noticeCursor.seq, cursor.seq)));
	return upTo < head.seq;
}

interface NewLead {
	milestone: MilestoneId;
	person: PersonId;
	seq: number;
	by: AccountId | null;
}

/** Those who were made leads; a lead who only became another kind of lead knows the milestone already. */
function newLeads(changes: readonly ChangeRow[]): NewLead[] {
	return changes.flatMap(({ id, field, member, old, new: value, seq, account }) => {
		const became = field === 'leads' && isNothing(old) && !isNothing(value) ? [member] : field === ADDED && !isNothing(value) ? Object.keys(JSON.parse(value ?? '{}') as object) : [];
		return became.map((person) => ({ milestone: id, person: person as PersonId, seq, by: account }));
	});
}

function isNothing(json: string | null): boolean {
	return json === null || json === 'null';
}

async function tellOfLeads(tx: Database, planId: PlanId, changes: readonly ChangeRow[]): Promise<void> {
	const made = newLeads(changes);
	if (made.length === 0) return;
	// Who is a lead no more by now is told nothing.
	const rows = await rowsOf<{ milestone: MilestoneId; person: PersonId; kind: LeadKind; account: AccountId }>(
		tx,
		sql`select l.milestone_id as milestone, l.person_id as person, l.kind, a.id as account
			from milestone_lead l join account a on a.person_id = l.person_id join milestone m on m.plan_id = l.plan_id and m.id = l.milestone_id and not m.archived
			where l.plan_id = ${planId} and l.milestone_id in (${listOf(made.map(({ milestone }) => milestone))}) and l.person_id in (${listOf(made.map(({ person }) => person))})`
	);
	const now = Map.groupBy(rows, ({ milestone, person }) => `${milestone} ${person}`);
	for (const { milestone, person, seq, by } of made) {
		const standing = now.get(`${milestone} ${person}`);
		if (!standing?.[0]) continue;
		await notify(tx, { to: standing.map(({ account }) => account), kind: 'assigned', planId, milestoneId: milestone, by, facts: { lead: standing[0].kind }, once: `assigned ${planId} ${milestone} ${seq}` });
	}
}

/** The dates that moved. What one person does to one milestone in a row is one move: from where they found it to where they left it. */
function movesOf(planId: PlanId, changes: readonly ChangeRow[]): Move[] {
	const moves: Move[] = [];
	const last = new Map<MilestoneId, Move>();
	for (const { id, field, old, new: value, seq, account } of changes) {
		if (field !== 'forecast') continue;
		const before = last.get(id);
		if (before && before.by === account) {
			Object.assign(before, { to: dayOf(value), seq });
			continue;
		}
		const move = { planId, milestone: id, from: dayOf(old), to: dayOf(value), seq, by: account };
		last.set(id, move);
		moves.push(move);
	}
	return moves.filter(({ from, to }) => from !== to);
}

function dayOf(json: string | null): Day | null {
	return isNothing(json) ? null : (JSON.parse(json ?? 'null') as Day);
}
