/**
 * The SMART check: plain rules on a milestone and on a KPI's target. What fails is said where it
 * fails and listed for the programme; there is no score, for a number would be managed instead.
 */
import { addDays, isDay, type Day } from './dates.ts';
import { wordingProblem } from './event-wording.ts';
import type { Kpi, Milestone, PlanInfo } from './fields.ts';
import { formatFigure } from './inputs.ts';
import { outsideUnit } from './units.ts';
import { SMART_LETTERS, SMART_WORDS, type SmartLetter } from './conversation.ts';

export interface SmartProblem {
	letter: SmartLetter;
	/** Where to mend it: a field of the milestone or KPI. */
	field: 'title' | 'doneWhen' | 'leads' | 'forecast' | 'priority' | 'unit' | 'direction' | 'source' | 'baselines' | 'target';
	/** What is missing and what would do, in plain words. */
	words: string;
}

/** Whether a milestone is checked: not one that is archived, or was given up. */
export function smartCounts({ archived, status }: Pick<Milestone, 'archived' | 'status'>): boolean {
	return !archived && status !== 'closed';
}

/** What of a milestone fails, in the order of the letters; of one that counts. */
export function smartProblems(milestone: Pick<Milestone, 'title' | 'doneWhen' | 'leads' | 'forecast' | 'priority' | 'kpis'>): SmartProblem[] {
	const problems: SmartProblem[] = [];
	const wording = milestone.title.trim() === '' ? 'It has no title. Say what will have happened.' : wordingProblem(milestone.title);
	if (wording) problems.push({ letter: 'specific', field: 'title', words: wording });
	if (milestone.doneWhen.trim() === '') problems.push({ letter: 'measurable', field: 'doneWhen', words: 'No test says when it is done. Write one that can only be answered yes or no.' });
	if (!Object.values(milestone.leads).some((kind) => kind !== 'clinical')) problems.push({ letter: 'achievable', field: 'leads', words: 'Nobody is named to deliver it. Name an accountable or delivery lead.' });
	if (milestone.priority === null && Object.keys(milestone.kpis).length === 0) problems.push({ letter: 'relevant', field: 'priority', words: 'It serves no priority and moves no KPI. Put it under a priority, or link the KPI it should move.' });
	if (milestone.forecast === null) problems.push({ letter: 'timeBound', field: 'forecast', words: 'It has no date. Enter when it is expected.' });
	return problems;
}

/** The last day of a plan; null while it does not say when it starts or how long it is. */
export function planEnds(info: Pick<PlanInfo, 'starts' | 'months'> | null): Day | null {
	const [, year, month] = /^(\d{4})-(\d{2})$/.exec(info?.starts ?? '') ?? [];
	if (!info || !year || !month || info.months < 1) return null;
	const after = new Date(Date.UTC(Number(year), Number(month) - 1 + info.months, 1)).toISOString().slice(0, 10);
	return isDay(after) ? addDays(after, -1) : null;
}

/** What of a KPI and its target fails, in the order of the letters. @param ends the last day of the plan */
export function kpiSmartProblems(kpi: Pick<Kpi, 'title' | 'unit' | 'direction' | 'source' | 'baselines' | 'target'>, ends: Day | null): SmartProblem[] {
	const problems: SmartProblem[] = [];
	const { target, unit } = kpi;
	const baselines = Object.values(kpi.baselines);
	if (unit.trim() === '') problems.push({ letter: 'specific', field: 'unit', words: 'It has no unit. Say what is counted, such as % of referrals.' });
	if (kpi.source.trim() === '') problems.push({ letter: 'measurable', field: 'source', words: 'No source is named. Say where its readings come from.' });
	if (baselines.length === 0) problems.push({ letter: 'measurable', field: 'baselines', words: 'It has no baseline. Enter where it stood when the plan began.' });
	const outside = baselines.find(({ value }) => outsideUnit(value, unit));
	if (outside) problems.push({ letter: 'measurable', field: 'baselines', words: `A baseline of ${formatFigure(outside.value)} cannot be a share in ${unit.trim()}. Check the baseline, or the unit.` });
	if (target === null) problems.push({ letter: 'measurable', field: 'target', words: 'It has no target. Enter the value it should reach, and by when.' });
	else {
		if (outsideUnit(target.value, unit)) problems.push({ letter: 'achievable', field: 'target', words: `A target of ${formatFigure(target.value)} cannot be a share in ${unit.trim()}. Check the target, or say in the unit what it is a percentage of, such as % of plan.` });
		const wrongWay = baselines.length > 0 && baselines.every(({ value }) => (kpi.direction === 'increase' ? target.value < value : kpi.direction === 'decrease' && target.value > value));
		if (wrongWay) problems.push({ letter: 'achievable', field: 'target', words: 'The target is worse than every baseline. Check the target, or whether higher or lower is better.' });
	}
	if (kpi.direction === 'neutral') problems.push({ letter: 'relevant', field: 'direction', words: 'It does not say whether higher or lower is better, so nothing can tell improvement from concern.' });
	if (target !== null) {
		if (target.by === null) problems.push({ letter: 'timeBound', field: 'target', words: 'The target has no date. Enter by when it should be reached.' });
		else if (ends !== null && isDay(target.by) && target.by > ends) problems.push({ letter: 'timeBound', field: 'target', words: 'The target is due after the plan ends. Enter a date within it, or a step on the way.' });
	}
	return problems;
}

/** Which letters fail, in a line: `SMART check: not yet measurable and time-bound.` */
export function smartWords(problems: readonly SmartProblem[]): string {
	const failed = SMART_LETTERS.filter((letter) => problems.some((each) => each.letter === letter)).map((letter) => SMART_WORDS[letter].toLowerCase());
	return failed.length === 0 ? 'SMART check: nothing is missing.' : `SMART check: not yet ${new Intl.ListFormat('en-GB').format(failed)}.`;
}
