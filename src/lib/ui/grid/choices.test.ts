import { expect, test } from 'vitest';
import type { Milestone } from '#lib/plan/fields.ts';
import { choicesOf, membersOf, settled } from './choices.ts';
import { PLAN, sampleMilestone, sampleWorld } from './sample.ts';

const milestone = sampleMilestone('01', {
	status: 'atRisk',
	leads: { pe_pm: 'accountable' } as Milestone['leads'],
	places: { luton: 'onTrack' } as Milestone['places'],
	dependsOn: { 'pl_fragile/ms_04': true }
});
const other = sampleMilestone('02', { forecast: '2026-09-30' });
const world = sampleWorld({ milestones: new Map([milestone, other].map((each) => [each.id, each])) });

test('leads are chosen with their kind, those of now first', () => {
	const { options, selected } = choicesOf('leads', milestone, world);
	expect(selected).toEqual(['pe_pm|accountable']);
	expect(options[0]).toMatchObject({ value: 'pe_pm|accountable', group: 'Leads now' });
	expect(options.filter(({ group }) => group === 'Suggested').map(({ value }) => value)).toEqual(['pe_br|clinical', 'pe_gp|clinical']);
	expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
});

test('who leads much of this plan is suggested first', () => {
	const led = [other, sampleMilestone('03')].map((each) => ({ ...each, leads: { pe_gp: 'clinical' } as Milestone['leads'] }));
	const { options } = choicesOf('leads', milestone, { ...world, milestones: new Map([milestone, ...led].map((each) => [each.id, each])) });
	expect(options.filter(({ group }) => group === 'Suggested').map(({ value }) => value)).toEqual(['pe_gp|clinical', 'pe_br|clinical']);
});

test('a person leads in one kind: the newer choice holds', () => {
	expect(settled('leads', ['pe_pm|accountable'], ['pe_pm|accountable', 'pe_pm|delivery'])).toEqual(['pe_pm|delivery']);
	expect(settled('leads', ['pe_pm|accountable'], ['pe_pm|accountable', 'pe_br|clinical'])).toEqual(['pe_pm|accountable', 'pe_br|clinical']);
	expect(settled('leads', ['pe_pm|accountable'], [])).toEqual([]);
	expect(membersOf('leads', ['pe_br|clinical'], milestone, world)).toEqual({ pe_br: 'clinical' });
});

test('a place keeps its status; a new one begins with the milestone’s', () => {
	expect(membersOf('places', ['luton', 'milton-keynes'], milestone, world)).toEqual({ luton: 'onTrack', 'milton-keynes': 'atRisk' });
});

test('dependencies are offered from this plan and the others, never the milestone itself', () => {
	const { options, selected } = choicesOf('dependsOn', milestone, world);
	expect(options.map(({ value, group }) => [value, group])).toEqual([
		['pl_fragile/ms_04', 'Depends on now'],
		[`${PLAN}/ms_02`, 'This plan']
	]);
	expect(selected).toEqual(['pl_fragile/ms_04']);
});
