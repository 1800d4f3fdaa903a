import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { workbook, zip, type SheetCell } from '../../tests/helpers/workbook.ts';
import type { FileLine } from './file-line.ts';
import { readReadingFile, type FileReading } from './reading-file.ts';
import type { World } from './world.ts';

const kpi = (id: string, title: string, unit = '%', archived = false) => ({ id: id as KpiId, title, unit, archived });
const place = (id: string, name: string, code: string, kind: 'place' | 'aggregate' = 'place') => ({ id: id as PlaceId, name, code, kind });
const WORLD: World = {
	kpis: [kpi('kpi_62day', 'Treated within 62 days'), kpi('kpi_falls', 'Emergency admissions for falls', 'per 100,000'), kpi('kpi_cost', 'Cost of a bed day', '£ per bed day'), kpi('kpi_old', 'Old', '%', true), kpi('kpi_a1', 'Twice'), kpi('kpi_a2', 'Twice')],
	places: [place('luton', 'Luton', 'E06000032'), place('bedford-borough', 'Bedford Borough', 'E06000055'), place('england', 'England', 'E92000001', 'aggregate')],
	codes: [{ code: '22401', kpi: 'kpi_falls' as KpiId }],
	today: '2026-09-14'
};
const HEADER = 'measure_id,place_code,period_start,period_end,value,numerator,denominator,lower_ci,upper_ci,status,source,extracted_on';
const csv = (...lines: string[]) => csvOf(lines);
const csvOf = (lines: readonly string[]) => new TextEncoder().encode(`${HEADER}\n${lines.join('\n')}`);
const LINE = 'kpi_62day,E06000032,2026-04-01,2026-04-30,64.6,,,,,final,CWT,2026-05-20';

async function read(bytes: Uint8Array): Promise<FileReading> {
	const found = await readReadingFile(bytes, WORLD);
	if (!found.ok) throw new Error(found.message);
	return found.value;
}
async function refusal(bytes: Uint8Array): Promise<string> {
	const found = await readReadingFile(bytes, WORLD);
	return found.ok ? 'read' : found.message;
}
const problemsOf = (line: FileLine | undefined) => line?.problems.map(({ column, problem }) => `${column ?? ''}: ${problem}`) ?? [];
/** The problems of a file's first line. */
const problemsOfLine = async (line: string) => problemsOf((await read(csv(line))).lines[0]);

