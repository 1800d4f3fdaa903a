import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eq, inArray } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { account, programmeRole } from '#drizzle/schema.server.ts';
import { openDatabase } from '#server/store/database.ts';
import { openLine } from '../helpers/cuttable.ts';
import { cellOf, eventually, goTo, openPlan, typeInto, waitForSave, waitForSaved } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { CUTS, DESK, openSite } from '../helpers/site.ts';

interface Listed {
	ref: string;
	title: string;
	forecast: string | null;
	status: string;
	commentary: string;
	archived: boolean;
}

describe('editing one plan together', () => {
	const site = openSite({ mayLog: CUTS });
	const enter = (account: string, origin?: string) => site.enter(account, DESK, origin);
	/** What the server has committed, asked as another program would. */
	async function committed(ref: string): Promise<Listed | undefined> {
		const cookie = await signInAs(site.origin, 'reviewer');
		const answer = await fetch(`${site.origin}/api/plans/pl_cancer/milestones`, { headers: { cookie } });
		return ((await answer.json()) as Listed[]).find((each) => each.ref === ref);
	}
	const text = (page: Page, ref: string, column: string) => cellOf(page, ref, column).innerText();

	it('shows an edit to a colleague by itself, saves it and tells it in the activity', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await Promise.all([openPlan(lead), openPlan(editor)]);
		await typeInto(lead, 'CAN-06', 'forecast', '14/12/26');
		await eventually(() => text(editor, 'CAN-06', 'forecast'), '14 Dec 2026');
		await waitForSaved(lead);
		expect((await committed('CAN-06'))?.forecast).toBe('2026-12-14');
		await editor.goto('/programmes/cancer/activity');
		await expect.poll(() => editor.locator('main').innerText()).toContain('moved the forecast of CAN-06 from 27 Nov 2026 to 14 Dec 2026');
	});

	it('two people in one cell end with the same value, in both pages and in the database', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await Promise.all([openPlan(lead), openPlan(editor)]);
		for (const page of [lead, editor]) {
			await goTo(page, 'CAN-12', 'title');
			await page.keyboard.press('F2');
			await page.keyboard.press('Control+a');
			// The row is still called CAN-12, and ends with who is in it.
			if (page === lead) await editor.getByRole('row', { name: /^CAN-12 .* is typing/ }).waitFor();
		}
		await lead.keyboard.type('Diagnostic slots, as the lead put it');
		await editor.keyboard.type('Diagnostic slots, as the editor put it');
		await Promise.all([lead.keyboard.press('Enter'), editor.keyboard.press('Enter')]);
		await Promise.all([waitForSaved(lead), waitForSaved(editor)]);
		await expect.poll(async () => (await committed('CAN-12'))?.title).toMatch(/as the (lead|editor) put it$/);
		const title = (await committed('CAN-12'))?.title ?? '';
		for (const page of [lead, editor]) await expect.poll(() => text(page, 'CAN-12', 'title')).toContain(title);
	});

	it('two people write in one text at once and lose no letter', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await Promise.all([openPlan(lead, 'cancer', '?milestone=CAN-23'), openPlan(editor, 'cancer', '?milestone=CAN-23')]);
		const boxes = [lead, editor].map((page) => page.getByRole('textbox', { name: /^Commentary/ }));
		const [first, second] = boxes;
		if (!first || !second) throw new Error('Two text boxes were expected');
		await first.click();
		await lead.keyboard.press('Control+Home');
		await second.click();
		await editor.keyboard.press('Control+End');
		await Promise.all([lead.keyboard.type('Alpha bravo charlie. ', { delay: 15 }), editor.keyboard.type(' Xray yankee zulu.', { delay: 15 })]);
		await Promise.all([waitForSaved(lead), waitForSaved(editor)]);
		await eventually(async () => (await first.inputValue()) === (await second.inputValue()), true);
		const written = await first.inputValue();
		expect(written.startsWith('Alpha bravo charlie. ')).toBe(true);
		expect(written.endsWith(' Xray yankee zulu.')).toBe(true);
		await expect.poll(async () => (await committed('CAN-23'))?.commentary).toBe(written);
	});

	it('two people moving rows at once see one order', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await Promise.all([openPlan(lead), openPlan(editor)]);
		const order = async (page: Page) => (await page.getByRole('row').allInnerTexts()).map((row) => /CAN-\d\d/.exec(row)?.[0]).filter(Boolean);
		const before = await order(lead);
		await goTo(lead, 'CAN-02', 'title');
		await goTo(editor, 'CAN-03', 'title');
		await Promise.all([lead.keyboard.press('Alt+Shift+ArrowDown'), editor.keyboard.press('Alt+Shift+ArrowUp')]);
		await Promise.all([waitForSaved(lead), waitForSaved(editor)]);
		await expect.poll(async () => (await order(lead)).join()).not.toBe(before.join());
		await expect.poll(async () => (await order(lead)).join() === (await order(editor)).join()).toBe(true);
		expect((await order(lead)).toSorted()).toEqual(before.toSorted());
	});

	it('D5 says Offline while the line is cut, keeps what is typed, and saves it on return', async () => {
		const line = await openLine(site.server.port);
		try {
			const lead = await enter('lead', line.origin);
			const editor = await enter('editor');
			await Promise.all([openPlan(lead), openPlan(editor)]);
			line.cut();
			await waitForSave(lead, /Offline/);
			await typeInto(lead, 'CAN-13', 'title', 'Written without a line');
			await waitForSave(lead, /Offline – kept on this device/);
			await typeInto(editor, 'CAN-16', 'title', 'Written meanwhile by a colleague');
			await waitForSaved(editor);
			line.mend();
			await waitForSaved(lead);
			await eventually(async () => (await committed('CAN-13'))?.title, 'Written without a line');
			await expect.poll(() => text(lead, 'CAN-16', 'title')).toContain('Written meanwhile by a colleague');
			await expect.poll(() => text(editor, 'CAN-13', 'title')).toContain('Written without a line');
		} finally {
			await line.close();
		}
	});

	it('C2 edits of a page that was closed without a line are sent when the plan is opened again', async () => {
		const line = await openLine(site.server.port);
		try {
			const lead = await enter('lead', line.origin);
			await openPlan(lead);
			line.cut();
			await waitForSave(lead, /Offline/);
			await typeInto(lead, 'CAN-14', 'title', 'Kept over a closed page');
			await waitForSave(lead, /Offline – kept on this device/);
			const context = lead.context();
			await lead.close({ runBeforeUnload: false });
			line.mend();
			const again = await context.newPage();
			await openPlan(again);
			await eventually(async () => (await committed('CAN-14'))?.title, 'Kept over a closed page');
			await expect.poll(() => text(again, 'CAN-14', 'title')).toContain('Kept over a closed page');
		} finally {
			await line.close();
		}
	});

	it('D7 a server killed while someone types loses nothing, and everything derived agrees', async () => {
		const lead = await enter('lead');
		await openPlan(lead, 'cancer', '?milestone=CAN-22');
		const box = lead.getByRole('textbox', { name: /^Description/ });
		await box.click();
		await lead.keyboard.press('Control+End');
		const typing = lead.keyboard.type(' One two three four five six seven eight nine ten.', { delay: 30 });
		// In the middle of it.
		await expect.poll(() => box.inputValue()).toContain('three');
		await site.server.stop('SIGKILL');
		await typing;
		await waitForSave(lead, /Offline/);
		const typed = await box.inputValue();
		expect(typed.endsWith(' One two three four five six seven eight nine ten.')).toBe(true);
		await site.server.restart();
		await waitForSaved(lead);
		await expect.poll(async () => ((await committed('CAN-22')) as unknown as { description: string }).description).toBe(typed);
		expect(await box.inputValue()).toBe(typed);
	});

	it('V6 a refused edit becomes a draft to copy; the edits behind it are saved', async () => {
		const lead = await enter('lead');
		let refuseNext = false;
		await lead.routeWebSocket(/\/sync\//, (socket) => {
			const upstream = socket.connectToServer();
			socket.onMessage((message) => {
				const bytes = typeof message === 'string' ? new Uint8Array() : new Uint8Array(message);
				if (!refuseNext || bytes[0] !== 0 || bytes[1] !== 2) return upstream.send(message);
				refuseNext = false;
				const reason = new TextEncoder().encode(JSON.stringify({ code: 'shape', reason: 'Titles like this are not accepted.' }));
				socket.send(Buffer.from([102, ...(reason.length < 128 ? [reason.length] : [(reason.length & 127) | 128, reason.length >> 7]), ...reason]));
				void upstream.close();
				void socket.close({ code: 4409, reason: 'Titles like this are not accepted.' });
			});
		});
		await openPlan(lead);
		refuseNext = true;
		await typeInto(lead, 'CAN-17', 'title', 'A refused title');
		await waitForSave(lead, /1 change not accepted/);
		await typeInto(lead, 'CAN-18', 'title', 'The next one goes on');
		await eventually(async () => (await committed('CAN-18'))?.title, 'The next one goes on');
		expect((await committed('CAN-17'))?.title).not.toBe('A refused title');
		await lead.getByText(/1 change not accepted/).first().click();
		await lead.getByText('A refused title').first().waitFor();
		await lead.getByText('Titles like this are not accepted.').first().waitFor();
	});

	it('undo and redo touch one’s own edits', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await Promise.all([openPlan(lead), openPlan(editor)]);
		const before = (await committed('CAN-19'))?.title ?? '';
		await typeInto(lead, 'CAN-19', 'title', 'Mine to undo');
		await typeInto(editor, 'CAN-20', 'title', 'Not yours to undo');
		await expect.poll(() => text(lead, 'CAN-20', 'title')).toContain('Not yours to undo');
		await goTo(lead, 'CAN-19', 'title');
		await lead.keyboard.press('Control+z');
		await expect.poll(() => text(lead, 'CAN-19', 'title')).toContain(before);
		expect(await text(lead, 'CAN-20', 'title')).toContain('Not yours to undo');
		await lead.keyboard.press('Control+y');
		await eventually(async () => (await committed('CAN-19'))?.title, 'Mine to undo');
	});

	it('says in plain words what is wrong with a date, and keeps what was typed', async () => {
		const lead = await enter('lead');
		await openPlan(lead);
		const before = (await committed('CAN-07'))?.forecast;
		await typeInto(lead, 'CAN-07', 'forecast', '31 Jun 2026');
		await lead.getByText('June has 30 days. Enter a date such as 30 Jun 2026').first().waitFor();
		expect(await lead.getByRole('textbox', { name: 'Forecast of CAN-07' }).inputValue()).toBe('31 Jun 2026');
		await lead.keyboard.press('Control+a');
		await lead.keyboard.type('Q4 26/27');
		await lead.keyboard.press('Enter');
		await eventually(async () => (await committed('CAN-07'))?.forecast, '2027-03-31');
		expect(before).not.toBe('2027-03-31');
	});

	it('one pasted cell that cannot be read keeps its words in the cell, with what is wrong', async () => {
		const lead = await enter('lead');
		await openPlan(lead);
		const before = (await committed('CAN-13'))?.title;
		await goTo(lead, 'CAN-13', 'title');
		await lead.evaluate(() => {
			const clipboardData = new DataTransfer();
			clipboardData.setData('text/plain', 'A bell \u0007 rings');
			document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
		});
		await lead.getByText('Not saved. Title holds a character that cannot be shown.').first().waitFor();
		expect(await text(lead, 'CAN-13', 'title')).toContain('rings');
		expect((await committed('CAN-13'))?.title).toBe(before);
		await lead.keyboard.press('F2');
		await lead.keyboard.press('Escape');
		await expect.poll(() => text(lead, 'CAN-13', 'title')).toContain(before);
	});

	it('offline, a link to another page leaves the work where it is; online again it leads there', async () => {
		const line = await openLine(site.server.port);
		const lead = await enter('lead', line.origin);
		await openPlan(lead);
		line.cut();
		await waitForSave(lead, /Offline/);
		await lead.getByRole('link', { name: 'Activity' }).click();
		await lead.getByText('You are offline. Other pages open again as soon as you are back.').first().waitFor();
		expect(new URL(lead.url()).pathname).toBe('/programmes/cancer/plan');
		line.mend();
		await waitForSaved(lead);
		await lead.getByRole('link', { name: 'Activity' }).click();
		await lead.getByRole('heading', { name: 'Who changed what, and when' }).waitFor();
		await lead.close({ runBeforeUnload: false });
		await line.close();
	});

	it('“Back” closes the open milestone and returns to its cell; a link to none says so', async () => {
		const lead = await enter('lead');
		await openPlan(lead);
		await goTo(lead, 'CAN-03', 'title');
		await lead.keyboard.press('Space');
		await lead.getByRole('complementary', { name: 'Milestone CAN-03' }).waitFor();
		await lead.goBack();
		await expect.poll(() => lead.evaluate(() => document.activeElement?.textContent ?? '')).toContain('CAN-03');
		await lead.goto('/programmes/cancer/plan?milestone=CAN-999');
		await lead.getByText('There is no milestone CAN-999 in this plan.').first().waitFor();
	});

	it('shows who is here, and in which cell', async () => {
		const [lead, editor] = [await enter('lead'), await enter('editor')];
		await Promise.all([openPlan(lead), openPlan(editor)]);
		await lead.getByText('2 here').waitFor();
		await goTo(editor, 'CAN-05', 'forecast');
		await expect.poll(() => cellOf(lead, 'CAN-05', 'forecast').innerText()).toContain('Screening lead');
		await editor.close();
		await lead.getByText('1 here').waitFor();
	});

	it('adds a milestone, which gets the next reference, and archives it with an undo', async () => {
		const lead = await enter('lead');
		await openPlan(lead);
		await lead.getByRole('button', { name: 'Milestone', exact: true }).click();
		await lead.keyboard.type('A milestone made by keyboard');
		await lead.keyboard.press('Enter');
		const row = lead.getByRole('row', { name: /^CAN-29 A milestone made by keyboard/ });
		await row.waitFor();
		await waitForSaved(lead);
		expect((await committed('CAN-29'))?.title).toBe('A milestone made by keyboard');
		await goTo(lead, 'CAN-29', 'title');
		await lead.keyboard.press('Shift+F10');
		await lead.getByRole('menuitem', { name: 'Archive' }).click();
		await eventually(async () => (await committed('CAN-29'))?.archived, true);
		await lead.getByRole('status').getByRole('button', { name: 'Undo' }).click();
		await eventually(async () => (await committed('CAN-29'))?.archived, false);
	});

	it('a clinical lead reads and comments, and is offered nothing to edit', async () => {
		const [clinical, lead] = [await enter('clinical'), await enter('lead')];
		await Promise.all([openPlan(clinical, 'cancer', '?milestone=CAN-11'), openPlan(lead, 'cancer', '?milestone=CAN-11')]);
		expect(await clinical.getByRole('button', { name: 'Milestone', exact: true }).count()).toBe(0);
		await clinical.getByRole('textbox', { name: /comment/i }).fill('Please keep Saturday clinics in the first wave.');
		await clinical.keyboard.press('Control+Enter');
		const shown = lead.getByText('Please keep Saturday clinics in the first wave.');
		await shown.waitFor();
		expect(await lead.locator('.co', { has: shown }).innerText()).toContain('Clinical lead, breast');
	});

	it('a reader sees the plan and why it cannot be changed', async () => {
		const reader = await enter('reader');
		await openPlan(reader);
		const before = await text(reader, 'CAN-01', 'title');
		await goTo(reader, 'CAN-01', 'title');
		await reader.keyboard.press('Enter');
		await reader.getByText(/You can read this plan/).first().waitFor();
		await reader.keyboard.type('Not mine to change');
		expect(await text(reader, 'CAN-01', 'title')).toBe(before);
	});

	it('A2 an editor whose role was taken away while offline is shown what was not sent, to copy', async () => {
		const editor = await enter('editor');
		await openPlan(editor);
		await site.server.stop();
		await waitForSave(editor, /Offline/);
		await typeInto(editor, 'CAN-10', 'title', 'Typed without a role');
		await waitForSave(editor, /Offline – kept on this device/);
		await setEditorsRole('reader');
		await site.server.restart();
		await waitForSave(editor, /1 change not accepted/);
		await editor.getByText(/1 change not accepted/).first().click();
		await editor.getByText('Typed without a role').first().waitFor();
		expect((await committed('CAN-10'))?.title).not.toBe('Typed without a role');
		await site.server.stop();
		await setEditorsRole('editor');
		await site.server.restart();
	});

	/** While the server is stopped: its folder opens for one process. */
	async function setEditorsRole(role: 'editor' | 'reader'): Promise<void> {
		const { db, close } = await openDatabase({ folder: site.server.dataDir });
		const accounts = db.select({ id: account.id }).from(account).where(eq(account.demonstration, 'editor'));
		await db.update(programmeRole).set({ role }).where(inArray(programmeRole.accountId, accounts));
		await close();
	}

	it('D7 log, changes, projection and snapshot agree after all of it', async () => {
		await site.server.stop();
		const { stdout } = await promisify(execFile)(process.execPath, ['build/server/command.js', 'check-plans'], { env: { ...process.env, DATA_DIR: site.server.dataDir, DATABASE_URL: '' } });
		expect(stdout.trim().split('\n')).toHaveLength(6);
		for (const line of stdout.trim().split('\n')) expect(line).toMatch(/: log, changes, projection and snapshot agree$/);
		await site.server.restart();
	});
});
