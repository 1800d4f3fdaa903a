/** Copying and pasting of cells: between the grid's selection and the clipboard's text. */
import type { PlanContext } from '../plan-context.ts';
import { textOfCell, type CellWorld } from './cell-text.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import { isTyped } from './columns.ts';
import { applyPaste } from './edits.ts';
import { parseTsv, planPaste, unknownReferences, writeTsv, type PasteProblem } from './paste.ts';
import type { GridView } from './view.svelte.ts';

/** What cells refer to, from the page's context. */
export function worldOf(context: PlanContext, updated: (id: Milestone['id']) => string): CellWorld {
	const { store, planId, today, people, places, others, baseline, firstBaseline } = context;
	return { planId, today, people, places, others, baseline, firstBaseline, kpis: store.kpis, milestones: store.milestones, updated };
}

/** The selected cells as tab-separated text; a priority is its title. */
export function copied(view: GridView, world: CellWorld): string {
	const at = view.selection ?? { top: view.activeIndex, bottom: view.activeIndex, left: view.activeColumn, right: view.activeColumn };
	const columns = view.columns.slice(at.left, at.right + 1);
	return writeTsv(
		view.rows.slice(at.top, at.bottom + 1).map((row) =>
			row.kind === 'priority' ? [row.priority?.title ?? ''] : columns.map((column) => textOfCell(column, row.milestone, world))
		)
	);
}

export interface Pasted {
	cells: number;
	added: number;
	problems: PasteProblem[];
	/** What is wrong with the one cell that was pasted: it keeps the words, not saved. */
	draft?: string;
}

/** References that pasting this text would read and the page does not know. */
export function toLearn(view: GridView, world: CellWorld, text: string): string[] {
	const left = view.selection?.left ?? view.activeColumn;
	const cells = parseTsv(text);
	const [single] = cells.length === 1 && cells[0]?.length === 1 ? cells[0] : [];
	if (single === undefined) return unknownReferences(cells, view.columns.slice(left), world);
	// One cell fills all that are selected.
	const filled = view.columns.slice(left, (view.selection?.right ?? left) + 1);
	return unknownReferences([filled.map(() => single)], filled, world);
}

/** Pastes text at the selection: one cell fills all selected ones, more begin at its corner. */
export function pasteAt(view: GridView, context: PlanContext, world: CellWorld, text: string): Pasted | null {
	const corner = view.selection;
	const top = corner?.top ?? view.activeIndex;
	const left = corner?.left ?? view.activeColumn;
	let cells = parseTsv(text);
	const targets = view.rows.slice(top).flatMap((row) => (row.kind === 'milestone' ? [row.milestone] : []));
	if (corner && cells.length === 1 && cells[0]?.length === 1) {
		const inside = view.rows.slice(corner.top, corner.bottom + 1).filter(({ kind }) => kind === 'milestone').length;
		const value = cells[0][0] ?? '';
		cells = Array.from({ length: inside }, () => Array.from({ length: corner.right - corner.left + 1 }, () => value));
	}
	if (cells.length === 0) return null;
	const plan = planPaste(cells, { milestones: targets, columns: view.columns.slice(left), world });
	const [wrong] = plan.problems;
	const column = view.columns[left];
	if (wrong && plan.cells === 0 && cells.length === 1 && cells[0]?.length === 1 && view.milestone && view.activeRow && column && isTyped(column.key)) {
		view.keepDraft(view.activeRow, column.key, wrong.typed);
		return { cells: 0, added: 0, problems: [], draft: wrong.problem };
	}
	const last = view.rows.findLast((row) => row.kind === 'milestone');
	const row = view.activeRow;
	const end = last?.kind === 'milestone' ? { after: last.milestone } : { priority: row?.kind === 'priority' ? (row.priority?.id ?? null) : null };
	applyPaste(context.store, plan.rows, end);
	return { cells: plan.cells, added: plan.added, problems: plan.problems };
}

/** What a paste did, in words. */
export function pastedWords({ cells, added, problems }: Pasted): string {
	const parts = [
		cells === 0 ? 'Nothing pasted' : cells === 1 ? '1 cell pasted' : `${cells} cells pasted`,
		added === 1 && '1 milestone added',
		added > 1 && `${added} milestones added`,
		problems.length === 1 && '1 cell could not be read',
		problems.length > 1 && `${problems.length} cells could not be read`
	];
	return parts.filter(Boolean).join(', ');
}
