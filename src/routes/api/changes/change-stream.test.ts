import { afterEach, expect, test } from 'vitest';
import type { PlanId } from '#lib/plan/ids.ts';
import { changeStream, TIMINGS, type ChangeSource, type ReadablePlans } from './change-stream.server.ts';

const CANCER = 'pl_cancer' as PlanId;
const FRAGILE = 'pl_fragile' as PlanId;
const FAST = { coalesceMs: 80, heartbeatMs: 60_000, recheckMs: 60_000, retryMs: 2_000 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const readers = (...plans: PlanId[]): ReadablePlans => new Map(plans.map((planId) => [planId, 'reads']));

/** A stream over commits that the test makes, read to the end in the background. */
function open(options: { plans?: PlanId[]; readable?: () => Promise<ReadablePlans | null>; timings?: Partial<NonNullable<ChangeSource['timings']>> } = {}) {
	const listeners = new Set<(committed: { planId: PlanId }) => void>();
	const state = { running: true };
	const plans = readers(...(options.plans ?? [CANCER]));
	const stream = changeStream(
		{
			onAccess: () => () => undefined,
			onChanged: (listener) => {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
			readablePlans: options.readable ?? (async () => plans),
			isRunning: () => state.running,
			timings: { ...FAST, ...options.timings }
		},
		plans
	);
	const commit = (...planIds: PlanId[]) => planIds.forEach((planId) => listeners.forEach((listen) => listen({ planId })));
	return { stream, commit, listeners, state };
}

function read(stream: ReadableStream<Uint8Array>) {
	const reader = stream.getReader();
	const got = { chunks: [] as string[], times: [] as number[], ended: false };
	const done = (async () => {
		for (;;) {
			const { value, done: end } = await reader.read();
			if (end) break;
			got.chunks.push(new TextDecoder().decode(value));
			got.times.push(performance.now());
		}
		got.ended = true;
	})();
	open_.push(() => reader.cancel());
	return { got, done, cancel: () => reader.cancel() };
}
const open_: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const cancel of open_.splice(0)) await cancel();
});
const told = (chunks: string[]) => chunks.flatMap((chunk) => [...chunk.matchAll(/data: (.*)\n\n/g)].map((match) => (JSON.parse(match[1] ?? '') as { plan: string }).plan));

test('tells of a commit at once, naming its plan', async () => {
	const { stream, commit } = open();
	const { got } = read(stream);
	commit(CANCER);
	await wait(40);
	expect(got.chunks[0]).toBe('retry: 2000\n\n');
	expect(told(got.chunks)).toEqual([CANCER]);
});

test('a burst becomes one message now and one later', async () => {
	const { stream, commit } = open({ plans: [CANCER, FRAGILE] });
	const { got } = read(stream);
	commit(CANCER);
	await wait(20);
	for (let edit = 0; edit < 100; edit += 1) commit(CANCER, FRAGILE);
	await wait(150);
	expect(told(got.chunks)).toEqual([CANCER, CANCER, FRAGILE]);
	expect((got.times[2] ?? 0) - (got.times[1] ?? 0)).toBeGreaterThan(60);
	expect(1000 / TIMINGS.coalesceMs).toBe(2);
});

test('plans that the person may not read are never named', async () => {
	const { stream, commit } = open({ plans: [CANCER] });
	const { got } = read(stream);
	commit(FRAGILE);
	await wait(40);
	commit(FRAGILE, CANCER);
	await wait(150);
	expect(told(got.chunks)).toEqual([CANCER]);
});

test('U4 a role that is taken away counts from the next check, and the page is told once; an ended session ends the stream', async () => {
	const answers: (ReadablePlans | null)[] = [readers(FRAGILE)];
	const { stream, commit, listeners } = open({ plans: [CANCER], readable: async () => answers.shift() ?? null, timings: { recheckMs: 60 } });
	const { got, done } = read(stream);
	await wait(85);
	commit(CANCER, FRAGILE);
	await done;
	expect(told(got.chunks)).toEqual([CANCER, FRAGILE, FRAGILE]);
	expect(listeners.size).toBe(0);
});

test('U4 another role in a plan is told once, without a change of the plan', async () => {
	let role = 'reads';
	const { stream } = open({ readable: async () => new Map([[CANCER, role]]), timings: { recheckMs: 20 } });
	const { got } = read(stream);
	await wait(70);
	expect(told(got.chunks)).toEqual([]);
	role = 'comments';
	await wait(120);
	expect(told(got.chunks)).toEqual([CANCER]);
});

test('a check that fails ends the stream rather than leaving it open unchecked', async () => {
	const { stream, listeners } = open({ readable: () => Promise.reject(new Error('the database is away')), timings: { recheckMs: 30 } });
	await read(stream).done;
	expect(listeners.size).toBe(0);
});

test('ends when the server stops', async () => {
	const { stream, state, listeners } = open();
	const { done } = read(stream);
	state.running = false;
	await done;
	expect(listeners.size).toBe(0);
});

test('a reader that leaves is forgotten', async () => {
	const { stream, commit, listeners } = open();
	const { cancel } = read(stream);
	await wait(10);
	expect(listeners.size).toBe(1);
	commit(CANCER);
	await cancel();
	expect(listeners.size).toBe(0);
	commit(CANCER);
	await wait(100);
});

test('a reader that takes nothing holds a bounded number of messages, and loses no change', async () => {
	const { stream, commit } = open({ timings: { coalesceMs: 5, heartbeatMs: 5 } });
	for (let edit = 0; edit < 40; edit += 1) {
		commit(CANCER);
		await wait(5);
	}
	const { got } = read(stream);
	// What was held is read before any timer runs, and so before anything more is sent.
	for (let turn = 0; turn < 200; turn += 1) await null;
	expect(got.chunks.length).toBeGreaterThan(1);
	expect(got.chunks.length).toBeLessThanOrEqual(9);
	await wait(60);
	expect(told(got.chunks).at(-1)).toBe(CANCER);
});

test('a comment keeps a quiet stream alive', async () => {
	const { got } = read(open({ timings: { heartbeatMs: 20 } }).stream);
	await wait(70);
	expect(got.chunks.filter((chunk) => chunk.startsWith(':')).length).toBeGreaterThan(1);
});
