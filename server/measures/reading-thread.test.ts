import { describe, expect, it } from 'vitest';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { workbook } from '../../tests/helpers/workbook.ts';
import { readReadingFile } from './reading-file.ts';
import { readApart } from './reading-thread.ts';
import type { World } from './world.ts';

const WORLD: World = {
	kpis: [{ id: 'kpi_a' as KpiId, title: 'A', unit: 'days', archived: false }],
	places: [{ id: 'luton' as PlaceId, name: 'Luton', code: 'E06000032', kind: 'place' }],
	codes: [],
	today: '2026-09-14'
};
const HEAD = ['measure_id', 'place_code', 'period_start', 'period_end', 'value'];
const day = (at: number) => new Date(Date.UTC(1950, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
const csv = (lines: number) => new TextEncoder().encode([HEAD.join(','), ...Array.from({ length: lines }, (_, at) => `kpi_a,luton,${day(at)},${day(at)},${at % 50}`)].join('\n'));
const answer = (message: string) => ({ ok: false, message: expect.stringContaining(message) as string });

describe('a file read on a thread of its own', () => {
	it('comes to the same as without one: many lines, a workbook, one without readings, one that cannot be read', async () => {
		const files: Uint8Array[] = [csv(5_000), workbook([HEAD, ['kpi_a', 'luton', '2026-01-01', '2026-01-31', 5]]), workbook([HEAD, ['kpi_a', 'luton', '2026-01-01', '2026-01-31', '*']]), new Uint8Array(100_000).fill(97)];
		for (const bytes of files) expect(await readApart({ bytes, world: WORLD })).toEqual(await readReadingFile(bytes, WORLD));
	});

	it('while it is read, others have their turn', async () => {
		let [last, longest] = [performance.now(), 0];
		const beat = setInterval(() => {
			const now = performance.now();
			[last, longest] = [now, Math.max(longest, now - last)];
		}, 1);
		const from = performance.now();
		const read = await readApart({ bytes: csv(25_000), world: WORLD });
		const took = performance.now() - from;
		clearInterval(beat);
		expect(read.ok && read.value.lines.length).toBe(25_000);
		expect(longest).toBeLessThan(took / 2);
	});

	it('one that fills its memory, or takes too long, is refused in words and leaves the process alone', async () => {
		const many = new TextEncoder().encode(`${HEAD.join(',')}\n${'a,b,c,d,5\n'.repeat(100_000)}`);
		expect(await readApart({ bytes: many, world: WORLD }, { memoryMb: 20 })).toEqual(answer('This file holds too much to be read at once.'));
		expect(await readApart({ bytes: many, world: WORLD }, { ms: 1 })).toEqual(answer('This file holds too much to be read at once.'));
	});

	it('more at once than there are threads for wait for their turn', async () => {
		const all = await Promise.all(Array.from({ length: 5 }, () => readApart({ bytes: csv(3_000), world: WORLD })));
		expect(all.map((read) => read.ok && read.value.lines.length)).toEqual([3_000, 3_000, 3_000, 3_000, 3_000]);
	});
});
