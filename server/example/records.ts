/** Confidence, decisions and actions of a programme, as its people record them. */
import { recordAction, setActionDone } from '#server/store/actions.ts';
import { giveConfidence } from '#server/store/confidence.ts';
import { recordDecision } from '#server/store/decisions.ts';
import type { Doing } from './agenda.ts';
import { granted } from './conversation.ts';
import { milestoneIdOf, personIdOf, planIdOf } from './content.ts';
import type { Speakers } from './speakers.ts';
import type { ProgrammeTalk } from './talk/shape.ts';
import { notBefore, workingTime } from './timing.ts';
import type { Told } from './told.ts';

/** @param programme its id */
export function recordsOf(programme: string, { confidence, decisions, actions }: ProgrammeTalk, speakers: Speakers, told: Told): Doing[] {
	const planId = planIdOf(programme);
	const keyed = (kind: string, index: number) => `example-${programme}-${kind}-${index}`;
	const common = (each: { on: string; by: string; about?: string }, requestId: string) => {
		const at = workingTime(each.on, requestId);
		return { user: speakers(each.by), planId, milestone: each.about === undefined ? null : milestoneIdOf(each.about), requestId, at };
	};
	return [
		...confidence.map((each, index): Doing => {
			const { kind, level, reason } = each;
			const who = common(each, keyed('confidence', index));
			return { at: who.at, does: async (tx) => void granted(await giveConfidence(tx, { ...who, kind, level, reason }), who.requestId) };
		}),
		...decisions.map((each, index): Doing => {
			const { what, who: decided, forum, on } = each;
			const who = common(each, keyed('decision', index));
			return { at: who.at, does: async (tx) => void granted(await recordDecision(tx, { ...who, what, who: decided, forum, decidedOn: on }), who.requestId) };
		}),
		...actions.map((each, index): Doing => {
			const { what, owner, due, done } = each;
			const who = common(each, keyed('action', index));
			return {
				at: who.at,
				does: async (tx) => {
					const { id } = granted(await recordAction(tx, { ...who, what, owner: personIdOf(owner), due }), who.requestId);
					told.ofAction(planId, { id, milestone: who.milestone, what, due }, who.at, who.user.account, owner);
					if (done === undefined) return [];
					const at = notBefore(workingTime(done, `${who.requestId} done`), who.at);
					return [{ at, does: async (later) => void granted(await setActionDone(later, { user: speakers(owner), planId, id, done: true, at }), `${who.requestId} done`) }];
				}
			};
		})
	];
}
