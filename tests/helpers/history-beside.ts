/** What happens beside the documents while a history goes on: readings, limits, talk, records, stated statuses and reviews, at random and each at its time. */
import { eq } from 'drizzle-orm';
import { action, comment, decision } from '#drizzle/conversation.server.ts';
import { place } from '#drizzle/schema.server.ts';
import type { ThreadSubject } from '#lib/plan/conversation.ts';
import { addDays, dayInLondon } from '#lib/plan/dates.ts';
import { idsOf, proseOf, readEntity, setField } from '#lib/plan/document.ts';
import { DIRECTIONS, STATUSES } from '#lib/plan/fields.ts';
import type { CommentId, KpiId, MilestoneId, PlaceId, PlanId, ReviewId, ThreadId } from '#lib/plan/ids.ts';
import { recordAction, setActionDone, strikeAction } from '#server/store/actions.ts';
import { listActions } from '#server/store/actions-read.ts';
import { editComment } from '#server/store/comment-edits.ts';
import { confirm } from '#server/store/confirmations.ts';
import { listDecisions, recordDecision, strikeDecision } from '#server/store/decisions.ts';
import type { GivenReading } from '#server/store/reading-checks.ts';
import { confirmReading, refuseReading, takeReadings } from '#server/store/readings.ts';
import { readingsOf, recalculationsOf } from '#server/store/readings-read.ts';
import { endRecalculation, recalculate, setLimitPoints } from '#server/store/recalculations.ts';
import { beginReview, closeReview } from '#server/store/review-commands.ts';
import { beginRound, endRound } from '#server/store/round-commands.ts';
import { readRound } from '#server/store/rounds.ts';
import { stateStatus, takeBackStatus } from '#server/store/stated-status.ts';
import { beginThread, reply, setResolved } from '#server/store/thread-commands.ts';
import { newRequest } from './conversation.ts';
import { randomFrom, type History } from './history.ts';
import { CANCER, USERS } from './portfolio.ts';

const MINUTE = 60_000;
const PLACES = ['luton', 'bedford-borough'] as PlaceId[];
const BY_HAND = { fileName: '', fileHash: '' };

export class Beside {
	private readonly history: History;
	private readonly random: () => number;
	/** For what a test adds to the history, which otherwise goes on as it would. */
	private readonly beside: () => number;
	private readonly threads: { planId: PlanId; id: ThreadId }[] = [];
	private review: ReviewId | null = null;
	private held = '';

	constructor(history: History, seed: number) {
		this.history = history;
		this.random = randomFrom(seed);
		this.beside = randomFrom(seed + 1);
	}

	/** Adds a second place; the history has begun. */
	async begin(): Promise<void> {
		await this.history.db.insert(place).values({ id: 'bedford-borough' as PlaceId, portfolioId: 'blmk', name: 'Bedford Borough', short: 'BB', kind: 'place', position: 0, code: 'E06000055' });
	}

	/** Lets something happen; what is refused simply does not. */
	async happens(planId: PlanId): Promise<void> {
		const { history } = this;
		history.at = new Date(history.at.getTime() + 1 + Math.floor(this.random() * 90 * MINUTE));
		const kpis = idsOf(history.docOf(planId), 'kpi');
		const milestones = idsOf(history.docOf(planId), 'milestone');
		const kpi = kpis.length > 0 ? this.pick(kpis) : null;
		const milestone = milestones.length > 0 ? this.pick(milestones) : null;
		const draw = this.random();
		if (kpi && draw < 0.4) return this.measures(planId, kpi);
		if (kpi && draw < 0.5) return this.defines(planId, kpi);
		if (milestone && draw < 0.56) return this.undoes(planId, milestone);
		if (draw < 0.8) return this.talks(planId, kpi, milestone);
		return this.records(planId, milestone);
	}

	private pick<Each>(list: readonly Each[]): Each {
		const picked = list[Math.floor(this.random() * list.length)];
		if (picked === undefined) throw new Error('There is nothing to choose from');
		return picked;
	}
	private leadOf(planId: PlanId) {
		return planId === CANCER.plan ? USERS.manager : USERS.fragile;
	}

