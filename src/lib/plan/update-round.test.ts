import { describe, expect, it } from 'vitest';
import type { Milestone } from './fields.ts';
import type { MilestoneId, PersonId } from './ids.ts';
import { confirmationWords, isUnconfirmed, parseRoundDue, parseRoundNote, reportedOf, roundFigures, waitingByPerson, type RoundMilestone } from './update-round.ts';

const TODAY = '2026-09-14';
const screening = { person: 'pe_screening' as PersonId, name: 'Screening lead', initials: 'SL' };
const radiology = { person: 'pe_radiology' as PersonId, name: 'Radiology manager', initials: 'RM' };
const answer = { milestone: 'ms_can-01' as MilestoneId, answer: 'stillTrue' as const, at: '2026-09-14T22:59:00.000Z', by: screening };
const milestone = (ref: string, over: Partial<RoundMilestone> = {}): RoundMilestone => ({ milestone: `ms_${ref}` as MilestoneId, ref, title: '', asked: [screening], answer: null, settled: false, ...over });

describe('an update round', () => {
	const of = [milestone('CAN-01', { answer }), milestone('CAN-02', { asked: [screening, radiology] }), milestone('CAN-03', { settled: true }), milestone('CAN-04', { asked: [] }), milestone('CAN-05', { answer, settled: true })];

	it('counts each milestone once', () => {
		expect(roundFigures(of)).toEqual({ asked: 5, confirmed: 2, settled: 1, waiting: 2 });
		expect(roundFigures([])).toEqual({ asked: 0, confirmed: 0, settled: 0, waiting: 0 });
	});

	it('waits for each of a milestone’s leads, by name, and last for what has none', () => {
		expect(waitingByPerson(of).map(({ name, milestones }) => [name, milestones.map(({ ref }) => ref)])).toEqual([
			['Radiology manager', ['CAN-02']],
			['Screening lead', ['CAN-02']],
			['No lead', ['CAN-04']]
		]);
	});

	it.each([
		['the day itself', { due: TODAY, closed: null }, {}, false],
		['the day after', { due: '2026-09-13', closed: null }, {}, true],
		['answered', { due: '2026-09-13', closed: null }, { answer }, false],
		['settled', { due: '2026-09-13', closed: null }, { settled: true }, false],
		['ended', { due: '2026-09-13', closed: {} }, {}, false]
	])('is an exception: %s', (_when, round, over, expected) => expect(isUnconfirmed(round, milestone('CAN-01', over), TODAY)).toBe(expected));

	it('asks by a day from today to a year from now, with a note of plain text', () => {
		expect(parseRoundDue(TODAY, TODAY)).toEqual({ ok: true, value: TODAY });
		expect(parseRoundDue('2026-09-13', TODAY)).toEqual({ ok: false, problem: '13 Sep 2026 has passed. Choose today or a later day.' });
		expect(parseRoundDue('2027-09-16', TODAY)).toMatchObject({ ok: false });
		expect(parseRoundDue(7, TODAY)).toMatchObject({ ok: false });
		expect(parseRoundNote(' For the board\r\nby noon ')).toEqual({ ok: true, value: 'For the board\nby noon' });
		expect(parseRoundNote('x'.repeat(1_001))).toMatchObject({ ok: false });
	});

	it('an answer is said with who and the day in London', () => {
		expect(confirmationWords(answer)).toBe('Still true – Screening lead, 14 Sep 2026');
		expect(confirmationWords({ ...answer, answer: 'changed', at: '2026-09-14T23:00:00.000Z' })).toBe('Changed – Screening lead, 15 Sep 2026');
	});
});

describe('what a milestone reports', () => {
	const record = { status: 'onTrack', forecast: '2026-10-01', actual: null, dateReason: '', commentary: '', leads: { a: 'clinical', b: 'delivery' }, title: 'Clinics', doneWhen: '', places: {}, kpis: {}, dependsOn: {} } as unknown as Milestone;
	it('is the same whatever order its sets arrived in, and whatever else changes', () => {
		expect(reportedOf({ ...record, leads: { b: 'delivery', a: 'clinical' } as never })).toBe(reportedOf(record));
		expect(reportedOf({ ...record, description: 'Other', evidence: 'Other' } as Milestone)).toBe(reportedOf(record));
	});
	it('is another when one of its fields is', () => {
		for (const other of [{ status: 'atRisk' }, { forecast: null }, { commentary: 'Late' }, { leads: { a: 'delivery', b: 'delivery' } }, { dependsOn: { x: true } }]) {
			expect(reportedOf({ ...record, ...other } as unknown as Milestone)).not.toBe(reportedOf(record));
		}
	});
});
