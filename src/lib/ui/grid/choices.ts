/** What can be picked in the cells that hold a set, and the set that a choice makes. */
import { formatDay } from '#lib/plan/dates.ts';
import { LEAD_KIND_WORDS, LEAD_KINDS, STATUS_WORDS, type LeadKind, type Milestone } from '#lib/plan/fields.ts';
import { dependencyKey, type KpiId, type PlaceId } from '#lib/plan/ids.ts';
import type { OtherMilestone } from '#lib/plan/problems.ts';
import type { PickOption } from '../matching.ts';
import { OptionSearch } from '../option-source.svelte.ts';
import type { Outside } from '../plan-context.ts';
import { defaultKind, defaultLink, type CellWorld } from './cell-text.ts';

export type SetColumn = 'leads' | 'places' | 'kpis' | 'dependsOn';

export interface Choices {
	options: PickOption[];
	selected: string[];
}

/** The options of a cell and those chosen now. A lead's option is person and kind: `pe_x|clinical`. */
export function choicesOf(column: SetColumn, milestone: Milestone, world: CellWorld): Choices {
	switch (column) {
		case 'leads':
			return leadChoices(milestone, world);
		case 'places':
			return {
				options: world.places.filter(({ kind }) => kind === 'place').map(({ id, name, short }) => ({ value: id, label: name, detail: short })),
				selected: Object.keys(milestone.places)
			};
		case 'kpis':
			return {
				options: [...world.kpis.values()]
					.filter(({ id, archived }) => !archived || id in milestone.kpis)
					.map(({ id, title, unit }) => ({ value: id, label: title, detail: unit })),
				selected: Object.keys(milestone.kpis)
			};
		case 'dependsOn':
			return { options: dependencyOptions(milestone, world), selected: Object.keys(milestone.dependsOn) };
	}
}

function leadChoices(milestone: Milestone, world: CellWorld): Choices {
	const now = world.people.filter(({ id }) => id in milestone.leads);
	const option = (person: CellWorld['people'][number], kind: LeadKind, group: string): PickOption => ({
		value: `${person.id}|${kind}`,
		label: person.name,
		detail: [LEAD_KIND_WORDS[kind], person.organisation].filter(Boolean).join(' · '),
		group
	});
	// Each person first in the kind they most likely lead in, then in the others; who leads much of this plan before all.
	const much = leadsHere(world);
	const free = world.people.filter(({ id }) => !(id in milestone.leads)).toSorted((one, other) => (much.get(other.id) ?? 0) - (much.get(one.id) ?? 0));
	const likely = free.map((person) => option(person, defaultKind(person, milestone.leads), 'Suggested'));
	const chosen = now.map((person) => option(person, milestone.leads[person.id] ?? 'delivery', 'Leads now'));
	const taken = new Set([...chosen, ...likely].map(({ value }) => value));
	const rest = LEAD_KINDS.flatMap((kind) =>
		world.people.map((person) => option(person, kind, `As ${LEAD_KIND_WORDS[kind].toLowerCase()} lead`)).filter(({ value }) => !taken.has(value))
	);
	return { options: [...chosen, ...likely, ...rest], selected: chosen.map(({ value }) => value) };
}

/** How many milestones of the plan each person leads. */
function leadsHere({ milestones }: CellWorld): Map<string, number> {
	const count = new Map<string, number>();
	for (const { leads, archived } of milestones.values()) {
		if (!archived) for (const id of Object.keys(leads)) count.set(id, (count.get(id) ?? 0) + 1);
	}
	return count;
}

function dependencyOptions(milestone: Milestone, world: CellWorld): PickOption[] {
	const own = [...world.milestones.values()]
		.filter(({ id, archived }) => id !== milestone.id && (!archived || dependencyKey(world.planId, id) in milestone.dependsOn))
		.toSorted((one, other) => one.ref.localeCompare(other.ref, 'en-GB', { numeric: true }))
		.map((each) => dependencyOption(dependencyKey(world.planId, each.id), each, 'This plan'));
	const others = [...world.others].map(([key, each]) => dependencyOption(key, each, each.programme.name));
	const chosen = (option: PickOption) => Number(option.value in milestone.dependsOn);
	return [...own, ...others].toSorted((one, other) => chosen(other) - chosen(one)).map((option) => (chosen(option) ? { ...option, group: 'Depends on now' } : option));
}
/** A milestone as one that can be depended on. */
export function dependencyOption(value: string, { ref, title, forecast, status }: OtherMilestone, group: string): PickOption {
	return { value, label: `${ref} ${title || 'Without a title'}`.trim(), detail: `${STATUS_WORDS[status]}, ${forecast ? formatDay(forecast) : 'no forecast'}`, group };
}

/** Finds milestones of other plans; those that this one depends on already are left out. */
export function dependencySearch(milestone: Milestone, outside: Outside): OptionSearch {
	return new OptionSearch(async (typed) => {
		const found = await outside.findMilestones(typed);
		if (!found.ok) return found;
		const options = found.milestones.filter(([key]) => !(key in milestone.dependsOn)).map(([key, each]) => dependencyOption(key, each, each.programme.name));
		return { ok: true, options, more: found.more };
	}, 'other plans');
}

/**
 * The choice after a change: a person leads in one kind, so choosing another replaces the first.
 * @param before what was chosen; @param after what the list says now
 */
export function settled(column: SetColumn, before: readonly string[], after: readonly string[]): string[] {
	if (column !== 'leads') return [...after];
	const added = after.filter((value) => !before.includes(value)).map(personOf);
	return after.filter((value) => !before.includes(value) || !added.includes(personOf(value)));
}
const personOf = (value: string): string => value.split('|')[0] ?? value;

/** The set that a choice stands for; what a member held before stays. */
export function membersOf(column: SetColumn, chosen: readonly string[], milestone: Milestone, world: CellWorld): Record<string, unknown> {
	switch (column) {
		case 'leads':
			return Object.fromEntries(chosen.map((value) => value.split('|')));
		case 'places':
			return Object.fromEntries(chosen.map((id) => [id, milestone.places[id as PlaceId] ?? milestone.status]));
		case 'kpis':
			return Object.fromEntries(
				chosen.map((id) => {
					const kpi = world.kpis.get(id as KpiId);
					return [id, milestone.kpis[id as KpiId] ?? (kpi ? defaultLink(kpi) : { effect: 'maintain', lagMonths: 0 })];
				})
			);
		case 'dependsOn':
			return Object.fromEntries(chosen.map((key) => [key, true]));
	}
}
