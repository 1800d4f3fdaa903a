import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually } from '../helpers/plan-page.ts';
import { openSite, PHONE, REFUSALS } from '../helpers/site.ts';

const PAGE = '/programmes/cancer/kpis/kpi_cancer-62day';

describe('the page of a KPI', () => {
	const site = openSite();
	const { enter } = site;
	const noSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

	it('K4: shows chart, figures, places, table and what came after milestones, wide and narrow', async () => {
		const page = await enter('editor');
		await page.goto(PAGE);
		await page.getByRole('heading', { name: 'Treated within 62 days of referral' }).waitFor();
		await page.getByRole('img', { name: /^Treated within 62 days of referral, BLMK, monthly, Apr 2024 to/ }).waitFor();
		await page.getByRole('paragraph').filter({ hasText: 'Falls short of target.' }).waitFor();
		expect(await page.getByRole('img', { name: /^Treated within 62 days of referral, (Bedford Borough|Central Bedfordshire|Luton|Milton Keynes), monthly/ }).count()).toBe(4);
		await page.getByRole('region', { name: 'Since milestones were completed' }).getByText('Delivered, no signal').first().waitFor();
		await page.getByText('Jan 2026 was revised from 65.7% to 66.4%').waitFor();
		await expectAccessible(page);
		await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Luton' }).press('Enter');
		await page.getByRole('img', { name: /^Treated within 62 days of referral, Luton, monthly/ }).first().waitFor();
		await page.getByRole('link', { name: 'Table', exact: true }).press('Enter');
		await page.waitForURL(/place=luton&view=table$/);
		await page.getByRole('row', { name: /^Jan 2025 / }).waitFor();
		const csv = await (await page.request.get(`${PAGE}/readings.csv`)).text();
		expect(csv).toContain('measure_id,place_code,period_start');
		expect(csv).toContain('kpi_cancer-62day,blmk,2025-01-01,2025-01-31,54.1,');
		await page.setViewportSize(PHONE);
		await expectAccessible(page);
		await page.goto(PAGE);
		await page.getByRole('heading', { name: 'By place' }).waitFor();
		expect(await noSideways(page)).toBe(true);
		await expectAccessible(page);
	});

	it('R1: of a past day shows what was known then, says so, and leads on and back in the same time', async () => {
		const page = await enter('editor');
		await page.goto(`${PAGE}?asOf=2026-03-15`);
		await page.getByText('You are looking at this KPI as it stood on 15 Mar 2026.').waitFor();
		await page.getByRole('img', { name: /^Treated within 62 days of referral, BLMK, monthly, Apr 2024 to Jan 2026/ }).waitFor();
		// Revised and completed since.
		await page.getByText('No value has been revised.').waitFor();
		expect((await page.getByRole('button', { name: /limits/ }).count()) + (await page.getByRole('link', { name: /enter or import/ }).count())).toBe(0);
		await expectAccessible(page);
		const csv = await (await page.request.get(`${PAGE}/readings.csv?asOf=2026-03-15`)).text();
		expect(csv).toContain('kpi_cancer-62day,blmk,2026-01-01,2026-01-31,65.7,');
		expect(csv).not.toContain('2026-02-01');
		expect(new URL((await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')) ?? '', site.origin).searchParams.get('asOf')).toBe('2026-03-15');

		const tabs = page.getByRole('navigation', { name: 'Cancer', exact: true });
		await tabs.getByRole('link', { name: 'KPIs' }).press('Enter');
		await page.getByRole('heading', { name: 'KPIs as of 15 Mar 2026' }).waitFor();
		await expectAccessible(page);
		await page.getByRole('link', { name: /^CAN-11 / }).first().press('Enter');
		await page.getByRole('heading', { name: 'Workplan as of 15 Mar 2026' }).waitFor();
		const milestone = page.getByRole('region', { name: 'Evening and weekend breast clinics at all three hospitals' });
		await milestone.getByRole('heading', { name: 'Conversation' }).waitFor();
		await expectAccessible(page);
		await milestone.getByRole('link', { name: 'Treated within 62 days of referral' }).press('Enter');
		await page.waitForURL(`**${PAGE}?asOf=2026-03-15`);
		await page.getByRole('link', { name: 'Return to today' }).press('Enter');
		await page.getByText('Jan 2026 was revised from 65.7% to 66.4%').waitFor();
		expect(new URL(page.url()).search).toBe('');
		await tabs.getByRole('link', { name: 'Discussion', exact: true }).waitFor();
	});

	it('R1: a day that is none is answered in words and by its code, on the way there and on the page', async () => {
		site.allow(REFUSALS);
		const page = await enter('reader');
		expect((await page.goto(`${PAGE}?asOf=2026-02-30`))?.status()).toBe(400);
		await page.getByText('“2026-02-30” is not a day.').waitFor();
		const show = page.getByRole('button', { name: 'Show', exact: true });
		await eventually(() => show.isEnabled(), true);
		await page.getByRole('textbox', { name: 'As of' }).fill('15 Mar 2026');
		await show.press('Enter');
		await page.getByText('You are looking at this KPI as it stood on 15 Mar 2026.').waitFor();
		await page.setViewportSize(PHONE);
		expect(await noSideways(page)).toBe(true);
		await expectAccessible(page);
	});

	it('is drawn without script, and says when there is nothing to draw', async () => {
		site.allow(REFUSALS);
		const page = await enter('reader');
		const written = await (await page.request.get(`${PAGE}?place=luton`)).text();
		expect(written).toContain('Treated within 62 days of referral, Luton, monthly');
		await page.goto('/programmes/cancer/kpis/kpi_cancer-1yr-survival');
		await page.getByRole('heading', { name: 'No readings yet' }).waitFor();
		expect(await page.getByRole('link', { name: /Enter a reading|Import/ }).count()).toBe(0);
		await expectAccessible(page);
		expect((await page.goto('/programmes/cancer/kpis/kpi_none'))?.status()).toBe(404);
	});
});
