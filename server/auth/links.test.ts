import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountLink, auditEvent, secondFactor } from '#drizzle/access.server.ts';
import { mail } from '#drizzle/notices.server.ts';
import { account, person, session, signInFailure } from '#drizzle/schema.server.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { giveSecondFactor } from '../../tests/helpers/second-factor.ts';
import { askForLink } from './ask-link.ts';
import { setPasswordByLink, signInByLink, type Entered } from './enter-by-link.ts';
import { findLink, mailLink } from './links.ts';
import type { LinkPurpose } from './link-mail.ts';
import { hashPassword } from './passwords.ts';
import { createSession, readSession } from './sessions.ts';
import { ADDRESS_FAILURES, MOST_LINKS } from './sign-in-limits.ts';
import { signIn } from './sign-in.ts';

const cost = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const now = new Date();
const address = '192.0.2.7';
const EMAIL = 'ada@example.nhs.uk';

let opened: OpenDatabase;
let ada: AccountId;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
	for (const table of [auditEvent, mail, signInFailure, account]) await opened.db.delete(table);
	ada = await makeAccount(EMAIL);
});

async function makeAccount(email: string, values: Partial<typeof account.$inferInsert> = {}): Promise<AccountId> {
	const personId = newId('pe');
	const id = newId('ac');
	await opened.db.insert(person).values({ id: personId, name: 'Ada Lovelace', initials: 'AL' });
	await opened.db.insert(account).values({ id, personId, email, ...values });
	return id;
}

/** Mails a link and takes the token out of the mail, as its reader would. */
async function link(purpose: LinkPurpose): Promise<string> {
	await opened.db.delete(mail);
	await opened.db.transaction((tx) => mailLink(tx, { accountId: ada, purpose, recipient: EMAIL, name: 'Ada Lovelace', invitedBy: 'Grace Hopper' }));
	const [sent] = await opened.db.select().from(mail);
	return /\/sign-in\/(?:link|reset|invitation)\/(\S+)/.exec(sent?.text ?? '')?.[1] ?? 'none';
}
const enter = (token: string) => signInByLink(opened.db, { token, address, now });
const choose = (token: string, password = 'correct horse battery', purpose: 'reset' | 'invite' = 'reset') => setPasswordByLink(opened.db, { token, purpose, password, address, now, cost });
const sessions = () => opened.db.select().from(session);
const trail = async () => (await opened.db.select().from(auditEvent).orderBy(auditEvent.id)).map(({ kind, details }) => [kind, details]);
const outcomes = (entered: Entered[]) => entered.map(({ outcome }) => outcome).sort();

