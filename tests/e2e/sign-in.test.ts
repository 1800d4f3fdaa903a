import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { mail } from '#drizzle/notices.server.ts';
import { account, person } from '#drizzle/schema.server.ts';
import { createAdministrator } from '#server/auth/accounts.ts';
import type { LinkPurpose } from '#server/auth/link-mail.ts';
import { mailLink } from '#server/auth/links.ts';
import { hashPassword } from '#server/auth/passwords.ts';
import type { Database } from '#server/store/database.ts';
import { newId, type AccountId, type PlanId } from '#lib/plan/ids.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { serveOwn } from '../helpers/own-server.ts';
import { makePlan } from '../helpers/plan.ts';
import { codeOf, giveSecondFactor, wrongCode } from '../helpers/second-factor.ts';
import { DESK, openSite, PHONE, REFUSALS } from '../helpers/site.ts';

const PASSWORD = 'correct horse battery';
const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 };

let plan: PlanId;
let invited: string;
/** Second factors of people who have one. */
const secrets: Record<string, string> = {};
const links: Record<string, string> = {};

/** An account with the password of this file. */
async function makeAccount(db: Database, name: string, values: Partial<typeof account.$inferInsert> = {}): Promise<{ id: AccountId; email: string }> {
	const [personId, id, email] = [newId('pe'), newId('ac'), `${name.toLowerCase()}@example.nhs.uk`];
	await db.insert(person).values({ id: personId, name, initials: name.slice(0, 1) });
	await db.insert(account).values({ id, personId, email, passwordHash: await hashPassword(PASSWORD, CHEAP), ...values });
	return { id, email };
}

/** The path of a link that was mailed. */
async function linkFor(db: Database, { id, email }: { id: AccountId; email: string }, purpose: LinkPurpose): Promise<string> {
	await db.transaction((tx) => mailLink(tx, { accountId: id, purpose, recipient: email, name: 'Someone' }));
	const [sent] = await db.select().from(mail).where(eq(mail.accountId, id));
	await db.delete(mail);
	return /\/sign-in\/\S+\/\S+/.exec(sent?.text ?? '')?.[0] ?? '';
}

/** Fills the database that is served. */
async function fill(db: Database): Promise<void> {
	await createAdministrator(db, { email: 'ada@example.nhs.uk', name: 'Ada Lovelace', password: PASSWORD, organisation: 'Any Integrated Care Board', cost: CHEAP });
	await createAdministrator(db, { email: 'grace@example.nhs.uk', name: 'Grace Hopper', password: PASSWORD, cost: CHEAP });
	plan = (await makePlan(db)).id;
	const [mary, rosa, joan] = [await makeAccount(db, 'Mary'), await makeAccount(db, 'Rosa'), await makeAccount(db, 'Joan')];
	secrets.rosa = await giveSecondFactor(db, rosa.id);
	secrets.joan = await giveSecondFactor(db, joan.id);
	links.signIn = await linkFor(db, mary, 'sign-in');
	links.reset = await linkFor(db, mary, 'reset');
	links.rosa = await linkFor(db, rosa, 'sign-in');
	const gone = await makeAccount(db, 'Gone');
	links.gone = await linkFor(db, gone, 'sign-in');
	await db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, gone.id));
	const newcomer = await makeAccount(db, 'Newcomer', { passwordHash: null });
	invited = await linkFor(db, newcomer, 'invite');
}
const site = openSite({ start: () => serveOwn(fill), mayLog: REFUSALS });

const enter = (viewport = DESK) => site.enter(undefined, viewport);
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
	fetch(site.origin + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers: { accept: 'text/html', origin: site.origin, ...headers } });
async function cookieOf(answer: Response): Promise<string> {
	return answer.headers.getSetCookie().find((each) => each.startsWith('milepost_session='))?.split(';')[0] ?? '';
}
const signIn = (name: string) => post('/sign-in', { email: `${name}@example.nhs.uk`, password: PASSWORD });

