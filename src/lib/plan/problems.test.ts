import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Milestone } from './fields.ts';
import { dependencyKey, newId, type MilestoneId, type PlaceId, type PlanId } from './ids.ts';
import { circles, circleThrough, clashWith, problemsOf, type ProblemContext } from './problems.ts';

const PLAN = newId('pl');

function milestone(ref: string, change: Partial<Milestone> = {}): Milestone {
	return {
		id: `ms_${ref.toLowerCase()}` as MilestoneId,
		ref,
		kind: 'milestone',
		title: `Title of ${ref}`,
		priority: null,
		order: 'a0',
		start: null,
		forecast: null,
		dateReason: '',
		actual: null,
		status: 'onTrack',
		doneWhen: '',
		evidence: '',
		ask: '',
		archived: false,
		description: '',
		commentary: '',
		leads: {},
		kpis: {},
		places: {},
		dependsOn: {},
		enablers: {},
		...change
	};
}
function needs(...refs: string[]): Record<string, true> {
	return Object.fromEntries(refs.map((ref) => [dependencyKey(PLAN, `ms_${ref.toLowerCase()}` as MilestoneId), true]));
}
function planOf(...all: Milestone[]): Map<MilestoneId, Milestone> {
	return new Map(all.map((each) => [each.id, each]));
}
function contextOf(all: Milestone[], change: Partial<ProblemContext> = {}): ProblemContext {
	const milestones = planOf(...all);
	return {
		plan: PLAN,
		milestones,
		circles: circles(PLAN, milestones),
		priorities: new Set(),
		kpis: new Set(),
		people: new Set(),
		places: new Set(),
		others: new Map(),
		...change
	};
}
/** The problems of the first of some milestones, as `field: message`. */
function problems(all: [Milestone, ...Milestone[]], change: Partial<ProblemContext> = {}): string[] {
	return problemsOf(all[0], contextOf(all, change)).map(({ field, message }) => `${field}: ${message}`);
}

describe('dates', () => {
	it('shows a forecast before the start', () => {
		expect(problems([milestone('CAN-01', { start: '2026-06-01', forecast: '2026-05-01' })])).toEqual(['forecast: The forecast, 1 May 2026, is before the start, 1 Jun 2026.']);
		expect(problems([milestone('CAN-01', { start: '2026-06-01', forecast: '2026-06-01' })])).toEqual([]);
		expect(problems([milestone('CAN-01', { forecast: '2026-06-01' })])).toEqual([]);
	});
});

describe('completion', () => {
	it('wants a date and evidence of what is complete', () => {
		expect(problems([milestone('CAN-01', { status: 'complete', evidence: ' \n' })])).toEqual([
			'actual: This is complete, but not since when. Enter the date it was done.',
			'evidence: This is complete without evidence. Say what shows that it is done.'
		]);
		expect(problems([milestone('CAN-01', { status: 'complete', actual: '2026-06-01', evidence: 'Minutes of 3 Jun' })])).toEqual([]);
	});
});

