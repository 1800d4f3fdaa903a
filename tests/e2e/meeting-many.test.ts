import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { openSite, PHONE } from '../helpers/site.ts';

const TODAY = todayInLondon();

describe('a review with much in it, held by several', () => {
	const site = openSite();
	let id = '';

	async function send(path: string, body: unknown): Promise<string> {
		const cookie = await signInAs(site.origin, 'reviewer');
		const answer = await fetch(`${site.origin}${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', origin: site.origin }, body: JSON.stringify(body) });
		expect(answer.status).toBe(201);
		return answer.text();
	}
	const act = (what: string) => send('/api/plans/pl_cancer/actions', { milestone: null, what, owner: 'pe_andrew-rochford', due: TODAY, review: id, requestId: crypto.randomUUID() });
	async function enter(account = 'reviewer', viewport?: { width: number; height: number }): Promise<Page> {
		if (id === '') id = (JSON.parse(await send('/api/reviews', { title: 'Leadership Group', heldOn: addDays(TODAY, 1), requestId: crypto.randomUUID() })) as { review: { id: string } }).review.id;
		const page = await site.enter(account, viewport);
		// Once it listens, a page asks for whatever it was not told before.
		const caughtUp = page.waitForResponse((response) => response.url().includes('__data.json'));
		await page.goto(`/reviews/${id}`);
		await page.getByText('Live', { exact: true }).waitFor();
		await caughtUp;
		return page;
	}
	const records = (page: Page) => page.getByRole('region', { name: 'Decisions and actions' });
	const card = (page: Page, words: string) => records(page).getByRole('listitem').filter({ hasText: words });

	it('what is recorded shows on every page, which asks for no figures again; what changes a figure brings them all', async () => {
		const pages = [await enter(), await enter(), await enter('lead')];
		const asked: string[] = [];
		for (const page of pages) page.on('request', (request) => asked.push(request.url()));
		const halves = () => asked.flatMap((url) => new URL(url).searchParams.get('x-sveltekit-invalidated') ?? []);
		await act('Name two sites.');
		for (const page of pages) await card(page, 'Name two sites.').waitFor();
		// The page's own data alone: neither the frame's nor the figures'.
		for (const invalidated of halves()) expect(invalidated).toMatch(/^0+1$/);
		expect(halves().length).toBeGreaterThanOrEqual(pages.length);

		await send('/api/plans/pl_cancer/threads', { subject: { on: 'plan' }, body: 'Which site has no cover in December?', mentions: [], challenge: { letter: 'achievable', owner: null, due: addDays(TODAY, 7) }, requestId: crypto.randomUUID() });
		for (const page of pages) await page.getByRole('region', { name: 'Challenges' }).getByRole('link', { name: 'Which site has no cover in December?' }).waitFor();
	}, 90_000);

	it('two strike out the same action: the second is told, keeps the reason typed, and can let it go', async () => {
		const [one, two] = [await enter(), await enter()];
		await act('Ask both trusts.');
		for (const page of [one, two]) {
			await card(page, 'Ask both trusts.').getByRole('button', { name: /^Strike out/ }).click();
			await card(page, 'Ask both trusts.').getByLabel('Why it is struck out').fill(page === one ? 'Asked already.' : 'It was asked in June.');
		}
		await one.getByRole('button', { name: 'Strike out', exact: true }).click();
		await card(one, 'Ask both trusts.').getByText('(struck out)').waitFor();
		await card(two, 'Ask both trusts.').getByText('(struck out)').waitFor();
		await two.getByText(/^Somebody else struck this action out meanwhile\./).waitFor();
		expect(await card(two, 'Ask both trusts.').getByLabel('Why it is struck out').inputValue()).toBe('It was asked in June.');
		await expectAccessible(two);
		await two.getByRole('button', { name: 'Discard' }).click();
		await two.getByRole('button', { name: 'Close the review' }).click();
		await two.getByRole('dialog').waitFor();
		expect(await two.getByRole('dialog').getByText(/typed is not recorded/).count()).toBe(0);
	}, 90_000);

	it('names, milestones and KPIs of challenges lead to their pages', async () => {
		const page = await enter();
		const challenges = page.getByRole('region', { name: 'Challenges' });
		const hrefs = await challenges.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
		for (const kind of [/^\/people\/pe_/, /\/plan\?milestone=/, /^\/programmes\/[^/]+\/plan$/]) expect(hrefs.some((href) => kind.test(href)), String(kind)).toBe(true);
		for (const href of new Set(hrefs)) {
			const answer = await page.request.get(`${site.origin}${href}`);
			expect(answer.status(), href).toBe(200);
		}
	}, 90_000);

	it('with a hundred actions one is still recorded without scrolling, by keyboard too, on a desk and a phone', async () => {
		const page = await enter();
		for (let number = 0; number < 100; number += 20) await Promise.all(Array.from({ length: 20 }, (_, index) => act(`Action of many, ${number + index}.`)));
		await eventually(() => card(page, 'Action of many').count(), 100);
		const add = records(page).getByRole('button', { name: /^Action/ });
		const inView = () => add.evaluate((button) => {
			const { left, top, width, height } = button.getBoundingClientRect();
			return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
		});
		await records(page).getByRole('heading', { name: 'Decisions and actions' }).scrollIntoViewIfNeeded();
		expect(await inView()).toBe(true);
		await add.focus();
		await page.keyboard.press('Enter');
		await page.keyboard.type('The hundred and first.');
		await records(page).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
		await records(page).getByLabel('Owner').selectOption({ label: 'Felicity Cox' });
		await records(page).getByLabel('Due', { exact: true }).fill('tomorrow');
		await page.keyboard.press('Enter');
		await card(page, 'The hundred and first.').waitFor();
		await eventually(() => add.evaluate((button) => button === document.activeElement), true);
		// The tabs stay in sight, and what they lead to is not under them.
		await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: /^Challenges/ }).click();
		const challenges = page.getByRole('heading', { name: 'Challenges', exact: true });
		await eventually(async () => (await challenges.boundingBox().then((box) => box !== null && box.y >= 44 && box.y < 300)), true);
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		await expectAccessible(page);
		const phone = await enter('reviewer', PHONE);
		expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		await expectAccessible(phone);
		await page.emulateMedia({ media: 'print' });
		expect(await card(page, 'The hundred and first.').isVisible()).toBe(true);
		expect(await page.locator('.mt-side').evaluate((side) => side.scrollHeight <= side.clientHeight + 1)).toBe(true);
	}, 120_000);
});
