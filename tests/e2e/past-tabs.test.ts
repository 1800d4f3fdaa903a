import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually } from '../helpers/plan-page.ts';
import { openSite, PHONE } from '../helpers/site.ts';

const ROOT = '/programmes/cancer';
const DAY = '2026-09-10';
const TABS = [
	{ path: 'smart', name: 'SMART', title: 'SMART check', stood: 'the SMART check as it stood' },
	{ path: 'discussion', name: 'Discussion', title: 'Discussion', stood: 'the discussion as it stood' },
	{ path: 'updates', name: 'Updates', title: 'Updates', stood: 'the updates as they stood' },
	{ path: 'activity', name: 'Activity', title: 'Activity', stood: 'the activity as it stood' }
];
/** All that a page of the past may have pressed: nothing of it writes. */
const HARMLESS = /^(Cancer, change programme|(Off track|At risk|On track|Not started).*, how the status is worked out|Print|Show)$/;

describe('the tabs of a programme as of a past day', () => {
	const site = openSite();
	const noSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
	const asOfs = (page: Page) => page.locator('main a[href^="/programmes/"]').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('asOf')));

	it.each(TABS)('R1: $name says so loudly, holds nothing that writes, and leads on in the same time, wide and narrow', async ({ path, title, stood }) => {
		const page = await site.enter('editor');
		expect((await page.goto(`${ROOT}/${path}?asOf=${DAY}`))?.status()).toBe(200);
		await page.getByRole('status').getByText(`You are looking at ${stood} on 10 Sep 2026.`).waitFor();
		await page.getByRole('heading', { name: `${title} as of 10 Sep 2026` }).waitFor();
		for (const button of await page.locator('main').getByRole('button').allTextContents()) expect(button.trim().replace(/\s+/g, ' ')).toMatch(HARMLESS);
		// Only its band leads to today.
		expect((await asOfs(page)).filter((asOf) => asOf !== DAY)).toEqual([null]);
		await expectAccessible(page);
		await page.setViewportSize(PHONE);
		expect(await noSideways(page)).toBe(true);
		await expectAccessible(page);
	});

	it('R1: by the keyboard alone from tab to tab and back to today', async () => {
		const page = await site.enter('reader');
		await page.goto(`${ROOT}/plan?asOf=${DAY}`);
		const tabs = page.getByRole('navigation', { name: 'Cancer', exact: true });
		for (const { path, name, title } of TABS) {
			await tabs.getByRole('link', { name, exact: true }).press('Enter');
			await page.waitForURL(`**${ROOT}/${path}?asOf=${DAY}`);
			await page.getByRole('heading', { name: `${title} as of 10 Sep 2026` }).waitFor();
		}
		await page.getByRole('link', { name: 'Return to today' }).press('Enter');
		await page.getByRole('heading', { name: 'Who changed what, and when' }).waitFor();
		expect(new URL(page.url()).search).toBe('');
		const show = page.getByRole('button', { name: 'Show', exact: true });
		await eventually(() => show.isEnabled(), true);
		await page.getByRole('textbox', { name: 'As of' }).fill('1 Sep 2026');
		await show.press('Enter');
		await page.getByRole('heading', { name: 'Activity as of 1 Sep 2026' }).waitFor();
		expect(await page.getByRole('heading', { level: 3, name: /10 Sep 2026/ }).count()).toBe(0);
	});

	it('R1: shows what was known then and nothing of after', async () => {
		const page = await site.enter('editor');
		await page.goto(`${ROOT}/updates?asOf=2026-09-02`);
		await page.getByRole('heading', { name: 'Updates by 11 Sep 2026' }).waitFor();
		const early = await page.getByText(/^\d+ of 17 confirmed/).textContent();
		await page.goto(`${ROOT}/updates?asOf=${DAY}`);
		await page.getByText(/^13 of 17 confirmed/).waitFor();
		expect(early).not.toContain('13 of 17');
		await page.goto(`${ROOT}/updates?asOf=2026-08-31`);
		await page.getByText('Nobody was asking for updates on 31 Aug 2026.').waitFor();

		await page.goto(`${ROOT}/discussion?asOf=2026-09-02`);
		await page.getByText('You are looking at the discussion').waitFor();
		expect(await page.getByText('Is 11 Nov real?').count()).toBe(0);
		await page.goto(`${ROOT}/discussion?asOf=${DAY}`);
		await page.getByText('Is 11 Nov real?').waitFor();
		await page.getByRole('link', { name: /^CAN-11 / }).first().press('Enter');
		await page.getByRole('heading', { name: 'Workplan as of 10 Sep 2026' }).waitFor();

		await page.goto(`${ROOT}/smart?asOf=${DAY}`);
		await page.getByRole('region', { name: 'Time-bound' }).getByRole('link').first().press('Enter');
		await page.getByRole('heading', { name: /^(KPIs|Workplan) as of 10 Sep 2026$/ }).waitFor();
	});

	it('R1: is written without script, and says in words and by its code what cannot be shown', async () => {
		const page = await site.enter('reader');
		for (const { path, title } of TABS) {
			const written = await (await page.context().request.get(`${site.origin}${ROOT}/${path}?asOf=${DAY}`)).text();
			expect(written).toContain(`${title} as of 10 Sep 2026`);
			expect(written).toContain('Nothing can be changed here.');
			for (const [asOf, says] of [['2026-02-30', '“2026-02-30” is not a day.'], ['2199-01-01', '1 Jan 2199 has not come yet.'], ['2001-01-01', 'Nothing is known as of 1 Jan 2001']] as const) {
				const answer = await page.context().request.get(`${site.origin}${ROOT}/${path}?asOf=${asOf}`);
				expect([answer.status(), (await answer.text()).includes(says)], `${path} ${asOf}`).toEqual([400, true]);
			}
		}
		expect((await page.context().request.get(`${site.origin}/programmes/uec/discussion?asOf=${DAY}`)).status()).toBe(403);
	});
});
