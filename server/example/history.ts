/**
 * A programme's two years as dated steps, in order. The plan is drafted by its manager in March
 * 2025, dependencies are entered once every plan has its milestones, the baseline is approved in
 * April, and from then on each event is one edit by whoever made it.
 */
import type { Day } from '#lib/plan/dates.ts';
import { managerOf, type Content } from './content.ts';
import { addition, change, dependencies, ordersOf, outline, type Edit } from './edits.ts';
import type { ExampleMilestone } from './shape.ts';
import { instantAt, notBefore, workingDays, workingTime } from './timing.ts';

const OUTLINED: Day = '2025-03-03';
const DRAFTED: [from: Day, to: Day] = ['2025-03-04', '2025-03-21'];
const LINKED: Day = '2025-03-27';
const APPROVED: Day = '2025-04-24';

/** Before the first step of any programme: when posts, accounts and empty plans begin. */
export const BEGINNING = instantAt(OUTLINED, 8);

export interface Step {
	at: Date;
	/** Key of the post. */
	by: string;
	/** An edit, or the approval of the plan as it then is. */
	does: Edit | 'approve baseline';
}

/** All steps of a programme, in order of time. @param programmeOf the programme's id of any reference */
export function historyOf(content: Content, programmeOf: (ref: string) => string): Step[] {
	const { written } = content;
	const manager = managerOf(written.id);
	const drafted = written.milestones.filter((milestone) => milestone.added === undefined);
	const orders = ordersOf(written);
	const add = (milestone: ExampleMilestone) => addition(written, milestone, orders.get(milestone.ref) ?? 'a0');
	const linked = workingTime(LINKED, written.id);
	return [
		{ at: workingTime(OUTLINED, written.id), by: manager, does: outline(content) },
		...draftTimes(drafted).map(({ milestone, at }) => ({ at, by: manager, does: add(milestone) })),
		{ at: linked, by: manager, does: together(drafted.map((milestone) => dependencies(milestone, programmeOf))) },
		{ at: workingTime(APPROVED, `approval ${written.id}`), by: manager, does: 'approve baseline' as const },
		...written.milestones.flatMap((milestone) => lifeOf(milestone, together([add(milestone), dependencies(milestone, programmeOf)])))
	].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** The drafting days, with the milestones spread over them in their order. */
function draftTimes(milestones: ExampleMilestone[]): { milestone: ExampleMilestone; at: Date }[] {
	const days = workingDays(...DRAFTED);
	let last: Date | undefined;
	return milestones.map((milestone, index) => {
		const day = days[Math.floor((index * days.length) / milestones.length)] ?? DRAFTED[1];
		last = notBefore(workingTime(day, milestone.ref), last);
		return { milestone, at: last };
	});
}

/** What happened to a milestone after the drafting: its adding, if that came later, and its events. */
function lifeOf({ ref, added, events }: ExampleMilestone, add: Edit): Step[] {
	const steps: Step[] = added ? [{ at: workingTime(added.on, ref), by: added.by, does: add }] : [];
	events.forEach((event, index) => {
		const at = notBefore(workingTime(event.on, `${ref} ${index}`), steps.at(-1)?.at);
		steps.push({ at, by: event.by, does: change(ref, event) });
	});
	return steps;
}

function together(edits: Edit[]): Edit {
	return (doc) => edits.forEach((edit) => edit(doc));
}
