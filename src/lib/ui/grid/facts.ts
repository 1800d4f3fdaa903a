/** What a row says about its milestone beyond its own fields. Pure. */
import { isOverdue } from '#lib/plan/attention.ts';
import { dayInLondon, formatDay, timeInLondon, type Day } from '#lib/plan/dates.ts';
import type { Milestone } from '#lib/plan/fields.ts';
import { parseDependencyKey } from '#lib/plan/ids.ts';
import { clashWith, type OtherMilestone, type Problem } from '#lib/plan/problems.ts';
import { slipOf, type Slip } from '#lib/plan/slip.ts';
import { baselineOf, type CellWorld } from './cell-text.ts';
import { columnOfField, type ColumnKey } from './columns.ts';

/** The milestone behind a `dependsOn` key; null when it is gone. */
function neededBehind(key: string, world: Pick<CellWorld, 'planId' | 'milestones' | 'others'>): OtherMilestone | null {
	const needed = parseDependencyKey(key);
	const own = needed?.plan === world.planId ? world.milestones.get(needed.milestone) : undefined;
	return own ?? world.others.get(key) ?? null;
}

/** The sentences about dependencies that do not fit a forecast, such as one being typed. */
export function clashesOf(milestone: Milestone, forecast: Day | null, world: Pick<CellWorld, 'planId' | 'milestones' | 'others'>): string[] {
	return Object.keys(milestone.dependsOn).flatMap((key) => {
		const needed = neededBehind(key, world);
		return (needed && clashWith({ forecast, status: milestone.status }, needed)) ?? [];
	});
}

/** How many milestones it depends on, and how many of those are late for it or past their own date. */
export function needsOf(milestone: Milestone, world: Pick<CellWorld, 'planId' | 'milestones' | 'others' | 'today'>): { count: number; late: number } {
	const keys = Object.keys(milestone.dependsOn);
	const late = keys.filter((key) => {
		const needed = neededBehind(key, world);
		if (!needed) return false;
		return clashWith(milestone, needed) !== null || isOverdue({ archived: false, ...needed }, world.today);
	});
	return { count: keys.length, late: late.length };
}

export function slipIn(milestone: Milestone, baseline: CellWorld['baseline']): Slip | null {
	return baseline && slipOf(baselineOf(milestone, baseline), milestone.actual ?? milestone.forecast);
}

/** The slip from the first baseline, where a later one stands between and tells another; null otherwise. */
export function firstSlipIn(milestone: Milestone, world: Pick<CellWorld, 'baseline' | 'firstBaseline'>): Slip | null {
	const first = slipIn(milestone, world.firstBaseline);
	return first !== null && first.days !== null && first.days !== slipIn(milestone, world.baseline)?.days ? first : null;
}

/** Problems by the column at which they are said. */
export function byColumn(problems: readonly Problem[]): Map<ColumnKey, string[]> {
	const columns = new Map<ColumnKey, string[]>();
	for (const { field, message } of problems) {
		const key = columnOfField(field);
		columns.set(key, [...(columns.get(key) ?? []), message]);
	}
	return columns;
}

/** When something was changed, in as few words as are plain: `Just now`, `Today 10:42`, `14 Sep 2026`. Instants are in milliseconds. */
export function whenWords(at: number, now: number): string {
	if (now - at < 60_000) return 'Just now';
	const day = dayInLondon(new Date(at));
	return day === dayInLondon(new Date(now)) ? `Today ${timeInLondon(new Date(at))}` : formatDay(day);
}

/** How many days later a new forecast is, for which a reason is asked; 0 when none is. */
export function daysLater(milestone: Milestone, forecast: Day | null, days: (from: Day, to: Day) => number): number {
	if (milestone.forecast === null || forecast === null) return 0;
	return Math.max(0, days(milestone.forecast, forecast));
}
