/**
 * postgres.js, with a fault of 3.4.9 mended while it is loaded (porsager/postgres 1154 and 1208).
 *
 * What a connection writes waits for the next turn of the event loop. When the database goes away
 * in between, the write meets a socket that is gone and throws where nobody can catch it: a Postgres
 * that restarts would end this process. And what waited is sent before the greeting of the next
 * connection, which then never opens. Mended, such a write fails its query as any lost connection
 * does. A version whose source reads differently is left as it is.
 */
import { registerHooks } from 'node:module';
import type Postgres from 'postgres';

const FAULTY = /\/postgres\/src\/connection\.js$/;
const MENDED: [string, string][] = [
	[
		'    const x = socket.write(chunk, fn)\n',
		`    if (socket === null) {
      clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      const lost = Errors.connection('CONNECTION_CLOSED', options, socket)
      query && queryError(query, lost)
      query = null
      while (sent.length) queryError(sent.shift(), lost)
      return false
    }
    const x = socket.write(chunk, fn)
`
	],
	[
		"    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)\n    socket.removeListener('connect', connected)\n    idleTimer.cancel()\n",
		"    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)\n    socket.removeListener('connect', connected)\n    idleTimer.cancel()\n"
	]
];

/** The driver. It is loaded at the first call, so that the hook stands before it: nothing may import it, or Drizzle's own module for it, before. */
export async function loadDriver(): Promise<typeof Postgres> {
	const hooks = registerHooks({
		load(url, context, next) {
			const loaded = next(url, context);
			if (!FAULTY.test(url) || loaded.source === undefined || loaded.source === null) return loaded;
			const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
			return { ...loaded, source: MENDED.reduce((text, [faulty, mended]) => text.replace(faulty, () => mended), source) };
		}
	});
	try {
		return (await import('postgres')).default;
	} finally {
		hooks.deregister();
	}
}
