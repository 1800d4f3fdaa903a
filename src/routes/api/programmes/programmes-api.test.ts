/** The two addresses that other people's programs read, asked as each role. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { todayInLondon } from '#lib/plan/dates.ts';
import type { User } from '#lib/plan/rules.ts';
import type * as DatabaseModule from '#server/store/database.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../../../tests/helpers/portfolio.ts';

// The process's own database is the one of this test; everything else of the module is real.
const { database } = vi.hoisted(() => ({ database: { opened: null as OpenDatabase | null } }));
vi.mock('#server/store/database.ts', async (importOriginal) => ({
	...(await importOriginal<typeof DatabaseModule>()),
	getDatabase: async () => database.opened?.db
}));
const { openTestDatabase } = await import('../../../../tests/helpers/database.ts');
const programmes = await import('./+server.ts');
const milestones = await import('../plans/[plan]/milestones/+server.ts');
const changes = await import('../changes/+server.ts');

beforeAll(async () => {
	database.opened = await openTestDatabase();
	await makePortfolio(database.opened.db);
	await addMilestone(database.opened.db, CANCER.plan, 'CAN-01');
	await addMilestone(database.opened.db, FRAGILE.plan, 'FRA-04');
});
afterAll(() => database.opened?.close());

interface Handler {
	GET: (event: never) => Response | Promise<Response>;
}
/** Asks a handler as somebody; of the request's event it reads these three only. */
function ask({ GET }: Handler, user: User | null, params: Record<string, string> = {}, search = ''): Promise<Response> {
	return Promise.resolve(GET({ locals: { user, session: null }, params, url: new URL(`http://milepost.test/${search}`) } as never));
}

test('programmes: id, slug, name, planId and role of those one may read', async () => {
	const list = async (user: User) => (await ask(programmes, user)).json();
	expect(await list(USERS.reader)).toEqual([{ id: CANCER.id, slug: 'cancer', name: 'Cancer', planId: CANCER.plan, role: 'reader' }]);
	expect(await list(USERS.fragile)).toEqual([{ id: FRAGILE.id, slug: 'fragile', name: 'Fragile services', planId: FRAGILE.plan, role: 'lead' }]);
	expect((await list(USERS.reviewer)).map((each: { role: string }) => each.role)).toEqual(['reviewer', 'reviewer']);
	expect(await list(USERS.nobody)).toEqual([]);
	expect((await ask(programmes, null)).status).toBe(401);
});

test('milestones: 200 with a role, 403 without, 404 for no such plan, 401 signed out', async () => {
	const status = async (user: User | null, plan: string) => (await ask(milestones, user, { plan })).status;
	expect(await status(USERS.reader, CANCER.plan)).toBe(200);
	expect(await status(USERS.reviewer, FRAGILE.plan)).toBe(200);
	expect(await status(USERS.reader, FRAGILE.plan)).toBe(403);
	expect(await status(USERS.nobody, CANCER.plan)).toBe(403);
	expect(await status(USERS.reviewer, 'pl_none')).toBe(404);
	expect(await status(USERS.reviewer, '../etc')).toBe(404);
	expect(await status(null, CANCER.plan)).toBe(401);
	const refs = (await (await ask(milestones, USERS.reader, { plan: CANCER.plan })).json()) as { ref: string }[];
	expect(refs.map((each) => each.ref)).toEqual(['CAN-01']);
});

test('R1: milestones as of a day; a day that cannot be shown is refused in words', async () => {
	const asOf = (day: string) => ask(milestones, USERS.reader, { plan: CANCER.plan }, `?asOf=${day}`);
	const refusal = async (day: string) => {
		const answer = await asOf(day);
		return [answer.status, ((await answer.json()) as { message: string }).message];
	};
	expect(await refusal('2026-02-30')).toEqual([400, '“2026-02-30” is not a day. Choose one, or write it in the address as 2026-07-08.']);
	expect(await refusal('2199-01-01')).toEqual([400, '1 Jan 2199 has not come yet. Choose today or an earlier day.']);
	// The plan of this test is made of rows: its log knows nothing of any day.
	expect(await refusal('2026-01-01')).toEqual([400, 'Nothing has been written into a plan yet, so there is no past to look at.']);
	expect((await asOf(todayInLondon())).status).toBe(200);
	expect((await ask(milestones, USERS.nobody, { plan: CANCER.plan }, '?asOf=2026-01-01')).status).toBe(403);
});

test('refusals are one sentence in plain words', async () => {
	const { message } = (await (await ask(milestones, USERS.reader, { plan: FRAGILE.plan })).json()) as { message: string };
	expect(message).toMatch(/^You do not have access to this plan\./);
});

test('changes: 401 signed out', async () => expect((await ask(changes, null)).status).toBe(401));
