/** Challenges as they are shown, with every step they went. */
import { asc, eq, inArray } from 'drizzle-orm';
import { challenge, challengeStep } from '#drizzle/conversation.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import { stateAfter, type ChallengeState, type ChallengeStep, type ChallengeView } from '#lib/plan/conversation.ts';
import type { ThreadId } from '#lib/plan/ids.ts';
import type { Database } from './query.ts';

/** The challenges among these threads. */
export async function challengesOf(db: Database, threads: readonly ThreadId[]): Promise<Map<ThreadId, ChallengeView>> {
	if (threads.length === 0) return new Map();
	const rows = await db
		.select({ thread: challenge.threadId, letter: challenge.letter, due: challenge.due, raisedBy: challenge.raisedBy, owner: { person: person.id, name: person.name, initials: person.initials } })
		.from(challenge)
		.leftJoin(person, eq(person.id, challenge.ownerId))
		.where(inArray(challenge.threadId, [...threads]));
	if (rows.length === 0) return new Map();
	const steps = await stepsOf(db, rows.map((row) => row.thread));
	return new Map(
		rows.map(({ thread, ...row }) => {
			const gone = steps.get(thread) ?? [];
			return [thread, { ...row, state: stateOf(gone), steps: gone }];
		})
	);
}

/** The state of a challenge: what its newest step made it. */
export function stateOf(steps: readonly { step: ChallengeStep }[]): ChallengeState {
	return stateAfter(steps.at(-1)?.step ?? 'raised');
}

async function stepsOf(db: Database, threads: readonly ThreadId[]): Promise<Map<ThreadId, ChallengeView['steps'][number][]>> {
	const rows = await db
		.select({ thread: challengeStep.threadId, step: challengeStep.step, name: person.name, at: challengeStep.at })
		.from(challengeStep)
		.innerJoin(account, eq(account.id, challengeStep.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(inArray(challengeStep.threadId, [...threads]))
		.orderBy(asc(challengeStep.threadId), asc(challengeStep.no));
	const steps = new Map<ThreadId, ChallengeView['steps'][number][]>();
	for (const { thread, step, name, at } of rows) steps.set(thread, [...(steps.get(thread) ?? []), { step, name, at: at.toISOString() }]);
	return steps;
}
