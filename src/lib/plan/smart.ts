/**
 * The SMART check: plain rules on a milestone and on a KPI's target. What fails is said where it
 * fails and listed for the programme; there is no score, for a number would be managed instead.
 */
import { addDays, isDay, type Day } from './dates.ts';
import type { Kpi, Milestone, PlanInfo } from './fields.ts';
import type { SmartLetter } from './conversation.ts';

export interface SmartProblem {
	letter: SmartLetter;
	/** Where to mend it: a field of the milestone or KPI. */
	field: 'title' | 'doneWhen' | 'leads' | 'forecast' | 'priority' | 'unit' | 'direction' | 'source' | 'baselines' | 'target';
	/** What is missing and what would do, in plain words. */
	words: string;
}

/**
 * Openings of work that goes on, not of an event that has happened. A milestone that "reviews" or
 * is "developing" something can never be answered yes or no; "reviewed" and "open" can.
 */
const GOES_ON =
	/^(to\s+)?(achieve|address|agree|attempt|begin to|build|carry out|complete|consider|continue|co-?ordinate|create|deliver|develop|discuss|embed|encourage|engage|enhance|ensure|establish|explore|expand|facilitate|finali[sz]e|identify|implement|improve|increase|introduce|investigate|look (at|into)|maintain|manage|maximi[sz]e|monitor|optimi[sz]e|prepare|promote|provide|recruit|reduce|roll out|scope|seek|strengthen|transform|try|undertake|understand|work (on|with|towards))\s/i;
/** These are names of things as well ("Review of imaging published"), so only with what they act on. */
const GOES_ON_UPON = /^(to\s+)?(aim|design|further|help|launch|lead|plan|progress|review|support|update)\s+(a|all|an|each|every|how|our|people|the|to|with)\s/i;
const GERUND = /^(achieving|addressing|building|carrying out|continuing|creating|delivering|designing|developing|discussing|embedding|encouraging|engaging|enhancing|ensuring|establishing|expanding|exploring|finali[sz]ing|identifying|implementing|improving|increasing|introducing|maintaining|managing|monitoring|planning|preparing|promoting|progressing|providing|recruiting|reducing|reviewing|rolling out|scoping|strengthening|supporting|transforming|undertaking|updating|working)\b/i;
const NEVER_OVER = /\b(ongoing|on-going|continuous(ly)?|as (and when )?(required|appropriate|needed)|where (possible|appropriate)|tbc|to be confirmed|etc\.?)(?=\W|$)/i;

/** Why a title does not read as an event that is over; null when it does. */
export function wordingProblem(title: string): string | null {
	const words = title.trim();
	if (words === '') return null;
	const endless = NEVER_OVER.exec(words)?.[0];
	if (endless) return `“${endless}” leaves open when it is done. Say what will have happened.`;
	const opening = (GOES_ON.exec(words) ?? GOES_ON_UPON.exec(words) ?? GERUND.exec(words))?.[0].trim();
	if (opening) return `“${opening}…” is work that goes on. Write the event that ends it, such as “Clinics open at all three hospitals”.`;
	return null;
}

/** What of a milestone fails, in the order of the letters. Archived ones are not checked: pass only those that count. */
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

/** Shares cannot be outside these. */
const PERCENT = /^(%|per ?cent|percent(age)?)/i;

/** What of a KPI and its target fails, in the order of the letters. @param ends the last day of the plan */
export function kpiSmartProblems(kpi: Pick<Kpi, 'title' | 'unit' | 'direction' | 'source' | 'baselines' | 'target'>, ends: Day | null): SmartProblem[] {
	const problems: SmartProblem[] = [];
	const { target, unit } = kpi;
	const baselines = Object.values(kpi.baselines);
	if (unit.trim() === '') problems.push({ letter: 'specific', field: 'unit', words: 'It has no unit. Say what is counted, such as % of referrals.' });
	if (kpi.source.trim() === '') problems.push({ letter: 'measurable', field: 'source', words: 'No source is named. Say where its readings come from.' });
	if (baselines.length === 0) problems.push({ letter: 'measurable', field: 'baselines', words: 'It has no baseline. Enter where it stood when the plan began.' });
	if (target === null) problems.push({ letter: 'measurable', field: 'target', words: 'It has no target. Enter the value it should reach, and by when.' });
	else {
		if (PERCENT.test(unit.trim()) && (target.value < 0 || target.value > 100)) problems.push({ letter: 'achievable', field: 'target', words: `A target of ${target.value} cannot be a ${unit.trim()}. Check its unit.` });
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
