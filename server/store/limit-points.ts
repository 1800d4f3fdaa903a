/** Which points of a section set its limits, as the database keeps it: a number of first points, 0 for all. */
import type { LimitPoints } from '#lib/kpi/limits.ts';

const ALL = 0;

/** Null: the judgement is about a day. */
export function limitPointsOf(kept: number | null): LimitPoints | null {
	return kept === ALL ? 'all' : kept;
}
export function keptPoints(points: LimitPoints): number {
	return points === 'all' ? ALL : points;
}
