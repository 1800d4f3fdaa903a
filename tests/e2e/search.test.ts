/** Search from anywhere by keyboard alone, and the page of a person. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { cellOf, goTo, openPlan, rowOf } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

const box = (page: Page) => page.getByRole('combobox', { name: /^Search milestones/ });
const chosen = (page: Page) => page.locator('[role=option][aria-selected=true]');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest('[data-column]')?.getAttribute('data-column') ?? document.activeElement?.tagName ?? '');

describe('search', () => {
	const site = openSite();
	const { enter } = site;

	it('opens over the grid with Ctrl+K, and leads to a milestone by arrows and Enter', async () => {
		const page = await enter('lead');
		await openPlan(page);
		await goTo(page, 'CAN-02', 'status');
		await page.keyboard.press('Control+k');
		await box(page).waitFor();
		await page.keyboard.type('mammo');
		await page.getByRole('listbox', { name: 'Results' }).waitFor();
		await expect.poll(() => page.getByRole('status').filter({ hasText: /result|milestone/ }).count()).toBeGreaterThan(0);
		const first = await chosen(page).innerText();
		await page.keyboard.press('ArrowDown');
		await expect.poll(() => chosen(page).innerText()).not.toBe(first);
		const described = await box(page).getAttribute('aria-activedescendant');
		expect(await chosen(page).getAttribute('id')).toBe(described);
		const [title] = (await chosen(page).innerText()).split('\n');
		await page.keyboard.press('Enter');
		await page.getByRole('heading', { level: 2, name: title ?? '' }).waitFor();
		expect(new URL(page.url()).pathname).toBe('/programmes/cancer/plan');
		await page.getByRole('dialog', { name: 'Search' }).waitFor({ state: 'detached' });
	});

	it('goes straight to a reference, though Enter comes before the answer', async () => {
		const page = await enter('lead');
		await page.goto('/');
		await page.getByRole('button', { name: /^Search/ }).waitFor();
		// The key is heard once the page's script runs.
		await expect.poll(async () => (await page.keyboard.press('Control+k'), box(page).count())).toBe(1);
		await page.keyboard.type('can11');
		await page.keyboard.press('Enter');
		await page.waitForURL(/milestone=CAN-11/);
		await page.getByRole('heading', { level: 2, name: /^Evening and weekend breast clinics/ }).waitFor();
	});

	it('works from inside a text box, and Esc gives the focus back and loses nothing', async () => {
		const page = await enter('lead');
		await openPlan(page);
		await page.getByPlaceholder(/^Find in this plan/).fill('breast');
		await page.keyboard.press('Meta+k');
		await box(page).waitFor();
		await page.keyboard.type('zzzz nothing');
		await page.getByText('Nothing found for “zzzz nothing”').waitFor();
		await page.keyboard.press('Escape');
		await box(page).waitFor({ state: 'detached' });
		expect(await page.getByPlaceholder(/^Find in this plan/).inputValue()).toBe('breast');
		await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.placeholder)).toMatch(/^Find in this plan/);
		await page.getByPlaceholder(/^Find in this plan/).fill('');

		// From an editor in a cell, which closes when it is left: back to its cell.
		await goTo(page, 'CAN-06', 'title');
		await page.keyboard.press('F2');
		await page.keyboard.press('Control+k');
		await box(page).waitFor();
		await page.keyboard.press('Escape');
		await box(page).waitFor({ state: 'detached' });
		await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)).toBe(true);
		expect(await cellOf(page, 'CAN-06', 'title').innerText()).toContain('Community champions');
		await rowOf(page, 'CAN-06').waitFor();
	});

	it('says so when it is offline, keeps what was typed, and finds it on return', async () => {
		const page = await enter('reviewer');
		await openPlan(page, 'uec');
		await page.keyboard.press('Control+k');
		site.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
		await page.context().setOffline(true);
		await page.keyboard.type('frailty');
		await page.getByText(/^You are offline/).waitFor();
		expect(await box(page).inputValue()).toBe('frailty');
		await page.context().setOffline(false);
		await page.getByRole('listbox', { name: 'Results' }).waitFor();
	});

	it('T8: finds nothing of a programme that one may not read', async () => {
		const ask = async (account: string, q: string) => (await fetch(`${site.origin}/api/search?q=${encodeURIComponent(q)}`, { headers: { cookie: await signInAs(site.origin, account) } })).text();
		for (const q of ['UEC-03', 'falls pick-up', 'weekday bid']) {
			expect(await ask('reviewer', q)).toMatch(/UEC-03/);
			expect(await ask('reader', q)).not.toMatch(/UEC-\d\d|programmes\/uec/);
		}
		expect(await ask('reader', 'screening lead')).toContain('/people/pe_cancer-screening-lead');
		expect(await ask('reader', '\0"\'%&|!(')).toContain('groups');
	});

	it('is accessible at a desk and on a phone, empty and with results, as is the page of a person', async () => {
		const page = await enter('reviewer');
		const expectAccessibleEverywhere = async () => {
			for (const viewport of [PHONE, DESK]) {
				await page.setViewportSize(viewport);
				await expectAccessible(page);
				expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			}
		};
		await page.goto('/people/pe_cancer-screening-lead');
		await page.getByRole('heading', { level: 1, name: 'Screening lead' }).waitFor();
		await page.getByRole('link', { name: 'Text and call-back for missed mammograms', exact: true }).waitFor();
		await expectAccessibleEverywhere();
		await expect.poll(async () => (await page.keyboard.press('Control+k'), box(page).count())).toBe(1);
		await expectAccessibleEverywhere();
		await page.keyboard.type('luton');
		await page.getByRole('listbox', { name: 'Results' }).waitFor();
		await expectAccessibleEverywhere();
		await page.getByRole('option', { name: /^Show more milestones/ }).click();
		await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(20);
		expect(await focused(page)).toBe('INPUT');
	});

	it('knows nobody under another address', async () => {
		site.allow(/status of 404/);
		const page = await enter('reader');
		await page.goto('/people/pe_nobody-at-all');
		await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
		await page.getByText(/^There is no such person here/).waitFor();
	});
});
