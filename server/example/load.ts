/**
 * Loads the example portfolio: six programmes whose history goes in through the same check and
 * commit as anyone's edits, with the example's own dates.
 */
import { sql } from 'drizzle-orm';
import { plan, planClient, portfolio } from '#drizzle/schema.server.ts';
import { readAll } from '#lib/plan/document.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { approveBaseline, createCheckpoint } from '#server/store/checkpoints.ts';
import { SetupError } from '#server/setup-error.ts';
import type { Database } from '#server/store/database.ts';
import { loadPlan } from '#server/store/load.ts';
import { Room } from '#server/sync/room.ts';
import { createDemonstrationAccounts, POSTS_OF_KEYS, writeAccounts, writerOf } from './accounts.ts';
import { doAll, type Doing } from './agenda.ts';
import { exampleContent, milestoneIdOf, planIdOf, programmeIdOf, type Content } from './content.ts';
import { talkOf } from './conversation.ts';
import { BEGINNING, historyOf } from './history.ts';
import { withoutSavepoints } from './one-transaction.ts';
import { writePortfolio } from './people.ts';
import { enteredReadings } from './readings.ts';
import { recordsOf } from './records.ts';
import { reviewsOf } from './reviews.ts';
import { roundsOf } from './rounds.ts';
import { speakersOf, type Speakers } from './speakers.ts';
import { PORTFOLIO } from './strategy.ts';
import { TALK } from './talk/all.ts';
import { Told } from './told.ts';

/** Key of the advisory lock: "exam" in ASCII. */
const LOCK = 0x6578616d;
const BASELINE_NAME = 'Baseline April 2025';

export interface LoadOptions {
	/** What is dated later stays out: the example has no future. */
	until: Date;
	/** Whether to make the one-click accounts. */
	demonstration?: boolean;
	/** Told what is happening, a line at a time. */
	log?: (line: string) => void;
}

/**
 * Loads the example, whole or not at all; a database that has it is left as it is.
 * @throws RangeError when `until` is before the example begins (3 March 2025)
 * @throws when the written content contradicts itself, such as a reference that is not the next one
 */
export async function loadExample(db: Database, { until, demonstration = false, log = () => undefined }: LoadOptions): Promise<'loaded' | 'already there'> {
	if (until < BEGINNING) throw new RangeError('The example begins on 3 March 2025 and cannot be loaded as of an earlier day.');
	return db.transaction(async (outer) => {
		const tx = withoutSavepoints(outer);
		// Held to the end, so that a second process waits and then finds the example there.
		await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
		const portfolios = await tx.select({ id: portfolio.id }).from(portfolio);
		if (portfolios.some(({ id }) => id === PORTFOLIO.id)) return 'already there';
		if (portfolios.length > 0) throw new SetupError('This database holds the plans of a real organisation, so the example was not put beside them. Use another database for a demonstration.');
		const contents = exampleContent();
		log('Loading the example portfolio. This is done once.');
		await writePortfolio(tx, contents);
		await writeAccounts(tx, contents, BEGINNING);
		if (demonstration) await createDemonstrationAccounts(tx);
		const told = new Told(until, demonstration ? Object.values(POSTS_OF_KEYS) : []);
		const loading: Loading = { tx, programmeOf: programmeFinder(contents), speakers: speakersOf(contents), told, until };
		for (const content of contents) {
			const milestones = await loadProgramme(content, loading);
			log(`  ${content.published.name}: ${milestones} milestones`);
		}
		await doAll(tx, [...enteredReadings(loading.speakers), ...reviewsOf(loading.speakers)], until);
		await told.write(tx);
		return 'loaded';
	});
}

interface Loading {
	tx: Database;
	/** The programme's id of any reference. */
	programmeOf: (ref: string) => string;
	speakers: Speakers;
	told: Told;
	until: Date;
}

/** @returns how many milestones its plan has */
async function loadProgramme(content: Content, { tx, programmeOf, speakers, told, until }: Loading): Promise<number> {
	const { written } = content;
	const room = await openNewPlan(tx, written.id);
	const edits = historyOf(content, programmeOf).map(({ at, by, does }): Doing => {
		const user = writerOf(written, by);
		return { at, does: () => (does === 'approve baseline' ? approveFirstBaseline(tx, room.plan.id, user, at) : room.edit(user.account, does, at).then(() => undefined)) };
	});
	const talk = TALK[written.id];
	if (!talk) throw new Error(`Nobody says anything in ${written.id}`);
	// In one order: what is said and confirmed is about the plan as it was then.
	await doAll(tx, [...edits, ...talkOf(written.id, talk.threads, speakers, told), ...recordsOf(written.id, talk, speakers, told), ...roundsOf(content, speakers, told)], until);
	const milestones = readAll(room.committed, 'milestone');
	for (const { id, ref } of milestones) {
		if (id !== milestoneIdOf(ref)) throw new Error(`${id} was given the reference ${ref}: the example’s milestones are not numbered in the order they were added`);
	}
	room.destroy();
	return milestones.length;
}

/** Freezes the plan as it is at a time, and approves that. */
async function approveFirstBaseline(tx: Database, planId: PlanId, user: User, at: Date): Promise<void> {
	const frozen = await createCheckpoint(tx, { user, planId, name: BASELINE_NAME, at });
	if (!frozen.ok) throw new Error(frozen.message);
	const approved = await approveBaseline(tx, { user, planId, checkpointId: frozen.value.id, reason: '', at });
	if (!approved.ok) throw new Error(approved.message);
}

/** An empty plan, open for editing within the transaction. */
async function openNewPlan(tx: Database, programme: string): Promise<Room> {
	const id: PlanId = planIdOf(programme);
	const [client = 0] = crypto.getRandomValues(new Uint32Array(1));
	await tx.insert(plan).values({ id, programmeId: programmeIdOf(programme), serverClient: client, lastAt: BEGINNING });
	await tx.insert(planClient).values({ planId: id, client, accountId: null });
	const loaded = await loadPlan(tx, id);
	if (!loaded) throw new Error(`${id} was not made`);
	const lost = () => {
		throw new Error(`${id} was changed by someone else while the example was loaded`);
	};
	return new Room({ db: tx, loaded, onCommitted: () => undefined, onLost: lost });
}

/** Finds a programme by a reference of one of its milestones. */
function programmeFinder(contents: readonly Content[]): (ref: string) => string {
	const byRef = new Map(contents.flatMap(({ written }) => written.milestones.map(({ ref }) => [ref, written.id] as const)));
	return (ref) => {
		const programme = byRef.get(ref);
		if (programme === undefined) throw new Error(`There is no milestone ${ref} to depend on`);
		return programme;
	};
}
