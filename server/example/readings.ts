/** Readings of a few KPIs as the programmes' managers enter them month by month, and how limits are set: illustrative, and the same at every loading. */
import { addDays, type Day } from '#lib/plan/dates.ts';
import type { PlaceId } from '#lib/plan/ids.ts';
import { takeReadings } from '#server/store/readings.ts';
import { setLimitPoints } from '#server/store/recalculations.ts';
import type { Doing } from './agenda.ts';
import { granted } from './conversation.ts';
import { kpiIdOf, managerOf, planIdOf } from './content.ts';
import type { Speakers } from './speakers.ts';
import type { StrategyPlace } from './strategy.ts';
import { hash, workingTime } from './timing.ts';

/** The first month of every series, and how many there are: to March 2027. */
const FIRST = { year: 2024, month: 3 };
const MONTHS = 36;
const SOURCE = 'Illustrative';
/** A month's values are ready so many days after its end. */
const READY_AFTER = 43;
/** The newest so many are provisional. */
const PROVISIONAL = 2;

interface Course {
	/** The first values as they are; what follows is made from the rest. */
	written?: readonly number[];
	level: number;
	/** How far a month strays from its level at the most. */
	spread: number;
	/** A change of level each month from a month on, up to a most. */
	moves?: { from: number; by: number; most: number };
	/** Values that stand out, by month. */
	odd?: Readonly<Record<number, number>>;
}
export interface ExampleMeasure {
	programme: string;
	kpi: string;
	decimals: number;
	courses: Partial<Record<StrategyPlace, Course>>;
	/** A value that was first given wrongly: its place, month and first figure. */
	revised?: { place: StrategyPlace; month: number; first: number };
	/** How its limits are set in every place, where that is not from all points. */
	limits?: { on: Day; points: number; why: string };
}

export const MEASURES: readonly ExampleMeasure[] = [
	{
		programme: 'cancer',
		kpi: 'cancer-62day',
		decimals: 2,
		courses: {
			blmk: {
				written: [61.8, 60.4, 59.24, 62.1, 60.8, 62.9, 61.2, 63, 60.5, 54.1, 61.4, 62.3, 60.9, 62.6, 61, 62.4, 60.3, 60.9, 63.1, 65.9, 67.2, 66.4, 68.5, 67.7, 69.3, 68.2, 69.9, 70.6],
				level: 71.2,
				spread: 1.2,
				moves: { from: 28, by: 0.25, most: 2 }
			},
			'bedford-borough': { level: 61.2, spread: 2.6, moves: { from: 17, by: 0.9, most: 9 } },
			'central-bedfordshire': { level: 64, spread: 2.8 },
			luton: { level: 61, spread: 2.2, moves: { from: 16, by: -0.5, most: 3.8 } },
			'milton-keynes': { level: 61.4, spread: 2.4, moves: { from: 11, by: 0.85, most: 13 }, odd: { 9: 53.2 } }
		},
		revised: { place: 'blmk', month: 21, first: 65.7 },
		limits: {
			on: '2025-11-20',
			points: 18,
			why: 'April 2024 to September 2025 is how the pathways ran before this plan’s changes reached them. Limits from those 18 months show whether what follows is different.'
		}
	},
	{
		programme: 'cancer',
		kpi: 'cancer-stage12',
		decimals: 1,
		courses: {
			blmk: { level: 64.4, spread: 1.5, moves: { from: 19, by: 0.4, most: 3 } },
			'bedford-borough': { level: 65.2, spread: 2.6 },
			'central-bedfordshire': { level: 66.3, spread: 2.6, moves: { from: 19, by: 0.4, most: 4 } },
			luton: { level: 60.1, spread: 2.8 },
			'milton-keynes': { level: 65, spread: 2.6, moves: { from: 18, by: 0.5, most: 5 } }
		}
	},
	{
		programme: 'uec',
		kpi: 'uec-falls-65',
		decimals: 0,
		courses: {
			blmk: { level: 1822, spread: 60 },
			'bedford-borough': { level: 1731, spread: 110 },
			'central-bedfordshire': { level: 1846, spread: 110, moves: { from: 18, by: -16, most: 160 } },
			luton: { level: 1640, spread: 110 },
			'milton-keynes': { level: 1984, spread: 120, moves: { from: 20, by: 14, most: 150 } }
		}
	},
	{
		programme: 'mhlda',
		kpi: 'mhlda-private-beds',
		decimals: 0,
		courses: {
			// As the reports on MHL-02 tell it, month by month.
			blmk: { written: [19, 21, 24, 20, 19, 21, 18, 20, 19, 21, 18, 19, 17, 18, 16, 17, 17, 17, 11, 10, 9, 9, 8, 8, 7, 7, 5, 4, 4, 3, 3, 1, 0, 0, 0, 0], level: 0, spread: 0 }
		}
	}
];