describe('what has gone', () => {
	it('shows what a milestone names that is no longer there', () => {
		const priority = newId('pr');
		const [kept, lost, lostToo] = [newId('pe'), newId('pe'), newId('pe')];
		const kpi = newId('kpi');
		const place = 'luton' as PlaceId;
		const one = milestone('CAN-01', {
			priority,
			leads: { [kept]: 'accountable', [lost]: 'clinical' },
			kpis: { [kpi]: { effect: 'increase', lagMonths: 3 } },
			places: { [place]: 'onTrack' },
			dependsOn: needs('CAN-99')
		});
		expect(problems([one], { people: new Set([kept]) })).toEqual([
			'priority: The priority of this milestone is no longer in the plan. Choose another.',
			'leads: A lead of this milestone is no longer in the directory. Remove it or choose another.',
			'places: A place of this milestone is no longer in the list of places. Remove it or choose another.',
			'kpis: A KPI of this milestone is no longer in the plan. Remove it or choose another.',
			'dependsOn: A milestone that this one depends on is no longer in the plan. Remove it or choose another.'
		]);
		const two = milestone('CAN-02', { leads: { [lost]: 'accountable', [lostToo]: 'delivery' } });
		expect(problems([two])).toEqual(['leads: 2 leads of this milestone are no longer in the directory. Remove them or choose others.']);
		expect(problems([milestone('CAN-03', { priority })], { priorities: new Set([priority]) })).toEqual([]);
	});
	it('shows a dependency on an archived milestone, and nothing of an archived one', () => {
		const archived = milestone('CAN-02', { archived: true, status: 'complete', dependsOn: needs('CAN-01') });
		expect(problems([milestone('CAN-01', { dependsOn: needs('CAN-02') }), archived])).toEqual([
			'dependsOn: CAN-02, which this milestone depends on, is archived. Remove it or bring it back.'
		]);
		expect(problems([archived])).toEqual([]);
	});
});

describe('dependencies that finish too late', () => {
	const late = { ref: 'FRA-04', title: 'Frailty hub', forecast: '2026-11-30', status: 'onTrack' } as const;
	const key = dependencyKey(newId('pl'), newId('ms'));

	it('counts the days, in this plan and in others', () => {
		const one = milestone('CAN-11', { forecast: '2026-11-25', dependsOn: { [key]: true } });
		expect(problems([one], { others: new Map([[key, late]]) })).toEqual(['dependsOn: 5 days too soon: needs FRA-04, forecast 30 Nov 2026.']);
		const own = milestone('CAN-12', { forecast: '2026-11-26' });
		expect(problems([milestone('CAN-11', { forecast: '2026-11-25', dependsOn: needs('CAN-12') }), own])).toEqual([
			'dependsOn: 1 day too soon: needs CAN-12, forecast 26 Nov 2026.'
		]);
		expect(problems([one])).toEqual(['dependsOn: A milestone that this one depends on is no longer in its plan. Remove it or choose another.']);
	});
	it('says nothing when either is over or has no forecast, or when it fits', () => {
		expect(clashWith({ forecast: '2026-11-30', status: 'onTrack' }, late)).toBe(null);
		expect(clashWith({ forecast: null, status: 'onTrack' }, late)).toBe(null);
		expect(clashWith({ forecast: '2026-11-25', status: 'complete' }, late)).toBe(null);
		expect(clashWith({ forecast: '2026-11-25', status: 'onTrack' }, { ...late, status: 'closed' })).toBe(null);
		expect(clashWith({ forecast: '2026-11-25', status: 'onTrack' }, { ...late, forecast: null })).toBe(null);
	});
	it('uses the title of a milestone that has no reference yet', () => {
		expect(clashWith({ forecast: '2026-11-25', status: 'onTrack' }, { ...late, ref: '' })).toBe('5 days too soon: needs “Frailty hub”, forecast 30 Nov 2026.');
	});
});

