/** A cell as text, and text as a cell: for copying, for pasting, and to and from a spreadsheet. */
import { formatDay, type Day } from '#lib/plan/dates.ts';
import { LEAD_KIND_WORDS, LEAD_KINDS, type Kpi, type KpiLink, type LeadKind, type Milestone, type Parsed, type Status } from '#lib/plan/fields.ts';
import { dependencyKey, parseDependencyKey, type KpiId, type MilestoneId, type PlanId } from '#lib/plan/ids.ts';
import { formatField, parseField } from '#lib/plan/inputs.ts';
import { slipOf } from '#lib/plan/slip.ts';
import type { BaselineDay, DirectoryPerson, OtherPlanMilestone, PlanPlace } from '../plan-context.ts';
import { isTyped, type Column } from './columns.ts';

/** What cells refer to. */
export interface CellWorld {
	planId: PlanId;
	today: Day;
	people: readonly DirectoryPerson[];
	places: readonly PlanPlace[];
	kpis: ReadonlyMap<KpiId, Kpi>;
	milestones: ReadonlyMap<MilestoneId, Milestone>;
	others: ReadonlyMap<string, OtherPlanMilestone>;
	/** Why references of other plans could not be looked up; null when they were. */
	unasked?: string | null;
	baseline: ReadonlyMap<MilestoneId, BaselineDay> | null;
	/** Where a later baseline has replaced it; null otherwise. */
	firstBaseline: ReadonlyMap<MilestoneId, BaselineDay> | null;
	/** As the column "Updated" shows it. */
	updated: (id: MilestoneId) => string;
}
export type CellValue = { form: 'value'; value: unknown } | { form: 'members'; members: Record<string, unknown> };

const ok = (value: CellValue): Parsed<CellValue> => ({ ok: true, value });
const wrong = (problem: string): Parsed<never> => ({ ok: false, problem });
const quote = (typed: string): string => `“${typed.length > 40 ? `${typed.slice(0, 40)}…` : typed}”`;

/** The text of a cell, such as people know it; '' for an empty one. */
export function textOfCell({ key }: Column, milestone: Milestone, world: CellWorld): string {
	if (isTyped(key)) return formatField('milestone', key, milestone[key]);
	switch (key) {
		case 'baseline': {
			const day = world.baseline?.get(milestone.id)?.forecast ?? null;
			return day === null ? '' : formatDay(day);
		}
		case 'slip':
			return world.baseline ? (slipOf(baselineOf(milestone, world.baseline), milestone.actual ?? milestone.forecast)?.words ?? '') : '';
		case 'updated':
			return world.updated(milestone.id);
		case 'leads':
			return Object.entries(milestone.leads)
				.flatMap(([id, kind]) => world.people.filter((person) => person.id === id).map(({ name }) => `${name} (${LEAD_KIND_WORDS[kind].toLowerCase()})`))
				.join('; ');
		case 'places':
			return world.places.filter(({ id }) => id in milestone.places).map(({ short }) => short).join(', ');
		case 'kpis':
			return Object.keys(milestone.kpis).flatMap((id) => world.kpis.get(id as KpiId)?.title ?? []).join('; ');
		case 'dependsOn':
			return Object.keys(milestone.dependsOn).flatMap((needed) => refOf(needed, world)).join(', ');
	}
}

/** The approved date of a milestone: undefined when the baseline does not hold it at all. */
export function baselineOf(milestone: Milestone, baseline: ReadonlyMap<MilestoneId, BaselineDay>): Day | null | undefined {
	const held = baseline.get(milestone.id);
	return held ? held.forecast : undefined;
}

function refOf(key: string, world: CellWorld): string[] {
	const needed = parseDependencyKey(key);
	const ref = needed?.plan === world.planId ? world.milestones.get(needed.milestone)?.ref : world.others.get(key)?.ref;
	return ref ? [ref] : [];
}

/**
 * Reads the text of a cell for a milestone (null: one that is about to be added).
 * @returns the value, or a sentence that says what is wrong
 */
