/** What changed, as programs ask for it: who is given what, and the sentence for each time that cannot be compared. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { review } from '#drizzle/reviews.server.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import type { MilestoneId, PlanId, ReviewId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import type { ProgrammeChanges } from '#lib/plan/what-changed.ts';
import type * as DatabaseModule from '#server/store/database.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { History } from '../../../../tests/helpers/history.ts';
import { CANCER, FRAGILE, USERS } from '../../../../tests/helpers/portfolio.ts';

// The process's own database is the one of this test; everything else of the module is real.
const { database } = vi.hoisted(() => ({ database: { opened: null as OpenDatabase | null } }));
vi.mock('#server/store/database.ts', async (importOriginal) => ({
	...(await importOriginal<typeof DatabaseModule>()),
	getDatabase: async () => database.opened?.db
}));
const { openTestDatabase } = await import('../../../../tests/helpers/database.ts');
const { GET } = await import('./+server.ts');

let history: History;
let opened: OpenDatabase;
const REVIEW = 'rv_first' as ReviewId;

beforeAll(async () => {
	opened = await openTestDatabase();
	database.opened = opened;
	history = new History(opened.db, 4);
	await history.begin();
	const add = (planId: PlanId, id: string) => history.edit(planId, (doc) => addEntity(doc, 'milestone', id as MilestoneId, { title: `Title ${id}`, order: 'a0', forecast: '2026-06-30' }));
	await add(CANCER.plan, 'ms_can');
	await add(FRAGILE.plan, 'ms_fra');
	const closedAt = new Date(history.at.getTime() + 1);
	await opened.db.insert(review).values({ id: REVIEW, portfolioId: 'blmk', title: 'First', heldOn: closedAt.toISOString().slice(0, 10), attendance: '', accountId: USERS.reviewer.account, at: history.at, closedAt, closedBy: USERS.reviewer.account });
	for (const [planId, id] of [[CANCER.plan, 'ms_can'], [FRAGILE.plan, 'ms_fra']] as const) await history.edit(planId, (doc) => void setField(doc, { entity: 'milestone', id, field: 'forecast' }, '2026-07-31'));
});
afterAll(async () => {
	history.close();
	await opened.close();
});

async function ask(user: User | null, search = ''): Promise<{ status: number; slugs: string[]; message: string | undefined; text: string }> {
	const answer = await GET({ locals: { user, session: null }, url: new URL(`http://milepost.test/${search}`) } as never);
	const text = await answer.text();
	const { programmes = [], message } = JSON.parse(text) as { programmes?: ProgrammeChanges[]; message?: string };
	return { status: answer.status, slugs: programmes.map(({ slug }) => slug), message, text };
}

test('T8: holds only programmes that the asker may read, now', async () => {
	expect(await ask(null)).toMatchObject({ status: 401, message: 'Sign in first.' });
	expect((await ask(USERS.reviewer)).slugs.toSorted()).toEqual(['cancer', 'fragile']);
	const reader = await ask(USERS.reader);
	expect(reader).toMatchObject({ status: 200, slugs: ['cancer'] });
	expect(reader.text).not.toMatch(/ms_fra|Fragile/);
	// Nobody with no role, and nobody whose role was taken away, is given anything.
	expect(await ask(USERS.nobody)).toMatchObject({ status: 200, slugs: [] });
	expect(await ask({ ...USERS.reader, programmeRoles: {} })).toMatchObject({ status: 200, slugs: [] });
});

test('R2: since a review is since it was closed; the milestones added before it are not new', async () => {
	const answer = JSON.parse((await ask(USERS.reader, `?from=${REVIEW}`)).text) as { programmes: ProgrammeChanges[]; to: string | null };
	expect(answer.to).toBeNull();
	expect(answer.programmes[0]?.milestones).toMatchObject([{ came: null, redated: { from: '2026-06-30', to: '2026-07-31', days: 31, times: 1 }, by: { name: USERS.manager.name } }]);
});

test('R2: however long it is, the sentence is short', async () => {
	expect((await ask(USERS.reader, `?from=${'9'.repeat(5000)}`)).message?.length).toBeLessThan(120);
});

test.each([
	['?from=rv_gone', 'There is no such review.'],
	[`?from=${REVIEW}&to=${REVIEW}`, 'Nothing lies between the review of'],
	['?from=2199-12-31', '31 Dec 2199 is after'],
	['?to=2199-12-31', '31 Dec 2199 has not come yet.'],
	['?from=2026-03-02&to=2026-03-01', '2 Mar 2026 is after 1 Mar 2026.'],
	['?from=2020-01-01&to=2020-02-01', 'Nothing is known as of 1 Feb 2020: the first plan was begun on'],
	['?from=%00', 'is not a date.']
])('R2: %s gets a sentence', async (search, words) => {
	const { status, message } = await ask(USERS.reader, search);
	expect(status).toBe(400);
	expect(message).toContain(words);
	expect(message?.length).toBeLessThan(200);
});
