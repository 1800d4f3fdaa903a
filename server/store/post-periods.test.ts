import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '#lib/plan/dates.ts';
import type { PersonId } from '#lib/plan/ids.ts';
import { correctPeriod, handOver, holderOn, overlap, type Period } from './post-periods.ts';

const ANN = 'pe_ann' as PersonId;
const BOB = 'pe_bob' as PersonId;

describe('a post changes hands', () => {
	const held: Period[] = [{ person: ANN, from: '2025-04-01', until: null }];

	it('closes the period of whoever held it, and begins the next that day', () => {
		expect(handOver(held, BOB, '2026-04-01')).toEqual({ ok: true, value: [{ person: ANN, from: '2025-04-01', until: '2026-04-01' }, { person: BOB, from: '2026-04-01', until: null }] });
		expect(handOver([], BOB, '2026-04-01')).toEqual({ ok: true, value: [{ person: BOB, from: '2026-04-01', until: null }] });
	});

	it('may be vacant, and held again after a gap', () => {
		const vacant = handOver(held, null, '2026-04-01');
		expect(vacant).toEqual({ ok: true, value: [{ person: ANN, from: '2025-04-01', until: '2026-04-01' }] });
		if (!vacant.ok) return;
		expect(handOver(vacant.value, null, '2026-05-01')).toMatchObject({ ok: false, because: 'conflict' });
		expect(handOver(vacant.value, ANN, '2026-03-31')).toMatchObject({ ok: false, because: 'conflict' });
		expect(handOver(vacant.value, ANN, '2026-06-01')).toMatchObject({ ok: true });
	});

	it('not on a day on or before which whoever holds it began, and not to the same person', () => {
		expect(handOver(held, BOB, '2025-03-31')).toMatchObject({ ok: false, message: expect.stringContaining('since 1 Apr 2025') as string });
		expect(handOver(held, BOB, '2025-04-01')).toMatchObject({ ok: false, because: 'conflict' });
		expect(handOver(held, ANN, '2026-04-01')).toMatchObject({ ok: false, because: 'conflict' });
	});
});

describe('a mistake in the history', () => {
	const two: Period[] = [{ person: ANN, from: '2025-04-01', until: '2026-04-01' }, { person: BOB, from: '2026-04-01', until: null }];

	it('is put right or taken out, where that overlaps with nothing', () => {
		expect(correctPeriod(two, two[0] as Period, { person: ANN, from: '2025-05-01', until: '2026-03-01' })).toMatchObject({ ok: true });
		expect(correctPeriod(two, two[0] as Period, { person: ANN, from: '2025-05-01', until: '2026-05-01' })).toMatchObject({ ok: false, because: 'conflict' });
		expect(correctPeriod(two, two[0] as Period, { person: ANN, from: '2025-05-01', until: '2025-05-01' })).toMatchObject({ ok: false, because: 'invalid' });
		expect(correctPeriod(two, two[1] as Period, null)).toEqual({ ok: true, value: [two[0]] });
		expect(correctPeriod(two, { person: ANN, from: '2024-01-01' }, null)).toMatchObject({ ok: false, because: 'not-found' });
	});
});

describe('whatever is done to a post', () => {
	const START: Day = '2025-01-01';
	const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays(START, days));
	const person = fc.constantFrom(ANN, BOB, 'pe_cas' as PersonId);
	const step = fc.oneof(
		fc.record({ does: fc.constant('hand' as const), to: fc.option(person), from: day }),
		fc.record({ does: fc.constant('correct' as const), which: fc.nat(5), next: fc.option(fc.record({ from: day, until: fc.option(day) })) })
	);

	it('its periods never overlap, each has at least a day, and each day has at most one holder', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
				let periods: Period[] = [];
				for (const each of steps) {
					const which = each.does === 'correct' ? periods[each.which % Math.max(1, periods.length)] : undefined;
					const after =
						each.does === 'hand' ? handOver(periods, each.to, each.from) : which ? correctPeriod(periods, which, each.next && { person: which.person, ...each.next }) : null;
					if (after?.ok) periods = after.value;
					for (const [index, one] of periods.entries()) {
						expect(one.until === null || one.from < one.until).toBe(true);
						for (const other of periods.slice(index + 1)) expect(overlap(one, other)).toBe(false);
					}
					for (let days = 0; days <= 60; days += 5) {
						const on = addDays(START, days);
						const holders = periods.filter((period) => period.from <= on && (period.until === null || on < period.until));
						expect(holders.length).toBeLessThanOrEqual(1);
						expect(holderOn(periods, on)).toEqual(holders[0] ?? null);
					}
				}
			}),
			{ numRuns: 400 }
		);
	});
});
