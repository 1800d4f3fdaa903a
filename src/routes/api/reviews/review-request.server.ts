/** What the addresses of a review share: who asks, which review, and how everybody who has it open is told. */
import { isId, type ReviewId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { tellEveryPlan } from '../../tell.server.ts';
import { no } from '../plans/plan-request.server.ts';

export interface ReviewRequest {
	db: Database;
	user: User;
	id: ReviewId;
}

/** The review that an address names, for a reviewer; otherwise the answer that says why not. The commands ask again. */
export async function runReview(locals: App.Locals, review: string): Promise<ReviewRequest | Response> {
	if (!locals.user) return no(401, 'Sign in first.');
	if (!can(locals.user, 'review')) return no(403, 'Only reviewers run reviews. Ask an administrator for the role.');
	if (!isId('rv', review)) return no(404, 'There is no such review.');
	return { db: await getDatabase(), user: locals.user, id: review };
}

/**
 * Tells everybody who has the review open, whichever programmes they may read.
 * @param kind 'stated-status' for its closing, which ends the statuses that leads stated
 */
export async function tellOfReview({ db, user }: Pick<ReviewRequest, 'db' | 'user'>, kind: 'meeting' | 'stated-status' = 'meeting'): Promise<void> {
	await tellEveryPlan(db, user, { kind });
}
