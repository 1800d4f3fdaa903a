/** What cells show of their way to the server: sending for long, kept on this device, not accepted. */
import { SvelteMap } from 'svelte/reactivity';
import { ADDED } from '#lib/plan/changes.ts';
import { formatField } from '#lib/plan/inputs.ts';
import type { Draft, PlanStore } from '#lib/sync/plan.svelte.ts';
import { mapOf } from '../plain.ts';
import { columnOfField, isTyped, type ColumnKey } from './columns.ts';

/** Shorter waits are not worth a mark. */
const WAIT_MS = 400;

export interface CellMarks {
	sending: boolean;
	kept: boolean;
	/** A refused edit: what was typed, and why not. */
	refused: { typed: string; reason: string } | null;
	/** Somebody else's edit has just arrived. */
	changed: boolean;
}

export class Marks {
	private readonly store: () => PlanStore;
	/** Unsent cells by when they began to wait. */
	private readonly since: Record<string, number> = {};
	private readonly waiting = new SvelteMap<string, true>();

	constructor(store: () => PlanStore) {
		this.store = store;
		$effect(() => this.follow(store().unsentCells));
	}

	private follow(cells: ReadonlySet<string>): void {
		for (const key of Object.keys(this.since)) {
			if (cells.has(key)) continue;
			Reflect.deleteProperty(this.since, key);
			this.waiting.delete(key);
		}
		for (const key of cells) {
			if (key in this.since) continue;
			const at = Date.now();
			this.since[key] = at;
			setTimeout(() => this.since[key] === at && this.waiting.set(key, true), WAIT_MS);
		}
	}

	private readonly refused = $derived.by(() =>
		mapOf(this.store().drafts.map((draft): [string, Draft] => [`${draft.change.entity}/${draft.change.id}/${placeOf(draft.change.field)}`, draft]))
	);
	private readonly offline = $derived.by(() => this.store().save === 'offline');

	/** The marks of one cell. */
	of(entity: 'milestone' | 'priority', id: string, column: ColumnKey): CellMarks {
		const keys = column === 'title' ? [`${entity}/${id}/title`, `${entity}/${id}/${ADDED}`] : [`${entity}/${id}/${column}`];
		const waits = keys.some((key) => this.waiting.has(key));
		const draft = this.refused.get(`${entity}/${id}/${column}`);
		const { changed } = this.store();
		return {
			sending: waits && !this.offline,
			kept: waits && this.offline,
			refused: draft ? { typed: typedOf(draft), reason: draft.reason } : null,
			changed: keys.some((key) => changed.has(key))
		};
	}
}

function placeOf(field: string): ColumnKey {
	return field === ADDED ? 'title' : columnOfField(field);
}

/** What a refused edit would have put in the plan, as a person would type it. */
export function typedOf({ change }: Draft): string {
	const { entity, field } = change;
	const value = change.new;
	if (field === ADDED) return String((value as { title?: unknown } | null)?.title ?? '');
	const written = entity === 'milestone' && isTyped(field as ColumnKey) ? formatField(entity, field, value) : '';
	if (written !== '') return written;
	if (typeof value === 'string') return value;
	return value === null ? 'Removed' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
