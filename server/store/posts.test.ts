import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEvent } from '#drizzle/access.server.ts';
import { person, postHolder } from '#drizzle/schema.server.ts';
import type { PersonId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { makePortfolio, TODAY, USERS } from '../../tests/helpers/portfolio.ts';
import { overlap } from './post-periods.ts';
import { addPost, changeHands, changePost, correctHistory, listPosts } from './posts.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());

const address = '10.0.0.1';
const post = async (title: string) => (await listPosts(opened.db, TODAY)).find((each) => each.title === title);
async function newPost(title: string): Promise<string> {
	const made = await addPost(opened.db, USERS.admin, { title, organisation: 'A trust', address });
	if (!made.ok) throw new Error(made.message);
	return made.value.id;
}

describe(`posts (${databaseKind})`, () => {
	it('are listed with their holder on the day, their history and the programmes they lead', async () => {
		expect(await post('Executive lead')).toMatchObject({
			holder: { name: 'Andrew', from: '2026-09-14' },
			leads: ['Cancer'],
			history: [{ name: 'Andrew' }, { name: 'Ian', until: '2026-09-14' }]
		});
	});

	it('are added vacant, held by somebody known or new, who needs no account, and vacant again', async () => {
		const id = await newPost('Chief nurse');
		expect(await post('Chief nurse')).toMatchObject({ holder: null, history: [] });
		const to = { name: 'Cas Nova', initials: 'CN', organisation: 'A trust' };
		expect(await changeHands(opened.db, USERS.admin, { id, to, from: '2026-04-01', address })).toMatchObject({ ok: true, value: { holder: 'Cas Nova' } });
		expect(await changeHands(opened.db, USERS.admin, { id, to: { person: USERS.reader.person }, from: '2026-06-01', address })).toMatchObject({ ok: true });
		expect(await post('Chief nurse')).toMatchObject({ holder: { name: 'Board member', from: '2026-06-01' }, history: [{}, { name: 'Cas Nova', until: '2026-06-01' }] });
		expect(await changeHands(opened.db, USERS.admin, { id, to: null, from: '2026-08-01', address })).toMatchObject({ ok: true, value: { holder: null } });
		expect(await post('Chief nurse')).toMatchObject({ holder: null });
		const events = await opened.db.select({ kind: auditEvent.kind, details: auditEvent.details }).from(auditEvent).where(eq(auditEvent.kind, 'postHolderChanged'));
		expect(events.map(({ details }) => details.holder)).toEqual(expect.arrayContaining(['Cas Nova', 'Board member', '']));
	});

	it('a refused change writes nobody and nothing', async () => {
		const id = await newPost('Medical director');
		await changeHands(opened.db, USERS.admin, { id, to: { person: USERS.reader.person }, from: '2026-06-01', address });
		const before = await opened.db.select().from(person);
		const refused = await changeHands(opened.db, USERS.admin, { id, to: { name: 'Too Early', initials: 'TE', organisation: '' }, from: '2026-05-01', address });
		expect(refused).toMatchObject({ ok: false, problems: { from: expect.stringContaining('since 1 Jun 2026') as string } });
		expect(await changeHands(opened.db, USERS.admin, { id, to: { person: 'pe_missing' as PersonId }, from: '2026-07-01', address })).toMatchObject({ ok: false, problems: { person: expect.any(String) as string } });
		expect(await changeHands(opened.db, USERS.admin, { id, to: { name: ' ', initials: '?', organisation: '' }, from: '2026-07-01', address })).toMatchObject({ ok: false, problems: { name: expect.any(String) as string } });
		expect(await opened.db.select().from(person)).toHaveLength(before.length);
	});

	it('a mistake is corrected or taken out', async () => {
		const id = await newPost('Finance director');
		await changeHands(opened.db, USERS.admin, { id, to: { person: USERS.reader.person }, from: '2026-06-01', address });
		const which = { person: USERS.reader.person, from: '2026-06-01' };
		expect(await correctHistory(opened.db, USERS.admin, { id, which, next: { from: '2026-05-01', until: '2026-07-01' }, address })).toMatchObject({ ok: true });
		expect((await post('Finance director'))?.history).toMatchObject([{ from: '2026-05-01', until: '2026-07-01' }]);
		expect(await correctHistory(opened.db, USERS.admin, { id, which, next: null, address })).toMatchObject({ ok: false, because: 'not-found' });
		expect(await correctHistory(opened.db, USERS.admin, { id, which: { ...which, from: '2026-05-01' }, next: null, address })).toMatchObject({ ok: true });
		expect((await post('Finance director'))?.history).toEqual([]);
	});

	it('two changes at once never overlap', async () => {
		const id = await newPost('Strategy director');
		const hand = (to: PersonId, from: string) => changeHands(opened.db, USERS.admin, { id, to: { person: to }, from, address });
		await Promise.all([hand(USERS.reader.person, '2026-01-10'), hand(USERS.manager.person, '2026-01-05'), hand(USERS.nobody.person, '2026-01-10'), hand(USERS.fragile.person, '2026-02-01')]);
		const periods = (await post('Strategy director'))?.history ?? [];
		expect(periods.length).toBeGreaterThan(0);
		for (const [index, one] of periods.entries()) for (const other of periods.slice(index + 1)) expect(overlap(one, other)).toBe(false);
		expect(await opened.db.select().from(postHolder).where(eq(postHolder.postId, id))).toHaveLength(periods.length);
	});

	it('U6: are for administrators alone, and a title must be there, fit and be new', async () => {
		for (const [who, user] of Object.entries(USERS).filter(([who]) => who !== 'admin')) {
			expect(await addPost(opened.db, user, { title: 'Mine', organisation: '', address }), who).toMatchObject({ ok: false, because: 'no-access' });
			expect(await changeHands(opened.db, user, { id: 'exec', to: null, from: '2027-01-01', address }), who).toMatchObject({ ok: false, because: 'no-access' });
			expect(await changePost(opened.db, user, { id: 'exec', title: 'Mine', organisation: '', address }), who).toMatchObject({ ok: false, because: 'no-access' });
		}
		for (const title of ['', ' \u2028 ', 'x'.repeat(161), 'a\u0007b']) expect(await addPost(opened.db, USERS.admin, { title, organisation: '', address })).toMatchObject({ ok: false, problems: { title: expect.any(String) as string } });
		expect(await addPost(opened.db, USERS.admin, { title: 'Executive lead', organisation: '', address })).toMatchObject({ ok: false, because: 'conflict' });
		expect(await changePost(opened.db, USERS.admin, { id: 'exec', title: 'Executive lead', organisation: 'BLMK ICB', address })).toMatchObject({ ok: true });
	});
});
