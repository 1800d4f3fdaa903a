import { describe, expect, it } from 'vitest';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { sheetOf, workbook, workbookOf, type SheetCell } from '../../tests/helpers/workbook.ts';
import { readReadingFile, type FileReading } from './reading-file.ts';
import type { World } from './world.ts';

const WORLD: World = {
	kpis: [
		{ id: 'kpi_62day' as KpiId, title: 'Treated within 62 days', unit: '%', archived: false },
		{ id: 'kpi_falls' as KpiId, title: 'Falls', unit: 'per 100,000', archived: false }
	],
	places: [{ id: 'luton' as PlaceId, name: 'Luton', code: 'E06000032', kind: 'place' }],
	codes: [],
	today: '2026-09-14'
};
const HEAD = ['measure_id', 'place_code', 'period_start', 'period_end', 'value', 'status'];
const row = (value: SheetCell, kpi = 'kpi_62day'): SheetCell[] => [kpi, 'luton', { serial: 46113 }, { serial: 46142 }, value, 'final'];

async function read(bytes: Uint8Array): Promise<FileReading> {
	const found = await readReadingFile(bytes, WORLD);
	if (!found.ok) throw new Error(found.message);
	return found.value;
}

describe('the sheet of a workbook', () => {
	const notes = { name: 'Read me', xml: sheetOf([['How these were counted']]) };
	const old = { name: 'Old &amp; wrong', hidden: true, xml: sheetOf([HEAD, row(1)]) };
	const readings = { name: 'Readings', xml: sheetOf([HEAD, row(64.6)]) };

	it('is the first that is not hidden and has the columns, and what others hold is told', async () => {
		const found = await read(workbookOf([notes, old, readings]));
		expect(found.lines).toMatchObject([{ line: 2, value: 64.6, problems: [] }]);
		expect(found.notes).toEqual(['Read from the sheet “Readings”. What other sheets hold is not read: “Read me”; “Old & wrong”, hidden.']);
		expect((await read(workbookOf([readings, { ...readings, name: 'May' }]))).notes).toEqual(['Read from the sheet “Readings”. What other sheets hold is not read: “May”.']);
		expect((await read(workbookOf([readings]))).notes).toEqual([]);
	});

	it('that lacks the columns is named by what it has; hidden ones alone are refused in words', async () => {
		expect(await readReadingFile(workbookOf([notes]), WORLD)).toMatchObject({ ok: false, message: expect.stringContaining('Its first line has: How these were counted.') as string });
		expect(await readReadingFile(workbookOf([old]), WORLD)).toMatchObject({ ok: false, message: expect.stringContaining('Every sheet of this workbook is hidden.') as string });
	});

	it('is read as it is shown: a cell of percentages as a percentage, an error as no figure', async () => {
		const { lines, suppressed } = await read(workbook([HEAD, row({ percent: 0.646 }), row({ percent: 0.07 }, 'kpi_falls'), row({ error: '#DIV/0!' })]));
		expect(lines.map(({ value, problems }) => [value, problems.map(({ problem }) => problem)])).toEqual([
			[64.6, []],
			[7, ['“7%” is a percentage, but this KPI is measured in “per 100,000”.']],
			[null, ['“#DIV/0!” is not a figure.']]
		]);
		expect(suppressed).toBe(0);
	});
});
