import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { DESK, openSite, PHONE, REFUSALS } from '../helpers/site.ts';
import { workbook } from '../helpers/workbook.ts';

const PLAN = '/api/plans/pl_cancer';
// Yearly figures of the example's KPI that measures something else each month would be of other years.
const KPI = 'kpi_cancer-experience';
const HEADER = 'measure_id,place_code,period_start,period_end,value,numerator,denominator,lower_ci,upper_ci,status,source,extracted_on';
const year = (of: number, value: string, status = 'final', place = 'milton-keynes') => `${KPI},${place},${of}-01-01,${of}-12-31,${value},,,,,${status},Survey,`;

describe('readings', () => {
	const site = openSite();
	const { enter } = site;
	const csv = (...lines: string[]) => ({ name: 'survey.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${[HEADER, ...lines].join('\r\n')}`) });
	async function check(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
		await page.goto('/programmes/cancer/kpis/import');
		await page.getByLabel(/^File of readings/).setInputFiles(file);
		await page.getByRole('button', { name: 'Check the file' }).click();
	}
	const noSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

	it('K2, K3: a file is checked line by line, imported, and held values wait on the page of the KPI', async () => {
		const page = await enter('editor');
		await check(page, csv(year(2016, '8.6'), year(2017, '8.7'), year(2018, '8.5'), year(2019, '87'), year(2020, '*'), year(2021, 'abc')));
		await page.getByRole('heading', { name: 'What survey.csv would change' }).waitFor();
		await page.getByText('3 new, 1 held, 1 problem').waitFor();
		await expectAccessible(page);
		await page.getByRole('button', { name: /^Problem/ }).press('Enter');
		await page.getByRole('row', { name: /“abc” is not a figure\./ }).waitFor();
		expect(await page.getByRole('row').count()).toBe(2);
		expect(await page.getByRole('button', { name: 'Import 4 readings' }).getAttribute('aria-disabled')).toBe('true');
		await page.getByRole('checkbox', { name: 'Leave out the 1 line with problems' }).press('Space');
		await page.getByRole('button', { name: 'Import 4 readings' }).press('Enter');
		await page.getByText('3 readings added, 0 revised, 0 unchanged, 1 held').waitFor();

		await check(page, csv(year(2016, '8.6'), year(2017, '8.7')));
		await page.getByText('Everything in this file stands already').waitFor();
		await page.setViewportSize(PHONE);
		await expectAccessible(page);
		expect(await noSideways(page)).toBe(true);

		await page.goto(`/programmes/cancer/kpis/${KPI}/readings?place=milton-keynes`);
		const held = page.getByRole('region', { name: 'One value is held' });
		await held.getByText(/^87 is about 10 times as large as the other values/).waitFor();
		await expectAccessible(page);
		expect(await noSideways(page)).toBe(true);
		await page.setViewportSize(DESK);
		await expectAccessible(page);
		await held.getByRole('button', { name: /^Refuse…/ }).press('Enter');
		await held.getByRole('button', { name: 'Refuse the value' }).press('Enter');
		await held.getByText('Say why it is refused.').waitFor();
		await held.getByLabel('Why it is wrong').fill('It is 8.7');
		await held.getByRole('button', { name: 'Refuse the value' }).press('Enter');
		await page.getByRole('row', { name: /^2019 .*Refused It is 8\.7/ }).waitFor();
	});

	it('K2: a file of 3,000 problems stays quick to read, and all of them can be taken along', async () => {
		const page = await enter('editor', PHONE);
		await check(page, csv(...Array.from({ length: 3_000 }, (_, index) => year(2016, `x${index}`)), year(2015, '8.6')));
		await page.getByText('1 new, 3,000 problems').waitFor();
		expect(await page.getByRole('row').count()).toBeLessThan(40);
		await expectAccessible(page);
		expect(await noSideways(page)).toBe(true);
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download all problems (CSV)' }).press('Enter')]);
		expect(download.suggestedFilename()).toBe('problems-survey.csv');
		const listed = await readFile(await download.path(), 'utf8');
		expect(listed.split('\r\n').length).toBe(3_002);
		// What was chosen stays, whatever comes of a press.
		await page.getByRole('checkbox', { name: 'Leave out the 3,000 lines with problems' }).check();
		site.allow(/ERR_FAILED/);
		await page.route('**/reading-imports?**', (route) => route.abort());
		await page.getByRole('button', { name: 'Import 1 reading' }).press('Enter');
		await page.getByText('Milepost could not be reached').waitFor();
		await page.unroute('**/reading-imports?**');
		expect(await page.getByRole('checkbox', { name: 'Leave out the 3,000 lines with problems' }).isChecked()).toBe(true);
		await page.getByRole('button', { name: 'Import 1 reading' }).press('Enter');
		await page.getByText('1 reading added, 0 revised, 0 unchanged').waitFor();
	});

	it('K1: a value by hand is checked at its field, revised, and keeps its earlier version; others see it at once', async () => {
		// The browser logs the answer to what is typed amiss.
		site.allow(/400 \(Bad Request\)/);
		const [page, reader] = [await enter('editor'), await enter('reader')];
		const address = `/programmes/cancer/kpis/${KPI}/readings?place=luton`;
		await reader.goto(address);
		await reader.getByRole('heading', { name: 'Readings', exact: true }).waitFor();
		expect(await reader.getByRole('button', { name: /Save reading|Confirm|Refuse|Revise/ }).count()).toBe(0);
		// What is typed before the page is alive waits for it, and is not sent away with the form.
		let letScripts = (): void => undefined;
		const scripts = new Promise<void>((resolve) => (letScripts = resolve));
		await page.route('**/*.js', async (route) => {
			await scripts;
			await route.continue();
		});
		await page.goto(address, { waitUntil: 'commit' });
		await page.getByRole('textbox', { name: 'Period' }).fill('2014/16');
		await page.getByRole('textbox', { name: /^Value/ }).fill('8,6');
		await page.getByRole('textbox', { name: /^Value/ }).press('Enter');
		expect(await page.getByRole('button', { name: 'Save reading' }).isDisabled()).toBe(true);
		letScripts();
		await page.getByRole('button', { name: 'Save reading', disabled: false }).press('Enter');
		await page.getByText(/^“2014\/16” is not a period\./).waitFor();
		await page.getByText(/A comma parts thousands only: write 8\.6\./).waitFor();
		await expectAccessible(page);
		await page.getByRole('textbox', { name: 'Period' }).fill('2014/15');
		await page.getByRole('textbox', { name: /^Value/ }).fill('8.6');
		await page.getByRole('radio', { name: 'Provisional' }).check();
		await page.getByRole('button', { name: 'Save reading' }).press('Enter');
		await page.getByText('The reading was added.').first().waitFor();
		const row = page.getByRole('row', { name: /^2014\/15 / });
		await row.getByText('Provisional').waitFor();
		await reader.getByRole('row', { name: /^2014\/15 / }).waitFor();

		await row.getByRole('button', { name: /^Revise/ }).press('Enter');
		await page.getByRole('radio', { name: 'Final' }).check();
		await page.getByRole('textbox', { name: /^Value/ }).fill('8.7');
		await page.getByRole('button', { name: 'Save reading' }).press('Enter');
		await page.getByText('The reading was revised; the earlier value is kept.').first().waitFor();
		await row.getByRole('button', { name: /^1 earlier/ }).press('Enter');
		await page.getByRole('list', { name: /^Earlier versions of Luton/ }).getByText(/^8\.6.*, provisional, stood from/).waitFor();
		await expectAccessible(page);
	});

	it('files of every kind get an answer, also those that are too large, and only from those who may', async () => {
		site.allow(REFUSALS);
		const [page, reader] = [await enter('editor'), await enter('reader')];
		const send = (data: Buffer, as = page) => as.request.post(`${PLAN}/reading-imports?name=a&try=1`, { data, headers: { 'content-type': 'application/octet-stream' } });
		const many = Buffer.from([HEADER, ...Array.from({ length: 30_000 }, (_, index) => year(2016, String(index), 'final', 'luton'))].join('\n'));
		const answer = await send(many);
		expect(answer.status()).toBe(200);
		expect(((await answer.json()) as { tried: { counts: { problem: number } } }).tried.counts.problem).toBe(30_000);
		const sheet = await send(workbook([HEADER.split(','), [KPI, 'luton', { serial: 42005 }, { serial: 42369 }, 8.6]]));
		expect(((await sheet.json()) as { tried: { lines: unknown[] } }).tried.lines).toMatchObject([{ outcome: 'new', periodStart: '2015-01-01', periodEnd: '2015-12-31', value: 8.6 }]);
		expect((await send(Buffer.from('a,b\n1,2'))).status()).toBe(400);
		expect((await send(many, reader)).status()).toBe(403);
		expect((await page.request.post(`${PLAN}/threads`, { data: { body: 'x'.repeat(600_000) } })).status()).toBe(413);
		await page.goto('/programmes/cancer/kpis/import');
		await page.getByLabel(/^File of readings/).setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from('measure,value\n1,2') });
		await page.getByRole('button', { name: 'Check the file' }).click();
		await page.getByRole('alert').filter({ hasText: /^The file lacks the columns measure_id, place_code, period_start, period_end\./ }).waitFor();
		await expectAccessible(page);
	});
});
