import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMNS, type ColumnKey } from './columns.ts';
import { readCell, textOfCell } from './cell-text.ts';
import { columnsOfPaste, parseTsv, planPaste, unknownReferences, writeTsv } from './paste.ts';
import { sampleMilestone, sampleWorld } from './sample.ts';

const column = (key: ColumnKey) => COLUMNS.filter((each) => each.key === key)[0]!; // reason: every key has a column
const from = (key: ColumnKey) => COLUMNS.slice(COLUMNS.indexOf(column(key)));

test('cells with tabs, line breaks and quotes come whole', () => {
	expect(parseTsv('a\tb\r\n"one ""two""\nthree"\t"x\ty"\r\n')).toEqual([
		['a', 'b'],
		['one "two"\nthree', 'x\ty']
	]);
	expect(parseTsv('"not quoted\tb')).toEqual([['"not quoted', 'b']]);
	expect(parseTsv('\t\n')).toEqual([['', '']]);
});

test('what is written is read back', () => {
	const cells = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(fc.string(), { minLength: width, maxLength: width }), { minLength: 1 }));
	fc.assert(
		fc.property(cells, (rows) => {
			const plain = rows.map((row) => row.map((text) => text.replaceAll('\r', ' ')));
			// One empty last line is what every spreadsheet ends with.
			fc.pre(!(plain.length > 1 && plain.at(-1)?.length === 1 && plain.at(-1)?.[0] === ''));
			expect(parseTsv(writeTsv(plain))).toEqual(plain);
		})
	);
});

test('bad cells are listed with what is wrong; the rest is kept', () => {
	const milestones = [sampleMilestone('01', { status: 'onTrack' }), sampleMilestone('02')];
	const plan = planPaste(parseTsv('Red\t31 Jun 2026\nAt risk\t14/9/26'), { milestones, columns: from('status'), world: sampleWorld() });
	expect(plan.rows.map(({ edits }) => edits.map(({ value }) => value.form === 'value' && value.value))).toEqual([['offTrack'], ['atRisk', '2026-09-14']]);
	expect(plan.problems).toEqual([
		{ row: 1, at: 'CAN-01', column: 'Forecast', typed: '31 Jun 2026', problem: 'Forecast: June has 30 days. Enter a date such as 30 Jun 2026.' }
	]);
});

test('pasting beyond the end adds milestones, but none for an empty line', () => {
	const plan = planPaste(parseTsv('One\tOn track\nTwo\tAt risk\n\t\nThree'), { milestones: [sampleMilestone('01')], columns: COLUMNS, world: sampleWorld() });
	expect([plan.added, plan.rows.length, plan.cells]).toEqual([2, 3, 5]);
});

test('a copied row pasted over itself changes nothing, fixed columns included', () => {
	const world = sampleWorld({ updated: () => '14 Sep 2026' });
	const milestone = sampleMilestone('01', { forecast: '2026-09-30', leads: { pe_pm: 'accountable' } as never, places: { luton: 'onTrack' } as never });
	const text = writeTsv([COLUMNS.map((each) => textOfCell(each, milestone, world))]);
	expect(planPaste(parseTsv(text), { milestones: [milestone], columns: COLUMNS, world })).toMatchObject({ cells: 0, problems: [] });
	expect(planPaste([['1 Jan 2026']], { milestones: [milestone], columns: from('baseline'), world }).problems[0]?.problem).toMatch(/baseline is fixed/);
});

test('people, places, KPIs and dependencies are read by their names', () => {
	const world = sampleWorld();
	const read = (key: ColumnKey, typed: string) => readCell(column(key), typed, null, world);
	expect(read('leads', 'programme manager, cancer (Delivery); Clinical lead, breast; GP lead (cancer)')).toEqual({
		ok: true,
		value: { form: 'members', members: { pe_pm: 'delivery', pe_br: 'clinical', pe_gp: 'clinical' } }
	});
	expect(read('leads', 'Nobody')).toMatchObject({ ok: false, problem: expect.stringContaining('nobody called “Nobody”') });
	expect(read('places', 'all')).toMatchObject({ value: { members: { luton: 'notStarted', 'milton-keynes': 'notStarted' } } });
	expect(read('places', 'LU, BLMK')).toMatchObject({ ok: false });
	expect(read('kpis', '62-DAY standard')).toMatchObject({ value: { members: { kpi_62: { effect: 'increase', lagMonths: 0 } } } });
	expect(read('dependsOn', 'fra-04')).toMatchObject({ value: { members: { 'pl_fragile/ms_04': true } } });
	expect(read('dependsOn', 'XXX-99')).toMatchObject({ ok: false, problem: expect.stringContaining('there is no milestone “XXX-99”') });
	expect(readCell(column('dependsOn'), 'XXX-99', null, { ...world, unasked: 'You are offline.' })).toMatchObject({ ok: false, problem: 'Depends on: “XXX-99” is not in this plan, and other plans could not be asked. You are offline.' });
});

test('references that the page does not know are those that other plans are asked for', () => {
	const world = sampleWorld();
	const cells = [['CAN-99 in a title', 'fra-04, FRA-05 mhe7'], ['x', 'CAN-01; nonsense FRA-05']];
	const known = [...world.milestones.values()].map(({ ref }) => ref);
	expect(unknownReferences(cells, [column('title'), column('dependsOn')], world)).toEqual(['FRA-05', 'MHE7', ...(known.includes('CAN-01') ? [] : ['CAN-01'])]);
	expect(unknownReferences(cells, [column('title'), column('start')], world)).toEqual([]);
	expect(unknownReferences(cells, [null, column('dependsOn')], { ...world, others: new Map() })).toContain('FRA-04');
});

test('headings say which column is which; without them the order of the grid does', () => {
	const headed = columnsOfPaste(parseTsv('Due date\tTask\tNotes\n1/5/26\tDo it\tx'), COLUMNS);
	expect(headed.columns.map((each) => each?.key ?? null)).toEqual(['forecast', 'title', null]);
	expect(headed.rows).toHaveLength(1);
	const bare = columnsOfPaste(parseTsv('Do it\tOn track\t1/5/26\tPerson'), COLUMNS);
	expect(bare.columns.map((each) => each?.key)).toEqual(['title', 'status', 'forecast', 'leads']);
});
