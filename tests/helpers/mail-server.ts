/** A real mail server on this machine, which takes, refuses, hangs or breaks off as a test has it. */
import { createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TookMail {
	from: string;
	to: string;
	/** Headers in lower case, the last of a name. */
	headers: Record<string, string>;
	/** As it was sent: encoded, with its headers. */
	raw: string;
}

export interface MailServerSettings {
	/** Asked of each recipient: null takes it, a reply such as `451 Try again` refuses. */
	recipient?: (address: string, tries: number) => string | null;
	/** Asked when a mail has come whole: what becomes of it, and of its connection. */
	mail?: (mail: TookMail, tries: number) => 'take' | 'hang' | 'break' | `${number} ${string}`;
	/** Asks for this password. */
	password?: string;
}

export interface MailServer {
	/** For SMTP_URL. */
	url: string;
	/** Every mail that came whole, in order, whatever became of it. */
	took: TookMail[];
	close(): Promise<void>;
}

function refusal(reply: string): Error {
	return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}

function readMail(from: string, to: string, raw: string): TookMail {
	const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
	const headers = Object.fromEntries(head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
	return { from, to, headers, raw };
}

/** Starts it on a free port. */
export async function startMailServer({ recipient = () => null, mail = () => 'take', password }: MailServerSettings = {}): Promise<MailServer> {
	const took: TookMail[] = [];
	const asked = new Map<string, number>();
	const server = new SMTPServer({
		authOptional: password === undefined,
		allowInsecureAuth: true,
		disabledCommands: password === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
		disableReverseLookup: true,
		closeTimeout: 50,
		logger: false,
		onAuth: (auth, _session, done) => (auth.password === password ? done(null, { user: auth.username }) : done(refusal('535 Wrong name or password'))),
		onRcptTo: ({ address }, _session, done) => {
			const tries = (asked.get(address) ?? 0) + 1;
			asked.set(address, tries);
			const reply = recipient(address, tries);
			done(reply === null ? null : refusal(reply));
		},
		onData: (stream, session, done) => {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				const { mailFrom, rcptTo } = session.envelope;
				const came = readMail(mailFrom ? mailFrom.address : '', rcptTo[0]?.address ?? '', Buffer.concat(parts).toString());
				took.push(came);
				const fate = mail(came, took.length);
				if (fate === 'take') done();
				else if (fate === 'break') for (const connection of server.connections as Set<{ _socket: { destroy(): void } }>) connection._socket.destroy();
				else if (fate !== 'hang') done(refusal(fate));
			});
		}
	});
	// A client that breaks off is what some tests are about.
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.server.address();
	if (typeof address !== 'object' || address === null) throw new Error('No port was given');
	return { url: `smtp://127.0.0.1:${address.port}`, took, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/** The address of a mail server that is not there. */
export async function noMailServer(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (typeof address !== 'object' || address === null) throw new Error('No port was given');
	return `smtp://127.0.0.1:${address.port}`;
}
