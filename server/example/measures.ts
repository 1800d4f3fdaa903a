/**
 * The published KPIs, each with what the source says and what a reader must know before trusting
 * it. Official series are named where one fits; that naming is ours, the figures are the source's.
 */
import type { Direction, KpiTarget } from '#lib/plan/fields.ts';
import type { StrategyPlace } from './strategy.ts';

export interface StrategyKpi {
	id: string;
	programme: string;
	title: string;
	/** The source's own words. */
	publishedAs: string;
	unit: string;
	direction: Direction;
	source: string;
	/** '' where no series is known. */
	frequency: string;
	baselines: { place: StrategyPlace; value: number; asAt: string | null }[];
	target: KpiTarget | null;
	/** Flags, conflicts and gaps, in plain words. */
	notes: string[];
}

export const PUBLISHED_IN = 'BLMK Health Services Strategy, 30 January 2025';
const DIRECTION_ASSUMED = 'The direction of improvement is assumed; confirm it with the programme.';
const NEITHER = 'No baseline and no target are published.';
const NO_TARGET = 'No target is published.';

export const STRATEGY_KPIS: readonly StrategyKpi[] = [
	{
		id: 'mhlda-private-beds',
		programme: 'mhlda',
		title: 'Private beds in use',
		publishedAs: 'Private bed usage - high of 24 beds (Jun 24) / Target of 0 (by 1/12/24)',
		unit: 'beds',
		direction: 'decrease',
		source: PUBLISHED_IN,
		frequency: '',
		baselines: [{ place: 'blmk', value: 24, asAt: '2024-06' }],
		target: { value: 0, by: '2024-12-01' },
		notes: ['The baseline is a high point, not an average.', 'The date of the target, 1 Dec 2024, is before it was published and before this plan starts.']
	},
	{
		id: 'mhlda-obd-cost',
		programme: 'mhlda',
		title: 'Average cost of an occupied bed day',
		publishedAs: 'In-patient (Adult, PICU, Older Adult) bed day cost / Avg Occupied Bed Day Cost',
		unit: '£ per occupied bed day',
		direction: 'decrease',
		source: PUBLISHED_IN,
		frequency: '',
		baselines: [],
		target: null,
		notes: [NEITHER, 'The unit, pounds, is assumed.', DIRECTION_ASSUMED]
	},
	{
		id: 'mhlda-los',
		programme: 'mhlda',
		title: 'Average length of stay',
		publishedAs: 'Length of stay of patient spell / Average LoS',
		unit: 'days',
		direction: 'decrease',
		source: PUBLISHED_IN,
		frequency: '',
		baselines: [],
		target: null,
		notes: [NEITHER, 'The unit, days, is assumed.', DIRECTION_ASSUMED]
	},
	{
		id: 'mhlda-cost-contact',
		programme: 'mhlda',
		title: 'Cost per contact',
		publishedAs: 'Average cost of an activity / Cost per Contact',
		unit: '£ per contact',
		direction: 'decrease',
		source: PUBLISHED_IN,
		frequency: '',
		baselines: [],
		target: null,
		notes: [NEITHER, DIRECTION_ASSUMED]
	},
	{
		id: 'mhlda-contact-wte',
		programme: 'mhlda',
		title: 'Contacts per whole-time equivalent',
		publishedAs: 'WTE deployed to support units of activity / Contact per WTE',
		unit: 'contacts per WTE',
		direction: 'increase',
		source: PUBLISHED_IN,
		frequency: '',
		baselines: [],
		target: null,
		notes: [NEITHER, DIRECTION_ASSUMED]
	},
	{
		id: 'cyp-gld',
		programme: 'cyp',
		title: 'Good level of development at the end of Reception',
		publishedAs: 'Increasing % of children who reach national average level of General Learning and Development by the end of School Foundation Stage',
		unit: '%',
		direction: 'increase',
		source: 'Department for Education, Early Years Foundation Stage Profile (Fingertips 90631)',
		frequency: 'Yearly',
		baselines: [
			{ place: 'bedford-borough', value: 66.9, asAt: null },
			{ place: 'central-bedfordshire', value: 67.2, asAt: null },
			{ place: 'luton', value: 61.1, asAt: null },
			{ place: 'milton-keynes', value: 69.8, asAt: null },
			{ place: 'blmk', value: 65.5, asAt: null },
			{ place: 'england', value: 67.2, asAt: null }
		],
		target: null,
		notes: [
			'The official name is “good level of development”.',
			'No date is given for the baselines.',
			'The target is to reach the national average, with neither a figure nor a date; that average moves.'
		]
	},
	{
		id: 'cyp-y6-obesity',
		programme: 'cyp',
		title: 'Year 6 children with obesity, including severe obesity',
		publishedAs: 'Reducing Year 6 prevalence of obesity (incl severe obesity)',
		unit: '%',
		direction: 'decrease',
		source: 'National Child Measurement Programme (Fingertips 90323)',
		frequency: 'Yearly',
		baselines: [{ place: 'blmk', value: 22.9, asAt: '2022/23' }],
		target: null,
		notes: ['The source does not say which place the baseline is for; BLMK is assumed.', NO_TARGET]
	},
	{
		id: 'cyp-dental-decay',
		programme: 'cyp',
		title: 'Five-year-olds with visible dental decay',
		publishedAs: 'Reducing % of 5-year-olds with experience of visually obvious dental decay',
		unit: '%',
		direction: 'decrease',
		source: 'National Dental Epidemiology Programme (Fingertips 93563)',
		frequency: '',
		baselines: [],
		target: null,
		notes: ['The source says “Place level data only” and gives no figures.', NO_TARGET]
	},
	{
		id: 'cyp-infant-mortality',
		programme: 'cyp',
		title: 'Infant mortality',
		publishedAs: 'Reducing infant mortality year on year',
		unit: 'per 1,000',
		direction: 'decrease',
		source: 'Office for National Statistics (Fingertips, infant mortality rate)',
		frequency: 'Yearly',
		baselines: [{ place: 'blmk', value: 2.02, asAt: '2023/24' }],
		target: null,
		notes: [
			'The baseline is about half the usual rate for England; confirm what it is counted from.',
			'The target is a fall each year, without a figure.',
			'The national rate is for calendar years, three taken together, per 1,000 live births; this one is for a financial year.'
		]
	},
	{
		id: 'cancer-stage12',
		programme: 'cancer',
		title: 'Diagnosed at stage 1 or 2',
		publishedAs: '75% of BLMK cancer patients diagnosed at stage 1/2 by 2028',
		unit: '%',
		direction: 'increase',
		source: 'National Disease Registration Service, cancer registrations',
		frequency: 'Monthly proxy, yearly final',
		baselines: [{ place: 'blmk', value: 64.6, asAt: '2023-10' }],
		target: { value: 75, by: '2028-12-31' },
		notes: ['The baseline is a single month; the registry advises twelve.', 'The source says “by 2028”; the last day of that year is assumed.']
	},
	{
		id: 'cancer-62day',
		programme: 'cancer',
		title: 'Treated within 62 days of referral',
		publishedAs: '85% diagnosed with cancer treated within 62 days of GP referral',
		unit: '%',
		direction: 'increase',
		source: 'NHS England, Cancer Waiting Times',
		frequency: 'Monthly',
		baselines: [{ place: 'blmk', value: 59.24, asAt: '2024-06' }],
		target: { value: 85, by: null },
		notes: [
			'Since October 2023 there is one combined 62-day standard; confirm whether the figures are for that or for the GP route only.',
			'No date is set for the target.'
		]
	},
	{
		id: 'cancer-experience',
		programme: 'cancer',
		title: 'Cancer Patient Experience Survey score',
		publishedAs: 'Score at/above expected range (8.7) on annual Cancer Experience Survey',
		unit: 'score 0–10',
		direction: 'increase',
		source: 'National Cancer Patient Experience Survey',
		frequency: 'Yearly',
		baselines: [{ place: 'blmk', value: 8.8, asAt: '2023-06' }],
		target: { value: 8.7, by: null },
		notes: ['The target is for every year.', 'The expected range is a pair of limits that moves each year; 8.7 is one number.']
	},
	{
		id: 'cancer-1yr-survival',
		programme: 'cancer',
		title: 'One-year survival',
		publishedAs: '75% of patients surviving cancer 1 year after treatment',
		unit: '%',
		direction: 'increase',
		source: 'NHS England, cancer survival index for sub-ICB areas',
		frequency: 'Yearly, some years late',
		baselines: [{ place: 'blmk', value: 73.7, asAt: '2020' }],
		target: { value: 75, by: null },
		notes: ['The official index counts from diagnosis, not from treatment.', 'No date is set for the target.']
	},
	{
		id: 'ltc-first-ltc-gap',
		programme: 'ltc',
		title: 'Gap in age at first long-term condition, most and least deprived',
		publishedAs:
			'Average age at time of first long term health condition in BLMK (Gap between the ages at which individuals develop their first long term health condition in those living in most and least deprived quintiles)',
		unit: 'years',
		direction: 'decrease',
		source: 'ICB population health intelligence; no national series is known',
		frequency: '',
		baselines: [
			{ place: 'bedford-borough', value: 4.8, asAt: null },
			{ place: 'central-bedfordshire', value: 6.1, asAt: null },
			{ place: 'luton', value: 2.7, asAt: null },
			{ place: 'milton-keynes', value: 4.6, asAt: null },
			{ place: 'blmk', value: 4.2, asAt: null }
		],
		target: null,
		notes: [
			'The heading says average age; the figures are a gap in years.',
			'No date is given for the baselines.',
			NO_TARGET,
			'That a smaller gap is better is assumed.',
			'None of the four objectives is measured by it.'
		]
	},
	{
		id: 'uec-falls-65',
		programme: 'uec',
		title: 'Emergency admissions for falls, age 65 and over',
		publishedAs:
			'Reducing emergency admissions for falls. Emergency hospital admissions due to falls in people aged 65 and over 2022/23. Directly standardised rate per 100,000 population',
		unit: 'per 100,000, standardised',
		direction: 'decrease',
		source: 'OHID Fingertips 22401, from Hospital Episode Statistics',
		frequency: 'Yearly',
		baselines: [
			{ place: 'bedford-borough', value: 1725, asAt: '2022/23' },
			{ place: 'central-bedfordshire', value: 1847, asAt: '2022/23' },
			{ place: 'luton', value: 1639, asAt: '2022/23' },
			{ place: 'milton-keynes', value: 1999, asAt: '2022/23' },
			{ place: 'blmk', value: 1933, asAt: '2022/23' }
		],
		target: null,
		notes: [
			'Central Bedfordshire is printed as “18472”: 1847 followed by the mark of footnote 2. Confirm against Fingertips.',
			'1,933 for BLMK is the published rate for England in 2022/23; from these four places BLMK would be near 1,800 to 1,850.',
			NO_TARGET
		]
	}
];
