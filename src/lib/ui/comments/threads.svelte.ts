/** The threads about one subject as they stand on the screen; asked for again whenever something may have changed. */
import type { CommentView, ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import type { ThreadId } from '#lib/plan/ids.ts';
import { keyOfSubject, type DraftKey } from './draft.ts';
import type { ConversationRequests, ThreadState } from './requests.ts';

export class Threads {
	private readonly requests: ConversationRequests;
	private shown = $state.raw<{ key: DraftKey; list: readonly ThreadView[] } | null>(null);
	private subject: ThreadSubject = { on: 'plan' };
	private asking = false;
	/** Something changed while an answer was on its way, which then says less than is known. */
	private again = false;
	loading = $state(false);
	/** Why they could not be asked for, in plain words. */
	failed = $state<string | null>(null);

	constructor(requests: ConversationRequests) {
		this.requests = requests;
	}

	/** Of this subject, oldest first; null while none have come. */
	of(subject: ThreadSubject): readonly ThreadView[] | null {
		return this.shown?.key === keyOfSubject(subject) ? this.shown.list : null;
	}

	/** Asks for the threads of a subject; resolves to whether the server answered. */
	async load(subject: ThreadSubject): Promise<boolean> {
		this.subject = subject;
		this.again = true;
		if (this.asking) return false;
		this.asking = true;
		this.loading = true;
		let reached = false;
		try {
			while (this.again) {
				this.again = false;
				reached = await this.ask(this.subject);
			}
		} finally {
			this.asking = false;
			this.loading = false;
		}
		return reached;
	}

	private async ask(subject: ThreadSubject): Promise<boolean> {
		const asked = await this.requests.threads(subject);
		if (this.again) return asked.ok;
		this.failed = asked.ok ? null : asked.message;
		if (asked.ok) this.shown = { key: keyOfSubject(subject), list: asked.value };
		return asked.ok;
	}

	/** Shows a thread as the server has just answered it. */
	put(thread: ThreadView): void {
		if (!this.shown || keyOfSubject(thread.subject) !== this.shown.key) return;
		const { key, list } = this.shown;
		this.again = this.asking;
		const known = list.some(({ id }) => id === thread.id);
		this.shown = { key, list: known ? list.map((each) => (each.id === thread.id ? thread : each)) : [...list, thread] };
	}

	putComment(id: ThreadId, comment: CommentView): void {
		const thread = this.shown?.list.find((each) => each.id === id);
		if (thread) this.put({ ...thread, comments: thread.comments.map((each) => (each.id === comment.id ? comment : each)) });
	}

	/** Resolves, reopens, accepts or sends back; resolves to null, or to what went wrong in plain words. */
	async setState(thread: ThreadId, to: ThreadState): Promise<string | null> {
		const asked = await this.requests.setState(thread, to);
		if (asked.ok) this.put(asked.value);
		else void this.load(this.subject);
		return asked.ok ? null : asked.message;
	}
}
