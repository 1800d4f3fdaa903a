/**
 * The colours of charts and their icons. They stand on the marks themselves, not in a style sheet,
 * so that a chart is whole wherever it goes: on paper, in a file, in a report. A test compares
 * them with tokens.css.
 */
import type { PointKind } from '#lib/kpi/spc-types.ts';
import type { Status } from '#lib/plan/fields.ts';

export const INK = '#212b32';
export const INK_2 = '#4c6272';
export const SURFACE = '#ffffff';
export const SURFACE_2 = '#f7f9fa';
export const LINE = '#d8dde0';
export const LINE_SOFT = '#e8edee';
export const LINE_MID = '#aeb7bd';
export const CONTROL = '#768692';
export const LINK = '#005eb8';
export const TARGET = '#d5281b';
export const TARGET_INK = '#8a150b';
export const WARNING_EDGE = '#8a5a00';

/** Making Data Count's four. Two are under 3:1 on white, so every mark has an outline in ink. */
export const IMPROVEMENT = '#00b0f0';
export const CONCERN = '#e46c0a';
export const NEITHER = '#490092';
export const USUAL = '#a6a6a6';

export const POINT_FILL: Record<PointKind, string> = { common: USUAL, improvement: IMPROVEMENT, concern: CONCERN, 'neutral-high': NEITHER, 'neutral-low': NEITHER };
export const STATUS_FILL: Record<Status, string> = {
	complete: LINK,
	onTrack: '#007f3b',
	atRisk: '#ffb81c',
	offTrack: TARGET,
	notStarted: INK_2,
	paused: INK_2,
	closed: INK_2
};

/** On the element itself, for a picture taken out of the page. */
export const FONTS = 'Arial, Helvetica, Liberation Sans, sans-serif';
