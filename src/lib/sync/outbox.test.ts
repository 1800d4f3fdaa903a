import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Change } from '#lib/plan/changes.ts';
import { Outbox, type KeptEdit } from './outbox.ts';

const edit = (value: string, madeAt: number): KeptEdit => {
	const change: Change = { entity: 'milestone', id: 'ms_one', field: 'title', member: '', old: '', new: value };
	return { changes: [change], bytes: new Uint8Array([1, 2, 3]), madeAt };
};
const mine = { account: 'ac_me', planId: 'pl_cancer', epoch: 1 };
const open: Outbox[] = [];

function page(owner = mine) {
	let settle: (kept: boolean) => void = () => undefined;
	const kept = () => new Promise<boolean>((resolve) => (settle = resolve));
	const outbox = new Outbox(owner, (is) => settle(is));
	open.push(outbox);
	return { outbox, keep: (edits: KeptEdit[]) => (outbox.keep(edits), kept()) };
}
const values = (edits: KeptEdit[]) => edits.map(({ changes }) => changes[0]?.new);

beforeEach(() => vi.unstubAllGlobals());
afterEach(async () => {
	for (const outbox of open.splice(0)) await outbox.close();
	indexedDB.deleteDatabase('milepost');
});

describe('C2 edits kept on this device', () => {
	it('hands a closed page’s edits to the next page once, oldest first', async () => {
		const first = page();
		expect(await first.keep([edit('two', 2), edit('one', 1)])).toBe(true);
		await first.outbox.close();
		open.splice(0);
		const [second, third] = [page(), page()];
		const [a, b] = await Promise.all([second.outbox.takeOver(), third.outbox.takeOver()]);
		expect(values([...a, ...b])).toEqual(['one', 'two']);
		expect([a.length, b.length]).toContain(0);
	});

	it('leaves the edits of a living page alone', async () => {
		const living = page();
		await living.keep([edit('being typed', 1)]);
		expect(await page().outbox.takeOver()).toEqual([]);
	});

	it('never hands one person’s edits to another, nor an older epoch’s to a newer', async () => {
		const first = page();
		await first.keep([edit('mine', 1)]);
		await first.outbox.close();
		open.splice(0);
		expect(await page({ ...mine, account: 'ac_other' }).outbox.takeOver()).toEqual([]);
		expect(await page({ ...mine, epoch: 2 }).outbox.takeOver()).toEqual([]);
		expect(values(await page().outbox.takeOver())).toEqual(['mine']);
	});

	it('says that nothing is kept when the device refuses', async () => {
		const { outbox, keep } = page();
		await outbox.takeOver();
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
			throw new DOMException('full', 'QuotaExceededError');
		});
		expect(await keep([edit('too much', 1)])).toBe(false);
		expect(await keep([edit('again', 2)])).toBe(true);
	});
});
