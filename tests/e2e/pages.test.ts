import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, untilAlive } from '../helpers/browser.ts';
import { openPlan, typeInto, waitForSaved } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

/** Every page, and whom it is looked at as. Undefined: nobody signed in. */
const PAGES: [string, string | undefined, string, number][] = [
	['sign-in', undefined, '/sign-in', 200],
	['review', 'reviewer', '/', 200],
	['home of a programme team', 'editor', '/', 200],
	['home of an administrator', 'admin', '/', 200],
	['workplan', 'lead', '/programmes/cancer/plan', 200],
	['workplan, read only', 'reader', '/programmes/cancer/plan', 200],
	['workplan, filtered to nothing', 'lead', '/programmes/cancer/plan?find=nothing+has+this+title', 200],
	['milestone beside the plan', 'lead', '/programmes/cancer/plan?milestone=CAN-11', 200],
	['milestone, read only', 'clinical', '/programmes/cancer/plan?milestone=CAN-11', 200],
	['KPIs', 'lead', '/programmes/cancer/kpis', 200],
	['KPIs, read only', 'reviewer', '/programmes/fragile/kpis', 200],
	['activity', 'lead', '/programmes/cancer/activity', 200],
	['no access', 'editor', '/programmes/uec/plan', 403],
	['no such programme', 'editor', '/programmes/nothing/plan', 404]
];

describe('every page', () => {
	const site = openSite();
	const { enter } = site;
	async function settled(page: Page): Promise<void> {
		await page.locator('h1, h2').first().waitFor();
		if (page.url().includes('/plan')) await page.locator('.save:visible, .first-in').first().waitFor();
		await untilAlive(page);
	}

	it.each(PAGES)('%s has no accessibility fault and throws nothing, at a desk and on a phone', async (name, account, path, status) => {
		// The browser itself logs a page that answers 403 or 404.
		if (status !== 200) site.allow(new RegExp(`status of ${status}`));
		const page = await enter(account);
		expect((await page.goto(path))?.status()).toBe(status);
		await settled(page);
		if (['review', 'workplan', 'KPIs', 'activity'].includes(name)) {
			const text = await page.locator('body').innerText();
			expect(text).toMatch(/Illustrative/);
			expect(text).toContain('Do not enter patient-identifiable information.');
		}
		for (const viewport of [DESK, PHONE]) {
			await page.setViewportSize(viewport);
			await expectAccessible(page);
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		}
	});

	it('every page has a title of its own', async () => {
		const titles = new Set<string | undefined>();
		const cookie = await signInAs(site.origin, 'lead');
		for (const path of ['/', '/programmes/cancer/plan', '/programmes/cancer/kpis', '/programmes/cancer/activity']) {
			titles.add(/<title>([^<]+)/.exec(await (await fetch(site.origin + path, { headers: { cookie } })).text())?.[1]);
		}
		expect(titles.has(undefined)).toBe(false);
		expect(titles.size).toBe(4);
	});

	it('the review refreshes itself after a committed edit, without moving the reader', async () => {
		const [review, lead] = [await enter('reviewer'), await enter('lead')];
		await review.goto('/');
		await review.getByText('Live', { exact: true }).waitFor();
		await openPlan(lead);
		await review.evaluate(() => window.scrollTo(0, 60));
		await typeInto(lead, 'CAN-06', 'title', 'Champions trained, seen in the review');
		await waitForSaved(lead);
		await review.getByText('CAN-06').first().waitFor();
		expect(await review.evaluate(() => window.scrollY)).toBe(60);
	});

	it('a figure of the review leads to its rows', async () => {
		const page = await enter('reviewer');
		await page.goto('/programmes/cancer/plan?show=slipped');
		await page.getByRole('grid').waitFor();
		const rows = page.getByRole('row', { name: /^CAN-\d\d / });
		await rows.first().waitFor();
		expect(await rows.count()).toBe(5);
	});

	it('keyboard alone signs in, opens the plan and moves through it', async () => {
		const page = await enter();
		await page.goto('/sign-in');
		const account = page.getByRole('button', { name: /Programme manager, Cancer/ });
		for (let presses = 0; presses < 20 && !(await account.evaluate((button) => button === document.activeElement)); presses += 1) await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.waitForURL(`${site.origin}/`);
		await page.goto('/programmes/cancer/plan');
		await page.getByRole('grid').waitFor();
		await page.getByRole('row', { name: /^CAN-01 / }).waitFor();
		const inGrid = () => page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null);
		for (let presses = 0; presses < 40 && !(await inGrid()); presses += 1) await page.keyboard.press('Tab');
		expect(await inGrid()).toBe(true);
		await page.keyboard.press('Control+Home');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Space');
		await page.getByRole('heading', { level: 2, name: /Stop-smoking offer/ }).waitFor();
		await page.keyboard.press('Escape');
		await expect.poll(inGrid).toBe(true);
		// One Tab leaves the grid: it is one stop.
		await page.keyboard.press('Tab');
		await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role') === 'gridcell')).toBe(false);
	});

	it('a button that is pressed before the page is alive does its work as soon as it is', async () => {
		const page = await enter('lead');
		const held = Promise.withResolvers<void>();
		await page.route(/\.js$/, async (route) => {
			await held.promise;
			await route.continue();
		});
		await page.goto('/programmes/cancer/discussion', { waitUntil: 'commit' });
		await page.getByRole('button', { name: 'State another status' }).click();
		const form = page.getByRole('form', { name: 'State a status' });
		expect(await form.count()).toBe(0);
		// This one needs no script, and is not pressed twice.
		await page.getByRole('button', { name: /^Your account/ }).click();
		held.resolve();
		await form.waitFor();
		expect(await page.getByRole('link', { name: 'Sign-in and security' }).isVisible()).toBe(true);
	});

	it('gives the same answer for an unknown account and a wrong password', async () => {
		const answers: string[] = [];
		for (const email of ['nobody@example.nhs.uk', 'someone.else@example.nhs.uk']) {
			const answer = await fetch(`${site.origin}/sign-in`, { method: 'POST', body: new URLSearchParams({ email, password: 'not the password' }), redirect: 'manual' });
			answers.push(`${answer.status} ${await answer.text()}`);
		}
		expect(answers[0]).toBe(answers[1]);
		expect(answers[0]).toContain('401');
	});
});
