/**
 * What is published about the portfolio: the facts of the BLMK Health Services Strategy slides of
 * 30 January 2025 and of the pages read with them. Nothing here is made up; what is contradictory
 * or missing in the source is said in `notes`, which readers of the plan see.
 */
import type { Day } from '#lib/plan/dates.ts';

export const PORTFOLIO = {
	id: 'blmk',
	name: 'Bedfordshire, Luton and Milton Keynes Integrated Care Board',
	short: 'BLMK ICB'
} as const;

/** With the codes of the Office for National Statistics, by which published files name them. */
export const PLACES = [
	{ id: 'bedford-borough', name: 'Bedford Borough', short: 'BB', code: 'E06000055', kind: 'place' },
	{ id: 'central-bedfordshire', name: 'Central Bedfordshire', short: 'CB', code: 'E06000056', kind: 'place' },
	{ id: 'luton', name: 'Luton', short: 'LU', code: 'E06000032', kind: 'place' },
	{ id: 'milton-keynes', name: 'Milton Keynes', short: 'MK', code: 'E06000042', kind: 'place' },
	{ id: 'blmk', name: 'BLMK', short: 'BLMK', code: 'E54000024', kind: 'aggregate' },
	{ id: 'england', name: 'England', short: 'ENG', code: 'E92000001', kind: 'aggregate' }
] as const;
export type StrategyPlace = (typeof PLACES)[number]['id'];

/** The enablers of the ICB's priorities, by the name that milestones give; the document holds the slug. */
export const ENABLERS: Readonly<Record<string, string>> = {
	'Data and Digital': 'data-and-digital',
	Workforce: 'workforce',
	'Ways of working': 'ways-of-working',
	Estates: 'estates',
	Communications: 'communications',
	'Operational and clinical excellence': 'operational-and-clinical-excellence',
	Finance: 'finance'
};

export interface ExecPost {
	key: string;
	title: string;
	organisation: string;
	/** In order; `from` is the first day the source shows them in the post, which they may have held before. */
	holders: { key: string; name: string; initials: string; from: Day; until: Day | null }[];
}

/** The day of the slides: the earliest on which the source shows anyone in a post. */
const SHOWN = '2025-01-30';

export const EXEC_POSTS: readonly ExecPost[] = [
	{
		key: 'chief-medical-officer',
		title: 'Chief Medical Officer',
		organisation: 'BLMK ICB',
		holders: [
			{ key: 'ian-reckless', name: 'Ian Reckless', initials: 'IR', from: SHOWN, until: '2025-03-01' },
			{ key: 'andrew-rochford', name: 'Andrew Rochford', initials: 'AR', from: '2025-03-01', until: null }
		]
	},
	{
		key: 'chief-of-strategy',
		title: 'Chief of Strategy & Assurance',
		organisation: 'BLMK ICB',
		holders: [{ key: 'maria-wogan', name: 'Maria Wogan', initials: 'MW', from: SHOWN, until: null }]
	},
	{
		key: 'chief-operating-officer-mkuh',
		title: 'Chief Operating Officer, Planned Care',
		organisation: 'Milton Keynes University Hospital NHS Foundation Trust',
		holders: [{ key: 'helen-beck', name: 'Helen Beck', initials: 'HB', from: SHOWN, until: null }]
	},
	{
		key: 'chief-executive',
		title: 'Chief Executive Officer',
		organisation: 'BLMK ICB',
		holders: [{ key: 'felicity-cox', name: 'Felicity Cox', initials: 'FC', from: SHOWN, until: null }]
	}
];

export interface StrategyProgramme {
	/** As the written programmes and the measures name it. */
	id: string;
	slug: string;
	name: string;
	/** For the rail and tags. */
	short: string;
	/** Of milestone references. */
	prefix: string;
	publishedName: string;
	category: string;
	ledBy: string;
	incorporates: string[];
	strapline: string;
	/** Key of an `ExecPost`; null where the source says "TBC". */
	execPost: string | null;
	/** Conflicts and gaps of the source, in plain words. */
	notes: string[];
}