describe('files in our own columns', () => {
	it('reads a line whole, with its number', async () => {
		const { form, lines, notes } = await read(csv('kpi_62day,E06000032,2026-04-01,2026-04-30,64.6,646,1000,60,70,provisional,"CWT, monthly",2026-05-20'));
		expect({ form, notes }).toEqual({ form: 'milepost', notes: [] });
		expect(lines).toEqual([
			expect.objectContaining({
				line: 2, kpi: 'Treated within 62 days', place: 'Luton', problems: [], repeats: null,
				given: { kpi: 'kpi_62day', place: 'luton', periodStart: '2026-04-01', periodEnd: '2026-04-30', value: 64.6, numerator: 646, denominator: 1000, lowerCi: 60, upperCi: 70, status: 'provisional', source: 'CWT, monthly', extractedOn: '2026-05-20' }
			})
		]);
	});

	it('takes a byte-order mark, Windows line ends, UTF-16, semicolons, tabs and old Windows text', async () => {
		const text = [HEADER, LINE, ''].join('\r\n');
		const variants: Uint8Array[] = [
			new TextEncoder().encode(`\ufeff${text}`),
			new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')),
			new TextEncoder().encode(text.replaceAll(',', ';')),
			new TextEncoder().encode(text.replaceAll(',', '\t')),
			new TextEncoder().encode(text.replaceAll('\r\n', '\r'))
		];
		for (const bytes of variants) expect((await read(bytes)).lines).toEqual([expect.objectContaining({ line: 2, value: 64.6, problems: [] })]);
		const windows = new Uint8Array(Buffer.from(text.replace('CWT', 'Caf\xe9'), 'latin1'));
		const { lines, notes } = await read(windows);
		expect(lines[0]?.given?.source).toBe('Café');
		expect(notes.join()).toContain('not in UTF-8');
	});

	it('takes UTF-16 without a mark, and a first line that says what values are parted by, which still counts as a line', async () => {
		expect((await read(new Uint8Array(Buffer.from(`${HEADER}\n${LINE}`, 'utf16le')))).lines).toMatchObject([{ line: 2, problems: [] }]);
		expect((await read(new TextEncoder().encode(`sep=;\r\n${`${HEADER}\n${LINE}`.replaceAll(',', ';')}`))).lines).toMatchObject([{ line: 3, problems: [] }]);
	});

	it('where a figure has a decimal comma, no other comma is taken to part thousands', async () => {
		const comma = (value: string, month: string) => LINE.replaceAll('-04-', `-${month}-`).replace('64.6', `"${value}"`);
		const { lines } = await read(csv(comma('64,6', '04'), comma('64,612', '06'), comma('64.7', '09')));
		expect(lines.map(problemsOf)).toEqual([['value: “64,6” is not a figure. A comma parts thousands only: write 64.6.'], ['value: The comma in “64,612” may be a decimal one, as in “64,6” it must be. Write figures with a point, such as 64.6.'], []]);
		expect(problemsOf((await read(csv(comma('1.847,5', '04')))).lines[0])).toEqual(['value: “1.847,5” is not a figure. A comma parts thousands only: write 1847.5.']);
	});

	it('periods of different lengths that lie across each other are told, with their lines; those of one length are not', async () => {
		const of = (start: string, end: string, where = 'luton') => `kpi_62day,${where},${start},${end},64.6,,,,,final,CWT,`;
		const { lines } = await read(csv(of('2025-04-01', '2025-06-30'), of('2025-05-01', '2025-05-31'), of('2025-07-01', '2025-07-31'), of('2025-05-01', '2025-05-31', 'england')));
		expect(lines.map(problemsOf)).toEqual([
			[': Its period, 1 Apr 2025 to 30 Jun 2025, overlaps with that of line 3, 1 May 2025 to 31 May 2025, which is of another length. Keep those of one length.'],
			[': Its period, 1 May 2025 to 31 May 2025, overlaps with that of line 2, 1 Apr 2025 to 30 Jun 2025, which is of another length. Keep those of one length.'],
			[],
			[]
		]);
		expect((await read(csv(of('2023-04-01', '2024-03-31'), of('2023-07-01', '2024-06-30'), of('2024-04-01', '2025-03-31')))).lines.flatMap(problemsOf)).toEqual([]);
	});

	it('a line that no line of readings is, is told before it is read', async () => {
		expect(await refusal(new TextEncoder().encode(`${HEADER}\n${','.repeat(2_000_000)}`))).toContain('The file has a line of 2,000,001 characters');
	});

	it('keeps line numbers over empty lines and line breaks within quotation marks', async () => {
		const { lines } = await read(csv('', LINE.replace('CWT', '"CWT\nof May"'), '', LINE.replaceAll('-04-', '-05-').replace('-05-30', '-05-31').replace('64.6', 'abc')));
		expect(lines.map(({ line }) => line)).toEqual([3, 6]);
		expect(problemsOf(lines[0])).toEqual([]);
	});

	it.each([
		['64.6%', 64.6], ['64.6 %', 64.6], [' 64.6 ', 64.6], ['−3', -3], ['"1,847"', 1847], ['1 847', 1847], ['1.5e2', 150], ['+5', 5], ['.5', 0.5], ['0', 0]
	])('value %s', async (written, value) => {
		expect((await read(csv(LINE.replace('64.6', written)))).lines[0]).toMatchObject({ value, problems: [] });
	});

	it.each(['*', '[c]', 'N/A', '', '–', '-', '[low]', '..', 'suppressed'])('“%s” is no value, which is counted and is not zero', async (written) => {
		const { lines, suppressed } = await read(csv(LINE.replace('64.6', written), LINE.replaceAll('-04-', '-06-')));
		expect({ lines: lines.length, suppressed }).toEqual({ lines: 1, suppressed: 1 });
	});

	it.each([
		['a value that is no figure', LINE.replace('64.6', '64x6'), ['value: “64x6” is not a figure.']],
		['a decimal comma', LINE.replace('64.6', '"64,6"'), ['value: “64,6” is not a figure. A comma parts thousands only: write 64.6.']],
		['a footnote mark', LINE.replace('64.6', '1847²'), ['value: “1847²” is not a figure.']],
		['a percentage of something else', LINE.replace('kpi_62day', 'kpi_falls'), []],
		['a percent sign of something else', LINE.replace('kpi_62day', 'kpi_falls').replace('64.6', '64.6%'), ['value: “64.6%” is a percentage, but this KPI is measured in “per 100,000”.']],
		['pounds of something else', LINE.replace('64.6', '£64'), ['value: “£64” is an amount of money, but this KPI is measured in “%”.']],
		['a numerator over its denominator', LINE.replace('64.6,,', '64.6,1000,646'), ['numerator: The numerator, 1,000, is over the denominator, 646.']],
		['a percentage that is not what its parts give', LINE.replace('64.6,,', '46.6,646,1000'), ['value: The value is 46.6%, but 646 of 1,000 is 64.6%.']],
		['a share where a percentage is due', LINE.replace('64.6,,', '0.646,646,1000'), ['value: The value is 0.646%, but 646 of 1,000 is 64.6%.']],
		['a denominator of nothing', LINE.replace('64.6,,', '64.6,0,0'), ['denominator: The denominator is 0, so there is nothing to take a share of.']],
		['a mean, whose numerator is the larger', LINE.replace('kpi_62day', 'kpi_cost').replace('64.6,,', '425.5,851000,2000'), []],
		['a value outside its limits', LINE.replace('64.6,,,,', '64.6,,,65,70'), ['value: The value 64.6 is under its lower confidence limit, 65.']],
		['limits the wrong way round', LINE.replace('64.6,,,,', '64.6,,,70,60'), ['lower_ci: The lower confidence limit, 70, is over the upper one, 60.']],
		['a period that ends before it starts', LINE.replace('2026-04-30', '2026-03-30'), ['period_end: The period ends on 30 Mar 2026, before it starts on 1 Apr 2026.']],
		['a period to come', LINE.replaceAll('2026-04', '2027-04'), ['period_start: The period starts on 1 Apr 2027, which is still to come.']],
		['a missing date', LINE.replace('2026-04-30', ''), ['period_end: The date is missing.']],
		['an unknown place', LINE.replace('E06000032', 'Atlantis'), ['place_code: “Atlantis” is no place of this portfolio, by code, id or name.']],
		['an unknown measure', LINE.replace('kpi_62day', 'kpi_none'), ['measure_id: “kpi_none” is no KPI of this programme.']],
		['an archived measure', LINE.replace('kpi_62day', 'kpi_old'), ['measure_id: The KPI “Old” is archived. Bring it back to import its readings.']],
		['a title that two share', LINE.replace('kpi_62day', 'Twice'), ['measure_id: 2 KPIs of this programme are called “Twice”. Write the id instead, such as kpi_a1.']],
		['an unknown status', LINE.replace('final', 'draft'), ['status: “draft” is no status. Write provisional or final.']],
		['a comma too many', LINE.replace('CWT', 'CWT, monthly').replace('2026-05-20', '2026-05-20,x'), [expect.stringContaining('Look for a comma inside a value'), expect.stringContaining('extracted_on')]],
		['a figure beyond all', LINE.replace('64.6', '1e15'), ['value: A figure must be under 1,000,000,000,000.']]
	])('%s', async (_what, line, problems) => {
		expect(await problemsOfLine(line)).toEqual(problems);
	});

	it('finds measures by title and by what a source calls them, places by code, id and name', async () => {
		const { lines, unknownMeasures } = await read(csv(LINE.replace('kpi_62day', 'Treated within 62 days').replace('E06000032', 'luton'), LINE.replace('kpi_62day', '22401').replace('E06000032', 'bedford borough'), LINE.replace('kpi_62day', 'nhs-1')));
		expect(lines.map(({ given }) => given && [given.kpi, given.place])).toEqual([['kpi_62day', 'luton'], ['kpi_falls', 'bedford-borough'], null]);
		expect(unknownMeasures).toEqual([{ code: 'nhs-1', name: '', lines: 1 }]);
	});

	it('takes what is said twice once, and of what differs nothing', async () => {
		const { lines } = await read(csv(LINE, LINE.replace('CWT', 'Other'), LINE.replaceAll('E06000032', 'luton').replaceAll('-04-', '-05-'), LINE.replaceAll('-04-', '-05-').replace('64.6', '70')));
		expect(lines.map(({ given, repeats }) => [given !== null, repeats])).toEqual([[true, null], [false, 2], [false, null], [false, null]]);
		const words = 'value: Lines 4, 5 give different values for Treated within 62 days, Luton, from 1 May 2026. Keep the right one.';
		expect([problemsOf(lines[2]), problemsOf(lines[3])]).toEqual([[words], [words]]);
	});

	it('says which columns are missing, and which there are', async () => {
		const message = await refusal(new TextEncoder().encode('measure,place_code,period_start,value\nx,y,z,1'));
		expect(message).toMatch(/^The file lacks the columns measure_id, period_end\. Its first line has: measure, place_code, period_start, value\. Milepost reads files whose/);
		expect(await refusal(new TextEncoder().encode(`${HEADER},value\n${LINE},3`))).toContain('“value” more than once');
		expect(await refusal(new TextEncoder().encode(HEADER))).toBe('The file has a heading and no lines under it.');
		expect(await refusal(new Uint8Array())).toBe('The file is empty.');
		expect(await refusal(csv(LINE.replace('CWT', '"CWT'), LINE))).toMatch(/quotation mark \("\) that is never closed/);
		expect((await read(new TextEncoder().encode('Measure ID,Place code,Period-start,PERIOD_END,value,remark\nkpi_62day,luton,2026-04-01,2026-04-30,5,hm'))).notes).toEqual(['The file gives no status: its values are taken as final.', 'Columns that are not read: remark.']);
	});
});

describe('dates', () => {
	const withStarts = (...starts: string[]) => csv(...starts.map((start, index) => `kpi_62day,luton,${start},2026-08-${String(index + 1).padStart(2, '0')},5,,,,,final,,`));
	const startsOf = async (...starts: string[]) => {
		const { lines, notes } = await read(withStarts(...starts));
		return { starts: lines.map(({ periodStart }) => periodStart), problems: lines.flatMap(problemsOf), notes };
	};

	it('reads the day first, the year first, and months by name; a mixed column is told', async () => {
		expect(await startsOf('2026-04-01', '13/4/2026', '2 Apr 2026', '3rd April 2026', '14.05.2026')).toEqual({
			starts: ['2026-04-01', '2026-04-13', '2026-04-02', '2026-04-03', '2026-05-14'],
			problems: [],
			notes: ['Column period_start mixes ways of writing dates: 2026-04-01; 1/4/2026; 1 Apr 2026. Each was read by its own.']
		});
	});

	it('a column that could be either is day first, and says so', async () => {
		expect(await startsOf('03/04/2026', '04/04/2026')).toEqual({ starts: ['2026-04-03', '2026-04-04'], problems: [], notes: ['Dates in column period_start are read with the day first: 03/04/2026 is 3 Apr 2026.'] });
	});

	it('where one can only be month first, its ambiguous neighbours are not guessed', async () => {
		const { starts, problems } = await startsOf('04/13/2026', '03/04/2026', '2026-05-01');
		expect(starts).toEqual([null, null, '2026-05-01']);
		expect(problems).toEqual([expect.stringContaining('“04/13/2026” is not a date with the day first. 13 is not a month.'), 'period_start: This may be month first, as 04/13/2026 in this column must be. Write dates as 2026-04-01.']);
	});

	it.each(['13/25/2026', '31/02/2026', '1/4/26', '46113', '2026-13-01', 'April', '2026-04'])('%s is a problem', async (written) => {
		expect((await startsOf(written)).problems).toHaveLength(1);
	});
});

describe('workbooks', () => {
	const head = HEADER.split(',');
	const row: SheetCell[] = ['kpi_62day', 'luton', { serial: 46113 }, { serial: 46142 }, 64.6, null, null, null, null, 'final', 'CWT', null];

	it('reads numbers, texts and dates of the first sheet', async () => {
		const { lines } = await read(workbook([head, row, [], [...row.slice(0, 4), '1,847*', ...row.slice(5)]]));
		expect(lines[0]).toMatchObject({ line: 2, value: 64.6, periodStart: '2026-04-01', periodEnd: '2026-04-30', problems: [] });
		expect(lines[1]).toMatchObject({ line: 4, problems: [{ column: 'value', problem: '“1,847*” is not a figure.' }] });
	});

	it('refuses what is no workbook, is damaged, or would fill the memory', async () => {
		expect(await refusal(zip({ 'readme.xml': '<x/>' }))).toContain('not an Excel workbook');
		expect(await refusal(workbook([head, row]).subarray(0, 500))).toContain('damaged');
		expect(await refusal(workbook([], '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="XFD900000"><v>1</v></c></row>'))).toContain('holds too much');
		expect(await refusal(zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(400 * 1024 * 1024) }))).toContain('holds too much');
		expect(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toContain('.xls');
		expect(await refusal(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]))).toContain('neither a CSV file nor an Excel workbook');
		expect(await refusal(new TextEncoder().encode('%PDF-1.7\n1 0 obj'))).toContain('This is a PDF');
	});
});

