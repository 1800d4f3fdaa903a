import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../helpers/browser.ts';
import { cellOf, eventually, goTo, openPlan, waitForSaved } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { CUTS, openSite } from '../helpers/site.ts';

interface Row {
	id: string;
	ref: string;
	title: string;
}

describe('depending on a milestone of another plan', () => {
	const site = openSite({ mayLog: CUTS });

	async function asked(account: string, path: string): Promise<{ status: number; milestones: Row[]; message?: string }> {
		const answer = await fetch(`${site.origin}/api/plans/pl_cancer/${path}`, { headers: { cookie: await signInAs(site.origin, account) } });
		return { status: answer.status, ...((await answer.json()) as { milestones: Row[] }) };
	}
	/** Reads the milestones of the fragile services' plan, as a reviewer may. */
	async function fragile(): Promise<Row[]> {
		const answer = await fetch(`${site.origin}/api/plans/pl_fragile/milestones`, { headers: { cookie: await signInAs(site.origin, 'reviewer') } });
		return (await answer.json()) as Row[];
	}
	async function committed(ref: string): Promise<{ ref: string | null }[]> {
		const answer = await fetch(`${site.origin}/api/plans/pl_cancer/milestones`, { headers: { cookie: await signInAs(site.origin, 'reviewer') } });
		return ((await answer.json()) as { ref: string; dependsOn: { ref: string | null }[] }[]).find((each) => each.ref === ref)?.dependsOn ?? [];
	}
	const named = (page: Page) => page.getByRole('complementary', { name: 'Milestone CAN-02' }).getByRole('link', { name: /^FRA-01 / });

	it('only whoever may edit the plan can look for one; a reader learns no more than the plan shows', async () => {
		for (const account of ['reader', 'clinical', 'reviewer', 'admin']) {
			for (const path of ['dependencies?q=stroke', 'dependencies?refs=FRA-01', 'enablers']) expect((await asked(account, path)).status, `${account} ${path}`).toBe(403);
		}
		expect((await fetch(`${site.origin}/api/plans/pl_cancer/dependencies?q=stroke`)).status).toBe(401);
		// The accounts of this example belong to Cancer.
		const elsewhere = await fetch(`${site.origin}/api/plans/pl_fragile/dependencies?q=stroke`, { headers: { cookie: await signInAs(site.origin, 'editor') } });
		expect(elsewhere.status).toBe(403);
		expect((await asked('editor', 'dependencies?refs=FRA-01')).milestones.map(({ ref }) => ref)).toEqual(['FRA-01']);
		const keys = (await fragile()).map(({ id }) => `pl_fragile/${id}`);
		const told = async (account: string) => (await asked(account, `dependencies?keys=${keys.join(',')}`)).milestones.length;
		expect(await told('editor')).toBeGreaterThan(await told('reader'));
		expect((await asked('editor', 'dependencies')).status).toBe(400);
	});

	it('the page holds no milestone of another plan that its own do not depend on', async () => {
		const answer = await fetch(`${site.origin}/api/plans/pl_cancer/milestones`, { headers: { cookie: await signInAs(site.origin, 'reviewer') } });
		const needed = new Set(((await answer.json()) as { dependsOn: { ref: string | null }[] }[]).flatMap(({ dependsOn }) => dependsOn.map(({ ref }) => ref)));
		const others = await fragile();
		expect(others.length).toBeGreaterThan(10);
		for (const account of ['lead', 'reader']) {
			const html = await (await fetch(`${site.origin}/programmes/cancer/plan`, { headers: { cookie: await signInAs(site.origin, account) } })).text();
			expect(others.filter(({ ref, title }) => html.includes(title) && !needed.has(ref)), account).toEqual([]);
		}
	});

	it('is found by its reference and by first letters with the keyboard alone, and named at once for a colleague', async () => {
		const [lead, reader] = [await site.enter('lead'), await site.enter('reader')];
		await Promise.all([openPlan(lead, 'cancer', '?milestone=CAN-02'), openPlan(reader, 'cancer', '?milestone=CAN-02')]);
		const box = lead.getByRole('combobox', { name: 'Add a milestone that this one depends on' });
		await lead.getByRole('button', { name: 'Add a milestone that this one depends on' }).click();
		await lead.getByRole('option', { name: 'Type two letters or more to search other plans.' }).waitFor();
		await expectAccessible(lead);
		await box.fill('zzzz');
		await lead.getByText('Nothing matches “zzzz”').waitFor();
		await box.fill('fra-01');
		const option = lead.getByRole('option', { name: /^FRA-01 / });
		await option.waitFor();
		await eventually(async () => (await option.getAttribute('id')) === (await box.getAttribute('aria-activedescendant')), true);
		await lead.keyboard.press('Enter');
		await named(lead).waitFor();
		await waitForSaved(lead);
		expect((await committed('CAN-02')).map(({ ref }) => ref)).toContain('FRA-01');
		// The colleague's page was loaded without it.
		await named(reader).waitFor();
		expect(await reader.getByText('no longer in its plan').count()).toBe(0);
	});

	it('is chosen in a cell of the grid, and pasted there by its reference', async () => {
		const page = await site.enter('lead');
		await openPlan(page);
		await goTo(page, 'CAN-03', 'dependsOn');
		await page.keyboard.press('F2');
		const field = page.getByRole('combobox', { name: /^Depends on of CAN-03/ });
		await field.pressSequentially('fra-02');
		const option = page.getByRole('option', { name: /^FRA-02 / });
		await option.waitFor();
		await eventually(async () => (await option.getAttribute('id')) === (await field.getAttribute('aria-activedescendant')), true);
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await waitForSaved(page);
		await eventually(async () => (await committed('CAN-03')).some(({ ref }) => ref === 'FRA-02'), true);
		await goTo(page, 'CAN-04', 'dependsOn');
		await cellOf(page, 'CAN-04', 'dependsOn').evaluate((cell) => {
			const data = new DataTransfer();
			data.setData('text/plain', 'FRA-03');
			cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
		});
		await eventually(async () => (await committed('CAN-04')).some(({ ref }) => ref === 'FRA-03'), true);
	});

	it('says so while the line is away, and finds it when it is back', async () => {
		const page = await site.enter('lead');
		await openPlan(page, 'cancer', '?milestone=CAN-05');
		await page.context().setOffline(true);
		await page.getByRole('button', { name: 'Add a milestone that this one depends on' }).click();
		await page.getByRole('combobox', { name: 'Add a milestone that this one depends on' }).fill('fra-01');
		await page.getByText('You are offline. Other plans can be searched when you are connected again.').first().waitFor();
		await page.context().setOffline(false);
		await page.getByRole('option', { name: /^FRA-01 / }).waitFor();
	});

	it('enablers are fetched when somebody chooses one', async () => {
		const page = await site.enter('lead');
		await openPlan(page, 'cancer', '?milestone=CAN-05');
		await page.getByRole('button', { name: 'Add an enabler' }).click();
		await page.getByRole('option', { name: 'Estates' }).waitFor();
		await page.getByRole('combobox', { name: 'Add an enabler' }).fill('zzzz');
		await page.getByText('Nothing matches “zzzz”').waitFor();
	});
});
