/**
 * The milestones of other programmes that the page knows. It is loaded with those that its plan depends
 * on; others come when somebody looks for them, and when a colleague's edit names one that is not known.
 */
import { untrack } from 'svelte';
import { parseDependencyKey, type MilestoneId, type PlanId } from '#lib/plan/ids.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import { mapOf } from '#lib/ui/plain.ts';
import type { FoundMilestones, Outside, OtherPlanMilestone } from '#lib/ui/plan-context.ts';
import { whyNot, type OutsideRequests, type SentMilestone } from './outside.ts';

/** Stands for one whose name is being asked for, so that nobody is told it has gone. */
const ASKED_FOR: OtherPlanMilestone = { ref: '', title: 'Being looked up…', forecast: null, status: 'notStarted', programme: { slug: '', short: '', name: 'Another plan' } };
const KEYS_APART = '\n';

export class OtherMilestones implements Outside {
	private readonly loaded: () => readonly SentMilestone[];
	private readonly requests: () => OutsideRequests;
	/** Everything that was ever loaded or found here: an undo may bring back what the plan no longer depended on. */
	private readonly ever = new Map<string, OtherPlanMilestone>();
	/** Asked for by reference, to be read before anything depends on them. */
	private learnt = $state.raw<ReadonlyMap<string, OtherPlanMilestone>>(new Map());
	/** Keys that the server was asked for, and answered. */
	private answered = $state.raw<ReadonlySet<string>>(new Set());
	private asking = false;

	private readonly known = $derived.by(() => {
		const known = mapOf(this.loaded().map(({ key, ...rest }): [string, OtherPlanMilestone] => [key, rest]));
		for (const [key, other] of known) this.ever.set(key, other);
		return known;
	});
	private readonly milestones: () => ReadonlyMap<MilestoneId, Milestone>;
	private readonly planId: () => PlanId;
	/** Keys that milestones depend on and the page was not loaded with; a text, so that few edits change it. */
	private readonly unloaded = $derived.by(() => {
		const keys = [...this.milestones().values()].flatMap(({ dependsOn }) => Object.keys(dependsOn)).filter((key) => !this.known.has(key) && isOther(key, this.planId()));
		return [...new Set(keys)].sort().join(KEYS_APART);
	});
	/** By `dependsOn` key. */
	readonly value: ReadonlyMap<string, OtherPlanMilestone> = $derived.by(() => {
		const wanted = this.unloaded === '' ? [] : this.unloaded.split(KEYS_APART);
		if (wanted.length === 0 && this.learnt.size === 0) return this.known;
		const named = wanted.flatMap((key): [string, OtherPlanMilestone][] => {
			const other = this.ever.get(key) ?? (this.answered.has(key) ? undefined : ASKED_FOR);
			return other ? [[key, other]] : [];
		});
		return mapOf([...named, ...this.learnt, ...this.known]);
	});

	/** To be made while a component begins. */
	constructor({ loaded, milestones, planId, requests }: { loaded: () => readonly SentMilestone[]; milestones: () => ReadonlyMap<MilestoneId, Milestone>; planId: () => PlanId; requests: () => OutsideRequests }) {
		this.loaded = loaded;
		this.milestones = milestones;
		this.planId = planId;
		this.requests = requests;
		$effect(() => {
			const { unloaded } = this;
			// What is loaded anew may have been asked for in vain while the line was away.
			void this.known;
			untrack(() => void this.ask(unloaded === '' ? [] : unloaded.split(KEYS_APART)));
		});
	}

	async findMilestones(typed: string): Promise<FoundMilestones> {
		const asked = await this.requests().find(typed);
		if (!asked.ok) return { ok: false, message: whyNot(asked, 'Other plans can be searched') };
		const { milestones, more = false } = asked.value;
		return { ok: true, milestones: milestones.map((sent) => this.keep(sent)), more };
	}

	async learnReferences(references: readonly string[]): Promise<string | null> {
		const asked = await this.requests().byReference(references);
		if (!asked.ok) return whyNot(asked, 'Milestones of other plans can be pasted');
		if (asked.value.length > 0) this.learnt = mapOf([...this.learnt, ...asked.value.map((sent) => this.keep(sent))]);
		return null;
	}

	enablers(): ReturnType<Outside['enablers']> {
		return this.requests().enablers();
	}

	private async ask(keys: readonly string[]): Promise<void> {
		const unknown = keys.filter((key) => !this.ever.has(key) && !this.answered.has(key));
		if (unknown.length === 0 || this.asking) return;
		this.asking = true;
		const asked = await this.requests().byKey(unknown);
		this.asking = false;
		if (!asked.ok) return;
		for (const sent of asked.value) this.keep(sent);
		this.answered = new Set([...this.answered, ...unknown]);
		// Others may have been named meanwhile.
		if (this.unloaded !== '') await this.ask(this.unloaded.split(KEYS_APART));
	}

	private keep({ key, ...other }: SentMilestone): [string, OtherPlanMilestone] {
		this.ever.set(key, other);
		return [key, other];
	}
}

function isOther(key: string, plan: PlanId): boolean {
	const named = parseDependencyKey(key);
	return named !== null && named.plan !== plan;
}