describe('Fingertips as downloaded', () => {
	const FINGERTIPS = 'Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to percentiles,Time period Sortable,New data,Compared to goal,Time period range';
	const line = ({ id = '22401', name = 'Emergency admissions for falls', code = 'E06000032', area = 'Luton', sex = 'Persons', age = '65+ yrs', category = '', period = '2022/23', value = '1639.2', low = '1550.1', high = '1731.9' } = {}) =>
		`${id},${name},E12000006,East of England,${code},${area},UA,${sex},${age},${category && 'Deprivation'},${category},${period},${value},${low},${high},,,505,30810,,,,,20220000,,,1y`;
	const file = (...lines: string[]) => new TextEncoder().encode(`\ufeff${[FINGERTIPS, ...lines].join('\r\n')}\r\n`);

	it('takes the lines of our places for all persons, without cuts by category', async () => {
		const { form, lines, suppressed, notes } = await read(file(line(), line({ sex: 'Male', value: '1400', low: '1300', high: '1500' }), line({ category: 'Most deprived decile' }), line({ code: 'E06000001', area: 'Hartlepool' }), line({ code: 'E92000001', area: 'England', value: '1932.7', low: '1927', high: '1938' }), line({ code: 'E92000001', area: 'England', value: '1932.7', low: '1927', high: '1938' }), line({ period: '2021/22', value: '', low: '', high: '' })));
		expect(form).toBe('fingertips');
		expect(lines.map(({ line: at, place: where, given, repeats }) => [at, where, given?.value ?? null, repeats])).toEqual([[2, 'Luton', 1639.2, null], [6, 'England', 1932.7, null], [7, 'England', null, 6]]);
		expect(lines[0]?.given).toMatchObject({ kpi: 'kpi_falls', periodStart: '2022-04-01', periodEnd: '2023-03-31', numerator: 505, denominator: 30810, status: 'final', source: 'Fingertips 22401' });
		expect(suppressed).toBe(1);
		expect(notes).toEqual(['“2022/23” is read as a financial year: 1 Apr 2022 to 31 Mar 2023.', '1 line about places that are not in this portfolio was passed over.', '1 line about a part of the people, such as by deprivation, was passed over.', '1 line about one sex was passed over where there is one for all persons.']);
	});

	it('finds places by their codes whatever they are called, and by name only places without a code', async () => {
		const world: World = { ...WORLD, places: [...WORLD.places, place('north', 'The North', '')] };
		const found = await readReadingFile(file(line({ area: 'Luton (UA)' }), line({ code: 'E06000055', area: 'Bedford' }), line({ code: 'E38000110', area: 'Luton' }), line({ code: 'E99999999', area: 'The North' })), world);
		if (!found.ok) throw new Error(found.message);
		expect(found.value.lines.map(({ line: at, place: where }) => [at, where])).toEqual([[2, 'Luton'], [3, 'Bedford Borough'], [5, 'The North']]);
		expect(found.value.notes.join()).toContain('1 line about places that are not in this portfolio was passed over.');
	});

	it('says when it is not clear which line is meant, and what an unknown indicator is called', async () => {
		const { lines, unknownMeasures } = await read(file(line({ age: '65-79 yrs' }), line({ age: '80+ yrs' }), line({ id: '99', name: 'Something else' })));
		expect(problemsOf(lines[0])).toEqual(['Sex: There are lines of several kinds for Luton, 2022/23 (Persons, 65-79 yrs; Persons, 80+ yrs), and it is not clear which one the KPI means. Keep the lines of one kind in the file.']);
		expect(problemsOf(lines[2])).toEqual(['Indicator ID: Indicator 99, “Something else”, is not tied to a KPI of this programme yet.']);
		expect(unknownMeasures).toEqual([{ code: '99', name: 'Something else', lines: 1 }]);
	});

	it.each([
		['2022', '2022-01-01', '2022-12-31'],
		['2022/23', '2022-04-01', '2023-03-31'],
		['2021 - 23', '2021-01-01', '2023-12-31'],
		['2021-2023', '2021-01-01', '2023-12-31'],
		['1999 - 01', '1999-01-01', '2001-12-31'],
		['2021 - 20', null, null],
		['2020/21 - 22/23', '2020-04-01', '2023-03-31'],
		['2022/23 Q1', '2022-04-01', '2022-06-30'],
		['2022/23 Q4', '2023-01-01', '2023-03-31'],
		['2022 Q1', '2022-01-01', '2022-03-31'],
		['Apr 2022', '2022-04-01', '2022-04-30'],
		['Feb 2024', '2024-02-01', '2024-02-29'],
		['Aug 2020 - Jul 2021', '2020-08-01', '2021-07-31'],
		['2022/25', null, null],
		['2022 Q5', null, null],
		['23 - 2021', null, null]
	])('period %s', async (period, start, end) => {
		const { lines } = await read(file(line({ period })));
		expect([lines[0]?.periodStart, lines[0]?.periodEnd]).toEqual([start, end]);
		expect(problemsOf(lines[0])).toHaveLength(start === null ? 1 : 0);
	});
});

