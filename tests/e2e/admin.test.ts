import { beforeAll, describe, expect, it } from 'vitest';
import { addEntity } from '#lib/plan/document.ts';
import { newId, type PlanId } from '#lib/plan/ids.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { openPlan, rowOf, goTo } from '../helpers/plan-page.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE, REFUSALS } from '../helpers/site.ts';
import { until } from '../helpers/until.ts';

const EDITOR = 'ac_cancer-screening-lead';
const READER = 'Board member';
const ACCOUNTS = ['lead', 'editor', 'clinical', 'reader', 'reviewer', 'admin'] as const;
type Account = (typeof ACCOUNTS)[number];

const PAGES = ['/admin', '/admin/people', '/admin/people?q=nobody+is+called+this', '/admin/people/new', `/admin/people/${EDITOR}`, '/admin/programmes', '/admin/posts?post=po_chief-executive', '/admin/audit', '/admin/audit?kind=exported&person=ac_nobody', '/admin/mail', '/programmes/cancer/members'];

describe('people and administration', () => {
	const site = openSite();
	const { enter } = site;
	const cookies = new Map<Account, string>();

	beforeAll(async () => {
		for (const account of ACCOUNTS) cookies.set(account, await signInAs(site.origin, account));
	});
	const get = (path: string, cookie = cookies.get('admin')) => fetch(site.origin + path, { redirect: 'manual', headers: { accept: 'text/html', ...(cookie && { cookie }) } });
	/** Sends a form as a browser without script does. */
	const post = (path: string, fields: Record<string, string>, cookie = cookies.get('admin')) =>
		fetch(site.origin + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { accept: 'text/html', ...(cookie && { cookie }) } });
	const raw = (plan: string, cookie: string) => new RawClient(`${site.origin.replace('http', 'ws')}/sync/${plan}`, cookie);
	async function joined(plan: string, cookie: string): Promise<RawClient> {
		const client = raw(plan, cookie);
		await until(() => client.order.includes('step2') || client.closed, { what: 'the first sync' });
		return client;
	}
	const setRole = (role: string) => post(`/programmes/cancer/members?/${role === '' ? 'remove' : 'change'}`, { account: EDITOR, role });

	it('no page has an accessibility fault, throws, or is wider than the window, at a desk and on a phone', async () => {
		const page = await enter('admin');
		for (const path of PAGES) {
			await page.setViewportSize(DESK);
			await page.goto(path);
			await page.locator('main h2').first().waitFor();
			// The first of what opens stands for the others.
			const summary = page.locator('main summary').first();
			if (await summary.isVisible()) await summary.click();
			for (const viewport of [DESK, PHONE]) {
				await page.setViewportSize(viewport);
				await expectAccessible(page);
				expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
			}
		}
	});

	it('an administrator invites somebody, reads the kept invitation, and finds both in the trail', async () => {
		site.allow(REFUSALS);
		const page = await enter('admin');
		await page.goto('/admin');
		await page.getByRole('link', { name: 'Invite somebody' }).click();
		await page.getByLabel('E-mail address').fill('ann.price@');
		await page.getByLabel('Name', { exact: true }).fill('Ann Price');
		await page.getByLabel('Role in Cancer').selectOption('Editor');
		await page.getByRole('button', { name: 'Send the invitation' }).click();
		// What is wrong is tied to its field, which has the focus; what was typed is kept.
		const email = page.getByLabel('E-mail address');
		await page.getByText('That is not an e-mail address', { exact: false }).first().waitFor();
		expect(await email.getAttribute('aria-invalid')).toBe('true');
		expect(await page.locator(`[id="${(await email.getAttribute('aria-describedby'))?.split(' ').at(-1)}"]`).innerText()).toContain('not an e-mail address');
		expect(await email.evaluate((field) => field === document.activeElement)).toBe(true);
		expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Ann Price');
		expect(await page.getByLabel('Role in Cancer').inputValue()).toBe('editor');
		await email.fill('Ann.Price@Example.nhs.uk');
		await page.keyboard.press('Enter');
		await page.getByText('Ann Price was invited. The invitation goes to ann.price@example.nhs.uk.').waitFor();
		await expect.poll(async () => {
			await page.goto('/admin/mail?state=kept');
			return page.getByText('ann.price@example.nhs.uk').count();
		}).toBe(1);
		await page.locator('main table a').first().click();
		await page.locator('pre').filter({ hasText: /\/sign-in\/invitation/ }).waitFor();
		await page.goto('/admin/audit');
		for (const words of ['Kept mail read', 'Role given', 'Invited']) await page.getByRole('rowheader', { name: words }).first().waitFor();
		// The address is taken now: the roles can be given instead.
		await page.goto('/admin/people/new');
		await page.getByLabel('E-mail address').fill('ANN.PRICE@example.nhs.uk');
		await page.getByLabel('Name', { exact: true }).fill('Somebody else');
		await page.getByLabel('Role in Urgent and emergency care').selectOption('Reader');
		await page.getByRole('button', { name: 'Send the invitation' }).click();
		await page.getByRole('button', { name: 'Give Ann Price the roles chosen below' }).click();
		await page.getByText('Ann Price has the roles now.').waitFor();
		expect(await page.getByLabel('Role in Cancer').inputValue()).toBe('editor');
		expect(await page.getByLabel('Role in Urgent and emergency care').inputValue()).toBe('reader');
	});

	it('works without script: refused with everything kept, then done, then undone', async () => {
		const page = await site.enterWithoutScript('admin');
		await page.goto('/admin/programmes');
		await page.getByLabel('Name', { exact: true }).last().fill('Planned care');
		await page.getByLabel('Letters of references').fill('CAN');
		await page.getByRole('button', { name: 'Make the programme' }).click();
		await page.getByText('Another programme’s references begin with CAN').first().waitFor();
		expect(await page.getByLabel('Name', { exact: true }).last().inputValue()).toBe('Planned care');
		await page.goto(`/admin/people/${EDITOR}`);
		await page.getByLabel('Role in Cancer').selectOption('Reader');
		await page.getByRole('button', { name: 'Save the roles' }).click();
		await page.getByText('Screening lead is now reader in Cancer.').waitFor();
		await page.getByRole('button', { name: 'Undo' }).click();
		await page.getByText('Screening lead is now editor in Cancer.').waitFor();
		expect(await page.getByLabel('Role in Cancer').inputValue()).toBe('editor');
	});

	it('a lead adds, changes and removes members by keyboard alone, each taken back by Undo', async () => {
		site.allow(REFUSALS);
		const page = await enter('lead');
		await page.goto('/programmes/cancer/plan');
		await page.getByRole('link', { name: 'Members' }).click();
		await page.getByLabel('E-mail address').focus();
		await page.keyboard.type('bob.hill@example.nhs.uk');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Bob Hill');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Read');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.getByText('bob.hill@example.nhs.uk is reader in Cancer now. Whoever is new to Milepost is sent an invitation.').waitFor();
		expect(await page.getByLabel('E-mail address').inputValue()).toBe('');
		await page.getByLabel(`Role of ${READER}`).focus();
		await page.keyboard.type('Edit');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.getByText(`${READER} is editor in Cancer now.`).waitFor();
		await page.getByRole('button', { name: 'Undo' }).press('Enter');
		await page.getByText(`${READER} is reader in Cancer now.`).waitFor();
		await page.getByRole('button', { name: `Remove ${READER}` }).press('Enter');
		await page.getByText(`${READER} was removed from Cancer.`).waitFor();
		await page.getByRole('button', { name: 'Undo' }).press('Enter');
		await page.getByLabel(`Role of ${READER}`).waitFor();
		// The only lead stays.
		await page.getByRole('button', { name: 'Remove Programme manager, Cancer' }).press('Enter');
		await page.getByText('is the only lead of this programme', { exact: false }).waitFor();
	});

	it('U3: disabling ends session and socket at once, and enabling lets them in again', async () => {
		const cookie = await signInAs(site.origin, 'editor');
		const client = await joined('pl_cancer', cookie);
		expect((await post(`/admin/people/${EDITOR}?/disable`, {})).status).toBe(200);
		expect((await client.untilClosed()).code).toBe(4401);
		const next = await get('/programmes/cancer/plan', cookie);
		expect([next.status, next.headers.get('location')?.startsWith('/sign-in')]).toEqual([303, true]);
		expect((await fetch(`${site.origin}/sign-in/demonstration`, { method: 'POST', body: new URLSearchParams({ account: 'editor' }), redirect: 'manual' })).status).toBe(400);
		expect((await post(`/admin/people/${EDITOR}?/enable`, {})).status).toBe(200);
		cookies.set('editor', await signInAs(site.origin, 'editor'));
	});

	it.each([
		['given another role', 'reader', 4501],
		['removed', '', 4403]
	])('U4: an editor who is %s has an open socket closed', async (_what, role, code) => {
		const client = await joined('pl_cancer', cookies.get('editor') ?? '');
		await setRole(role);
		expect((await client.untilClosed()).code).toBe(code);
		await setRole('editor');
		await (await joined('pl_cancer', cookies.get('editor') ?? '')).leave();
	});

	it('U4: a role taken away while its owner types: the page says so and what was typed is kept', async () => {
		const page = await enter('editor');
		const type = async (words: string) => {
			await openPlan(page);
			await goTo(page, 'CAN-10', 'title');
			await page.keyboard.press('F2');
			await page.keyboard.press('Control+a');
			await page.keyboard.type(words);
		};
		await type('Half typed as it became a reader’s');
		await setRole('reader');
		await page.getByText('1 change not accepted').first().click();
		await page.getByRole('dialog').getByText('Half typed as it became a reader’s').waitFor();
		await page.getByText('Your role no longer allows changing this plan.').first().waitFor();
		await page.getByRole('button', { name: 'Dismiss' }).click();
		await setRole('editor');
		await type('Half typed as access went');
		await setRole('');
		await page.getByText('You no longer have access to this workplan.').waitFor();
		expect(await rowOf(page, 'CAN-10').innerText()).toContain('Half typed as access went');
		await setRole('editor');
	});

	it('U4: without anything typed, the page that was open says that access has gone', async () => {
		const page = await enter('editor');
		await openPlan(page);
		await setRole('');
		await page.getByRole('heading', { name: 'You no longer have access to this programme' }).waitFor();
		expect(await page.getByRole('grid').count()).toBe(0);
		await setRole('editor');
	});

	it('U5: the last administrator is neither demoted nor disabled', async () => {
		const listed = await (await get('/admin/people?q=Administrator')).text();
		const admin = /\/admin\/people\/(ac_[a-z0-9-]+)/.exec(listed)?.[1] ?? '';
		expect((await post(`/admin/people/${admin}?/disable`, {})).status).toBe(409);
		const demoted = await post(`/admin/people/${admin}?/roles`, { 'was-admin': 'yes' });
		expect([demoted.status, (await demoted.text()).includes('This is the last administrator who can sign in.')]).toEqual([409, true]);
		expect((await get('/admin')).status).toBe(200);
	});

	it('a programme that is made has a plan that opens at once and takes an edit', async () => {
		const made = await post('/admin/programmes?/make', { name: 'Planned care', short: 'Planned', prefix: 'PLC', category: '', execPost: '' });
		expect(await made.text()).toContain('Planned care is made, with an empty workplan.');
		expect((await post('/programmes/planned-care/members?/change', { account: EDITOR, role: 'editor' })).status).toBe(200);
		const cookie = cookies.get('editor') ?? '';
		const listed = (await (await fetch(`${site.origin}/api/programmes`, { headers: { cookie } })).json()) as { slug: string; planId: PlanId }[];
		const plan = listed.find(({ slug }) => slug === 'planned-care')?.planId ?? '';
		const client = await joined(plan, cookie);
		client.edit((doc) => addEntity(doc, 'milestone', newId('ms'), { title: 'The first of them' }));
		await client.untilSaved();
		await client.leave();
		const page = await enter('editor');
		await openPlan(page, 'planned-care');
		expect(await rowOf(page, 'PLC-01').innerText()).toContain('The first of them');
	});

	it('a post changes hands, and the programme’s executive lead with it', async () => {
		site.allow(REFUSALS);
		const page = await enter('admin');
		await page.goto('/admin/posts');
		const post = page.getByRole('listitem').filter({ hasText: 'Executive lead of Fragile services' });
		await post.getByRole('link', { name: /Change hands/ }).click();
		await post.getByLabel('Held from then on by').selectOption('Somebody new, named below');
		await post.getByText('Somebody who is not in the list').click();
		await post.getByLabel('Name', { exact: true }).fill('Cas Nova');
		await post.getByLabel('From', { exact: true }).fill('1 Jan 2020');
		await post.getByRole('button', { name: 'Change hands' }).click();
		await post.getByText('Whoever holds the post now has held it since', { exact: false }).waitFor();
		expect(await post.getByLabel('Name', { exact: true }).inputValue()).toBe('Cas Nova');
		await post.getByLabel('From', { exact: true }).fill('today');
		await post.getByRole('button', { name: 'Change hands' }).click();
		await page.getByText('Cas Nova holds the post', { exact: false }).waitFor();
		expect(await (await get('/', cookies.get('reviewer'))).text()).toContain('Cas Nova');
	});

	it('U6: the download holds the trail, runs nothing in a spreadsheet, and is in the trail itself', async () => {
		await post(`/admin/people/${EDITOR}?/details`, { name: '=1+1', organisation: 'BLMK ICB' });
		await post(`/admin/people/${EDITOR}?/details`, { name: 'Screening lead', organisation: 'BLMK ICB' });
		const file = await get('/admin/audit/download?kind=accountChanged');
		expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="milepost-audit-/);
		const text = await file.text();
		expect(text).toContain('Account changed');
		expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
		expect(await (await get('/admin/audit?kind=exported')).text()).toMatch(/what: audit trail/i);
	});

	it('says nothing to anybody else, in whatever way they ask', async () => {
		for (const account of ACCOUNTS.filter((each) => each !== 'admin')) {
			for (const path of ['/admin/people/__data.json', '/admin/audit/__data.json', '/admin/mail/__data.json']) {
				const answer = await get(path, cookies.get(account));
				expect(await answer.text(), `${account} ${path}`).not.toMatch(/@example|127\.0\.0\.1|Associate director/);
			}
			const refused = await get('/admin/people', cookies.get(account));
			expect([refused.status, (await refused.text()).includes('These pages are for administrators.')], account).toEqual([403, true]);
		}
	});
});
