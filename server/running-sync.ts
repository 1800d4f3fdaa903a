/**
 * The one small interface through which pages reach the running sync service. It stands here, and
 * not in server/sync, so that a page can ask for an edit or an event and nothing else.
 */
import type { AccountId, PlanId } from '#lib/plan/ids.ts';
import type { PlanChanged, PlanEvent } from '#lib/sync/wire.ts';

export interface RunningSync {
	/** Tells every page that has the plan open, and every review that shows it, that something beside the document changed. */
	tell(planId: PlanId, event: PlanEvent): Promise<void>;
	/** Calls back after each commit and each `tell`; returns a function that stops it. */
	onChanged(listener: (changed: PlanChanged) => void): () => void;
	/** Closes the sockets of a session, or of an account. */
	signedOut(which: { session: string } | { account: AccountId }): void;
	/** An account's roles changed, or it was disabled: what it may no longer see or do is closed at once. */
	accessChanged(account: AccountId): Promise<void>;
	/** Calls back after `signedOut` and `accessChanged`; returns a function that stops it. */
	onAccess(listener: () => void): () => void;
}

let running: RunningSync | null = null;

/** Called once by the server's entry; null when the service stops. */
export function provideSync(service: RunningSync | null): void {
	running = service;
}

/** The running service. @throws before the server has started it */
export function runningSync(): RunningSync {
	if (!running) throw new Error('The sync service has not been started');
	return running;
}