	private async measures(planId: PlanId, kpi: KpiId): Promise<void> {
		const { db, at } = this.history;
		const who = { user: this.leadOf(planId), planId, at };
		const where = this.pick([null, ...PLACES]);
		const [standing, judgements] = [await readingsOf(db, planId, kpi), await recalculationsOf(db, planId, kpi)];
		const waits = standing.find(({ state }) => state === 'held');
		// What can be ended or settled is so often enough to be seen.
		if (judgements[0] && this.random() < 0.3) return void (await endRecalculation(db, { ...who, id: judgements[0].id }));
		if (waits && this.random() < 0.3) return void (await confirmReading(db, { ...who, id: waits.id }));
		await this.pick([
			() => takeReadings(db, { ...who, ...BY_HAND, rows: this.months(kpi, 24, this.pick(PLACES)) }),
			() => takeReadings(db, { ...who, ...BY_HAND, rows: this.months(kpi, 20, this.pick(PLACES)) }),
			() => takeReadings(db, { ...who, ...BY_HAND, rows: this.months(kpi, 2, this.pick(PLACES)) }),
			() => takeReadings(db, { ...who, ...BY_HAND, rows: this.months(kpi, 1, this.pick(PLACES)).map((row) => ({ ...row, value: row.value * 1000 })) }),
			() => waits && refuseReading(db, { ...who, id: waits.id, reason: 'A slip of the finger' }),
			() => recalculate(db, { ...who, kpi, place: where, from: `2025-0${this.pick([2, 5, 8])}-01`, why: 'Another way of counting' }),
			() => setLimitPoints(db, { ...who, kpi, place: where, points: this.pick([13, 15, 18, 'all' as const]), why: 'As it was before the change' })
		])();
	}

	private months(kpi: KpiId, count: number, where: PlaceId): GivenReading[] {
		const first = Math.floor(this.random() * (25 - count));
		return Array.from({ length: count }, (_each, index) => {
			const month = (offset: number, day: number) => new Date(Date.UTC(2024, first + index + offset, day)).toISOString().slice(0, 10);
			const value = 40 + Math.floor(this.random() * 20) / 2;
			return { kpi, place: where, periodStart: month(0, 1), periodEnd: month(1, 0), value, numerator: null, denominator: null, lowerCi: null, upperCi: null, status: this.pick(['final', 'provisional']), source: 'A source', extractedOn: null };
		});
	}

	private async defines(planId: PlanId, kpi: KpiId): Promise<void> {
		const set = (field: string, value: unknown, member?: string) => this.history.edit(planId, (doc) => void setField(doc, { entity: 'kpi', id: kpi, field, ...(member ? { member } : {}) }, value));
		await this.pick([
			() => set('direction', this.pick(DIRECTIONS)),
			() => set('target', { value: 30 + Math.floor(this.random() * 40), by: this.pick(['2027-03-31', null]) }),
			() => set('note', `Note ${this.random()}`),
			() => set('source', this.pick(['One source', 'Another', ''])),
			() => set('frequency', this.pick(['Monthly', 'Yearly'])),
			() => set('baselines', this.random() < 0.7 ? { value: Math.floor(this.random() * 90), asAt: '2024/25' } : undefined, this.pick(PLACES)),
			() => set('trajectory', this.random() < 0.7 ? Math.floor(this.random() * 90) : undefined, this.pick(['2026-03-31', '2026-09-30', '2027-03-31']))
		])();
	}

	/** A change and, soon after, the same taken back. */
	private async undoes(planId: PlanId, id: MilestoneId): Promise<void> {
		const { history } = this;
		const field = this.pick(['title', 'status', 'forecast', 'archived', 'ask', 'ask'] as const);
		const was = readEntity(history.docOf(planId), 'milestone', id)?.record[field];
		const others = { title: 'Something else', status: this.pick(STATUSES), forecast: addDays(dayInLondon(history.at), 300), archived: was !== true, ask: 'Agree to this' };
		await history.edit(planId, (doc) => void setField(doc, { entity: 'milestone', id, field }, others[field]));
		if (this.random() < 0.6) await history.edit(planId, (doc) => void setField(doc, { entity: 'milestone', id, field }, was));
	}

