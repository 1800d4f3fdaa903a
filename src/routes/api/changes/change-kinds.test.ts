import { expect, test } from 'vitest';
import type { PlanId } from '#lib/plan/ids.ts';
import type { ChangesMessage, PlanChanged } from '#lib/sync/wire.ts';
import { changeStream } from './change-stream.server.ts';

const CANCER = 'pl_cancer' as PlanId;
const FRAGILE = 'pl_fragile' as PlanId;

/** What a reader of both plans is told once all of these have happened together. */
async function toldOf(...happened: PlanChanged[]): Promise<ChangesMessage[]> {
	let hear: (changed: PlanChanged) => void = () => undefined;
	const plans = new Map([CANCER, FRAGILE].map((plan) => [plan, 'reads']));
	const stream = changeStream({ onChanged: (listener) => ((hear = listener), () => undefined), onAccess: () => () => undefined, readablePlans: async () => plans, isRunning: () => true }, plans);
	const reader = stream.getReader();
	try {
		await reader.read();
		for (const changed of happened) hear(changed);
		const { value } = await reader.read();
		return [...new TextDecoder().decode(value).matchAll(/data: (.*)\n\n/g)].map(([, message = '']) => JSON.parse(message) as ChangesMessage);
	} finally {
		await reader.cancel();
	}
}

test('a stream says of what kinds it was, when nothing but something beside the document changed', async () => {
	expect(await toldOf({ planId: CANCER, kind: 'records' }, { planId: CANCER, kind: 'meeting' }, { planId: CANCER, kind: 'records' }, { planId: FRAGILE, kind: 'readings' })).toEqual([
		{ plan: CANCER, kinds: ['records', 'meeting'] },
		{ plan: FRAGILE, kinds: ['readings'] }
	]);
});

test('it says nothing of kinds once the document has changed too, whichever came first', async () => {
	expect(await toldOf({ planId: CANCER, kind: 'records' }, { planId: CANCER }, { planId: CANCER, kind: 'meeting' }, { planId: FRAGILE, kind: 'records' })).toEqual([{ plan: CANCER }, { plan: FRAGILE, kinds: ['records'] }]);
	expect(await toldOf({ planId: CANCER }, { planId: CANCER, kind: 'records' })).toEqual([{ plan: CANCER }]);
});
