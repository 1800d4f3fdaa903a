/**
 * What the example's people say about a programme's plan, through the same commands as anyone: each
 * is refused what a person in that post would be refused.
 */
import { commentHref, type ThreadSubject, type ThreadView } from '#lib/plan/conversation.ts';
import type { AccountId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import { moveChallenge } from '#server/store/challenges.ts';
import type { Database } from '#server/store/database.ts';
import type { Answer } from '#server/store/plain-command.ts';
import { beginThread, reply, setResolved } from '#server/store/thread-commands.ts';
import type { Doing } from './agenda.ts';
import { kpiIdOf, milestoneIdOf, personIdOf, planIdOf } from './content.ts';
import { accountIdOf, type Speakers } from './speakers.ts';
import type { Said, Talk } from './talk/shape.ts';
import type { Told } from './told.ts';
import { instantAt, notBefore, workingTime } from './timing.ts';

/** The value of a command that must succeed. @throws with its refusal: the written content asks for what is not allowed */
export function granted<Value>(answer: Answer<Value>, what: string): Value {
	if (!answer.ok) throw new Error(`${what}: ${answer.message}`);
	return answer.value;
}

/** Everything said in a programme's threads. @param programme its id */
export function talkOf(programme: string, threads: readonly Talk[], speakers: Speakers, told: Told): Doing[] {
	return threads.flatMap((talk, index) => new Thread(programme, talk, `${programme}-thread-${index}`, speakers, told).doings());
}

class Thread {
	private readonly planId: PlanId;
	private readonly talk: Talk;
	private readonly key: string;
	private readonly speakers: Speakers;
	private readonly told: Told;
	private id: ThreadId | null = null;

	constructor(programme: string, talk: Talk, key: string, speakers: Speakers, told: Told) {
		this.planId = planIdOf(programme);
		this.talk = talk;
		this.key = key;
		this.speakers = speakers;
		this.told = told;
	}

	doings(): Doing[] {
		let last: Date | undefined;
		return this.talk.said.map((said, index) => {
			const at = said.at ? instantAt(said.on, ...said.at) : notBefore(workingTime(said.on, `${this.key} ${index}`), last);
			last = at;
			return { at, does: (tx: Database) => (index === 0 ? this.begin(tx, at) : this.goOn(tx, said, index, at)) };
		});
	}

	private async begin(tx: Database, at: Date): Promise<void> {
		const [{ by, say }] = this.talk.said;
		const { challenge } = this.talk;
		const asChallenge = challenge && { ...challenge, owner: challenge.owner === null ? null : personIdOf(challenge.owner) };
		const thread = granted(await beginThread(tx, { ...this.by(by, at), subject: this.subject(), ...this.words(say, 0), ...(asChallenge ? { challenge: asChallenge } : {}) }), this.what(0));
		this.id = thread.id;
		this.told.ofComment(this.planId, thread, at, challenge ? 'raised' : null, challenge?.owner ?? null);
	}

	private async goOn(tx: Database, said: Said, index: number, at: Date): Promise<void> {
		const threadId = this.id;
		if (threadId === null) throw new Error(`${this.what(index)}: the thread was not begun`);
		const { does, say } = said;
		const by = this.by(said.by, at);
		const move = async (): Promise<ThreadView | null> => {
			if (does === undefined || does === 'answers') return null;
			if (does === 'resolved') return granted(await setResolved(tx, { ...by, threadId, to: 'resolved' }), this.what(index));
			return granted(await moveChallenge(tx, { ...by, threadId, to: does }), this.what(index));
		};
		// What is closed is opened first; whoever closes or sends back says why, and then does.
		const moved = does === 'reopened' ? await move() : null;
		let thread = moved;
		if (say !== undefined) {
			thread = granted(await reply(tx, { ...by, threadId, ...this.words(say, index), answers: does === 'answers' }), this.what(index));
			this.told.ofComment(this.planId, thread, at, does === 'answers' ? 'answered' : null, null);
		}
		if (does !== 'reopened') thread = (await move()) ?? thread;
		if (thread && does !== undefined && does !== 'answers' && does !== 'resolved') this.told.ofStep(this.planId, thread, at, by.user.account, does, this.talk.challenge?.owner ?? null);
	}

	private by(post: string, at: Date) {
		return { user: this.speakers(post), planId: this.planId, at };
	}

	private subject(): ThreadSubject {
		const { about, field = null } = this.talk;
		if (about === 'plan') return { on: 'plan' };
		return /^[A-Z]/.test(about) ? { on: 'milestone', milestone: milestoneIdOf(about), field } : { on: 'kpi', kpi: kpiIdOf(about) };
	}

	/** The text with names in place of posts, and who they are. */
	private words(say: string, index: number): { body: string; mentions: AccountId[]; requestId: string } {
		const mentions: AccountId[] = [];
		const body = say.replace(/@\[([\w-]+)\]/g, (_mention, post: string) => {
			mentions.push(accountIdOf(post));
			return `@${this.speakers(post).name}`;
		});
		return { body, mentions, requestId: `example-${this.key}-${index}` };
	}

	/** For whoever writes the content. */
	private what(index: number): string {
		const said = this.talk.said[index];
		return `${said?.by} on ${said?.on} in ${commentHref('…', this.subject(), this.key as ThreadId)}`;
	}
}
