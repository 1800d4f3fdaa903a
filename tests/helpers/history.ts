/** A portfolio that lives through months at random: plans are edited, challenged, confirmed and approved, each at its time. */
import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { plan, planClient, programmeRole } from '#drizzle/schema.server.ts';
import { CONFIDENCE_LEVELS } from '#lib/plan/confidence.ts';
import type { ThreadSubject } from '#lib/plan/conversation.ts';
import { addDays, dayInLondon, endOfDayInLondon, type Day } from '#lib/plan/dates.ts';
import { addEntity, idsOf, proseOf, setField } from '#lib/plan/document.ts';
import { LEAD_KINDS, STATUSES } from '#lib/plan/fields.ts';
import { dependencyKey, newId, type MilestoneId, type PlanId, type ThreadId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { approveBaseline, createCheckpoint } from '#server/store/checkpoints.ts';
import { moveChallenge, type ChallengeMove } from '#server/store/challenges.ts';
import { giveConfidence } from '#server/store/confidence.ts';
import { confirm } from '#server/store/confirmations.ts';
import type { Database } from '#server/store/database.ts';
import { loadPlan } from '#server/store/load.ts';
import { beginRound, endRound } from '#server/store/round-commands.ts';
import { readRound } from '#server/store/rounds.ts';
import { beginThread, reply } from '#server/store/thread-commands.ts';
import { Room } from '#server/sync/room.ts';
import { newRequest } from './conversation.ts';
import { CANCER, FRAGILE, makePortfolio, USERS } from './portfolio.ts';

const HOUR = 3_600_000;
const BEGINS: Day = '2026-01-05';

/** Numbers from 0 to below 1 that are the same for every run. */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

export class History {
	/** The time of the newest thing that happened. */
	at = new Date(`${BEGINS}T09:00:00Z`);
	readonly db: Database;
	private readonly random: () => number;
	private readonly rooms = new Map<PlanId, Room>();
	private readonly threads: { planId: PlanId; id: ThreadId }[] = [];
	private readonly checkpoints = new Map<PlanId, number>();

	constructor(db: Database, seed: number) {
		this.db = db;
		this.random = randomFrom(seed);
	}

	/** Writes the portfolio and opens its two plans. */
	async begin(): Promise<void> {
		await makePortfolio(this.db);
		await this.db.insert(programmeRole).values({ accountId: USERS.nobody.account, programmeId: CANCER.id, role: 'clinical' });
		for (const [index, { plan: id }] of [CANCER, FRAGILE].entries()) {
			await this.db.update(plan).set({ lastAt: this.at }).where(eq(plan.id, id));
			await this.db.insert(planClient).values({ planId: id, client: index + 1, accountId: null });
			const loaded = await loadPlan(this.db, id);
			if (!loaded) throw new Error(`There is no plan ${id}`);
			this.rooms.set(id, new Room({ db: this.db, loaded, onCommitted: () => undefined, onLost: () => undefined }));
		}
	}

	close(): void {
		for (const room of this.rooms.values()) room.destroy();
	}

	/** Lets so many random things happen, some hours apart. */
	async live(steps: number): Promise<void> {
		for (let step = 0; step < steps; step += 1) await this.happens();
	}

	/** Lets the day end; returns it. */
	endDay(): Day {
		const day = dayInLondon(this.at);
		this.at = new Date(endOfDayInLondon(day).getTime());
		return day;
	}

	/** Makes an edit at the next time. @param by its programme's manager without it */
	async edit(planId: PlanId, make: (doc: Y.Doc) => void, by: User = planId === CANCER.plan ? USERS.manager : USERS.fragile): Promise<void> {
		this.at = new Date(this.at.getTime() + 1 + Math.floor(this.random() * 20 * HOUR));
		await this.editNow(planId, make, by);
	}

	/** Makes an edit at this very time. */
	async editNow(planId: PlanId, make: (doc: Y.Doc) => void, by: User = planId === CANCER.plan ? USERS.manager : USERS.fragile): Promise<void> {
		await this.rooms.get(planId)?.edit(by.account, make, this.at);
	}

	private pick<Each>(list: readonly Each[]): Each {
		const picked = list[Math.floor(this.random() * list.length)];
		if (picked === undefined) throw new Error('There is nothing to choose from');
		return picked;
	}
	private chance(share: number): boolean {
		return this.random() < share;
	}
	private dayNear(): Day {
		return addDays(dayInLondon(this.at), Math.floor(this.random() * 200) - 60);
	}

	private async happens(): Promise<void> {
		const planId = this.chance(0.7) ? CANCER.plan : FRAGILE.plan;
		const milestones = idsOf(this.docOf(planId), 'milestone');
		if (milestones.length === 0 || this.chance(0.12)) return this.edit(planId, (doc) => this.adds(doc));
		const draw = this.random();
		if (draw < 0.5) return this.edit(planId, (doc) => this.changes(doc, this.pick(milestones)));
		if (draw < 0.62) return this.edit(planId, (doc) => this.changesBeside(doc, this.pick(milestones)));
		this.at = new Date(this.at.getTime() + HOUR);
		await this.says(planId, this.pick(milestones));
	}

	/** The committed document of a plan, to be read. */
	docOf(planId: PlanId): Y.Doc {
		const room = this.rooms.get(planId);
		if (!room) throw new Error(`${planId} is not open`);
		return room.committed;
	}

	private adds(doc: Y.Doc): void {
		const title = `Thing ${Math.floor(this.random() * 1000)}`;
		const kind = this.random();
		if (kind < 0.2) return addEntity(doc, 'priority', newId('pr'), { title, order: this.pick(['a0', 'a1', 'a2']) });
		if (kind < 0.45) return addEntity(doc, 'kpi', newId('kpi'), { title, unit: '%', target: this.chance(0.5) ? { value: Math.floor(this.random() * 50), by: null } : null });
		addEntity(doc, 'milestone', newId('ms'), { title, order: 'a0', status: this.pick(STATUSES), forecast: this.chance(0.8) ? this.dayNear() : null, description: 'To begin with' });
	}

	private changes(doc: Y.Doc, id: MilestoneId): void {
		const set = (field: string, value: unknown, member?: string) => void setField(doc, { entity: 'milestone', id, field, ...(member ? { member } : {}) }, value);
		const person = this.pick(['pe_manager', 'pe_reader', 'pe_reviewer']);
		const prose = proseOf(doc, { entity: 'milestone', id, field: this.pick(['description', 'commentary']) });
		const kpis = idsOf(doc, 'kpi');
		const priorities = idsOf(doc, 'priority');
		this.pick([
			() => (set('forecast', this.chance(0.9) ? this.dayNear() : null), this.chance(0.5) && set('dateReason', `Because ${Math.floor(this.random() * 100)}`)),
			() => set('forecast', this.dayNear()),
			() => set('status', this.pick(STATUSES)),
			() => (set('status', 'complete'), set('actual', dayInLondon(this.at))),
			() => set('title', `Title ${Math.floor(this.random() * 5)}`),
			() => set('doneWhen', `Done ${Math.floor(this.random() * 3)}`),
			() => set('archived', this.chance(0.5)),
			() => set('leads', this.chance(0.7) ? this.pick(LEAD_KINDS) : undefined, person),
			() => set('places', this.chance(0.7) ? this.pick(STATUSES) : undefined, 'luton'),
			() => kpis.length > 0 && set('kpis', { effect: 'increase', lagMonths: 3 }, this.pick(kpis)),
			() => priorities.length > 0 && set('priority', this.pick(priorities)),
			() => prose?.insert(Math.floor(this.random() * (prose.length + 1)), 'and so on '),
			() => prose && prose.length > 4 && prose.delete(1, 3),
			() => set('dependsOn', true, dependencyKey(FRAGILE.plan, this.pick(idsOf(this.docOf(FRAGILE.plan), 'milestone').concat(id))))
		])();
	}

	private changesBeside(doc: Y.Doc, otherwise: MilestoneId): void {
		const entity = this.pick(['kpi', 'priority'] as const);
		const ids = idsOf(doc, entity);
		if (ids.length === 0) return this.changes(doc, otherwise);
		const set = (field: string, value: unknown) => void setField(doc, { entity, id: this.pick(ids), field }, value);
		this.pick([
			() => set('title', `Called ${Math.floor(this.random() * 1000)}`),
			() => set('archived', this.chance(0.4)),
			() => (entity === 'kpi' ? set('target', this.chance(0.5) ? { value: Math.floor(this.random() * 50), by: null } : null) : set('order', this.pick(['a0', 'a1', 'a2'])))
		])();
	}

	/** Whatever is refused, such as answering a challenge that is closed, simply does not happen. */
	private async says(planId: PlanId, milestone: MilestoneId): Promise<void> {
		const { db, at } = this;
		const [lead, reviewer] = [planId === CANCER.plan ? USERS.manager : USERS.fragile, USERS.reviewer];
		const talk = { planId, body: `Words ${newRequest()}`, mentions: [], requestId: newRequest(), at };
		const thread = this.threads.length > 0 ? this.pick(this.threads) : null;
		await this.pick([
			() => giveConfidence(db, { user: lead, planId, milestone: this.chance(0.5) ? milestone : null, kind: 'delivery', level: this.pick(CONFIDENCE_LEVELS), reason: 'So it seems', requestId: newRequest(), at }),
			() => giveConfidence(db, { user: USERS.nobody, planId, milestone: this.chance(0.5) ? milestone : null, kind: 'clinical', level: this.pick(CONFIDENCE_LEVELS), reason: 'So it seems', requestId: newRequest(), at }),
			async () => {
				const kpis = idsOf(this.docOf(planId), 'kpi');
				const subject: ThreadSubject = kpis.length > 0 && this.chance(0.3) ? { on: 'kpi', kpi: this.pick(kpis) } : { on: 'milestone', milestone, field: null };
				const raised = await beginThread(db, { ...talk, user: reviewer, subject, challenge: { letter: null, owner: null, due: addDays(dayInLondon(at), 10) } });
				if (raised.ok) this.threads.push({ planId, id: raised.value.id });
			},
			() => thread && reply(db, { ...talk, ...thread, user: thread.planId === CANCER.plan ? USERS.manager : USERS.fragile, threadId: thread.id, answers: true }),
			() => thread && moveChallenge(db, { user: reviewer, planId: thread.planId, threadId: thread.id, to: this.pick<ChallengeMove>(['closed', 'closed', 'sentBack', 'reopened']), at }),
			() => this.freezes(planId),
			() => beginRound(db, { user: lead, planId, due: addDays(dayInLondon(at), Math.floor(this.random() * 5)), note: '', at }),
			() => confirm(db, { user: lead, planId, milestoneId: milestone, at }),
			async () => {
				const { newest } = await readRound(db, planId);
				if (newest) await endRound(db, { user: lead, planId, roundId: newest.id, at });
			}
		])();
	}

	private async freezes(planId: PlanId): Promise<void> {
		const { db, at } = this;
		const lead = planId === CANCER.plan ? USERS.manager : USERS.fragile;
		const no = (this.checkpoints.get(planId) ?? 0) + 1;
		this.checkpoints.set(planId, no);
		const frozen = await createCheckpoint(db, { user: lead, planId, name: `Checkpoint ${no}`, at });
		if (!frozen.ok) return;
		// Approved some days after it was frozen: the baseline counts from its approval.
		this.at = new Date(at.getTime() + 30 * HOUR);
		for (const user of [lead, USERS.reviewer]) await approveBaseline(db, { user, planId, checkpointId: frozen.value.id, reason: 'Agreed', at: this.at });
	}
}