describe(`U1: a link that was mailed (${databaseKind})`, () => {
	it('U1: is plain text with an absolute address, to the account’s own e-mail, and kept as a hash', async () => {
		const token = await link('invite');
		const [sent] = await opened.db.select().from(mail);
		expect(sent).toMatchObject({ accountId: ada, recipient: EMAIL, kind: 'link', state: 'waiting', subject: 'You are invited to Milepost' });
		expect(sent?.text).toContain(`http://localhost:3000/sign-in/invitation/${token}\n`);
		expect(sent?.text).toContain('Grace Hopper has invited you');
		expect(token.split('.').map((half) => Buffer.from(half, 'base64url').length * 8)).toEqual([128, 128]);
		const [row] = await opened.db.select().from(accountLink);
		expect(JSON.stringify(row)).not.toContain(token.split('.')[1]);
		expect(row?.secretHash).toHaveLength(32);
	});

	it('U1: is mailed with its transaction or not at all', async () => {
		await expect(
			opened.db.transaction(async (tx) => {
				await mailLink(tx, { accountId: ada, purpose: 'reset', recipient: EMAIL, name: 'Ada' });
				throw new Error('something else failed');
			})
		).rejects.toThrow('something else');
		expect([await opened.db.select().from(accountLink), await opened.db.select().from(mail)]).toEqual([[], []]);
	});

	it('U1: looking at it uses nothing up; it works once', async () => {
		const token = await link('sign-in');
		for (let n = 0; n < 3; n += 1) expect(await findLink(opened.db, 'sign-in', token)).toMatchObject({ accountId: ada, name: 'Ada Lovelace' });
		expect([await sessions(), await trail()]).toEqual([[], []]);
		const entered = await enter(token);
		if (entered.outcome !== 'signed-in') throw new Error(entered.outcome);
		expect(await readSession(opened.db, entered.started.cookieValue, now)).toMatchObject({ stage: 'full', user: { account: ada } });
		expect(await enter(token)).toEqual({ outcome: 'dead' });
		expect(await findLink(opened.db, 'sign-in', token)).toBeNull();
		expect(await trail()).toEqual([['linkUsed', { for: 'sign-in' }], ['signedIn', { way: 'link' }]]);
	});

	it('U1: used twice at once it opens one session', async () => {
		const token = await link('sign-in');
		expect(outcomes(await Promise.all([enter(token), enter(token), enter(token)]))).toEqual(['dead', 'dead', 'signed-in']);
		expect(await sessions()).toHaveLength(1);
		const other = await link('reset');
		expect(outcomes(await Promise.all([choose(other, 'the first password'), choose(other, 'the other password')]))).toEqual(['dead', 'signed-in']);
		expect(await sessions()).toHaveLength(1);
	});

	it('U1: a newer one ends the older ones of its kind, also when two are asked for at once', async () => {
		const [old, reset] = [await link('sign-in'), await link('reset')];
		const newer = await link('sign-in');
		expect(await findLink(opened.db, 'sign-in', old)).toBeNull();
		expect(await findLink(opened.db, 'sign-in', newer)).not.toBeNull();
		expect(await findLink(opened.db, 'reset', reset)).not.toBeNull();
		const ask = () => opened.db.transaction((tx) => mailLink(tx, { accountId: ada, purpose: 'sign-in', recipient: EMAIL, name: 'Ada' }));
		await Promise.all([ask(), ask(), ask()]);
		expect(await opened.db.select().from(accountLink).where(and(eq(accountLink.accountId, ada), eq(accountLink.purpose, 'sign-in')))).toHaveLength(1);
	});

	it('U1: is dead when it has run out, is another’s purpose, or is forged', async () => {
		const token = await link('sign-in');
		const [id = '', secret = ''] = token.split('.');
		const forged = [`${id}.${'A'.repeat(22)}`, `${'A'.repeat(22)}.${secret}`, id, `${id}.`, `${token} `, `${token}\0`, '', '%00', 'x'.repeat(100_000)];
		for (const each of forged) expect(await enter(each), each.slice(0, 40)).toEqual({ outcome: 'dead' });
		expect(await choose(token)).toEqual({ outcome: 'dead' });
		await opened.db.update(accountLink).set({ expiresAt: new Date(Date.now() - 1_000) });
		expect(await enter(token)).toEqual({ outcome: 'dead' });
		expect(await sessions()).toEqual([]);
	});

	it('U1, U3: is dead with its account', async () => {
		const token = await link('sign-in');
		await opened.db.update(account).set({ disabledAt: now }).where(eq(account.id, ada));
		expect(await findLink(opened.db, 'sign-in', token)).toBeNull();
		expect(await enter(token)).toEqual({ outcome: 'dead' });
	});

	it('lives for 7 days, 15 minutes or an hour', async () => {
		for (const [purpose, minutes] of [['invite', 7 * 24 * 60], ['sign-in', 15], ['reset', 60]] as const) {
			await link(purpose);
			const [row] = await opened.db.select().from(accountLink).where(eq(accountLink.purpose, purpose));
			expect(((row?.expiresAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)) / 60_000).toBeCloseTo(minutes, 1);
		}
	});

	it('U2: does not stand for a second factor', async () => {
		await giveSecondFactor(opened.db, ada);
		for (const entered of [await enter(await link('sign-in')), await choose(await link('reset'))]) {
			expect(entered).toMatchObject({ outcome: 'signed-in', started: { stage: 'code' } });
		}
		expect(await opened.db.select().from(secondFactor)).toHaveLength(1);
	});
});

