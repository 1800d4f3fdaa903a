/** What pages, data and files answer when they are asked for a time in the past, and for what is none. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addEntity } from '#lib/plan/document.ts';
import { newId } from '#lib/plan/ids.ts';
import type * as DatabaseModule from '#server/store/database.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { History } from '../../tests/helpers/history.ts';
import { CANCER, USERS } from '../../tests/helpers/portfolio.ts';

// The process's own database is the one of this test; everything else of the module is real.
const { database } = vi.hoisted(() => ({ database: { opened: null as OpenDatabase | null } }));
vi.mock('#server/store/database.ts', async (importOriginal) => ({ ...(await importOriginal<typeof DatabaseModule>()), getDatabase: async () => database.opened?.db }));
const { openTestDatabase } = await import('../../tests/helpers/database.ts');
const PAGES = {
	review: await import('./+page.server.ts'),
	plan: await import('./programmes/[slug]/plan/+page.server.ts'),
	smart: await import('./programmes/[slug]/smart/+page.server.ts'),
	discussion: await import('./programmes/[slug]/discussion/+page.server.ts'),
	updates: await import('./programmes/[slug]/updates/+page.server.ts'),
	activity: await import('./programmes/[slug]/activity/+page.server.ts'),
	kpis: await import('./programmes/[slug]/kpis/+page.server.ts'),
	kpi: await import('./programmes/[slug]/kpis/[kpi]/+page.server.ts'),
	readings: await import('./programmes/[slug]/kpis/[kpi]/readings/+page.server.ts')
};
const DATA = {
	milestones: await import('./api/plans/[plan]/milestones/+server.ts'),
	readings: await import('./api/plans/[plan]/readings/+server.ts'),
	recalculations: await import('./api/plans/[plan]/recalculations/+server.ts'),
	file: await import('./programmes/[slug]/kpis/[kpi]/readings.csv/+server.ts')
};
const [FIRST, SECOND] = [newId('kpi'), newId('kpi')];
let history: History;

const BAD: [search: string, says: RegExp][] = [
	['asOf=2199-01-01', /^1 Jan 2199 has not come yet\./],
	['asOf=2199-01-01T00:00:00Z', /^1 Jan 2199 at 00:00 has not come yet\./],
	['asOf=2026-01-04', /^Nothing is known as of 4 Jan 2026: the first plan was begun on 5 Jan 2026\./],
	['asOf=2026-02-30', /^“2026-02-30” is not a day\./],
	['asOf=8/7/2026', /^“8\/7\/2026” is not a day\./],
	['asOf=0001-01-01T00:00:00Z', /is not a day\./],
	['asOf=2026-01-06&asOf=2026-01-07', /^The address asks for more than one day\./]
];

interface Answered {
	status: number | null;
	says: string;
	data: Record<string, unknown>;
}
function eventOf(search: string, kpi: string) {
	const locals = { user: USERS.manager, session: null, pending: null, answersWith: null };
	return { locals, params: { slug: CANCER.slug, plan: CANCER.plan, kpi }, url: new URL(`http://milepost.test/?kpi=${kpi}&${search}`), depends: () => undefined, getClientAddress: () => '127.0.0.1' };
}
/** A page's data, with the code that it is answered with (null: 200). */
async function page({ load }: { load: (event: never) => unknown }, search: string, kpi: string = FIRST): Promise<Answered> {
	const event = eventOf(search, kpi);
	const data = (await load(event as never)) as Record<string, unknown>;
	return { status: event.locals.answersWith, says: String(data.cannotShow ?? ''), data };
}
async function data({ GET }: { GET: (event: never) => Response | Promise<Response> }, search: string, kpi: string = FIRST): Promise<Pick<Answered, 'status' | 'says'>> {
	try {
		const answer = await GET(eventOf(search, kpi) as never);
		const text = await answer.text();
		return { status: answer.status, says: answer.ok ? text : (JSON.parse(text) as { message: string }).message };
	} catch (thrown) {
		const { status, body } = thrown as { status: number; body: { message: string } };
		return { status, says: body.message };
	}
}

