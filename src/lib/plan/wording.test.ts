import { describe, expect, test } from 'vitest';
import { FIELDS, type EntityKind } from './fields.ts';
import { changesText, inTellingOrder, wordChange, wordTogether, type Names, type WordedChange } from './wording.ts';

const lookUp = (names: Record<string, string>) => (id: string) => names[id] ?? null;
const NAMES: Names = {
	milestone: lookUp({ ms_can14: 'CAN-14', 'pl_fra/ms_fra04': 'FRA-04', ms_noref: '“Not numbered yet”' }),
	priority: lookUp({ pr_one: 'Prevention', pr_two: 'Capacity' }),
	kpi: lookUp({ kpi_62: '62-day standard' }),
	person: lookUp({ pe_rm: 'Radiology manager' }),
	place: lookUp({ luton: 'Luton' })
};
const change = (entity: EntityKind, entityId: string, field: string, [old, now]: [unknown, unknown], member = ''): WordedChange => ({ entity, entityId, field, member, old, new: now });
const milestone = (field: string, old: unknown, now: unknown, member?: string) => wordChange(change('milestone', 'ms_can14', field, [old, now], member), NAMES);
const priority = (field: string, old: unknown, now: unknown) => wordChange(change('priority', 'pr_one', field, [old, now]), NAMES);
const kpi = (field: string, old: unknown, now: unknown, member?: string) => wordChange(change('kpi', 'kpi_62', field, [old, now], member), NAMES);
const plan = (field: string, old: unknown, now: unknown) => wordChange(change('plan', '', field, [old, now]), NAMES);

