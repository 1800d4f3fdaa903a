/** The audit trail as administrators read it (U6): newest first, filtered, by pages, and as a file. */
import { and, desc, eq, gte, lt, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { auditEvent } from '#drizzle/access.server.ts';
import { account, person, programme } from '#drizzle/schema.server.ts';
import { AUDIT_WORDS, type AuditDetails, type AuditKind } from '#lib/plan/audit.ts';
import { addDays, endOfDayInLondon, type Day } from '#lib/plan/dates.ts';
import type { AccountId } from '#lib/plan/ids.ts';
import type { Database } from './query.ts';

export interface AuditFilter {
	kind?: AuditKind;
	/** Done by them, or to them. */
	account?: AccountId;
	/** First and last day, both included. */
	from?: Day;
	to?: Day;
}
export interface AuditRow {
	id: number;
	at: Date;
	kind: AuditKind;
	/** Names as they are now; null when nobody was signed in or it was done by command. */
	by: { account: AccountId; name: string } | null;
	about: { account: AccountId; name: string } | null;
	programme: string | null;
	address: string;
	details: AuditDetails;
}

export const AUDIT_PAGE = 50;

const byAccount = alias(account, 'by_account_row');
const byPerson = alias(person, 'by_person');
const aboutAccount = alias(account, 'about_account_row');
const aboutPerson = alias(person, 'about_person');

/**
 * A page of the trail.
 * @param before the id of the last event of the page before; only older ones follow
 * @returns the events, and the id from which the next page goes on (null: there is none)
 */
export async function listAudit(db: Database, filter: AuditFilter, { before, most = AUDIT_PAGE }: { before?: number; most?: number } = {}): Promise<{ rows: AuditRow[]; older: number | null }> {
	const rows = await db
		.select({
			id: auditEvent.id,
			at: auditEvent.at,
			kind: auditEvent.kind,
			byId: auditEvent.byAccount,
			byName: byPerson.name,
			aboutId: auditEvent.aboutAccount,
			aboutName: aboutPerson.name,
			programme: programme.name,
			address: auditEvent.address,
			details: auditEvent.details
		})
		.from(auditEvent)
		.leftJoin(byAccount, eq(byAccount.id, auditEvent.byAccount))
		.leftJoin(byPerson, eq(byPerson.id, byAccount.personId))
		.leftJoin(aboutAccount, eq(aboutAccount.id, auditEvent.aboutAccount))
		.leftJoin(aboutPerson, eq(aboutPerson.id, aboutAccount.personId))
		.leftJoin(programme, eq(programme.id, auditEvent.programmeId))
		.where(and(...conditions(filter), before === undefined ? undefined : lt(auditEvent.id, before)))
		.orderBy(desc(auditEvent.id))
		.limit(most + 1);
	const page = rows.slice(0, most).map(({ byId, byName, aboutId, aboutName, ...row }) => ({ ...row, by: personOf(byId, byName), about: personOf(aboutId, aboutName) }));
	return { rows: page, older: rows.length > most ? (page.at(-1)?.id ?? null) : null };
}

function personOf(id: AccountId | null, name: string | null): AuditRow['by'] {
	return id === null ? null : { account: id, name: name ?? 'somebody' };
}

function conditions({ kind, account: who, from, to }: AuditFilter): (SQL | undefined)[] {
	return [
		kind === undefined ? undefined : eq(auditEvent.kind, kind),
		who === undefined ? undefined : or(eq(auditEvent.byAccount, who), eq(auditEvent.aboutAccount, who)),
		from === undefined ? undefined : gte(auditEvent.at, endOfDayInLondon(addDays(from, -1))),
		to === undefined ? undefined : lt(auditEvent.at, endOfDayInLondon(to))
	];
}

/** Whoever the trail names, for its filter. */
export async function auditPeople(db: Database): Promise<{ account: AccountId; name: string }[]> {
	// The trail is read once, and not once for each account.
	const named = sql`${account.id} in (select ${auditEvent.byAccount} from ${auditEvent} union select ${auditEvent.aboutAccount} from ${auditEvent})`;
	return db.select({ account: account.id, name: person.name }).from(account).innerJoin(person, eq(person.id, account.personId)).where(named).orderBy(person.name, account.id);
}

const HEADS = ['Time (UTC)', 'Event', 'By', 'About', 'Programme', 'Address', 'Details'];
const ROWS_AT_ONCE = 1_000;

/** The trail as a file of comma-separated values, RFC 4180, in parts of a thousand events. That it was exported is the caller's to record first. */
export async function* auditCsv(db: Database, filter: AuditFilter): AsyncGenerator<string> {
	// The mark tells spreadsheets that it is UTF-8.
	yield `\ufeff${csvLine(HEADS)}`;
	let before: number | undefined;
	for (;;) {
		const { rows, older } = await listAudit(db, filter, { most: ROWS_AT_ONCE, ...(before !== undefined && { before }) });
		yield rows.map((row) => csvLine([row.at.toISOString(), AUDIT_WORDS[row.kind], row.by?.name ?? '', row.about?.name ?? '', row.programme ?? '', row.address, csvDetails(row.details)])).join('');
		if (older === null) return;
		before = older;
	}
}

function csvDetails(details: AuditDetails): string {
	return Object.entries(details)
		.map(([name, value]) => `${name}: ${value}`)
		.join('; ');
}

function csvLine(cells: readonly string[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}

/** One cell. A spreadsheet would run what begins like a formula, so an apostrophe stands before it. */
export function csvCell(text: string): string {
	const plain = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
	return /[",\r\n\t]/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}
