/** The loading as one transaction, for commands that would open one of their own within it. */
import type { Database } from '#server/store/database.ts';

/**
 * The same transaction, without a savepoint for each command: the example is loaded whole or not at
 * all, so nothing of it is ever rolled back alone. After a first failure everything fails with that.
 */
export function withoutSavepoints(tx: Database): Database {
	let failure: { cause: unknown } | null = null;
	const transaction: Database['transaction'] = async (work) => {
		if (failure) throw failure.cause;
		try {
			// reason: what a command is handed has a transaction's type, of which it uses what every database has.
			return await work(flat as unknown as Parameters<typeof work>[0]);
		} catch (cause) {
			failure ??= { cause };
			throw cause;
		}
	};
	const flat: Database = Object.create(tx, { transaction: { value: transaction } }) as Database;
	return flat;
}
