import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kpiReading, kpiSignal, kpiSourceCode, readingImport } from '#drizzle/measures.server.ts';
import { place } from '#drizzle/schema.server.ts';
import type { TriedImport } from '#lib/kpi/readings.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import type { Answer } from '#server/store/plain-command.ts';
import { rebuildSignals } from '#server/store/kpi-signals.ts';
import { takeReadings } from '#server/store/readings.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, CANCER, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { listProblems, makeImport, tryImport } from './import.ts';
import { nameSourceCode } from './source-codes.ts';

const HEADER = 'measure_id,place_code,period_start,period_end,value,numerator,denominator,lower_ci,upper_ci,status,source,extracted_on';

describe(`imports (${databaseKind})`, () => {
	let opened: OpenDatabase;
	let measure: KpiId;
	beforeAll(async () => {
		opened = await openTestDatabase();
		await makePortfolio(opened.db);
		await opened.db.insert(place).values([
			{ id: 'bedford-borough' as PlaceId, portfolioId: 'blmk', name: 'Bedford Borough', short: 'BB', code: 'E06000055', kind: 'place', position: 0 },
			{ id: 'england' as PlaceId, portfolioId: 'blmk', name: 'England', short: 'EN', code: 'E92000001', kind: 'aggregate', position: 9 }
		]);
		measure = await addKpi(opened.db, CANCER.plan, 'wait', 75);
		await addKpi(opened.db, CANCER.plan, 'other', null);
	});
	afterAll(() => opened.close());
	beforeEach(async () => {
		for (const table of [kpiSignal, kpiReading, readingImport, kpiSourceCode]) await opened.db.delete(table);
	});

	const file = (...lines: string[]) => new TextEncoder().encode([HEADER, ...lines].join('\n'));
	const line = (month: string, value: string, where = 'luton', status = 'final') => `kpi_wait,${where},2026-${month}-01,2026-${month}-28,${value},,,,,${status},CWT,`;
	const common = { user: USERS.manager, planId: CANCER.plan, fileName: 'readings.csv' };
	const value = async <Value>(answer: Promise<Answer<Value>>): Promise<Value> => {
		const got = await answer;
		if (!got.ok) throw new Error(got.message);
		return got.value;
	};
	const attempt = (bytes: Uint8Array) => value(tryImport(opened.db, { ...common, bytes }));
	const make = (bytes: Uint8Array, { fileHash, outcomeHash }: TriedImport, leaveOutProblems = false) => makeImport(opened.db, { ...common, bytes, fileHash, outcomeHash, leaveOutProblems });
	const stored = async () => (await opened.db.select().from(kpiReading)).length;

	it('K2: says of each line what it would bring about, stores nothing, and then imports it', async () => {
		const first = file(line('01', '60'), line('02', '61'), line('03', '62', 'luton', 'provisional'));
		const tried = await attempt(first);
		expect(tried.counts).toEqual({ new: 3, revised: 0, unchanged: 0, held: 0, problem: 0, repeated: 0 });
		expect(await stored()).toBe(0);
		expect(await value(make(first, tried))).toEqual({ added: 3, revised: 0, unchanged: 0, held: 0 });

		const next = file(line('01', '60'), line('02', '61.5'), line('03', '62.4'), line('04', '620'), line('05', 'abc'), line('06', '*'), line('01', '60'), line('07', '61'));
		const again = await attempt(next);
		expect(again.counts).toEqual({ new: 1, revised: 2, unchanged: 1, held: 1, problem: 1, repeated: 1 });
		expect(again.suppressed).toBe(1);
		expect(again.lines.map(({ line: at, outcome, was, column }) => [at, outcome, was?.value ?? null, column])).toEqual([
			[2, 'unchanged', null, null], [3, 'revised', 61, null], [4, 'revised', 62, null], [5, 'held', null, null], [6, 'problem', null, 'value'], [8, 'repeated', null, null], [9, 'new', null, null]
		]);
		expect(again.lines[3]?.why).toContain('about 10 times as large');
		expect(await stored()).toBe(3);

		expect(await make(next, again)).toMatchObject({ ok: false, because: 'invalid', message: '1 line has a problem. Mend the file and check it again, or choose to leave that line out. Nothing was imported.' });
		expect(await stored()).toBe(3);
		expect(await value(make(next, again, true))).toEqual({ added: 1, revised: 2, unchanged: 1, held: 1 });
		expect(await opened.db.select().from(readingImport)).toMatchObject([{ added: 3 }, { added: 1, revised: 2, held: 1, fileName: 'readings.csv', fileHash: again.fileHash }]);
	});

	it('K2: the same file twice, or its import sent twice, adds nothing', async () => {
		const bytes = file(line('01', '60'), line('02', '61'));
		const tried = await attempt(bytes);
		const both = await Promise.all([make(bytes, tried), make(bytes, tried)]);
		expect(both.map((answer) => answer.ok && answer.value.added).sort()).toEqual([0, 2]);
		expect((await attempt(bytes)).counts).toMatchObject({ new: 0, unchanged: 2 });
		expect(await stored()).toBe(2);
	});

	it('K2: another file, or readings that changed since, stop it with nothing imported', async () => {
		const bytes = file(line('01', '60'), line('02', '61'));
		const tried = await attempt(bytes);
		expect(await make(file(line('01', '99')), tried)).toMatchObject({ because: 'conflict', message: expect.stringContaining('not the file that was checked') as string });
		await takeReadings(opened.db, { user: USERS.manager, planId: CANCER.plan, fileName: '', fileHash: '', rows: [{ kpi: measure, place: 'luton' as PlaceId, periodStart: '2026-01-01', periodEnd: '2026-01-28', value: 59, numerator: null, denominator: null, lowerCi: null, upperCi: null, status: 'final', source: '', extractedOn: null }] });
		expect(await make(bytes, tried)).toMatchObject({ because: 'conflict', message: expect.stringContaining('changed since this file was checked') as string });
		expect(await stored()).toBe(1);
	});

	it('lists the problems of a file, each with its line and column, so that no spreadsheet runs what they quote', async () => {
		const listed = await value(listProblems(opened.db, { ...common, bytes: file(line('01', '=1+1'), line('02', '60'), line('03', '61', '"At ""home"", =x"')) }));
		expect(listed).toBe('\ufeffline,column,problem\r\n2,value,“=1+1” is not a figure.\r\n4,place_code,"“At ""home"", =x” is no place of this portfolio, by code, id or name."\r\n');
		expect(await stored()).toBe(0);
		const many = await value(listProblems(opened.db, { ...common, bytes: file(...Array.from({ length: 20_003 }, () => line('01', 'y'))) }));
		expect(many.split('\r\n').slice(-3)).toEqual(['20001,value,“y” is not a figure.', ',,And 3 more. Mend these first and check the file again.', '']);
	});

	it('K2: while a long file is judged and taken, others have their turn', async () => {
		const day = (at: number) => new Date(Date.UTC(1950, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
		const bytes = file(...Array.from({ length: 10_000 }, (_, index) => `${index % 2 ? 'kpi_wait' : 'kpi_other'},luton,${day(index)},${day(index)},${50 + (index % 37)},,,,,final,,`));
		const gaps = async <Value>(work: () => Promise<Value>): Promise<{ answer: Value; share: number }> => {
			let [last, longest] = [performance.now(), 0];
			const beat = setInterval(() => {
				const now = performance.now();
				[last, longest] = [now, Math.max(longest, now - last)];
			}, 1);
			const from = performance.now();
			const answer = await work();
			clearInterval(beat);
			return { answer, share: longest / (performance.now() - from) };
		};
		const tried = await gaps(() => attempt(bytes));
		expect(tried.share).toBeLessThan(0.5);
		const taken = await gaps(() => make(bytes, tried.answer));
		expect(taken.answer).toMatchObject({ value: { added: 10_000 } });
		expect(taken.share).toBeLessThan(0.5);
	});

	it('is for those who may edit the plan', async () => {
		for (const user of [USERS.reader, USERS.reviewer, USERS.fragile]) {
			expect(await listProblems(opened.db, { ...common, user, bytes: file(line('01', 'x')) })).toMatchObject({ because: 'no-access' });
			expect(await tryImport(opened.db, { ...common, user, bytes: file(line('01', '60')) })).toMatchObject({ because: 'no-access' });
			expect(await makeImport(opened.db, { ...common, user, bytes: file(line('01', '60')), fileHash: '', outcomeHash: '', leaveOutProblems: true })).toMatchObject({ ok: false });
		}
		expect(await stored()).toBe(0);
	});

	it('a Fingertips indicator is tied to a KPI once, for all files to come', async () => {
		const head = 'Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator';
		const bytes = new TextEncoder().encode(`${head}\n93563,Dental decay,E06000055,Bedford Borough,Persons,5 yrs,,,2021/22,23.7,,,,\n93563,Dental decay,E92000001,England,Persons,5 yrs,,,2021/22,24.1,,,,`);
		expect((await attempt(bytes)).unknownMeasures).toEqual([{ code: '93563', name: 'Dental decay', lines: 2 }]);
		expect(await nameSourceCode(opened.db, { user: USERS.reader, planId: CANCER.plan, code: '93563', kpi: measure })).toMatchObject({ because: 'no-access' });
		expect(await nameSourceCode(opened.db, { ...common, code: '93563', kpi: 'kpi_none' as KpiId })).toMatchObject({ because: 'not-found' });
		await value(nameSourceCode(opened.db, { ...common, code: '93563', kpi: 'kpi_other' as KpiId }));
		await value(nameSourceCode(opened.db, { ...common, code: '93563', kpi: measure }));
		const tried = await attempt(bytes);
		expect(tried).toMatchObject({ form: 'fingertips', counts: { new: 2, problem: 0 }, unknownMeasures: [] });
		expect(await value(make(bytes, tried))).toMatchObject({ added: 2 });
	});

	it('K2, K4: 100,000 lines are tried with a small answer, and many thousand imported whole', async () => {
		const day = (at: number) => new Date(Date.UTC(1950, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
		const many = (lines: number) => {
			const written = Array.from({ length: lines }, (_, index) => `${index % 4 < 2 ? 'kpi_wait' : 'kpi_other'},${index % 2 ? 'luton' : 'E06000055'},${day(Math.floor(index / 4))},${day(Math.floor(index / 4))},${50 + (index % 37)},,,,,final,Source,`);
			return new TextEncoder().encode(`${HEADER}\n${written.join('\n')}`);
		};
		const all = await attempt(many(100_000));
		expect(all).toMatchObject({ counts: { new: 100_000 }, linesLeftOut: 99_500 });
		expect(JSON.stringify(all).length).toBeLessThan(300_000);
		const bytes = many(12_000);
		expect(await value(make(bytes, await attempt(bytes)))).toMatchObject({ added: 12_000 });
		expect((await attempt(bytes)).counts).toMatchObject({ unchanged: 12_000 });
		expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);
	});
});
