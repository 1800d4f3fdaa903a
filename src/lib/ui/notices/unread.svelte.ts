/** How many notices are not read, as the bell shows it: asked again when there is reason to, and now and then. */
import { createContext } from 'svelte';
import { onNoticesChanged } from './changed.ts';

const EVERY_MS = 30_000;
/** A page that nobody has touched for so long asks no more of itself: asking would keep its session from ending. */
const TOUCHED_MS = 30 * 60_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;
/** Reasons that come close together are one. */
const WAIT_MS = 250;
/** Notices that a plan's log brings about are written a moment after the edit. */
const LOG_MS = 2_500;

export class Unread {
	count = $state(0);
	private readonly ask: () => Promise<number | null>;
	private waiting: ReturnType<typeof setTimeout> | null = null;
	private asked = 0;

	/**
	 * @param ask the count, or null when it cannot be had just now, which leaves the one that shows
	 * @param count what the page was loaded with
	 */
	constructor(ask: () => Promise<number | null>, count: number) {
		this.ask = ask;
		this.count = count;
	}

	/** What the page was loaded with again. */
	begin(count: number): void {
		this.asked += 1;
		this.count = count;
	}

	/** Begins to ask; returns what ends it. */
	start(): () => void {
		const soon = () => this.soon();
		const late: { timer: ReturnType<typeof setTimeout> | null } = { timer: null };
		const stop = onNoticesChanged(() => {
			this.soon();
			late.timer ??= setTimeout(() => {
				late.timer = null;
				this.soon();
			}, LOG_MS);
		});
		let touched = Date.now();
		const isLeft = () => Date.now() - touched > TOUCHED_MS;
		const touch = () => {
			if (isLeft()) soon();
			touched = Date.now();
		};
		const timer = setInterval(() => !isLeft() && soon(), EVERY_MS);
		for (const kind of TOUCHES) window.addEventListener(kind, touch, { passive: true });
		window.addEventListener('focus', soon);
		document.addEventListener('visibilitychange', soon);
		return () => {
			stop();
			clearInterval(timer);
			if (late.timer !== null) clearTimeout(late.timer);
			if (this.waiting !== null) clearTimeout(this.waiting);
			this.waiting = null;
			for (const kind of TOUCHES) window.removeEventListener(kind, touch);
			window.removeEventListener('focus', soon);
			document.removeEventListener('visibilitychange', soon);
		};
	}

	/** Asks in a moment, unless nobody is looking. */
	soon(): void {
		if (document.hidden) return;
		this.waiting ??= setTimeout(() => {
			this.waiting = null;
			void this.now();
		}, WAIT_MS);
	}

	private async now(): Promise<void> {
		const asked = (this.asked += 1);
		const count = await this.ask();
		// An answer that was overtaken says what was.
		if (count !== null && asked === this.asked) this.count = count;
	}
}

export const [getUnread, setUnread] = createContext<Unread>();
