/**
 * The unsent edits of this device, in IndexedDB, so that closing the page by accident loses
 * nothing (C2). One entry a page, under account, plan and epoch: one person's edits are never sent
 * under another's session. "Kept" is true only after IndexedDB reports the write complete.
 *
 * Each living page holds a lock named after its entry. An entry whose lock is free belongs to a
 * page that has gone, and the next page of the same account and plan takes it over. Browsers have
 * locks only on https and on this machine; elsewhere edits are kept and nobody takes them over.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Change } from '#lib/plan/changes.ts';

export interface KeptEdit {
	changes: Change[];
	bytes: Uint8Array;
	madeAt: number;
}
interface Schema extends DBSchema {
	edits: { key: string; value: KeptEdit[] };
}
export interface OutboxOwner {
	account: string;
	planId: string;
	epoch: number;
}

export class Outbox {
	private readonly prefix: string;
	private readonly key: string;
	private readonly database: Promise<IDBPDatabase<Schema>>;
	private readonly told: (kept: boolean) => void;
	private latest: readonly KeptEdit[] = [];
	private writing: Promise<void> = Promise.resolve();
	private busy = false;
	/** There is something newer than what was last written. */
	private stale = false;
	private release: () => void = () => undefined;

	/** @param told called with whether all unsent edits are kept, each time that is known anew */
	constructor({ account, planId, epoch }: OutboxOwner, told: (kept: boolean) => void) {
		this.prefix = `${account}/${planId}/${epoch}/`;
		this.key = this.prefix + crypto.getRandomValues(new Uint32Array(4)).join('-');
		this.told = told;
		this.database = openDB<Schema>('milepost', 1, { upgrade: (db) => void db.createObjectStore('edits') });
		this.database.catch(() => told(false));
		// Held until the page goes.
		void locks()?.request(this.key, () => new Promise<void>((resolve) => (this.release = resolve)));
	}

	/** Edits of earlier pages of this account and plan, oldest first; each is handed to one page only. */
	async takeOver(): Promise<KeptEdit[]> {
		const held = locks();
		// Without IndexedDB nothing was ever kept; the constructor has told so.
		const db = await this.database.catch(() => null);
		if (!db || !held) return [];
		const keys = (await db.getAllKeys('edits')).filter((key) => key.startsWith(this.prefix) && key !== this.key);
		const taken: KeptEdit[] = [];
		for (const key of keys) {
			await held.request(key, { ifAvailable: true }, async (lock) => {
				if (!lock) return;
				const transaction = db.transaction('edits', 'readwrite');
				const edits = (await transaction.store.get(key)) ?? [];
				const own = (await transaction.store.get(this.key)) ?? [];
				// Moved in one transaction: a crash between would lose or double them.
				await transaction.store.put([...own, ...edits], this.key);
				await transaction.store.delete(key);
				await transaction.done;
				taken.push(...edits);
			});
		}
		return taken.toSorted((one, other) => one.madeAt - other.madeAt);
	}

	/** Keeps these edits in place of the earlier ones. */
	keep(edits: readonly KeptEdit[]): void {
		this.latest = edits.map(({ changes, bytes, madeAt }) => ({ changes, bytes, madeAt }));
		this.stale = true;
		if (!this.busy) this.writing = this.write();
	}

	/** Lets the page's entry go, for another page to take over. */
	async close(): Promise<void> {
		await this.writing;
		(await this.database.catch(() => null))?.close();
		this.release();
	}

	private async write(): Promise<void> {
		this.busy = true;
		while (this.stale) {
			this.stale = false;
			const kept = await this.writeOnce();
			if (!this.stale) this.told(kept);
		}
		// In one turn with the check above: an edit kept between the two would never be written.
		this.busy = false;
	}

	private async writeOnce(): Promise<boolean> {
		try {
			const db = await this.database;
			if (this.latest.length === 0) await db.delete('edits', this.key);
			else await db.put('edits', [...this.latest], this.key);
			return true;
		} catch {
			// Private windows and full disks refuse to keep: the page says so, and the edit is still on it.
			return false;
		}
	}
}

/** The page's locks, or undefined where the browser has none. */
function locks(): LockManager | undefined {
	return navigator.locks as LockManager | undefined;
}
