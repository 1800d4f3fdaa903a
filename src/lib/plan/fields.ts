/**
 * The fields of a plan: what each may hold, and how a value is parsed alone. The document's
 * reader, the server's check and the screens all read this one table, so they cannot disagree.
 *
 * A value "parses alone" (V4) when nothing else in the plan is needed to judge it. What two
 * valid edits break together (date order, circles) is the business of problems.ts.
 */
import { isDay, type Day } from './dates.ts';
import { choice, CONTROL, day, exactly, flag, idKey, ok, oneOf, order, parseNumber, text, whole, wrong, type FieldSpec, type Parse } from './field-specs.ts';
import { isId, isPlaceId, parseDependencyKey } from './ids.ts';
import type { KpiId, MilestoneId, PersonId, PlaceId, PriorityId } from './ids.ts';

// Readers of the table need these three too.
export { parseProse, type FieldSpec, type Parsed } from './field-specs.ts';

export const STATUSES = ['notStarted', 'onTrack', 'atRisk', 'offTrack', 'complete', 'paused', 'closed'] as const;
export type Status = (typeof STATUSES)[number];
export const STATUS_WORDS: Record<Status, string> = {
	notStarted: 'Not started',
	onTrack: 'On track',
	atRisk: 'At risk',
	offTrack: 'Off track',
	complete: 'Complete',
	paused: 'Paused',
	closed: 'Closed'
};
/** Statuses of work that is still to be delivered: the ones a date can be late for. */
export const OPEN_STATUSES: readonly Status[] = ['notStarted', 'onTrack', 'atRisk', 'offTrack', 'paused'];