function monthAt(index: number): { periodStart: Day; periodEnd: Day } {
	const at = (month: number, day: number) => new Date(Date.UTC(FIRST.year, month, day)).toISOString().slice(0, 10);
	return { periodStart: at(FIRST.month + index, 1), periodEnd: at(FIRST.month + index + 1, 0) };
}

/** On which side of its level a month strays. */
const SIDES = [1, -1, 1, 1, -1, -1, 1, -1];

/** The final value of a month. */
export function valueOf({ kpi, decimals, courses }: ExampleMeasure, place: StrategyPlace, month: number): number {
	const course = courses[place];
	if (!course) throw new Error(`${kpi} is not measured in ${place}`);
	const { written, level, spread, moves, odd } = course;
	const given = written?.[month] ?? odd?.[month];
	if (given !== undefined) return given;
	const steps = moves ? Math.max(0, month - moves.from + 1) * moves.by : 0;
	const moved = moves ? Math.sign(moves.by) * Math.min(Math.abs(steps), moves.most) : 0;
	// No long runs by chance: a signal in these figures is one that was written.
	const stray = (SIDES[month % SIDES.length] ?? 1) * (0.15 + (0.85 * (hash(`${kpi} ${place} ${month}`) % 1000)) / 1000);
	return Number((level + moved + stray * spread).toFixed(Math.min(decimals, 1)));
}

/** A month's entry: its values, provisional, and the month that becomes final by it. Those from before the plan come in one sitting. */
function entryOf(measure: ExampleMeasure, month: number, firstMonth: number, speakers: Speakers): Doing {
	const { programme, kpi, courses, revised } = measure;
	const { periodEnd } = monthAt(month);
	const what = `readings of ${kpi} for ${periodEnd}`;
	const at = workingTime(addDays(periodEnd, READY_AFTER), what);
	const places = Object.keys(courses) as StrategyPlace[];
	const finalMonth = month - PROVISIONAL;
	const months = month === firstMonth ? Array.from({ length: month + 1 }, (_, index) => index) : [finalMonth, month];
	const rows = months.flatMap((index) =>
		places.map((place) => {
			const status = index <= finalMonth ? ('final' as const) : ('provisional' as const);
			const first = revised?.place === place && revised.month === index && status === 'provisional' ? revised.first : undefined;
			return { kpi: kpiIdOf(kpi), place: place as PlaceId, ...monthAt(index), value: first ?? valueOf(measure, place, index), numerator: null, denominator: null, lowerCi: null, upperCi: null, status, source: SOURCE, extractedOn: null };
		})
	);
	return { at, does: async (tx) => void granted(await takeReadings(tx, { user: speakers(managerOf(programme)), planId: planIdOf(programme), rows, fileName: '', fileHash: '', at }), what) };
}

/** The judgement of whoever manages the programme on how limits are set. */
function judgementOf({ programme, kpi, limits }: ExampleMeasure, speakers: Speakers): Doing[] {
	if (!limits) return [];
	const { on, points, why } = limits;
	const what = `limits of ${kpi}`;
	const at = workingTime(on, what);
	return [{ at, does: async (tx) => void granted(await setLimitPoints(tx, { user: speakers(managerOf(programme)), planId: planIdOf(programme), kpi: kpiIdOf(kpi), place: null, points, why, at }), what) }];
}

/** A day on which the programmes' plans stand, so that there is something to enter readings for. */
const BEGINS = '2025-05-01';

/** Everything that is entered, month by month, and the judgements on it; what was there when the plans began comes with their first entry. */
export function enteredReadings(speakers: Speakers): Doing[] {
	const first = Array.from({ length: MONTHS }, (_, index) => index).findIndex((index) => addDays(monthAt(index).periodEnd, READY_AFTER) >= BEGINS);
	return MEASURES.flatMap((measure) => [...Array.from({ length: MONTHS - first }, (_, index) => entryOf(measure, first + index, first, speakers)), ...judgementOf(measure, speakers)]);
}