export function readCell(column: Column, typed: string, milestone: Milestone | null, world: CellWorld): Parsed<CellValue> {
	const { key } = column;
	if (isTyped(key)) {
		const parsed = parseField('milestone', key, typed, { today: world.today });
		return parsed.ok ? ok({ form: 'value', value: parsed.value }) : parsed;
	}
	switch (key) {
		case 'leads':
			return members(split(typed, /[;\n]/), (part) => readLead(part, milestone?.leads ?? {}, world));
		case 'places':
			return members(split(typed, /[,;\n]/), (part) => readPlace(part, milestone, world));
		case 'kpis':
			return members(split(typed, /[;\n]/), (part) => readKpi(part, milestone?.kpis ?? {}, world));
		case 'dependsOn':
			return members(referencesIn(typed), (part) => readDependency(part, world));
		case 'baseline':
		case 'slip':
		case 'updated':
			return wrong(column.locked ?? `${column.label} cannot be changed.`);
	}
}

const split = (typed: string, at: RegExp): string[] => typed.split(at).map((part) => part.trim()).filter(Boolean);

/** The references that the text of a cell of dependencies names. */
export const referencesIn = (typed: string): string[] => split(typed, /[,;\s]/);

type Member = Parsed<[key: string, value: unknown][]>;
const found = (...entries: [key: string, value: unknown][]): Member => ({ ok: true, value: entries });

function members(parts: string[], read: (part: string) => Member): Parsed<CellValue> {
	const all: Record<string, unknown> = {};
	for (const part of parts) {
		const member = read(part);
		if (!member.ok) return member;
		Object.assign(all, Object.fromEntries(member.value));
	}
	return ok({ form: 'members', members: all });
}

const same = (one: string, other: string): boolean => one.localeCompare(other, 'en-GB', { sensitivity: 'base' }) === 0;

function readLead(part: string, now: Record<string, LeadKind>, world: CellWorld): Member {
	const [, name = part, word = ''] = /^(.*?)\s*(?:\(([^()]*)\))?$/.exec(part) ?? [];
	const kind = LEAD_KINDS.find((each) => same(LEAD_KIND_WORDS[each], word));
	// A post such as "GP lead (cancer)" has brackets of its own.
	const person = world.people.find((each) => same(each.name, part)) ?? (kind === undefined && word !== '' ? undefined : world.people.find((each) => same(each.name, name)));
	if (!person) return wrong(`Leads: there is nobody called ${quote(part)} in the directory. Choose from the list.`);
	return found([person.id, kind ?? now[person.id] ?? defaultKind(person, now)]);
}

/** The kind a person most likely leads in: clinical people clinically, then one accountable, others delivery. */
export function defaultKind(person: DirectoryPerson, now: Record<string, LeadKind>): LeadKind {
	if (person.clinical) return 'clinical';
	return Object.values(now).includes('accountable') ? 'delivery' : 'accountable';
}

function readPlace(part: string, milestone: Milestone | null, world: CellWorld): Member {
	const choices = world.places.filter(({ kind }) => kind === 'place');
	const status = (id: string): Status => milestone?.places[id as keyof Milestone['places']] ?? milestone?.status ?? 'notStarted';
	if (same(part, 'all')) return found(...choices.map(({ id }): [string, Status] => [id, status(id)]));
	const place = choices.find((each) => same(each.short, part) || same(each.name, part));
	if (!place) return wrong(`Places: ${quote(part)} is not a place. Enter ${choices.map(({ short }) => short).join(', ')} or All.`);
	return found([place.id, status(place.id)]);
}

function readKpi(part: string, now: Record<string, KpiLink>, world: CellWorld): Member {
	const kpi = [...world.kpis.values()].find((each) => !each.archived && same(each.title, part));
	if (!kpi) return wrong(`KPIs: ${quote(part)} is not a KPI of this plan. Choose from the list.`);
	return found([kpi.id, now[kpi.id] ?? defaultLink(kpi)]);
}

/** What a new link most likely expects: the change that the measure counts as better, at once. */
export function defaultLink({ direction }: Kpi): KpiLink {
	return { effect: direction === 'neutral' ? 'maintain' : direction, lagMonths: 0 };
}

function readDependency(part: string, world: CellWorld): Member {
	const own = [...world.milestones.values()].find((each) => same(each.ref, part));
	if (own) return found([dependencyKey(world.planId, own.id), true]);
	const other = [...world.others].find(([, each]) => same(each.ref, part));
	if (!other && world.unasked) return wrong(`Depends on: ${quote(part)} is not in this plan, and other plans could not be asked. ${world.unasked}`);
	if (!other) return wrong(`Depends on: there is no milestone ${quote(part)}. Enter a reference such as CAN-14.`);
	return found([other[0], true]);
}
