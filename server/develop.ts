/** Development: the same database, example and sockets as production, on Vite's server. */
import type { Server } from 'node:http';
import { attachSync } from './attach.ts';
import { config } from './config.ts';
import { loadExample } from './example/load.ts';
import { startMail } from './mail/worker.ts';
import { runningSync } from './running-sync.ts';
import { getDatabase } from './store/database.ts';

/** Joins the sync service to Vite's HTTP server, and starts the mail beside it. */
export async function develop(server: Server): Promise<void> {
	const db = await getDatabase();
	if (config.demonstration) await loadExample(db, { until: new Date(), demonstration: true });
	attachSync(server, { db, origin: config.origin });
	const mail = startMail(db, { smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, onChanged: (listener) => runningSync().onChanged(listener) });
	server.on('close', () => void mail.stop());
}
