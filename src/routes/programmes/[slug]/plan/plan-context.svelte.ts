/** The page's context for everything below it: the live plan and the load's data, put together. */
import { circles, type ProblemContext } from '#lib/plan/problems.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import type { PlanStore } from '#lib/sync/plan.svelte.ts';
import { mapOf, setOf } from '#lib/ui/plain.ts';
import type { PlanContext } from '#lib/ui/plan-context.ts';
import type { PageData as WholePageData } from './$types';
import { OtherMilestones } from './others.svelte.ts';
import { outsideRequests } from './outside.ts';

/** What the live plan is shown with, also on other pages than its own. */
type PageData = Omit<WholePageData, 'past' | 'then' | 'cannotShow'>;

export class PlanPageContext {
	private readonly data: () => PageData;
	private readonly store: PlanStore;
	private readonly outside: OtherMilestones;
	/** Pages stay open over midnight. */
	private now = $state(todayInLondon());

	constructor(data: () => PageData, store: PlanStore) {
		this.data = data;
		this.store = store;
		this.outside = new OtherMilestones({ loaded: () => this.data().plan.others, milestones: () => this.milestones, planId: () => this.data().planId, requests: () => outsideRequests(this.data().planId) });
		$effect(() => {
			const clock = setInterval(() => (this.now = todayInLondon()), 60_000);
			return () => clearInterval(clock);
		});
	}

	private readonly baseline = $derived.by(() => daysOf(this.data().plan.baseline));
	private readonly firstBaseline = $derived.by(() => daysOf(this.data().plan.firstBaseline));
	// Walked once for everybody: each milestone is a signal of its own.
	private readonly milestones = $derived.by(() => mapOf(this.store.milestones));
	private readonly circles = $derived.by(() => circles(this.data().planId, this.milestones));
	private readonly priorities = $derived.by(() => setOf(this.store.priorities.keys()));
	private readonly kpis = $derived.by(() => setOf(this.store.kpis.keys()));
	private readonly people = $derived.by(() => setOf(this.data().plan.people.map(({ id }) => id)));
	private readonly places = $derived.by(() => setOf(this.data().plan.places.map(({ id }) => id)));
	private readonly problems = $derived.by((): ProblemContext => {
		const { milestones, circles: inCircles, priorities, kpis, people, places } = this;
		return { plan: this.data().planId, milestones, circles: inCircles, priorities, kpis, people, places, others: this.outside.value };
	});

	/** The same object while the load's data are the same; what changes with the plan is read through it. */
	readonly value: PlanContext = $derived.by(() => {
		const { planId, programme, plan, may, me } = this.data();
		const { store, outside } = this;
		const live = { milestones: () => this.milestones, today: () => this.now, problems: () => this.problems };
		return {
			store,
			get milestones() {
				return live.milestones();
			},
			get today() {
				return live.today();
			},
			get problems() {
				return live.problems();
			},
			planId,
			programmeSlug: programme.slug,
			programmeName: programme.name,
			people: plan.people,
			places: plan.places,
			get others() {
				return outside.value;
			},
			outside,
			baseline: this.baseline,
			firstBaseline: this.firstBaseline,
			mayEdit: may.edit,
			mayComment: may.comment,
			may,
			user: me
		};
	});
}

function daysOf(baseline: PageData['plan']['baseline']): PlanContext['baseline'] {
	return baseline && mapOf(baseline.forecasts);
}