describe('U1: a password by link', () => {
	it('U1: ends every other session and link; the old password no longer works', async () => {
		await opened.db.update(account).set({ passwordHash: await hashPassword('the old password', cost) });
		const before = await createSession(opened.db, ada, now);
		const signInToken = await link('sign-in');
		const entered = await choose(await link('reset'), 'an altogether new one');
		if (entered.outcome !== 'signed-in') throw new Error(entered.outcome);
		expect(await readSession(opened.db, before.cookieValue, now)).toBeNull();
		expect(await readSession(opened.db, entered.started.cookieValue, now)).not.toBeNull();
		expect(await enter(signInToken)).toEqual({ outcome: 'dead' });
		const attempt = (password: string) => signIn(opened.db, { email: EMAIL, password, address, now: () => now, wait: async () => undefined });
		expect(await attempt('the old password')).toMatchObject({ outcome: 'refused' });
		expect(await attempt('an altogether new one')).toMatchObject({ outcome: 'signed-in', stage: 'full' });
		expect((await trail()).slice(0, 3)).toEqual([['linkUsed', { for: 'reset' }], ['passwordChanged', { way: 'link' }], ['signedIn', { way: 'link' }]]);
	});

	it('U1: one that breaks the rule is refused in a sentence and uses nothing up', async () => {
		const token = await link('invite');
		expect(await choose(token, 'short', 'invite')).toMatchObject({ outcome: 'refused', message: expect.stringContaining('too short') as string });
		expect(await choose(token, EMAIL, 'invite')).toMatchObject({ outcome: 'refused' });
		expect(await choose(token, 'a password of my own', 'invite')).toMatchObject({ outcome: 'signed-in', started: { stage: 'full' } });
	});
});

describe('U1: asking for a link', () => {
	const ask = async (email: string, from = address, at = now) => {
		const answer = await askForLink(opened.db, { email, purpose: 'sign-in', address: from }, at);
		if (answer.outcome === 'taken') await answer.sent;
		return answer.outcome === 'taken' ? { outcome: answer.outcome } : answer;
	};
	const written = async () => ({
		links: (await opened.db.select().from(accountLink)).length,
		mails: (await opened.db.select().from(mail)).length,
		events: (await trail()).length,
		counted: (await opened.db.select().from(signInFailure)).length
	});

	it('U1: says the same to everyone; only an account that can be entered is sent anything', async () => {
		await makeAccount('gone@example.nhs.uk', { disabledAt: now });
		await makeAccount('demo@example.nhs.uk', { demonstration: 'lead' });
		for (const email of ['nobody@example.nhs.uk', 'gone@example.nhs.uk', 'demo@example.nhs.uk']) {
			const before = await written();
			expect(await ask(email), email).toEqual({ outcome: 'taken' });
			expect(await written(), email).toEqual({ ...before, counted: before.counted + 2 });
		}
		const before = await written();
		expect(await ask(' Ada@Example.nhs.uk ')).toEqual({ outcome: 'taken' });
		expect(await written()).toEqual({ links: 1, mails: 1, events: 1, counted: before.counted + 2 });
		expect(await trail()).toEqual([['linkAsked', { for: 'sign-in' }]]);
	});

	it('U1: answers before it looks for the account', async () => {
		const answer = await askForLink(opened.db, { email: EMAIL, purpose: 'reset', address }, now);
		expect(answer.outcome).toBe('taken');
		if (answer.outcome !== 'taken') return;
		await answer.sent;
		expect(await opened.db.select().from(mail)).toHaveLength(1);
	});

	it('U1: is limited by account, without a word about it', async () => {
		for (let n = 0; n < MOST_LINKS + 3; n += 1) expect(await ask(EMAIL, `192.0.2.${n}`)).toEqual({ outcome: 'taken' });
		expect((await opened.db.select().from(mail)).length).toBe(MOST_LINKS);
		expect((await trail()).length).toBe(MOST_LINKS);
		expect(await ask(EMAIL, address, new Date(now.getTime() + 16 * 60_000))).toEqual({ outcome: 'taken' });
		expect((await opened.db.select().from(mail)).length).toBe(MOST_LINKS + 1);
	});

	it('U1: is limited by network address, alike for those who have an account', async () => {
		for (let n = 0; n < ADDRESS_FAILURES; n += 1) await ask(`nobody-${n}@example.nhs.uk`);
		const before = await written();
		for (const email of [EMAIL, 'nobody@example.nhs.uk']) {
			expect(await ask(email)).toEqual({ outcome: 'limited', message: 'Too many attempts from this network. Try again in 15 minutes.', retryAfterSeconds: 900 });
		}
		expect(await written()).toEqual(before);
		expect(await ask(EMAIL, '192.0.2.200')).toEqual({ outcome: 'taken' });
		expect(await signIn(opened.db, { email: EMAIL, password: 'x', address, now: () => now }), 'signing in is another matter').toMatchObject({ outcome: 'refused' });
	});
});
