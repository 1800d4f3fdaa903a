/**
 * Confidence: statements that are only ever added to. Who gave one and when come from the session
 * and the database's clock; the newest of a kind counts.
 */
import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { confidence } from '#drizzle/conversation.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import { CONFIDENCE_KINDS, parseReason, readKind, readLevel, type ConfidenceKind, type ConfidenceLevel, type ConfidenceView } from '#lib/plan/confidence.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { knownSql, type Until } from './as-of.ts';
import { listOf } from './figures.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';
import { requestIdRefusal, subjectRefusal, type RecordsOf } from './record-command.ts';
import { inStanding } from './standing.ts';

export interface NewConfidence {
	user: User;
	planId: PlanId;
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	/** As sent; checked here. */
	kind: string;
	level: string;
	reason: string;
	/** Made by the writer's page, the same for every try at one statement. */
	requestId: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

const ONLY: Record<ConfidenceKind, string> = {
	delivery: 'Delivery confidence is for the programme’s lead to give.',
	clinical: 'Clinical confidence is for the programme’s clinical lead to give.'
};

/** Adds a statement, also one that says the same again: it is true as of today. Sent twice, it is kept once. */
export async function giveConfidence(db: Database, { user, planId, milestone, kind: sentKind, level: sentLevel, reason: typed, requestId, at }: NewConfidence): Promise<Answer<ConfidenceView>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		const kind = readKind(sentKind);
		if (!kind) return refused('invalid', 'Say whether it is delivery or clinical confidence.');
		if (!can(now, `${kind}-confidence`, programmeId)) return refused('no-access', ONLY[kind]);
		const level = readLevel(sentLevel);
		if (!level) return refused('invalid', 'Choose High, Medium or Low.');
		const reason = parseReason(typed);
		if (!reason.ok) return refused('invalid', reason.problem);
		const noId = requestIdRefusal(requestId);
		if (noId) return noId;

		// Asked before the milestone: a second try must be answered even if it was archived meanwhile.
		if (!(await sentBefore(tx, user, requestId))) {
			const cannot = await subjectRefusal(tx, planId, milestone);
			if (cannot) return cannot;
			await tx
				.insert(confidence)
				.values({ id: `cf_${crypto.randomUUID()}`, planId, milestoneId: milestone, kind, level, reason: reason.value, accountId: user.account, at: databaseClock(at, at ? undefined : await afterNewest(tx, planId, milestone, kind)), requestId })
				// A try that runs at the same time is waited for here, and its row is found below.
				.onConflictDoNothing({ target: [confidence.accountId, confidence.requestId] });
		}
		const kept = await sentBefore(tx, user, requestId);
		if (!kept) throw new Error('The statement was written and cannot be found');
		const { planId: keptPlan, ...view } = kept;
		const same = keptPlan === planId && view.milestone === milestone && view.kind === kind && view.level === level && view.reason === reason.value;
		return same ? done(view) : refused('conflict', 'Another statement was already sent under this request id. Send this one again.');
	});
}

/** The millisecond after the newest statement, so that two given in a row keep their order. */
async function afterNewest(tx: Database, planId: PlanId, milestone: MilestoneId | null, kind: ConfidenceKind): Promise<Date | undefined> {
	const [newest] = await tx.select({ at: confidence.at }).from(confidence).where(and(ofSubject(planId, milestone), eq(confidence.kind, kind))).orderBy(desc(confidence.at)).limit(1);
	return newest && new Date(newest.at.getTime() + 1);
}

/** Statements with their history, newest first. Permission is the caller's to check. */
export async function listConfidence(db: Database, planId: PlanId, of: RecordsOf): Promise<ConfidenceView[]> {
	const rows = await read(db, ofSubject(planId, of));
	return rows.map(({ planId: _plan, ...view }) => view);
}

function ofSubject(planId: PlanId, of: RecordsOf): SQL | undefined {
	const inPlan = eq(confidence.planId, planId);
	if (of === 'all') return inPlan;
	return and(inPlan, of === null ? isNull(confidence.milestoneId) : eq(confidence.milestoneId, of));
}

type Row = ConfidenceView & { planId: PlanId };

async function sentBefore(db: Database, user: User, requestId: string): Promise<Row | null> {
	const [row] = await read(db, and(eq(confidence.accountId, user.account), eq(confidence.requestId, requestId)));
	return row ?? null;
}

async function read(db: Database, where: SQL | undefined): Promise<Row[]> {
	const rows = await db
		.select({ id: confidence.id, planId: confidence.planId, milestone: confidence.milestoneId, kind: confidence.kind, level: confidence.level, reason: confidence.reason, at: confidence.at, name: person.name, initials: person.initials })
		.from(confidence)
		.innerJoin(account, eq(account.id, confidence.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(where)
		.orderBy(desc(confidence.at), desc(confidence.id));
	return rows.map(({ name, initials, at, ...row }) => ({ ...row, at: at.toISOString(), by: { name, initials } }));
}

/** The newest statement of a kind, and the level that stood before it. */
export interface ConfidenceStanding {
	planId: PlanId;
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	kind: ConfidenceKind;
	level: ConfidenceLevel;
	was: ConfidenceLevel | null;
	reason: string;
	/** ISO 8601. */
	at: string;
}

/**
 * What stands now, or stood, one row for each programme or milestone and kind. Which plans may be read is the caller's to say (T8).
 * @param of without milestones, which are many, where only programmes are asked for
 */
export async function confidenceNow(db: Database, planIds: readonly PlanId[], until: Until = null, of: 'all' | 'programmes' = 'all'): Promise<ConfidenceStanding[]> {
	if (planIds.length === 0) return [];
	const rows = await rowsOf<Omit<ConfidenceStanding, 'at'> & { since: number }>(
		db,
		sql`select distinct on (plan_id, milestone_id, kind) plan_id as "planId", milestone_id as milestone, kind, level,
			lead(level) over (partition by plan_id, milestone_id, kind order by at desc, id desc) as was, reason, (extract(epoch from at) * 1000)::float8 as since
		from ${of === 'all' ? sql`confidence` : newestTwoSql(until)} c where plan_id in (${listOf(planIds)}) and ${knownSql(sql`at`, until)}
		order by plan_id, milestone_id, kind, at desc, id desc`
	);
	return rows.map(({ since, ...row }) => ({ ...row, at: new Date(since).toISOString() }));
}

/** Of each programme and kind what stands and what stood before it, looked up. */
function newestTwoSql(until: Until): SQL {
	const kinds = sql.join(
		CONFIDENCE_KINDS.map((kind) => sql`(${kind})`),
		sql`, `
	);
	return sql`(select said.* from plan pl cross join (values ${kinds}) of (kind) cross join lateral (
		select * from confidence where plan_id = pl.id and milestone_id is null and kind = of.kind and ${knownSql(sql`at`, until)} order by at desc, id desc limit 2
	) said)`;
}

export type ProgrammeConfidence = Partial<Record<ConfidenceKind, Pick<ConfidenceStanding, 'level' | 'was' | 'reason' | 'at'>>>;

/** What each programme's leads say of the whole; programmes of which nobody has said anything are left out. */
export async function programmeConfidence(db: Database, planIds: readonly PlanId[], until: Until = null): Promise<Map<PlanId, ProgrammeConfidence>> {
	const found = new Map<PlanId, ProgrammeConfidence>();
	for (const { planId, kind, level, was, reason, at } of await confidenceNow(db, planIds, until, 'programmes')) {
		found.set(planId, { ...found.get(planId), [kind]: { level, was, reason, at } });
	}
	return found;
}
