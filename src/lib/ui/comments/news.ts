/** What came into a conversation while it stood open, in words to be read out. Pure. */
import type { ChallengeStep, ThreadView } from '#lib/plan/conversation.ts';
import type { AccountId } from '#lib/plan/ids.ts';

const STEPS: Record<ChallengeStep, string> = { raised: 'raised', answered: 'answered', sentBack: 'sent back', closed: 'closed', reopened: 'reopened' };

/** The newest thing that others said or did since; null when there is none. */
export function newsOf(before: readonly ThreadView[], after: readonly ThreadView[], me: AccountId): string | null {
	const known = new Map(before.map((thread) => [thread.id, thread]));
	const news = after.flatMap((thread) => {
		const was = known.get(thread.id);
		const seen = new Set(was?.comments.map(({ id }) => id));
		const said = thread.comments.flatMap(({ id, author, at }, index) => {
			if (seen.has(id) || author.account === me) return [];
			return { at, words: `New ${index > 0 ? 'reply' : thread.challenge ? 'challenge' : 'comment'} from ${author.name}` };
		});
		const steps = was ? (thread.challenge?.steps.slice(was.challenge?.steps.length ?? 0) ?? []).map(({ step, name, at }) => ({ at, words: `Challenge ${STEPS[step]} by ${name}` })) : [];
		// The answer itself is said already.
		const other = steps.filter(({ words }) => said.length === 0 || !words.startsWith('Challenge answered'));
		const resolved = was?.resolved === null && thread.resolved && !thread.challenge ? [{ at: thread.resolved.at, words: `Conversation resolved by ${thread.resolved.name}` }] : [];
		return [...said, ...other, ...resolved];
	});
	return news.toSorted((one, other) => (one.at < other.at ? -1 : 1)).at(-1)?.words ?? null;
}