describe('any file', () => {
	const day = (at: number) => new Date(Date.UTC(2020, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
	const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

	it('what is written in our columns is read as it was', async () => {
		const row = fc.record({
			start: fc.integer({ min: 0, max: 2000 }),
			value: fc.double({ min: -1e11, max: 1e11, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
			place: fc.constantFrom('luton', 'bedford-borough', 'england'),
			status: fc.constantFrom('provisional', 'final'),
			source: fc.string({ maxLength: 30 }).map((text) => text.replace(/[\s\p{Cc}\u200b\ufeff]+/gu, ' ').trim()).filter((text) => text.isWellFormed())
		});
		const delimiters = fc.constantFrom(',', ';', '\t');
		// Periods of one length may overlap; of several they are a problem of their own.
		const lengths = fc.integer({ min: 0, max: 100 });
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(row, { minLength: 1, maxLength: 20, selector: ({ start, place: where }) => `${start} ${where}` }), delimiters, fc.constantFrom('\n', '\r\n'), lengths, async (rows, delimiter, end, length) => {
				const text = [HEADER.replaceAll(',', delimiter), ...rows.map(({ start, value, place: where, status, source }) => ['kpi_cost', where, day(start), day(start + length), value, '', '', '', '', status, quoted(source), ''].join(delimiter))].join(end);
				const { lines } = await read(new TextEncoder().encode(text));
				expect(lines.flatMap(problemsOf)).toEqual([]);
				expect(lines.map(({ given }) => given && [given.place, given.periodStart, given.periodEnd, given.value, given.status, given.source])).toEqual(
					rows.map(({ start, value, place: where, status, source }) => [where, day(start), day(start + length), value, status, source])
				);
			}),
			{ numRuns: 60 }
		);
	});

	it('whatever bytes come, there is an answer', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, headed) => {
				const file = headed ? Buffer.concat([Buffer.from(`${HEADER}\n`), bytes]) : bytes;
				const found = await readReadingFile(file, WORLD);
				expect(found.ok || found.message.length > 10).toBe(true);
			}),
			{ numRuns: 200 }
		);
	});

	it('100,000 lines are read whole; more than 200,000, or 20 MB, are refused in words', async () => {
		const many = (lines: number) => csvOf(Array.from({ length: lines }, (_, index) => `kpi_62day,${index % 2 ? 'luton' : 'E06000055'},${day(Math.floor(index / 2) % 2000)},2026-01-01,${50 + (index % 40)},,,,,final,Source ${index},2026-05-20`));
		const { lines } = await read(many(100_000));
		expect(lines.length).toBe(100_000);
		expect(lines.at(-1)?.line).toBe(100_001);
		expect(await refusal(many(200_001))).toBe('The file has more than 200,000 lines. Split it, by measure or by year, and import the parts.');
		expect(await refusal(Buffer.alloc(20 * 1024 * 1024 + 1, 'a'))).toContain('larger than 20 MB');
	});
});