describe('the pages of signing in', () => {
	it('have no accessibility fault and fit the width, at a desk and on a phone', async () => {
		const page = await enter();
		const paths = ['/sign-in', '/sign-in/link', '/sign-in/reset', links.signIn, links.reset, invited, '/sign-in/link/gone', '/sign-in/reset/gone', '/sign-in/invitation/gone'];
		for (const path of paths) {
			await page.goto(path ?? '');
			await page.getByRole('heading', { level: 1 }).waitFor();
			for (const viewport of [PHONE, DESK]) {
				await page.setViewportSize(viewport);
				await expectAccessible(page);
				expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true);
			}
		}
	});

	it('U1: asking for a link by keyboard, from the sign-in page, says the same to everyone', async () => {
		const page = await enter();
		await page.goto('/sign-in');
		await page.getByRole('link', { name: 'Forgotten your password?' }).focus();
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
		await page.getByLabel('E-mail address').focus();
		await page.keyboard.type('nobody@example.nhs.uk');
		await page.keyboard.press('Enter');
		await page.getByText('If nobody@example.nhs.uk has a Milepost account, a message with a link is on its way to it.').waitFor();
		await expectAccessible(page);
		await page.goto('/sign-in');
		await page.getByRole('link', { name: 'E-mail me a sign-in link' }).click();
		await page.getByRole('heading', { name: 'Get a sign-in link' }).waitFor();

		for (const path of ['/sign-in/link', '/sign-in/reset']) {
			const answers = await Promise.all(['mary', 'gone', 'somebody-else'].map(async (name) => {
				const answer = await post(path, { email: `${name}@example.nhs.uk` });
				const said = (await answer.text()).replaceAll(`${name}@example.nhs.uk`, '…').replaceAll(/nonce-[^"']+|nonce="[^"]*"|__sveltekit_\w+|sha256-[^']+/g, '');
				return { status: answer.status, said, cookie: answer.headers.getSetCookie() };
			}));
			expect(answers[0]?.said).toContain('is on its way to it');
			expect(answers[1]).toEqual(answers[0]);
			expect(answers[2]).toEqual(answers[0]);
		}
	});

	it('an address that is none is said at the field, and what was typed stays', async () => {
		const page = await enter();
		await page.goto('/sign-in/link');
		await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
		await page.getByLabel('E-mail address').fill('ada at example');
		await page.keyboard.press('Enter');
		const field = page.getByRole('textbox', { name: 'E-mail address' });
		await page.getByText('That is not an e-mail address').waitFor();
		expect(await field.inputValue()).toBe('ada at example');
		expect(await field.getAttribute('aria-invalid')).toBe('true');
		expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
		await expectAccessible(page);
	});
});

describe('U1: links', () => {
	it('U1: opening one changes nothing; the button signs in, once', async () => {
		for (let n = 0; n < 3; n += 1) {
			const seen = await fetch(site.origin + links.rosa, { method: n === 1 ? 'HEAD' : 'GET' });
			expect([seen.status, seen.headers.getSetCookie(), seen.headers.get('cache-control')]).toEqual([200, [], 'private, no-store']);
		}
		const used = await Promise.all([post(links.rosa ?? '', {}), post(links.rosa ?? '', {})]);
		expect(used.map(({ status }) => status).sort()).toEqual([303, 410]);
		const entered = used.find(({ status }) => status === 303);
		expect(entered?.headers.get('location'), 'U2: a link does not stand for the second factor').toBe('/sign-in/code');
		for (const dead of [links.rosa, links.gone]) expect(await (await fetch(site.origin + dead)).text()).toContain('This link no longer works');
		expect((await post(links.gone ?? '', {})).status).toBe(410);
		expect((await post(links.signIn ?? '', {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
		const token = links.rosa?.split('/').at(-1)?.split('.')[1];
		expect(site.server.output()).not.toContain(token);
	});

	it('an invitation welcomes by name and lets its reader choose a password', async () => {
		const page = await enter(PHONE);
		await page.goto(invited);
		await page.getByRole('heading', { name: 'Welcome, Newcomer' }).waitFor();
		await page.getByLabel('New password').fill('short');
		await page.getByRole('button', { name: 'Begin' }).click();
		await page.getByText('The password is too short.').waitFor();
		await page.getByLabel('New password').fill('a password of my own');
		await page.keyboard.press('Enter');
		await page.waitForURL(`${site.origin}/`);
		await page.goto(invited);
		await page.getByText('This link no longer works').waitFor();
		await page.getByRole('link', { name: 'Get a new link' }).waitFor();
	});
});

describe('U2: the second factor', () => {
	it('U2: until an administrator has set one up, nothing opens: no page, no endpoint, no socket', async () => {
		const answer = await signIn('ada');
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in/second-factor']);
		const cookie = await cookieOf(answer);
		const get = (path: string, init: RequestInit = {}) => fetch(site.origin + path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
		for (const path of ['/', '/programmes/any/plan', '/account/security', '/account/security/second-factor']) {
			const page = await get(path);
			expect([page.status, page.headers.get('location')?.replace(/\?.*/, '')], path).toEqual([303, '/sign-in/second-factor']);
		}
		expect((await get('/programmes/any/plan?milestone=ANY-01')).headers.get('location')).toBe('/sign-in/second-factor?next=%2Fprogrammes%2Fany%2Fplan%3Fmilestone%3DANY-01');
		expect((await get('/sign-in')).headers.get('location')).toBe('/sign-in/second-factor');
		for (const path of ['/api/programmes', '/api/changes', `/api/plans/${plan}/milestones`]) expect((await get(path)).status, path).toBe(401);
		expect((await get('/account/security?/others', { method: 'POST', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' } })).status).toBe(303);
		const socket = new WebSocket(`${site.origin.replace('http', 'ws')}/sync/${plan}`, { headers: { cookie } });
		expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4401);
		expect((await get('/sign-out', { method: 'POST' })).status).toBe(303);
		expect((await get('/')).headers.get('location'), 'signed out').toBe('/sign-in');
	});

	it('U2: an administrator sets it up at the first sign-in, by keyboard, and gives it at the next', async () => {
		const page = await enter();
		await page.goto('/account/security');
		await page.getByLabel('E-mail address').fill('grace@example.nhs.uk');
		await page.getByLabel('Password').fill(PASSWORD);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
		await expectAccessible(page);
		const secret = (await page.locator('.key').innerText()).replaceAll(/\s/g, '');
		await page.reload();
		expect((await page.locator('.key').innerText()).replaceAll(/\s/g, ''), 'the same after coming back from the app').toBe(secret);
		await page.getByLabel('Six-digit code').fill(wrongCode(secret));
		await page.keyboard.press('Enter');
		await page.getByText('That code is not right.').waitFor();
		await page.getByLabel('Six-digit code').fill(codeOf(secret));
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'The second factor is set up' }).waitFor();
		await expectAccessible(page);
		const codes = await page.locator('.codes li').allInnerTexts();
		expect(codes).toHaveLength(10);
		await page.getByRole('link', { name: 'I have kept them' }).click();
		await page.getByRole('heading', { name: 'Sign-in and security' }).waitFor();
		await page.getByText('10 recovery codes are left.').waitFor();
		await page.getByText('it can be replaced but not removed').waitFor();
		await expectAccessible(page);

		await page.context().clearCookies();
		await page.goto('/account/security');
		await page.getByLabel('E-mail address').fill('grace@example.nhs.uk');
		await page.getByLabel('Password').fill(PASSWORD);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Type your code' }).waitFor();
		await page.getByText('Lost your telephone?').click();
		await page.getByRole('textbox', { name: 'Recovery code' }).fill('0000-0000-0000-0000');
		await page.keyboard.press('Enter');
		await page.getByText('That code is not right.').waitFor();
		await expectAccessible(page);
		await page.getByRole('textbox', { name: 'Recovery code' }).fill(codes[0]?.toUpperCase() ?? '');
		await page.keyboard.press('Enter');
		await page.getByText('9 recovery codes are left.').waitFor();
		await page.getByRole('button', { name: 'Sign out the others' }).click();
		await page.getByText('You are signed out on the one other device or browser.').waitFor();
		await expectAccessible(page);
		await page.getByRole('link', { name: 'Replace it' }).click();
		await page.getByRole('heading', { name: 'Replace your second factor' }).waitFor();
		await expectAccessible(page);
	});

	it('U2: a program gives the code in a second request with the same cookie', async () => {
		const answer = await signIn('joan');
		expect(answer.headers.get('location')).toBe('/sign-in/code');
		const cookie = await cookieOf(answer);
		const status = async () => (await fetch(`${site.origin}/api/programmes`, { headers: { cookie } })).status;
		expect(await status()).toBe(401);
		expect((await post('/sign-in/code', { code: wrongCode(secrets.joan ?? '') }, { cookie })).status).toBe(401);
		expect(await status()).toBe(401);
		const code = codeOf(secrets.joan ?? '');
		const given = await post('/sign-in/code', { code, next: '/account/security' }, { cookie });
		expect([given.status, given.headers.get('location')]).toEqual([303, '/account/security']);
		expect(await status()).toBe(200);
		const again = await cookieOf(await signIn('joan'));
		expect(await (await post('/sign-in/code', { code }, { cookie: again })).text()).toContain('That code was used already.');
	});
});

describe('one’s own account', () => {
	it('changes the password, at both widths without a fault', async () => {
		const page = await enter(PHONE);
		await page.goto('/sign-in?next=/account/security');
		await page.getByLabel('E-mail address').fill('mary@example.nhs.uk');
		await page.getByLabel('Password').fill(PASSWORD);
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { name: 'Sign-in and security' }).waitFor();
		await expectAccessible(page);
		await page.getByLabel('Present password').fill('not the present one');
		await page.getByLabel('New password').fill('an altogether new one');
		await page.getByRole('button', { name: 'Change the password' }).click();
		await page.getByText('That is not your present password.').waitFor();
		await page.getByLabel('Present password').fill(PASSWORD);
		await page.getByLabel('New password').fill('an altogether new one');
		await page.getByRole('button', { name: 'Change the password' }).click();
		await page.getByText('Your password is changed.').waitFor();
		await page.getByRole('link', { name: 'Set up a second factor' }).click();
		await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
		await expectAccessible(page);
		expect((await signIn('mary')).status).toBe(401);
	});
});
