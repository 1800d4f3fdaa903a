/** What the marks, icons and figures of a KPI are called. Sentences about the newest signal are in signal-words.ts. */
import type { Assurance, PointKind, Rule, Variation } from './spc-types.ts';

/** Of a variation icon, as short as a line of the review; null is too few points. */
const VARIATIONS: Record<Variation, { words: string; label: string }> = {
	common: { words: 'No significant change', label: 'No significant change' },
	'improvement-high': { words: 'Improving', label: 'Improving – higher than usual' },
	'improvement-low': { words: 'Improving', label: 'Improving – lower than usual' },
	'concern-high': { words: 'Concern, getting higher', label: 'Concern – higher than usual' },
	'concern-low': { words: 'Concern, getting lower', label: 'Concern – lower than usual' },
	'neutral-high': { words: 'Unusual, higher', label: 'Unusual – higher' },
	'neutral-low': { words: 'Unusual, lower', label: 'Unusual – lower' }
};
const ASSURANCES: Record<Assurance, { words: string; label: string }> = {
	pass: { words: 'Meets target', label: 'Consistently meets the target' },
	fail: { words: 'Falls short of target', label: 'Consistently falls short of the target' },
	'hit-or-miss': { words: 'Hit and miss', label: 'Hit and miss against the target' }
};
/** Why nothing is said about a target. */
export const NO_ASSURANCE = {
	target: { words: 'No target', label: 'No target set' },
	points: { words: 'Too few points', label: 'Too few points to say' },
	direction: { words: 'No direction', label: 'Neither way is better, so no target is met or missed' }
} as const;
export type NoAssurance = keyof typeof NO_ASSURANCE;

/** `Improving`, `Concern, getting lower`, `No significant change`, `Too few points`. */
export function variationWords(variation: Variation | null): string {
	return variation === null ? 'Too few points' : VARIATIONS[variation].words;
}
/** The same with which way it went, for an icon that stands alone. */
export function variationLabel(variation: Variation | null): string {
	return variation === null ? 'Too few points to say' : VARIATIONS[variation].label;
}
/** `Falls short of target`, `Hit and miss`, `Meets target`. @param why what there is to say when it is null */
export function assuranceWords(assurance: Assurance | null, why: NoAssurance = 'target'): string {
	return assurance === null ? NO_ASSURANCE[why].words : ASSURANCES[assurance].words;
}
export function assuranceLabel(assurance: Assurance | null, why: NoAssurance = 'target'): string {
	return assurance === null ? NO_ASSURANCE[why].label : ASSURANCES[assurance].label;
}

export const POINT_WORDS: Record<PointKind, string> = {
	common: 'Usual variation',
	improvement: 'Improvement',
	concern: 'Concern',
	'neutral-high': 'Unusual, neither',
	'neutral-low': 'Unusual, neither'
};
/** Which rule marked a point; '' for none. */
export const RULE_WORDS: Record<Rule, string> = {
	none: '',
	'above-upper': 'above the upper limit',
	'below-lower': 'below the lower limit',
	'trend-up': 'in a rise',
	'trend-down': 'in a fall',
	'two-in-three-high': 'two of three near the upper limit',
	'two-in-three-low': 'two of three near the lower limit',
	'shift-high': 'in a run above the average',
	'shift-low': 'in a run below the average'
};

const MOST_DECIMALS = 2;
/** From so wide a spread on, decimals say nothing. */
const WIDE = 500;

/** How many decimals a series is written with: as many as three in four of its figures need, up to two; none for a wide spread. */
export function decimalsOf(values: readonly (number | null)[]): number {
	const known = values.filter((value) => value !== null);
	if (known.length === 0 || Math.max(...known) - Math.min(...known) >= WIDE) return 0;
	for (let decimals = 0; decimals < MOST_DECIMALS; decimals += 1) {
		const fitting = known.filter((value) => Math.abs(value - Number(value.toFixed(decimals))) < 1e-9);
		if (fitting.length >= known.length * 0.75) return decimals;
	}
	return MOST_DECIMALS;
}

/** `1,847`, `−14.4` */
export function writeNumber(value: number, decimals: number): string {
	const written = Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
	return value < 0 && /[1-9]/.test(written) ? `−${written}` : written;
}

/**
 * With its unit: `70.6%`, `£1,250`, `24 beds`, `8.8`. Units that read as a phrase stand apart, so their figure is bare.
 * @param decimals without it, as many as the value has, up to two
 */
export function writeValue(value: number, unit: string, decimals: number = decimalsOf([value])): string {
	// Nobody writes £4.1.
	const figure = writeNumber(value, unit.startsWith('£') && decimals === 1 ? 2 : decimals);
	if (unit.startsWith('%')) return `${figure}%`;
	if (unit.startsWith('£')) return figure.startsWith('−') ? `−£${figure.slice(1)}` : `£${figure}`;
	return /^[a-z]{1,12}$/i.test(unit) ? `${figure} ${unit}` : figure;
}

/** The unit where it is written beside every figure; a word stands once, above the axis. */
export function bareUnit(unit: string): string {
	return /^[%£]/.test(unit) ? unit : '';
}

/** On an axis a word of a unit stands once, above it. */
export function writeTick(value: number, unit: string, decimals: number): string {
	return writeValue(value, bareUnit(unit), decimals);
}

/** `14.4 points below target`, `6 beds above target`, `on target`: percentages differ by points. */
export function fromTarget(value: number, target: number, unit: string, decimals: number): string {
	const difference = Number((value - target).toFixed(decimals));
	if (difference === 0) return 'on target';
	const amount = unit.startsWith('%') ? `${writeNumber(Math.abs(difference), decimals)} points` : writeValue(Math.abs(difference), unit, decimals);
	return `${amount} ${difference < 0 ? 'below' : 'above'} target`;
}
