/** Checkpoints and baselines as pages and server pass them to each other, and the rules both check. */
import { formatDay, type Day } from './dates.ts';
import { parseProse, type Parsed, type Status } from './fields.ts';
import type { MilestoneId, ProgrammeId } from './ids.ts';
import { can, type User } from './rules.ts';

/** A named frozen copy of a plan. Instants are ISO 8601. */
export interface CheckpointView {
	id: string;
	name: string;
	at: string;
	/** Name of who froze it. */
	by: string;
	/** How many milestones it holds, archived ones left aside. */
	milestones: number;
	/** 1 for the first approved baseline; null for a checkpoint that is not one. */
	baselineNo: number | null;
	approvedAt: string | null;
	/** Name of who approved it. */
	approvedBy: string | null;
	/** Why this became the baseline; '' where none was asked. */
	reason: string;
}

export interface BaselineMilestone {
	ref: string;
	title: string;
	status: Status;
	start: Day | null;
	forecast: Day | null;
	archived: boolean;
}

/** An approved checkpoint with what it froze. Instants are ISO 8601. */
export interface Baseline {
	id: string;
	name: string;
	/** 1 for the first. */
	no: number;
	/** When the plan was frozen. */
	at: string;
	approvedAt: string;
	/** Name of who approved it. */
	approvedBy: string;
	milestones: Record<MilestoneId, BaselineMilestone>;
}

/** What `GET /api/plans/<plan>/baseline` answers. Both are the same until a second one is approved. */
export interface Baselines {
	current: Baseline | null;
	first: Baseline | null;
}

const MOST_IN_NAME = 80;
const MOST_IN_REASON = 500;

/** The name of a checkpoint as it is kept: on one line, trimmed, 1–80 characters. */
export function parseCheckpointName(typed: string): Parsed<string> {
	const name = typed.replace(/\s+/g, ' ').trim();
	if (name === '') return { ok: false, problem: 'Give the checkpoint a name, such as Checkpoint 14 Sep 2026.' };
	return parseProse(name, 'The name', MOST_IN_NAME);
}

/** The reason for a baseline as it is kept: trimmed, up to 500 characters; every baseline after the first needs one. */
export function parseBaselineReason(typed: string, isFirst: boolean): Parsed<string> {
	const reason = typed.replace(/\r\n?/g, '\n').trim();
	if (reason === '' && !isFirst) return { ok: false, problem: 'Say why the baseline changes. The reason is kept with it.' };
	return parseProse(reason, 'The reason', MOST_IN_REASON);
}

/** Two names that differ only in capitals are one name to a reader. */
export function sameName(one: string, other: string): boolean {
	return one.toLocaleLowerCase('en-GB') === other.toLocaleLowerCase('en-GB');
}

/** A name that none of the others has: `Checkpoint 21 Nov 2026`, then `Checkpoint 21 Nov 2026 (2)`. */
export function defaultCheckpointName(today: Day, taken: readonly string[]): string {
	const plain = `Checkpoint ${formatDay(today)}`;
	let name = plain;
	for (let copy = 2; taken.some((each) => sameName(each, name)); copy += 1) name = `${plain} (${copy})`;
	return name;
}

/** Whether a user may approve: the first baseline is the lead's to approve, later ones a reviewer's. */
export function mayApproveBaseline(user: User | null, programme: ProgrammeId, isFirst: boolean): boolean {
	return isFirst ? can(user, 'approve-baseline', programme) : can(user, 'review') && can(user, 'read', programme);
}
