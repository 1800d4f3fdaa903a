import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { openPlan, typeInto, waitForSaved } from '../helpers/plan-page.ts';
import { openSite, PHONE } from '../helpers/site.ts';

describe('a page of changes that ends now, and forms that come alive late', () => {
	const site = openSite();
	const table = (page: Page) => page.getByRole('table', { name: 'What changed' });

	it('shows what others change by itself, without moving what is read, and puts it in order when asked', async () => {
		const reading = await site.enter('reviewer', PHONE);
		await reading.goto('/changes');
		await reading.getByText('Live', { exact: true }).waitFor();
		const refs = () => table(reading).locator('tbody .ref').allInnerTexts();
		const before = await refs();
		const row = table(reading).locator('tr').filter({ has: reading.locator('.ref') }).nth(8);
		await row.scrollIntoViewIfNeeded();
		const place = () => row.evaluate((element) => Math.round(element.getBoundingClientRect().top));
		const text = await row.innerText();
		const stood = await place();

		const writing = await site.enter('lead');
		await openPlan(writing);
		await typeInto(writing, 'CAN-12', 'forecast', '31 Mar 2028');
		await waitForSaved(writing);
		const moved = table(reading).locator('tr').filter({ hasText: 'CAN-12' });
		await moved.getByText('31 Mar 2028').waitFor();
		// Whether it was there or comes behind the others, nothing that was read has another place.
		expect((await refs()).filter((ref) => before.includes(ref))).toEqual(before);
		expect(await row.innerText()).toBe(text);
		expect(Math.abs((await place()) - stood)).toBeLessThanOrEqual(2);
		await expectAccessible(reading);

		await reading.getByRole('button', { name: 'Put the largest slips first again' }).click();
		await reading.getByRole('button', { name: 'Put the largest slips first again' }).waitFor({ state: 'detached' });
		expect(await reading.evaluate(() => document.activeElement?.tagName)).toBe('H1');
		const ordered = (await refs()).filter((ref) => ref.startsWith('CAN'));
		expect(ordered[0]).toBe('CAN-12');
	}, 90_000);

	it('what ended before is not listened for', async () => {
		const page = await site.enter('reviewer');
		const streams: string[] = [];
		page.on('request', (request) => request.url().endsWith('/api/changes') && streams.push(request.url()));
		await page.goto('/changes?from=2026-01-01&to=2026-09-01');
		await page.getByRole('heading', { level: 1, name: 'What changed since 1 Jan 2026 until 1 Sep 2026' }).waitFor();
		await page.waitForLoadState('networkidle');
		expect(await page.getByText(/^As at/).count()).toBe(0);
		expect(streams).toEqual([]);
	});

	it('what is typed into a form before the page is alive is kept, and the page knows of it', async () => {
		const page = await site.enter('admin');
		let alive: () => void = () => undefined;
		const late = new Promise<void>((resolve) => (alive = resolve));
		await page.route('**/_app/immutable/**/*.js', async (route) => {
			await late;
			await route.continue();
		});
		await page.goto('/admin/programmes', { waitUntil: 'commit' });
		const field = page.getByLabel('Off track from how many');
		await field.fill('7');
		await page.getByLabel('At risk from what share').fill('35');
		alive();
		await page.getByText(/^It would say:/).waitFor();
		expect(await field.inputValue()).toBe('7');
		expect(await page.getByLabel('At risk from what share').inputValue()).toBe('35');
		await page.unrouteAll();
	}, 60_000);
});
