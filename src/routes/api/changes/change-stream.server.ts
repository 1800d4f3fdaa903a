/**
 * The stream that tells an open page that a plan it shows has changed, as server-sent events:
 * `data: {"plan":"pl_…"}`, each plan at most twice a second, only plans the person may read, and once
 * those in which their rights have just changed (U4). It carries no content: the page asks again
 * through its own load. Where nothing but something beside the document changed it says of what
 * kinds, `"kinds":["records"]`, so that a page that shows none of it need not ask.
 */
import type { PlanId } from '#lib/plan/ids.ts';
import type { ChangesMessage, PlanChanged, PlanEvent } from '#lib/sync/wire.ts';
import { log } from '#server/log.ts';

export const TIMINGS = {
	/** A plan is named at most this often. */
	coalesceMs: 500,
	/** A comment, so that proxies keep the stream and a dead one is noticed. */
	heartbeatMs: 15_000,
	/** Session and roles are read again this often, for what another process changed (U4). */
	recheckMs: 5_000,
	/** How soon a browser comes back after the stream ends. */
	retryMs: 2_000
} as const;

/** By plan, what a person may do there, as a word that is another when that is. */
export type ReadablePlans = ReadonlyMap<PlanId, string>;

/** What stands behind one stream. */
export interface ChangeSource {
	/** Calls back after each change of any plan or of what is said about it; returns a function that stops it. */
	onChanged(listener: (changed: PlanChanged) => void): () => void;
	/** Calls back when somebody's access may have changed; returns a function that stops it. */
	onAccess(listener: () => void): () => void;
	/** The plans this person may read now, each with what they may do there; null once the session has ended. */
	readablePlans(): Promise<ReadablePlans | null>;
	/** Whether the server still serves; the stream ends when it stops. */
	isRunning(): boolean;
	timings?: { [Name in keyof typeof TIMINGS]: number };
}

/** A reader that has not taken this many messages gets no more until it does; what changed meanwhile is told then. */
const MOST_WAITING = 8;
const RUNNING_CHECK_MS = 250;

/** One stream; it ends itself when the session ends or the server stops, and frees everything when the reader goes. */
export function changeStream({ onChanged, onAccess, readablePlans, isRunning, timings = TIMINGS }: ChangeSource, plans: ReadablePlans): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let readable = plans;
	/** By plan, the kinds of what changed beside its document; null once that may have changed too. */
	const changed = new Map<PlanId, Set<PlanEvent['kind']> | null>();
	let timer: NodeJS.Timeout | null = null;
	let lastSent = -Infinity;
	let ended = false;
	const stops: (() => void)[] = [];

	function free(): void {
		ended = true;
		if (timer) clearTimeout(timer);
		for (const stop of stops.splice(0)) stop();
	}

	function start(controller: ReadableStreamDefaultController<Uint8Array>): void {
		const send = (text: string) => controller.enqueue(encoder.encode(text));
		const end = () => {
			if (ended) return;
			free();
			controller.close();
		};

		function flush(): void {
			timer = null;
			// A slow reader's changes wait here, named once each, and not in its buffer.
			if ((controller.desiredSize ?? 0) <= 0) return plan(timings.coalesceMs);
			const events = [...changed].filter(([planId]) => readable.has(planId)).map(([planId, kinds]) => named(planId, kinds));
			changed.clear();
			if (events.length === 0) return;
			lastSent = performance.now();
			send(events.join(''));
		}
		function plan(delay: number): void {
			if (!ended) timer ??= setTimeout(flush, Math.max(0, delay));
		}
		function recheck(): void {
			readablePlans()
				.then((now) => {
					if (ended) return;
					if (now === null) return end();
					const others = [...new Set([...readable.keys(), ...now.keys()])].filter((planId) => readable.get(planId) !== now.get(planId));
					readable = now;
					if (others.length > 0) send(others.map((planId) => named(planId, null)).join(''));
				})
				.catch((error: unknown) => {
					log.error({ err: error }, 'A stream of changes could not check its session and is ended');
					end();
				});
		}

		stops.push(
			onChanged(({ planId, kind }) => {
				const before = changed.get(planId);
				changed.set(planId, kind === undefined || before === null ? null : new Set([...(before ?? []), kind]));
				plan(lastSent + timings.coalesceMs - performance.now());
			}),
			every(timings.heartbeatMs, () => {
				if ((controller.desiredSize ?? 0) > 0) send(': here\n\n');
			}),
			onAccess(recheck),
			every(timings.recheckMs, recheck),
			every(RUNNING_CHECK_MS, () => {
				if (!isRunning()) end();
			})
		);
		send(`retry: ${timings.retryMs}\n\n`);
	}

	return new ReadableStream({ start, cancel: free }, { highWaterMark: MOST_WAITING });
}

function named(plan: PlanId, kinds: ReadonlySet<PlanEvent['kind']> | null): string {
	const message: ChangesMessage = kinds === null ? { plan } : { plan, kinds: [...kinds] };
	return `data: ${JSON.stringify(message)}\n\n`;
}

function every(ms: number, act: () => void): () => void {
	const timer = setInterval(act, ms);
	timer.unref();
	return () => clearInterval(timer);
}
