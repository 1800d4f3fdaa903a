/** How long a committed edit takes to be on every open review, with the product running as it is used. */
import type { PlanId } from '#lib/plan/ids.ts';
import { readAll, setField } from '#lib/plan/document.ts';
import { ReviewListener } from '../helpers/review-listener.ts';
import { signInAs, startServer } from '../helpers/server.ts';
import { joinWithStockProvider } from '../helpers/stock-client.ts';
import { measuredOf, sayMeasured, times } from './measure.ts';

const REVIEWERS = 10;
const EDITS = 20;
const PLAN = 'pl_cancer' as PlanId;

/** Measures on the example, embedded: from an edit in a plan until ten pages that listen have asked again and show it. */
export async function benchLiveReview(): Promise<void> {
	const server = await startServer();
	const cookie = await signInAs(server.origin, 'reviewer');
	const listeners = Array.from({ length: REVIEWERS }, () => new ReviewListener(server.origin, cookie));
	const editor = await joinWithStockProvider({ address: `ws://localhost:${server.port}` }, { id: PLAN }, { cookie: await signInAs(server.origin, 'editor') });
	try {
		for (const listener of listeners) await listener.listen();
		const open = readAll(editor.doc, 'milestone').find((milestone) => !milestone.archived && milestone.status === 'onTrack');
		if (!open) throw new Error('No milestone of the example is on track');
		setField(editor.doc, { entity: 'milestone', id: open.id, field: 'forecast' }, '2026-01-05');
		const taken = await times(EDITS, async (index) => {
			const words = `Decide ${index} ${crypto.randomUUID()}`;
			const seen = Promise.all(listeners.map((listener) => listener.sees(words)));
			setField(editor.doc, { entity: 'milestone', id: open.id, field: 'ask' }, words);
			await seen;
		});
		sayMeasured(measuredOf(`an edit is on all of ${REVIEWERS} open reviews`, taken, 'aim: 1,000 ms'));
	} finally {
		for (const listener of listeners) listener.end();
		editor.leave();
		await server.dispose();
	}
}