	private async talks(planId: PlanId, kpi: KpiId | null, milestone: MilestoneId | null): Promise<void> {
		const { db, at } = this.history;
		const said = { planId, user: this.leadOf(planId), body: `Words ${newRequest()}`, mentions: [], requestId: newRequest(), at };
		const own = this.threads.filter((thread) => thread.planId === planId);
		const thread = own.length > 0 ? this.pick(own) : null;
		const subject: ThreadSubject = this.pick([{ on: 'plan' as const }, ...(kpi ? [{ on: 'kpi' as const, kpi }] : []), ...(milestone ? [{ on: 'milestone' as const, milestone, field: this.pick([null, 'forecast' as const]) }] : [])]);
		await this.pick([
			async () => {
				const begun = await beginThread(db, { ...said, subject });
				if (begun.ok) this.threads.push({ planId, id: begun.value.id });
			},
			() => thread && reply(db, { ...said, threadId: thread.id }),
			() => this.rewords(planId),
			// Not reopened: that a conversation was resolved before is not kept.
			() => thread && this.random() < 0.4 && setResolved(db, { planId, user: said.user, threadId: thread.id, to: 'resolved', at })
		])();
	}

	/** The command takes its time from the clock; here it is that of the history. */
	private async rewords(planId: PlanId): Promise<void> {
		const { db } = this.history;
		const user = this.leadOf(planId);
		const own = await db.select({ id: comment.id, at: comment.at, editedAt: comment.editedAt }).from(comment).where(eq(comment.accountId, user.account));
		const sample = own.length > 0 ? this.pick(own) : null;
		if (sample && (sample.editedAt ?? sample.at) < this.history.at) await this.reword(planId, sample.id);
	}
	private async reword(planId: PlanId, id: CommentId): Promise<void> {
		const { db, at } = this.history;
		const edited = await editComment(db, { user: this.leadOf(planId), planId, commentId: id, body: `Other words ${newRequest()}`, mentions: [] });
		if (edited.ok) await db.update(comment).set({ editedAt: at }).where(eq(comment.id, id));
	}

	/** Something is said of the plan as a whole, mended twice, and sometimes resolved. */
	async mends(planId: PlanId): Promise<void> {
		const { db } = this.history;
		const user = this.leadOf(planId);
		const later = () => (this.history.at = new Date(this.history.at.getTime() + MINUTE));
		const begun = await beginThread(db, { planId, user, subject: { on: 'plan' }, body: `Words ${newRequest()}`, mentions: [], requestId: newRequest(), at: later() });
		const said = begun.ok ? begun.value.comments[0] : undefined;
		if (!begun.ok || !said) return;
		for (let times = 0; times < 2; times += 1) {
			later();
			await this.reword(planId, said.id);
		}
		if (this.beside() < 0.5) await setResolved(db, { planId, user, threadId: begun.value.id, to: 'resolved', at: later() });
	}

	private async records(planId: PlanId, milestone: MilestoneId | null): Promise<void> {
		const { db, at } = this.history;
		const lead = this.leadOf(planId);
		const day = dayInLondon(at);
		const common = { user: lead, planId, milestone: this.pick([milestone, null]), requestId: newRequest(), at };
		const open = (await listActions(db, planId, 'all')).find(({ done }) => done === null);
		await this.pick([
			() => stateStatus(db, { user: lead, planId, status: this.pick(STATUSES), reason: `Because ${this.random()}`, at }),
			() => takeBackStatus(db, { user: lead, planId, at }),
			() => recordDecision(db, { ...common, what: 'To go on', who: 'The group', forum: 'A meeting', decidedOn: day }),
			() => recordAction(db, { ...common, what: 'To do it', owner: lead.person, due: addDays(day, 14) }),
			() => open && setActionDone(db, { user: lead, planId, id: open.id, done: true, at }),
			() => this.meets(),
			() => this.meets()
		])();
	}

	/** An action and a decision are struck out. The commands take their time from the clock; here it is that of the history. */
	async strikes(planId: PlanId): Promise<void> {
		this.history.at = new Date(this.history.at.getTime() + MINUTE);
		const { db, at } = this.history;
		const user = this.leadOf(planId);
		const act = (await listActions(db, planId, 'all')).find(({ struck }) => struck === null);
		if (act && (await strikeAction(db, { user, planId, id: act.id, why: 'By mistake' })).ok) await db.update(action).set({ struckAt: at }).where(eq(action.id, act.id));
		const decided = (await listDecisions(db, planId, 'all')).find(({ struck }) => struck === null);
		if (decided && (await strikeDecision(db, { user, planId, id: decided.id, why: 'By mistake' })).ok) await db.update(decision).set({ struckAt: at }).where(eq(decision.id, decided.id));
	}

