/** Sends what people of one plan's page write, once each, and keeps what could not be sent for later. */
import { SvelteMap } from 'svelte/reactivity';
import type { CommentView, ThreadView } from '#lib/plan/conversation.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import type { AccountId, CommentId, PlanId } from '#lib/plan/ids.ts';
import { afterSending, attemptOf, EMPTY_DRAFT, sentOf, wordsOf, type Attempt, type DraftKey, type Sending, type Unsendable } from './draft.ts';
import { CommentDrafts, deviceStorage } from './drafts.svelte.ts';
import type { Asked, ConversationRequests, PlanPeople } from './requests.ts';

export interface SendState {
	/** On its way: what was typed cannot change until it is answered. */
	sending: boolean;
	problem: string | null;
	/** Which part the problem is with. */
	at: 'body' | 'due';
	/** Names in the text of people who cannot see the plan: sending waits for a word from the writer. */
	unseen: readonly string[];
}
type Failed = Extract<Asked<unknown>, { ok: false }>;

const QUIET: SendState = { sending: false, problem: null, at: 'body', unseen: [] };
/** For so long the list of people is taken as it is. */
const PEOPLE_MS = 60_000;
const LOST = 'Your words were not sent. They are still here: try again in a moment.';

export class CommentSender {
	readonly drafts: CommentDrafts;
	/** Null until they were asked for once. */
	people = $state.raw<PlanPeople | null>(null);
	private peopleAt = 0;
	private readonly states = new SvelteMap<DraftKey, SendState>();
	private readonly requests: ConversationRequests;

	constructor(drafts: CommentDrafts, requests: ConversationRequests) {
		this.drafts = drafts;
		this.requests = requests;
	}

	state(key: DraftKey): SendState {
		return this.states.get(key) ?? QUIET;
	}
	/** What was said of a draft no longer holds: it is being changed. */
	forget(key: DraftKey): void {
		if (!this.state(key).sending) this.states.delete(key);
	}

	/** Asks who may be mentioned, unless that is known from a moment ago. */
	async askPeople(): Promise<Asked<PlanPeople>> {
		if (this.people && Date.now() - this.peopleAt < PEOPLE_MS) return { ok: true, value: this.people };
		const asked = await this.requests.people();
		if (asked.ok) [this.people, this.peopleAt] = [asked.value, Date.now()];
		// An older list is better than none.
		return this.people ? { ok: true, value: this.people } : asked;
	}
	/** Why it cannot be told whom a text mentions; null when it can, or mentions nobody. */
	private async unnamed(key: DraftKey): Promise<Failed | null> {
		const people = this.drafts.read(key).body.includes('@') ? await this.askPeople() : null;
		return people?.ok === false ? people : null;
	}

	/** Sends a draft; resolves to its thread, or to null when it stays a draft. */
	async send(key: DraftKey, how: Sending): Promise<ThreadView | null> {
		return this.during(key, async () => {
			const unnamed = await this.unnamed(key);
			if (unnamed) return this.failed(key, how, unnamed);
			const draft = this.drafts.read(key);
			const made = sentOf(key, draft, this.people, how, todayInLondon());
			if (!made.ok) return this.refuse(key, made);
			const attempt = attemptOf(draft, made.value);
			this.drafts.change(key, (before) => ({ ...before, tried: attempt }));
			const asked = await this.deliver(attempt);
			if (!asked.ok) return this.failed(key, how, asked);
			this.drafts.change(key, (before) => afterSending(before, attempt));
			return asked.value;
		});
	}

	/** Puts another text in the place of one's own; resolves to null when it stays a draft. */
	async edit(comment: CommentId, anyway: boolean): Promise<CommentView | null> {
		return this.during(comment, async () => {
			const unnamed = await this.unnamed(comment);
			if (unnamed) return this.refuse(comment, { at: 'body', problem: unnamed.message });
			const made = wordsOf(this.drafts.read(comment), this.people, anyway);
			if (!made.ok) return this.refuse(comment, made);
			const asked = await this.requests.edit(comment, made.value.body, made.value.mentions);
			if (!asked.ok) return this.refuse(comment, { at: 'body', problem: asked.message });
			this.drafts.change(comment, () => EMPTY_DRAFT);
			return asked.value;
		});
	}

	/** Sends what waits, one after the other; resolves to the threads that came of it. */
	async sendWaiting(): Promise<ThreadView[]> {
		const sent: ThreadView[] = [];
		for (const key of this.drafts.waiting()) {
			const { waiting } = this.drafts.read(key);
			const thread = waiting && (await this.send(key, waiting));
			if (thread) sent.push(thread);
		}
		return sent;
	}

	private deliver({ sent, requestId }: Attempt): Promise<Asked<ThreadView>> {
		return 'thread' in sent ? this.requests.reply(sent, requestId) : this.requests.begin(sent, requestId);
	}

	private failed(key: DraftKey, how: Sending, { because, message }: Failed): null {
		if (because === 'unreachable') {
			this.drafts.change(key, (before) => ({ ...before, waiting: how }));
			return null;
		}
		// What was refused was not kept, so another try is another comment; otherwise it may have been kept.
		this.drafts.change(key, (before) => ({ ...before, tried: because === 'unclear' ? before.tried : null }));
		return this.refuse(key, { at: 'body', problem: message });
	}

	private refuse(key: DraftKey, why: Unsendable): null {
		this.drafts.change(key, (before) => ({ ...before, waiting: null }));
		this.states.set(key, { ...QUIET, ...('unseen' in why ? { unseen: why.unseen } : why) });
		return null;
	}

	/** One at a time for each draft: a double click finds the first still on its way. */
	private async during<Value>(key: DraftKey, work: () => Promise<Value | null>): Promise<Value | null> {
		if (this.state(key).sending) return null;
		this.states.set(key, { ...QUIET, sending: true });
		try {
			return await work();
		} catch (error) {
			this.refuse(key, { at: 'body', problem: LOST });
			throw error;
		} finally {
			if (this.state(key).sending) this.states.delete(key);
		}
	}
}

/** For as long as the page lives: a draft that is on its way must be known wherever it is shown. */
const senders = new Map<string, CommentSender>();

/** The sender of one person in one plan. */
export function senderOf(account: AccountId, plan: PlanId, requests: ConversationRequests): CommentSender {
	const name = `${account} ${plan}`;
	const known = senders.get(name);
	if (known) return known;
	const drafts = new CommentDrafts(account, plan, deviceStorage());
	const sender = new CommentSender(drafts, requests);
	if (typeof window !== 'undefined') {
		senders.set(name, sender);
		addEventListener('storage', drafts.follow);
	}
	return sender;
}
