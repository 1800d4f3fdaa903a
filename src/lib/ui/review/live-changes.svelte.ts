/**
 * Keeps a page in step with what others commit: listens to `/api/changes` and has the page ask
 * again. One stream a visible page: a hidden one lets go, since browsers allow few connections.
 */

/** Changes that come close together are asked for once. */
const WAIT_MS = 120;
/** After an answer that is no stream, browsers give up; this tries again. */
const AGAIN_MS = 4_000;

export class LiveChanges {
	/** Whether the stream is open, so that what the page shows is what is committed. */
	connected = $state(false);
	private readonly refresh: () => Promise<void>;
	private source: EventSource | null = null;
	private waiting: ReturnType<typeof setTimeout> | null = null;
	private again: ReturnType<typeof setTimeout> | null = null;
	private refreshing = false;
	private stale = false;

	/** @param refresh asks the server for the page's content; called again only when it has answered */
	constructor(refresh: () => Promise<void>) {
		this.refresh = refresh;
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
			this.changed();
		};
		source.onmessage = () => this.changed();
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
		if (status === 401) await this.refresh();
		else if (!document.hidden) this.open();
	}

	private changed(): void {
		if (this.refreshing) this.stale = true;
		else this.waiting ??= setTimeout(() => void this.ask(), WAIT_MS);
	}

	private async ask(): Promise<void> {
		this.waiting = null;
		this.refreshing = true;
		this.stale = false;
		try {
			await this.refresh();
		} finally {
			this.refreshing = false;
		}
		if (this.stale && this.source) this.changed();
	}
}
