/**
 * Problems that no single value has: what two sound edits can break together. They are shown to
 * everyone at the field they concern and never refused, for each edit alone was right.
 */
import { daysBetween, formatDay, type Day } from './dates.ts';
import { FIELDS, parseProse, type Milestone, type Status } from './fields.ts';
import { parseDependencyKey } from './ids.ts';
import type { KpiId, MilestoneId, PersonId, PlaceId, PlanId, PriorityId } from './ids.ts';

export interface Problem {
	field: keyof Milestone;
	/** A sentence in plain words for whoever has the plan open. */
	message: string;
}

/** A milestone of another plan, as far as a dependency on it can be judged here. */
export interface OtherMilestone {
	ref: string;
	title: string;
	forecast: Day | null;
	status: Status;
}

type Milestones = ReadonlyMap<MilestoneId, Milestone>;

export interface ProblemContext {
	plan: PlanId;
	/** All milestones of the plan, archived ones too. */
	milestones: Milestones;
	/** What `circles` gave for those milestones: computed once for all of them. */
	circles: ReadonlySet<MilestoneId>;
	priorities: ReadonlySet<PriorityId>;
	kpis: ReadonlySet<KpiId>;
	people: ReadonlySet<PersonId>;
	places: ReadonlySet<PlaceId>;
	/** The milestones of other plans that this plan depends on, by dependency key. One that is missing here is reported as gone. */
	others: ReadonlyMap<string, OtherMilestone>;
}

/** Edges that one milestone's circle may cost to name, so that a whole plan stays linear however knotted it is. */
const MOST_STEPS = 200;
/** A circle of more milestones than this is described, not spelt out. */
const MOST_NAMES = 8;

/**
 * The joint problems of one milestone, in the order of the fields as they are read; none for an
 * archived one. With `context.circles` at hand it costs its own members only.
 */
export function problemsOf(milestone: Milestone, context: ProblemContext): Problem[] {
	if (milestone.archived) return [];
	return [
		...priorityProblems(milestone, context),
		...dateProblems(milestone),
		...completionProblems(milestone),
		...memberProblems(milestone, context),
		...dependencyProblems(milestone, context),
		...proseProblems(milestone)
	];
}

function priorityProblems({ priority }: Milestone, { priorities }: ProblemContext): Problem[] {
	if (priority === null || priorities.has(priority)) return [];
	return [{ field: 'priority', message: 'The priority of this milestone is no longer in the plan. Choose another.' }];
}

function dateProblems({ start, forecast }: Milestone): Problem[] {
	if (start === null || forecast === null || daysBetween(start, forecast) >= 0) return [];
	return [{ field: 'forecast', message: `The forecast, ${formatDay(forecast)}, is before the start, ${formatDay(start)}.` }];
}

function completionProblems({ status, actual, evidence }: Milestone): Problem[] {
	if (status !== 'complete') return [];
	const problems: Problem[] = [];
	if (actual === null) problems.push({ field: 'actual', message: 'This is complete, but not since when. Enter the date it was done.' });
	if (evidence.trim() === '') problems.push({ field: 'evidence', message: 'This is complete without evidence. Say what shows that it is done.' });
	return problems;
}

function memberProblems(milestone: Milestone, context: ProblemContext): Problem[] {
	return [
		...gone('leads', milestone.leads, context.people, 'lead', 'the directory'),
		...gone('places', milestone.places, context.places, 'place', 'the list of places'),
		...gone('kpis', milestone.kpis, context.kpis, 'KPI', 'the plan')
	];
}
function gone<Id extends string>(
	field: keyof Milestone,
	members: Record<Id, unknown>,
	known: ReadonlySet<Id>,
	noun: string,
	where: string
): Problem[] {
	const count = (Object.keys(members) as Id[]).filter((id) => !known.has(id)).length;
	if (count === 0) return [];
	const message =
		count === 1
			? `A ${noun} of this milestone is no longer in ${where}. Remove it or choose another.`
			: `${count} ${noun}s of this milestone are no longer in ${where}. Remove them or choose others.`;
	return [{ field, message }];
}

function dependencyProblems(milestone: Milestone, context: ProblemContext): Problem[] {
	const messages: string[] = [];
	for (const key of Object.keys(milestone.dependsOn)) {
		const needed = parseDependencyKey(key);
		if (needed?.plan === context.plan && needed.milestone === milestone.id) {
			messages.push(`${nameOf(milestone)} depends on itself. Remove it from what it depends on.`);
			continue;
		}
		const own = needed?.plan === context.plan ? context.milestones.get(needed.milestone) : undefined;
		const other = own ?? context.others.get(key);
		const where = needed?.plan === context.plan ? 'the plan' : 'its plan';
		if (!other) messages.push(`A milestone that this one depends on is no longer in ${where}. Remove it or choose another.`);
		else if (own?.archived) messages.push(`${nameOf(own)}, which this milestone depends on, is archived. Remove it or bring it back.`);
		else {
			const clash = clashWith(milestone, other);
			if (clash !== null) messages.push(clash);
		}
	}
	const circle = circleMessage(milestone, context);
	if (circle !== null) messages.push(circle);
	return messages.map((message) => ({ field: 'dependsOn', message }));
}

const isOver = (status: Status): boolean => status === 'complete' || status === 'closed';

