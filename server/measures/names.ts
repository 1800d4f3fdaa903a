/** What the names in a file mean: KPIs by id, title or a source's code; places by code, id or name. Pure. */
import type { KnownKpi, KnownPlace } from '#server/store/reading-rows.ts';
import type { World } from './world.ts';

/** What a name means: the one thing, or why not in a sentence. `unknown`: nobody here has heard of it. */
export type Found<Thing> = { thing: Thing } | { problem: string; unknown: boolean };

export interface Names {
	/** By id, by exact title, or by what a source calls it. */
	kpi(name: string): Found<KnownKpi>;
	/** By code, id or name. */
	place(name: string): Found<KnownPlace>;
}

/** Looks names up, each once. */
export function namesIn(world: World): Names {
	const codes = new Map(world.codes.map(({ code, kpi }) => [code, kpi]));
	const kpi = (name: string): Found<KnownKpi> => {
		const id = codes.get(name) ?? name;
		const found = world.kpis.filter((each) => each.id === id);
		const titled = found.length > 0 ? found : world.kpis.filter(({ title }) => title === name);
		const live = titled.filter(({ archived }) => !archived);
		const [one] = live;
		if (one && live.length === 1) return { thing: one };
		if (live.length > 1) return { problem: `${live.length} KPIs of this programme are called “${shown(name)}”. Write the id instead, such as ${one?.id ?? ''}.`, unknown: false };
		if (titled.length > 0) return { problem: `The KPI “${titled[0]?.title ?? name}” is archived. Bring it back to import its readings.`, unknown: false };
		return name === '' ? { problem: 'No measure is named.', unknown: false } : { problem: `“${shown(name)}” is no KPI of this programme.`, unknown: true };
	};
	const place = (name: string): Found<KnownPlace> => {
		const plain = name.toLowerCase();
		const found = world.places.find(({ code, id }) => (code !== '' && code.toLowerCase() === plain) || id === plain) ?? world.places.find((each) => each.name.toLowerCase() === plain);
		if (found) return { thing: found };
		return name === '' ? { problem: 'No place is named.', unknown: false } : { problem: `“${shown(name)}” is no place of this portfolio, by code, id or name.`, unknown: true };
	};
	return { kpi: once(kpi), place: once(place) };
}

function shown(name: string): string {
	return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

function once<Thing>(look: (name: string) => Found<Thing>): (name: string) => Found<Thing> {
	const known = new Map<string, Found<Thing>>();
	return (name) => {
		const found = known.get(name) ?? look(name);
		known.set(name, found);
		return found;
	};
}
