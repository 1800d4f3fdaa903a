/** A plan as it stood: what its read-only page shows, and which of its milestones an address asks for. */
import { isShown } from '#lib/plan/attention.ts';
import { quarterOf, type Day } from '#lib/plan/dates.ts';
import type { ConfidenceView } from '#lib/plan/confidence.ts';
import type { ThreadView } from '#lib/plan/conversation.ts';
import type { Effect, LeadKind, Status } from '#lib/plan/fields.ts';
import type { ActionView, DecisionView } from '#lib/plan/records.ts';
import type { PlanFilters } from '#lib/ui/grid/filters.ts';

/** A milestone as it was reported then. */
export interface PastMilestone {
	id: string;
	ref: string;
	title: string;
	priority: { id: string; title: string | null } | null;
	status: Status;
	start: Day | null;
	forecast: Day | null;
	dateReason: string;
	actual: Day | null;
	/** Of the baseline that was approved by then. */
	baseline: Day | null;
	slipDays: number | null;
	leads: readonly { person: string; name: string | null; kind: LeadKind }[];
	kpis: readonly { kpi: string; title: string | null; effect: Effect; lagMonths: number }[];
	places: readonly { place: string; name: string | null; status: Status }[];
	dependsOn: readonly { milestone: string; ref: string | null; title: string | null; status: Status | null; forecast: Day | null }[];
	enablers: readonly string[];
	doneWhen: string;
	evidence: string;
	ask: string;
	archived: boolean;
}

/** One that is opened, with its prose. */
export interface OpenedPast extends PastMilestone {
	description: string;
	commentary: string;
	/** ISO 8601. */
	updatedAt: string;
}

/** What had been said and recorded of a milestone by then. */
export interface SaidThen {
	/** The oldest first. */
	threads: readonly ThreadView[];
	/** The newest first. */
	confidence: readonly ConfidenceView[];
	decisions: readonly DecisionView[];
	actions: readonly ActionView[];
}

export interface PastPlanView {
	/** In the plan's order; archived ones too. */
	milestones: readonly PastMilestone[];
	opened: OpenedPast | null;
	/** Of the one that is opened. */
	said: SaidThen | null;
	/** What the address names and was not there; null when all it names was. */
	missing: string | null;
}

/** Whether a milestone is among those that the address of a plan asks for. */
export function isAsked(milestone: PastMilestone, { find, status, quarter, place, lead, show, archived }: PlanFilters, day: Day): boolean {
	if (milestone.archived && !archived) return false;
	if (status.length > 0 && !status.includes(milestone.status)) return false;
	if (show && !isShown(show, milestone, { today: day, baseline: milestone.baseline })) return false;
	if (quarter.length > 0 && (milestone.forecast === null || !quarter.includes(quarterOf(milestone.forecast)))) return false;
	if (place.length > 0 && !milestone.places.some((each) => place.some((asked) => asked === each.place))) return false;
	if (lead.length > 0 && !milestone.leads.some((each) => lead.some((asked) => asked === each.person))) return false;
	const words = `${milestone.ref} ${milestone.title} ${milestone.leads.map(({ name }) => name ?? '').join(' ')}`.toLowerCase();
	return words.includes(find.trim().toLowerCase());
}

export interface PastGroup {
	key: string;
	/** Null: milestones under no priority. */
	title: string | null;
	milestones: PastMilestone[];
}

/** Milestones under their priorities, in the order they come. */
export function groupsOf(milestones: readonly PastMilestone[]): PastGroup[] {
	const groups = Map.groupBy(milestones, ({ priority }) => (priority === null || priority.title === null ? '' : priority.id));
	return [...groups].map(([key, of]) => ({ key, title: key === '' ? null : (of[0]?.priority?.title ?? null), milestones: of }));
}

/** `+33 days`, `−4 days`, `None`; '' where there is nothing to count. */
export function slipWords(days: number | null): string {
	if (days === null) return '';
	if (days === 0) return 'None';
	return `${days > 0 ? '+' : '−'}${Math.abs(days).toLocaleString('en-GB')} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
}
