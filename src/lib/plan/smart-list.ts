/** The SMART check of a whole programme, as a list that leads to each field. */
import type { SmartLetter } from './conversation.ts';
import type { Kpi, Milestone, PlanInfo } from './fields.ts';
import { kpiSmartProblems, planEnds, smartCounts, smartProblems } from './smart.ts';

/** What of a milestone, a KPI and a plan the check reads. */
export type SmartMilestone = Pick<Milestone, 'id' | 'ref' | 'archived' | 'status' | 'title' | 'doneWhen' | 'leads' | 'forecast' | 'priority' | 'kpis'>;
export type SmartKpi = Pick<Kpi, 'id' | 'archived' | 'title' | 'unit' | 'direction' | 'source' | 'baselines' | 'target'>;
export interface SmartPlan {
	milestones: readonly SmartMilestone[];
	kpis: readonly SmartKpi[];
	/** Null while nothing is known of it. */
	info: Pick<PlanInfo, 'starts' | 'months'> | null;
}

export interface SmartListed {
	letter: SmartLetter;
	kind: 'milestone' | 'kpi';
	/** '' for a KPI, and while a milestone has none. */
	ref: string;
	title: string;
	words: string;
	/** Where it is mended. */
	href: string;
}

/** What fails, milestones by reference before KPIs by title. Archived ones, and milestones that were given up, are not checked. */
export function smartList(slug: string, { milestones, kpis, info }: SmartPlan): SmartListed[] {
	const root = `/programmes/${slug}`;
	const ends = planEnds(info);
	const counted = milestones.filter(smartCounts).toSorted((one, other) => one.ref.localeCompare(other.ref, 'en-GB', { numeric: true }) || one.id.localeCompare(other.id));
	const measures = kpis.filter(({ archived }) => !archived).toSorted((one, other) => one.title.localeCompare(other.title, 'en-GB', { numeric: true }) || one.id.localeCompare(other.id));
	return [
		...counted.flatMap((each) => smartProblems(each).map(({ letter, field, words }): SmartListed => ({ letter, kind: 'milestone', ref: each.ref, title: each.title, words, href: `${root}/plan?milestone=${encodeURIComponent(each.ref || each.id)}#smart-${field}` }))),
		...measures.flatMap((each) => kpiSmartProblems(each, ends).map(({ letter, words }): SmartListed => ({ letter, kind: 'kpi', ref: '', title: each.title, words, href: `${root}/kpis#${each.id}` })))
	];
}
