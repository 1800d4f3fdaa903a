/** The update rounds of the example: before each review the leads are asked, most answer, a few do not in time. */
import { addDays, type Day } from '#lib/plan/dates.ts';
import type { RoundView } from '#lib/plan/update-round.ts';
import { confirm } from '#server/store/confirmations.ts';
import { beginRound, endRound } from '#server/store/round-commands.ts';
import type { Doing } from './agenda.ts';
import { granted } from './conversation.ts';
import { isClinical, managerOf, personIdOf, planIdOf, type Content } from './content.ts';
import type { Speakers } from './speakers.ts';
import { hash, notBefore, workingDays, workingTime } from './timing.ts';
import type { Told } from './told.ts';

interface ExampleRound {
	on: Day;
	due: Day;
	ends: Day;
	note: string;
}

const ROUNDS: readonly ExampleRound[] = [
	{ on: '2026-06-22', due: '2026-07-03', ends: '2026-07-09', note: 'For the Leadership Group review on 8 July. Please check the date and the commentary.' },
	{ on: '2026-09-01', due: '2026-09-15', ends: '2026-09-18', note: 'For the Leadership Group review on 16 September. What moved needs its reason.' },
	{ on: '2026-11-09', due: '2026-11-20', ends: '2026-11-27', note: 'Before winter: is each date still true with the staff you expect to have?' },
	{ on: '2027-01-11', due: '2027-01-22', ends: '2027-01-29', note: 'For the January board. Please say what carries over.' },
	{ on: '2027-03-08', due: '2027-03-19', ends: '2027-03-26', note: 'Year end: what will be complete by 31 March, and what carries over.' }
];
/** Programmes whose manager asks for answers earlier than the others. */
const SOONER: Readonly<Record<string, Readonly<Record<Day, Day>>>> = { cancer: { '2026-09-01': '2026-09-11' } };
/** Of a hundred milestones, so many are confirmed in time. */
const IN_TIME = 84;

export function roundsOf({ written }: Content, speakers: Speakers, told: Told): Doing[] {
	const planId = planIdOf(written.id);
	const user = speakers(managerOf(written.id));
	const clinical = new Set(written.posts.filter(isClinical).map(({ key }) => personIdOf(key)));
	const posts = new Map(written.posts.map(({ key }) => [personIdOf(key), key]));

	/** Who answers for each milestone, and when. */
	const answers = (round: ExampleRound, view: RoundView): Doing[] =>
		view.milestones.flatMap(({ milestone, ref, asked }): Doing[] => {
			const key = `${round.on} ${ref}`;
			const lead = asked.find(({ person }) => !clinical.has(person)) ?? asked[0];
			const post = lead && posts.get(lead.person);
			if (!post || hash(key) % 100 >= IN_TIME) return [];
			const days = workingDays(addDays(round.on, 1), view.due);
			const at = workingTime(days[hash(`${key} day`) % days.length] ?? view.due, key);
			// Somebody who was a lead when asked may be none any more: then nobody answers.
			return [{ at, does: async (tx) => void (await confirm(tx, { user: speakers(post), planId, milestoneId: milestone, at })) }];
		});

	return ROUNDS.map((round): Doing => {
		const begins = workingTime(round.on, `${written.id} round`);
		return {
			at: begins,
			does: async (tx) => {
				const due = SOONER[written.id]?.[round.on] ?? round.due;
				const view = granted(await beginRound(tx, { user, planId, due, note: round.note, at: begins }), `${written.id} round ${round.on}`);
				told.ofRound(planId, view, begins, user.account);
				const ends = notBefore(workingTime(round.ends, `${written.id} round ends`), begins);
				return [...answers(round, view), { at: ends, does: async (later) => void granted(await endRound(later, { user, planId, roundId: view.id, at: ends }), `${written.id} round ${round.on} ends`) }];
			}
		};
	});
}
