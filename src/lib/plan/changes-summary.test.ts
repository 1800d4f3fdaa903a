import { describe, expect, it } from 'vitest';
import { changesSummary } from './changes-summary.ts';
import type { ChallengeChange, MilestoneChange, ProgrammeChanges } from './what-changed.ts';

const milestone = (ref: string, over: Partial<MilestoneChange>): MilestoneChange => ({ id: `ms_${ref}`, ref, title: `Title of ${ref}`, came: null, redated: null, status: null, reowned: null, reworded: [], by: { name: null, at: '' }, ...over });
const moved = (days: number | null) => ({ redated: { from: '2026-06-30', to: '2026-07-31', days, times: 1, reason: '' } });
const challenge = (what: ChallengeChange['what']): ChallengeChange => ({ thread: `th_${what}`, milestone: null, question: 'Why?', what, by: { name: null, at: '' } });
const programme = (slug: string, over: Partial<ProgrammeChanges>): ProgrammeChanges => ({ slug, programme: slug.toUpperCase(), status: { from: 'onTrack', to: 'onTrack' }, milestones: [], signals: [], challenges: [], ...over });

describe('what changed in a few lines', () => {
	it('R2: names who stands worse and better, counts what happened, and the largest slips of all programmes first', () => {
		const summary = changesSummary([
			programme('one', { status: { from: 'onTrack', to: 'offTrack' }, milestones: [milestone('ONE-01', moved(42)), milestone('ONE-02', moved(-7)), milestone('ONE-03', { status: { from: 'onTrack', to: 'complete' } }), milestone('ONE-04', moved(null))] }),
			programme('two', { status: { from: 'atRisk', to: 'onTrack' }, milestones: [milestone('TWO-01', moved(1200)), milestone('TWO-02', { came: 'added' }), milestone('TWO-03', { came: 'archived' }), milestone('TWO-04', { reowned: { added: ['Ann'], removed: [] } })], challenges: (['raised', 'reopened', 'closed', 'passed'] as const).map(challenge) }),
			programme('three', { milestones: [1, 2, 3].map((no) => milestone(`THR-0${no}`, moved(no))), signals: [{ kpi: 'kpi_one', title: 'Waits', place: 'Luton', from: null, to: 'Concern', at: '' }] })
		]);
		expect([summary.worse, summary.better]).toEqual([[{ slug: 'one', programme: 'ONE' }], [{ slug: 'two', programme: 'TWO' }]]);
		expect(summary.counts).toEqual(['5 dates moved later, 1 earlier', '1 milestone completed', '1 milestone added', '1 milestone archived', '1 milestone with other leads', '1 KPI signal changed', '2 challenges opened', '2 challenges closed']);
		expect(summary.furthest.map(({ ref, slug, days }) => [ref, slug, days])).toEqual([['TWO-01', 'two', 1200], ['ONE-01', 'one', 42], ['THR-03', 'three', 3]]);
	});

	it('names nothing that did not happen', () => {
		expect(changesSummary([programme('one', { milestones: [milestone('ONE-01', moved(-1))] })])).toEqual({ worse: [], better: [], counts: ['1 date moved earlier'], furthest: [] });
		expect(changesSummary([])).toEqual({ worse: [], better: [], counts: [], furthest: [] });
	});
});