describe('milestones', () => {
	test.each([
		['added', null, { title: 'Lung health checks' }, '', 'added CAN-14, “Lung health checks”'],
		['ref', '', 'CAN-14', '', 'numbered a new milestone CAN-14'],
		['title', 'Old', 'New', '', 'renamed CAN-14 from “Old” to “New”'],
		['kind', 'milestone', 'deliverable', '', 'made CAN-14 a deliverable'],
		['kind', 'deliverable', 'milestone', '', 'made CAN-14 a milestone'],
		['priority', 'pr_one', 'pr_two', '', 'moved CAN-14 from “Prevention” to “Capacity”'],
		['priority', null, 'pr_two', '', 'moved CAN-14 into “Capacity”'],
		['priority', 'pr_one', null, '', 'took CAN-14 out of “Prevention”'],
		['priority', 'pr_one', 'pr_gone', '', 'moved CAN-14 from “Prevention” to a priority that no longer exists'],
		['order', 'a0', 'a1', '', 'moved CAN-14 to another place in its list'],
		['forecast', '2026-06-30', '2026-09-30', '', 'moved the forecast of CAN-14 from 30 Jun 2026 to 30 Sep 2026'],
		['forecast', null, '2026-09-30', '', 'set the forecast of CAN-14 to 30 Sep 2026'],
		['forecast', '2026-06-30', null, '', 'removed the forecast of CAN-14, which was 30 Jun 2026'],
		['start', '2026-06-30', '2026-09-30', '', 'moved the start of CAN-14 from 30 Jun 2026 to 30 Sep 2026'],
		['actual', null, '2026-09-30', '', 'set the actual date of CAN-14 to 30 Sep 2026'],
		['dateReason', '', 'Radiologist vacancy at Luton', '', 'gave the reason for the date of CAN-14: “Radiologist vacancy at Luton”'],
		['dateReason', 'x', '', '', 'removed the reason for the date of CAN-14'],
		['status', 'atRisk', 'offTrack', '', 'changed the status of CAN-14 from At risk to Off track'],
		['doneWhen', '', 'Three sites open', '', 'wrote down when CAN-14 is done: “Three sites open”'],
		['doneWhen', 'Two', 'Three', '', 'changed when CAN-14 is done'],
		['evidence', '', 'Minutes of 3 Sep', '', 'recorded the evidence for CAN-14: “Minutes of 3 Sep”'],
		['evidence', 'Minutes', '', '', 'removed the evidence for CAN-14'],
		['ask', '', 'Agree cover', '', 'asked for a decision on CAN-14: “Agree cover”'],
		['ask', 'Agree cover', '', '', 'withdrew the decision wanted on CAN-14'],
		['ask', 'Agree', 'Agree cover', '', 'changed the decision wanted on CAN-14'],
		['archived', false, true, '', 'archived CAN-14'],
		['archived', true, false, '', 'brought back CAN-14'],
		['description', '', 'Text', '', 'wrote the description of CAN-14'],
		['commentary', 'Old', 'New', '', 'edited the commentary of CAN-14'],
		['commentary', 'Old', '', '', 'cleared the commentary of CAN-14'],
		['leads', null, 'clinical', 'pe_rm', 'made Radiology manager clinical lead of CAN-14'],
		['leads', 'delivery', null, 'pe_rm', 'removed Radiology manager as delivery lead of CAN-14'],
		['leads', 'delivery', 'accountable', 'pe_rm', 'changed Radiology manager from delivery lead to accountable lead of CAN-14'],
		['leads', 'delivery', null, 'pe_gone', 'removed someone no longer listed as delivery lead of CAN-14'],
		['kpis', null, { effect: 'increase', lagMonths: 6 }, 'kpi_62', 'linked CAN-14 to “62-day standard”, expecting an increase after 6 months'],
		['kpis', { effect: 'increase', lagMonths: 6 }, { effect: 'maintain', lagMonths: 0 }, 'kpi_62', 'changed what CAN-14 should do for “62-day standard”: no change'],
		['kpis', { effect: 'increase', lagMonths: 6 }, null, 'kpi_gone', 'unlinked CAN-14 from a KPI that no longer exists'],
		['places', null, 'notStarted', 'luton', 'added Luton to CAN-14'],
		['places', 'onTrack', 'atRisk', 'luton', 'changed the status of CAN-14 in Luton from On track to At risk'],
		['places', 'onTrack', null, 'luton', 'removed Luton from CAN-14'],
		['dependsOn', null, true, 'pl_fra/ms_fra04', 'made CAN-14 depend on FRA-04'],
		['dependsOn', true, null, 'pl_fra/ms_gone', 'removed the dependency of CAN-14 on a milestone that no longer exists'],
		['enablers', null, true, 'digital-and-data', 'added the enabler “digital and data” to CAN-14'],
		['enablers', true, null, 'estates', 'removed the enabler “estates” from CAN-14']
	])('%s %j → %j', (field, old, now, member, words) => expect(milestone(field, old, now, member)).toBe(words));

	test('one without a reference is called by its title, one that is gone by what the change tells', () => {
		expect(wordChange(change('milestone', 'ms_noref', 'added', [null, { title: 'Not numbered yet' }]), NAMES)).toBe('added “Not numbered yet”');
		expect(wordChange(change('milestone', 'ms_gone', 'added', [null, { title: 'Gone' }]), NAMES)).toBe('added “Gone”');
		expect(wordChange(change('milestone', 'ms_gone', 'status', ['onTrack', 'atRisk']), NAMES)).toBe('changed the status of a milestone from On track to At risk');
	});
});

