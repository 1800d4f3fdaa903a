/** Commands of administrators on what is nobody's account: posts and programmes. */
import { can, type User } from '#lib/plan/rules.ts';
import type { FormAnswer } from './form-answer.ts';
import { refused } from './plain-command.ts';
import type { Database } from './query.ts';
import { userNow } from './standing.ts';

/** Runs a command in one transaction, for someone who is an administrator now. A command refuses before it writes. */
export async function administering<Value, Field extends string = never>(db: Database, by: User, work: (tx: Database, now: User) => Promise<FormAnswer<Value, Field>>): Promise<FormAnswer<Value, Field>> {
	return db.transaction(async (tx) => {
		const now = await userNow(tx, by);
		if (!now || !can(now, 'administer')) return refused('no-access', 'Only administrators do this. If that should be you, ask one of them for the role.');
		return work(tx, now);
	});
}
