import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually, openPlan } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { openSite, REFUSALS } from '../helpers/site.ts';

const ACCOUNTS = { editor: 'ac_cancer-screening-lead', clinical: 'ac_cancer-clinical-breast' } as const;
const DISCUSSION = '/programmes/cancer/discussion';

describe('a role is taken away while its owner types, and a button goes while it has the focus', () => {
	// What is registered first is called last: once the pages are closed.
	afterEach(async () => {
		for (const account of ['editor', 'clinical'] as const) await giveRole(account, account);
	});
	const site = openSite({ mayLog: REFUSALS });
	const { enter } = site;

	/** As an administrator gives one, or (null) takes it away. */
	async function giveRole(account: keyof typeof ACCOUNTS, role: 'editor' | 'clinical' | 'reader' | null): Promise<void> {
		const headers = { cookie: await signInAs(site.origin, 'admin'), origin: site.origin, accept: 'application/json' };
		const body = new URLSearchParams({ account: ACCOUNTS[account], ...(role && { role }) });
		const answer = await fetch(`${site.origin}/programmes/cancer/members?/${role ? 'change' : 'remove'}`, { method: 'POST', headers, body });
		expect(await answer.text()).toContain('"success"');
	}
	const talk = (page: Page) => page.getByRole('region', { name: 'Conversation', exact: true });
	const box = (page: Page) => talk(page).getByRole('textbox', { name: 'Write a comment' });
	const said = (page: Page, words: string) => talk(page).locator('[data-thread]').filter({ hasText: words });
	const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? '');
	const kept = (page: Page) => page.getByRole('region', { name: 'What you wrote and did not send' }).getByRole('textbox');

	it('U4 a comment and a reply stay to be copied, and the page says why they cannot be sent', async () => {
		const editor = await enter('editor');
		await openPlan(editor, 'cancer', '?milestone=CAN-11');
		await talk(editor).getByRole('button', { name: /^Reply/ }).first().click();
		await editor.keyboard.type('A reply in the making');
		await box(editor).fill('A thought in the making');
		await giveRole('editor', 'reader');
		await editor.getByText('Your role in Cancer is now reader.').waitFor();
		await talk(editor).getByText('Your role no longer lets you comment here. What you wrote was not sent and stays here to be copied.').nth(1).waitFor();
		expect([await box(editor).inputValue(), await box(editor).isEditable()]).toEqual(['A thought in the making', false]);
		expect(await talk(editor).getByRole('textbox', { name: 'Write a reply' }).inputValue()).toBe('A reply in the making');
		expect(await talk(editor).getByRole('button', { name: /^Send/ }).count()).toBe(0);
		await expectAccessible(editor);
		await talk(editor).getByRole('button', { name: 'Discard' }).last().click();
		await talk(editor).getByText('Your role lets you read comments but not write them.').waitFor();
	});

	it('U4 a role that never could edit says so too, in place and without a reload', async () => {
		const clinical = await enter('clinical');
		await openPlan(clinical, 'cancer', '?milestone=CAN-12');
		await clinical.getByRole('button', { name: 'Give clinical confidence' }).click();
		await clinical.getByLabel('Why').fill('One site has no second reader.');
		await giveRole('clinical', 'reader');
		await clinical.getByText('Your role no longer lets you give clinical confidence.').waitFor();
		expect([await clinical.getByLabel('Why').inputValue(), await clinical.evaluate(() => document.activeElement?.tagName)]).toEqual(['One site has no second reader.', 'TEXTAREA']);
	});

	it('U4 with the access gone, what was written is shown on the plan and on the discussion', async () => {
		const [editor, clinical] = await Promise.all([enter('editor'), enter('clinical')]);
		await openPlan(editor, 'cancer', '?milestone=CAN-12');
		await box(editor).fill('Words for CAN-12');
		await editor.getByRole('button', { name: /^Decision/ }).click();
		await editor.getByLabel('What was decided').fill('Both trusts sign.');
		await clinical.goto(DISCUSSION);
		await box(clinical).fill('Words about the plan');
		await eventually(() => clinical.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/api/programmes'))), true);
		await Promise.all([giveRole('editor', null), giveRole('clinical', null)]);
		for (const page of [editor, clinical]) await page.getByRole('heading', { name: 'You no longer have access to this programme' }).waitFor();
		await eventually(async () => Promise.all((await kept(editor).all()).map((each) => each.inputValue())), ['Words for CAN-12', 'Both trusts sign.']);
		expect(await kept(clinical).inputValue()).toBe('Words about the plan');
		expect(await clinical.evaluate(() => document.activeElement === document.body)).toBe(false);
		await expectAccessible(clinical);
	});

	it('focus stays with the thread whose button goes, by one’s own press or by somebody else’s', async () => {
		const [editor, reviewer] = await Promise.all([enter('editor'), enter('reviewer')]);
		for (const page of [editor, reviewer]) await openPlan(page, 'cancer', '?milestone=CAN-14');
		for (const words of ['First of two', 'Second of two']) {
			await box(editor).fill(words);
			await box(editor).press('Control+Enter');
			await said(editor, words).waitFor();
		}
		// Two threads are no two landmarks of one name.
		await expectAccessible(editor);
		await said(editor, 'First of two').getByRole('button', { name: 'Resolve' }).press('Enter');
		await expect.poll(() => focused(editor)).toBe('Resolved (1)');
		await editor.keyboard.press('Enter');
		await said(editor, 'First of two').getByRole('button', { name: 'Reopen' }).press('Enter');
		await expect.poll(() => focused(editor)).toBe('Thread');
		await said(editor, 'Second of two').getByRole('button', { name: 'Resolve' }).focus();
		await said(reviewer, 'Second of two').getByRole('button', { name: 'Resolve' }).click();
		await said(editor, 'Second of two').getByText(/^Resolved by /).waitFor();
		await expect.poll(() => focused(editor)).toBe('Thread');
	});

	it('two pages of one person write one draft, and neither loses words', async () => {
		const one = await enter('editor');
		await openPlan(one, 'cancer', '?milestone=CAN-15');
		const other = await one.context().newPage();
		await openPlan(other, 'cancer', '?milestone=CAN-15');
		await box(one).fill('Begun in the first');
		await eventually(() => box(other).inputValue(), 'Begun in the first');
		await box(other).press('End');
		await other.keyboard.type(', ended in the second');
		await eventually(() => box(one).inputValue(), 'Begun in the first, ended in the second');
		await box(other).press('Control+Enter');
		await said(one, 'Begun in the first, ended in the second').waitFor();
		await eventually(() => box(one).inputValue(), '');
	});

	it('focus stays with an action that is done, also where it then leaves what is shown', async () => {
		const lead = await enter('lead');
		await lead.goto(`${DISCUSSION}?records=open`);
		const action = lead.getByRole('button', { name: /^Mark done/ }).first();
		await action.waitFor();
		await eventually(() => box(lead).count(), 1);
		const left = await lead.getByRole('button', { name: /^Mark done/ }).count();
		await action.press('Enter');
		await eventually(() => lead.getByRole('button', { name: /^Mark done/ }).count(), left - 1);
		await expect.poll(() => focused(lead)).toMatch(/^Actions/);
	});

	it.each([1366, 1024])('at %i px the longest programme name leaves the save state in view, and every tab within reach', async (width) => {
		const admin = await enter('admin');
		await admin.setViewportSize({ width, height: 768 });
		await openPlan(admin, 'mhlda');
		expect(await admin.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		const save = await admin.locator('.head .save:visible').boundingBox();
		expect((save?.x ?? width) + (save?.width ?? 0)).toBeLessThanOrEqual(width);
		await admin.getByRole('link', { name: 'Members' }).focus();
		const tab = await admin.getByRole('link', { name: 'Members' }).boundingBox();
		expect((tab?.x ?? width) + (tab?.width ?? 0)).toBeLessThanOrEqual(save?.x ?? 0);
	});
});
