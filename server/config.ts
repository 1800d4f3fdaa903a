/** The only reader of environment variables. A bad value stops the start with a sentence that names it. */
import { SetupError } from './setup-error.ts';

export interface Config {
	port: number;
	host: string;
	/** Public address such as `https://plans.example.nhs.uk`; null: whatever host the browser asked. */
	origin: string | null;
	/** Null: the embedded database in `dataDir`. */
	databaseUrl: string | null;
	dataDir: string;
	logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
	/** One-click accounts and the example portfolio. */
	demonstration: boolean;
	/** Where mail goes out, such as `smtps://user:password@mail.example.nhs.uk`; null: mail is kept for administrators. */
	smtpUrl: string | null;
	/** Who mail comes from, such as `Milepost <milepost@example.nhs.uk>`; null: `milepost@` the public address's host. */
	mailFrom: string | null;
}

const LOG_LEVELS: readonly Config['logLevel'][] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Reads the settings.
 * @throws SetupError naming the setting that is wrong, and what it should be
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
	const set = (name: string) => env[name]?.trim() || null;
	const databaseUrl = parseDatabaseUrl(set('DATABASE_URL'));
	const forced = parseSwitch('DEMONSTRATION', set('DEMONSTRATION'));
	const demonstration = forced ?? databaseUrl === null;
	const host = set('HOST') ?? (demonstration && !forced ? '127.0.0.1' : '0.0.0.0');
	if (demonstration && !forced && !LOOPBACK.has(host)) {
		throw new SetupError(
			`HOST is ${host}, but without DATABASE_URL Milepost runs its demonstration, whose one-click accounts are for this machine only. ` +
				'Set DATABASE_URL, or set DEMONSTRATION=1 if a demonstration for the whole network is what you want.'
		);
	}
	return {
		port: parsePort(set('PORT')),
		host,
		origin: parseOrigin(set('ORIGIN')),
		databaseUrl,
		dataDir: set('DATA_DIR') ?? 'data',
		logLevel: parseLogLevel(set('LOG_LEVEL')),
		demonstration,
		smtpUrl: parseSmtpUrl(set('SMTP_URL')),
		mailFrom: parseMailFrom(set('MAIL_FROM'))
	};
}

function parsePort(value: string | null): number {
	if (value === null) return 3000;
	const port = Number(value);
	if (!/^\d+$/.test(value) || port > 65_535) throw new SetupError(`PORT is “${value}”. Set it to a number from 1 to 65535.`);
	return port;
}

function parseOrigin(value: string | null): string | null {
	if (value === null) return null;
	const url = URL.parse(value);
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.origin !== value.replace(/\/$/, '')) {
		throw new SetupError(`ORIGIN is “${value}”. Set it to the public address alone, such as https://plans.example.nhs.uk.`);
	}
	return url.origin;
}

function parseDatabaseUrl(value: string | null): string | null {
	if (value === null) return null;
	const url = URL.parse(value);
	if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || !isDecodable(url)) {
		throw new SetupError('DATABASE_URL is not the address of a Postgres. Write it as postgres://user:password@host:5432/name, with a % in the password as %25.');
	}
	return value;
}

function parseSmtpUrl(value: string | null): string | null {
	if (value === null) return null;
	const url = URL.parse(value);
	if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '' || !isDecodable(url)) {
		throw new SetupError('SMTP_URL is not the address of a mail server. Write it as smtps://user:password@host:465 or smtp://host:587, with a % in the password as %25.');
	}
	return value;
}

function parseMailFrom(value: string | null): string | null {
	if (value === null) return null;
	if (/[\r\n]/.test(value) || !/^(?:[^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value)) {
		throw new SetupError(`MAIL_FROM is “${value}”. Write it as milepost@example.nhs.uk or Milepost <milepost@example.nhs.uk>.`);
	}
	return value;
}

/** A password pasted as it is may hold a % that begins no escape. */
function isDecodable(url: URL): boolean {
	try {
		decodeURIComponent(url.username + url.password + url.pathname);
		return true;
	} catch {
		// The only way for it to throw, and here an ordinary answer.
		return false;
	}
}

function parseSwitch(name: string, value: string | null): boolean | null {
	if (value === null) return null;
	if (value === '1' || value === 'true') return true;
	if (value === '0' || value === 'false') return false;
	throw new SetupError(`${name} is “${value}”. Set it to 1 or 0.`);
}

function parseLogLevel(value: string | null): Config['logLevel'] {
	if (value === null) return 'info';
	const level = LOG_LEVELS.find((each) => each === value);
	if (!level) throw new SetupError(`LOG_LEVEL is “${value}”. Set it to one of: ${LOG_LEVELS.join(', ')}.`);
	return level;
}

export const config: Config = parseConfig(process.env);

/**
 * Kit's Node adapter learns the address a browser asked for from these two headers, which the
 * server sets itself on every request (over whatever a client sent). Without them it assumes https.
 */
export const PROTOCOL_HEADER = 'x-milepost-protocol';
export const HOST_HEADER = 'x-milepost-host';
export function tellAdapterOfHeaders(): void {
	process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
	process.env.HOST_HEADER = HOST_HEADER;
	// Room for a file of readings; hooks.server.ts holds all else to far less.
	process.env.BODY_SIZE_LIMIT = '21M';
}
