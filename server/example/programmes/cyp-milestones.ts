/**
 * Children and families: the milestones approved in April 2025, the work added later, and what happened to each.
 * Illustrative: written from the published objectives, not taken from a real plan.
 */
import type { ExampleMilestone } from '../shape.ts';

export const cypMilestones: ExampleMilestone[] = [
	{
		ref: 'CYP-01',
		priority: 'asthma-diagnosis',
		kind: 'milestone',
		title: 'Spirometry for children offered in every primary care network',
		start: '2025-06-02',
		baseline: '2025-12-19',
		doneWhen:
			'Every primary care network has at least one trained member of staff, a working spirometer and bookable slots for children aged 5 to 16.',
		description:
			'Two in three children with an asthma diagnosis in BLMK had no spirometry on record in April 2025.',
		leads: [{ post: 'cyp-asthma-lead', kind: 'delivery' }, { post: 'cyp-clinical-asthma', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce', 'Operational and clinical excellence'],
		events: [
			{ on: '2025-06-03', by: 'cyp-asthma-lead', set: { status: 'onTrack' } },
			{
				on: '2025-12-04',
				by: 'cyp-asthma-lead',
				set: {
					forecast: '2026-02-27',
					dateReason: 'Six networks are still waiting for staff to pass the spirometry certificate.',
					status: 'atRisk',
					commentary: 'Twenty of 26 networks are ready. An extra course runs in Luton in January, and neighbours take referrals for the six until then.',
				},
			},
			{ on: '2026-02-04', by: 'cyp-asthma-lead', set: { forecast: '2026-02-13', status: 'onTrack' } },
			{
				on: '2026-02-13',
				by: 'cyp-asthma-lead',
				set: {
					status: 'complete',
					actual: '2026-02-13',
					evidence: 'Slots bookable in all 26 networks, checked on 13 Feb 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-02',
		priority: 'asthma-diagnosis',
		kind: 'deliverable',
		title: 'List of children with asthma and no spirometry sent to all practices',
		start: '2025-04-22',
		baseline: '2025-07-31',
		doneWhen:
			'Every practice has its own list, refreshed each month, and has named who will act on it.',
		description:
			'One search, run in both practice record systems. Lists stay inside the practice.',
		leads: [{ post: 'cyp-asthma-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2025-04-23', by: 'cyp-asthma-lead', set: { status: 'onTrack' } },
			{
				on: '2025-07-29',
				by: 'cyp-asthma-lead',
				set: {
					status: 'complete',
					actual: '2025-07-29',
					evidence: 'Search live in every practice on 28 Jul 2025; names of responsible staff returned by all practices.',
				},
			},
		],
	},
	{
		ref: 'CYP-03',
		priority: 'asthma-diagnosis',
		kind: 'milestone',
		title: 'Reliever-only inhaler reviews finished in the 40 highest-use practices',
		start: '2025-09-01',
		baseline: '2026-05-29',
		doneWhen:
			'Every child in the 40 practices given three or more reliever inhalers in a year, and no preventer, has been offered a review and 80% have had one.',
		description:
			'About 2,300 children. Reviews by practice nurses and pharmacists, with inhaler technique checked.',
		leads: [{ post: 'cyp-asthma-lead', kind: 'delivery' }, { post: 'cyp-clinical-asthma', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-02'],
		enablers: ['Workforce'],
		events: [
			{ on: '2025-09-02', by: 'cyp-asthma-lead', set: { status: 'onTrack' } },
			{
				on: '2026-02-11',
				by: 'cyp-asthma-lead',
				set: {
					commentary: 'The respiratory nurse takes over the reviews; the asthma lead moves to the diagnosis hubs.',
					leads: [{ post: 'cyp-nurse', kind: 'delivery' }, { post: 'cyp-clinical-asthma', kind: 'clinical' }],
				},
			},
			{
				on: '2026-04-30',
				by: 'cyp-nurse',
				set: {
					forecast: '2026-06-30',
					dateReason: 'Reviews at 71%; eleven practices lost staff time to spring vaccinations.',
					status: 'atRisk',
					commentary: 'Two nurses from the hospitals run Saturday reviews in Luton and Bedford through June.',
				},
			},
			{
				on: '2026-06-26',
				by: 'cyp-nurse',
				set: {
					status: 'complete',
					actual: '2026-06-24',
					evidence: '1,902 of 2,318 children reviewed (82%), by practice return of 24 Jun 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-04',
		priority: 'listening',
		kind: 'milestone',
		title: 'LMNS listening events with families',
		start: '2026-02-02',
		baseline: '2026-07-17',
		doneWhen:
			'At least one event in each place, 150 women and family members heard in all, and notes shared with those who came.',
		description:
			'Ten events in children’s centres, a mosque, a gurdwara and a library, with interpreters. Run with the Maternity and Neonatal Voices Partnership.',
		leads: [{ post: 'cyp-lmns-manager', kind: 'delivery' }, { post: 'cyp-midwifery', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-14'],
		enablers: ['Communications', 'Ways of working'],
		events: [
			{ on: '2026-02-03', by: 'cyp-lmns-manager', set: { status: 'onTrack' } },
			{
				on: '2026-06-10',
				by: 'cyp-lmns-manager',
				set: {
					commentary: 'Seven of ten events held; 128 people heard. The last three are in Luton, Bletchley and Biggleswade.',
				},
			},
			{
				on: '2026-07-17',
				by: 'cyp-lmns-manager',
				set: {
					status: 'complete',
					actual: '2026-07-17',
					evidence: 'Ten events in four places; 187 people heard. Notes sent to all who left an address, 17 Jul 2026.',
				},
			},
			{
				on: '2026-09-16',
				by: 'cyp-lmns-manager',
				set: {
					commentary: 'Main themes: being believed when in pain, continuity, and plain words in letters. They go into the report due on 30 November.',
				},
			},
		],
	},
	{
		ref: 'CYP-05',
		priority: 'asthma-diagnosis',
		kind: 'milestone',
		title: 'Asthma diagnosis hubs for children open in Luton and Bedford',
		start: '2025-11-03',
		baseline: '2026-06-30',
		doneWhen:
			'Both hubs see children at least two days a week, with spirometry and nitric oxide testing in one visit.',
		description:
			'For children whose diagnosis is unclear. Milton Keynes has had a hub since 2024.',
		leads: [{ post: 'cyp-asthma-lead', kind: 'delivery' }, { post: 'cyp-clinical-asthma', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton'],
		dependsOn: ['CYP-01'],
		enablers: ['Estates', 'Workforce'],
		events: [
			{ on: '2025-11-04', by: 'cyp-asthma-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-19',
				by: 'cyp-asthma-lead',
				set: {
					forecast: '2026-10-30',
					dateReason: 'The Bedford hub needs a room change; the new site is free from September.',
					status: 'atRisk',
					commentary: 'Luton opens in May as planned. Bedford families can use Luton or Milton Keynes until the new room is ready.',
				},
			},
			{ on: '2026-05-21', by: 'cyp-asthma-lead', set: { status: 'onTrack', commentary: 'Luton open since 18 May. Lease for the Bedford room signed.' } },
			{
				on: '2026-10-28',
				by: 'cyp-asthma-lead',
				set: {
					status: 'complete',
					actual: '2026-10-27',
					evidence: 'Bedford hub saw its first 12 children on 26 and 27 Oct 2026; Luton open since 18 May 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-06',
		priority: 'standards',
		kind: 'milestone',
		title: 'Executive lead confirmed',
		start: '2025-04-02',
		baseline: '2025-09-30',
		doneWhen:
			'The Board of the ICB has named an executive lead for the programme in public minutes.',
		description:
			'The strategy of January 2025 gives the executive lead as to be confirmed. Until then the chair of the Transformation Board acts.',
		leads: [{ post: 'cyp-manager', kind: 'delivery' }, { post: 'cyp-director', kind: 'accountable' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Ways of working'],
		events: [
			{ on: '2025-04-03', by: 'cyp-manager', set: { status: 'onTrack' } },
			{
				on: '2025-09-18',
				by: 'cyp-manager',
				set: {
					forecast: '2025-12-19',
					dateReason: 'The ICB is reviewing its executive posts; no lead can be named before it ends.',
					status: 'atRisk',
					commentary: 'The associate director is answerable for delivery in the meantime.',
				},
			},
			{
				on: '2025-12-11',
				by: 'cyp-manager',
				set: {
					forecast: '2026-03-31',
					dateReason: 'The review of executive posts runs to March.',
					commentary: 'The associate director is answerable for delivery. The chair of the Transformation Board signs off spending.',
				},
			},
			{
				on: '2026-03-26',
				by: 'cyp-manager',
				set: {
					forecast: '2026-09-30',
					dateReason: 'The new executive structure takes effect in the autumn.',
					commentary: 'The associate director stays answerable until an executive lead is confirmed. The chief executive has said that one will be named by the end of September.',
				},
			},
			{
				on: '2026-09-28',
				by: 'cyp-manager',
				set: {
					forecast: '2026-12-18',
					dateReason: 'The executive structure goes to the Board in December, not September.',
					status: 'offTrack',
					commentary: 'Third move. The associate director and the chair of the Transformation Board have agreed in writing who decides what until a lead is named.',
					ask: 'Name an acting executive lead for Children and families. Chief Executive, by 30 Oct 2026.',
				},
			},
			{
				on: '2026-12-17',
				by: 'cyp-manager',
				set: {
					forecast: '2027-02-26',
					dateReason: 'The Board deferred the paper to its meeting in February.',
					commentary: 'The paper is written and has been read by all executives. Interim arrangements go on.',
					ask: 'Name an acting executive lead for Children and families. Chief Executive, by 29 Jan 2027.',
				},
			},
			{
				on: '2027-02-26',
				by: 'cyp-manager',
				set: {
					status: 'complete',
					actual: '2027-02-25',
					evidence: 'Named in the public minutes of the Board, 25 Feb 2027.',
					ask: '',
				},
			},
		],
	},
	{
		ref: 'CYP-07',
		priority: 'asthma-diagnosis',
		kind: 'milestone',
		title: 'Children’s breathing problems cared for at home by the virtual ward',
		start: '2026-07-01',
		baseline: '2027-01-29',
		doneWhen:
			'Children aged 2 to 15 with wheeze or asthma can be sent home to the virtual ward from all three hospitals, and 30 have been.',
		description:
			'Uses the monitoring kit and night cover of the adult virtual wards run by Urgent and emergency care.',
		leads: [{ post: 'cyp-nurse', kind: 'delivery' }, { post: 'cyp-clinical-asthma', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['UEC-05'],
		enablers: ['Data and Digital', 'Workforce'],
		events: [
			{ on: '2026-07-02', by: 'cyp-nurse', set: { status: 'onTrack' } },
			{
				on: '2026-11-17',
				by: 'cyp-nurse',
				set: {
					commentary: 'Kit for small children tested at Luton. Bedford and Milton Keynes start in December, before the winter peak.',
				},
			},
			{
				on: '2027-01-21',
				by: 'cyp-nurse',
				set: {
					forecast: '2027-02-26',
					dateReason: 'Night cover for children is agreed at two of three hospitals.',
					status: 'atRisk',
					commentary: 'Luton and Milton Keynes have sent 24 children home. Bedford uses Luton’s night nurse from 8 February.',
				},
			},
			{
				on: '2027-02-25',
				by: 'cyp-nurse',
				set: {
					status: 'complete',
					actual: '2027-02-23',
					evidence: '41 children by 23 Feb 2027, from all three hospitals.',
				},
			},
		],
	},
	{
		ref: 'CYP-08',
		priority: 'asthma-diagnosis',
		kind: 'milestone',
		title: '70% of children with asthma have a personal asthma plan',
		start: '2026-04-13',
		baseline: '2027-03-31',
		doneWhen:
			'At least 70% of children aged 5 to 16 on asthma registers have a plan dated in the 12 months before.',
		description:
			'The figure was 46% in March 2026. Plans are shared with schools when families agree.',
		leads: [{ post: 'cyp-asthma-lead', kind: 'delivery' }, { post: 'cyp-nurse', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-02', 'CYP-05'],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2026-04-14', by: 'cyp-asthma-lead', set: { status: 'onTrack' } },
			{
				on: '2026-12-08',
				by: 'cyp-asthma-lead',
				set: {
					status: 'atRisk',
					commentary: '58% against a plan of 62%. Schools with the asthma-friendly award send families a reminder in January, and practices have text templates.',
				},
			},
			{
				on: '2027-03-11',
				by: 'cyp-asthma-lead',
				set: {
					commentary: '66% on 1 March. At this rate the year ends at 68%; 14 practices are making up the difference with evening calls.',
				},
			},
			{
				on: '2027-03-30',
				by: 'cyp-asthma-lead',
				set: {
					forecast: '2027-04-30',
					dateReason: '67.8% on 29 March; the rest are booked for reviews in April.',
					commentary: 'Nine practices account for the gap and each has booked reviews for April.',
				},
			},
		],
	},
	{
		ref: 'CYP-09',
		priority: 'asthma-deprivation',
		kind: 'deliverable',
		title: 'Map of children’s asthma admissions by neighbourhood and deprivation published',
		start: '2025-05-06',
		baseline: '2025-09-30',
		doneWhen:
			'The map is on the ICB website, at a level where no child can be recognised, and each place has discussed it.',
		description:
			'Shows where children are admitted most. Small numbers are left out.',
		leads: [{ post: 'cyp-public-health', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2025-05-07', by: 'cyp-public-health', set: { status: 'onTrack' } },
			{
				on: '2025-09-26',
				by: 'cyp-public-health',
				set: {
					status: 'complete',
					actual: '2025-09-25',
					evidence: 'Published 25 Sep 2025. Discussed at all four place boards in September.',
				},
			},
		],
	},
	{
		ref: 'CYP-10',
		priority: 'asthma-deprivation',
		kind: 'milestone',
		title: 'Asthma-friendly award reached by 60 schools',
		start: '2025-10-01',
		baseline: '2026-07-10',
		doneWhen:
			'Sixty schools, half of them in the most deprived fifth of neighbourhoods, have an asthma policy, a trained lead and an emergency inhaler.',
		description:
			'Schools are visited by school nurses from Cambridgeshire Community Services and Central and North West London.',
		leads: [{ post: 'cyp-nurse', kind: 'delivery' }, { post: 'cyp-public-health', kind: 'delivery' }],
		kpis: [{ kpi: 'cyp-gld', effect: 'increase', lagMonths: 12 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-09'],
		enablers: ['Ways of working', 'Communications'],
		events: [
			{ on: '2025-10-02', by: 'cyp-nurse', set: { status: 'onTrack' } },
			{ on: '2026-03-05', by: 'cyp-nurse', set: { commentary: '38 schools have the award, 21 of them in the most deprived fifth.' } },
			{
				on: '2026-07-03',
				by: 'cyp-nurse',
				set: {
					status: 'complete',
					actual: '2026-07-02',
					evidence: '61 awards by 2 Jul 2026; 33 in the most deprived fifth.',
				},
			},
		],
	},
	{
		ref: 'CYP-11',
		priority: 'asthma-deprivation',
		kind: 'milestone',
		title: 'Damp and mould referral route agreed with all four councils',
		start: '2025-09-08',
		baseline: '2026-03-31',
		doneWhen:
			'A nurse or GP can refer a child’s home to each council with one form, and each council answers within ten working days.',
		description:
			'For children with asthma whose homes are damp or mouldy, rented or owned.',
		leads: [{ post: 'cyp-public-health', kind: 'delivery' }, { post: 'cyp-asthma-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-09'],
		enablers: ['Ways of working', 'Estates'],
		events: [
			{ on: '2025-09-09', by: 'cyp-public-health', set: { status: 'onTrack' } },
			{
				on: '2026-02-03',
				by: 'cyp-public-health',
				set: {
					status: 'atRisk',
					commentary: 'Three councils have signed. Central Bedfordshire asks for a change to the wording on private tenants; a meeting is set for 18 February.',
				},
			},
			{ on: '2026-02-24', by: 'cyp-public-health', set: { status: 'onTrack', commentary: 'Wording agreed with Central Bedfordshire.' } },
			{
				on: '2026-03-31',
				by: 'cyp-public-health',
				set: {
					status: 'complete',
					actual: '2026-03-31',
					evidence: 'Agreement signed by four councils; first 17 referrals made in March 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-12',
		priority: 'asthma-deprivation',
		kind: 'milestone',
		title: 'Family hubs in 12 deprived wards give asthma, teeth and early learning advice',
		start: '2026-05-11',
		baseline: '2026-12-18',
		doneWhen:
			'A trained worker in a hub in each of 12 wards gives advice at least weekly, and 400 families have been seen.',
		description:
			'One conversation about breathing, brushing and talking, instead of three leaflets.',
		leads: [{ post: 'cyp-public-health', kind: 'delivery' }],
		kpis: [{ kpi: 'cyp-dental-decay', effect: 'decrease', lagMonths: 24 }, { kpi: 'cyp-gld', effect: 'increase', lagMonths: 18 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-09'],
		enablers: ['Workforce', 'Communications'],
		events: [
			{ on: '2026-05-12', by: 'cyp-public-health', set: { status: 'onTrack' } },
			{
				on: '2026-10-15',
				by: 'cyp-public-health',
				set: {
					commentary: 'Nine wards running; 260 families seen. The asthma lead now shares the work and trains the hub workers.',
					leads: [{ post: 'cyp-public-health', kind: 'delivery' }, { post: 'cyp-asthma-lead', kind: 'delivery' }],
				},
			},
			{
				on: '2026-12-10',
				by: 'cyp-public-health',
				set: {
					status: 'complete',
					actual: '2026-12-09',
					evidence: 'All 12 wards running; 431 families seen by 9 Dec 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-13',
		priority: 'asthma-deprivation',
		kind: 'milestone',
		title: 'Healthy weight offer beside children’s asthma clinics, Luton',
		start: '2026-09-21',
		baseline: '2027-02-26',
		doneWhen:
			'A weight and activity adviser is at every Luton asthma clinic, and 60 families have joined the 12-week offer.',
		description:
			'Excess weight makes asthma harder to treat. Tried in Luton first, with a view to all four places.',
		leads: [{ post: 'cyp-public-health', kind: 'delivery' }, { post: 'cyp-clinical-asthma', kind: 'clinical' }],
		kpis: [{ kpi: 'cyp-y6-obesity', effect: 'decrease', lagMonths: 24 }],
		places: ['luton'],
		dependsOn: ['CYP-05'],
		enablers: ['Finance', 'Workforce'],
		events: [
			{ on: '2026-09-22', by: 'cyp-public-health', set: { status: 'onTrack' } },
			{ on: '2027-01-13', by: 'cyp-public-health', set: { commentary: 'Adviser at every clinic since November; 38 families have joined.' } },
			{
				on: '2027-02-24',
				by: 'cyp-public-health',
				set: {
					forecast: '2027-03-24',
					dateReason: '49 of 60 families have joined; a further group starts on 8 March.',
					status: 'atRisk',
					commentary: 'Fifteen families have said yes to the March group, which meets on Saturdays.',
				},
			},
			{
				on: '2027-03-18',
				by: 'cyp-public-health',
				set: {
					status: 'complete',
					actual: '2027-03-16',
					evidence: '63 families joined by 16 Mar 2027; adviser rota for all Luton clinics on file.',
				},
			},
		],
	},
	{
		ref: 'CYP-14',
		priority: 'listening',
		kind: 'milestone',
		title: 'Voices Partnership funded and meeting in all four places',
		start: '2025-04-07',
		baseline: '2025-06-30',
		doneWhen:
			'Three-year funding is signed and a Maternity and Neonatal Voices Partnership group has met in each place.',
		description:
			'Luton and Central Bedfordshire had no paid chair.',
		leads: [{ post: 'cyp-lmns-manager', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Finance', 'Ways of working'],
		events: [
			{ on: '2025-04-08', by: 'cyp-lmns-manager', set: { status: 'onTrack' } },
			{
				on: '2025-07-02',
				by: 'cyp-lmns-manager',
				set: {
					forecast: '2025-07-18',
					dateReason: 'The Central Bedfordshire group could not meet until its chair was appointed.',
				},
			},
			{
				on: '2025-07-18',
				by: 'cyp-lmns-manager',
				set: {
					status: 'complete',
					actual: '2025-07-16',
					evidence: 'Funding letter of 12 Jun 2025; notes of four first meetings, the last on 16 Jul 2025.',
				},
			},
		],
	},
	{
		ref: 'CYP-15',
		priority: 'listening',
		kind: 'milestone',
		title: 'Interpreter offered at every booking appointment',
		start: '2025-07-14',
		baseline: '2026-01-30',
		doneWhen:
			'Audit of 200 booking appointments shows an interpreter offered to at least 95% of women whose record says that they need one.',
		description:
			'The figure was 71% in the 2024 audit.',
		leads: [{ post: 'cyp-midwifery', kind: 'delivery' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 24 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Communications', 'Finance'],
		events: [
			{ on: '2025-07-15', by: 'cyp-midwifery', set: { status: 'onTrack' } },
			{
				on: '2026-01-28',
				by: 'cyp-midwifery',
				set: {
					status: 'complete',
					actual: '2026-01-26',
					evidence: 'Audit of 200 records reported 26 Jan 2026: 97% offered.',
				},
			},
			{ on: '2026-09-23', by: 'cyp-midwifery', set: { commentary: 'Repeat audit in August: 96%.' } },
		],
	},
	{
		ref: 'CYP-16',
		priority: 'listening',
		kind: 'deliverable',
		title: '“You said, we did” report answers the listening events',
		start: '2026-07-20',
		baseline: '2026-11-30',
		doneWhen:
			'A report in plain words, in five languages, says what will change, when and who will do it, and has been sent to everyone who left an address.',
		description:
			'Answers what families said at the ten listening events.',
		leads: [{ post: 'cyp-lmns-manager', kind: 'delivery' }, { post: 'cyp-clinical-maternity', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-04'],
		enablers: ['Communications'],
		events: [
			{ on: '2026-07-20', by: 'cyp-lmns-manager', set: { status: 'onTrack' } },
			{ on: '2026-11-05', by: 'cyp-lmns-manager', set: { commentary: 'English draft read by 20 families. Translations are in hand.' } },
			{
				on: '2026-11-27',
				by: 'cyp-lmns-manager',
				set: {
					status: 'complete',
					actual: '2026-11-26',
					evidence: 'Published in five languages on 26 Nov 2026; sent to 151 people.',
				},
			},
		],
	},
	{
		ref: 'CYP-17',
		priority: 'listening',
		kind: 'deliverable',
		title: 'Maternity information in easy read and ten languages',
		start: '2026-09-07',
		baseline: '2027-01-29',
		doneWhen:
			'The booking pack, birth choices and “when to call” sheets are in easy read and ten languages on both trusts’ websites.',
		description:
			'Uses the words and pictures tested by the mental health, learning disability and autism programme.',
		leads: [{ post: 'cyp-midwifery', kind: 'delivery' }, { post: 'cyp-lmns-manager', kind: 'delivery' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 24 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['MHL-05', 'CYP-16'],
		enablers: ['Communications', 'Data and Digital'],
		events: [
			{ on: '2026-09-08', by: 'cyp-midwifery', set: { status: 'onTrack' } },
			{ on: '2026-12-16', by: 'cyp-midwifery', set: { commentary: 'Easy read done. Seven of ten languages are checked.' } },
			{
				on: '2027-01-28',
				by: 'cyp-midwifery',
				set: {
					status: 'complete',
					actual: '2027-01-27',
					evidence: 'All sheets on both websites on 27 Jan 2027.',
				},
			},
		],
	},
	{
		ref: 'CYP-18',
		priority: 'standards',
		kind: 'milestone',
		title: 'Saving Babies’ Lives care bundle met in full by both trusts',
		start: '2025-10-06',
		baseline: '2026-03-31',
		doneWhen:
			'The LMNS has confirmed all six parts of the bundle in each trust from its own review of the evidence.',
		description:
			'National standards to prevent stillbirth and early death of babies.',
		leads: [{ post: 'cyp-quality-lead', kind: 'delivery' }, { post: 'cyp-clinical-maternity', kind: 'clinical' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 18 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-19'],
		enablers: ['Operational and clinical excellence'],
		events: [
			{ on: '2025-10-07', by: 'cyp-quality-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-12',
				by: 'cyp-quality-lead',
				set: {
					forecast: '2026-05-15',
					dateReason: 'One trust is short of evidence on growth scans at weekends.',
					status: 'atRisk',
					commentary: 'Two sonographers have moved to weekend lists from March. Five of six parts are confirmed in that trust and all six in the other.',
				},
			},
			{ on: '2026-04-21', by: 'cyp-quality-lead', set: { forecast: '2026-04-30', status: 'onTrack' } },
			{
				on: '2026-04-30',
				by: 'cyp-quality-lead',
				set: {
					status: 'complete',
					actual: '2026-04-29',
					evidence: 'LMNS review minutes of 29 Apr 2026: six of six parts in both trusts.',
				},
			},
		],
	},
	{
		ref: 'CYP-19',
		priority: 'standards',
		kind: 'milestone',
		title: 'Carbon monoxide readings at booking and 36 weeks for 95% of women',
		start: '2025-04-28',
		baseline: '2025-11-28',
		doneWhen:
			'Both trusts report readings for at least 95% of women at booking and at 36 weeks, three months running.',
		description:
			'Women who smoke are then offered help the same day.',
		leads: [{ post: 'cyp-midwifery', kind: 'delivery' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 18 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2025-04-29', by: 'cyp-midwifery', set: { status: 'onTrack' } },
			{
				on: '2025-11-20',
				by: 'cyp-midwifery',
				set: {
					status: 'complete',
					actual: '2025-11-18',
					evidence: 'Maternity data for August to October 2025: lowest month 95.4%.',
				},
			},
		],
	},
	{
		ref: 'CYP-20',
		priority: 'standards',
		kind: 'milestone',
		title: 'Maternity and neonatal self-assessment signed off by both trust boards',
		start: '2026-06-01',
		baseline: '2026-12-18',
		doneWhen:
			'Both trust boards have signed the self-assessment and the list of what remains, after a peer visit from outside BLMK.',
		description:
			'Closes the three-year delivery plan and says what goes into the next one.',
		leads: [{ post: 'cyp-quality-lead', kind: 'delivery' }, { post: 'cyp-lmns-manager', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-18', 'CYP-22'],
		enablers: ['Operational and clinical excellence'],
		events: [
			{ on: '2026-06-02', by: 'cyp-quality-lead', set: { status: 'onTrack' } },
			{ on: '2026-11-18', by: 'cyp-quality-lead', set: { commentary: 'Peer visits held on 4 and 11 November. No urgent concerns were raised.' } },
			{
				on: '2026-12-17',
				by: 'cyp-quality-lead',
				set: {
					forecast: '2027-01-22',
					dateReason: 'One trust board meets in January, not December.',
					status: 'atRisk',
					commentary: 'The first board signed on 9 December. The second takes the paper on 20 January with no changes expected.',
				},
			},
			{
				on: '2027-01-21',
				by: 'cyp-quality-lead',
				set: {
					status: 'complete',
					actual: '2027-01-20',
					evidence: 'Minutes of the two boards, 9 Dec 2026 and 20 Jan 2027.',
				},
			},
		],
	},
	{
		ref: 'CYP-21',
		priority: 'safety',
		kind: 'milestone',
		title: 'Both trusts learn together from perinatal mortality reviews each quarter',
		start: '2025-05-12',
		baseline: '2025-10-31',
		doneWhen:
			'Two joint meetings have been held, with an outside reviewer in each, and actions are tracked in one log.',
		description:
			'Before, each trust reviewed its own cases alone.',
		leads: [{ post: 'cyp-quality-lead', kind: 'delivery' }, { post: 'cyp-clinical-maternity', kind: 'clinical' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 24 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Ways of working'],
		events: [
			{ on: '2025-05-13', by: 'cyp-quality-lead', set: { status: 'onTrack' } },
			{
				on: '2025-10-24',
				by: 'cyp-quality-lead',
				set: {
					status: 'complete',
					actual: '2025-10-22',
					evidence: 'Meetings of 16 Jul and 22 Oct 2025; action log with 14 entries.',
				},
			},
		],
	},
	{
		ref: 'CYP-22',
		priority: 'safety',
		kind: 'milestone',
		title: 'Safety culture survey run on every maternity and neonatal unit',
		start: '2025-09-15',
		baseline: '2026-02-27',
		doneWhen:
			'At least 60% of staff on every unit have answered, and each unit has heard its results.',
		description:
			'The same survey at all three hospitals, so that units can compare.',
		leads: [{ post: 'cyp-quality-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Ways of working', 'Workforce'],
		events: [
			{ on: '2025-09-16', by: 'cyp-quality-lead', set: { status: 'onTrack' } },
			{
				on: '2026-02-18',
				by: 'cyp-quality-lead',
				set: {
					forecast: '2026-03-27',
					dateReason: 'One unit is at 48%; the survey stays open four more weeks.',
					status: 'atRisk',
					commentary: 'Ward managers have given staff 20 minutes in the shift to answer.',
				},
			},
			{
				on: '2026-03-20',
				by: 'cyp-quality-lead',
				set: {
					status: 'complete',
					actual: '2026-03-19',
					evidence: 'Answers from 63% to 78% on every unit; last results session 19 Mar 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-23',
		priority: 'safety',
		kind: 'milestone',
		title: 'Central fetal monitoring in use at all three hospitals',
		start: '2026-03-02',
		baseline: '2026-11-30',
		doneWhen:
			'Every labour room at all three hospitals shows on a central screen that a senior midwife watches day and night.',
		description:
			'Replaces paper traces. Same system at both trusts, so that staff who move between sites know it.',
		leads: [{ post: 'cyp-quality-lead', kind: 'delivery' }, { post: 'cyp-clinical-maternity', kind: 'clinical' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 24 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital', 'Estates', 'Finance'],
		events: [
			{ on: '2026-03-03', by: 'cyp-quality-lead', set: { status: 'onTrack' } },
			{
				on: '2026-06-24',
				by: 'cyp-quality-lead',
				set: {
					status: 'atRisk',
					commentary: 'Cabling at Bedford is four weeks behind. The builder has added evening work, and the date holds if the switch room is ready by 2 October.',
				},
			},
			{
				on: '2026-10-09',
				by: 'cyp-quality-lead',
				set: {
					commentary: 'Switch room ready on 30 September. Luton is live; Milton Keynes goes live on 26 October.',
				},
			},
			{
				on: '2026-11-12',
				by: 'cyp-quality-lead',
				set: {
					forecast: '2027-01-29',
					dateReason: 'Screens at Bedford failed the first safety test and must be configured again.',
					commentary: 'Luton and Milton Keynes are live. Bedford is retested on 14 December; paper traces with a second check stay in use until then.',
				},
			},
			{
				on: '2027-01-12',
				by: 'cyp-quality-lead',
				set: {
					forecast: '2027-01-22',
					status: 'onTrack',
					commentary: 'Bedford passed its retest. Staff training ends on 20 January.',
				},
			},
			{
				on: '2027-01-22',
				by: 'cyp-quality-lead',
				set: {
					status: 'complete',
					actual: '2027-01-21',
					evidence: 'Live at Bedford on 21 Jan 2027; sign-off by the digital midwife at each hospital.',
				},
			},
		],
	},
	{
		ref: 'CYP-24',
		priority: 'safety',
		kind: 'milestone',
		title: 'Transitional care cots open, Bedford',
		start: '2025-11-10',
		baseline: '2026-09-30',
		doneWhen:
			'Six cots where babies who need some extra care stay beside their mothers are open and staffed.',
		description:
			'Keeps mothers and babies together. Luton and Milton Keynes have such cots already.',
		leads: [{ post: 'cyp-lmns-manager', kind: 'delivery' }, { post: 'cyp-clinical-maternity', kind: 'clinical' }],
		kpis: [{ kpi: 'cyp-infant-mortality', effect: 'decrease', lagMonths: 24 }],
		places: ['bedford-borough', 'central-bedfordshire'],
		dependsOn: [],
		enablers: ['Estates', 'Workforce'],
		events: [
			{ on: '2025-11-11', by: 'cyp-lmns-manager', set: { status: 'onTrack' } },
			{
				on: '2026-04-16',
				by: 'cyp-lmns-manager',
				set: {
					forecast: '2027-03-31',
					dateReason: 'The ward is needed for patients moved during roof repairs until early 2027.',
					status: 'paused',
					commentary: 'Plans and funding are kept. Bedford mothers can ask for Luton, and the neonatal outreach team visits at home.',
				},
			},
			{
				on: '2027-02-17',
				by: 'cyp-lmns-manager',
				set: {
					status: 'onTrack',
					commentary: 'Roof repairs are done and the ward is handed back on 1 March. Staff are named.',
				},
			},
			{
				on: '2027-03-23',
				by: 'cyp-lmns-manager',
				set: {
					forecast: '2027-04-30',
					dateReason: 'Monitors arrive in the second week of April.',
					status: 'atRisk',
					commentary: 'Four cots can open without the new monitors on 5 April if the safety check allows; all six follow by the end of the month.',
				},
			},
		],
	},
	{
		ref: 'CYP-25',
		priority: 'workforce',
		kind: 'milestone',
		title: 'Midwife vacancies at or below 5% in both trusts',
		start: '2026-04-07',
		baseline: '2027-03-31',
		doneWhen:
			'The monthly workforce return shows 5% or less in each trust, two months running.',
		description:
			'Vacancies were 9.6% in March 2026, from 13% a year before.',
		leads: [{ post: 'cyp-midwifery', kind: 'delivery' }, { post: 'cyp-lmns-manager', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['CYP-26'],
		enablers: ['Workforce'],
		events: [
			{ on: '2026-04-08', by: 'cyp-midwifery', set: { status: 'onTrack' } },
			{ on: '2026-10-13', by: 'cyp-midwifery', set: { commentary: '7.1% in September. 34 newly qualified midwives start in October and November.' } },
			{
				on: '2027-01-19',
				by: 'cyp-midwifery',
				set: {
					commentary: '6.0% in December. The LMNS manager now leads, with one joint advert for both trusts.',
					leads: [{ post: 'cyp-lmns-manager', kind: 'delivery' }, { post: 'cyp-midwifery', kind: 'delivery' }],
				},
			},
			{
				on: '2027-03-19',
				by: 'cyp-lmns-manager',
				set: {
					status: 'complete',
					actual: '2027-03-17',
					evidence: 'Workforce return: 4.7% and 4.9% in January, 4.4% and 4.8% in February 2027.',
				},
			},
		],
	},
	{
		ref: 'CYP-26',
		priority: 'workforce',
		kind: 'milestone',
		title: 'Retention midwife in post at all three hospitals',
		start: '2025-06-16',
		baseline: '2025-12-19',
		doneWhen:
			'A retention midwife has started at Bedford, Luton and Milton Keynes and has met every midwife in the first two years of work.',
		description:
			'One in five newly qualified midwives left within two years.',
		leads: [{ post: 'cyp-midwifery', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce', 'Finance'],
		events: [
			{ on: '2025-06-17', by: 'cyp-midwifery', set: { status: 'onTrack' } },
			{
				on: '2025-12-17',
				by: 'cyp-midwifery',
				set: {
					forecast: '2026-01-09',
					dateReason: 'The last first meetings, at Luton, fall after the holidays.',
				},
			},
			{
				on: '2026-01-09',
				by: 'cyp-midwifery',
				set: {
					status: 'complete',
					actual: '2026-01-08',
					evidence: 'Three in post since 3 Nov 2025; 96 of 96 first meetings held by 8 Jan 2026.',
				},
			},
		],
	},
	{
		ref: 'CYP-27',
		priority: 'asthma-diagnosis',
		kind: 'deliverable',
		title: 'Asthma app for teenagers: options note',
		start: '2025-11-03',
		baseline: null,
		added: { on: '2025-10-15', by: 'cyp-manager', forecast: '2026-04-30' },
		doneWhen:
			'A note that compares three apps, with views of 40 young people, has been received by the Transformation Board.',
		description:
			'Added after young people asked for it at a school council event.',
		leads: [{ post: 'cyp-asthma-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2025-11-04', by: 'cyp-asthma-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-10',
				by: 'cyp-manager',
				set: {
					commentary: 'Not needed: the national asthma app for young people was released in February, and practices now point to it.',
					archived: true,
				},
			},
		],
	},
	{
		ref: 'CYP-28',
		priority: 'standards',
		kind: 'milestone',
		title: 'Maternity records open to women in the NHS App',
		start: '2026-08-03',
		baseline: null,
		added: { on: '2026-05-28', by: 'cyp-lmns-manager', forecast: '2027-02-26' },
		doneWhen:
			'Women booked at all three hospitals can open their maternity record from the NHS App without a second password.',
		description:
			'Added when both trusts’ results went into the App. Families asked for it at the listening events.',
		leads: [{ post: 'cyp-midwifery', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-05'],
		enablers: ['Data and Digital', 'Communications'],
		events: [
			{ on: '2026-08-04', by: 'cyp-midwifery', set: { status: 'onTrack' } },
			{
				on: '2026-11-03',
				by: 'cyp-midwifery',
				set: {
					commentary: 'Works in the test system at Milton Keynes. Bedford and Luton share one link, planned for January.',
					leads: [{ post: 'cyp-midwifery', kind: 'delivery' }, { post: 'cyp-lmns-manager', kind: 'delivery' }],
				},
			},
			{
				on: '2027-02-18',
				by: 'cyp-midwifery',
				set: {
					forecast: '2027-03-19',
					dateReason: 'National security check of the Bedford and Luton link booked for 9 March.',
					status: 'atRisk',
					commentary: 'Milton Keynes has been live since 1 February. Nothing else is left to do at Bedford and Luton.',
				},
			},
			{
				on: '2027-03-17',
				by: 'cyp-midwifery',
				set: {
					status: 'complete',
					actual: '2027-03-16',
					evidence: 'Live at all three hospitals on 16 Mar 2027; opened by 1,240 women in the first month at Milton Keynes.',
				},
			},
		],
	},
];