/**
 * The sentence for a dependency that is forecast to finish after the milestone that needs it, or
 * null when it does not, when either is over, or when either has no forecast. Takes the forecast
 * apart from the milestone's own record so that a date can be judged while it is typed.
 */
export function clashWith(milestone: { forecast: Day | null; status: Status }, needed: OtherMilestone): string | null {
	if (milestone.forecast === null || needed.forecast === null || isOver(milestone.status) || isOver(needed.status)) return null;
	const days = daysBetween(milestone.forecast, needed.forecast);
	if (days <= 0) return null;
	return `${days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`} too soon: needs ${nameOf(needed)}, forecast ${formatDay(needed.forecast)}.`;
}

function proseProblems(milestone: Milestone): Problem[] {
	return (['description', 'commentary'] as const).flatMap((field) => {
		const parsed = parseProse(milestone[field], FIELDS.milestone[field].label, FIELDS.milestone[field].max);
		return parsed.ok ? [] : [{ field, message: parsed.problem }];
	});
}

/** A reference, or the title while the server has given none. */
function nameOf({ ref, title }: { ref: string; title: string }): string {
	if (ref !== '') return ref;
	return title === '' ? 'a new milestone' : `“${title}”`;
}

function circleMessage(milestone: Milestone, { plan, milestones, circles: inCircles }: ProblemContext): string | null {
	if (!inCircles.has(milestone.id)) return null;
	const circle = circleThrough(milestone.id, plan, milestones, { within: inCircles, steps: MOST_STEPS });
	if (circle === null || circle.length > MOST_NAMES) {
		return `${nameOf(milestone)} needs itself through a circle of many dependencies. Remove one of them.`;
	}
	const [first = '', ...rest] = circle.flatMap((id) => milestones.get(id) ?? []).map(nameOf);
	return `A circle of dependencies: ${first} needs ${[...rest, first].join(', which needs ')}. Remove one of them.`;
}

/** The milestones of this plan that one needs: itself, archived ones and vanished ones left out. */
function neededBy(id: MilestoneId, plan: PlanId, milestones: Milestones): MilestoneId[] {
	const milestone = milestones.get(id);
	if (!milestone || milestone.archived) return [];
	return Object.keys(milestone.dependsOn).flatMap((key) => {
		const needed = parseDependencyKey(key);
		if (needed?.plan !== plan || needed.milestone === id) return [];
		const other = milestones.get(needed.milestone);
		return other && !other.archived ? [needed.milestone] : [];
	});
}

/**
 * A shortest circle of dependencies through a milestone: the milestone, what it needs, and so on
 * to the one that needs the milestone. Null when there is none. Linear in the plan's dependencies.
 * @param limits `within`: follow only these milestones (those of `circles`); `steps`: give up, with
 * null, after following this many dependencies
 */
export function circleThrough(
	start: MilestoneId,
	plan: PlanId,
	milestones: Milestones,
	limits: { within?: ReadonlySet<MilestoneId>; steps?: number } = {}
): MilestoneId[] | null {
	const cameFrom = new Map<MilestoneId, MilestoneId>();
	const queue: MilestoneId[] = [start];
	let steps = limits.steps ?? Infinity;
	for (const id of queue) {
		for (const needed of neededBy(id, plan, milestones)) {
			if (needed === start) {
				const circle = [id];
				for (let back = cameFrom.get(id); back !== undefined; back = cameFrom.get(back)) circle.push(back);
				return circle.reverse();
			}
			if (steps <= 0) return null;
			steps -= 1;
			if (cameFrom.has(needed) || limits.within?.has(needed) === false) continue;
			cameFrom.set(needed, id);
			queue.push(needed);
		}
	}
	return null;
}

/**
 * The milestones of a plan that need themselves through others: the members of its strongly
 * connected components of two or more (Tarjan 1972, without recursion, for a plan may be one long
 * chain). Linear in milestones and dependencies. Circles through other plans are not seen here.
 */
export function circles(plan: PlanId, milestones: Milestones): Set<MilestoneId> {
	const found = new Set<MilestoneId>();
	const visited = new Map<MilestoneId, number>();
	const lowest = new Map<MilestoneId, number>();
	const open: MilestoneId[] = [];
	const isOpen = new Set<MilestoneId>();
	const lower = (id: MilestoneId, to: number | undefined): void => {
		const now = lowest.get(id);
		if (to !== undefined && now !== undefined && to < now) lowest.set(id, to);
	};
	const enter = (id: MilestoneId): { id: MilestoneId; rest: MilestoneId[] } => {
		visited.set(id, visited.size);
		lowest.set(id, visited.size - 1);
		open.push(id);
		isOpen.add(id);
		return { id, rest: neededBy(id, plan, milestones) };
	};
	for (const root of milestones.keys()) {
		if (visited.has(root)) continue;
		const path = [enter(root)];
		for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
			const next = top.rest.pop();
			if (next !== undefined) {
				if (!visited.has(next)) path.push(enter(next));
				else if (isOpen.has(next)) lower(top.id, visited.get(next));
				continue;
			}
			path.pop();
			const parent = path.at(-1);
			if (parent) lower(parent.id, lowest.get(top.id));
			if (lowest.get(top.id) !== visited.get(top.id)) continue;
			const component = open.splice(open.lastIndexOf(top.id));
			for (const id of component) isOpen.delete(id);
			if (component.length > 1) for (const id of component) found.add(id);
		}
	}
	return found;
}
