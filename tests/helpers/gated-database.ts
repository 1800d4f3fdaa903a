/** A database whose writing transactions a test can stall or fail just before they commit. */
import type { Database } from '#server/store/database.ts';

export interface GatedDatabase {
	db: Database;
	/** Writing transactions that committed. */
	commits: number;
	/** Runs in each writing transaction when its work is done; it commits when this resolves and rolls back when it throws. */
	beforeCommit: (() => Promise<void> | void) | null;
	/** Runs before each writing transaction begins. */
	beforeBegin: (() => Promise<void> | void) | null;
	/**
	 * Makes each writing transaction wait before it begins or just before it commits; call the
	 * result to let them go. The embedded database has one connection: while one of its
	 * transactions is open, nothing else is answered.
	 */
	stall(where: 'begin' | 'commit'): () => void;
}

export function gatedDatabase(real: Database): GatedDatabase {
	const gated: GatedDatabase = { db: real, commits: 0, beforeCommit: null, beforeBegin: null, stall };
	gated.db = new Proxy(real, {
		get(target, key) {
			const value: unknown = Reflect.get(target, key, target);
			if (key === 'transaction') return transaction;
			// reason: methods must run on the database itself, not on the proxy.
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		}
	});
	return gated;

	async function transaction<Result>(work: (tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<Result>, settings?: Parameters<Database['transaction']>[1]): Promise<Result> {
		if (settings?.accessMode === 'read only') return real.transaction(work, settings);
		await gated.beforeBegin?.();
		const result = await real.transaction(async (tx) => {
			const done = await work(tx);
			await gated.beforeCommit?.();
			return done;
		}, settings);
		gated.commits += 1;
		return result;
	}

	function stall(where: 'begin' | 'commit'): () => void {
		const hook = where === 'begin' ? 'beforeBegin' : 'beforeCommit';
		let release: () => void = () => undefined;
		const open = new Promise<void>((resolve) => (release = resolve));
		gated[hook] = () => open;
		return () => {
			gated[hook] = null;
			release();
		};
	}
}