export const MILESTONE_KINDS = ['milestone', 'deliverable'] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];
export const LEAD_KINDS = ['accountable', 'clinical', 'delivery'] as const;
export type LeadKind = (typeof LEAD_KINDS)[number];
export const LEAD_KIND_WORDS: Record<LeadKind, string> = {
	accountable: 'Accountable',
	clinical: 'Clinical',
	delivery: 'Delivery'
};
export const EFFECTS = ['increase', 'decrease', 'maintain'] as const;
export type Effect = (typeof EFFECTS)[number];
export const DIRECTIONS = ['increase', 'decrease', 'neutral'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface KpiLink {
	effect: Effect;
	/** Whole months until the effect should show, 0–60. */
	lagMonths: number;
}
export interface KpiBaseline {
	value: number;
	/** As the source writes it: `2022/23`, `2024-06`; null when it gives no date. */
	asAt: string | null;
}
export interface KpiTarget {
	value: number;
	by: Day | null;
}

export interface PlanInfo {
	title: string;
	/** First month, `YYYY-MM`. */
	starts: string;
	months: number;
	summary: string;
	schemaVersion: number;
}
export interface Priority {
	id: PriorityId;
	title: string;
	order: string;
	archived: boolean;
}
export interface Milestone {
	id: MilestoneId;
	/** Given by the server, once; '' until then. */
	ref: string;
	kind: MilestoneKind;
	title: string;
	priority: PriorityId | null;
	order: string;
	start: Day | null;
	forecast: Day | null;
	dateReason: string;
	actual: Day | null;
	status: Status;
	doneWhen: string;
	evidence: string;
	ask: string;
	archived: boolean;
	description: string;
	commentary: string;
	leads: Record<PersonId, LeadKind>;
	kpis: Record<KpiId, KpiLink>;
	places: Record<PlaceId, Status>;
	dependsOn: Record<string, true>;
	enablers: Record<string, true>;
}
export interface Kpi {
	id: KpiId;
	title: string;
	unit: string;
	direction: Direction;
	source: string;
	frequency: string;
	/** What a reader must know of the definition, such as a footnote of the source. */
	note: string;
	target: KpiTarget | null;
	archived: boolean;
	baselines: Record<PlaceId, KpiBaseline>;
	/** Planned path: day → value. */
	trajectory: Record<string, number>;
}
export interface EntityRecords {
	plan: PlanInfo;
	priority: Priority;
	milestone: Milestone;
	kpi: Kpi;
}
export type EntityKind = keyof EntityRecords;

const placeKey: Parse<string> = (key) => (isPlaceId(key) ? ok(key) : wrong('This is not a place.'));
const slugKey: Parse<string> = (key) => (isPlaceId(key) ? ok(key) : wrong('This is not an enabler.'));
const yes: Parse<true> = (value) => (value === true ? ok(true) : wrong('A set holds only what is in it.'));

const parseKpiLink: Parse<KpiLink> = (value) => {
	if (!exactly(value, ['effect', 'lagMonths'])) return wrong('A KPI link says which effect is expected, and after how many months.');
	const effect = oneOf('The expected effect', EFFECTS)(value.effect);
	if (!effect.ok) return effect;
	const lag = value.lagMonths;
	if (!Number.isInteger(lag) || (lag as number) < 0 || (lag as number) > 60) return wrong('The months until an effect shows must be from 0 to 60.');
	return ok({ effect: effect.value, lagMonths: lag as number });
};
const parseBaseline: Parse<KpiBaseline> = (value) => {
	if (!exactly(value, ['value', 'asAt'])) return wrong('A baseline is a figure and the period it was taken in.');
	const figure = parseNumber(value.value);
	if (!figure.ok) return figure;
	if (value.asAt === null) return ok({ value: figure.value, asAt: null });
	if (typeof value.asAt !== 'string' || value.asAt.length > 20 || CONTROL.test(value.asAt)) return wrong('The period of a baseline is a short text such as 2022/23.');
	return ok({ value: figure.value, asAt: value.asAt });
};
const parseTarget: Parse<KpiTarget | null> = (value) => {
	if (value === null) return ok(null);
	if (!exactly(value, ['value', 'by'])) return wrong('A target is a figure and the date it is to be reached by.');
	const figure = parseNumber(value.value);
	if (!figure.ok) return figure;
	if (value.by !== null && !isDay(value.by)) return wrong('The date of a target is not a date. Enter a date such as 31 Mar 2027.');
	return ok({ value: figure.value, by: value.by });
};

/** Most members one set may hold, and most rows a plan may hold, before the server refuses more. */
export const MOST_MEMBERS = 500;
export const MOST_ENTITIES: Record<Exclude<EntityKind, 'plan'>, number> = { priority: 500, milestone: 20_000, kpi: 2_000 };
/** Prose may grow past its limit when two people write at once; past this many times the limit it is refused. */
export const PROSE_HARD_LIMIT = 5;

export const FIELDS = {
	plan: {
		title: text('Title', 200),
		starts: {
			form: 'value',
			label: 'First month',
			empty: '2025-04',
			parse: (value) =>
				typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? ok(value) : wrong('The first month is written 2025-04.')
		},
		months: whole('Months', 1, 120, 24),
		schemaVersion: whole('Schema version', 1, 1000, 1),
		summary: { form: 'prose', label: 'Summary', max: 20_000 }
	},
	priority: {
		title: text('Title', 200),
		order: order(),
		archived: flag('Archived')
	},
	milestone: {
		ref: {
			form: 'value',
			label: 'Reference',
			empty: '',
			parse: (value) => (typeof value === 'string' && /^[A-Z]{2,5}-\d{2,6}$/.test(value) ? ok(value) : wrong('A reference is written CAN-14.'))
		},
		kind: choice('Kind', MILESTONE_KINDS, 'milestone'),
		title: text('Title', 200),
		priority: {
			form: 'value',
			label: 'Priority',
			empty: null,
			parse: (value) => (value === null || isId('pr', value) ? ok(value) : wrong('This is not a priority.'))
		},
		order: order(),
		start: day('Start'),
		forecast: day('Forecast'),
		dateReason: text('Reason for the date', 500),
		actual: day('Actual'),
		status: choice('Status', STATUSES, 'notStarted'),
		doneWhen: text('Done when', 1_000, 'lines'),
		evidence: text('Evidence', 1_000, 'lines'),
		ask: text('Decision wanted', 500, 'lines'),
		archived: flag('Archived'),
		description: { form: 'prose', label: 'Description', max: 20_000 },
		commentary: { form: 'prose', label: 'Commentary', max: 20_000 },
		leads: { form: 'members', label: 'Leads', max: MOST_MEMBERS, parseKey: idKey('pe', 'a person'), parse: oneOf('A lead', LEAD_KINDS) },
		kpis: { form: 'members', label: 'KPIs', max: MOST_MEMBERS, parseKey: idKey('kpi', 'a KPI'), parse: parseKpiLink },
		places: { form: 'members', label: 'Places', max: MOST_MEMBERS, parseKey: placeKey, parse: oneOf('A place', STATUSES) },
		dependsOn: {
			form: 'members',
			label: 'Depends on',
			max: MOST_MEMBERS,
			parseKey: (key) => (typeof key === 'string' && parseDependencyKey(key) ? ok(key) : wrong('This is not a milestone.')),
			parse: yes
		},
		enablers: { form: 'members', label: 'Enablers', max: MOST_MEMBERS, parseKey: slugKey, parse: yes }
	},
	kpi: {
		title: text('Title', 300),
		unit: text('Unit', 40),
		direction: choice('Direction of improvement', DIRECTIONS, 'neutral'),
		source: text('Source', 300),
		frequency: text('Frequency', 40),
		note: text('Note', 1_000, 'lines'),
		target: { form: 'value', label: 'Target', empty: null, parse: parseTarget },
		archived: flag('Archived'),
		baselines: { form: 'members', label: 'Baselines', max: MOST_MEMBERS, parseKey: placeKey, parse: parseBaseline },
		trajectory: {
			form: 'members',
			label: 'Trajectory',
			max: MOST_MEMBERS,
			parseKey: (key) => (isDay(key) ? ok(key) : wrong('A trajectory is a figure for each date.')),
			parse: parseNumber
		}
	}
} satisfies Record<EntityKind, Record<string, FieldSpec>>;

/** The spec of a field, or null when there is no such field. */
export function fieldSpec(entity: EntityKind, field: string): FieldSpec | null {
	const table: Record<string, FieldSpec> = FIELDS[entity];
	return Object.hasOwn(table, field) ? (table[field] ?? null) : null;
}
