/** Accounts made and mended by the administrator's command. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { account, person, portfolio, portfolioRole } from '#drizzle/schema.server.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import { recordAudit } from '#server/store/audit.ts';
import type { Database } from '#server/store/database.ts';
import { endLinks } from './links.ts';
import { hashPassword, OWASP_COST, passwordProblem, type PasswordCost } from './passwords.ts';
import { forgetSecondFactor } from './second-factor.ts';
import { endAllSessions } from './sessions.ts';
import { normaliseEmail } from './sign-in.ts';

/** How the audit trail knows what was done at the server's own terminal. */
const BY_COMMAND = { way: 'command' };

export type AccountResult = { done: true; accountId: AccountId; email: string } | { done: false; message: string };

export interface NewAdministrator {
	email: string;
	name: string;
	password: string;
	/** Name of the organisation whose portfolio to make; needed only while there is none. */
	organisation?: string;
	/** Weaker only in tests. */
	cost?: PasswordCost;
}

/**
 * Makes an administrator of every portfolio there is, or of a new one when there is none.
 * @returns a sentence when the e-mail is taken or malformed, the name is missing, the password
 *   breaks its rule, or there is no portfolio and no organisation to make one for
 */
export async function createAdministrator(db: Database, asked: NewAdministrator): Promise<AccountResult> {
	const email = normaliseEmail(asked.email);
	const name = asked.name.trim();
	const problem = emailProblem(email) ?? nameProblem(name) ?? passwordProblem(asked.password, email);
	if (problem) return refuse(problem);
	const passwordHash = await hashPassword(asked.password, asked.cost ?? OWASP_COST);
	return db.transaction(async (tx): Promise<AccountResult> => {
		const existing = await tx.select({ id: portfolio.id }).from(portfolio);
		const organisation = asked.organisation?.trim();
		if (existing.length === 0 && !organisation) {
			return refuse('There is no portfolio yet. Give the name of your organisation after the name, in quotation marks, to make one.');
		}
		const [taken] = await tx.select({ id: account.id }).from(account).where(eq(account.email, email));
		if (taken) return refuse(`There is already an account for ${email}. To change its password, use reset-password.`);
		const personId = newId('pe');
		await tx.insert(person).values({ id: personId, name, initials: initialsOf(name), organisation: organisation ?? '' });
		const accountId = newId('ac');
		await tx.insert(account).values({ id: accountId, personId, email, passwordHash });
		if (existing.length === 0 && organisation) {
			const id = randomUUID();
			await tx.insert(portfolio).values({ id, name: organisation, short: shortOf(organisation) });
			existing.push({ id });
		}
		await tx.insert(portfolioRole).values(existing.map(({ id }) => ({ accountId, portfolioId: id, role: 'admin' as const })));
		await recordAudit(tx, { kind: 'roleGiven', by: null, about: accountId, address: '', details: { role: 'admin', ...BY_COMMAND } });
		return { done: true, accountId, email };
	});
}

/**
 * Gives an account a new password and signs it out everywhere.
 * @returns a sentence when there is no such account or the password breaks its rule
 */
export async function resetPassword(
	db: Database,
	asked: { email: string; password: string; cost?: PasswordCost }
): Promise<AccountResult> {
	const email = normaliseEmail(asked.email);
	const problem = passwordProblem(asked.password, email);
	if (problem) return refuse(problem);
	const passwordHash = await hashPassword(asked.password, asked.cost ?? OWASP_COST);
	return db.transaction(async (tx): Promise<AccountResult> => {
		// Account before session: the order of locks that authorisedForEdit keeps.
		const [changed] = await tx.update(account).set({ passwordHash }).where(eq(account.email, email)).returning({ id: account.id });
		if (!changed) return refuse(`There is no account for ${email}. Check the address.`);
		await endLinks(tx, changed.id);
		await endAllSessions(tx, changed.id);
		await recordAudit(tx, { kind: 'passwordChanged', by: null, about: changed.id, address: '', details: BY_COMMAND });
		return { done: true, accountId: changed.id, email };
	});
}

/**
 * Takes away the second factor of someone who lost it, with its recovery codes, and signs them out
 * everywhere. An administrator sets a new one up at the next sign-in.
 * @returns a sentence when there is no such account, or it has none
 */
export async function resetSecondFactor(db: Database, asked: { email: string }): Promise<AccountResult> {
	const email = normaliseEmail(asked.email);
	return db.transaction(async (tx): Promise<AccountResult> => {
		const [found] = await tx.select({ id: account.id }).from(account).where(eq(account.email, email)).for('no key update');
		if (!found) return refuse(`There is no account for ${email}. Check the address.`);
		if (!(await forgetSecondFactor(tx, found.id))) return refuse(`${email} has no second factor. Nothing was changed.`);
		await endAllSessions(tx, found.id);
		await recordAudit(tx, { kind: 'secondFactorRemoved', by: null, about: found.id, address: '', details: BY_COMMAND });
		return { done: true, accountId: found.id, email };
	});
}

/** Up to two capitals: of the first and the last word. */
export function initialsOf(name: string): string {
	const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
	const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
	const initials = picked.map((word) => [...(word ?? '')][0] ?? '').join('');
	return initials.toUpperCase() || '?';
}

/** The capitals of an organisation's name, such as BLMK, or its first word where they are not 2 to 6. */
function shortOf(name: string): string {
	const capitals = name
		.split(/[\s-]+/)
		.map((word) => [...word][0] ?? '')
		.filter((letter) => /\p{Lu}/u.test(letter));
	return capitals.length >= 2 && capitals.length <= 6 ? capitals.join('') : (name.split(/\s+/)[0] ?? name);
}

export function emailProblem(email: string): string | null {
	const looksRight = email.length <= 254 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email);
	return looksRight ? null : 'That is not an e-mail address. Write it as name@example.nhs.uk.';
}

function nameProblem(name: string): string | null {
	if (name === '') return 'The name is missing. Write it after the e-mail address, in quotation marks.';
	if (name.length > 120 || /\p{Cc}/u.test(name)) return 'The name must be at most 120 characters of plain text.';
	return null;
}

function refuse(message: string): AccountResult {
	return { done: false, message };
}