describe('circles', () => {
	it('shows a dependency on itself', () => {
		expect(problems([milestone('CAN-01', { dependsOn: needs('CAN-01') })])).toEqual(['dependsOn: CAN-01 depends on itself. Remove it from what it depends on.']);
	});
	it('names the milestones of a circle, from where it is looked at', () => {
		const all = [milestone('CAN-01', { dependsOn: needs('CAN-02') }), milestone('CAN-02', { dependsOn: needs('CAN-03') }), milestone('CAN-03', { dependsOn: needs('CAN-01') })] as const;
		expect(problems([...all])).toEqual(['dependsOn: A circle of dependencies: CAN-01 needs CAN-02, which needs CAN-03, which needs CAN-01. Remove one of them.']);
		expect(problems([all[2], all[0], all[1]])).toEqual(['dependsOn: A circle of dependencies: CAN-03 needs CAN-01, which needs CAN-02, which needs CAN-03. Remove one of them.']);
	});
	it('leaves out those that lead into a circle, lie between two, or stand by an archived one', () => {
		const all = planOf(
			milestone('A-01', { dependsOn: needs('B-01', 'B-01') }),
			milestone('B-01', { dependsOn: needs('B-02') }),
			milestone('B-02', { dependsOn: needs('B-01', 'C-01') }),
			milestone('C-01', { dependsOn: needs('D-01') }),
			milestone('D-01', { dependsOn: needs('D-02') }),
			milestone('D-02', { dependsOn: needs('D-01', 'E-01') }),
			milestone('E-01', { dependsOn: needs('E-02', 'E-01') }),
			milestone('E-02', { archived: true, dependsOn: needs('E-01') })
		);
		expect([...circles(PLAN, all)].sort()).toEqual(['ms_b-01', 'ms_b-02', 'ms_d-01', 'ms_d-02']);
	});
	it('finds just the milestones that have a circle through them', () => {
		const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 });
		fc.assert(
			fc.property(edges, (pairs) => {
				const all = Array.from({ length: 12 }, (_, n) => milestone(`N-${n}0`, { dependsOn: needs(...pairs.filter(([from]) => from === n).map(([, to]) => `N-${to}0`)) }));
				const plan = planOf(...all);
				const found = circles(PLAN, plan);
				for (const { id } of all) {
					const circle = circleThrough(id, PLAN, plan);
					expect(found.has(id)).toBe(circle !== null);
					expect(circleThrough(id, PLAN, plan, { within: found })).toEqual(circle);
					if (!circle) continue;
					expect(circle[0]).toBe(id);
					expect(new Set(circle).size).toBe(circle.length);
					circle.forEach((each, n) => {
						const next = circle[(n + 1) % circle.length];
						expect(next !== undefined && plan.get(each)?.dependsOn[dependencyKey(PLAN, next)]).toBe(true);
					});
				}
			})
		);
	});
	it('stays quick when a whole large plan is one circle, or one knot', () => {
		const count = 1_000;
		const ring = Array.from({ length: count }, (_, n) => milestone(`R-${n}0`, { dependsOn: needs(`R-${(n + 1) % count}0`) }));
		const knot = Array.from({ length: 250 }, (_, n) => milestone(`K-${n}0`, { dependsOn: needs(...Array.from({ length: 250 }, (_each, to) => `K-${to}0`)) }));
		const context = contextOf([...ring, ...knot]);
		expect(context.circles.size).toBe(count + 250);
		let looked = 0;
		const counted = new Map(context.milestones);
		counted.get = (id) => {
			looked += 1;
			return Map.prototype.get.call(context.milestones, id) as Milestone | undefined;
		};
		for (const each of ring) {
			expect(problemsOf(each, { ...context, milestones: counted }).map(({ message }) => message)).toEqual([
				`${each.ref} needs itself through a circle of many dependencies. Remove one of them.`
			]);
		}
		expect(looked).toBeLessThan(count * 500);
		const [first] = knot;
		expect(first && problemsOf(first, context).map(({ message }) => message)).toEqual([
			'K-00 depends on itself. Remove it from what it depends on.',
			'K-00 needs itself through a circle of many dependencies. Remove one of them.'
		]);
	});
});

describe('prose', () => {
	it('shows prose that two people wrote past its limit', () => {
		expect(problems([milestone('CAN-01', { commentary: 'x'.repeat(20_001) })])).toEqual(['commentary: Commentary can hold 20,000 characters; this is 20,001.']);
		expect(problems([milestone('CAN-01', { description: 'x'.repeat(20_000) })])).toEqual([]);
	});
});

describe('a plan id of another plan', () => {
	it('does not make a circle with a milestone of the same name', () => {
		const other: PlanId = newId('pl');
		const one = milestone('CAN-01');
		one.dependsOn = { [dependencyKey(other, one.id)]: true };
		expect([...circles(PLAN, planOf(one))]).toEqual([]);
	});
});
