/** The example's content as edits of the shared document: each is one that a screen could have made. */
import { generateNKeysBetween } from 'fractional-indexing';
import type * as Y from 'yjs';
import { addEntity, initialisePlan, proseOf, readEntity, setField } from '#lib/plan/document.ts';
import type { LeadKind, Milestone } from '#lib/plan/fields.ts';
import { dependencyKey, type PlaceId } from '#lib/plan/ids.ts';
import { ENABLERS } from './strategy.ts';
import { kpiIdOf, milestoneIdOf, personIdOf, planIdOf, priorityIdOf, type Content } from './content.ts';
import { PUBLISHED_IN, type StrategyKpi } from './measures.ts';
import type { ExampleEvent, ExampleMilestone, ExampleProgramme } from './shape.ts';

export type Edit = (doc: Y.Doc) => void;

/** The plan's own fields, its priorities and its KPIs. */
export function outline({ published, written, kpis }: Content): Edit {
	const about = [`Published as “${published.publishedName}” (${PUBLISHED_IN}).`, ...published.notes, 'The milestones and their history are illustrative.'];
	return (doc) => {
		initialisePlan(doc, {
			title: `${published.name} workplan, April 2025 to March 2027`,
			starts: '2025-04',
			months: 24,
			summary: `${written.summary}\n\n${about.join(' ')}`
		});
		const orders = generateNKeysBetween(null, null, written.priorities.length);
		written.priorities.forEach(({ key, title }, index) => {
			addEntity(doc, 'priority', priorityIdOf(written, key), { title, order: at(orders, index), archived: false });
		});
		for (const kpi of kpis) addKpi(doc, kpi);
	};
}

function addKpi(doc: Y.Doc, kpi: StrategyKpi): void {
	const { id, title, unit, direction, source, frequency, target } = kpi;
	const baselines = Object.fromEntries(kpi.baselines.map(({ place, value, asAt }) => [place, { value, asAt }]));
	const note = [`Published as “${kpi.publishedAs}” (${PUBLISHED_IN}).`, ...kpi.notes].join(' ');
	addEntity(doc, 'kpi', kpiIdOf(id), { title, unit, direction, source, frequency, note, target, baselines, trajectory: {}, archived: false });
}

/** Orders of the programme's milestones, by reference: the file's order, whenever each is added. */
export function ordersOf(programme: ExampleProgramme): Map<string, string> {
	const orders = generateNKeysBetween(null, null, programme.milestones.length);
	return new Map(programme.milestones.map(({ ref }, index) => [ref, at(orders, index)]));
}

/** Adds a milestone, not started. Without what it waits for: see `dependencies`. */
export function addition(programme: ExampleProgramme, milestone: ExampleMilestone, order: string): Edit {
	const { ref, kind, title, start, doneWhen, description, added } = milestone;
	return (doc) =>
		addEntity(doc, 'milestone', milestoneIdOf(ref), {
			kind,
			title,
			priority: priorityIdOf(programme, milestone.priority),
			order,
			start,
			forecast: added?.forecast ?? milestone.baseline,
			status: 'notStarted',
			doneWhen,
			description,
			leads: leadsOf(milestone.leads),
			kpis: Object.fromEntries(milestone.kpis.map(({ kpi, effect, lagMonths }) => [kpiIdOf(kpi), { effect, lagMonths }])),
			places: Object.fromEntries(milestone.places.map((place) => [place, 'notStarted' as const])),
			enablers: Object.fromEntries(milestone.enablers.map((name) => [enablerOf(name), true as const]))
		});
}

/** Enters what a milestone waits for. @param programmeOf the programme's id of a reference */
export function dependencies({ ref, dependsOn }: ExampleMilestone, programmeOf: (ref: string) => string): Edit {
	return (doc) => {
		for (const needed of dependsOn) {
			const member = dependencyKey(planIdOf(programmeOf(needed)), milestoneIdOf(needed));
			set(doc, ref, 'dependsOn', true, member);
		}
	};
}

/** What somebody changed of a milestone, as one edit. */
export function change(ref: string, { set: changed }: ExampleEvent): Edit {
	return (doc) => {
		const { leads, commentary, ...values } = changed;
		for (const [field, value] of Object.entries(values)) set(doc, ref, field, value);
		if (changed.status === 'complete') completePlaces(doc, ref);
		if (leads) changeLeads(doc, ref, leadsOf(leads));
		if (commentary !== undefined) rewrite(doc, ref, commentary);
	};
}

/** A milestone that is complete is so in each of its places. */
function completePlaces(doc: Y.Doc, ref: string): void {
	for (const place of Object.keys(current(doc, ref).places) as PlaceId[]) set(doc, ref, 'places', 'complete', place);
}

function changeLeads(doc: Y.Doc, ref: string, next: Milestone['leads']): void {
	const before: Record<string, LeadKind> = current(doc, ref).leads;
	const after: Record<string, LeadKind> = next;
	// First the new, then the old: deletions come last when Yjs replays an edit, and history keeps that order.
	for (const [person, kind] of Object.entries(after)) if (before[person] !== kind) set(doc, ref, 'leads', kind, person);
	for (const person of Object.keys(before)) if (!(person in after)) set(doc, ref, 'leads', undefined, person);
}

/** Replaces the commentary, touching only what differs, as somebody who edits a text does. */
function rewrite(doc: Y.Doc, ref: string, next: string): void {
	const text = proseOf(doc, { entity: 'milestone', id: milestoneIdOf(ref), field: 'commentary' });
	if (!text) throw new Error(`${ref} has no commentary`);
	const before = text.toString();
	const most = Math.min(before.length, next.length);
	let head = 0;
	while (head < most && before[head] === next[head]) head += 1;
	let tail = 0;
	while (tail < most - head && before.at(-1 - tail) === next.at(-1 - tail)) tail += 1;
	if (before.length - tail > head) text.delete(head, before.length - tail - head);
	if (next.length - tail > head) text.insert(head, next.slice(head, next.length - tail));
}

function current(doc: Y.Doc, ref: string): Milestone {
	const read = readEntity(doc, 'milestone', milestoneIdOf(ref));
	if (!read) throw new Error(`There is no ${ref} to change`);
	return read.record;
}

function set(doc: Y.Doc, ref: string, field: string, value: unknown, member?: string): void {
	const there = setField(doc, { entity: 'milestone', id: milestoneIdOf(ref), field, ...(member === undefined ? {} : { member }) }, value);
	if (!there) throw new Error(`There is no ${ref} whose ${field} could be set`);
}

function leadsOf(leads: ExampleMilestone['leads']): Milestone['leads'] {
	return Object.fromEntries(leads.map(({ post, kind }) => [personIdOf(post), kind]));
}

function enablerOf(name: string): string {
	const slug = ENABLERS[name];
	if (slug === undefined) throw new Error(`There is no enabler ${name}`);
	return slug;
}

function at(keys: readonly string[], index: number): string {
	const key = keys[index];
	if (key === undefined) throw new RangeError(`No key ${index}`);
	return key;
}
