import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { cellOf, goTo, openPlan, rowOf, typeInto } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { openSite, PHONE } from '../helpers/site.ts';

describe('what changed, and the SMART check', () => {
	const site = openSite();

	const widerThanScreen = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

	it('R2: says in short what changed since the last review was closed, with each change below, on a desk, a phone and paper', async () => {
		const page = await site.enter('reviewer');
		await page.goto('/changes');
		await page.getByRole('heading', { level: 1, name: /^What changed since the review of \d+ \w+ \d{4}$/ }).waitFor();
		const short = page.getByRole('region', { name: 'In short' });
		expect(await short.innerText()).toMatch(/dates? moved later/);
		// The furthest of all stands first in its programme.
		const furthest = await short.getByText('Furthest:').locator('..').getByRole('link').first().innerText();
		const [ref = ''] = furthest.split(' ');
		const rows = page.getByRole('table', { name: 'What changed' }).locator('tbody').filter({ hasText: ref });
		expect(await rows.getByRole('row').nth(1).innerText()).toContain(ref);
		await expectAccessible(page);
		expect(await widerThanScreen(page)).toBeLessThanOrEqual(0);
		await page.setViewportSize(PHONE);
		expect(await widerThanScreen(page)).toBeLessThanOrEqual(0);
		await expectAccessible(page);
		await page.emulateMedia({ media: 'print' });
		expect(await short.isVisible()).toBe(true);
		expect(await page.getByRole('button', { name: 'Show', exact: true }).isVisible()).toBe(false);
	});

	it('R2: days and reviews are chosen by keyboard and stand in the address; what cannot be compared is said and kept to be mended', async () => {
		const page = await site.enter('reviewer');
		await page.goto('/changes');
		const since = page.getByRole('textbox', { name: 'Since' }).or(page.getByRole('combobox', { name: 'Since' }));
		const review = await since.inputValue();
		expect(review).toMatch(/^Review of /);
		await since.fill('1 Jul 2026');
		await since.press('Enter');
		await page.waitForURL(/from=2026-07-01/);
		await page.getByRole('heading', { level: 1, name: 'What changed since 1 Jul 2026' }).waitFor();
		await since.fill(review);
		await since.press('Enter');
		await page.waitForURL(/from=rv_/);
		await page.getByRole('heading', { level: 1, name: /since the review of/ }).waitFor();
		await since.fill('today');
		await since.press('Enter');
		await page.getByRole('alert').filter({ hasText: /^Nothing lies between .* and itself\./ }).waitFor();
		expect(await since.getAttribute('aria-invalid')).toBe('true');
		await expectAccessible(page);
		const answer = await fetch(`${site.origin}/changes?from=rv_gone`, { headers: { cookie: await signInAs(site.origin, 'reviewer') } });
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain('There is no such review.');
	});

	it('one programme can be looked at alone, and all again', async () => {
		const page = await site.enter('reviewer');
		await page.goto('/changes?from=2026-01-01&programme=cancer');
		await page.getByText(/^\d+ milestones of Cancer changed\./).waitFor();
		const headings = page.getByRole('table', { name: 'What changed' }).getByRole('rowheader', { name: /unchanged|became/ });
		expect(await headings.count()).toBe(1);
		await page.getByRole('link', { name: 'All programmes' }).click();
		await page.waitForURL((url) => !url.search.includes('programme'));
		await page.getByText(/^\d+ milestones changed\./).waitFor();
		expect(await headings.count()).toBe(6);
	});

	it('T8: a reader of one programme is told of that one alone', async () => {
		const page = await site.enter('reader');
		await page.goto('/changes?from=2026-01-01');
		await page.getByRole('heading', { level: 1, name: 'What changed since 1 Jan 2026' }).waitFor();
		const answer = await fetch(`${site.origin}/api/programmes`, { headers: { cookie: await signInAs(site.origin, 'reader') } });
		const readable = ((await answer.json()) as { slug: string }[]).map(({ slug }) => slug);
		const linked = await page.getByRole('table', { name: 'What changed' }).locator('a').evaluateAll((links) => links.map((link) => /programmes\/([^/]+)/.exec(link.getAttribute('href') ?? '')?.[1] ?? ''));
		expect(linked.length).toBeGreaterThan(0);
		expect(new Set(linked).isSubsetOf(new Set(readable))).toBe(true);
	});

	it('a title that says what to do is marked in the grid, said in the drawer and listed; mending it clears all three at once', async () => {
		const [lead, list] = [await site.enter('lead'), await site.enter('reviewer')];
		await openPlan(lead);
		const before = await cellOf(lead, 'CAN-12', 'title').getByRole('link').innerText();
		await list.goto('/programmes/cancer/smart');
		await list.getByRole('heading', { name: 'SMART check' }).waitFor();
		const listed = list.getByRole('region', { name: 'Specific' }).getByRole('link', { name: /^CAN-12/ });
		expect(await listed.count()).toBe(0);

		await typeInto(lead, 'CAN-12', 'title', 'Develop a model for breast pain');
		const mark = rowOf(lead, 'CAN-12').getByRole('img', { name: 'SMART check: not yet specific.' });
		await mark.waitFor();
		await goTo(lead, 'CAN-12', 'title');
		const foot = lead.locator('#cell-says').filter({ hasText: 'Not specific. “Develop…” says what to do, not what will have happened.' });
		await foot.waitFor();
		await expectAccessible(lead);
		await listed.waitFor();
		await expectAccessible(list);
		await list.setViewportSize(PHONE);
		await expectAccessible(list);
		expect(await widerThanScreen(list)).toBeLessThanOrEqual(0);

		// The list leads to the field.
		await listed.click();
		await list.waitForURL(/milestone=CAN-12/);
		await list.getByRole('complementary', { name: /CAN-12/ }).getByText('“Develop…” says what to do').waitFor();
		await list.goBack();
		await listed.waitFor();

		await typeInto(lead, 'CAN-12', 'title', before);
		await mark.waitFor({ state: 'detached' });
		await foot.waitFor({ state: 'detached' });
		await listed.waitFor({ state: 'detached' });
	});

	it('a target of another unit is not taken, in words; a share above the whole is said on the KPI', async () => {
		const page = await site.enter('lead');
		await page.goto('/programmes/cancer/kpis');
		const card = page.getByRole('article', { name: 'Treated within 62 days of referral' });
		await card.getByRole('button', { name: /^Edit/ }).click();
		const target = card.getByLabel('Target', { exact: true });
		const before = await target.inputValue();
		await target.fill('£85');
		await target.press('Tab');
		await card.getByText('Target: this KPI is in %, not in £. Enter the figure in %, or change the unit first.').waitFor();
		await target.fill('850');
		await target.press('Tab');
		await card.getByText('A target of 850 cannot be a share in %.').waitFor();
		await expectAccessible(page);
		await target.fill(before);
		await target.press('Tab');
		await card.getByText('cannot be a share in %').waitFor({ state: 'detached' });
	});
});
