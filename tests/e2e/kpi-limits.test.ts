import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { openSite, PHONE } from '../helpers/site.ts';

const PAGE = '/programmes/cancer/kpis/kpi_cancer-stage12';
const TREATED = '/programmes/cancer/kpis/kpi_cancer-62day';
const JUDGEMENTS = '/api/plans/pl_cancer/recalculations';

describe('how the limits of a KPI are set', () => {
	const site = openSite();
	async function enter(account: string, address: string): Promise<Page> {
		const page = await site.enter(account);
		await page.goto(address);
		return page;
	}
	const section = (page: Page) => page.getByRole('region', { name: 'How the limits are set' });
	const form = (page: Page) => page.getByRole('form', { name: 'Change how limits are set' });
	const noSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

	it('K1: is read by everyone and changed by those who may edit only', async () => {
		for (const account of ['clinical', 'reader']) {
			const page = await enter(account, TREATED);
			await section(page).getByText('From the first 18 months, Apr 2024 to Sep 2025.').waitFor();
			await section(page).getByText('is how the pathways ran before').waitFor();
			expect(await section(page).getByRole('button').count()).toBe(0);
			await page.getByRole('link', { name: 'How the limits are set' }).press('Enter');
			expect(await form(page).count()).toBe(0);
			const sent = { kpi: 'kpi_cancer-62day', place: '', points: '20', why: 'No' };
			const answer = await page.request.post(JUDGEMENTS, { data: sent, headers: { origin: site.origin } });
			expect(answer.status()).toBe(403);
			const { recalculations } = (await (await page.request.get(`${JUDGEMENTS}?kpi=kpi_cancer-62day`)).json()) as { recalculations: { id: string; points: number }[] };
			expect(recalculations).toMatchObject([{ points: 18 }]);
			expect((await page.request.post(`${JUDGEMENTS}/${recalculations[0]?.id ?? ''}/end`, { data: {}, headers: { origin: site.origin } })).status()).toBe(403);
			await expectAccessible(page);
		}
	});

	it('answers odd requests in sentences, by field', async () => {
		const page = await site.enter('lead');
		const ask = async (sent: object) => {
			const answer = await page.request.post(JUDGEMENTS, { data: { kpi: 'kpi_cancer-stage12', place: 'blmk', why: 'A reason', ...sent }, headers: { origin: site.origin } });
			return [answer.status(), (await answer.json()) as { message: string; problems?: Record<string, string> }] as const;
		};
		for (const points of ['18.5', 'many', -1, 0, 1e9, [], {}, true, '１８']) {
			const [status, { problems }] = await ask({ points });
			expect([status, Object.keys(problems ?? {})]).toEqual([400, ['points']]);
		}
		for (const from of ['2026-02-30', '8/7/2026', '2199-01-01', '2020-01-01']) expect(await ask({ from })).toMatchObject([400, { problems: { from: expect.any(String) as string } }]);
		expect(await ask({})).toMatchObject([400, { problems: { from: expect.any(String) as string } }]);
		expect(await ask({ from: '2025-04-01', points: 18 })).toMatchObject([400, { message: expect.stringContaining('either') as string }]);
		expect(await ask({ points: 18, why: '  ' })).toMatchObject([400, { problems: { why: expect.any(String) as string } }]);
		expect((await ask({ points: 18, place: 'atlantis' }))[0]).toBe(404);
		expect((await ask({ points: 18, kpi: 'kpi_none' }))[0]).toBe(404);
		expect((await page.request.post(`/api/plans/pl_uec/recalculations`, { data: { kpi: 'kpi_cancer-stage12', points: 18, why: 'Another plan' }, headers: { origin: site.origin } })).status()).toBeGreaterThanOrEqual(403);
	});

	it('is changed with the keyboard, with what it changes said before, seen by others, taken back and set again', async () => {
		const other = await enter('reader', PAGE);
		await section(other).getByText(/^From all \d+ months\.$/).waitFor();
		const page = await enter('editor', PAGE);
		await page.getByRole('button', { name: 'Change how limits are set' }).first().press('Enter');
		await form(page).getByRole('radio', { name: /^Work them out anew/ }).and(page.locator(':focus')).waitFor();
		await page.keyboard.press('ArrowDown');
		await form(page).getByRole('button', { name: 'Set the limits' }).press('Enter');
		await form(page).getByText('Enter a whole number of points from 13 to 60').waitFor();
		await form(page).getByText('Say why: whoever').waitFor();
		await expectAccessible(page);
		const many = form(page).getByRole('textbox', { name: 'How many first months' });
		await many.and(page.locator(':focus')).waitFor();
		await page.keyboard.type('18');
		await form(page).getByText('Apr 2024 to Sep 2025').waitFor();
		await form(page).getByRole('row', { name: /^Average / }).waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Before the campaign began');
		// A request that does not arrive takes nothing of what was typed.
		site.allow(/ERR_FAILED/);
		await page.route(`**${JUDGEMENTS}`, (route) => route.abort());
		const button = form(page).getByRole('button', { name: 'Set the limits' });
		await button.press('Enter');
		await form(page).getByText('Milepost could not be reached').waitFor();
		expect([await many.inputValue(), await form(page).getByRole('textbox', { name: 'Why' }).inputValue()]).toEqual(['18', 'Before the campaign began']);
		await page.unroute(`**${JUDGEMENTS}`);
		await page.setViewportSize(PHONE);
		expect(await noSideways(page)).toBe(true);
		await expectAccessible(page);
		await button.press('Enter');
		await section(page).getByText('From the first 18 months, Apr 2024 to Sep 2025.').waitFor();
		await section(page).getByText('Before the campaign began').waitFor();
		expect(await form(page).count()).toBe(0);
		// Another page shows it by itself.
		await section(other).getByText('From the first 18 months, Apr 2024 to Sep 2025.').waitFor();
		await section(other).getByText('in BLMK only').waitFor();

		await section(page).getByRole('button', { name: /^Take back: Limits from the first 18 months/ }).press('Enter');
		await section(page).getByText(/^From all \d+ months\.$/).waitFor();
		await page.getByRole('region', { name: 'Revisions and limits' }).getByText(/Before the campaign began.*Taken back by/).waitFor();
		await expectAccessible(page);
		await page.getByRole('status').getByRole('button', { name: 'Undo' }).press('Enter');
		await section(page).getByText('From the first 18 months').first().waitFor();
	});

	it('is worked out anew from a period that is chosen, in every place', async () => {
		const page = await enter('lead', `${TREATED}?place=luton`);
		await section(page).getByRole('button', { name: 'Change how limits are set' }).click();
		await form(page).getByRole('combobox', { name: 'First month of the new limits' }).selectOption({ label: 'Oct 2025' });
		await form(page).getByRole('row', { name: 'Signal' }).waitFor();
		await form(page).getByText('Some sections have fewer than 13 points').waitFor();
		await form(page).getByRole('radio', { name: 'In every place' }).check();
		await form(page).getByText('Signals in other places').waitFor();
		await form(page).getByRole('textbox', { name: 'Why' }).fill('Every pathway was changed at once');
		await form(page).getByRole('button', { name: 'Work out anew' }).click();
		await section(page).getByText('Limits worked out anew from Oct 2025').waitFor();
		await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'BLMK' }).click();
		await page.getByText(/^Limits worked out anew from Oct 2025: Every pathway was changed at once \(/).waitFor();
		await section(page).getByText(', in every place').first().waitFor();
		await expectAccessible(page);
	});

	it('K4: leaves signals that agree with what the pages judge by', async () => {
		await site.server.stop();
		const run = (word: string) => promisify(execFile)(process.execPath, ['build/server/command.js', word], { env: { ...process.env, DATA_DIR: site.server.dataDir, DATABASE_URL: '' } });
		const { stdout } = await run('rebuild-signals');
		expect(stdout.trim().split('\n')).toHaveLength(6);
		for (const line of stdout.trim().split('\n')) expect(line).toMatch(/: the signals of its KPIs agree with their readings$/);
		await site.server.restart();
	});
});
