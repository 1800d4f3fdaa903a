/** The columns of the plan's grid, in order: what each shows, and which control edits it. */
import type { Milestone } from '#lib/plan/fields.ts';

export type ColumnKey = 'title' | 'status' | 'forecast' | 'baseline' | 'slip' | 'leads' | 'places' | 'kpis' | 'dependsOn' | 'start' | 'actual' | 'updated';
/** The control that edits a cell; null: nobody types here, and `locked` says why. */
export type EditorKind = 'text' | 'day' | 'status' | 'leads' | 'places' | 'kpis' | 'dependsOn';

export interface Column {
	key: ColumnKey;
	label: string;
	/** Class that gives the width. */
	css: string;
	editor: EditorKind | null;
	/** In plain words, for who tries to edit it. */
	locked?: string;
}

export const COLUMNS: readonly Column[] = [
	{ key: 'title', label: 'Milestone', css: 'k-milestone', editor: 'text' },
	{ key: 'status', label: 'Status', css: 'k-status', editor: 'status' },
	{ key: 'forecast', label: 'Forecast', css: 'k-forecast', editor: 'day' },
	{
		key: 'baseline',
		label: 'Baseline',
		css: 'k-baseline',
		editor: null,
		locked: 'The baseline is fixed. It changes only when a new one is approved.'
	},
	{ key: 'slip', label: 'Slip', css: 'k-slip', editor: null, locked: 'The slip is worked out from the baseline and the forecast, or the actual date.' },
	{ key: 'leads', label: 'Leads', css: 'k-leads', editor: 'leads' },
	{ key: 'places', label: 'Places', css: 'k-places', editor: 'places' },
	{ key: 'kpis', label: 'KPIs', css: 'k-kpis', editor: 'kpis' },
	{ key: 'dependsOn', label: 'Depends on', css: 'k-depends', editor: 'dependsOn' },
	{ key: 'start', label: 'Start', css: 'k-start', editor: 'day' },
	{ key: 'actual', label: 'Actual', css: 'k-actual', editor: 'day' },
	{ key: 'updated', label: 'Updated', css: 'k-updated', editor: null, locked: 'Milepost writes down when a milestone last changed.' }
];

/** Fields whose problems have no column of their own show at the title. */
const AT: Partial<Record<keyof Milestone, ColumnKey>> = {
	status: 'status',
	forecast: 'forecast',
	leads: 'leads',
	places: 'places',
	kpis: 'kpis',
	dependsOn: 'dependsOn',
	start: 'start',
	actual: 'actual'
};

/** The column at which something about a field is said. */
export function columnOfField(field: string): ColumnKey {
	return AT[field as keyof Milestone] ?? 'title';
}

/** Columns that hold one typed value, which is also the name of the field. */
export type TypedColumn = 'title' | 'status' | 'forecast' | 'start' | 'actual';
export function isTyped(key: ColumnKey): key is TypedColumn {
	return key === 'title' || key === 'status' || key === 'forecast' || key === 'start' || key === 'actual';
}
