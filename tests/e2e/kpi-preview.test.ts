import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { openSite, PHONE } from '../helpers/site.ts';

const TREATED = '/programmes/cancer/kpis/kpi_cancer-62day';
const JUDGEMENTS = '/api/plans/pl_cancer/recalculations';

describe('limits drawn before they are set', () => {
	const site = openSite();
	async function enter(account: string, address: string): Promise<Page> {
		const page = await site.enter(account);
		await page.goto(address);
		return page;
	}
	const section = (page: Page) => page.getByRole('region', { name: 'How the limits are set' });
	const form = (page: Page) => page.getByRole('form', { name: 'Change how limits are set' });
	const preview = (page: Page) => form(page).getByRole('region', { name: 'What it would change' });
	const noSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

	it('is the chart of the place with both, beside its figures, and said once when the hand rests', async () => {
		const page = await enter('editor', TREATED);
		await page.getByRole('button', { name: 'Change how limits are set' }).first().press('Enter');
		await form(page).getByRole('radio', { name: /^Work them out anew/ }).and(page.locator(':focus')).waitFor();
		await page.keyboard.press('ArrowDown');
		const many = form(page).getByRole('textbox', { name: 'How many first months' });
		const said = form(page).getByRole('status');
		// Every text that is said, while the number is typed again and again.
		const heard = await many.evaluate(async (input: HTMLInputElement) => {
			const status = input.form?.querySelector('[role="status"]');
			const texts: string[] = [];
			if (!status) return texts;
			new MutationObserver(() => texts.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
			for (const typed of ['1', '14', '1', '15', '1', '16']) {
				input.value = typed;
				input.dispatchEvent(new Event('input', { bubbles: true }));
				await new Promise((after) => setTimeout(after, 40));
			}
			await new Promise((after) => setTimeout(after, 2_500));
			return texts;
		});
		expect(heard).toEqual([expect.stringMatching(/^In BLMK: (Average|Limits) \d/) as string]);
		await said.getByText('In BLMK: ').waitFor();
		const chart = preview(page).getByRole('img', { name: /, BLMK, as it would be, monthly/ });
		await chart.waitFor();
		expect(await preview(page).getByRole('img').count()).toBe(1);
		await preview(page).getByText('Average and limits now').waitFor();
		await preview(page).getByRole('row', { name: /^Average / }).waitFor();
		await preview(page).getByRole('row', { name: /^Marked points / }).waitFor();
		await expectAccessible(page);
		await page.setViewportSize(PHONE);
		await expect.poll(async () => (await chart.boundingBox())?.width ?? 999).toBeLessThan(390);
		expect(await noSideways(page)).toBe(true);
		await many.fill('18');
		await preview(page).getByText('Nothing: averages, limits and signals would stay as they are.').waitFor();
		expect(await preview(page).getByRole('img').count()).toBe(0);
		await expectAccessible(page);
	});

	it('K5: one place goes by all points against a word on every place, taken back and set again', async () => {
		const page = await enter('lead', `${TREATED}?place=luton`);
		await section(page).getByText('From the first 18 months').first().waitFor();
		await section(page).getByRole('button', { name: 'Change how limits are set' }).press('Enter');
		await form(page).getByRole('radio', { name: /^Work them out anew/ }).and(page.locator(':focus')).waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowDown');
		await form(page).getByRole('radio', { name: /^Set them from all months/ }).and(page.locator(':checked')).waitFor();
		await preview(page).getByRole('img', { name: /, Luton, as it would be/ }).waitFor();
		await form(page).getByRole('textbox', { name: 'Why' }).fill('Counted otherwise in its first months');
		await form(page).getByRole('button', { name: 'Set the limits' }).press('Enter');
		await section(page).getByText(/^From all \d+ months\.$/).waitFor();
		await section(page).getByText('in Luton only').waitFor();
		await page.getByText(/^Limits from all months: Counted otherwise in its first months \(/).waitFor();
		await expectAccessible(page);
		await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'BLMK' }).click();
		await section(page).getByText('From the first 18 months, Apr 2024 to Sep 2025.').waitFor();
		const standing = async (asOf = '') => ((await (await page.request.get(`${site.origin}${JUDGEMENTS}?kpi=kpi_cancer-62day${asOf}`)).json()) as { recalculations: { place: string | null; points: unknown }[] }).recalculations.map(({ place, points }) => [place, points]);
		expect(await standing()).toEqual([[null, 18], ['luton', 'all']]);

		await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Luton' }).click();
		await section(page).getByRole('button', { name: 'Take back: Limits from all months, in Luton only' }).press('Enter');
		await section(page).getByText(/^From the first 18 months/).first().waitFor();
		expect(await standing()).toEqual([[null, 18]]);
		await page.getByRole('status').getByRole('button', { name: 'Undo' }).press('Enter');
		await section(page).getByText(/^From all \d+ months\.$/).waitFor();
		expect(await standing()).toEqual([[null, 18], ['luton', 'all']]);
	});
});