const ESTABLISHED = 'Established';
const NEW = 'New or refreshed';

/** In the source's order. */
export const STRATEGY_PROGRAMMES: readonly StrategyProgramme[] = [
	{
		id: 'mhlda',
		slug: 'mhlda',
		name: 'Mental health, LD and autism',
		short: 'MHLDA',
		prefix: 'MHL',
		publishedName: 'BLMK Mental Health Learning Disability and Autism (MHLDA) Collaborative',
		category: ESTABLISHED,
		ledBy: 'As presently',
		incorporates: [],
		strapline: 'Articulating the purpose and aims of the MHLDA Collaborative and identifying deliverable objectives',
		execPost: 'chief-of-strategy',
		notes: ['Four of the five published KPIs have neither a baseline nor a target.']
	},
	{
		id: 'cyp',
		slug: 'children',
		name: 'Children and families',
		short: 'Children',
		prefix: 'CYP',
		publishedName: 'BLMK Children and Families',
		category: ESTABLISHED,
		ledBy: 'As presently',
		incorporates: ['Local Maternity and Neonatal System (LMNS)'],
		strapline: 'Refreshing the CYP Transformation Board (incl LMNS) and coherently pulling together the programmes of work in this space',
		execPost: null,
		notes: ['The executive lead is published as “TBC”.', 'None of the published KPIs measures asthma, the first objective.']
	},
	{
		id: 'cancer',
		slug: 'cancer',
		name: 'Cancer',
		short: 'Cancer',
		prefix: 'CAN',
		publishedName: 'BLMK Cancer Board',
		category: ESTABLISHED,
		ledBy: 'As presently',
		incorporates: [],
		strapline: 'Operationalising the Cancer Board to proactively deliver on women’s cancer priorities',
		execPost: 'chief-medical-officer',
		notes: [
			'The slides name two executive leads: Ian Reckless on the programme’s page and Andrew Rochford in the table. Both are the Chief Medical Officer; the post changed hands in March 2025.',
			'The objectives stand under “Improving prevention, screening, and early diagnosis of cancer in women”, while the KPIs are about everyone.'
		]
	},
	{
		id: 'ltc',
		slug: 'ltc',
		name: 'Long-term conditions',
		short: 'LTC',
		prefix: 'LTC',
		publishedName: 'Long Term Conditions – Health Optimisation',
		category: NEW,
		ledBy: 'ICB and Primary Care',
		incorporates: ['The current BLMK Long Term Conditions Programme'],
		strapline: 'Primary/Secondary interface and refresh/energise/enable outcome delivery for priority disease areas',
		execPost: 'chief-operating-officer-mkuh',
		notes: ['The one published KPI measures none of the four objectives.']
	},
	{
		id: 'uec',
		slug: 'uec',
		name: 'Urgent and emergency care',
		short: 'UEC',
		prefix: 'UEC',
		publishedName: 'Improving urgent and emergency care (UEC) and reducing unnecessary hospital stays',
		category: NEW,
		ledBy: 'Local Authorities, Acute and Community Providers',
		incorporates: [],
		strapline: 'Senior level system-wide overview and accountability for work ongoing at Place (MK and BCA)',
		execPost: 'chief-of-strategy',
		notes: ['It builds on the work of the Bedfordshire Care Alliance (BCA) and the MK Joint Leadership Team (JLT).']
	},
	{
		id: 'fragile',
		slug: 'fragile',
		name: 'Fragile services',
		short: 'Fragile',
		prefix: 'FRA',
		publishedName: 'Fragile Services – Access to secondary care, critical mass, peer support and learning',
		category: NEW,
		ledBy: 'Acute Providers',
		incorporates: ['The current BLMK Elective Collaboration Board'],
		strapline: 'Predominantly involving the Acute Providers, forming the basis of a meaningful Acute Provider Collaborative in BLMK',
		execPost: 'chief-executive',
		notes: ['No KPIs are published for this programme.']
	}
];
