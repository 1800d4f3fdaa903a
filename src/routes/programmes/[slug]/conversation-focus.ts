/** The thread and comment that an address names: the other end of `commentHref`. */
import { isId } from '#lib/plan/ids.ts';
import type { ConversationFocus } from '#lib/ui/comments/requests.ts';

export function focusIn(params: Pick<URLSearchParams, 'get'>): ConversationFocus | null {
	const [thread, comment] = [params.get('thread'), params.get('comment')];
	return isId('th', thread) ? { thread, comment: isId('co', comment) ? comment : null } : null;
}

/** Takes both out: what is opened next is not what the address was sent for. */
export function withoutFocus(params: URLSearchParams): void {
	params.delete('thread');
	params.delete('comment');
}
