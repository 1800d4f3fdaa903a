/** Starts and stops the server: database, example, pages, sockets, in that order. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import { attachSync, type Attached } from './attach.ts';
import { endDemonstrationSessions } from './auth/demonstration.ts';
import { removeExpiredSessions } from './auth/sessions.ts';
import { config, HOST_HEADER, PROTOCOL_HEADER, tellAdapterOfHeaders } from './config.ts';
import { loadExample } from './example/load.ts';
import { log } from './log.ts';
import { startMail } from './mail/worker.ts';
import { provideReadingWorker } from './measures/reading-thread.ts';
import { provideAddress, publicAddress } from './public-address.ts';
import { answerHealth, health } from './health.ts';
import { runningSync } from './running-sync.ts';
import { SetupError } from './setup-error.ts';
import { closeDatabase, getDatabase } from './store/database.ts';
import { LIMITS } from './sync/limits.ts';

const HOUR = 3_600_000;

/**
 * Runs the server until a signal stops it.
 * @param handlerUrl the module that the adapter made of the pages
 * @throws SetupError when something has to be mended first
 */
export async function serve(handlerUrl: string): Promise<void> {
	// One listener for all requests: two would both answer one that comes while the server stops.
	let answer: RequestListener = notReady;
	const server = createServer((request, response) => {
		if (!answerHealth(request, response)) (health.ready ? answer : notReady)(request, response);
	});
	// The port first: whether it is free is known at once, and nothing else has been touched yet.
	await listen(server);
	provideAddress(addressOf(server));
	provideReadingWorker(new URL('./reading-worker.js', handlerUrl));
	let attached: Attached | null = null;
	let mail: { stop(): Promise<void> } | null = null;
	const stop = stopOnce(server, () => [attached, mail]);
	try {
		const db = await getDatabase();
		if (config.demonstration) await loadExample(db, { until: new Date(), demonstration: true, log: say });
		else await endDemonstrationSessions(db);
		attached = attachSync(server, { db, origin: config.origin });
		answer = await pages(handlerUrl);
		health.reach = () => db.execute(sql`select 1`);
		health.ready = true;
		const cleaning = setInterval(() => void removeExpiredSessions(db, new Date()).catch((error: unknown) => log.error({ err: error }, 'Expired sessions could not be removed')), HOUR);
		cleaning.unref();
		mail = startMail(db, { smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, onChanged: (listener) => runningSync().onChanged(listener) });
	} catch (error) {
		server.close();
		await closeDatabase();
		throw error;
	}
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
	say(`Milepost is at ${publicAddress()}`);
	if (config.demonstration) say('This is a demonstration: choose an account on the sign-in page. Stop it with Ctrl+C.');
}

function listen(server: Server): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error)));
		server.listen({ port: config.port, host: config.host }, resolve);
	});
}

/** Until the pages are loaded, and while the server stops, a request gets an honest answer, not silence. */
function notReady(_request: IncomingMessage, response: ServerResponse): void {
	response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5', connection: 'close' }).end('Milepost is starting or stopping. Try again in a few seconds.\n');
}

function listenProblem(error: NodeJS.ErrnoException): Error {
	switch (error.code) {
		case 'EADDRINUSE':
			return new SetupError(`Port ${config.port} is in use. Stop what uses it, or set PORT to another one, such as PORT=${config.port + 1}.`);
		case 'EACCES':
			return new SetupError(`Port ${config.port} may not be used by this account. Set PORT to one above 1023.`);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
			return new SetupError(`HOST is ${config.host}, which is not an address of this machine. Set HOST to one that is, such as 127.0.0.1.`);
		default:
			return error;
	}
}

/** Kit's handler, told the address the browser asked for. */
async function pages(handlerUrl: string): Promise<RequestListener> {
	tellAdapterOfHeaders();
	const { handler } = (await import(/* @vite-ignore */ handlerUrl)) as { handler: RequestListener };
	return (request, response) => {
		addressHeaders(request);
		handler(request, response);
	};
}

function addressHeaders(request: IncomingMessage): void {
	const public_ = config.origin === null ? null : new URL(config.origin);
	request.headers[PROTOCOL_HEADER] = public_ ? public_.protocol.slice(0, -1) : 'http';
	request.headers[HOST_HEADER] = public_ ? public_.host : request.headers.host;
}

/** Not ready → no new connections → commits and the mail in hand finished → sockets closed → exit, within a hard deadline (O2). */
function stopOnce(server: Server, services: () => readonly ({ stop(): Promise<void> } | null)[]): () => void {
	let stopping = false;
	return () => {
		if (stopping) return;
		stopping = true;
		health.ready = false;
		setTimeout(() => {
			log.error('The server did not stop in time and is ended');
			process.exit(1);
		}, LIMITS.shutdownMs).unref();
		void (async () => {
			const closed = new Promise((resolve) => server.close(resolve));
			await Promise.all(services().map((service) => service?.stop()));
			server.closeIdleConnections();
			setTimeout(() => server.closeAllConnections(), 2_000).unref();
			await closed;
			await closeDatabase();
			process.exit(0);
		})().catch((error: unknown) => {
			log.error({ err: error }, 'The server could not stop cleanly');
			process.exit(1);
		});
	};
}

function addressOf(server: Server): string {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : config.port;
	const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(config.host) ? 'localhost' : config.host;
	return `http://${host}:${port}`;
}

/** For the person at the terminal, not for the log. */
function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
