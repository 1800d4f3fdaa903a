/**
 * What every part of a plan's page stands on: the live plan, and what the page load knew of the
 * world around it. Made by the page, handed down as one prop; all of it may be read reactively.
 */
import type { Day } from '#lib/plan/dates.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import type { MilestoneId, PersonId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import type { OtherMilestone, ProblemContext } from '#lib/plan/problems.ts';
import type { Permissions } from '#lib/plan/rules.ts';
import type { PlanStore } from '#lib/sync/plan.svelte.ts';
import type { FoundOptions } from './option-source.svelte.ts';

/** Somebody who can be named as a lead. */
export interface DirectoryPerson {
	id: PersonId;
	name: string;
	initials: string;
	organisation: string;
	/** Holds a clinical role in one of the programmes. */
	clinical: boolean;
}
/** A place a milestone can be for, or (`aggregate`) one that only measures have. */
export interface PlanPlace {
	id: PlaceId;
	name: string;
	/** Two letters for narrow columns. */
	short: string;
	kind: 'place' | 'aggregate';
}
/** A milestone of another programme, as far as anyone in the portfolio may see it. */
export interface OtherPlanMilestone extends OtherMilestone {
	programme: { slug: string; short: string; name: string };
}
/** Milestones of other programmes that were found by what somebody typed, by `dependsOn` key. */
export type FoundMilestones = { ok: true; milestones: readonly (readonly [key: string, milestone: OtherPlanMilestone])[]; more: boolean } | { ok: false; message: string };
/** What is asked of the server when somebody needs it, because most who open the plan do not. None of it throws. */
export interface Outside {
	/** Milestones of other programmes, for those who may edit. */
	findMilestones(typed: string): Promise<FoundMilestones>;
	/** Has `others` know those of these references too, as far as they exist; null, or why it could not be asked. */
	learnReferences(references: readonly string[]): Promise<string | null>;
	/** The enablers that can be chosen. */
	enablers(): Promise<FoundOptions>;
}
/** What an approved baseline froze of a milestone. */
export interface BaselineDay {
	forecast: Day | null;
}

export interface PlanContext {
	readonly store: PlanStore;
	/** The store's milestones by id, archived ones too, as one value: whoever walks all of them reads these. */
	readonly milestones: ReadonlyMap<MilestoneId, Milestone>;
	readonly today: Day;
	readonly planId: PlanId;
	readonly programmeSlug: string;
	readonly programmeName: string;
	readonly people: readonly DirectoryPerson[];
	readonly places: readonly PlanPlace[];
	/** By `dependsOn` key: the milestones of other programmes that this plan depends on, and those that were asked for. */
	readonly others: ReadonlyMap<string, OtherPlanMilestone>;
	/** The newest approved baseline; null while there is none. */
	readonly baseline: ReadonlyMap<MilestoneId, BaselineDay> | null;
	/** The first approved baseline, where a later one has replaced it; slip against it stays visible. */
	readonly firstBaseline: ReadonlyMap<MilestoneId, BaselineDay> | null;
	readonly outside: Outside;
	readonly mayEdit: boolean;
	readonly mayComment: boolean;
	/** Everything this person may do in the programme. */
	readonly may: Permissions;
	readonly user: { name: string; initials: string; person: PersonId };
	/** For `problemsOf(milestone, context.problems)`. */
	readonly problems: ProblemContext;
}
