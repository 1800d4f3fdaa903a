import { pino } from 'pino';
import { config } from './config.ts';

/** The log: JSON lines on standard output. Never holds what people typed, cookies or passwords. */
export const log = pino({ level: config.logLevel, base: null, serializers: { err: tellError } });

/**
 * An error for the log: what went wrong and where. A failed query's error also carries the values
 * it was sent with, in its message and in properties of its own; those are what people typed.
 */
export function tellError(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
	const cause = error.cause instanceof Error ? { cause: tellError(error.cause) } : {};
	const frames = error.stack?.slice(error.stack.search(/^ {4}at /m));
	return { type: error.constructor.name, message: withoutValues(error.message), stack: frames, ...code, ...cause };
}

/** Drizzle ends its message with the parameters, Postgres some of its own with the value it could not read. */
function withoutValues(message: string): string {
	return message.replace(/\nparams: [^]*$/, '').replace(/: "[^]*"$/, '');
}
