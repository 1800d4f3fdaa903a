/** What the page of changes, and programs, ask for: what changed between two moments in the programmes somebody may read. */
import { desc } from 'drizzle-orm';
import { review } from '#drizzle/reviews.server.ts';
import { changesAsked, type ChangesAsked, type ReviewHeld } from '#lib/plan/changes-asked.ts';
import type { Day } from '#lib/plan/dates.ts';
import type { User } from '#lib/plan/rules.ts';
import type { ProgrammeChanges } from '#lib/plan/what-changed.ts';
import { firstKnownDay } from './as-of.ts';
import { readableProgrammes } from './programmes.ts';
import type { Database } from './query.ts';
import { whatChanged } from './what-changed.ts';

export interface ChangesFound {
	asked: ChangesAsked;
	/** None where what was asked for cannot be compared. */
	changes: ProgrammeChanges[];
	/** How many programmes the asker may read. */
	programmes: number;
	/** All reviews, the newest first; none for somebody who may read no programme. */
	reviews: ReviewHeld[];
	/** The day of the first commit to any plan. */
	first: Day | null;
}

/**
 * What changed in the programmes that somebody may read (T8, R2).
 * @param typed the two ends as the address gives them; '' for the usual ones
 */
export async function changesFor(db: Database, user: User, typed: { from: string; to: string }, now: Date): Promise<ChangesFound> {
	const readable = await readableProgrammes(db, user);
	const reviews = readable.length === 0 ? [] : await db.select({ id: review.id, heldOn: review.heldOn, closedAt: review.closedAt }).from(review).orderBy(desc(review.heldOn));
	const first = await firstKnownDay(db);
	const asked = changesAsked(typed, { now, first, reviews });
	const { from, to, problem } = asked;
	const plans = readable.map(({ planId }) => planId);
	return { asked, changes: problem || from.until === null ? [] : await whatChanged(db, plans, from.until, to.until), programmes: plans.length, reviews, first };
}
