/**
 * Keeps a page in step with what others commit: listens to `/api/changes` and has the page ask
 * again. One stream a visible page: a hidden one lets go, since browsers allow few connections.
 */
import type { ChangesMessage } from '#lib/sync/wire.ts';
import { noticesChanged } from '../notices/changed.ts';

/** Changes that come close together are asked for once. */
const WAIT_MS = 120;
/** After an answer that is no stream, browsers give up; this tries again. */
const AGAIN_MS = 4_000;

type Kind = NonNullable<ChangesMessage['kinds']>[number];
/** The kinds of what changed, when it was nothing else; null: anything may have changed. */
export type Changed = ReadonlySet<Kind> | null;

/** Whether nothing changed but what is of these kinds. */
export function only(changed: Changed, ...kinds: readonly Kind[]): boolean {
	return changed !== null && [...changed].every((kind) => kinds.includes(kind));
}

export class LiveChanges {
	/** Whether the stream is open, so that what the page shows is what is committed. */
	connected = $state(false);
	private readonly refresh: (changed: Changed) => Promise<void>;
	private readonly without: readonly Kind[];
	private source: EventSource | null = null;
	private waiting: ReturnType<typeof setTimeout> | null = null;
	private again: ReturnType<typeof setTimeout> | null = null;
	private refreshing = false;
	/** What is not asked for yet; undefined: nothing. */
	private unasked: Changed | undefined;

	/**
	 * @param refresh asks the server for the page's content; called again only when it has answered
	 * @param without kinds of which the page shows nothing: when no others changed, it does not ask
	 */
	constructor(refresh: (changed: Changed) => Promise<void>, without: readonly Kind[] = []) {
		this.refresh = refresh;
		this.without = without;
	}

	/** Begins to listen; returns what ends it. */
	start(): () => void {
		const onVisibility = () => (document.hidden ? this.close() : this.open());
		document.addEventListener('visibilitychange', onVisibility);
		onVisibility();
		return () => {
			document.removeEventListener('visibilitychange', onVisibility);
			this.close();
		};
	}

	private open(): void {
		if (this.source) return;
		const source = new EventSource('/api/changes');
		this.source = source;
		source.onopen = () => {
			this.connected = true;
			// Whatever happened between the page's load and now was not told.
			this.changed(null);
		};
		source.onmessage = ({ data }: MessageEvent<string>) => {
			const { kinds } = JSON.parse(data) as ChangesMessage;
			// Of a decision or an action somebody may have a notice, which comes with no page's content.
			if (kinds?.includes('records')) noticesChanged();
			this.changed(kinds ? new Set(kinds) : null);
		};
		source.onerror = () => {
			this.connected = false;
			if (source.readyState !== EventSource.CLOSED) return;
			this.close();
			this.again = setTimeout(() => void this.retry(), AGAIN_MS * (0.5 + Math.random()));
		};
	}

	private close(): void {
		this.source?.close();
		this.source = null;
		this.connected = false;
		for (const timer of [this.waiting, this.again]) if (timer !== null) clearTimeout(timer);
		this.waiting = this.again = null;
	}

	/** The server answered, but not with a stream: it restarts, or the session is over, which asking again shows. */
	private async retry(): Promise<void> {
		this.again = null;
		const status = await fetch('/api/programmes').then((response) => response.status, () => 0);
		if (status === 401) await this.refresh(null);
		else if (!document.hidden) this.open();
	}

	private changed(what: Changed): void {
		if (only(what, ...this.without)) return;
		this.unasked = what === null || this.unasked === null ? null : new Set([...(this.unasked ?? []), ...what]);
		this.askSoon();
	}

	private askSoon(): void {
		if (!this.refreshing) this.waiting ??= setTimeout(() => void this.ask(), WAIT_MS);
	}

	private async ask(): Promise<void> {
		this.waiting = null;
		this.refreshing = true;
		const what = this.unasked ?? null;
		this.unasked = undefined;
		try {
			await this.refresh(what);
		} finally {
			this.refreshing = false;
		}
		if (this.unasked !== undefined && this.source) this.askSoon();
	}
}