describe('priorities, KPIs and the plan', () => {
	test('priorities', () => {
		expect(priority('added', null, { title: 'Prevention' })).toBe('added the priority “Prevention”');
		expect(priority('title', 'Old', 'New')).toBe('renamed the priority “Old” to “New”');
		expect(priority('order', 'a0', 'a1')).toBe('moved the priority “Prevention” to another place in the plan');
		expect(priority('archived', false, true)).toBe('archived the priority “Prevention”');
		expect(priority('archived', true, false)).toBe('brought back the priority “Prevention”');
	});
	test('KPIs', () => {
		expect(kpi('added', null, { title: 'x' })).toBe('added the KPI “62-day standard”');
		expect(kpi('title', 'Old', 'New')).toBe('renamed the KPI “Old” to “New”');
		expect(kpi('unit', '', '%')).toBe('set the unit of “62-day standard” to “%”');
		expect(kpi('source', 'A', 'B')).toBe('changed the source of “62-day standard” from “A” to “B”');
		expect(kpi('frequency', 'Monthly', '')).toBe('removed the frequency of “62-day standard”, which was “Monthly”');
		expect(kpi('direction', 'neutral', 'increase')).toBe('changed the direction of improvement of “62-day standard” from neither way is better to higher is better');
		expect(kpi('note', '', 'See footnote 2')).toBe('noted on “62-day standard”: “See footnote 2”');
		expect(kpi('target', null, { value: 75, by: '2027-03-31' })).toBe('set the target of “62-day standard” to 75 by 31 Mar 2027');
		expect(kpi('target', { value: 70, by: null }, { value: 75, by: null })).toBe('changed the target of “62-day standard” from 70 to 75');
		expect(kpi('target', { value: 70, by: null }, null)).toBe('removed the target of “62-day standard”, which was 70');
		expect(kpi('baselines', null, { value: 18472, asAt: '2022/23' }, 'luton')).toBe('set the baseline of “62-day standard” for Luton to 18,472 (2022/23)');
		expect(kpi('trajectory', 61.5, 70, '2026-09-30')).toBe('changed the trajectory of “62-day standard” for 30 Sep 2026 from 61.5 to 70');
		expect(kpi('archived', false, true)).toBe('archived the KPI “62-day standard”');
	});
	test('the plan', () => {
		expect(plan('added', null, {})).toBe('began the plan');
		expect(plan('title', '', 'Cancer')).toBe('named the plan “Cancer”');
		expect(plan('summary', 'a', 'b')).toBe('edited the summary of the plan');
		expect(plan('months', 24, 36)).toBe('changed the length of the plan in months from 24 to 36');
		expect(plan('starts', '2025-04', '2025-05')).toBe('moved the first month of the plan from 2025-04 to 2025-05');
	});
});

test('no field and no value breaks the wording', () => {
	const values = [null, undefined, '', 'x', 3, true, [], {}, { value: 'x' }, '2026-13-45'];
	for (const [entity, fields] of Object.entries(FIELDS)) {
		for (const field of [...Object.keys(fields), 'added', 'unheard-of']) {
			for (const old of values) {
				for (const now of values) {
					const words = wordChange(change(entity as EntityKind, 'gone', field, [old, now], 'gone'), NAMES);
					expect(words).toMatch(/^[a-z]/);
					expect(words).not.toMatch(/undefined|null|\[object|NaN/);
				}
			}
		}
	}
});

test('one edit of several fields is told by what matters most', () => {
	const edit = [
		change('milestone', 'ms_can14', 'commentary', ['a', 'b']),
		change('milestone', 'ms_can14', 'forecast', ['2026-06-30', '2026-09-30']),
		change('milestone', 'ms_can14', 'status', ['onTrack', 'atRisk'])
	];
	expect(inTellingOrder(edit).map((each) => each.field)).toEqual(['status', 'forecast', 'commentary']);
	expect(wordTogether(edit, NAMES)).toBe('changed the status of CAN-14 from On track to At risk, and 2 more changes');
	expect(wordTogether(edit.slice(1), NAMES)).toBe('changed the status of CAN-14 from On track to At risk and moved the forecast of CAN-14 from 30 Jun 2026 to 30 Sep 2026');
});

test('long texts are shown apart, unless the sentence holds all of it', () => {
	expect(changesText(change('milestone', 'ms_can14', 'commentary', ['', 'b']))).toBe(true);
	expect(changesText(change('milestone', 'ms_can14', 'evidence', ['', 'Minutes']))).toBe(false);
	expect(changesText(change('milestone', 'ms_can14', 'evidence', ['', 'x'.repeat(300)]))).toBe(true);
	expect(changesText(change('milestone', 'ms_can14', 'evidence', ['Minutes', 'More']))).toBe(true);
	expect(changesText(change('milestone', 'ms_can14', 'forecast', [null, '2026-06-30']))).toBe(false);
});
