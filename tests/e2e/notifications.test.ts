import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '#lib/plan/ids.ts';
import { openDatabase } from '#server/store/database.ts';
import { unsubscribeKeyOf } from '#server/store/mail-choices.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually, openPlan, typeInto, waitForSaved } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

const CANCER = '/api/plans/pl_cancer';

describe('what people are told', () => {
	const site = openSite();
	const { enter } = site;
	/** Of somebody whom the demonstration offers no account of. */
	let key: string;

	beforeAll(async () => {
		await site.server.stop();
		const { db, close } = await openDatabase({ folder: site.server.dataDir });
		key = await unsubscribeKeyOf(db, 'ac_cancer-operations-lead' as AccountId);
		await close();
		await site.server.restart();
	});

	const bell = (page: Page) => page.getByRole('link', { name: /^Notices/ });
	/** One account mentions another, as its page would ask for it. */
	async function mention(by: string, person: string, body: string): Promise<void> {
		const headers = { cookie: await signInAs(site.origin, by), 'content-type': 'application/json' };
		const { people } = (await (await fetch(`${site.origin}${CANCER}/people`, { headers })).json()) as { people: { account: string; name: string }[] };
		const mentions = people.filter(({ name }) => name === person).map(({ account }) => account);
		const sent = { subject: { on: 'milestone', milestone: 'ms_can-14', field: null }, body, mentions, requestId: crypto.randomUUID() };
		const answer = await fetch(`${site.origin}${CANCER}/threads`, { method: 'POST', headers, body: JSON.stringify(sent) });
		expect([mentions.length, answer.status]).toEqual([1, 201]);
	}

	it('N1 the bell counts a mention, which opens where it was said and is read by that', async () => {
		const page = await enter('reader');
		await page.goto('/notifications');
		await page.getByRole('heading', { name: 'Nothing to tell you yet' }).waitFor();
		await expectAccessible(page);
		await mention('editor', 'Board member', '@Board member <b>is this</b> safe?');
		// Coming back to the window is when it is asked again.
		await page.evaluate(() => window.dispatchEvent(new Event('focus')));
		await page.getByRole('link', { name: /^Notices ?, 1 unread$/ }).waitFor();
		await page.getByText('There is a new notice.').waitFor();
		await page.getByRole('button', { name: 'Show' }).press('Enter');
		const told = page.getByRole('link', { name: 'Screening lead mentioned you on CAN-14' });
		await told.waitFor();
		await page.getByText('@Board member <b>is this</b> safe?').waitFor();
		await expectAccessible(page);
		await told.press('Enter');
		await page.waitForURL(/\/programmes\/cancer\/plan\?milestone=.*thread=/);
		await eventually(() => bell(page).textContent().then((text) => text?.trim()), 'Notices');
		await page.goto('/notifications');
		await told.waitFor();
		expect(await page.getByText('Unread', { exact: true }).count()).toBe(0);
	});

	it('N1 a date that moves is told to who follows it, on a phone too, and all can be marked as read', async () => {
		const page = await enter('clinical', PHONE);
		const headers = { cookie: await signInAs(site.origin, 'clinical') };
		const unread = async () => ((await (await fetch(`${site.origin}/api/notices/count`, { headers })).json()) as { unread: number }).unread;
		const before = await unread();
		await page.goto('/programmes/cancer/plan?milestone=CAN-06');
		await page.getByRole('button', { name: 'Follow', exact: true }).press('Enter');
		await page.getByRole('button', { name: /^Following ?, stop being told$/ }).waitFor();
		const lead = await enter('lead');
		await openPlan(lead);
		await typeInto(lead, 'CAN-06', 'forecast', '21 Dec 2026');
		await waitForSaved(lead);
		await eventually(unread, before + 1);
		await bell(page).press('Enter');
		await page.getByRole('link', { name: /^Programme manager, Cancer moved CAN-06 from .* to 21 Dec 2026$/ }).waitFor();
		await page.getByText('Unread', { exact: true }).first().waitFor();
		await expectAccessible(page);
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		await page.getByRole('button', { name: 'Mark all as read' }).press('Enter');
		await page.getByText('None unread').waitFor();
		await eventually(() => bell(page).textContent().then((text) => text?.trim()), 'Notices');
	});

	it('T8 nobody follows a milestone of a plan they may not read', async () => {
		const follow = async (account: string, path: string, method: string) => (await fetch(site.origin + path, { method, headers: { cookie: await signInAs(site.origin, account) } })).status;
		const path = (plan: string, milestone: string) => `/api/plans/${plan}/milestones/${milestone}/follow`;
		for (const method of ['PUT', 'DELETE']) {
			expect(await follow('editor', path('pl_uec', 'ms_uec-01'), method)).toBe(403);
			expect(await follow('reviewer', path('pl_uec', 'ms_uec-01'), method)).toBe(200);
		}
		expect(await follow('editor', path('pl_cancer', 'ms_nothing'), 'PUT')).toBe(404);
	});

	it('choices of mail are saved by keyboard, found from the account’s menu at a desk and on a phone', async () => {
		const page = await enter('editor', PHONE);
		for (const viewport of [PHONE, DESK]) {
			await page.setViewportSize(viewport);
			await page.goto('/');
			await page.getByRole('button', { name: /^Your account/ }).press('Enter');
			await page.getByRole('link', { name: 'E-mail and notifications' }).press('Enter');
			await page.getByText('This account has no e-mail address').waitFor();
			await expectAccessible(page);
		}
		await page.getByText('No mail server is set up').waitFor();
		const mentions = page.getByRole('group', { name: 'Somebody mentions me' });
		await mentions.getByRole('radio', { name: 'At once' }).focus();
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		await page.getByRole('button', { name: 'Save' }).press('Enter');
		await page.getByRole('status').getByText('Saved').waitFor();
		await expectAccessible(page);
		await page.setViewportSize(PHONE);
		await expectAccessible(page);
		await page.reload();
		expect(await mentions.getByRole('radio', { name: 'Weekly' }).isChecked()).toBe(true);
	});

	it('choices are saved without script', async () => {
		const headers = { cookie: await signInAs(site.origin, 'lead') };
		const body = new URLSearchParams(Object.fromEntries(['mention', 'reply', 'challenge', 'assigned', 'moved', 'round', 'action'].map((kind) => [kind, 'never'])));
		const answer = await fetch(`${site.origin}/account/notifications`, { method: 'POST', headers: { ...headers, accept: 'text/html' }, body });
		expect(await answer.text()).toContain('Saved');
		body.set('reply', 'hourly');
		expect((await fetch(`${site.origin}/account/notifications`, { method: 'POST', headers: { ...headers, accept: 'text/html' }, body })).status).toBe(400);
	});

	it('N6 mail is stopped without signing in: opening the link changes nothing, one press does, and it can be undone', async () => {
		const page = await enter();
		const expectAccessibleEverywhere = async () => {
			for (const viewport of [PHONE, DESK]) {
				await page.setViewportSize(viewport);
				await expectAccessible(page);
			}
		};
		for (let opened = 0; opened < 2; opened += 1) {
			await page.goto(`/unsubscribe/${key}?kind=moved`);
			await page.getByRole('heading', { name: 'Stop this mail?' }).waitFor();
		}
		await expectAccessibleEverywhere();
		await page.getByRole('button', { name: 'Stop this mail' }).press('Enter');
		await page.getByRole('heading', { name: 'Mail stopped' }).waitFor();
		await expectAccessibleEverywhere();
		await page.getByRole('button', { name: 'Undo' }).press('Enter');
		await page.getByRole('heading', { name: 'Mail is as it was' }).waitFor();
		await page.goto(`/unsubscribe/${key}`);
		await page.getByRole('button', { name: 'Stop all mail of notices' }).press('Enter');
		await page.getByRole('listitem').filter({ hasText: 'Somebody mentions me' }).waitFor();
		await page.getByRole('button', { name: 'Undo' }).press('Enter');
		await page.getByRole('heading', { name: 'Mail is as it was' }).waitFor();
	});

	it('N6 a mail program stops it by itself (RFC 8058); a wrong key stops nothing', async () => {
		const post = (address: string, more: Record<string, string> = {}) => fetch(site.origin + address, { method: 'POST', redirect: 'manual', headers: more, body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
		const heading = async () => /<h1[^>]*>([^<]*)/.exec(await (await fetch(`${site.origin}/unsubscribe/${key}?kind=reply&kind=mention`)).text())?.[1];
		expect((await post(`/unsubscribe/${key}?kind=reply`)).status).toBe(200);
		expect(await heading()).toBe('Stop this mail?');
		expect((await post(`/unsubscribe/${key}?kind=mention`)).status).toBe(200);
		expect(await heading()).toBe('This mail is already stopped');
		for (const wrong of ['x'.repeat(32), key.slice(0, -1), `${key}0`]) {
			expect((await fetch(`${site.origin}/unsubscribe/${wrong}`)).status).toBe(404);
			const { status, error } = (await post(`/unsubscribe/${wrong}`).then(async (answer) => ({ ...((await answer.json()) as object), status: answer.status }))) as { status: number; error?: { message: string } };
			expect([status, error?.message]).toEqual([404, expect.stringMatching(/does not stop any mail/)]);
		}
		expect((await post(`/unsubscribe/${key}`, { origin: 'https://elsewhere.example' })).status).toBe(403);
	});
});
