import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kpiReading, kpiRecalculation, kpiSignal, readingImport } from '#drizzle/measures.server.ts';
import { kpi, place, programmeRole } from '#drizzle/schema.server.ts';
import type { LimitPoints } from '#lib/kpi/limits.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { problemsOf } from './form-answer.ts';
import { rebuildSignals, signalsOf } from './kpi-signals.ts';
import { takeReadings } from './readings.ts';
import { endedRecalculationsOf, recalculationsOf } from './readings-read.ts';
import { endRecalculation, recalculate, setLimitPoints } from './recalculations.ts';
import { verifyPlan } from './verify.ts';

const LUTON = 'luton' as PlaceId;
const BEDFORD = 'bedford-borough' as PlaceId;
/** A value a month for a year and a half about 51, then about 61. */
const STEP = [...Array.from({ length: 18 }, (_, index) => 50 + (index % 3)), ...Array.from({ length: 10 }, (_, index) => 60 + (index % 3))];

describe(`how limits are set (${databaseKind})`, () => {
	let opened: OpenDatabase;
	let measure: KpiId;
	beforeAll(async () => {
		opened = await openTestDatabase();
		await makePortfolio(opened.db);
		await opened.db.insert(place).values({ id: BEDFORD, portfolioId: 'blmk', name: 'Bedford Borough', short: 'BB', kind: 'place', position: 0 });
		measure = await addKpi(opened.db, CANCER.plan, 'wait', 75);
	});
	afterAll(() => opened.close());
	beforeEach(async () => {
		await opened.db.delete(kpiSignal);
		await opened.db.delete(kpiRecalculation);
		await opened.db.delete(kpiReading);
		await opened.db.delete(readingImport);
		await opened.db.update(kpi).set({ archived: false }).where(eq(kpi.id, measure));
	});

	const at = (day: string) => new Date(`${day}T09:00:00Z`);
	const month = (index: number) => ({ periodStart: new Date(Date.UTC(2024, index, 1)).toISOString().slice(0, 10), periodEnd: new Date(Date.UTC(2024, index + 1, 0)).toISOString().slice(0, 10) });
	async function take(values: readonly (number | null)[], others: { place?: PlaceId; period?: (index: number) => { periodStart: string; periodEnd: string } } = {}): Promise<void> {
		const { place: where = LUTON, period = month } = others;
		const rows = values.flatMap((value, index) => (value === null ? [] : [{ kpi: measure, place: where, ...period(index), value, numerator: null, denominator: null, lowerCi: null, upperCi: null, status: 'final' as const, source: 'CWT', extractedOn: null }]));
		const answer = await takeReadings(opened.db, { user: USERS.manager, planId: CANCER.plan, rows, fileName: '', fileHash: '', at: at('2026-07-01') });
		expect(answer).toMatchObject({ ok: true, value: { added: rows.length, held: 0 } });
	}
	const common = () => ({ user: USERS.manager as User, planId: CANCER.plan, kpi: measure, place: LUTON as PlaceId | null, why: 'Before the new pathway' });
	const first = (points: LimitPoints, others: Partial<Parameters<typeof setLimitPoints>[1]> = {}) => setLimitPoints(opened.db, { ...common(), points, ...others });
	const anew = (from: string, others: Partial<Parameters<typeof recalculate>[1]> = {}) => recalculate(opened.db, { ...common(), from, ...others });
	const end = (id: string, others: Partial<Parameters<typeof endRecalculation>[1]> = {}) => endRecalculation(opened.db, { user: USERS.manager, planId: CANCER.plan, id, ...others });
	async function value<Value>(answer: Promise<{ ok: true; value: Value } | { ok: false; message: string }>): Promise<Value> {
		const got = await answer;
		if (!got.ok) throw new Error(got.message);
		return got.value;
	}
	/** The field and the sentence of a refusal. */
	async function wrong(answer: ReturnType<typeof first>): Promise<[string, string]> {
		const got = await answer;
		if (got.ok) throw new Error('It was not refused');
		return [Object.keys(problemsOf(got)).join(), got.message];
	}
	const signal = async (where: PlaceId = LUTON) => (await signalsOf(opened.db, [CANCER.plan])).find(({ placeId }) => placeId === where)?.variation;
	const standing = async (asOf?: Date) => (await recalculationsOf(opened.db, CANCER.plan, measure, asOf ? { asOf } : {})).map(({ place: where, from, points }) => [where, from ?? points]);

	it('K5: limits come from all points, and from the first ones by judgement, in the same transaction as the signals', async () => {
		await take([...STEP, 54]);
		expect(await signal()).toBe('common');
		const made = await value(first(18));
		expect(made).toMatchObject({ place: LUTON, from: null, points: 18, why: 'Before the new pathway', by: USERS.manager.name });
		expect(await signal()).toBe('improvement-high');
		await value(end(made.id));
		expect(await signal()).toBe('common');
		await value(first(18, { place: null }));
		expect(await signal()).toBe('improvement-high');
		expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);
		expect((await verifyPlan(opened.db, CANCER.plan)).filter((words) => words.startsWith('kpi_signal'))).toEqual([]);
	});

	it('says in a sentence what is wrong with a number of points, at its field', async () => {
		expect(await wrong(first(18))).toEqual(['points', 'This KPI has no readings in Luton yet, so there are no limits to set.']);
		await take(STEP.slice(0, 20));
		for (const [points, words] of [[NaN, 'Enter a whole number of points from 13 to 60, such as 18.'], [18.5, 'Enter a whole number'], [12, 'fewer than 13 points move too much by chance'], [-18, 'fewer than 13'], [61, 'more than 60 points would hide'], [1e300, 'more than 60'], [21, 'There are only 20 points in Luton, so limits cannot come from the first 21. Enter 20 or fewer, or leave limits to all points.']] as const) {
			const [field, message] = await wrong(first(points));
			expect(field).toBe('points');
			expect(message).toContain(words);
		}
		expect(await wrong(first(18, { why: ' \n' }))).toEqual(['why', 'Say why limits come from these points: what came later is judged by them.']);
		expect(await wrong(first(12, { why: '' }))).toEqual(['points,why', expect.any(String)]);
		expect((await wrong(first(18, { why: 'a'.repeat(1001) })))[1]).toBe('A reason can hold 1,000 characters; this is 1,001.');
		expect((await wrong(first(18, { why: 'a\0b' })))[1]).toContain('cannot be shown');
		expect(await wrong(first(18, { place: 'atlantis' as PlaceId }))).toEqual(['place', 'There is no such place in this portfolio.']);
		expect((await wrong(first(18, { kpi: 'kpi_none' as KpiId })))[1]).toBe('There is no such KPI in this plan.');
		expect(await standing()).toEqual([]);
	});

	it('says at its field what is wrong with a day', async () => {
		await take(STEP.slice(0, 20));
		for (const from of ['', '31/02/2024', '2024-02-30']) expect(await wrong(anew(from))).toEqual(['from', 'The day is not a date. Enter a date such as 14 Sep 2026.']);
		for (const from of ['2023-06-01', '2024-01-01']) expect((await wrong(anew(from)))[1]).toContain('only from a later day');
		expect(await wrong(anew('2150-01-01'))).toEqual(['from', '1 Jan 2150 is still to come. Limits can be worked out anew from a day that has readings.']);
		expect(await wrong(anew('2024-06-01', { why: '' }))).toEqual(['why', 'Say why the process has changed: the limits rest on it.']);
	});

	it('K5: leaves a place with fewer points its own, and asks for enough values among the first', async () => {
		await take(STEP);
		await take([50, 51, 52], { place: BEDFORD });
		await value(first(28, { place: null }));
		expect(await wrong(first(29, { place: null }))).toEqual(['points', 'There are only 28 points in any place, so limits cannot come from the first 29. Enter 28 or fewer, or leave limits to all points.']);
		expect((await wrong(first(13, { place: BEDFORD })))[1]).toBe('There are only 3 points in Bedford Borough, so limits cannot come from the first 13. Leave limits to all points until there are 13.');
		expect(await signal(BEDFORD)).toBeNull();
		await opened.db.delete(kpiReading);
		await take(STEP.map((each, index) => (index > 0 && index < 4 ? null : each)));
		expect((await wrong(first(15)))[1]).toBe('Only 12 of the first 15 points in Luton have a value, and limits need 13. Enter a larger number.');
		await value(first(16));
	});

	it('refuses for yearly figures, which get no limits, and for an archived KPI', async () => {
		await take([50, 51, 52, 53], { period: (index) => ({ periodStart: `${2021 + index}-04-01`, periodEnd: `${2022 + index}-03-31` }) });
		expect((await wrong(first(13)))[1]).toBe('The readings in Luton are yearly, and yearly figures get no limits.');
		expect((await wrong(anew('2023-04-01')))[1]).toContain('yearly');
		await opened.db.update(kpi).set({ archived: true }).where(eq(kpi.id, measure));
		expect((await wrong(anew('2023-04-01')))[1]).toContain('archived');
	});

	it('K5, K1: one place goes by all points against a word on every place, as of each instant, and can be taken back', async () => {
		await take([...STEP, 54]);
		await take([...STEP, 54], { place: BEDFORD });
		await value(first(18, { place: null, at: at('2026-08-01') }));
		const apart = await value(first('all', { why: 'Its first months were counted otherwise', at: at('2026-08-05') }));
		expect(apart).toMatchObject({ place: LUTON, from: null, points: 'all' });
		expect([await signal(), await signal(BEDFORD)]).toEqual(['common', 'improvement-high']);
		expect(await standing()).toEqual([[null, 18], [LUTON, 'all']]);
		expect(await standing(at('2026-08-03'))).toEqual([[null, 18]]);
		expect((await signalsOf(opened.db, [CANCER.plan], { asOf: at('2026-08-03') })).map(({ variation }) => variation)).toEqual(['improvement-high', 'improvement-high']);
		expect(await value(first('all', { why: 'Its first months were counted otherwise' }))).toEqual(apart);
		expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);
		// Its own number takes the place of it, and the other way about.
		await value(first(20, { at: at('2026-08-06') }));
		expect(await standing()).toEqual([[null, 18], [LUTON, 20]]);
		const again = await value(first('all', { at: at('2026-08-07') }));
		expect(await standing()).toEqual([[null, 18], [LUTON, 'all']]);
		await value(end(again.id, { at: at('2026-08-08') }));
		expect([await signal(), await standing()]).toEqual(['improvement-high', [[null, 18]]]);
		expect((await endedRecalculationsOf(opened.db, CANCER.plan, measure)).map(({ points }) => points)).toEqual(['all', 20, 'all']);
		// Said of every place it ends the number there.
		await value(first('all', { place: null, at: at('2026-08-09') }));
		expect([await signal(), await signal(BEDFORD), await standing()]).toEqual(['common', 'common', [[null, 'all']]]);
		expect(await wrong(first('all', { why: '' }))).toEqual(['why', expect.stringContaining('Say why limits come from these points') as string]);
	});

	it('K1: a newer word on the points of a place ends the older one at the same instant, and both are kept', async () => {
		await take(STEP);
		const one = await value(first(18, { at: at('2026-08-01') }));
		expect(await value(first(18, { at: at('2026-08-02') }))).toEqual(one);
		await value(first(14, { place: null, at: at('2026-08-03') }));
		await value(anew('2025-07-01', { at: at('2026-08-04') }));
		const two = await value(first(20, { why: 'Two months more', at: at('2026-09-01') }));
		expect(await standing()).toEqual([[LUTON, '2025-07-01'], [null, 14], [LUTON, 20]]);
		expect(await standing(at('2026-08-15'))).toEqual([[LUTON, '2025-07-01'], [LUTON, 18], [null, 14]]);
		expect(await standing(at('2026-07-15'))).toEqual([]);
		expect(await endedRecalculationsOf(opened.db, CANCER.plan, measure)).toEqual([{ ...one, endedAt: two.at, endedBy: USERS.manager.name, endedById: USERS.manager.person }]);
		expect(await endedRecalculationsOf(opened.db, CANCER.plan, measure, { asOf: at('2026-08-15') })).toEqual([]);
		// As of the instant of the change there is one word, never two or none.
		expect((await standing(at('2026-09-01'))).filter(([where, what]) => where === LUTON && typeof what === 'number')).toEqual([[LUTON, 20]]);
	});

	it('K1: one that was taken back stays on record, is answered alike, and can be made again', async () => {
		await take(STEP);
		const one = await value(first(18, { at: at('2026-08-01') }));
		await value(end(one.id, { at: at('2026-08-05') }));
		await value(end(one.id, { at: at('2026-08-09') }));
		expect(await endedRecalculationsOf(opened.db, CANCER.plan, measure)).toEqual([{ ...one, endedAt: '2026-08-05T09:00:00.000Z', endedBy: USERS.manager.name, endedById: USERS.manager.person }]);
		const again = await value(first(18, { at: at('2026-08-10') }));
		expect(again.id).not.toBe(one.id);
		expect(await standing()).toEqual([[LUTON, 18]]);
	});

	it('asked by several at once leaves one standing, and the signals agree', async () => {
		await take(STEP);
		await Promise.all([13, 14, 15, 16, 17, 18].map((points) => value(first(points))));
		expect(await standing()).toHaveLength(1);
		const rows = await opened.db.select().from(kpiRecalculation).orderBy(asc(kpiRecalculation.at));
		expect(rows.filter(({ endedAt }) => endedAt !== null)).toHaveLength(5);
		expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);
	});

	it('only those who may edit this plan set limits or take that back', async () => {
		await take(STEP);
		const made = await value(first(18));
		const clinical: User = { ...USERS.reader };
		await opened.db.update(programmeRole).set({ role: 'clinical' }).where(eq(programmeRole.accountId, USERS.reader.account));
		for (const user of [clinical, USERS.reviewer, USERS.admin, USERS.fragile, USERS.nobody]) {
			for (const answer of [first(20, { user }), anew('2025-07-01', { user }), end(made.id, { user })]) expect(await answer).toMatchObject({ ok: false, because: 'no-access' });
		}
		// A session that still says lead does not count: the roles of this moment do.
		await opened.db.update(programmeRole).set({ role: 'reader' }).where(eq(programmeRole.accountId, USERS.manager.account));
		expect(await first(20)).toMatchObject({ because: 'no-access' });
		await opened.db.update(programmeRole).set({ role: 'lead' }).where(eq(programmeRole.accountId, USERS.manager.account));
		// Another plan's judgement is none of this plan's, and neither is its KPI.
		expect(await end(made.id, { user: USERS.fragile, planId: FRAGILE.plan })).toMatchObject({ because: 'not-found' });
		expect(await first(18, { user: USERS.fragile, planId: FRAGILE.plan })).toMatchObject({ because: 'not-found' });
		expect(await standing()).toEqual([[LUTON, 18]]);
	});
});
