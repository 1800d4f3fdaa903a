/** The outbox as administrators see it. Whether somebody may see it is the caller's to check. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { mail } from '#drizzle/notices.server.ts';
import { parseInstant } from '#lib/plan/instants.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';

export const MAIL_STATES = ['waiting', 'sent', 'kept', 'failed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A mail in a list, without its text. Times are ISO 8601. */
export interface MailLine {
	id: string;
	at: string;
	recipient: string;
	subject: string;
	/** `link` holds a way into an account. */
	kind: 'link' | 'notice';
	state: MailState;
	/** Tries so far. */
	attempts: number;
	/** When it is tried next; null unless it waits. */
	nextTryAt: string | null;
	/** What went wrong at the last try, in a sentence. */
	problem: string | null;
	sentAt: string | null;
}
export interface MailPage {
	mails: MailLine[];
	/** To be handed back as `before` for the older ones; null when there are none. */
	older: string | null;
}
/** A mail with its text; null where it is not to be read, and `withheld` says why. */
export interface MailText extends MailLine {
	text: string | null;
	withheld: string | null;
}

const PAGE = 50;

/** Mail, newest first, fifty at a time. @param state null: of every state. @param before `older` of the page before */
export async function mailList(db: Database, { state = null, before = null }: { state?: MailState | null; before?: string | null } = {}): Promise<MailPage> {
	const cursor = cursorOf(before);
	const rows = await db
		.select()
		.from(mail)
		.where(and(state ? eq(mail.state, state) : undefined, cursor ? sql`(${mail.at}, ${mail.id}) < (${cursor.at.toISOString()}::timestamptz, ${cursor.id})` : undefined))
		.orderBy(desc(mail.at), desc(mail.id))
		.limit(PAGE + 1);
	const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
	return { mails: rows.slice(0, PAGE).map(lineOf), older: last ? `${last.at.toISOString()} ${last.id}` : null };
}

/** One mail; null when there is none. The text of a way into an account is handed out only while it is kept, for then it went nowhere else. */
export async function readMail(db: Database, id: string): Promise<MailText | null> {
	const [row] = await db.select().from(mail).where(eq(mail.id, id));
	if (!row) return null;
	const withheld = row.kind === 'link' && row.state !== 'kept' ? 'It holds a way into an account, so only the person it was written to can read it.' : null;
	return { ...lineOf(row), text: withheld ? null : row.text, withheld };
}

/** Has a mail tried again, from the beginning; without a mail server it is kept again. */
export async function retryMail(db: Database, id: string): Promise<Answer<{ id: string }>> {
	const [row] = await db
		.update(mail)
		.set({ state: 'waiting', attempts: 0, nextTryAt: databaseClock(), claimedUntil: null })
		.where(and(eq(mail.id, id), sql`${mail.state} in ('kept', 'failed')`, sql`${mail.text} is not null`))
		.returning({ id: mail.id });
	if (row) return done(row);
	const [there] = await db.select({ state: mail.state }).from(mail).where(eq(mail.id, id));
	if (!there) return refused('not-found', 'There is no such mail.');
	return refused('conflict', there.state === 'waiting' ? 'This mail is already waiting to be sent.' : 'This mail was sent. It is not sent again.');
}

function lineOf(row: typeof mail.$inferSelect): MailLine {
	const { id, recipient, subject, kind, state, attempts } = row;
	return {
		id,
		recipient,
		subject,
		kind,
		state,
		attempts,
		at: row.at.toISOString(),
		nextTryAt: state === 'waiting' ? row.nextTryAt.toISOString() : null,
		problem: row.lastProblem,
		sentAt: row.sentAt?.toISOString() ?? null
	};
}

function cursorOf(written: string | null): { at: Date; id: string } | null {
	const [, at, id] = /^(\S+) (ma_[\w-]{1,40})$/.exec(written ?? '') ?? [];
	const instant = parseInstant(at);
	return instant && id !== undefined ? { at: instant, id } : null;
}
