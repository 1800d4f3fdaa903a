/** A plan's document as typed, reactive records: each transaction tells what to read again. */
import { SvelteMap } from 'svelte/reactivity';
import type * as Y from 'yjs';
import type { Change } from '#lib/plan/changes.ts';
import { idsOf, readEntity } from '#lib/plan/document.ts';
import type { Kpi, Milestone, PlanInfo, Priority } from '#lib/plan/fields.ts';
import type { KpiId, MilestoneId, PriorityId } from '#lib/plan/ids.ts';

/** How long a cell that somebody else changed keeps its tint. */
const TINT_MS = 1500;

export class PlanRecords {
	readonly milestones = new SvelteMap<MilestoneId, Milestone>();
	readonly priorities = new SvelteMap<PriorityId, Priority>();
	readonly kpis = new SvelteMap<KpiId, Kpi>();
	/** `entity/id/field` of cells that others changed just now. */
	readonly changed = new SvelteMap<string, number>();
	plan = $state.raw<PlanInfo | null>(null);

	/** Reads one entity anew. */
	protected read(doc: Y.Doc, entity: Change['entity'], id: string): void {
		switch (entity) {
			case 'plan':
				this.plan = readEntity(doc, 'plan', '')?.record ?? null;
				return;
			case 'milestone':
				return put(this.milestones, readEntity(doc, 'milestone', id)?.record);
			case 'priority':
				return put(this.priorities, readEntity(doc, 'priority', id)?.record);
			case 'kpi':
				return put(this.kpis, readEntity(doc, 'kpi', id)?.record);
		}
	}

	/** Reads a whole document. Nothing is ever taken out of a plan, so a record only leaves with a refused add. */
	protected readAll(doc: Y.Doc): void {
		this.read(doc, 'plan', '');
		for (const entity of ['priority', 'kpi', 'milestone'] as const) for (const id of idsOf(doc, entity)) this.read(doc, entity, id);
		forget(this.milestones, idsOf(doc, 'milestone'));
		forget(this.priorities, idsOf(doc, 'priority'));
		forget(this.kpis, idsOf(doc, 'kpi'));
	}

	/** Tints a cell that somebody else changed, for a moment. */
	protected tint({ entity, id, field }: Change): void {
		const key = `${entity}/${id}/${field}`;
		const at = Date.now();
		this.changed.set(key, at);
		setTimeout(() => this.changed.get(key) === at && this.changed.delete(key), TINT_MS);
	}
}

function put<Id, Entry extends { id: Id }>(map: SvelteMap<Id, Entry>, record: Entry | undefined): void {
	if (record) map.set(record.id, record);
}

function forget<Id, Entry>(map: SvelteMap<Id, Entry>, present: Id[]): void {
	const known = new Set(present);
	for (const id of [...map.keys()]) if (!known.has(id)) map.delete(id);
}
