/**
 * When each milestone of the programme was last confirmed, and whether it has changed since: asked
 * for once a part of a page needs it, and again when the page is told so. Set by the layout.
 */
import { createContext } from 'svelte';
import { reportedOf, type ConfirmationView } from '#lib/plan/update-round.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';

/** What was asked for, or what went wrong in plain words. */
export type Told<Value> = { ok: true; value: Value } | { ok: false; message: string };

export interface ConfirmationRequests {
	load: (planId: PlanId) => Promise<Told<{ confirmations: readonly ConfirmationView[]; changed: readonly MilestoneId[] }>>;
	confirm: (planId: PlanId, milestone: MilestoneId, requestId: string) => Promise<Told<ConfirmationView>>;
}

export class Confirmations {
	private readonly requests: ConfirmationRequests;
	private planId = $state.raw<PlanId | null>(null);
	private newest = $state.raw<ReadonlyMap<MilestoneId, ConfirmationView>>(new Map());
	private changed = $state.raw<ReadonlySet<MilestoneId>>(new Set());
	/** What each milestone reported when this page first saw it after its newest confirmation. */
	private readonly seen = new Map<MilestoneId, { since: string; reported: string }>();
	/** The first answer has come. */
	ready = $state(false);

	constructor(requests: ConfirmationRequests) {
		this.requests = requests;
	}

	/** Loads what there is of a plan, unless it is there already. */
	need(planId: PlanId): void {
		if (this.planId === planId) return;
		this.planId = planId;
		this.ready = false;
		this.newest = new Map();
		this.changed = new Set();
		this.seen.clear();
		void this.refresh();
	}

	/** Asks again, where anybody has asked before. What cannot be had now stays as it was. */
	async refresh(): Promise<void> {
		const { planId } = this;
		if (planId === null) return;
		const told = await this.requests.load(planId);
		if (!told.ok || this.planId !== planId) return;
		this.newest = new Map(told.value.confirmations.map((each) => [each.milestone, each]));
		this.changed = new Set(told.value.changed);
		this.ready = true;
	}

	of(milestone: MilestoneId): ConfirmationView | null {
		return this.newest.get(milestone) ?? null;
	}

	/**
	 * Whether it is another than when it was last confirmed or the open round began. The server
	 * decides in the end; this chooses the words of a button.
	 * @param round the open round, with which the counting begins anew; '' when there is none
	 */
	hasChanged(milestone: Milestone, round: string): boolean {
		const since = `${round} ${this.newest.get(milestone.id)?.at ?? ''}`;
		const reported = reportedOf(milestone);
		const before = this.seen.get(milestone.id);
		if (before?.since !== since) {
			// Until the server has answered, what it will say is not known.
			if (this.ready) this.seen.set(milestone.id, { since, reported });
			return this.changed.has(milestone.id);
		}
		return this.changed.has(milestone.id) || before.reported !== reported;
	}

	/** Says that a milestone is true as it stands; resolves to null, or to what went wrong in plain words. */
	async confirm(milestone: MilestoneId, requestId: string): Promise<string | null> {
		const { planId } = this;
		if (planId === null) return 'The plan is still being opened. Try again in a moment.';
		const told = await this.requests.confirm(planId, milestone, requestId);
		if (!told.ok) return told.message;
		this.newest = new Map(this.newest).set(milestone, told.value);
		this.changed = new Set([...this.changed].filter((each) => each !== milestone));
		return null;
	}
}

export const [getConfirmations, setConfirmations] = createContext<Confirmations>();
