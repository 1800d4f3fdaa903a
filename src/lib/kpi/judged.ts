/** How the readings of a KPI in one place are judged: by the same rules for its icons, its chart and its table. */
import { withoutLimits } from './chart-parts.ts';
import { inSeries, periodKind, type Period } from './periods.ts';
import { analyse } from './spc.ts';
import type { SpcAnalysis, SpcOptions } from './spc-types.ts';

/** Limits come from so many first points of a section, so that what happens later does not widen them. */
export const LIMIT_POINTS = 18;

export interface Judged {
	analysis: SpcAnalysis;
	/** False for yearly figures, which never get limits. */
	limits: boolean;
}

/**
 * Judges the taken readings of one place; a missing period breaks runs.
 * @param options.recalculateAt days from which the limits are worked out anew in this place
 */
export function judge(readings: readonly (Period & { value: number })[], options: Pick<SpcOptions, 'direction' | 'target' | 'recalculateAt'>): Judged {
	const analysis = analyse(inSeries(readings), { ...options, baselinePoints: LIMIT_POINTS });
	const limits = periodKind(readings) !== 'year';
	return { analysis: limits ? analysis : withoutLimits(analysis), limits };
}
