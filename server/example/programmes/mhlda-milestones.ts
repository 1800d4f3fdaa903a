/**
 * Mental health, learning disability and autism: the milestones approved in April 2025, the work added later, and what happened to each.
 * Illustrative: written from the published objectives, not taken from a real plan.
 */
import type { ExampleMilestone } from '../shape.ts';

export const mhldaMilestones: ExampleMilestone[] = [
	{
		ref: 'MHL-01',
		priority: 'crisis',
		kind: 'milestone',
		title: 'Crisis recovery house open, Luton',
		start: '2025-10-01',
		baseline: '2026-07-31',
		doneWhen:
			'The house has taken its first guest, is registered with the Care Quality Commission and has eight beds staffed day and night.',
		description:
			'An eight-bed house where people in crisis can stay for up to 14 days instead of going into hospital. Run by East London NHS Foundation Trust with a voluntary sector partner.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }, { post: 'mhlda-director', kind: 'accountable' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 3 }, { kpi: 'mhlda-los', effect: 'decrease', lagMonths: 6 }],
		places: ['luton'],
		dependsOn: [],
		enablers: ['Estates', 'Workforce'],
		events: [
			{ on: '2025-10-06', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-18',
				by: 'mhlda-crisis-lead',
				set: {
					forecast: '2026-08-28',
					dateReason: 'Fire doors failed inspection; the building contractor needs five more weeks.',
					status: 'atRisk',
					commentary: 'Replacement doors are on order and the contractor will work floor by floor. Staff training carries on at the Luton day centre so that the house can open as soon as it is handed over.',
				},
			},
			{
				on: '2026-06-12',
				by: 'mhlda-crisis-lead',
				set: {
					forecast: '2026-08-03',
					dateReason: 'Doors fitted sooner than feared; handover is on the first Monday in August.',
					status: 'onTrack',
					commentary: 'Fire safety certificate received. Eleven of twelve staff are in post.',
				},
			},
			{
				on: '2026-08-03',
				by: 'mhlda-crisis-lead',
				set: {
					status: 'complete',
					actual: '2026-08-03',
					evidence: 'First guest admitted 3 Aug 2026. Registration certificate and eight-bed rota filed with the Collaborative.',
				},
			},
			{
				on: '2026-10-14',
				by: 'mhlda-crisis-lead',
				set: {
					commentary: 'Seven of eight beds used on average in the first ten weeks; the average stay is nine days.',
				},
			},
		],
	},
	{
		ref: 'MHL-02',
		priority: 'crisis',
		kind: 'milestone',
		title: 'No private beds in use: checkpoint',
		start: '2025-04-07',
		baseline: '2026-03-31',
		doneWhen:
			'No BLMK adult has been in a private acute or intensive care bed for 28 days running, from the daily bed return.',
		description:
			'Use reached 24 private beds in June 2024 and the first target date, 1 December 2024, was missed. This checkpoint asks for a full month at zero.',
		leads: [{ post: 'mhlda-manager', kind: 'delivery' }, { post: 'mhlda-director', kind: 'accountable' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 0 }, { kpi: 'mhlda-obd-cost', effect: 'decrease', lagMonths: 3 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-03'],
		enablers: ['Operational and clinical excellence', 'Finance'],
		events: [
			{ on: '2025-04-07', by: 'mhlda-manager', set: { status: 'onTrack' } },
			{
				on: '2025-10-21',
				by: 'mhlda-manager',
				set: {
					status: 'atRisk',
					commentary: 'Eleven private beds in use, down from 17 in April. Daily bed calls now include both trusts, and each private stay has a return date.',
				},
			},
			{
				on: '2026-01-22',
				by: 'mhlda-manager',
				set: {
					forecast: '2026-06-30',
					dateReason: 'Winter pressure kept private beds at nine; a month at zero by March is out of reach.',
					commentary: 'Nine private beds in use. Both trusts have agreed to hold two beds each for people returning.',
					ask: 'Agree that the two trusts share beds across BLMK before any private bed is bought. ICB Chief Operating Officer, by 27 Feb 2026.',
				},
			},
			{
				on: '2026-05-20',
				by: 'mhlda-manager',
				set: {
					forecast: '2026-10-30',
					dateReason: 'The crisis recovery house in Luton opens in August; zero is not realistic before it does.',
					commentary: 'Seven private beds in use. The two trusts now share beds first. The last step is the crisis recovery house, MHL-01.',
					ask: '',
				},
			},
			{ on: '2026-08-07', by: 'mhlda-manager', set: { status: 'onTrack', commentary: 'Private bed use below five for six weeks.' } },
			{
				on: '2026-10-27',
				by: 'mhlda-manager',
				set: {
					forecast: '2027-01-29',
					dateReason: 'Three beds bought in October while an acute ward in Bedford was closed for urgent repairs.',
					status: 'atRisk',
					commentary: 'The ward reopens on 16 November. All three people have a return date, and no new private bed is bought without a call between the two medical directors.',
				},
			},
			{
				on: '2026-12-15',
				by: 'mhlda-manager',
				set: {
					status: 'onTrack',
					commentary: 'One private bed in use since 30 November; return planned before the new year.',
				},
			},
			{
				on: '2027-01-29',
				by: 'mhlda-manager',
				set: {
					status: 'complete',
					actual: '2027-01-28',
					evidence: 'Daily bed return shows zero private beds from 31 Dec 2026 to 28 Jan 2027.',
				},
			},
		],
	},
	{
		ref: 'MHL-03',
		priority: 'crisis',
		kind: 'milestone',
		title: 'Crisis cafés open seven evenings a week in all four places',
		start: '2025-05-06',
		baseline: '2025-12-19',
		doneWhen:
			'A crisis café is open from 5pm to 11pm every day in Bedford, Dunstable, Luton and Milton Keynes, and appears on NHS 111 option 2.',
		description:
			'Evening places to go instead of the emergency department. Dunstable was the last place without one.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce', 'Communications'],
		events: [
			{ on: '2025-05-06', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2025-11-13',
				by: 'mhlda-crisis-lead',
				set: {
					forecast: '2026-01-30',
					dateReason: 'Lease on the Dunstable site signed six weeks late.',
					status: 'atRisk',
					commentary: 'Dunstable opens four evenings a week from 8 December and seven from January. The other three places are already at seven.',
				},
			},
			{ on: '2026-01-07', by: 'mhlda-crisis-lead', set: { forecast: '2026-01-23', status: 'onTrack' } },
			{
				on: '2026-01-23',
				by: 'mhlda-crisis-lead',
				set: {
					status: 'complete',
					actual: '2026-01-23',
					evidence: 'Opening hours published for all four cafés and checked on NHS 111 option 2 on 23 Jan 2026.',
				},
			},
		],
	},
	{
		ref: 'MHL-04',
		priority: 'crisis',
		kind: 'milestone',
		title: 'Mental health street triage on shift every night',
		start: '2025-04-14',
		baseline: '2025-09-30',
		doneWhen:
			'A nurse and police officer are on shift together from 6pm to 2am on every night of a full month in Bedfordshire and in Milton Keynes.',
		description:
			'Joint response with Bedfordshire Police and Thames Valley Police to people in distress in public places.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }, { post: 'mhlda-mk-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce', 'Ways of working'],
		events: [
			{ on: '2025-04-14', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2025-09-24',
				by: 'mhlda-crisis-lead',
				set: {
					status: 'complete',
					actual: '2025-09-22',
					evidence: 'Shift records show 31 of 31 nights covered in both areas, 22 Aug to 21 Sep 2025.',
				},
			},
		],
	},
	{
		ref: 'MHL-05',
		priority: 'physical-health',
		kind: 'deliverable',
		title: 'Easy-read screening invitations tested',
		start: '2026-03-02',
		baseline: '2026-10-14',
		doneWhen:
			'Invitations for breast, bowel and cervical screening have been tested by at least 30 people with a learning disability and the final set handed to the screening hubs.',
		description:
			'Written with self-advocacy groups in all four places. The same words and pictures will be used in the Cancer programme’s film and in maternity information.',
		leads: [{ post: 'mhlda-physical-lead', kind: 'delivery' }, { post: 'mhlda-clinical-ld', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Communications', 'Ways of working'],
		events: [
			{ on: '2026-03-03', by: 'mhlda-physical-lead', set: { status: 'onTrack' } },
			{
				on: '2026-06-17',
				by: 'mhlda-physical-lead',
				set: {
					commentary: 'First drafts tested with 14 people in Bedford and Luton. Pictures of the mammogram room were the part people most wanted changed.',
				},
			},
			{
				on: '2026-10-13',
				by: 'mhlda-physical-lead',
				set: {
					status: 'complete',
					actual: '2026-10-13',
					evidence: '36 people tested the final set. Handed to the three screening hubs on 13 Oct 2026 with print files.',
				},
			},
		],
	},
	{
		ref: 'MHL-06',
		priority: 'crisis',
		kind: 'milestone',
		title: 'Early intervention in psychosis teams at full strength',
		start: '2025-06-02',
		baseline: '2026-05-29',
		doneWhen:
			'All three teams have no more than one vacancy and at least 60% of people start treatment within two weeks in three months running.',
		description:
			'Bedford and Luton teams had nine vacancies in April 2025, and waits had grown to five weeks.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-contact-wte', effect: 'increase', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce'],
		events: [
			{ on: '2025-06-02', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2025-12-10',
				by: 'mhlda-crisis-lead',
				set: {
					commentary: 'Milton Keynes now leads recruitment for all three teams, so that candidates are offered the nearest post.',
					leads: [{ post: 'mhlda-mk-lead', kind: 'delivery' }, { post: 'mhlda-clinical', kind: 'clinical' }],
				},
			},
			{
				on: '2026-03-24',
				by: 'mhlda-mk-lead',
				set: {
					forecast: '2026-06-30',
					dateReason: 'Two nurses start in June after their notice periods.',
					status: 'atRisk',
					commentary: 'Eight of nine vacancies filled. The two-week standard was met in February and March; June start dates are confirmed in writing.',
				},
			},
			{
				on: '2026-06-24',
				by: 'mhlda-mk-lead',
				set: {
					status: 'complete',
					actual: '2026-06-24',
					evidence: 'One vacancy across three teams. 64%, 67% and 66% started treatment within two weeks in March, April and May 2026.',
				},
			},
		],
	},
	{
		ref: 'MHL-07',
		priority: 'crisis',
		kind: 'milestone',
		title: 'Home treatment for older adults in all four places',
		start: '2026-01-05',
		baseline: '2026-11-30',
		doneWhen:
			'People over 65 in every place can be seen at home within 24 hours, seven days a week, and 40 have been.',
		description:
			'Extends the working-age home treatment teams to older adults, including people with dementia in crisis.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }, { post: 'mhlda-mk-lead', kind: 'delivery' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-los', effect: 'decrease', lagMonths: 6 }, { kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce'],
		events: [
			{ on: '2026-01-07', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2026-06-09',
				by: 'mhlda-crisis-lead',
				set: {
					commentary: 'Live in Luton and Milton Keynes. Bedford Borough starts in October and Central Bedfordshire in November.',
				},
			},
			{
				on: '2026-11-10',
				by: 'mhlda-crisis-lead',
				set: {
					forecast: '2027-01-29',
					dateReason: 'Two of four older adult nurses for Central Bedfordshire withdrew before starting.',
					status: 'atRisk',
					commentary: 'Three places are live. The Bedford team covers Central Bedfordshire on weekdays until new nurses start in January.',
				},
			},
			{ on: '2027-01-18', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2027-01-29',
				by: 'mhlda-crisis-lead',
				set: {
					status: 'complete',
					actual: '2027-01-29',
					evidence: 'Live in all four places from 25 Jan 2027; 52 people over 65 seen at home within 24 hours since October.',
				},
			},
		],
	},
	{
		ref: 'MHL-08',
		priority: 'autism',
		kind: 'deliverable',
		title: 'Adult autism waiting list checked, person by person',
		start: '2025-04-07',
		baseline: '2025-07-31',
		doneWhen:
			'Everyone waiting has been contacted once, and one list with dates and needs is agreed by both trusts and the ICB.',
		description:
			'About 3,900 adults were on four different lists, some of them twice.',
		leads: [{ post: 'mhlda-autism-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2025-04-08', by: 'mhlda-autism-lead', set: { status: 'onTrack' } },
			{
				on: '2025-07-25',
				by: 'mhlda-autism-lead',
				set: {
					status: 'complete',
					actual: '2025-07-25',
					evidence: 'One list of 3,142 people agreed on 25 Jul 2025; 760 duplicates and completed assessments removed.',
				},
			},
		],
	},
	{
		ref: 'MHL-09',
		priority: 'autism',
		kind: 'milestone',
		title: 'One referral form for autism assessment, children and adults',
		start: '2025-06-16',
		baseline: '2025-11-28',
		doneWhen:
			'Every practice and school in BLMK sends the same form, and the old forms are refused.',
		description:
			'One form and one set of questions, so that nobody is sent back to start again.',
		leads: [{ post: 'mhlda-autism-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-contact-wte', effect: 'increase', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-08'],
		enablers: ['Data and Digital', 'Ways of working'],
		events: [
			{ on: '2025-06-17', by: 'mhlda-autism-lead', set: { status: 'onTrack' } },
			{
				on: '2025-11-12',
				by: 'mhlda-autism-lead',
				set: {
					forecast: '2025-12-12',
					dateReason: 'The practice system supplier releases the form two weeks later than promised.',
					status: 'atRisk',
					commentary: 'The form is agreed and on the ICB website. Practices move to it on 8 December when the supplier has released it.',
				},
			},
			{
				on: '2025-12-12',
				by: 'mhlda-autism-lead',
				set: {
					status: 'complete',
					actual: '2025-12-12',
					evidence: 'Form live in all practice systems on 9 Dec 2025; old forms returned from 12 Dec 2025.',
				},
			},
		],
	},
	{
		ref: 'MHL-10',
		priority: 'autism',
		kind: 'milestone',
		title: 'Local autism assessment team replaces out-of-area provider',
		start: '2025-09-01',
		baseline: '2026-06-30',
		doneWhen:
			'The local team makes every new adult assessment for BLMK residents, and the out-of-area contract has ended.',
		description:
			'Adults have travelled up to 60 miles for an assessment. The local team will work from Bedford and Milton Keynes.',
		leads: [{ post: 'mhlda-autism-lead', kind: 'delivery' }, { post: 'mhlda-director', kind: 'accountable' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-cost-contact', effect: 'decrease', lagMonths: 9 }, { kpi: 'mhlda-contact-wte', effect: 'increase', lagMonths: 9 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-08'],
		enablers: ['Workforce', 'Estates'],
		events: [
			{ on: '2025-09-02', by: 'mhlda-autism-lead', set: { status: 'onTrack' } },
			{
				on: '2026-02-12',
				by: 'mhlda-autism-lead',
				set: {
					forecast: '2026-09-30',
					dateReason: 'Only two of five psychologists appointed in the first round.',
					status: 'atRisk',
					commentary: 'Second advert offers split posts with the children’s team. The present contract can be extended month by month.',
				},
			},
			{
				on: '2026-06-19',
				by: 'mhlda-autism-lead',
				set: {
					forecast: '2026-12-18',
					dateReason: 'The clinic rooms in Milton Keynes are not free until November.',
					commentary: 'Four of five psychologists in post. Bedford starts assessments in September; Milton Keynes follows when rooms are ready. The old contract runs to the end of December.',
				},
			},
			{
				on: '2026-10-22',
				by: 'mhlda-autism-lead',
				set: {
					status: 'onTrack',
					commentary: 'Bedford has made 85 assessments since September. Milton Keynes rooms are confirmed for 23 November.',
				},
			},
			{
				on: '2026-12-17',
				by: 'mhlda-autism-lead',
				set: {
					status: 'complete',
					actual: '2026-12-17',
					evidence: 'Last out-of-area assessment 11 Dec 2026; contract end notice acknowledged 17 Dec 2026.',
				},
			},
		],
	},
	{
		ref: 'MHL-11',
		priority: 'autism',
		kind: 'milestone',
		title: 'Support after diagnosis for autistic adults in all four places',
		start: '2026-05-05',
		baseline: '2026-11-30',
		doneWhen:
			'Any adult can join a support group or speak to an autism adviser within six weeks of diagnosis in every place.',
		description:
			'Designed with autistic adults and run by voluntary organisations under one contract.',
		leads: [{ post: 'mhlda-autism-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-08'],
		enablers: ['Ways of working', 'Finance'],
		events: [
			{ on: '2026-05-06', by: 'mhlda-autism-lead', set: { status: 'onTrack' } },
			{
				on: '2026-07-06',
				by: 'mhlda-autism-lead',
				set: {
					commentary: 'Contract awarded. Groups start in September in Bedford and Luton, and in November in the other two places.',
				},
			},
			{
				on: '2026-11-26',
				by: 'mhlda-autism-lead',
				set: {
					status: 'complete',
					actual: '2026-11-24',
					evidence: 'Groups running in all four places since 24 Nov 2026; longest wait for an adviser is four weeks.',
				},
			},
		],
	},
	{
		ref: 'MHL-12',
		priority: 'autism',
		kind: 'milestone',
		title: 'Sensory-friendly changes made on all eight adult acute wards',
		start: '2025-11-03',
		baseline: '2026-04-30',
		doneWhen:
			'Every adult acute ward has a low-stimulus room, adjustable lighting and a sensory plan on file for each autistic patient.',
		description:
			'Changes were chosen by autistic people who had stayed on the wards.',
		leads: [{ post: 'mhlda-estates-lead', kind: 'delivery' }, { post: 'mhlda-clinical-ld', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-los', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Estates'],
		events: [
			{ on: '2025-11-04', by: 'mhlda-estates-lead', set: { status: 'onTrack' } },
			{
				on: '2026-04-28',
				by: 'mhlda-estates-lead',
				set: {
					forecast: '2026-05-08',
					dateReason: 'Dimmable lights for the last ward were delivered a week late.',
				},
			},
			{
				on: '2026-05-06',
				by: 'mhlda-estates-lead',
				set: {
					status: 'complete',
					actual: '2026-05-06',
					evidence: 'Walk-round of eight wards by two autistic reviewers, 6 May 2026; report filed.',
				},
			},
		],
	},
	{
		ref: 'MHL-13',
		priority: 'complex-needs',
		kind: 'deliverable',
		title: 'One register of out-of-area complex placements agreed',
		start: '2025-04-02',
		baseline: '2025-06-30',
		doneWhen:
			'The ICB, both trusts and the four councils have signed off one register with cost, provider and review date for every placement.',
		description:
			'Seven organisations each kept their own list. The register is the starting point for bringing people home.',
		leads: [{ post: 'mhlda-complex-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital', 'Finance'],
		events: [
			{ on: '2025-04-02', by: 'mhlda-complex-lead', set: { status: 'onTrack' } },
			{
				on: '2025-06-30',
				by: 'mhlda-complex-lead',
				set: {
					status: 'complete',
					actual: '2025-06-30',
					evidence: 'Register of 118 placements signed by all seven organisations on 30 Jun 2025.',
				},
			},
		],
	},
	{
		ref: 'MHL-14',
		priority: 'complex-needs',
		kind: 'milestone',
		title: 'Placement review team in post',
		start: '2025-06-02',
		baseline: '2025-10-31',
		doneWhen:
			'Four reviewers and a social worker are in post and have completed their first 20 reviews.',
		description:
			'Reviews each high-cost package at least every six months, with the person and their family.',
		leads: [{ post: 'mhlda-complex-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-obd-cost', effect: 'decrease', lagMonths: 9 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-13'],
		enablers: ['Workforce'],
		events: [
			{ on: '2025-06-03', by: 'mhlda-complex-lead', set: { status: 'onTrack' } },
			{
				on: '2025-10-16',
				by: 'mhlda-complex-lead',
				set: {
					forecast: '2025-11-28',
					dateReason: 'The social worker post was re-advertised after one candidate withdrew.',
					status: 'atRisk',
					commentary: 'Four reviewers have made 15 reviews. Central Bedfordshire Council lends a social worker two days a week until the post is filled.',
				},
			},
			{
				on: '2025-11-21',
				by: 'mhlda-complex-lead',
				set: {
					status: 'complete',
					actual: '2025-11-21',
					evidence: 'Five of five in post on 17 Nov 2025; 24 reviews completed.',
				},
			},
		],
	},
	{
		ref: 'MHL-15',
		priority: 'complex-needs',
		kind: 'milestone',
		title: 'Ten people come home from out-of-area placements',
		start: '2025-09-01',
		baseline: '2026-03-31',
		doneWhen:
			'Ten people on the register have moved to a home within BLMK and are still there after 28 days.',
		description:
			'Homes are with local providers, with support planned before the move.',
		leads: [{ post: 'mhlda-complex-lead', kind: 'delivery' }, { post: 'mhlda-clinical-ld', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-obd-cost', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-13', 'MHL-14'],
		enablers: ['Estates', 'Finance'],
		events: [
			{ on: '2025-09-02', by: 'mhlda-complex-lead', set: { status: 'onTrack' } },
			{
				on: '2026-02-18',
				by: 'mhlda-complex-lead',
				set: {
					forecast: '2026-05-29',
					dateReason: 'Seven moves made; three homes in Milton Keynes are still being adapted.',
					status: 'atRisk',
					commentary: 'Adaptations finish in April. The three people have met their new support staff.',
				},
			},
			{ on: '2026-04-29', by: 'mhlda-complex-lead', set: { forecast: '2026-05-15', status: 'onTrack' } },
			{
				on: '2026-05-15',
				by: 'mhlda-complex-lead',
				set: {
					status: 'complete',
					actual: '2026-05-15',
					evidence: 'Tenth person passed 28 days on 14 May 2026, by the placement register.',
				},
			},
		],
	},
	{
		ref: 'MHL-16',
		priority: 'complex-needs',
		kind: 'milestone',
		title: 'Framework of local complex-care providers awarded',
		start: '2025-10-01',
		baseline: '2026-06-30',
		doneWhen:
			'At least eight providers with homes inside BLMK have signed the framework and its recovery standards.',
		description:
			'One framework for the ICB and four councils, with prices and recovery outcomes set out.',
		leads: [{ post: 'mhlda-complex-lead', kind: 'delivery' }, { post: 'mhlda-director', kind: 'accountable' }],
		kpis: [{ kpi: 'mhlda-obd-cost', effect: 'decrease', lagMonths: 9 }, { kpi: 'mhlda-los', effect: 'decrease', lagMonths: 9 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-13'],
		enablers: ['Finance', 'Ways of working'],
		events: [
			{ on: '2025-10-02', by: 'mhlda-complex-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-11',
				by: 'mhlda-complex-lead',
				set: {
					commentary: 'Programme manager takes on the contract work so that reviews are not held up.',
					leads: [{ post: 'mhlda-manager', kind: 'delivery' }, { post: 'mhlda-complex-lead', kind: 'delivery' }, { post: 'mhlda-director', kind: 'accountable' }],
				},
			},
			{
				on: '2026-06-19',
				by: 'mhlda-manager',
				set: {
					status: 'complete',
					actual: '2026-06-19',
					evidence: 'Eleven providers signed; award notice published 19 Jun 2026.',
				},
			},
		],
	},
	{
		ref: 'MHL-17',
		priority: 'complex-needs',
		kind: 'milestone',
		title: 'Community rehabilitation team live in Milton Keynes',
		start: '2026-06-01',
		baseline: '2026-12-18',
		doneWhen:
			'The team has its full staff of 11 and a caseload of at least 25 people.',
		description:
			'Intensive support at home for people with psychosis and long hospital stays, as already offered in Bedford and Luton.',
		leads: [{ post: 'mhlda-mk-lead', kind: 'delivery' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [{ kpi: 'mhlda-los', effect: 'decrease', lagMonths: 9 }, { kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 9 }],
		places: ['milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce', 'Finance'],
		events: [
			{ on: '2026-06-03', by: 'mhlda-mk-lead', set: { status: 'onTrack' } },
			{ on: '2026-10-06', by: 'mhlda-mk-lead', set: { commentary: 'Nine of 11 staff in post and 14 people on the caseload.' } },
			{
				on: '2026-12-16',
				by: 'mhlda-mk-lead',
				set: {
					forecast: '2027-02-26',
					dateReason: 'The occupational therapist and one support worker start in February.',
					status: 'atRisk',
					commentary: 'Caseload is 22. The Bedford team’s therapist covers one day a week until February.',
				},
			},
			{
				on: '2027-02-17',
				by: 'mhlda-mk-lead',
				set: {
					status: 'complete',
					actual: '2027-02-15',
					evidence: '11 of 11 in post on 15 Feb 2027; caseload 27.',
				},
			},
		],
	},
	{
		ref: 'MHL-18',
		priority: 'complex-needs',
		kind: 'milestone',
		title: 'No new placement outside BLMK without panel approval for six months',
		start: '2026-07-01',
		baseline: '2027-02-26',
		doneWhen:
			'The register shows no placement outside BLMK made without panel approval between 1 Aug 2026 and 31 Jan 2027.',
		description:
			'A weekly panel of the ICB, trusts and councils decides on every request.',
		leads: [{ post: 'mhlda-complex-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-obd-cost', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-13', 'MHL-16'],
		enablers: ['Ways of working'],
		events: [
			{ on: '2026-07-01', by: 'mhlda-complex-lead', set: { status: 'onTrack' } },
			{
				on: '2026-11-18',
				by: 'mhlda-complex-lead',
				set: {
					commentary: 'No placement outside the panel since 1 August. Of 21 requests, 17 were met inside BLMK.',
				},
			},
			{
				on: '2027-02-16',
				by: 'mhlda-complex-lead',
				set: {
					status: 'complete',
					actual: '2027-02-15',
					evidence: 'Register audit of 15 Feb 2027: 38 requests, none placed without approval.',
				},
			},
		],
	},
	{
		ref: 'MHL-19',
		priority: 'capital',
		kind: 'milestone',
		title: 'Business case for the new Bedford inpatient unit approved',
		start: '2025-04-14',
		baseline: '2026-03-31',
		doneWhen:
			'NHS England has approved the full business case in writing.',
		description:
			'Adults from Bedford who need a bed now travel to Luton or further. The case is for a 32-bed unit on the edge of the town.',
		leads: [{ post: 'mhlda-estates-lead', kind: 'delivery' }, { post: 'mhlda-director', kind: 'accountable' }],
		kpis: [{ kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 24 }, { kpi: 'mhlda-los', effect: 'decrease', lagMonths: 24 }],
		places: ['bedford-borough', 'central-bedfordshire'],
		dependsOn: [],
		enablers: ['Estates', 'Finance'],
		events: [
			{ on: '2025-04-14', by: 'mhlda-estates-lead', set: { status: 'onTrack' } },
			{
				on: '2025-11-19',
				by: 'mhlda-estates-lead',
				set: {
					forecast: '2026-06-30',
					dateReason: 'The planning authority asked for a second transport survey.',
					status: 'atRisk',
					commentary: 'Survey done in January. The outline case goes to the trust board in February.',
				},
			},
			{
				on: '2026-04-22',
				by: 'mhlda-estates-lead',
				set: {
					forecast: '2026-12-18',
					dateReason: 'NHS England asked for the running costs to be worked out again at new prices.',
					commentary: 'New costs are agreed by both finance directors. The case goes back to NHS England in July, with a decision in December.',
				},
			},
			{
				on: '2026-11-12',
				by: 'mhlda-estates-lead',
				set: {
					forecast: '2027-03-31',
					dateReason: 'NHS England has moved its capital panel from December to March.',
					status: 'offTrack',
					commentary: 'Nothing more is asked of us before the panel. The builder has agreed to hold the price to 30 April 2027.',
					ask: 'Support for a written request for an earlier panel date. Chief of Strategy & Assurance, by 11 Dec 2026.',
				},
			},
			{
				on: '2027-01-14',
				by: 'mhlda-estates-lead',
				set: {
					status: 'atRisk',
					commentary: 'NHS England will take the case at its panel on 18 March. All questions are answered.',
					ask: '',
				},
			},
			{
				on: '2027-03-25',
				by: 'mhlda-estates-lead',
				set: {
					status: 'complete',
					actual: '2027-03-24',
					evidence: 'Approval letter from NHS England dated 24 Mar 2027.',
				},
			},
		],
	},
	{
		ref: 'MHL-20',
		priority: 'capital',
		kind: 'milestone',
		title: 'Last dormitory ward closed, Luton',
		start: '2025-04-22',
		baseline: '2026-05-29',
		doneWhen:
			'Every adult on a ward in Luton has a single room with its own bathroom.',
		description:
			'Three dormitories of four beds each are replaced by single rooms.',
		leads: [{ post: 'mhlda-estates-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-los', effect: 'decrease', lagMonths: 12 }],
		places: ['luton', 'central-bedfordshire'],
		dependsOn: ['MHL-22'],
		enablers: ['Estates', 'Finance'],
		events: [
			{ on: '2025-04-22', by: 'mhlda-estates-lead', set: { status: 'onTrack' } },
			{
				on: '2026-01-15',
				by: 'mhlda-estates-lead',
				set: {
					commentary: 'Two of three dormitories are done. The last is handed to the builder on 2 February.',
				},
			},
			{
				on: '2026-05-29',
				by: 'mhlda-estates-lead',
				set: {
					status: 'complete',
					actual: '2026-05-29',
					evidence: 'Handover certificate 28 May 2026; first patients in the new rooms 29 May 2026.',
				},
			},
		],
	},
	{
		ref: 'MHL-21',
		priority: 'capital',
		kind: 'milestone',
		title: 'Health-based place of safety rebuilt, Milton Keynes',
		start: '2025-10-06',
		baseline: '2026-04-30',
		doneWhen:
			'The new two-room place of safety has been handed over and has taken its first patient.',
		description:
			'One room today, often closed for repairs. People are then driven to Luton or Aylesbury.',
		leads: [{ post: 'mhlda-mk-lead', kind: 'delivery' }, { post: 'mhlda-estates-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-los', effect: 'decrease', lagMonths: 6 }],
		places: ['milton-keynes'],
		dependsOn: ['MHL-22'],
		enablers: ['Estates', 'Finance'],
		events: [
			{ on: '2025-10-07', by: 'mhlda-mk-lead', set: { status: 'onTrack' } },
			{
				on: '2026-02-05',
				by: 'mhlda-mk-lead',
				set: {
					forecast: '2027-03-31',
					dateReason: 'Capital moved to fire safety works in other buildings until 2027.',
					status: 'paused',
					commentary: 'Drawings and planning consent are kept. The room in use has been repaired. Work starts again when the 2027/28 capital plan is agreed.',
				},
			},
			{ on: '2027-02-10', by: 'mhlda-mk-lead', set: { commentary: 'The place of safety is first on the list in the draft 2027/28 capital plan.' } },
		],
	},
	{
		ref: 'MHL-22',
		priority: 'capital',
		kind: 'deliverable',
		title: 'Condition survey of all 31 mental health sites',
		start: '2025-04-02',
		baseline: '2025-09-30',
		doneWhen:
			'Every site has a rated survey, and one ranked list of works is agreed by both trusts.',
		description:
			'The first survey of both trusts’ sites with one method.',
		leads: [{ post: 'mhlda-estates-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Estates'],
		events: [
			{ on: '2025-04-03', by: 'mhlda-estates-lead', set: { status: 'onTrack' } },
			{
				on: '2025-09-12',
				by: 'mhlda-estates-lead',
				set: {
					status: 'complete',
					actual: '2025-09-11',
					evidence: '31 surveys and ranked works list agreed on 11 Sep 2025 by both estates boards.',
				},
			},
		],
	},
	{
		ref: 'MHL-23',
		priority: 'physical-health',
		kind: 'milestone',
		title: '75% of people with a learning disability have had a health check',
		start: '2025-04-02',
		baseline: '2026-03-31',
		doneWhen:
			'At least 75% of people aged 14 or over on practice learning disability registers had an annual health check and an action plan in 2025/26.',
		description:
			'Checks were at 68% in 2024/25, lowest in Luton and in the 14–17 age group.',
		leads: [{ post: 'mhlda-physical-lead', kind: 'delivery' }, { post: 'mhlda-clinical-ld', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital', 'Communications'],
		events: [
			{ on: '2025-04-03', by: 'mhlda-physical-lead', set: { status: 'onTrack' } },
			{
				on: '2025-12-04',
				by: 'mhlda-physical-lead',
				set: {
					status: 'atRisk',
					commentary: '49% by November against a plan of 54%. Twelve practices with the longest lists get a visiting nurse for eight weeks from January.',
				},
			},
			{ on: '2026-02-25', by: 'mhlda-physical-lead', set: { status: 'onTrack', commentary: '70% by mid-February. Visiting nurses made 410 checks.' } },
			{
				on: '2026-04-22',
				by: 'mhlda-physical-lead',
				set: {
					status: 'complete',
					actual: '2026-03-31',
					evidence: '76.3% in 2025/26 by the general practice return of 20 Apr 2026; every place above 72%.',
				},
			},
		],
	},
	{
		ref: 'MHL-24',
		priority: 'physical-health',
		kind: 'milestone',
		title: '65% of people with severe mental illness have all six checks',
		start: '2026-10-01',
		baseline: '2027-03-31',
		doneWhen:
			'At least 65% of people on practice severe mental illness registers had all six physical checks in the 12 months before.',
		description:
			'Blood pressure, weight, blood sugar, cholesterol, alcohol and smoking. The figure was 57% in March 2026.',
		leads: [{ post: 'mhlda-physical-lead', kind: 'delivery' }, { post: 'mhlda-clinical', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-23', 'LTC-03'],
		enablers: ['Data and Digital', 'Workforce'],
		events: [
			{ on: '2026-10-02', by: 'mhlda-physical-lead', set: { status: 'onTrack' } },
			{
				on: '2026-11-05',
				by: 'mhlda-physical-lead',
				set: {
					commentary: 'Milton Keynes tries checks in community mental health clinics this winter; the lead is shared with that trust.',
					leads: [{ post: 'mhlda-mk-lead', kind: 'delivery' }, { post: 'mhlda-physical-lead', kind: 'delivery' }, { post: 'mhlda-clinical', kind: 'clinical' }],
				},
			},
			{
				on: '2027-01-20',
				by: 'mhlda-physical-lead',
				set: {
					status: 'atRisk',
					commentary: '61% in December. Sixty Saturday clinics are booked for February and March, most of them in Luton.',
				},
			},
			{
				on: '2027-03-31',
				by: 'mhlda-physical-lead',
				set: {
					status: 'complete',
					actual: '2027-03-31',
					evidence: '65.4% by the register extract of 30 Mar 2027.',
				},
			},
		],
	},
	{
		ref: 'MHL-25',
		priority: 'physical-health',
		kind: 'milestone',
		title: 'Supported screening sessions on the second mobile mammography unit',
		start: '2026-06-01',
		baseline: '2027-01-29',
		doneWhen:
			'One supported session a month is running in each place, and 60 women with severe mental illness or a learning disability have come.',
		description:
			'Longer appointments with a nurse the women know. Uses the Cancer programme’s second mobile unit.',
		leads: [{ post: 'mhlda-physical-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-05', 'CAN-09'],
		enablers: ['Ways of working', 'Communications'],
		events: [
			{ on: '2026-06-02', by: 'mhlda-physical-lead', set: { status: 'onTrack' } },
			{
				on: '2026-10-29',
				by: 'mhlda-physical-lead',
				set: {
					commentary: 'Sessions set for all four places from November. First invitations use the easy-read set.',
				},
			},
			{
				on: '2027-01-27',
				by: 'mhlda-physical-lead',
				set: {
					status: 'complete',
					actual: '2027-01-26',
					evidence: 'Ten sessions held by 26 Jan 2027; 67 women screened.',
				},
			},
		],
	},
	{
		ref: 'MHL-26',
		priority: 'physical-health',
		kind: 'milestone',
		title: 'Physical check results reach patients in the NHS App',
		start: '2026-12-01',
		baseline: '2027-02-26',
		doneWhen:
			'Results of physical checks made by both mental health trusts appear in the NHS App within five working days.',
		description:
			'Builds on results and letters in the App at the acute trusts, led by Long-term conditions.',
		leads: [{ post: 'mhlda-physical-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-05'],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2026-12-02', by: 'mhlda-physical-lead', set: { status: 'onTrack' } },
			{
				on: '2027-01-12',
				by: 'mhlda-physical-lead',
				set: {
					status: 'atRisk',
					commentary: 'Works in Milton Keynes. The Bedfordshire and Luton record system needs one more release, planned for 5 February.',
				},
			},
			{
				on: '2027-02-24',
				by: 'mhlda-physical-lead',
				set: {
					forecast: '2027-03-31',
					dateReason: 'The record system release of 5 February was withdrawn by the supplier and is due again on 12 March.',
					commentary: 'Milton Keynes results are live. Bedfordshire and Luton follow with the release of 12 March; testing is booked for that week.',
				},
			},
			{
				on: '2027-03-30',
				by: 'mhlda-physical-lead',
				set: {
					status: 'complete',
					actual: '2027-03-24',
					evidence: 'Sample of 50 results in each trust: 48 and 47 visible within five working days.',
				},
			},
		],
	},
	{
		ref: 'MHL-27',
		priority: 'crisis',
		kind: 'deliverable',
		title: 'Second crisis house, Bedford: feasibility note',
		start: '2025-11-17',
		baseline: null,
		added: { on: '2025-11-12', by: 'mhlda-manager', forecast: '2026-05-29' },
		doneWhen:
			'A note with site, cost and likely use has been received by the Collaborative.',
		description:
			'Added at the Collaborative’s request in November 2025.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough'],
		dependsOn: [],
		enablers: ['Estates', 'Finance'],
		events: [
			{ on: '2025-12-02', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2026-04-14',
				by: 'mhlda-manager',
				set: {
					commentary: 'Folded into the Bedford inpatient business case, MHL-19, which now covers crisis beds as well.',
					archived: true,
				},
			},
		],
	},
	{
		ref: 'MHL-28',
		priority: 'crisis',
		kind: 'milestone',
		title: 'Mental health nurse in the ambulance control room every evening',
		start: '2026-04-01',
		baseline: null,
		added: { on: '2026-02-19', by: 'mhlda-manager', forecast: '2026-11-30' },
		doneWhen:
			'A nurse is at a desk in the control room from 4pm to midnight, seven days a week, for four weeks running.',
		description:
			'Added after winter 2025/26, when one in nine ambulance calls at night was about mental health. Two ambulance services share the cost.',
		leads: [{ post: 'mhlda-crisis-lead', kind: 'delivery' }, { post: 'mhlda-mk-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'mhlda-private-beds', effect: 'decrease', lagMonths: 6 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-01'],
		enablers: ['Workforce', 'Finance'],
		events: [
			{ on: '2026-04-02', by: 'mhlda-crisis-lead', set: { status: 'onTrack' } },
			{
				on: '2026-06-25',
				by: 'mhlda-crisis-lead',
				set: {
					commentary: 'Five nurses appointed. They start in September and sit with dispatchers for a month first.',
				},
			},
			{ on: '2026-11-19', by: 'mhlda-crisis-lead', set: { commentary: 'Every evening covered since 2 November; four weeks end on 29 November.' } },
			{
				on: '2026-12-01',
				by: 'mhlda-crisis-lead',
				set: {
					status: 'complete',
					actual: '2026-11-30',
					evidence: 'Rota and log of 28 evenings, 2 to 29 Nov 2026: 412 calls, 61% closed without an ambulance.',
				},
			},
		],
	},
];
