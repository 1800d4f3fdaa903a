/** The whole written content: what is published about each programme, and what was written for it. */
import type { KpiId, MilestoneId, PersonId, PlanId, PriorityId, ProgrammeId } from '#lib/plan/ids.ts';
import { STRATEGY_KPIS, type StrategyKpi } from './measures.ts';
import { cancer } from './programmes/cancer.ts';
import { cyp } from './programmes/cyp.ts';
import { fragile } from './programmes/fragile.ts';
import { ltc } from './programmes/ltc.ts';
import { mhlda } from './programmes/mhlda.ts';
import { uec } from './programmes/uec.ts';
import type { ExamplePost, ExampleProgramme } from './shape.ts';
import { STRATEGY_PROGRAMMES, type StrategyProgramme } from './strategy.ts';

const WRITTEN: readonly ExampleProgramme[] = [mhlda, cyp, cancer, ltc, uec, fragile];

export interface Content {
	published: StrategyProgramme;
	written: ExampleProgramme;
	kpis: StrategyKpi[];
}

/** One entry a programme, in the source's order. @throws when one was not written */
export function exampleContent(): Content[] {
	return STRATEGY_PROGRAMMES.map((published) => {
		const written = WRITTEN.find((each) => each.id === published.id);
		if (!written) throw new Error(`The example has no programme ${published.id}`);
		return { published, written, kpis: STRATEGY_KPIS.filter((kpi) => kpi.programme === published.id) };
	});
}

// Ids are made from the content's own keys, so that the example is the same wherever it is loaded.
export const programmeIdOf = (programme: string) => `pg_${programme}` as ProgrammeId;
export const planIdOf = (programme: string) => `pl_${programme}` as PlanId;
export const kpiIdOf = (kpi: string) => `kpi_${kpi}` as KpiId;
export const milestoneIdOf = (ref: string) => `ms_${ref.toLowerCase()}` as MilestoneId;
export const personIdOf = (key: string) => `pe_${key}` as PersonId;
export const postIdOf = (key: string) => `po_${key}`;

/** @throws when the programme has no such priority */
export function priorityIdOf(programme: ExampleProgramme, key: string): PriorityId {
	const index = programme.priorities.findIndex((priority) => priority.key === key);
	if (index < 0) throw new Error(`${programme.id} has no priority ${key}`);
	return `pr_${programme.id}-${index + 1}` as PriorityId;
}

/** Whether the holder advises clinically: such a post comments on a plan and does not write in it. */
export function isClinical(post: ExamplePost): boolean {
	return post.key.includes('-clinical');
}
/** The post that keeps the programme's plan. */
export const managerOf = (programme: string) => `${programme}-manager`;
