/** Hands one mail to the mail server, and says in its own words how that ended. The only module that knows nodemailer. */
import { createTransport, type NodemailerError } from 'nodemailer';

export interface OutgoingMail {
	messageId: string;
	from: string;
	recipient: string;
	subject: string;
	text: string;
	headers: Record<string, string>;
	date: Date;
}

/** `later`: the server, or the way to it, is at fault, or nothing is known; `never`: it will not take this mail. `problem` is a sentence, `code` goes into the log. */
export type Sending = { outcome: 'sent' } | { outcome: 'later' | 'never'; problem: string; code: string };
/** Hands over one mail. Never rejects. @param signal gives it up */
export type Send = (mail: OutgoingMail, signal: AbortSignal) => Promise<Sending>;

/**
 * How long a try may take, in milliseconds. RFC 5321, 4.5.3.2 asks for 5 minutes for the greeting
 * and for each command, 2 for DATA, 3 for each block and 10 for the end of the data; the socket has
 * one limit for silence, which is the longest of these.
 */
export interface SendLimits {
	connectMs: number;
	greetingMs: number;
	silenceMs: number;
	/** The whole try. */
	wholeMs: number;
}
export const SEND_LIMITS: SendLimits = { connectMs: 6 * 60_000, greetingMs: 5 * 60_000, silenceMs: 10 * 60_000, wholeMs: 30 * 60_000 };

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i;
/** Replies that speak of our own signing in. */
const ABOUT_LOGIN: readonly unknown[] = [530, 534, 535, 538];

/**
 * The way to a mail server. Each mail takes a connection of its own, so that one that hangs holds up no other.
 * A password goes over TLS only, unless the server is this machine or the address says `?requireTLS=false`.
 * @param url such as `smtps://user:password@host:465`
 */
export function openTransport(url: string, limits: SendLimits = SEND_LIMITS): Send {
	const { username, hostname } = new URL(url);
	const transport = createTransport({
		url,
		requireTLS: username !== '' && !LOOPBACK.test(hostname),
		connectionTimeout: limits.connectMs,
		greetingTimeout: limits.greetingMs,
		socketTimeout: limits.silenceMs,
		disableFileAccess: true,
		disableUrlAccess: true
	});
	return async ({ recipient, ...mail }, signal) => {
		try {
			const whole = AbortSignal.any([signal, AbortSignal.timeout(limits.wholeMs)]);
			await transport.sendMail({ ...mail, to: { name: '', address: recipient }, signal: whole });
			return { outcome: 'sent' };
		} catch (error) {
			return howItEnded(error);
		}
	};
}

function howItEnded(error: unknown): Sending {
	const { code = 'unknown', command, response, responseCode, permanent, originalCode, message }: NodemailerError = error instanceof Error ? error : new Error(String(error));
	const said = (response ?? message).replace(/\s+/g, ' ').slice(0, 400);
	if (code === 'EAUTH' || code === 'ENOAUTH' || ABOUT_LOGIN.includes(responseCode)) return later(`The mail server did not accept the user name or password in SMTP_URL: ${said}`, code);
	if (command === 'RCPT TO' || command === 'DATA' || responseCode === 552) {
		if (permanent) return { outcome: 'never', problem: `The mail server refused it: ${said}`, code: String(responseCode) };
	} else if (responseCode === undefined && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
		// Found out here, before anything was sent: an address that is none, or a mail too large for the server.
		return { outcome: 'never', problem: `It cannot be sent: ${said}`, code };
	}
	// Who the mail is from is a setting, and not the fault of this mail.
	if (command === 'MAIL FROM' && permanent) return later(`The mail server does not take mail from the address in MAIL_FROM: ${said}`, String(responseCode));
	if (responseCode !== undefined) return later(`The mail server put it off: ${said}`, String(responseCode));
	if (code === 'ETIMEDOUT' || code === 'EABORT') return later('The mail server did not answer in time. The mail may have arrived.', code);
	return later(`The mail server could not be reached, or broke off: ${said}`, originalCode ?? code);
}

function later(problem: string, code: string): Sending {
	return { outcome: 'later', problem, code };
}
