/** What goes into an XmR chart and what comes out, shared by everything that works one out or draws it. */

export type Rule = 'none' | 'above-upper' | 'below-lower' | 'trend-up' | 'trend-down' | 'two-in-three-high' | 'two-in-three-low' | 'shift-high' | 'shift-low';
export type PointKind = 'common' | 'improvement' | 'concern' | 'neutral-high' | 'neutral-low';

export interface Reading {
	/** `YYYY-MM-DD`: the start of its period. */
	date: string;
	/** Null: missing. It breaks runs and gives no moving range. */
	value: number | null;
}
export type Profile = 'mdc' | 'nhsr';
export interface SpcOptions {
	/** Which way is better. */
	direction: 'increase' | 'decrease' | 'neutral';
	target?: number | null;
	profile?: Profile;
	/** Dates from which the limits are worked out anew. In `nhsr` only a reading's own date counts, in `mdc` the first reading on or after it. */
	recalculateAt?: readonly string[];
	/** Limits come from the first so many points of each section and are carried on; null: from all. */
	baselinePoints?: number | null;
	/** Leaves moving ranges over 3.267 times their mean out of the limits, once; the default is the profile's. */
	screenOutliers?: boolean;
}

export interface SpcPoint {
	date: string;
	value: number | null;
	/** 0, 1, …: rises at each recalculation. */
	section: number;
	mean: number | null;
	/** Null where there are too few points for limits. */
	lower: number | null;
	upper: number | null;
	usedInLimits: boolean;
	rule: Rule;
	kind: PointKind;
}
export type Variation = 'common' | 'improvement-high' | 'improvement-low' | 'concern-high' | 'concern-low' | 'neutral-high' | 'neutral-low';
export type Assurance = 'pass' | 'fail' | 'hit-or-miss';
export interface SpcAnalysis {
	/** By date. */
	points: SpcPoint[];
	/** Of the last point that has a value; null where there are too few points to say. */
	variation: Variation | null;
	/** Against the newest section's limits; null without limits, target or direction. */
	assurance: Assurance | null;
	/** In plain words. */
	warnings: string[];
}
