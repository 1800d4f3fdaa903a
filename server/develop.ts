/** Development: the same database, example and sockets as production, on Vite's server. */
import type { Server } from 'node:http';
import { attachSync } from './attach.ts';
import { config } from './config.ts';
import { loadExample } from './example/load.ts';
import { getDatabase } from './store/database.ts';

/** Joins the sync service to Vite's HTTP server. */
export async function develop(server: Server): Promise<void> {
	const db = await getDatabase();
	if (config.demonstration) await loadExample(db, { until: new Date(), demonstration: true });
	attachSync(server, { db, origin: config.origin });
}
