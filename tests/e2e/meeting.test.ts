import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { CUTS, DESK, openSite, PHONE } from '../helpers/site.ts';

const TODAY = todayInLondon();
const REVIEWER = 'ac_group-cmo';

interface Answer {
	status: number;
	text: string;
}

describe('a review that is being held', () => {
	const site = openSite({ mayLog: CUTS });
	/** The review of this file's tests: it goes on from one to the next. */
	let id: string;

	beforeAll(async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		id = await begin(cookie, addDays(TODAY, -1));
	});

	async function enter(account = 'reviewer', viewport = DESK): Promise<Page> {
		const page = await site.enter(account, viewport);
		await page.goto(`/reviews/${id}`);
		await heading(page).waitFor();
		await page.getByText(/^Live/).or(page.getByText(/^Closed on/)).first().waitFor();
		return page;
	}
	async function send(cookie: string, path: string, body: unknown): Promise<Answer> {
		const answer = await fetch(`${site.origin}${path}`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', origin: site.origin }, body: JSON.stringify(body) });
		return { status: answer.status, text: await answer.text() };
	}
	async function begin(cookie: string, heldOn: string): Promise<string> {
		const begun = await send(cookie, '/api/reviews', { title: 'Leadership Group', heldOn, requestId: crypto.randomUUID() });
		expect(begun.status).toBe(201);
		return (JSON.parse(begun.text) as { review: { id: string } }).review.id;
	}
	const act = (cookie: string, what: string, review = id) =>
		send(cookie, '/api/plans/pl_cancer/actions', { milestone: null, what, owner: 'pe_andrew-rochford', due: TODAY, review, requestId: crypto.randomUUID() });
	const heading = (page: Page) => page.getByRole('heading', { level: 1, name: /^Review of/ });
	const records = (page: Page) => page.getByRole('region', { name: 'Decisions and actions' });
	const card = (page: Page, words: string) => records(page).getByRole('listitem').filter({ hasText: words });

	it('five at once: a note, who came, a decision, an action and the agenda; nobody’s words are written over', async () => {
		const pages = await Promise.all(Array.from({ length: 5 }, () => enter()));
		const [note, came, decision, action, agenda] = pages as [Page, Page, Page, Page, Page];
		await Promise.all([
			(async () => {
				await note.getByRole('button', { name: /Note on Cancer$/ }).click();
				await note.getByLabel('Note on Cancer', { exact: true }).last().pressSequentially('Asked for a date.', { delay: 10 });
			})(),
			(async () => {
				await came.getByRole('button', { name: /^Write down who came/ }).click();
				await came.getByLabel('Who came', { exact: true }).last().pressSequentially('Chair\nLuton', { delay: 10 });
			})(),
			(async () => {
				await records(decision).getByRole('button', { name: /^Decision/ }).click();
				await records(decision).getByLabel('What was decided').pressSequentially('Sign by the end of the month.', { delay: 10 });
				await records(decision).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
				await records(decision).getByLabel('Who decided').fill('Leadership Group');
			})(),
			(async () => {
				await records(action).getByRole('button', { name: /^Action/ }).click();
				await records(action).getByLabel('What is to be done').pressSequentially('Name two sites.', { delay: 10 });
				await records(action).getByLabel('Programme', { exact: true }).selectOption({ label: 'Fragile services' });
				await records(action).getByLabel('Owner').selectOption({ label: 'Felicity Cox' });
				await records(action).getByLabel('Due', { exact: true }).fill('tomorrow');
			})(),
			(async () => {
				for (const name of [/^Cancer/, /^Fragile services/, /^Long-term/]) await agenda.getByRole('checkbox', { name }).check();
			})()
		]);
		// Two write a note on one programme: the second is told, keeps the words, and saves knowing the first.
		await agenda.getByRole('button', { name: /Note on Cancer$/ }).click();
		await agenda.getByLabel('Note on Cancer', { exact: true }).last().fill('Another note.');
		await Promise.all([
			note.getByRole('form', { name: 'Note on Cancer' }).getByRole('button', { name: 'Save' }).click(),
			came.getByRole('form', { name: 'Who came' }).getByRole('button', { name: 'Save' }).click(),
			records(decision).getByRole('button', { name: 'Record the decision' }).click(),
			records(action).getByRole('button', { name: 'Record the action' }).click()
		]);
		for (const page of pages) {
			await page.locator('.kept').filter({ hasText: 'Asked for a date.' }).waitFor();
			await page.locator('.kept').filter({ hasText: 'Chair' }).waitFor();
			await card(page, 'Sign by the end of the month.').waitFor();
			await card(page, 'Name two sites.').waitFor();
			await eventually(() => page.getByRole('checkbox', { checked: true }).count(), 3);
		}
		const other = agenda.getByRole('form', { name: 'Note on Cancer' });
		await other.getByRole('button', { name: 'Save' }).click();
		await other.getByText(/^Somebody else changed this meanwhile/).waitFor();
		expect(await other.getByRole('textbox').inputValue()).toBe('Another note.');
		await expectAccessible(agenda);
		await other.getByRole('textbox').fill('Asked for a date. Another note.');
		await other.getByRole('button', { name: 'Save' }).click();
		await note.locator('.kept').filter({ hasText: 'Asked for a date. Another note.' }).waitFor();
	});

	it('a programme that is made meanwhile joins the end of the agenda by itself', async () => {
		const page = await enter();
		const cookie = await signInAs(site.origin, 'admin');
		const answer = await fetch(`${site.origin}/admin/programmes?/make`, { method: 'POST', headers: { cookie, origin: site.origin, accept: 'application/json' }, body: new URLSearchParams({ name: 'Planned care', short: 'Planned', prefix: 'PLA', category: '', execPost: '' }) });
		expect(await answer.text()).toContain('"success"');
		await page.getByRole('checkbox', { name: /^Planned care/ }).waitFor();
		expect(await page.getByRole('checkbox').last().getAttribute('aria-label') ?? (await page.locator('.agenda li').last().textContent())).toContain('Planned care');
	});

	it('C5: a server that is killed in the middle loses nothing that was recorded, and nothing that is being typed', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const page = await enter();
		await records(page).getByRole('button', { name: /^Decision/ }).click();
		await records(page).getByLabel('What was decided').fill('Typed before the crash.');
		await records(page).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
		await records(page).getByLabel('Who decided').fill('Leadership Group');
		const kept: string[] = [];
		const sending = (async () => {
			for (let number = 1; number <= 60; number += 1) {
				// What is cut off is not counted: it may be there or not.
				const sent = await act(cookie, `Crash action ${number}.`).catch(() => null);
				if (sent === null) return;
				expect(sent.status).toBe(201);
				kept.push(`Crash action ${number}.`);
			}
		})();
		await eventually(() => kept.length >= 5, true);
		await site.server.stop('SIGKILL');
		await sending;
		await records(page).getByRole('button', { name: 'Record the decision' }).click();
		await records(page).getByText(/Milepost could not be reached/).waitFor();
		expect(await records(page).getByLabel('What was decided').inputValue()).toBe('Typed before the crash.');
		await site.server.restart();
		await records(page).getByRole('button', { name: 'Record the decision' }).click();
		await card(page, 'Typed before the crash.').waitFor();
		for (const words of kept) await eventually(() => card(page, words).count(), 1);
		await page.getByText(/^Live/).first().waitFor();
	});

	it('one closes while another types a decision and strikes an action: the words stay, to be copied, and the page says why', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const [chair, second, other] = await Promise.all([enter(), enter(), enter()]);
		await records(other).getByRole('button', { name: /^Decision/ }).click();
		await records(other).getByLabel('What was decided').fill('Half a decision');
		await records(other).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
		await card(other, 'Name two sites.').getByRole('button', { name: /^Strike out/ }).click();
		await other.getByLabel('Why it is struck out').fill('Half a reason');
		// Two close at once: it is closed once, for both.
		for (const page of [chair, second]) await page.getByRole('button', { name: 'Close the review' }).click();
		await Promise.all([chair, second].map((page) => page.getByRole('dialog').getByRole('button', { name: 'Close the review' }).click()));
		for (const page of [chair, second, other]) await page.getByText(/^Closed on .* this page does not change/).waitFor();
		expect(await records(other).getByLabel('What was decided').inputValue()).toBe('Half a decision');
		await records(other).getByText('This review takes no more decisions. What you typed stays here to be copied.').waitFor();
		expect(await other.getByLabel('Why it is struck out').inputValue()).toBe('Half a reason');
		await other.getByText('The review is closed, so this page does not change. What you typed stays here to be copied.').waitFor();
		for (const name of [/^Mark done/, /^Close the review/, /^Note/]) expect(await other.getByRole('button', { name }).count()).toBe(0);
		await expectAccessible(other);
		await other.reload();
		await eventually(() => records(other).getByLabel('What was decided').inputValue(), 'Half a decision');
		await records(other).getByRole('form', { name: 'Record a decision' }).getByRole('button', { name: 'Discard' }).click();
		expect((await act(cookie, 'Too late.')).status).toBe(409);
	});

	it('R3 the next review carries what is open; those who may tick it done or strike it there, and the closed page stays', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const before = id;
		// Of the frame around it, which is of today, nothing is asked.
		const shown = async () => ((await (await fetch(`${site.origin}/reviews/${before}/__data.json`, { headers: { cookie } })).json()) as { nodes: unknown[] }).nodes.slice(1);
		const frozen = await shown();
		expect(frozen.length).toBeGreaterThan(1);
		id = await begin(cookie, TODAY);
		const page = await enter();
		await records(page).getByRole('heading', { name: 'Open from earlier reviews' }).waitFor();
		const carried = card(page, 'Crash action 1.');
		await carried.getByRole('button', { name: /^Mark done/ }).focus();
		await page.keyboard.press('Enter');
		await carried.getByText('Done', { exact: true }).waitFor();
		await carried.getByRole('button', { name: /^Not done after all/ }).waitFor();
		await eventually(() => page.evaluate(() => document.activeElement?.textContent?.trim().startsWith('Not done after all')), true);
		const struck = card(page, 'Crash action 2.');
		await struck.getByRole('button', { name: /^Strike out/ }).click();
		await page.getByLabel('Why it is struck out').fill('Not ours.');
		await expectAccessible(page);
		await page.keyboard.press('Enter');
		await struck.getByText('(struck out)').waitFor();
		expect(await struck.getByRole('button').count()).toBe(0);

		// A reader has no buttons; the owner of an action, whatever their role, finishes it, which the commands decide (T1).
		const reader = await enter('reader');
		await card(reader, 'Crash action 3.').waitFor();
		for (const name of [/^Mark done/, /^Strike out/]) expect(await reader.getByRole('button', { name }).count()).toBe(0);
		await reader.setViewportSize(PHONE);
		await expectAccessible(reader);
		expect(await reader.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
		const editor = await enter('editor', PHONE);
		await card(editor, 'Crash action 3.').getByRole('button', { name: /^Mark done/ }).click();
		await card(page, 'Crash action 3.').getByText('Done', { exact: true }).waitFor();
		await expectAccessible(editor);
		expect(await shown()).toEqual(frozen);
	});

	it('decisions wanted stand on the open page and on the one that was closed with them', async () => {
		const page = await enter();
		await page.getByRole('region', { name: /^For you to decide/ }).getByRole('listitem').first().waitFor();
		await page.getByText(/Off track: two or more open milestones are off track or overdue/).waitFor();
		for (const viewport of [DESK, PHONE]) {
			await page.setViewportSize(viewport);
			await expectAccessible(page);
		}
	});

	it('U4 a reviewer whose role is taken during the meeting keeps their words, is told, and can do nothing more', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const page = await enter();
		await records(page).getByRole('button', { name: /^Decision/ }).click();
		await records(page).getByLabel('What was decided').fill('Words of one who may no longer');
		await records(page).getByLabel('Programme', { exact: true }).selectOption({ label: 'Cancer' });
		const headers = { cookie: await signInAs(site.origin, 'admin'), origin: site.origin, accept: 'application/json' };
		const roles = async (fields: Record<string, string>) => expect(await (await fetch(`${site.origin}/admin/people/${REVIEWER}?/roles`, { method: 'POST', headers, body: new URLSearchParams(fields) })).text()).toContain('"success"');
		// Still a reader of one programme.
		await roles({ 'was-reviewer': 'yes', 'role-pg_cancer': 'reader', 'was-pg_cancer': '' });
		await records(page).getByText('This review takes no more decisions. What you typed stays here to be copied.').waitFor();
		expect(await records(page).getByLabel('What was decided').inputValue()).toBe('Words of one who may no longer');
		expect(await page.getByRole('button', { name: 'Close the review' }).count()).toBe(0);
		expect(await page.getByText('Fragile services').and(page.locator('.meeting *')).count()).toBe(0);
		for (const [path, body] of [[`/api/reviews/${id}/close`, {}], [`/api/reviews/${id}/attendance`, { attendance: 'Me', was: '' }], [`/api/reviews/${id}/agenda`, { programme: 'pg_cancer', done: true }], ['/api/reviews', { title: 'Mine', heldOn: TODAY, requestId: crypto.randomUUID() }]] as const) expect((await send(cookie, path, body)).status, path).toBe(403);
		expect((await act(cookie, 'Mine.')).status).toBe(403);
		await roles({ 'portfolio-reviewer': 'yes', 'was-reviewer': '', 'role-pg_cancer': '', 'was-pg_cancer': 'reader' });
		await page.getByRole('button', { name: 'Close the review' }).waitFor();
		await records(page).getByRole('button', { name: 'Record the decision' }).waitFor();
		// With nothing left to read, the words are all that is shown.
		await roles({ 'was-reviewer': 'yes', 'role-pg_cancer': '', 'was-pg_cancer': '' });
		await page.getByRole('heading', { name: 'You no longer have access to this review' }).waitFor();
		expect(await page.getByRole('region', { name: 'What you wrote and did not send' }).getByRole('textbox').inputValue()).toBe('Words of one who may no longer');
		await expectAccessible(page);
		await roles({ 'portfolio-reviewer': 'yes', 'was-reviewer': '' });
	});

	it('T8 nobody sees more than they may: pages and addresses, open and closed, for everyone', async () => {
		const cookie = await signInAs(site.origin, 'reviewer');
		const listed = (await (await fetch(`${site.origin}/reviews/__data.json`, { headers: { cookie } })).text()).match(/rv_[a-z0-9]+/g) ?? [];
		const ids = [...new Set(listed)];
		expect(ids.length).toBeGreaterThan(3);
		const secret = /FRA-\d|UEC-\d|LTC-\d|MHL-\d|CYP-\d/;
		for (const account of ['lead', 'editor', 'clinical', 'reader']) {
			const own = await signInAs(site.origin, account);
			const read = async (path: string) => {
				const answer = await fetch(`${site.origin}${path}`, { headers: { cookie: own } });
				return { status: answer.status, text: await answer.text() };
			};
			for (const path of ['/__data.json', '/?place=luton', '/?asOf=2026-09-20', '/changes?from=2026-07-08', '/changes/__data.json?from=2026-01-01', '/api/review-filters', ...ids.flatMap((each) => [`/reviews/${each}`, `/reviews/${each}/__data.json`])]) {
				const { status, text } = await read(path);
				expect(status, `${account} ${path}`).toBe(200);
				// Of another programme's milestones, the plans may name those that their own depend on; these pages name none.
				expect(text.replace(/depends on [^"<]*/g, '').match(secret)?.[0] ?? null, `${account} ${path}`).toBeNull();
			}
			expect((await read('/api/reviews/choices?plan=pl_fragile')).status).toBe(403);
			expect((await read('/api/reviews/choices?plan=pl_nowhere')).status).toBe(404);
			for (const [path, body] of [[`/api/reviews/${id}/close`, {}], [`/api/reviews/${id}/attendance`, { attendance: 'Me', was: '' }], [`/api/reviews/${id}/agenda`, { programme: 'pg_fragile', note: 'x', was: '' }], ['/api/reviews', { title: 'Mine', heldOn: TODAY, requestId: crypto.randomUUID() }]] as const) expect((await send(own, path, body)).status, `${account} ${path}`).toBe(403);
		}
		// One with a role in no programme, and nobody at all.
		for (const path of [`/reviews/${id}`, '/reviews', '/changes', '/']) expect([200, 302, 303, 401]).toContain((await fetch(`${site.origin}${path}`, { redirect: 'manual' })).status);
		for (const path of ['/api/review-filters', '/api/reviews/choices?plan=pl_cancer', '/api/changes']) expect((await fetch(`${site.origin}${path}`)).status, path).toBe(401);
		for (const path of ['/api/reviews', `/api/reviews/${id}/close`, `/api/reviews/${id}/agenda`, `/api/reviews/${id}/attendance`]) expect((await send('', path, {})).status, path).toBe(401);
		// What no screen sends: a sentence, and never a failure of ours.
		for (const each of ['rv_nowhere', '..%2f', 'rv_%00', 'constructor']) expect([400, 404], each).toContain((await fetch(`${site.origin}/reviews/${each}`, { headers: { cookie } })).status);
		for (const body of [null, [], 'x', { programme: 7 }, { programme: 'pg_cancer', place: 1.5 }, { programme: 'pg_cancer', done: 'yes' }, { programme: 'pg_cancer', minutes: { a: 1 } }, { programme: 'pg_cancer', place: -3 }, { programme: '__proto__', note: 'x' }]) expect((await send(cookie, `/api/reviews/${id}/agenda`, body)).status, JSON.stringify(body)).toBeLessThan(500);
	});

	it('what changed, meetings and the SMART check have their place, at a desk and on a phone', async () => {
		const page = await site.enter('lead');
		for (const viewport of [DESK, PHONE]) {
			await page.setViewportSize(viewport);
			await page.goto('/');
			await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Changes' }).click();
			await page.getByRole('heading', { level: 1, name: /^What changed since/ }).waitFor();
			await page.goto('/programmes/cancer/smart');
			expect(await page.getByRole('navigation', { name: 'Cancer' }).locator('[aria-current]').textContent()).toBe('SMART');
			expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
			await page.goto('/');
			await page.getByRole('link', { name: 'Andrew Rochford' }).and(page.locator(':visible')).first().click();
			await page.getByRole('heading', { name: 'Andrew Rochford' }).waitFor();
		}
	});
});
