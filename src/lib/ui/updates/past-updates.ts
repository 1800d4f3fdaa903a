/** What had been confirmed by a time in the past, milestone by milestone: what the page of updates shows of it. */
import type { ConfirmedThen, RoundMilestone, RoundView } from '#lib/plan/update-round.ts';

/** One line of the page: a milestone that was open then, or that the round of then asked about. */
export interface PastUpdate {
	id: string;
	ref: string;
	title: string;
	/** As it stood; null: it was open no more, and so needed no answer. */
	open: Pick<ConfirmedThen, 'status' | 'forecast' | 'last' | 'changed'> | null;
	/** Its part in the round; null: the round did not ask about it, or there was none. */
	inRound: RoundMilestone | null;
}

/** By reference. @param round the round that was open then */
export function pastUpdates(confirmed: readonly ConfirmedThen[], round: Pick<RoundView, 'milestones'> | null): PastUpdate[] {
	const asked = new Map((round?.milestones ?? []).map((each): [string, RoundMilestone] => [each.milestone, each]));
	const open = new Set(confirmed.map(({ id }) => id));
	const lines: PastUpdate[] = [
		...confirmed.map(({ id, ref, title, ...rest }) => ({ id, ref, title, open: rest, inRound: asked.get(id) ?? null })),
		...[...asked.values()].flatMap((each) => (open.has(each.milestone) ? [] : [{ id: each.milestone, ref: each.ref, title: each.title, open: null, inRound: each }]))
	];
	return lines.toSorted((one, other) => one.ref.localeCompare(other.ref, 'en-GB', { numeric: true }));
}
