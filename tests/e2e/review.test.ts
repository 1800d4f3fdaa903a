import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

const STATED = 'api/plans/pl_cancer/stated-status';

describe('the review: filters, stated statuses and the SMART check', () => {
	const site = openSite();
	const { enter } = site;

	it('filters stand in the address, are set by keyboard, rewrite the sentence and reach the plan', async () => {
		const page = await enter('reviewer');
		await page.goto('/');
		await page.getByText(/^Live$/).waitFor();
		await page.getByRole('link', { name: 'Luton', exact: true }).click();
		await page.waitForURL(/place=luton/);
		await page.getByText(/^Luton: \d+ milestones/).first().waitFor();
		expect(await page.getByRole('link', { name: 'Luton', exact: true }).getAttribute('aria-current')).toBe('true');
		expect(await page.getByRole('row').filter({ has: page.getByRole('rowheader') }).count()).toBeGreaterThanOrEqual(6);

		await page.getByRole('button', { name: 'More filters' }).focus();
		await page.keyboard.press('Enter');
		await page.getByRole('button', { name: 'Enabler: any' }).or(page.getByLabel('Enabler: any')).first().waitFor();
		await page.getByLabel('Status: any').focus();
		await page.keyboard.press('Enter');
		await page.getByRole('option', { name: 'At risk' }).click();
		await page.waitForURL(/status=atRisk/);
		await page.keyboard.press('Escape');
		await page.getByText(/^Luton; status at risk: \d+ milestones?/).first().waitFor();
		await expectAccessible(page);
		const href = await page.getByRole('row', { name: /^Cancer/ }).getByRole('link', { name: 'Cancer', exact: true }).getAttribute('href');
		expect(href).toBe('/programmes/cancer/plan?place=luton&status=atRisk');
		await page.setViewportSize(PHONE);
		await expectAccessible(page);
		await page.setViewportSize(DESK);

		const chosen = page.getByRole('list', { name: 'Chosen filters' });
		await chosen.getByRole('button', { name: /^Status: At risk/ }).click();
		await page.waitForURL((url) => !url.search.includes('status'));
		await page.getByRole('link', { name: 'Clear all filters' }).click();
		await page.waitForURL((url) => url.search === '');
	});

	it('nothing passes: it says so, and programmes stay at 0', async () => {
		const page = await enter('reviewer');
		await page.goto('/?place=luton&quarter=Q1+2031%2F32');
		await page.getByText('Luton; Q1 2031/32: no milestone of any programme.').waitFor();
		await page.getByText('No milestone asks for a decision.').waitFor();
		await expectAccessible(page);
	});

	it('R4: a lead states a status beside the rule’s; nobody else can; the open review shows it, and it can be taken back', async () => {
		const [review, lead] = [await enter('reviewer'), await enter('lead')];
		await review.goto('/');
		await review.getByText(/^Live$/).waitFor();
		for (const account of ['editor', 'clinical', 'reader', 'reviewer', 'admin']) {
			const cookie = await signInAs(site.origin, account);
			const answer = await fetch(`${site.origin}/${STATED}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', origin: site.origin }, body: JSON.stringify({ status: 'paused', reason: 'No' }) });
			expect(answer.status, account).toBe(403);
		}
		await lead.goto('/programmes/cancer/discussion');
		await lead.getByRole('button', { name: 'State another status than the rule’s' }).click();
		const form = lead.getByRole('form', { name: 'State a status' });
		await form.getByRole('button', { name: 'State it' }).click();
		await form.getByText('Choose a status.').waitFor();
		await form.getByText('Say why in a sentence.').waitFor();
		await form.getByLabel('Status').selectOption({ label: 'Paused' });
		await form.getByLabel('Why').fill('The theatre is being rebuilt');
		await expectAccessible(lead);
		await form.getByRole('button', { name: 'State it' }).click();
		await form.waitFor({ state: 'detached' });
		await lead.getByRole('button', { name: /^(On track|At risk|Off track).*Stated: Paused/ }).waitFor();
		await review.getByRole('row', { name: /^Cancer/ }).getByText(/^Stated: Paused by .* – The theatre is being rebuilt/).waitFor();
		await lead.getByRole('button', { name: 'Take it back' }).click();
		await lead.getByText('Stated earlier (1)').waitFor();
		await review.getByText(/Stated: Paused/).first().waitFor({ state: 'detached' });
	});

	it('the SMART check says what is missing where it is missing, and leads there from its list, without a score', async () => {
		const page = await enter('lead');
		await page.goto('/programmes/cancer/smart');
		await page.getByRole('heading', { name: 'SMART check' }).waitFor();
		expect(await page.locator('main').innerText()).not.toMatch(/\d of 5|score:|\d ?%/i);
		await expectAccessible(page);
		await page.getByRole('region', { name: 'Time-bound' }).getByRole('link').first().click();
		await page.waitForURL(/\/(kpis#|plan\?milestone=)/);
		await page.getByText('Not time-bound.').first().waitFor();
	});

	it('prints all that is folded', async () => {
		const page = await enter('reviewer');
		await page.goto('/');
		const attention = page.getByRole('region', { name: /^Needs attention/ });
		const all = await attention.getByRole('listitem').count();
		await page.emulateMedia({ media: 'print' });
		expect(await attention.locator('li:visible').count()).toBeGreaterThan(8);
		expect(await attention.locator('li:visible').count()).toBeGreaterThanOrEqual(all);
		expect(await page.getByRole('group', { name: 'Filter the review' }).isVisible()).toBe(false);
	});
});
