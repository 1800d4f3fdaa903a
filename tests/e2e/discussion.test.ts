import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { formatDay, todayInLondon, addDays } from '#lib/plan/dates.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually, openPlan } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { DESK, openSite, PHONE } from '../helpers/site.ts';

const DISCUSSION = '/programmes/cancer/discussion';

describe('confidence, decisions, actions and the discussion of a programme', () => {
	const site = openSite();
	const { enter } = site;
	/** Sends as an account would, and expects it to be taken. */
	async function send(account: string, path: string, body: object): Promise<void> {
		const cookie = await signInAs(site.origin, account);
		const answer = await fetch(`${site.origin}/api/plans/pl_cancer/${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ requestId: crypto.randomUUID(), ...body }) });
		expect(answer.status, await answer.text()).toBe(201);
	}
	const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
	const record = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words });

	it('a clinical lead gives clinical confidence by keyboard, the lead sees it come and gives delivery', async () => {
		const [clinical, lead] = [await enter('clinical'), await enter('lead')];
		await Promise.all([openPlan(clinical, 'cancer', '?milestone=CAN-14'), openPlan(lead, 'cancer', '?milestone=CAN-14')]);
		const [theirs, mine] = [section(clinical, 'Confidence'), section(lead, 'Confidence')];
		await theirs.getByRole('button', { name: 'Give clinical confidence' }).waitFor();
		expect(await theirs.getByRole('button', { name: /delivery confidence/ }).count()).toBe(0);

		await theirs.getByRole('button', { name: 'Give clinical confidence' }).focus();
		await clinical.keyboard.press('Enter');
		// Nothing chosen, nothing said: it says so, and the focus is on what is wrong.
		await eventually(() => clinical.evaluate(() => document.activeElement?.getAttribute('type')), 'radio');
		await clinical.keyboard.press('Tab');
		await clinical.keyboard.press('Control+Enter');
		await theirs.getByText('Choose High, Medium or Low.').waitFor();
		await theirs.getByText('Say why in a sentence.').waitFor();
		await eventually(() => clinical.evaluate(() => document.activeElement?.getAttribute('type')), 'radio');
		await expectAccessible(clinical);
		await clinical.keyboard.press('Space');
		for (let step = 0; step < 2; step += 1) await clinical.keyboard.press('ArrowDown');
		await clinical.keyboard.press('Tab');
		await clinical.keyboard.type('Luton has no second reader.');
		await clinical.keyboard.press('Control+Enter');
		await theirs.getByText('Luton has no second reader.').waitFor();
		await eventually(() => clinical.evaluate(() => document.activeElement?.textContent), 'Change clinical confidence');

		await mine.getByText('Luton has no second reader.').waitFor();
		expect(await mine.getByRole('button', { name: /clinical confidence/ }).count()).toBe(0);
		for (const [level, why, button] of [['Medium', 'Two sites are ready.', 'Give'], ['High', 'All three sites are ready.', 'Change']] as const) {
			await mine.getByRole('button', { name: `${button} delivery confidence` }).click();
			await mine.getByRole('radio', { name: level }).check();
			await mine.getByLabel('Why').fill(why);
			await mine.getByRole('button', { name: 'Give', exact: true }).click();
			await mine.getByText(why).waitFor();
		}
		await mine.getByText('Delivery confidence is high, clinical confidence is low.').waitFor();
		await mine.getByRole('button', { name: 'History (1 earlier) of delivery confidence' }).click();
		await mine.getByRole('list', { name: 'Earlier delivery confidence' }).getByText('Two sites are ready.').waitFor();
		await theirs.getByText('All three sites are ready.').waitFor();
		await theirs.getByText('was Medium').waitFor();
	});

	it('a reader reads confidence and records, and can give or add none', async () => {
		await send('lead', 'confidence', { milestone: 'ms_can-12', kind: 'delivery', level: 'low', reason: 'The rooms are not found.' });
		await send('lead', 'actions', { milestone: 'ms_can-12', what: 'Find rooms.', owner: 'pe_andrew-rochford', due: addDays(todayInLondon(), -3) });
		const page = await enter('reader');
		await openPlan(page, 'cancer', '?milestone=CAN-12');
		const confidence = section(page, 'Confidence');
		await confidence.getByText('The rooms are not found.').waitFor();
		const records = section(page, 'Decisions and actions');
		await records.getByText('3 days late').waitFor();
		expect([await confidence.getByRole('button').count(), await records.getByRole('button').count()]).toEqual([0, 0]);
	});

	it('an action is added, done and struck out; what is half typed outlives another milestone and a reload', async () => {
		const page = await enter('lead');
		await openPlan(page, 'cancer', '?milestone=CAN-16');
		const records = section(page, 'Decisions and actions');
		await records.getByRole('button', { name: /^Action/ }).click();
		await records.getByRole('button', { name: 'Record the action' }).click();
		for (const words of ['What is to be done is missing.', 'Choose who owns the action.', 'Enter a date such as 14 Sep 2026.']) await records.getByText(words).waitFor();
		await records.getByLabel('What is to be done').fill('Ask the supplier for a date.');
		await page.getByRole('button', { name: 'Next milestone' }).click();
		await eventually(() => page.getByRole('complementary', { name: /CAN-16/ }).count(), 0);
		await records.getByRole('button', { name: /^Action/ }).waitFor();
		await page.goto('/programmes/cancer/plan?milestone=CAN-16');
		await eventually(() => records.getByLabel('What is to be done').inputValue(), 'Ask the supplier for a date.');
		await records.getByLabel('Owner').selectOption({ label: 'Andrew Rochford' });
		await records.getByLabel('Due', { exact: true }).fill('yesterday');
		await records.getByText(formatDay(addDays(todayInLondon(), -1)), { exact: true }).waitFor();
		// Pressed twice, it is kept once.
		await records.getByRole('button', { name: 'Record the action' }).dblclick();
		const action = record(page, 'Ask the supplier for a date.');
		await action.getByText('1 day late').waitFor();
		expect(await action.count()).toBe(1);
		await action.getByRole('button', { name: /^Mark done/ }).click();
		await action.getByText(/^Done /).waitFor();
		expect(await action.getByText('1 day late').count()).toBe(0);
		await action.getByRole('button', { name: /^Strike out/ }).click();
		await action.getByLabel('Why it is struck out').fill('Recorded twice.');
		await page.keyboard.press('Enter');
		await action.getByText(/^Struck out by Programme manager, Cancer, .*: Recorded twice\.$/).waitFor();
		expect(await action.locator('s').innerText()).toBe('Ask the supplier for a date.');
		expect(await action.getByRole('button').count()).toBe(0);
	});

	it('the page shows what others say within a moment, filters its records, and takes new ones', async () => {
		const page = await enter('lead');
		await page.goto(DISCUSSION);
		await section(page, 'Challenges').waitFor();
		await eventually(() => page.getByRole('textbox', { name: /comment/i }).count(), 1);
		await send('clinical', 'threads', { subject: { on: 'milestone', milestone: 'ms_can-11', field: null }, body: 'Is this safe without a second reader?', mentions: [], challenge: { letter: 'achievable', owner: null, due: todayInLondon() } });
		await section(page, 'Challenges').getByText('Is this safe without a second reader?').waitFor();
		await send('editor', 'threads', { subject: { on: 'milestone', milestone: 'ms_can-12', field: null }, body: 'Keep Saturdays.', mentions: [] });
		await section(page, 'Other open conversations').getByText('Keep Saturdays.').waitFor();
		await send('clinical', 'confidence', { milestone: null, kind: 'clinical', level: 'medium', reason: 'Depends on the mutual aid.' });
		await section(page, 'Confidence in the programme').getByText('Depends on the mutual aid.').waitFor();

		await page.getByRole('button', { name: /^Decision/ }).click();
		await page.getByLabel('What was decided').fill('Both trusts are asked to sign.');
		await page.getByLabel('Who decided').fill('Chief medical officer');
		await page.getByLabel('Forum or meeting').fill('Leadership Group');
		await page.getByLabel('Date of the decision').fill('tomorrow');
		await page.keyboard.press('Enter');
		await page.getByText(/is still to come\.$/).waitFor();
		await page.getByLabel('Date of the decision').fill('today');
		await page.keyboard.press('Enter');
		await record(page, 'Both trusts are asked to sign.').getByText('Chief medical officer, Leadership Group').waitFor();
		await send('lead', 'actions', { milestone: 'ms_can-14', what: 'Invite the practices.', owner: 'pe_andrew-rochford', due: addDays(todayInLondon(), 7) });
		await record(page, 'Invite the practices.').waitFor();
		await page.getByRole('button', { name: 'Programme only' }).click();
		await eventually(() => record(page, 'Invite the practices.').count(), 0);
		expect(new URL(page.url()).search).toBe('?records=programme');
		await page.getByRole('button', { name: 'Open actions' }).click();
		await record(page, 'Invite the practices.').waitFor();
		expect(await record(page, 'Both trusts are asked to sign.').count()).toBe(0);
		await section(page, 'Challenges').getByRole('link', { name: /^CAN-11/ }).click();
		await page.getByRole('complementary', { name: /CAN-11/ }).getByText('Is this safe without a second reader?').waitFor();
	});

	it('the page has no accessibility fault, for those who write and those who read, at a desk and on a phone', async () => {
		for (const account of ['lead', 'reader']) {
			const page = await enter(account);
			await page.goto(DISCUSSION);
			await eventually(() => page.getByRole('region', { name: 'Conversation', exact: true }).count(), 1);
			if (account === 'lead') {
				await page.getByRole('button', { name: /^(Give|Change) delivery confidence$/ }).click();
				await page.getByRole('button', { name: /^Action ?,/ }).click();
			}
			for (const viewport of [DESK, PHONE]) {
				await page.setViewportSize(viewport);
				await expectAccessible(page);
				expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			}
		}
	});
});
