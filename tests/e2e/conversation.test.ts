import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ThreadView } from '#lib/plan/conversation.ts';
import { expectAccessible } from '../helpers/browser.ts';
import { eventually, openPlan } from '../helpers/plan-page.ts';
import { signInAs } from '../helpers/server.ts';
import { openSite, REFUSALS } from '../helpers/site.ts';

describe('threads, comments and challenges', () => {
	const site = openSite({ mayLog: REFUSALS });
	/** Milestones on which nothing has been said yet. */
	const silent: { id: string; ref: string }[] = [];
	const take = (): { id: string; ref: string } => {
		const next = silent.shift();
		if (!next) throw new Error('Every milestone of the example has comments');
		return next;
	};

	beforeAll(async () => {
		for (const { id, ref, archived } of await asked<{ id: string; ref: string; archived: boolean }[]>('milestones')) {
			if (silent.length < 5 && !archived && (await kept(`milestone=${id}`)).length === 0) silent.push({ id, ref });
		}
	});

	async function enter(account: string, ref?: string): Promise<Page> {
		const page = await site.enter(account);
		if (ref) await openPlan(page, 'cancer', `?milestone=${ref}`);
		return page;
	}
	const talk = (page: Page) => page.getByRole('region', { name: 'Conversation' });
	const box = (page: Page) => talk(page).getByRole('textbox', { name: 'Write a comment' });
	const said = (page: Page, words: string) => talk(page).getByRole('article').filter({ hasText: words });
	const threadOf = (page: Page, words: string) => talk(page).locator('[data-thread]').filter({ hasText: words });
	const say = async (page: Page, words: string) => {
		await box(page).fill(words);
		await box(page).press('Control+Enter');
		await said(page, words).waitFor();
	};
	/** What the server holds, asked as another program would. */
	async function asked<Answer>(path: string): Promise<Answer> {
		const answer = await fetch(`${site.origin}/api/plans/pl_cancer/${path}`, { headers: { cookie: await signInAs(site.origin, 'reviewer') } });
		return (await answer.json()) as Answer;
	}
	const kept = async (query: string) => (await asked<{ threads: ThreadView[] }>(`threads?${query}`)).threads;
	const pressTab = async (page: Page, times: number) => {
		for (let time = 0; time < times; time += 1) await page.keyboard.press('Tab');
	};
	const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? '');

	it('T1, T5 four people: a comment, a reply, a challenge raised by keyboard, answered, accepted; a reader only reads', async () => {
		const { id, ref } = take();
		// By its link: whoever is in a cell stands in the row's name before the reference.
		const row = (page: Page) => page.locator('tr', { has: page.locator(`[data-open="${id}"]`) });
		const [editor, clinical, reviewer, reader] = await Promise.all([enter('editor', ref), enter('clinical'), enter('reviewer', ref), enter('reader', ref)]);
		await openPlan(clinical);

		await say(editor, 'Saturday clinics start in the first wave.');
		for (const page of [reviewer, reader]) await said(page, 'Saturday clinics start').waitFor();
		await row(reader).getByText('1 open conversation').waitFor();
		await talk(reader).getByText('Your role lets you read comments but not write them.').waitFor();
		expect(await talk(reader).getByRole('textbox').count()).toBe(0);
		expect(await talk(reader).getByRole('button', { name: /Reply|Resolve/ }).count()).toBe(0);

		await talk(reviewer).getByRole('button', { name: /^Reply/ }).focus();
		await reviewer.keyboard.press('Enter');
		await reviewer.keyboard.type('At all three hospitals?');
		await reviewer.keyboard.press('Control+Enter');
		await threadOf(editor, 'Saturday clinics start').getByText('At all three hospitals?').waitFor();
		await editor.getByText('New reply from Chief medical officer').waitFor({ state: 'attached' });

		// From the grid, without the mouse: C, the words, Challenge, the letter, the day, Send.
		await row(clinical).locator('[data-column="title"]').click({ position: { x: 6, y: 18 } });
		await clinical.keyboard.press('c');
		await expect.poll(() => focused(clinical)).toBe('Write a comment');
		await clinical.keyboard.type('Is 11 Nov safe without two radiologists?');
		await pressTab(clinical, 3);
		expect(await focused(clinical)).toBe('Challenge');
		await clinical.keyboard.press('Enter');
		await expect.poll(() => focused(clinical)).toBe('Write a challenge');
		await pressTab(clinical, 2);
		await clinical.keyboard.type('Ach');
		await pressTab(clinical, 1);
		await clinical.keyboard.press('Control+a');
		await clinical.keyboard.type('31 Jun 2027');
		await pressTab(clinical, 4);
		expect(await focused(clinical)).toBe('Send');
		await clinical.keyboard.press('Enter');
		await talk(clinical).getByText('Answer due: June has 30 days. Enter a date such as 30 Jun 2027.').first().waitFor();
		await talk(clinical).getByRole('textbox', { name: 'Answer due' }).fill('30 Jun 2027');
		await talk(clinical).getByRole('button', { name: 'Send' }).press('Enter');

		for (const page of [editor, reviewer, reader, clinical]) await talk(page).getByRole('group', { name: 'Open challenge' }).waitFor();
		await row(editor).getByText('1 challenge not closed').waitFor();
		const card = (page: Page) => threadOf(page, 'Is 11 Nov safe');
		expect(await card(reader).innerText()).toMatch(/Achievable[\s\S]*Answer due 30 Jun 2027\s*Owed by /);
		expect(await card(editor).getByRole('button', { name: /Accept|Close/ }).count()).toBe(0);
		expect(await card(clinical).getByRole('button', { name: 'Answer' }).count()).toBe(0);
		await expectAccessible(clinical);
		await expectAccessible(reader);

		await card(editor).getByRole('button', { name: 'Answer' }).click();
		await editor.keyboard.type('Two sites can, with reporting radiographers.');
		await card(editor).getByRole('button', { name: 'Send answer' }).click();
		await talk(clinical).getByRole('group', { name: 'Answered, not yet accepted' }).waitFor();
		await card(clinical).getByRole('button', { name: 'Send back' }).click();
		await expect.poll(() => focused(clinical)).toBe('Write a reply');
		await clinical.keyboard.type('And Luton?');
		await clinical.keyboard.press('Control+Enter');
		await card(editor).getByText('And Luton?').waitFor();
		await card(editor).getByRole('button', { name: 'Answer' }).click();
		await editor.keyboard.type('Luton once the agreement is signed.');
		await editor.keyboard.press('Control+Enter');
		await card(clinical).getByRole('button', { name: 'Accept and close' }).click();
		for (const page of [editor, reviewer, reader, clinical]) await talk(page).getByText('Resolved (1)').waitFor();
		await eventually(() => row(reader).getByText('challenge').count(), 0);
		await talk(reader).getByText('Resolved (1)').click();
		await card(reader).getByText('Closed challenge').waitFor();
		expect(await card(reader).getByRole('list', { name: 'Steps of the challenge' }).innerText()).toMatch(/Answered by[\s\S]*Sent back by[\s\S]*Answered by[\s\S]*Closed by/);
	});

	it('T6 mentions by keyboard; somebody who cannot see the plan is named before anything is sent', async () => {
		const { id, ref } = take();
		const lead = await enter('lead', ref);
		const { others } = await asked<{ others: { name: string }[] }>('people');
		const stranger = others[0]?.name ?? '';
		await box(lead).focus();
		await lead.keyboard.type('Please look, @clinical lead, br');
		const list = lead.getByRole('listbox', { name: 'People to mention' });
		await list.waitFor();
		expect(await list.getByRole('option').first().innerText()).toContain('Clinical lead, breast');
		expect(await box(lead).getAttribute('aria-activedescendant')).toBe(await list.getByRole('option', { selected: true }).getAttribute('id'));
		await expectAccessible(lead);
		await lead.keyboard.press('ArrowDown');
		await lead.keyboard.press('ArrowUp');
		await lead.keyboard.press('Enter');
		await eventually(() => box(lead).inputValue(), 'Please look, @Clinical lead, breast ');
		await lead.keyboard.type('and @');
		await list.waitFor();
		await lead.keyboard.press('Escape');
		await expect.poll(() => list.count()).toBe(0);
		expect(await focused(lead)).toBe('Write a comment');
		await lead.keyboard.type(stranger);
		await lead.keyboard.press('Control+Enter');
		await talk(lead).getByText(`${stranger} cannot see this plan and would not be told.`).waitFor();
		expect(await kept(`milestone=${id}`)).toEqual([]);
		await talk(lead).getByRole('button', { name: 'Send without telling them' }).click();
		await said(lead, 'Please look').waitFor();
		expect(await said(lead, 'Please look').locator('.mention').allInnerTexts()).toEqual(['@Clinical lead, breast']);
		const [thread] = await kept(`milestone=${id}`);
		expect(thread?.comments[0]?.mentions.map(({ name }) => name)).toEqual(['Clinical lead, breast']);
	});

	it('T2 what is written offline waits on this device, also through a reload, and is sent once on return', async () => {
		const { id, ref } = take();
		const lead = await enter('lead', ref);
		site.allow(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET/);
		const context = lead.context();
		await talk(lead).getByText('No comments yet').waitFor();
		await context.setOffline(true);
		await box(lead).fill('Written on the train');
		await box(lead).press('Control+Enter');
		await talk(lead).getByText('Waiting – sent when you are back').waitFor();
		expect(await box(lead).inputValue()).toBe('Written on the train');
		await context.setOffline(false);
		await said(lead, 'Written on the train').waitFor();
		await eventually(() => box(lead).inputValue(), '');
		expect((await kept(`milestone=${id}`)).flatMap(({ comments }) => comments.map(({ body }) => body))).toEqual(['Written on the train']);

		// Its answer is lost on the way back: sent again, it is the same comment.
		await lead.route('**/threads/*/replies', async (route) => {
			await route.fetch();
			await route.abort('connectionreset');
		}, { times: 1 });
		await talk(lead).getByRole('button', { name: /^Reply/ }).click();
		await lead.keyboard.type('Sent before the tunnel');
		await lead.keyboard.press('Control+Enter');
		await talk(lead).getByText('Waiting – sent when you are back').or(said(lead, 'Sent before the tunnel')).first().waitFor();
		await lead.close({ runBeforeUnload: false });
		const again = await context.newPage();
		await openPlan(again, 'cancer', `?milestone=${ref}`);
		await said(again, 'Sent before the tunnel').waitFor();
		await eventually(() => talk(again).getByText('Waiting').count(), 0);
		expect((await kept(`milestone=${id}`))[0]?.comments.map(({ body }) => body)).toEqual(['Written on the train', 'Sent before the tunnel']);
	});

	it('T2, T7 a double click sends once; markup stays text, addresses become links; too long is refused and kept', async () => {
		const { id, ref } = take();
		const [lead, reader] = await Promise.all([enter('lead', ref), enter('reader', ref)]);
		const words = '<img src=x onerror="document.title=1"> javascript:alert(1)\nSee https://example.nhs.uk/a.';
		await box(lead).fill(words);
		await talk(lead).getByRole('button', { name: 'Send' }).dblclick();
		await said(reader, 'See https').waitFor();
		expect(await said(reader, 'See https').locator('.body').innerText()).toBe(words);
		const link = said(reader, 'See https').getByRole('link');
		expect([await link.count(), await link.getAttribute('href'), await link.getAttribute('rel'), await link.getAttribute('target')]).toEqual([1, 'https://example.nhs.uk/a', 'noopener noreferrer nofollow', '_blank']);
		expect(await kept(`milestone=${id}`)).toHaveLength(1);
		await box(lead).fill('x'.repeat(5_001));
		await talk(lead).getByText('5,001 of 5,000 characters').waitFor();
		await box(lead).press('Control+Enter');
		await talk(lead).getByText('A comment can hold 5,000 characters; this is 5,001.').waitFor();
		expect((await box(lead).inputValue()).length).toBe(5_001);
		await box(lead).fill('   ');
		await box(lead).press('Control+Enter');
		await talk(lead).getByText('Write something first.').waitFor();
		expect(await kept(`milestone=${id}`)).toHaveLength(1);
	});

	it('T3, T4 an edit keeps what was said; a thread resolved meanwhile is reopened with the reply; a link leads to its comment', async () => {
		const { id, ref } = take();
		const [editor, lead] = await Promise.all([enter('editor', ref), enter('lead', ref)]);
		await say(editor, 'Forty letters a week');
		const menu = (page: Page, comment: Locator) => comment.getByRole('button', { name: /^Actions for the comment/ }).click().then(() => page);
		await said(lead, 'Forty letters').waitFor();
		await menu(lead, said(lead, 'Forty letters'));
		expect(await lead.getByRole('menuitem').allInnerTexts()).toEqual(['Copy link']);
		await lead.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await lead.getByRole('menuitem', { name: 'Copy link' }).click();
		await expect.poll(() => lead.evaluate(() => navigator.clipboard.readText())).toContain(`/programmes/cancer/plan?milestone=${id}&thread=`);
		expect(await lead.evaluate(() => navigator.clipboard.readText())).toMatch(/&thread=th_\w+&comment=co_\w+$/);
		const address = await lead.evaluate(() => navigator.clipboard.readText());

		await menu(editor, said(editor, 'Forty letters'));
		await editor.getByRole('menuitem', { name: 'Edit' }).click();
		await expect.poll(() => focused(editor)).toBe('Edit your comment');
		await editor.keyboard.press('Control+a');
		await editor.keyboard.type('Fourteen letters a week');
		await editor.keyboard.press('Control+Enter');
		await said(lead, 'Fourteen letters').waitFor();
		await lead.getByRole('button', { name: /^edited/ }).click();
		await lead.getByRole('list', { name: 'What it said before' }).getByText('Forty letters a week').waitFor();

		await talk(editor).getByRole('button', { name: /^Reply/ }).click();
		await editor.keyboard.type('Now sixteen');
		await talk(lead).getByRole('button', { name: 'Resolve' }).click();
		await talk(editor).getByRole('button', { name: 'Reopen and send' }).click();
		await said(lead, 'Now sixteen').waitFor();
		await talk(lead).getByRole('button', { name: 'Resolve' }).click();
		await talk(lead).getByText('Resolved (1)').waitFor();

		const reader = await enter('reader');
		await reader.goto(address);
		const marked = talk(reader).locator('article.co-marked');
		await marked.waitFor();
		expect(await marked.innerText()).toContain('Fourteen letters a week');
		await expect.poll(() => focused(reader)).toMatch(/^Comment by /);
	});

	it('a KPI has its conversation', async () => {
		const [clinical, editor] = await Promise.all([enter('clinical'), enter('editor')]);
		await clinical.goto('/programmes/cancer/kpis');
		const first = clinical.locator('article.kpi').first();
		await first.getByRole('button', { name: /^Conversation/ }).click();
		const kpi = (await first.getAttribute('id')) ?? '';
		await editor.goto(`/programmes/cancer/kpis?kpi=${kpi}`);
		await talk(editor).getByRole('textbox', { name: 'Write a comment' }).waitFor();
		await talk(clinical).getByRole('button', { name: 'Challenge' }).click();
		await talk(clinical).getByRole('textbox', { name: 'Write a challenge' }).fill('Is this the right measure?');
		await talk(clinical).getByRole('button', { name: 'Send' }).click();
		const card = talk(editor).getByRole('group', { name: 'Open challenge' }).filter({ hasText: 'Is this the right measure?' });
		await card.waitFor();
		await editor.locator(`#${kpi}`).getByText(/\d challenges? not closed/).waitFor();
		await expectAccessible(editor);
		await expectAccessible(clinical);
	});
});
