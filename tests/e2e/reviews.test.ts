import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatDay, todayInLondon } from '#lib/plan/dates.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

describe('reviews of the oversight group', () => {
	const site = openSite();
	const heading = (page: Page) => page.getByRole('heading', { level: 1, name: /^Review of/ });
	const records = (page: Page) => page.getByRole('region', { name: 'Decisions and actions' });

	it('R3 a review is begun, held by several at once, and closed for good', async () => {
		const [chair, other] = [await site.enter('reviewer'), await site.enter('reviewer')];
		await chair.goto('/reviews');
		await chair.getByRole('button', { name: 'Begin a review' }).click();
		await chair.getByLabel('Title').fill('');
		await chair.keyboard.press('Enter');
		await chair.getByText('The title is missing.').waitFor();
		await chair.getByLabel('Title').fill('Leadership Group');
		await chair.keyboard.press('Enter');
		await heading(chair).waitFor();
		const address = new URL(chair.url()).pathname;
		await other.goto(address);
		await other.getByText(/^Live/).first().waitFor();

		// What one types outlives what others do and a reload.
		await records(other).getByRole('button', { name: /^Action/ }).click();
		await records(other).getByLabel('What is to be done').fill('Name two sites for evening clinics.');
		await records(chair).getByRole('button', { name: /^Decision/ }).click();
		await records(chair).getByLabel('What was decided').fill('Sign mutual aid by the end of the month.');
		await records(chair).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
		await chair.keyboard.press('Tab');
		await records(chair).getByRole('button', { name: 'Record the decision' }).click();
		await records(chair).getByText('Who decided is missing.').waitFor();
		await records(chair).getByLabel('Who decided').fill('Leadership Group');
		await chair.keyboard.press('Enter');
		await records(other).getByRole('listitem').filter({ hasText: 'Sign mutual aid by the end of the month.' }).waitFor();
		await chair.getByRole('checkbox', { name: /Cancer/ }).check();
		await eventually(() => other.getByRole('checkbox', { name: /Cancer/ }).isChecked(), true);
		expect(await records(other).getByLabel('What is to be done').inputValue()).toBe('Name two sites for evening clinics.');
		await other.reload();
		await eventually(() => records(other).getByLabel('What is to be done').inputValue(), 'Name two sites for evening clinics.');
		await expectAccessible(other);
		await records(other).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
		await records(other).getByLabel('Owner').selectOption({ label: 'Andrew Rochford' });
		await records(other).getByLabel('Due', { exact: true }).fill('tomorrow');
		await records(other).getByRole('button', { name: 'Record the action' }).dblclick();
		await records(chair).getByRole('listitem').filter({ hasText: 'Name two sites for evening clinics.' }).waitFor();
		await records(other).getByRole('form', { name: 'Record an action' }).waitFor({ state: 'detached' });
		expect(await records(chair).getByRole('listitem').filter({ hasText: 'Name two sites for evening clinics.' }).count()).toBe(1);

		await chair.getByRole('button', { name: 'Close the review' }).click();
		const dialog = chair.getByRole('dialog');
		await dialog.getByText(/cannot be opened again/).waitFor();
		await dialog.getByRole('button', { name: 'Close the review' }).click();
		for (const page of [chair, other]) {
			await page.getByText(/^Closed on .* this page does not change/).waitFor();
			await eventually(() => page.getByRole('checkbox').count(), 0);
		}
		const cookie = await signInAs(site.origin, 'reviewer');
		const late = await fetch(`${site.origin}/api/plans/pl_cancer/decisions`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ milestone: null, what: 'Too late.', who: 'Me', forum: 'Review', decidedOn: todayInLondon(), requestId: crypto.randomUUID(), review: address.split('/').at(-1) }) });
		expect(late.status).toBe(409);
		expect(await late.text()).toContain('closed this review on');
	});

	it('T8 a reader sees what concerns their programmes, and no controls, at a desk and on a phone', async () => {
		const page = await site.enter('reader');
		await page.goto('/reviews');
		await page.getByRole('link', { name: /^Review of/ }).first().waitFor();
		expect(await page.getByRole('button', { name: 'Begin a review' }).count()).toBe(0);
		await expectAccessible(page);
		await page.setViewportSize(PHONE);
		await expectAccessible(page);
		await page.getByRole('link', { name: new RegExp(`^Review of .*${formatDay(todayInLondon())}$`) }).click();
		await heading(page).waitFor();
		await records(page).getByText('Sign mutual aid by the end of the month.').waitFor();
		for (const name of [/^Close the review/, /^Decision/, /^Note/]) expect(await page.getByRole('button', { name }).count()).toBe(0);
		expect(await page.getByText('Fragile services').and(page.locator('.meeting *')).count()).toBe(0);
		for (const viewport of [PHONE, DESK]) {
			await page.setViewportSize(viewport);
			await expectAccessible(page);
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		}
	});
});
