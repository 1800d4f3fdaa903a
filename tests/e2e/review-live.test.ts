import type { Page } from 'playwright-core';
import type * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAll, setField } from '#lib/plan/document.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { eventually } from '../helpers/plan-page.ts';
import { ReviewListener } from '../helpers/review-listener.ts';
import { signInAs } from '../helpers/server.ts';
import { openSite } from '../helpers/site.ts';
import { joinWithStockProvider, type StockClient } from '../helpers/stock-client.ts';

const PLANS = ['pl_cancer', 'pl_fragile', 'pl_uec'] as PlanId[];
const SLUGS = ['cancer', 'fragile', 'uec'];
const ROUNDS = 5;

describe('ten reviewers have the review open while three plans are edited', () => {
	const site = openSite();
	const editors: StockClient[] = [];

	beforeAll(async () => {
		await giveEditor();
		const cookie = await signInAs(site.origin, 'editor');
		for (const id of PLANS) editors.push(await joinWithStockProvider({ address: `ws://localhost:${site.server.port}` }, { id }, { cookie }));
	});
	afterAll(() => {
		for (const editor of editors) editor.leave();
	});

	/** The example's editor edits in one programme; here in three. */
	async function giveEditor(): Promise<void> {
		const headers = { cookie: await signInAs(site.origin, 'admin'), origin: site.origin, accept: 'application/json' };
		const all = ['mhlda', 'cyp', 'ltc', ...SLUGS];
		const roles = all.map((slug): [string, string] => [`role-pg_${slug}`, SLUGS.includes(slug) ? 'editor' : '']);
		const answer = await fetch(`${site.origin}/admin/people/ac_cancer-screening-lead?/roles`, { method: 'POST', headers, body: new URLSearchParams([...roles, ...all.map((slug): [string, string] => [`was-pg_${slug}`, slug === 'cancer' ? 'editor' : ''])]) });
		expect(await answer.text()).toContain('"success"');
	}
	async function enter(): Promise<Page> {
		const page = await site.enter('reviewer');
		await page.goto('/');
		await page.getByText(/^Live$/).waitFor();
		return page;
	}
	/** Asks for a decision in a plan, through a socket; the review lists it. */
	function ask(doc: Y.Doc, words: string): void {
		const open = readAll(doc, 'milestone').find((milestone) => !milestone.archived && milestone.status === 'onTrack');
		if (!open) throw new Error('No milestone is open');
		setField(doc, { entity: 'milestone', id: open.id, field: 'forecast' }, '2026-01-05');
		setField(doc, { entity: 'milestone', id: open.id, field: 'ask' }, words);
	}

	it('each of them shows every committed edit', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const listeners = Array.from({ length: 10 }, () => new ReviewListener(site.origin, cookie));
		try {
			for (const listener of listeners) await listener.listen();
			for (let round = 0; round < ROUNDS; round += 1) {
				const words = `Decide ${crypto.randomUUID()}`;
				const seen = listeners.map((listener) => listener.sees(words));
				for (const { doc } of editors) ask(doc, words);
				await Promise.all(seen);
			}
			expect(listeners.every(({ asked }) => asked > 0)).toBe(true);
		} finally {
			for (const listener of listeners) listener.end();
		}
	});

	it('no page jumps, and none loses focus, what is half typed, or an open list', async () => {
		const [typing, choosing] = [await enter(), await enter()];
		// One looks at a row far down, and types a day.
		const row = typing.getByRole('row', { name: /^Urgent and emergency care/ }).first();
		await row.scrollIntoViewIfNeeded();
		const day = typing.getByLabel('As of');
		await day.focus();
		await day.pressSequentially('12 Se', { delay: 5 });
		await row.evaluate((element) => {
			element.dataset.same = 'yes';
			element.scrollIntoView({ block: 'center', behavior: 'instant' });
		});
		const before = await typing.evaluate(() => scrollY);
		// The other has a list open, with an option under way.
		await choosing.getByRole('button', { name: 'More filters' }).click();
		await choosing.getByLabel('Status: any').focus();
		await choosing.keyboard.press('Enter');
		await choosing.getByRole('option', { name: 'At risk' }).waitFor();
		await choosing.keyboard.press('ArrowDown');
		const under = () => choosing.locator('[role="option"][data-highlighted]').textContent();
		const highlighted = await under();

		for (let round = 0; round < 3; round += 1) {
			const words = `Choose ${crypto.randomUUID()}`;
			for (const { doc } of editors) ask(doc, words);
			for (const page of [typing, choosing]) await page.getByText(words).first().waitFor({ state: 'attached' });
		}
		expect(await day.inputValue()).toBe('12 Se');
		expect(await day.evaluate((input) => document.activeElement === input)).toBe(true);
		expect(await typing.locator('[data-same="yes"]').count()).toBe(1);
		// What stands above may have grown by a line; the browser keeps what is being read in its place.
		expect(Math.abs((await row.boundingBox().then((box) => box?.y ?? 0)) - (await typing.evaluate(() => innerHeight / 2)))).toBeLessThan(200);
		expect(await typing.evaluate(() => scrollY)).toBeGreaterThan(before / 2);
		expect(await choosing.getByRole('option').count()).toBeGreaterThan(3);
		expect(await under()).toBe(highlighted);
		await choosing.keyboard.press('Enter');
		await choosing.waitForURL(/status=/);
	});

	it('filters with odd values in the address are left out or say what they are; nothing breaks', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const odd = ['place=', 'place=nowhere', "place='%3B+drop+table+plan%3B--", 'place=luton&place=luton&place=luton', 'status=late', 'status=__proto__', 'lead=pe_', 'lead=constructor', 'quarter=Q9+2026/27', 'quarter=Q1', 'priority=%00', 'enabler=%F0%9F%92%A9', `enabler=${'x'.repeat(5_000)}`, `${'lead=pe_a&'.repeat(500)}`, 'status=%FF', 'asOf=&place=luton', 'asOf=2026-09-31&status=atRisk', 'asOf=1900-01-01', 'asOf=9999-12-31'];
		for (const query of odd) {
			const answer = await fetch(`${site.origin}/?${query}`, { headers: { cookie } });
			// A day that there is not is refused in words.
			expect(answer.status, query).toBe(/09-31|1900|9999/.test(query) ? 400 : 200);
			expect(await answer.text(), query).toMatch(/programmes|cannot be shown/);
		}
		// None of them is a day or a review: what changed cannot be said.
		for (const query of odd) expect((await fetch(`${site.origin}/changes?from=${encodeURIComponent(query)}&to=${query}`, { headers: { cookie } })).status, query).toBe(400);
	});

	it('an administrator changes what the rule counts with: open pages show other statuses at once, with the rule', async () => {
		const review = await enter();
		site.allow(/status of 400/);
		const page = await site.enter('admin');
		// Once it is alive: before, the numbers that stand take the place of what is typed.
		await page.goto('/admin/programmes#rule', { waitUntil: 'networkidle' });
		const rule = page.getByRole('region', { name: 'How a programme’s status is worked out' });
		await rule.getByLabel('Off track from how many').fill('0');
		await rule.getByRole('button', { name: 'Save the rule' }).click();
		await rule.getByText('Enter a whole number of milestones from 1 to 50, such as 2.').waitFor();
		expect(await rule.getByLabel('Off track from how many').inputValue()).toBe('0');
		await rule.getByLabel('Off track from how many').fill('50');
		await rule.getByText(/It would say: Off track: 50 or more/).waitFor();
		await rule.getByLabel('At risk from what share').fill('100');
		await rule.getByRole('button', { name: 'Save the rule' }).click();
		await page.getByText(/^The rule is saved\./).waitFor();
		await review.getByText(/Off track: 50 or more open milestones/).waitFor();
		await eventually(() => review.locator('table.rv tbody .tag-red, table.rv tbody .st-off').count(), 0);
		await page.getByRole('button', { name: 'Undo' }).click();
		await review.getByText(/Off track: two or more open milestones/).waitFor();
		await page.goto('/admin/audit');
		expect(await page.getByText('Status rule changed').count()).toBeGreaterThanOrEqual(2);
	});
});
