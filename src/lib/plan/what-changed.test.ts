import { describe, expect, it } from 'vitest';
import { againstBaseline, byWeight, changeCount, changesShown, firstOfEach, milestoneChange, MOST_AT_ONCE, movedWords, type MilestoneState, type ProgrammeChanges } from './what-changed.ts';

const STATE: MilestoneState = { ref: 'CAN-01', title: 'Open', status: 'onTrack', forecast: '2026-06-30', actual: null, dateReason: '', doneWhen: 'It is open', archived: false, leads: { pe_a: 'delivery' } };
const BESIDE = { between: new Map(), nameOf: (person: string) => person, baseline: undefined, day: '2026-05-01' };
const change = (was: Partial<MilestoneState> | null, now: Partial<MilestoneState>, beside: Partial<Parameters<typeof milestoneChange>[3]> = {}) =>
	milestoneChange('ms_1', was && { ...STATE, ...was }, { ...STATE, ...now }, { ...BESIDE, ...beside });

describe('the difference between two states of a milestone', () => {
	it('R2: is none where nothing that is told differs', () => {
		expect(change({}, {})).toBeNull();
		expect(change({ actual: null, dateReason: '' }, { actual: '2026-01-01', dateReason: 'Because' })).toBeNull();
		expect(change(null, { archived: true })).toBeNull();
		expect(change({ archived: true }, { archived: true, title: 'Renamed' })).toBeNull();
	});

	it('R2: is by whoever made the newest of the changes it tells of', () => {
		const by = (name: string, day: number) => ({ times: 1, by: { name, at: `2026-04-0${day}T09:00:00.000Z` } });
		const between = new Map([['forecast', by('Ann', 3)], ['status', by('Ben', 5)], ['leads', by('Cat', 7)]]);
		expect(change({}, { forecast: '2026-07-30', status: 'atRisk' }, { between })?.by.name).toBe('Ben');
		expect(change({}, { leads: {} }, { between })).toMatchObject({ by: { name: 'Cat' }, reowned: { added: [], removed: ['pe_a (delivery lead)'] } });
	});

	it('tells another kind of lead as one gone and one come', () => {
		expect(change({}, { leads: { pe_a: 'clinical' } })?.reowned).toEqual({ added: ['pe_a (clinical lead)'], removed: ['pe_a (delivery lead)'] });
	});

	it('tells a date that was set or taken away without days', () => {
		expect(change({ forecast: null }, {})?.redated).toMatchObject({ from: null, to: '2026-06-30', days: null });
		expect(change({}, { forecast: null })?.redated).toMatchObject({ to: null, days: null });
	});

	it('says that it is overdue at the later moment', () => {
		expect(change({}, { status: 'atRisk' }, { day: '2026-07-01' })?.overdue).toBe(true);
		expect(change({}, { status: 'atRisk' })?.overdue).toBe(false);
	});

	it('tells a completion against the baseline of then', () => {
		expect(change({}, { status: 'complete', actual: '2026-07-24' }, { baseline: '2026-06-30' })?.completed).toEqual({ on: '2026-07-24', days: 24 });
		expect(change({}, { status: 'complete' }, { baseline: '2026-06-30' })?.completed).toEqual({ on: null, days: null });
		expect(change({ status: 'complete' }, { status: 'complete', title: 'New' })?.completed).toBeNull();
	});
});

describe('changes together', () => {
	const found = [change({}, { forecast: '2026-07-01', ref: 'CAN-10' }), change({}, { forecast: '2026-08-01', ref: 'CAN-9' }), change({}, { forecast: '2026-05-01' }), change({}, { status: 'complete', ref: 'CAN-2' }), change(null, { ref: 'CAN-3' }), change({}, { title: 'Other' })].flatMap((each) => each ?? []);
	const changes: ProgrammeChanges[] = [
		{ slug: 'cancer', programme: 'Cancer', status: { from: 'onTrack', to: 'atRisk' }, milestones: found, signals: [], challenges: [] },
		{ slug: 'fragile', programme: 'Fragile services', status: { from: 'onTrack', to: 'onTrack' }, milestones: [], signals: [], challenges: [{ thread: 'th_1', milestone: null, question: 'Why?', what: 'raised', by: { name: null, at: '' } }] }
	];

	it('R2: stand with the largest slips first', () => {
		expect(found.toReversed().toSorted(byWeight).map(({ ref, redated }) => [ref, redated?.days])).toEqual([['CAN-9', 32], ['CAN-10', 1], ['CAN-01', -60], ['CAN-2', undefined], ['CAN-3', undefined], ['CAN-01', undefined]]);
	});

	it('can be shown by kind', () => {
		expect(changesShown(changes, null)).toEqual(changes);
		expect(changesShown(changes, 'later').map(({ slug, milestones }) => [slug, milestones.length])).toEqual([['cancer', 2]]);
		expect(changesShown(changes, 'completed')[0]?.milestones.map(({ ref }) => ref)).toEqual(['CAN-2']);
		expect(changeCount(changes)).toBe(6);
	});

	it('are cut to the first of each programme when there are more than anybody reads, and how many are left is said', () => {
		const [cancer, fragile] = changes;
		if (!cancer || !fragile) throw new Error('There are two');
		expect(firstOfEach(changes)).toEqual(changes.map((each) => ({ ...each, left: 0 })));
		const many = Array.from({ length: MOST_AT_ONCE + 1 }, () => found[0]).flatMap((each) => each ?? []);
		expect(firstOfEach([{ ...cancer, milestones: many }, fragile]).map(({ milestones, left, challenges }) => [milestones.length, left, challenges.length])).toEqual([[20, MOST_AT_ONCE - 19, 0], [0, 0, 1]]);
	});

	it('in words', () => {
		expect([movedWords(42), movedWords(1), movedWords(-28), movedWords(1200), movedWords(null)]).toEqual(['42 days later', '1 day later', '28 days earlier', '1,200 days later', '']);
		expect([againstBaseline(24), againstBaseline(-40), againstBaseline(0), againstBaseline(null)]).toEqual(['24 days after its baseline', '40 days before its baseline', 'on its baseline date', '']);
	});
});
