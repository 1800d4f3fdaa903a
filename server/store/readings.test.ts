import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kpiReading, kpiRecalculation, kpiSignal, readingImport } from '#drizzle/measures.server.ts';
import { kpi, place } from '#drizzle/schema.server.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { rebuildSignals, signalsOf } from './kpi-signals.ts';
import type { GivenReading } from './reading-checks.ts';
import { endRecalculation, recalculate } from './recalculations.ts';
import { confirmReading, refuseReading, takeReadings } from './readings.ts';
import { readingsOf, recalculationsOf, versionsOf } from './readings-read.ts';
import { verifyPlan } from './verify.ts';

const LUTON = 'luton' as PlaceId;
const BEDFORD = 'bedford-borough' as PlaceId;
const BY_HAND = { fileName: '', fileHash: '' };

describe(`readings (${databaseKind})`, () => {
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
		await opened.db.update(kpi).set({ targetValue: 75, direction: 'increase', unit: '%' }).where(eq(kpi.id, measure));
	});

	const month = (at: number) => {
		const first = new Date(Date.UTC(2024, at, 1));
		return { periodStart: first.toISOString().slice(0, 10), periodEnd: new Date(Date.UTC(2024, at + 1, 0)).toISOString().slice(0, 10) };
	};
	const given = (at: number, value: number, others: Partial<GivenReading> = {}): GivenReading => ({
		kpi: measure, place: LUTON, ...month(at), value, numerator: null, denominator: null, lowerCi: null, upperCi: null, status: 'final', source: 'CWT', extractedOn: null, ...others
	});
	const take = (rows: GivenReading[], others: Partial<Parameters<typeof takeReadings>[1]> = {}) => takeReadings(opened.db, { user: USERS.manager, planId: CANCER.plan, rows, ...BY_HAND, ...others });
	const value = async <Value>(answer: Promise<{ ok: true; value: Value } | { ok: false; message: string }>): Promise<Value> => {
		const got = await answer;
		if (!got.ok) throw new Error(got.message);
		return got.value;
	};
	const refusal = async (answer: Promise<{ ok: boolean }>) => {
		const got = await answer;
		return 'message' in got ? got.message : 'not refused';
	};
	const stands = async (asOf?: Date) => (await readingsOf(opened.db, CANCER.plan, measure, asOf ? { asOf } : {})).map((row) => [row.periodStart, row.value, row.state]);
	const at = (day: string) => new Date(`${day}T09:00:00Z`);

	it('K1: a revision ends the earlier version and keeps it; provisional becomes final by one', async () => {
		await take([given(0, 60, { status: 'provisional' }), given(1, 61)], { at: at('2026-03-01') });
		expect(await value(take([given(0, 60.4)], { at: at('2026-04-01') }))).toEqual({ added: 0, revised: 1, unchanged: 0, held: 0 });
		expect(await readingsOf(opened.db, CANCER.plan, measure)).toMatchObject([{ value: 60.4, status: 'final', state: 'taken', revisions: 1, by: USERS.manager.name, since: '2026-04-01T09:00:00.000Z' }, { value: 61, revisions: 0 }]);
		expect(await stands(at('2026-03-15'))).toEqual([['2024-01-01', 60, 'taken'], ['2024-02-01', 61, 'taken']]);
		expect(await stands(at('2026-02-15'))).toEqual([]);
		const versions = await versionsOf(opened.db, CANCER.plan, { kpi: measure, place: LUTON, periodStart: '2024-01-01' });
		expect(versions.map(({ value: was, status, until, revisions }) => [was, status, until, revisions])).toEqual([[60.4, 'final', null, 1], [60, 'provisional', '2026-04-01T09:00:00.000Z', 0]]);
	});

	it('K2: the same again adds nothing, whoever sends it and however often at once', async () => {
		const rows = [given(0, 60), given(1, 61)];
		const all = await Promise.all([take(rows), take(rows), take(rows)]);
		expect(all.map((answer) => answer.ok && answer.value.added + answer.value.unchanged)).toEqual([2, 2, 2]);
		expect(all.reduce((sum, answer) => sum + (answer.ok ? answer.value.added : 0), 0)).toBe(2);
		expect(await opened.db.select().from(kpiReading)).toHaveLength(2);
		expect(await opened.db.select().from(readingImport)).toHaveLength(1);
	});

	it('K2: one wrong row, and none is taken', async () => {
		const wrong: [Partial<GivenReading>, string][] = [
			[{ periodEnd: '2023-12-31' }, 'before it starts'],
			[{ numerator: 700, denominator: 600 }, 'is over the denominator'],
			[{ value: 64, numerator: 500, denominator: 1000 }, 'but 500 of 1,000 is 50%'],
			[{ lowerCi: 70 }, 'under its lower confidence limit'],
			[{ value: Number.NaN }, 'A figure must be'],
			[{ place: 'atlantis' as PlaceId }, 'no such place'],
			[{ kpi: 'kpi_none' as KpiId }, 'no such KPI'],
			[{ source: 'a\0b' }, 'cannot be shown'],
			[{ extractedOn: '2199-01-01' }, 'still to come']
		];
		for (const [fault, words] of wrong) expect(await refusal(take([given(3, 60), given(4, 64, fault)]))).toContain(words);
		expect(await refusal(take([given(3, 60), given(3, 61)]))).toContain('Two values');
		expect(await stands()).toEqual([]);
	});

	it('K3: an implausible value is held: in no chart, taken when somebody confirms it', async () => {
		const usual = [1725, 1639, 1999, 1933].map((figure, index) => given(index, figure));
		await opened.db.update(kpi).set({ unit: 'per 100,000' }).where(eq(kpi.id, measure));
		await take(usual, { at: at('2026-03-01') });
		expect(await value(take([given(4, 18472)], { at: at('2026-04-01') }))).toMatchObject({ held: 1, added: 0 });
		const [held] = (await readingsOf(opened.db, CANCER.plan, measure)).filter(({ state }) => state === 'held');
		expect(held?.heldWhy).toContain('18,472 is about 10 times as large as the other values');
		expect(await signalsOf(opened.db, [CANCER.plan])).toMatchObject([{ points: 4, lastValue: 1933 }]);
		expect(await value(take([given(4, 18472)]))).toMatchObject({ held: 0, unchanged: 1 });

		await value(confirmReading(opened.db, { user: USERS.manager, planId: CANCER.plan, id: held?.id ?? '', at: at('2026-05-01') }));
		expect((await stands()).at(-1)).toEqual(['2024-05-01', 18472, 'taken']);
		expect((await stands(at('2026-04-15'))).at(-1)).toEqual(['2024-05-01', 18472, 'held']);
		expect(await signalsOf(opened.db, [CANCER.plan])).toMatchObject([{ points: 5, lastValue: 18472 }]);
		// The same word again changes nothing; the other word comes too late.
		await value(confirmReading(opened.db, { user: USERS.manager, planId: CANCER.plan, id: held?.id ?? '' }));
		expect(await refusal(refuseReading(opened.db, { user: USERS.manager, planId: CANCER.plan, id: held?.id ?? '', reason: 'No' }))).toContain('settled this held reading already');
		expect(await opened.db.select().from(kpiReading)).toHaveLength(6);
	});

	it('K3: a refused value is kept with its reason, and a file does not ask for it again', async () => {
		await take([60, 61, 62, 60].map((figure, index) => given(index, figure)));
		await take([given(4, 612)]);
		const [held] = (await readingsOf(opened.db, CANCER.plan, measure)).filter(({ state }) => state === 'held');
		expect(await refusal(refuseReading(opened.db, { user: USERS.manager, planId: CANCER.plan, id: held?.id ?? '', reason: ' ' }))).toBe('Say why it is refused.');
		await value(refuseReading(opened.db, { user: USERS.manager, planId: CANCER.plan, id: held?.id ?? '', reason: 'It is 61.2' }));
		expect((await readingsOf(opened.db, CANCER.plan, measure)).at(-1)).toMatchObject({ state: 'refused', heldWhy: 'It is 61.2', value: 612 });
		expect(await value(take([given(4, 612)], { fileName: 'a.csv', fileHash: 'f' }))).toMatchObject({ unchanged: 1, held: 0 });
		expect(await value(take([given(4, 61.2)]))).toMatchObject({ added: 1 });
	});

	it('K3: a right value takes the place of the held one, which stays on record', async () => {
		await take([60, 61, 62, 60].map((figure, index) => given(index, figure)));
		await take([given(4, 612)]);
		await take([given(4, 61.2)]);
		expect((await stands()).filter(([start]) => start === '2024-05-01')).toEqual([['2024-05-01', 61.2, 'taken']]);
		expect(await versionsOf(opened.db, CANCER.plan, { kpi: measure, place: LUTON, periodStart: '2024-05-01' })).toMatchObject([{ state: 'taken' }, { state: 'held', value: 612 }]);
	});

	it('K3: a final value is not replaced by a provisional one, nor by one for a longer period, without a word', async () => {
		await take([given(0, 60), given(1, 61)]);
		expect(await value(take([given(0, 60.5, { status: 'provisional' }), given(1, 61.5, { periodEnd: '2024-12-31' })]))).toMatchObject({ held: 2, revised: 0 });
		const held = (await readingsOf(opened.db, CANCER.plan, measure)).filter(({ state }) => state === 'held');
		expect(held.map(({ heldWhy }) => heldWhy)).toEqual(['A final value, 60, stands for this period, and this one is provisional.', 'The value that stands for a period from 1 Feb 2024 covers it to 29 Feb 2024, this one to 31 Dec 2024.']);
		await value(confirmReading(opened.db, { user: USERS.manager, planId: CANCER.plan, id: held[0]?.id ?? '' }));
		expect((await stands()).filter(([start]) => start === '2024-01-01')).toEqual([['2024-01-01', 60.5, 'taken']]);
	});

	it('only those who may edit the plan enter, confirm, refuse or recalculate', async () => {
		await take([60, 61, 62, 60, 612].map((figure, index) => given(index, figure)));
		const [held] = (await readingsOf(opened.db, CANCER.plan, measure)).filter(({ state }) => state === 'held');
		for (const user of [USERS.reader, USERS.reviewer, USERS.admin, USERS.fragile, USERS.nobody]) {
			const word = { user, planId: CANCER.plan, id: held?.id ?? '' };
			const answers = [take([given(9, 60)], { user }), confirmReading(opened.db, word), refuseReading(opened.db, { ...word, reason: 'No' }), recalculate(opened.db, { user, planId: CANCER.plan, kpi: measure, place: null, from: '2024-03-01', why: 'No' })];
			for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ ok: false, because: 'no-access' });
		}
		// Another plan's reading is none of this plan's.
		expect(await confirmReading(opened.db, { user: USERS.fragile, planId: FRAGILE.plan, id: held?.id ?? '' })).toMatchObject({ because: 'not-found' });
	});

	describe('recalculations', () => {
		const ask = (from: string, others: Partial<Parameters<typeof recalculate>[1]> = {}) => recalculate(opened.db, { user: USERS.manager, planId: CANCER.plan, kpi: measure, place: LUTON, from, why: 'New pathway', ...others });

		it('are refused before or at the first reading, in the future, or without a reason', async () => {
			expect(await refusal(ask('2024-03-01'))).toBe('This KPI has no readings in Luton yet, so there are no limits to work out anew.');
			await take([given(0, 60), given(1, 61), given(2, 62)]);
			for (const from of ['2023-06-01', '2024-01-01']) expect(await refusal(ask(from))).toBe('The first reading in Luton is for the period from 1 Jan 2024. Limits can be worked out anew only from a later day, as there must be readings before it.');
			expect(await refusal(ask('2150-01-01'))).toContain('is still to come');
			expect(await refusal(ask('31/02/2024'))).toContain('is not a date');
			expect(await refusal(ask('2024-03-01', { why: '' }))).toContain('Say why');
			expect(await refusal(ask('2024-03-01', { place: 'atlantis' as PlaceId }))).toContain('no such place');
		});

		it('K1: are kept with who, when and why, also when they are taken back', async () => {
			await take([given(0, 60), given(1, 61), given(2, 62)], { at: at('2026-03-01') });
			const made = await value(ask('2024-02-01', { at: at('2026-04-01') }));
			expect(made).toMatchObject({ place: LUTON, from: '2024-02-01', why: 'New pathway', by: USERS.manager.name, at: '2026-04-01T09:00:00.000Z' });
			expect(await value(ask('2024-02-01'))).toEqual(made);
			expect(await refusal(ask('2024-02-01', { why: 'Another' }))).toContain('has already had the limits worked out anew');
			await value(endRecalculation(opened.db, { user: USERS.manager, planId: CANCER.plan, id: made.id, at: at('2026-05-01') }));
			await value(endRecalculation(opened.db, { user: USERS.manager, planId: CANCER.plan, id: made.id }));
			expect(await recalculationsOf(opened.db, CANCER.plan, measure)).toEqual([]);
			expect(await recalculationsOf(opened.db, CANCER.plan, measure, { asOf: at('2026-04-15') })).toEqual([made]);
		});

		it('K4: change the signals of their place in the same transaction', async () => {
			const step = [...Array.from({ length: 13 }, (_, index) => 50 + (index % 3)), ...Array.from({ length: 10 }, (_, index) => 70 + (index % 3))];
			await take(step.map((figure, index) => given(index, figure)), { at: at('2026-02-01') });
			expect(await signalsOf(opened.db, [CANCER.plan])).toMatchObject([{ variation: 'improvement-high', points: 23 }]);
			await value(ask('2025-02-01'));
			expect(await signalsOf(opened.db, [CANCER.plan])).toMatchObject([{ variation: 'common' }]);
			expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);
		});
	});

	describe('K4: signals', () => {
		it('K4: have a version for each time they differed, and none for when they did not', async () => {
			await take([given(0, 60)], { at: at('2026-02-01') });
			await take([given(0, 60)], { at: at('2026-02-02') });
			await take([given(1, 61)], { at: at('2026-03-01') });
			await take([given(0, 60.2)], { at: at('2026-04-01') });
			const rows = await opened.db.select().from(kpiSignal);
			expect(rows.map(({ validFrom, validTo, points, lastValue }) => [validFrom.toISOString().slice(0, 10), validTo?.toISOString().slice(0, 10) ?? null, points, lastValue]).sort()).toEqual([['2026-02-01', '2026-03-01', 1, 60], ['2026-03-01', null, 2, 61]]);
			expect(await signalsOf(opened.db, [CANCER.plan], { asOf: at('2026-02-15') })).toMatchObject([{ points: 1, lastPeriod: '2024-01-01', lastValue: 60, variation: null }]);
			expect(await signalsOf(opened.db, [CANCER.plan], { asOf: at('2026-01-15') })).toEqual([]);
			expect(await signalsOf(opened.db, [FRAGILE.plan])).toEqual([]);
		});

		it('K4: are compared with the readings, and rebuilt from them', async () => {
			await take([given(0, 60), given(0, 61, { place: BEDFORD })]);
			const about = async () => (await verifyPlan(opened.db, CANCER.plan)).filter((words) => words.startsWith('kpi_signal'));
			expect(await about()).toEqual([]);
			await opened.db.update(kpiSignal).set({ points: 9 }).where(eq(kpiSignal.placeId, BEDFORD));
			await opened.db.delete(kpiSignal).where(eq(kpiSignal.placeId, LUTON));
			expect(await about()).toHaveLength(2);
			expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(2);
			expect(await about()).toEqual([]);
		});
	});

	it('K1: after random revisions, what is asked as of any instant is what stood then', async () => {
		const step = fc.record({ month: fc.integer({ min: 0, max: 3 }), value: fc.integer({ min: 50, max: 70 }), place: fc.constantFrom(LUTON, BEDFORD), status: fc.constantFrom('final' as const, 'provisional' as const), word: fc.constantFrom('confirm', 'refuse', 'none') });
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
				await opened.db.delete(kpiSignal);
				await opened.db.delete(kpiReading);
				const seen: { then: Date; readings: unknown; signals: unknown }[] = [];
				let clock = Date.UTC(2026, 0, 1);
				const note = async () => {
					const then = new Date(clock);
					seen.push({ then, readings: await stands(), signals: await signalsOf(opened.db, [CANCER.plan]) });
					clock += 60_000;
				};
				let versions = 0;
				for (const each of steps) {
					const taken = await value(take([given(each.month, each.value, { place: each.place, status: each.status })], { at: new Date(clock) }));
					versions += taken.unchanged === 0 ? 1 : 0;
					await note();
					const held = (await readingsOf(opened.db, CANCER.plan, measure)).find(({ state }) => state === 'held');
					if (!held || each.word === 'none') continue;
					const word = { user: USERS.manager, planId: CANCER.plan, id: held.id, at: new Date(clock) };
					await value(each.word === 'confirm' ? confirmReading(opened.db, word) : refuseReading(opened.db, { ...word, reason: 'No' }));
					versions += 1;
					await note();
				}
				expect(await opened.db.select().from(kpiReading)).toHaveLength(versions);
				for (const { then, readings, signals } of seen) {
					expect(await stands(then)).toEqual(readings);
					expect(await signalsOf(opened.db, [CANCER.plan], { asOf: then })).toEqual(signals);
				}
				expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);
			}),
			{ numRuns: 15 }
		);
	});
});
