/** What changed, in a few lines: which programmes stand worse or better, how many milestones did what, and which dates moved furthest. */
import { statusTrend } from './programme-status.ts';
import type { MilestoneChange, ProgrammeChanges } from './what-changed.ts';

export interface ProgrammeMoved {
	slug: string;
	programme: string;
}
export interface FurthestMove extends Pick<MilestoneChange, 'id' | 'ref' | 'title' | 'came'> {
	slug: string;
	/** Later by so many. */
	days: number;
}

export interface ChangesSummary {
	worse: readonly ProgrammeMoved[];
	better: readonly ProgrammeMoved[];
	/** `17 dates moved later, 6 earlier`, `14 milestones completed` …; nothing that did not happen is named. */
	counts: readonly string[];
	/** Of all programmes, the largest slips first. */
	furthest: readonly FurthestMove[];
}

const MOST_NAMED = 3;

/** Sums up the changes of all programmes. */
export function changesSummary(changes: readonly ProgrammeChanges[]): ChangesSummary {
	const went = (way: 'worse' | 'better') => changes.filter(({ status }) => statusTrend(status.to, [status.from])?.way === way).map(({ slug, programme }) => ({ slug, programme }));
	const later = changes.flatMap(({ slug, milestones }) => milestones.flatMap(({ id, ref, title, came, redated }) => ((redated?.days ?? 0) > 0 ? [{ slug, id, ref, title, came, days: redated?.days ?? 0 }] : [])));
	return { worse: went('worse'), better: went('better'), counts: countsOf(changes, later.length), furthest: later.toSorted((one, other) => other.days - one.days).slice(0, MOST_NAMED) };
}

function countsOf(changes: readonly ProgrammeChanges[], later: number): string[] {
	const milestones = changes.flatMap((each) => each.milestones);
	const of = (which: (change: MilestoneChange) => boolean) => milestones.filter(which).length;
	const earlier = of(({ redated }) => (redated?.days ?? 0) < 0);
	const signals = changes.flatMap((each) => each.signals).length;
	const challenges = changes.flatMap((each) => each.challenges);
	const open = challenges.filter(({ what }) => what === 'raised' || what === 'reopened').length;
	return [
		[later, earlier].every(Boolean) ? `${dates(later)} moved later, ${number(earlier)} earlier` : moved(later, 'later') || moved(earlier, 'earlier'),
		counted(of(({ status }) => status?.to === 'complete'), 'milestone', 'completed'),
		counted(of(({ came }) => came === 'added'), 'milestone', 'added'),
		counted(of(({ came }) => came === 'archived'), 'milestone', 'archived'),
		counted(of(({ came }) => came === 'restored'), 'milestone', 'brought back'),
		counted(of(({ reowned }) => reowned !== null), 'milestone', 'with other leads'),
		counted(signals, 'KPI signal', 'changed'),
		counted(open, 'challenge', 'opened'),
		counted(challenges.length - open, 'challenge', 'closed')
	].filter((words) => words !== '');
}

function number(count: number): string {
	return count.toLocaleString('en-GB');
}
function counted(count: number, what: string, did: string): string {
	return count === 0 ? '' : `${number(count)} ${what}${count === 1 ? '' : 's'} ${did}`;
}
function dates(count: number): string {
	return `${number(count)} ${count === 1 ? 'date' : 'dates'}`;
}
function moved(count: number, way: string): string {
	return count === 0 ? '' : `${dates(count)} moved ${way}`;
}
