/** How the readings of a KPI in one place are judged: by the same rules for its icons, its chart and its table. */
import { withoutLimits } from './chart-parts.ts';
import { limitRulesIn, type LimitsJudged } from './limits.ts';
import { inSeries, periodKind, type Period } from './periods.ts';
import { analyse } from './spc.ts';
import type { SpcAnalysis, SpcOptions } from './spc-types.ts';

export interface Judged {
	analysis: SpcAnalysis;
	/** False for yearly figures, which never get limits. */
	limits: boolean;
}

/** Which way is better, the target, and how limits are set: by default from all points of a section. */
export interface JudgedBy extends Pick<SpcOptions, 'direction' | 'target' | 'recalculateAt'> {
	/** Limits come from the first so many points of each section, missing ones counted; null: from all. */
	limitPoints: number | null;
}

/** Judges the taken readings of one place; a missing period breaks runs. */
export function judge(readings: readonly (Period & { value: number })[], { limitPoints, ...options }: JudgedBy): Judged {
	const analysis = analyse(inSeries(readings), { ...options, baselinePoints: limitPoints });
	const limits = periodKind(readings) !== 'year';
	return { analysis: limits ? analysis : withoutLimits(analysis), limits };
}

/** The same, with how limits are set taken from the judgements that stand of the KPI. */
export function judgeIn(place: string, readings: readonly (Period & { value: number })[], { judgements, ...options }: Pick<SpcOptions, 'direction' | 'target'> & { judgements: readonly LimitsJudged[] }): Judged {
	return judge(readings, { ...options, ...limitRulesIn(place, judgements) });
}