	/** Its lead states another status than the rule's. */
	async states(planId: PlanId): Promise<void> {
		this.history.at = new Date(this.history.at.getTime() + MINUTE);
		const { db, at } = this.history;
		// One of the two is not what the rule says.
		for (const status of ['offTrack', 'paused'] as const) if ((await stateStatus(db, { user: this.leadOf(planId), planId, status, reason: 'It is worse than it looks', at })).ok) return;
	}

	/** A challenge to the plan as a whole is raised and, soon after, answered. */
	async answers(planId: PlanId): Promise<void> {
		this.history.at = new Date(this.history.at.getTime() + MINUTE);
		const { db, at } = this.history;
		const said = () => ({ planId, body: `Words ${newRequest()}`, mentions: [], requestId: newRequest() });
		const raised = await beginThread(db, { ...said(), user: USERS.reviewer, subject: { on: 'plan' }, challenge: { letter: null, owner: null, due: addDays(dayInLondon(at), 10) }, at });
		this.history.at = new Date(at.getTime() + MINUTE);
		if (raised.ok) await reply(db, { ...said(), user: this.leadOf(planId), threadId: raised.value.id, answers: true, at: this.history.at });
	}

	/** Goes on with the commentary of a plan's first milestone, some seconds later. */
	async writes(planId: PlanId): Promise<void> {
		const { history } = this;
		history.at = new Date(history.at.getTime() + 1 + Math.floor(this.beside() * 20_000));
		const [id] = idsOf(history.docOf(planId), 'milestone');
		if (id) await history.editNow(planId, (doc) => proseOf(doc, { entity: 'milestone', id, field: 'commentary' })?.insert(0, `Words ${Math.floor(this.beside() * 1000)}. `));
	}

	/** A plan's newest milestone should move its first KPI. */
	async links(planId: PlanId): Promise<void> {
		this.history.at = new Date(this.history.at.getTime() + MINUTE);
		const doc = this.history.docOf(planId);
		const [milestone, kpi] = [idsOf(doc, 'milestone').at(-1), idsOf(doc, 'kpi')[0]];
		if (!milestone || !kpi) return;
		await this.history.editNow(planId, (plan) => {
			setField(plan, { entity: 'milestone', id: milestone, field: 'kpis', member: kpi }, { effect: 'increase', lagMonths: 3 });
			setField(plan, { entity: 'milestone', id: milestone, field: 'archived' }, false);
		});
	}

	/** The round that is open ends, and another begins; one of its milestones is confirmed, and another given up. */
	async asks(planId: PlanId): Promise<void> {
		this.history.at = new Date(this.history.at.getTime() + MINUTE);
		const { db, at } = this.history;
		const user = this.leadOf(planId);
		const { newest } = await readRound(db, planId);
		if (newest) await endRound(db, { user, planId, roundId: newest.id, at });
		this.history.at = new Date(at.getTime() + MINUTE);
		const begun = await beginRound(db, { user, planId, due: addDays(dayInLondon(at), 7), note: '', at: this.history.at });
		const [first, second] = begun.ok ? begun.value.milestones : [];
		this.history.at = new Date(at.getTime() + 2 * MINUTE);
		if (first) await confirm(db, { user, planId, milestoneId: first.milestone, at: this.history.at });
		if (second) await this.history.editNow(planId, (doc) => void setField(doc, { entity: 'milestone', id: second.milestone, field: 'status' }, 'closed'));
	}

	/** The plan gets another length. */
	async lasts(planId: PlanId): Promise<void> {
		this.history.at = new Date(this.history.at.getTime() + MINUTE);
		await this.history.editNow(planId, (doc) => {
			setField(doc, { entity: 'plan', id: '', field: 'starts' }, this.beside() < 0.5 ? '2024-04' : '2026-04');
			setField(doc, { entity: 'plan', id: '', field: 'months' }, this.beside() < 0.5 ? 6 : 24);
		});
	}

	/** A review is begun, and closed the next time, all of it now. */
	async meets(): Promise<void> {
		const { db, at } = this.history;
		if (this.review) {
			await closeReview(db, { user: USERS.reviewer, id: this.review, at });
			this.review = null;
			return;
		}
		const heldOn = dayInLondon(at);
		if (heldOn <= this.held) return;
		const begun = await beginReview(db, { user: USERS.reviewer, title: 'A review', heldOn, requestId: newRequest(), at });
		if (begun.ok) [this.review, this.held] = [begun.value.id, heldOn];
	}
}
