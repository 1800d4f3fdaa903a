/**
 * The one small interface through which pages reach the running sync service. It stands here, and
 * not in server/sync, so that a page can ask for an edit or an event and nothing else.
 */
import type { AccountId, PlanId } from '#lib/plan/ids.ts';
import type { PlanEvent } from '#lib/sync/wire.ts';

export interface RunningSync {
	/** Tells every page that has the plan open that something beside the document changed. */
	tell(planId: PlanId, event: PlanEvent): Promise<void>;
	/** Calls back after each commit; returns a function that stops it. */
	onCommitted(listener: (committed: { planId: PlanId; at: Date }) => void): () => void;
	/** Closes the sockets of a session, or of an account. */
	signedOut(which: { session: string } | { account: AccountId }): void;
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
