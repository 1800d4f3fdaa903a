/**
 * The shape of the example portfolio's written content: one file a programme, plain data.
 * A programme is what was approved in April 2025 plus the dated events that followed; the loader
 * turns both into ordinary edits, so the example's history is as real as anyone's.
 */

/** A calendar day, YYYY-MM-DD. */
export type Day = string;

export type ExampleStatus = 'notStarted' | 'onTrack' | 'atRisk' | 'offTrack' | 'complete' | 'paused' | 'closed';
export type ExamplePlace = 'bedford-borough' | 'central-bedfordshire' | 'luton' | 'milton-keynes';
export type ExampleLeadKind = 'accountable' | 'clinical' | 'delivery';

/** A post, named by role; `key` is unique across the portfolio, for example `cancer-screening-lead`. */
export interface ExamplePost {
	key: string;
	title: string;
	organisation: string;
	/** Two capitals shown in a circle, for example `SL`. */
	initials: string;
}

export interface ExampleMilestone {
	/** The reference the plan will give it, for example `CAN-01`. Unique; numbers run in file order without gaps. */
	ref: string;
	priority: string;
	kind: 'milestone' | 'deliverable';
	title: string;
	start: Day | null;
	/** The date approved in the April 2025 baseline; the forecast starts equal to it. `null` for work added after the baseline. */
	baseline: Day | null;
	/** Only for work added after the baseline: the day it was added and its first forecast. */
	added?: { on: Day; by: string; forecast: Day };
	doneWhen: string;
	description: string;
	leads: { post: string; kind: ExampleLeadKind }[];
	/** KPI ids of strategy.json, with the effect expected and the months it should take to show. */
	kpis: { kpi: string; effect: 'increase' | 'decrease' | 'maintain'; lagMonths: number }[];
	places: ExamplePlace[];
	/** Refs of milestones this one waits for; may name other programmes' refs. Never a circle. */
	dependsOn: string[];
	enablers: string[];
	events: ExampleEvent[];
}

/** One edit somebody made to a milestone, in date order within its milestone. */
export interface ExampleEvent {
	on: Day;
	/** Key of the post whose holder made it. */
	by: string;
	set: {
		forecast?: Day;
		/** Expected whenever `forecast` moves later. */
		dateReason?: string;
		status?: ExampleStatus;
		actual?: Day;
		/** Expected when status becomes complete. */
		evidence?: string;
		/** Path to green, the whole new text; replaces the earlier commentary. */
		commentary?: string;
		/** Decision wanted, of whom, by when; '' withdraws it. */
		ask?: string;
		title?: string;
		/** The whole new list of leads: a change of lead. */
		leads?: { post: string; kind: ExampleLeadKind }[];
		archived?: boolean;
	};
}

export interface ExampleProgramme {
	/** Id of strategy.json: mhlda, cyp, cancer, ltc, uec, fragile. */
	id: string;
	summary: string;
	posts: ExamplePost[];
	priorities: { key: string; title: string }[];
	milestones: ExampleMilestone[];
}
