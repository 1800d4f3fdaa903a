import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatDay, todayInLondon } from '#lib/plan/dates.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { waitForSaved } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

const CANCER = '/api/plans/pl_cancer';

describe('update rounds and what needs attention', () => {
	const site = openSite();
	const { enter } = site;

	beforeAll(async () => {
		// Whatever round the example has open is ended, so that one can be begun.
		const headers = { cookie: await signInAs(site.origin, 'lead'), 'content-type': 'application/json' };
		const { newest } = (await (await fetch(`${site.origin}${CANCER}/rounds`, { headers })).json()) as { newest: { id: string; closed: unknown } | null };
		if (newest?.closed === null) await fetch(`${site.origin}${CANCER}/rounds/${newest.id}/end`, { method: 'POST', headers, body: '{}' });
	});

	async function updates(page: Page, search = ''): Promise<void> {
		await page.goto(`/programmes/cancer/updates${search}`);
		await waitForSaved(page);
	}
	const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
	const item = (page: Page, ref: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: new RegExp(`^${ref} `) }) });

	it('a lead asks, an editor confirms one as still true, changes another and confirms that; both see it at once', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await updates(lead);
		const due = lead.getByRole('textbox', { name: 'By when' });
		await due.fill('31 Feb');
		await lead.getByRole('button', { name: 'Ask for updates' }).click();
		await lead.getByRole('alert').filter({ hasText: /has 2[89] days/ }).waitFor();
		expect(await due.getAttribute('aria-invalid')).toBe('true');
		await due.fill('tomorrow');
		await lead.getByRole('textbox', { name: /^A note/ }).fill('For the board');
		await due.press('Enter');
		await lead.getByRole('heading', { name: /^Updates by / }).waitFor();
		const [, asked = ''] = /0 of (\d+) confirmed/.exec(await lead.locator('.progress').innerText()) ?? [];
		expect(Number(asked)).toBeGreaterThan(3);

		await updates(editor);
		await editor.getByText('For the board').waitFor();
		// The first two that nobody asked them about themselves.
		const others = editor.getByRole('region', { name: /^(Everybody else’s|Milestones)$/ }).getByRole('listitem');
		const refOf = async (index: number) => (await others.nth(index).getByRole('heading').first().innerText()).slice(0, 6);
		const [first, second] = [await refOf(0), await refOf(1)];
		await editor.getByRole('button', { name: `Update ${first}` }).press('Enter');
		await editor.getByRole('button', { name: `Still true, ${first}` }).press('Enter');
		await item(editor, first).getByText(/^Still true – .+, \d+ \w{3} \d{4}$/).waitFor();
		// The walk goes on to the next one that waits.
		await expect.poll(() => focused(editor)).toMatch(new RegExp(`^${second} `));

		await editor.getByRole('button', { name: `Update ${second}` }).press('Enter');
		const commentary = item(editor, second).getByRole('textbox', { name: 'Commentary' });
		await commentary.press('Control+End');
		await commentary.pressSequentially(' Seen in the round.');
		await editor.getByRole('button', { name: `Confirm the change, ${second}` }).press('Enter');
		await item(editor, second).getByText(/^Changed – /).waitFor();

		await lead.getByText(`2 of ${asked} confirmed`).waitFor();
		await item(lead, second).getByText(/^Changed – /).waitFor();
	});

	it('someone who leads a milestone but may not edit confirms it; a reader can do neither', async () => {
		const page = await enter('clinical', PHONE);
		await updates(page, '?mine=1');
		const next = page.getByRole('region', { name: /^Your milestones/ }).getByRole('button', { name: /^Still true, / }).first();
		const ref = ((await next.getAttribute('aria-label')) ?? '').slice(-6);
		const own = item(page, ref);
		expect(await own.getByRole('textbox').count()).toBe(0);
		await own.getByRole('link', { name: 'Comment on it instead' }).waitFor();
		await next.click();
		await own.getByText(/^Still true – /).waitFor();
		await expectAccessible(page);
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

		const reader = await enter('reader');
		await updates(reader);
		await reader.locator('.progress').getByText(/\d+ of \d+/).waitFor();
		expect(await reader.getByRole('button', { name: /Still true|^Update |End the round/ }).count()).toBe(0);
		await expectAccessible(reader);
	});

	it('it shows on the milestone, and can be confirmed there', async () => {
		const [page, other] = [await enter('editor'), await enter('lead')];
		const answer = await page.request.post(`${CANCER}/confirmations`, { data: { milestone: 'ms_can-11', requestId: crypto.randomUUID() } });
		const { confirmation } = (await answer.json()) as { confirmation: { by: { name: string } } };
		const words = `Last confirmed ${formatDay(todayInLondon())} by ${confirmation.by.name}`;
		await other.goto('/programmes/cancer/plan?milestone=CAN-11');
		await other.getByText(words, { exact: true }).waitFor();
		await page.goto('/programmes/cancer/plan?milestone=CAN-28');
		await other.goto('/programmes/cancer/plan?milestone=CAN-28');
		await other.getByText(/^(Last confirmed|Not confirmed yet)/).waitFor();
		await page.getByRole('button', { name: /^(Still true|Confirm the change), CAN-28$/ }).click();
		await page.getByText(words, { exact: true }).waitFor();
		// It was open there already, and follows.
		await other.getByText(words, { exact: true }).waitFor();
	});

	it('the round is ended once, after a question', async () => {
		const page = await enter('lead');
		await updates(page);
		await expectAccessible(page);
		await page.getByRole('button', { name: 'End the round' }).click();
		const dialog = page.getByRole('dialog', { name: 'End this round?' });
		await dialog.getByText(/stay unconfirmed/).waitFor();
		await dialog.getByRole('button', { name: 'End the round' }).click();
		await page.getByRole('heading', { name: 'Ask for updates' }).waitFor();
		await page.getByRole('heading', { name: 'Earlier rounds' }).waitFor();
		await expectAccessible(page);
	});

	it('a challenge that is raised shows on the reviewer’s page by itself, with a link to it', async () => {
		const [page, clinical] = [await enter('reviewer'), await enter('clinical')];
		await page.goto('/');
		await page.getByText('Live', { exact: true }).waitFor();
		// However many the example has by now, this one is to be among those that show.
		const all = page.getByRole('button', { name: /^All \d+$/ });
		if (await all.isVisible()) await all.click();
		const challenge = { letter: 'measurable', owner: null, due: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) };
		const answer = await clinical.request.post(`${CANCER}/threads`, {
			data: { subject: { on: 'milestone', milestone: 'ms_can-06', field: null }, body: 'Who counts the champions?', mentions: [], challenge, requestId: crypto.randomUUID() }
		});
		expect(answer.status()).toBe(201);
		const attention = page.getByRole('region', { name: /^Needs attention/ });
		const line = attention.getByRole('listitem').filter({ hasText: 'Who counts the champions?' });
		await line.getByText(/^A challenge \(Measurable\) is open, to be answered by the programme by /).waitFor();
		await page.getByText(/challenges? (is|are) open\./).waitFor();
		await expectAccessible(page);
		await page.setViewportSize(PHONE);
		await expectAccessible(page);
		await page.setViewportSize(DESK);
		expect(await line.getByRole('link').getAttribute('href')).toMatch(/^\/programmes\/cancer\/plan\?milestone=ms_can-06&thread=th_/);

		// T8: somebody of another programme’s page does not say it, and the reader’s does.
		const reader = await enter('reader');
		await reader.goto('/');
		await reader.getByText('Who counts the champions?').waitFor();
		expect(await reader.getByText(/UEC-\d\d/).count()).toBe(0);
	});
});