beforeAll(async () => {
	database.opened = await openTestDatabase();
	history = new History(database.opened.db, 1);
	await history.begin();
	await history.editNow(CANCER.plan, (doc) => addEntity(doc, 'kpi', FIRST, { title: 'Share', unit: '%', target: { value: 75, by: null } }));
	history.at = new Date('2026-01-08T09:00:00Z');
	await history.editNow(CANCER.plan, (doc) => addEntity(doc, 'kpi', SECOND, { title: 'Wait', unit: 'days' }));
});
afterAll(async () => {
	history.close();
	await database.opened?.close();
});

describe('asked for a time that cannot be shown', () => {
	it('R1: each page says why, in a sentence and by its code, and shows no figures', async () => {
		for (const [search, says] of BAD) {
			for (const [name, of] of Object.entries(PAGES)) {
				const answer = await page(of, search);
				expect([answer.status, answer.says], `${name} ${search}`).toEqual([400, expect.stringMatching(says)]);
				expect(answer.data.then ?? null).toBeNull();
			}
			expect((await page(PAGES.review, search)).data.rows).toEqual([]);
			expect((await page(PAGES.kpi, search)).data.shown).toBeNull();
		}
	});

	it('R1: so do data and files', async () => {
		for (const [search, says] of BAD) for (const [name, of] of Object.entries(DATA)) expect(await data(of, search), `${name} ${search}`).toEqual({ status: 400, says: expect.stringMatching(says) });
	});

	it('R1: empty, or today, is now', async () => {
		for (const search of ['asOf=', 'asOf=%20', '']) {
			for (const of of Object.values(PAGES)) expect(await page(of, search)).toMatchObject({ status: null, says: '' });
			for (const of of Object.values(DATA)) expect(await data(of, search)).toMatchObject({ status: 200 });
		}
	});

	it('R1: a KPI that was not there yet is none, with a sentence; one that never was is not found', async () => {
		for (const of of [PAGES.kpi, PAGES.readings]) {
			expect(await page(of, 'asOf=2026-01-07', SECOND)).toMatchObject({ status: 404, says: 'This KPI was not in the plan yet on 7 Jan 2026. Choose a later day.' });
			expect(await page(of, 'asOf=2026-01-08', SECOND)).toMatchObject({ status: null });
			await expect(page(of, 'asOf=2026-01-07', 'kpi_never')).rejects.toMatchObject({ status: 404 });
		}
		expect(await data(DATA.file, 'asOf=2026-01-07', SECOND)).toEqual({ status: 404, says: 'This KPI was not in the plan yet on 7 Jan 2026. Choose a later day.' });
		expect(await data(DATA.file, 'asOf=2026-01-08T08:59:59.999Z', SECOND)).toMatchObject({ status: 404, says: expect.stringContaining('8 Jan 2026 at 08:59') });
	});

	it('R1: a page of the past has nothing to edit, even for those who may, and a header of then', async () => {
		for (const of of [PAGES.kpi, PAGES.readings]) {
			expect((await page(of, '')).data.mayEnter).toBe(true);
			expect((await page(of, 'asOf=2026-01-07')).data).toMatchObject({ mayEnter: false, then: { asked: '2026-01-07', day: '2026-01-07', when: '7 Jan 2026', standing: { status: 'notStarted' } } });
		}
		expect((await page(PAGES.kpis, 'asOf=2026-01-07')).data.past).toMatchObject({ kpis: [{ kpi: { title: 'Share', target: { value: 75, by: null } }, newest: null }] });
		for (const of of [PAGES.smart, PAGES.discussion, PAGES.updates, PAGES.activity]) expect((await page(of, 'asOf=2026-01-07')).data.then).toMatchObject({ asked: '2026-01-07', when: '7 Jan 2026', thresholds: { late: 2 } });
		expect((await page(PAGES.smart, 'asOf=2026-01-07')).data.listed).toMatchObject([{ title: 'Share' }, { title: 'Share' }, { title: 'Share' }, { title: 'Share' }]);
		expect((await page(PAGES.discussion, 'asOf=2026-01-07')).data.now).toBeNull();
		expect((await page(PAGES.review, 'asOf=2026-01-07T12:00:00Z')).data.asOf).toEqual({ asked: '2026-01-07T12:00:00.000Z', words: '7 Jan 2026 at 12:00' });
	});
});
