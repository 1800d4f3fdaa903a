/**
 * Long-term conditions: the milestones approved in April 2025, the work added later, and what happened to each.
 * Illustrative: written from the published objectives, not taken from a real plan.
 */
import type { ExampleMilestone } from '../shape.ts';

export const ltcMilestones: ExampleMilestone[] = [
	{
		ref: 'LTC-01',
		priority: 'hypertension',
		kind: 'milestone',
		title: 'Blood pressure checks in 120 community pharmacies',
		start: '2025-04-14',
		baseline: '2025-10-31',
		doneWhen:
			'At least 120 pharmacies in BLMK have each made ten or more checks in a month, with 25 of them in the most deprived fifth of neighbourhoods.',
		description:
			'Eighty-seven pharmacies made checks in March 2025, but only 11 of them in the most deprived areas.',
		leads: [{ post: 'ltc-pharmacy-lead', kind: 'delivery' }, { post: 'ltc-public-health', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Ways of working'],
		events: [
			{ on: '2025-04-15', by: 'ltc-pharmacy-lead', set: { status: 'onTrack' } },
			{
				on: '2025-10-24',
				by: 'ltc-pharmacy-lead',
				set: {
					status: 'complete',
					actual: '2025-10-23',
					evidence: 'Pharmacy payment data for September 2025: 124 pharmacies, 29 in the most deprived fifth.',
				},
			},
			{ on: '2026-05-14', by: 'ltc-pharmacy-lead', set: { commentary: '131 pharmacies in April 2026; 41,000 checks in the first year.' } },
		],
	},
	{
		ref: 'LTC-02',
		priority: 'hypertension',
		kind: 'milestone',
		title: 'Home blood pressure monitors lent to 5,000 people',
		start: '2025-09-01',
		baseline: '2026-03-31',
		doneWhen:
			'5,000 people with high blood pressure have been lent a monitor and have sent at least one week of readings to their practice.',
		description:
			'For people who cannot buy one. Lent through practices, libraries and places of worship.',
		leads: [{ post: 'ltc-bp-lead', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-03'],
		enablers: ['Finance', 'Data and Digital'],
		events: [
			{ on: '2025-09-02', by: 'ltc-bp-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-17',
				by: 'ltc-bp-lead',
				set: {
					forecast: '2026-04-30',
					dateReason: '4,610 people have sent readings; the last 600 monitors arrived three weeks late.',
					status: 'atRisk',
					commentary: 'All monitors are now with practices. Staff ring people who have not sent readings after ten days.',
				},
			},
			{
				on: '2026-04-17',
				by: 'ltc-bp-lead',
				set: {
					status: 'complete',
					actual: '2026-04-16',
					evidence: '5,048 people with a full week of readings, by practice search of 16 Apr 2026.',
				},
			},
		],
	},
	{
		ref: 'LTC-03',
		priority: 'hypertension',
		kind: 'deliverable',
		title: 'One long-term conditions search live in every practice',
		start: '2025-05-06',
		baseline: '2025-12-19',
		doneWhen:
			'Every practice runs the same monthly search for people at risk or not treated to target, and the ICB sees the numbers by neighbourhood.',
		description:
			'Finds people once for blood pressure, heart failure, diabetes and severe mental illness. Used by several programmes; names stay inside the practice.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital', 'Ways of working'],
		events: [
			{ on: '2025-05-07', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{
				on: '2025-11-27',
				by: 'ltc-digital-lead',
				set: {
					forecast: '2026-01-30',
					dateReason: 'Fourteen practices change record system in December and cannot run the search before.',
					status: 'atRisk',
					commentary: 'The search is live in all other practices. The fourteen have dates in January and a named engineer.',
				},
			},
			{ on: '2026-01-15', by: 'ltc-digital-lead', set: { forecast: '2026-01-23', status: 'onTrack' } },
			{
				on: '2026-01-22',
				by: 'ltc-digital-lead',
				set: {
					status: 'complete',
					actual: '2026-01-21',
					evidence: 'Search run by every practice in January 2026; first neighbourhood table issued 21 Jan 2026.',
				},
			},
		],
	},
	{
		ref: 'LTC-04',
		priority: 'hypertension',
		kind: 'milestone',
		title: 'Blood pressure days in 20 Luton workplaces and places of worship',
		start: '2025-11-03',
		baseline: '2026-05-29',
		doneWhen:
			'Twenty places have held a day, 1,500 people have been checked, and everyone with a high reading has been offered an appointment within a week.',
		description:
			'Places were chosen with community groups in the wards where high blood pressure is found least.',
		leads: [{ post: 'ltc-public-health', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['luton'],
		dependsOn: [],
		enablers: ['Communications', 'Ways of working'],
		events: [
			{ on: '2025-11-04', by: 'ltc-public-health', set: { status: 'onTrack' } },
			{ on: '2026-02-25', by: 'ltc-public-health', set: { commentary: 'Nine days held; 740 people checked, 161 with a high reading.' } },
			{
				on: '2026-05-22',
				by: 'ltc-public-health',
				set: {
					status: 'complete',
					actual: '2026-05-20',
					evidence: '22 days held by 20 May 2026; 1,688 checked, 354 high readings, all offered an appointment.',
				},
			},
		],
	},
	{
		ref: 'LTC-05',
		priority: 'nhs-app',
		kind: 'milestone',
		title: 'Results and letters in the NHS App at all trusts',
		start: '2025-11-03',
		baseline: '2026-09-30',
		doneWhen:
			'Test results and clinic letters from both acute trusts and both community and mental health trusts’ clinics appear in the NHS App within five working days.',
		description:
			'People have asked for one place for everything. Fewer calls to practices to ask for results.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }, { post: 'ltc-director', kind: 'accountable' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital', 'Communications'],
		events: [
			{ on: '2025-11-04', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{ on: '2026-04-23', by: 'ltc-digital-lead', set: { commentary: 'Letters live at all hospitals. Results live at Milton Keynes since March.' } },
			{
				on: '2026-06-25',
				by: 'ltc-digital-lead',
				set: {
					forecast: '2026-08-28',
					commentary: 'Testing at Bedford and Luton has gone faster than planned. Results go live in August.',
				},
			},
			{
				on: '2026-08-21',
				by: 'ltc-digital-lead',
				set: {
					status: 'complete',
					actual: '2026-08-21',
					evidence: 'Sample of 100 results and letters a trust on 21 Aug 2026: at least 96 visible within five working days at each.',
				},
			},
			{ on: '2026-10-20', by: 'ltc-digital-lead', set: { commentary: 'Practices report one in six fewer calls about results since August.' } },
		],
	},
	{
		ref: 'LTC-06',
		priority: 'hypertension',
		kind: 'milestone',
		title: 'Checkpoint: 77% of people treated to target',
		start: '2025-06-02',
		baseline: '2026-06-30',
		doneWhen:
			'The national audit shows at least 77% of people with high blood pressure in BLMK treated to target for their age.',
		description:
			'The figure was 69% in March 2025, from 64% in Luton to 73% in Central Bedfordshire.',
		leads: [{ post: 'ltc-bp-lead', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-02', 'LTC-03'],
		enablers: ['Operational and clinical excellence'],
		events: [
			{ on: '2025-06-03', by: 'ltc-bp-lead', set: { status: 'onTrack' } },
			{
				on: '2026-01-28',
				by: 'ltc-bp-lead',
				set: {
					status: 'atRisk',
					commentary: '72.4% in December against a plan of 74%. Practices below 70% get pharmacist time for twelve weeks.',
				},
			},
			{
				on: '2026-05-13',
				by: 'ltc-bp-lead',
				set: {
					forecast: '2026-09-25',
					dateReason: 'The audit for June is published in September, and 77% by June would be tight.',
					commentary: '75.1% in March. Pharmacists have changed treatment for 3,900 people in the 22 lowest practices.',
				},
			},
			{
				on: '2026-06-30',
				by: 'ltc-bp-lead',
				set: {
					status: 'onTrack',
					commentary: '76.4% in May by practice searches; the audit published in September is expected to show 77%.',
				},
			},
			{
				on: '2026-09-24',
				by: 'ltc-bp-lead',
				set: {
					status: 'complete',
					actual: '2026-09-24',
					evidence: 'National audit to June 2026, published 24 Sep 2026: 77.2%; Luton 73.8%.',
				},
			},
		],
	},
	{
		ref: 'LTC-07',
		priority: 'hypertension',
		kind: 'milestone',
		title: 'Checkpoint: 80% of people treated to target',
		start: '2026-10-05',
		baseline: '2027-03-31',
		doneWhen:
			'Practice searches in March 2027 show at least 80% of people with high blood pressure treated to target for their age, and no place below 77%.',
		description:
			'The second of two checkpoints. The national audit will confirm it in the summer of 2027.',
		leads: [{ post: 'ltc-bp-lead', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-06', 'LTC-08'],
		enablers: ['Operational and clinical excellence'],
		events: [
			{ on: '2026-10-06', by: 'ltc-bp-lead', set: { status: 'onTrack' } },
			{
				on: '2027-01-26',
				by: 'ltc-bp-lead',
				set: {
					status: 'atRisk',
					commentary: '78.3% in December. Luton is at 75.0%: six practices there have extra pharmacist clinics until the end of March.',
				},
			},
			{ on: '2027-03-18', by: 'ltc-bp-lead', set: { commentary: '79.4% on 12 March; Luton 76.1%. Places other than Luton are all above 79%.' } },
			{
				on: '2027-03-31',
				by: 'ltc-bp-lead',
				set: {
					forecast: '2027-06-30',
					dateReason: '79.7% across BLMK, but Luton is at 76.4% against 77%.',
					commentary: 'Pharmacist clinics in Luton go on until June. The checkpoint is kept in the next plan.',
				},
			},
		],
	},
	{
		ref: 'LTC-08',
		priority: 'hypertension',
		kind: 'milestone',
		title: 'Pharmacist blood pressure clinics in every primary care network',
		start: '2026-04-13',
		baseline: '2026-12-18',
		doneWhen:
			'A pharmacist who can prescribe holds a blood pressure clinic at least weekly in every network.',
		description:
			'Medicines are started and changed without waiting for a GP appointment.',
		leads: [{ post: 'ltc-pharmacy-lead', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-03'],
		enablers: ['Workforce'],
		events: [
			{ on: '2026-04-14', by: 'ltc-pharmacy-lead', set: { status: 'onTrack' } },
			{ on: '2026-10-07', by: 'ltc-pharmacy-lead', set: { commentary: 'Twenty-one of 26 networks have a clinic.' } },
			{
				on: '2026-12-16',
				by: 'ltc-pharmacy-lead',
				set: {
					status: 'complete',
					actual: '2026-12-14',
					evidence: 'Clinic lists for the week of 14 Dec 2026 from all 26 networks.',
				},
			},
		],
	},
	{
		ref: 'LTC-09',
		priority: 'msk',
		kind: 'milestone',
		title: 'One referral point for muscle and joint problems in each half of BLMK',
		start: '2025-04-28',
		baseline: '2025-11-28',
		doneWhen:
			'All referrals in Bedfordshire and Luton go through one point and all in Milton Keynes through another, with an answer in five working days.',
		description:
			'There were seven ways in, and people were often sent from one to the next.',
		leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }, { post: 'ltc-director', kind: 'accountable' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Ways of working', 'Data and Digital'],
		events: [
			{ on: '2025-04-29', by: 'ltc-msk-lead', set: { status: 'onTrack' } },
			{
				on: '2025-10-30',
				by: 'ltc-msk-lead',
				set: {
					forecast: '2026-01-30',
					dateReason: 'Milton Keynes is live; the two Bedfordshire services cannot yet see each other’s lists.',
					status: 'atRisk',
					commentary: 'A shared list is being built and staff sit together in Luton two days a week meanwhile.',
				},
			},
			{
				on: '2026-01-21',
				by: 'ltc-msk-lead',
				set: {
					forecast: '2026-02-27',
					dateReason: 'The shared list failed its first test with 400 live referrals.',
					status: 'offTrack',
					commentary: 'The supplier has fixed two of three faults. A second test runs on 9 February; until then both services answer by e-mail within five days.',
				},
			},
			{ on: '2026-02-17', by: 'ltc-msk-lead', set: { status: 'onTrack', commentary: 'Second test passed.' } },
			{
				on: '2026-02-27',
				by: 'ltc-msk-lead',
				set: {
					status: 'complete',
					actual: '2026-02-26',
					evidence: 'Answer times for the two weeks to 26 Feb 2026: 94% and 97% within five working days.',
				},
			},
		],
	},
	{
		ref: 'LTC-10',
		priority: 'msk',
		kind: 'milestone',
		title: 'Self-referral to physiotherapy open in all four places',
		start: '2025-10-06',
		baseline: '2026-04-30',
		doneWhen:
			'Anyone aged 16 or over registered in BLMK can refer themselves online or by telephone, and 500 people have.',
		description:
			'Already open in Milton Keynes; new in the other three places.',
		leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-09'],
		enablers: ['Data and Digital', 'Communications'],
		events: [
			{ on: '2025-10-07', by: 'ltc-msk-lead', set: { status: 'onTrack' } },
			{ on: '2026-03-10', by: 'ltc-msk-lead', set: { commentary: 'Open in Bedford Borough and Luton since 2 March.' } },
			{
				on: '2026-04-28',
				by: 'ltc-msk-lead',
				set: {
					status: 'complete',
					actual: '2026-04-27',
					evidence: 'Open in all four places since 13 Apr 2026; 612 self-referrals by 27 Apr 2026.',
				},
			},
		],
	},
	{
		ref: 'LTC-11',
		priority: 'msk',
		kind: 'milestone',
		title: 'First-contact physiotherapist in every primary care network',
		start: '2026-01-12',
		baseline: '2026-10-30',
		doneWhen:
			'Every network has a first-contact physiotherapist in post at least four days a week.',
		description:
			'People see a physiotherapist at their practice first, without a GP appointment.',
		leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce'],
		events: [
			{ on: '2026-01-13', by: 'ltc-msk-lead', set: { status: 'onTrack' } },
			{ on: '2026-07-07', by: 'ltc-msk-lead', set: { commentary: '22 of 26 networks covered. Two more start in August and two in October.' } },
			{
				on: '2026-10-29',
				by: 'ltc-msk-lead',
				set: {
					forecast: '2026-11-18',
					dateReason: 'The physiotherapist for the last network in Luton starts on 16 November.',
					commentary: '25 of 26 networks are covered.',
				},
			},
			{
				on: '2026-11-26',
				by: 'ltc-msk-lead',
				set: {
					status: 'complete',
					actual: '2026-11-23',
					evidence: '26 of 26 networks in post on 23 Nov 2026; the last start was put off a week by checks.',
				},
			},
		],
	},
	{
		ref: 'LTC-12',
		priority: 'msk',
		kind: 'milestone',
		title: 'Community joint and back days held in eight venues',
		start: '2025-12-01',
		baseline: '2026-06-30',
		doneWhen:
			'Eight days have been held, two in each place, and 1,000 people on waiting lists have been seen.',
		description:
			'Physiotherapy, exercise, weight and work advice in one visit to a leisure centre or hall.',
		leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-09'],
		enablers: ['Estates', 'Workforce'],
		events: [
			{ on: '2025-12-02', by: 'ltc-msk-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-24',
				by: 'ltc-msk-lead',
				set: {
					commentary: 'Three days held. The council leisure teams now organise the days, so public health leads.',
					leads: [{ post: 'ltc-public-health', kind: 'delivery' }, { post: 'ltc-msk-lead', kind: 'delivery' }],
				},
			},
			{
				on: '2026-06-24',
				by: 'ltc-public-health',
				set: {
					status: 'complete',
					actual: '2026-06-23',
					evidence: 'Eight days held, the last on 20 Jun 2026; 1,164 people seen, 38% needed nothing more.',
				},
			},
		],
	},
	{
		ref: 'LTC-13',
		priority: 'msk',
		kind: 'milestone',
		title: 'Strength and balance class offered after every falls pick-up',
		start: '2026-09-01',
		baseline: '2027-01-29',
		doneWhen:
			'Everyone picked up after a fall is offered a class within two weeks, and 150 people have started one.',
		description:
			'Waits for the falls pick-up service of Urgent and emergency care in all four places.',
		leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }, { post: 'ltc-public-health', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['UEC-03'],
		enablers: ['Ways of working', 'Workforce'],
		events: [
			{ on: '2026-09-02', by: 'ltc-msk-lead', set: { status: 'onTrack' } },
			{
				on: '2026-11-10',
				by: 'ltc-msk-lead',
				set: {
					status: 'atRisk',
					commentary: 'Classes have places in Bedford Borough, Central Bedfordshire and Luton. Milton Keynes has classes ready but depends on the falls pick-up service there.',
				},
			},
			{
				on: '2027-01-20',
				by: 'ltc-msk-lead',
				set: {
					forecast: '2027-02-26',
					dateReason: '132 people have started; the Milton Keynes falls service began later than planned.',
					commentary: 'Milton Keynes offered its first places in January. Numbers should pass 150 in February.',
				},
			},
			{
				on: '2027-02-24',
				by: 'ltc-msk-lead',
				set: {
					status: 'complete',
					actual: '2027-02-22',
					evidence: '158 people had started a class by 22 Feb 2027; offers made within two weeks in 98 of 100 records checked.',
				},
			},
		],
	},
	{
		ref: 'LTC-14',
		priority: 'msk',
		kind: 'milestone',
		title: 'Everyone waiting for a new hip or knee offered help to prepare',
		start: '2026-08-03',
		baseline: '2027-02-26',
		doneWhen:
			'Everyone on a hip or knee list at all three hospitals has been offered exercise, weight and stop-smoking help, and 60% of those asked have taken it up.',
		description:
			'Fitter patients go home sooner. Extra joint lists depend on the shared theatre staff bank of Fragile services.',
		leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-12', 'FRA-06'],
		enablers: ['Workforce', 'Ways of working'],
		events: [
			{ on: '2026-08-04', by: 'ltc-msk-lead', set: { status: 'onTrack' } },
			{
				on: '2026-10-21',
				by: 'ltc-msk-lead',
				set: {
					commentary: 'Public health joins, as stop-smoking and weight offers are run by the councils.',
					leads: [{ post: 'ltc-msk-lead', kind: 'delivery' }, { post: 'ltc-public-health', kind: 'delivery' }],
				},
			},
			{ on: '2027-01-13', by: 'ltc-msk-lead', set: { commentary: 'Offers made to 2,140 of 3,020 people; 57% have taken them up.' } },
			{
				on: '2027-02-25',
				by: 'ltc-msk-lead',
				set: {
					status: 'complete',
					actual: '2027-02-23',
					evidence: 'All 3,011 people on lists offered help by 23 Feb 2027; 62% took it up.',
				},
			},
		],
	},
	{
		ref: 'LTC-15',
		priority: 'msk',
		kind: 'milestone',
		title: 'Healthy backs charter signed by 20 employers',
		start: '2026-03-02',
		baseline: '2026-11-30',
		doneWhen:
			'Twenty employers with 250 or more staff have signed the charter and named someone who leads on it.',
		description:
			'Warehousing and care employers first, where back pain costs most working days.',
		leads: [{ post: 'ltc-public-health', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Communications'],
		events: [
			{ on: '2026-03-03', by: 'ltc-public-health', set: { status: 'onTrack' } },
			{
				on: '2026-06-16',
				by: 'ltc-public-health',
				set: {
					status: 'closed',
					commentary: 'Closed by the programme board on 15 June 2026. The four councils’ healthy workplace award now asks the same of employers; a second charter would compete with it.',
				},
			},
		],
	},
	{
		ref: 'LTC-16',
		priority: 'heart-failure',
		kind: 'milestone',
		title: 'Heart failure blood test result within three working days',
		start: '2025-04-14',
		baseline: '2025-09-30',
		doneWhen:
			'95% of NT-proBNP results reach the practice within three working days from both laboratories, two months running.',
		description:
			'The first step to a diagnosis. Some practices waited nine days.',
		leads: [{ post: 'ltc-hf-lead', kind: 'delivery' }, { post: 'ltc-clinical-cardiology', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Operational and clinical excellence'],
		events: [
			{ on: '2025-04-15', by: 'ltc-hf-lead', set: { status: 'onTrack' } },
			{
				on: '2025-09-19',
				by: 'ltc-hf-lead',
				set: {
					status: 'complete',
					actual: '2025-09-17',
					evidence: 'Laboratory reports for July and August 2025: 96% and 97%; 95% and 98%.',
				},
			},
		],
	},
	{
		ref: 'LTC-17',
		priority: 'heart-failure',
		kind: 'milestone',
		title: 'Two-week heart failure clinic at all three hospitals',
		start: '2025-07-14',
		baseline: '2026-02-27',
		doneWhen:
			'At each hospital 90% of people with a very high blood test see a specialist, with an echocardiogram, within two weeks.',
		description:
			'Luton met this in April 2025; Bedford took four weeks and Milton Keynes six.',
		leads: [{ post: 'ltc-hf-lead', kind: 'delivery' }, { post: 'ltc-clinical-cardiology', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-16'],
		enablers: ['Workforce', 'Operational and clinical excellence'],
		events: [
			{ on: '2025-07-15', by: 'ltc-hf-lead', set: { status: 'onTrack' } },
			{
				on: '2025-12-11',
				by: 'ltc-hf-lead',
				set: {
					status: 'atRisk',
					commentary: 'Bedford meets the standard since November. Milton Keynes is short of two echocardiographers; a mobile service is priced.',
				},
			},
			{
				on: '2026-02-19',
				by: 'ltc-hf-lead',
				set: {
					forecast: '2026-05-29',
					dateReason: 'Milton Keynes at 68%; the new echocardiographers start in April.',
					commentary: 'Evening echo lists run twice a week in Milton Keynes from March.',
				},
			},
			{
				on: '2026-05-08',
				by: 'ltc-hf-lead',
				set: {
					status: 'complete',
					actual: '2026-05-06',
					evidence: 'April 2026: Luton 95%, Bedford 92%, Milton Keynes 91%.',
				},
			},
		],
	},
	{
		ref: 'LTC-18',
		priority: 'heart-failure',
		kind: 'milestone',
		title: 'Heart failure specialist nurses cover all four places',
		start: '2025-10-06',
		baseline: '2026-06-30',
		doneWhen:
			'Every person discharged after heart failure is seen or rung by a specialist nurse within two weeks, in every place.',
		description:
			'Central Bedfordshire had one part-time nurse for 290,000 people.',
		leads: [{ post: 'ltc-hf-lead', kind: 'delivery' }, { post: 'ltc-director', kind: 'accountable' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Workforce', 'Finance'],
		events: [
			{ on: '2025-10-07', by: 'ltc-hf-lead', set: { status: 'onTrack' } },
			{
				on: '2026-03-26',
				by: 'ltc-hf-lead',
				set: {
					forecast: '2026-09-30',
					dateReason: 'Money for two posts was agreed in March, three months after it was expected.',
					status: 'atRisk',
					commentary: 'Both posts are advertised. Bedford’s nurses ring people in Central Bedfordshire.',
					ask: 'Agree permanent money for both posts, not one year. ICB Chief Finance Officer, by 29 May 2026.',
				},
			},
			{
				on: '2026-06-18',
				by: 'ltc-hf-lead',
				set: {
					forecast: '2026-12-18',
					dateReason: 'One post filled; the second was advertised again after no one suitable applied.',
					commentary: 'The second post is now open to nurses in training, with supervision from Luton. Interviews are on 29 September.',
					ask: '',
				},
			},
			{ on: '2026-10-06', by: 'ltc-hf-lead', set: { status: 'onTrack', commentary: 'Second nurse appointed, to start on 16 November.' } },
			{
				on: '2026-12-17',
				by: 'ltc-hf-lead',
				set: {
					status: 'complete',
					actual: '2026-12-15',
					evidence: 'Audit of 60 discharges to 30 Nov 2026: 58 seen or rung within two weeks, at least 14 of 15 in every place.',
				},
			},
		],
	},
	{
		ref: 'LTC-19',
		priority: 'heart-failure',
		kind: 'milestone',
		title: 'Heart failure pathway live on the virtual ward',
		start: '2026-08-17',
		baseline: '2027-01-29',
		doneWhen:
			'People can have intravenous diuretics and daily checks at home in every place, and 40 have.',
		description:
			'Uses the virtual ward beds of Urgent and emergency care, with a cardiologist on call on weekdays.',
		leads: [{ post: 'ltc-hf-lead', kind: 'delivery' }, { post: 'ltc-clinical-cardiology', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-18', 'UEC-05'],
		enablers: ['Workforce', 'Data and Digital'],
		events: [
			{ on: '2026-08-18', by: 'ltc-hf-lead', set: { status: 'onTrack' } },
			{
				on: '2026-12-01',
				by: 'ltc-hf-lead',
				set: {
					commentary: 'Protocol signed by all three hospitals. First patients in Milton Keynes in December.',
				},
			},
			{
				on: '2027-01-27',
				by: 'ltc-hf-lead',
				set: {
					forecast: '2027-02-26',
					dateReason: '31 people so far; Bedford started three weeks late.',
					status: 'atRisk',
					commentary: 'All places are live since 25 January. At four or five people a week, 40 is passed in mid-February.',
				},
			},
			{
				on: '2027-02-17',
				by: 'ltc-hf-lead',
				set: {
					status: 'complete',
					actual: '2027-02-16',
					evidence: '43 people by 16 Feb 2027; none back in hospital within seven days in 37 of the 43.',
				},
			},
		],
	},
	{
		ref: 'LTC-20',
		priority: 'heart-failure',
		kind: 'deliverable',
		title: 'Review of every 30-day heart failure readmission',
		start: '2025-06-16',
		baseline: '2025-12-19',
		doneWhen:
			'All readmissions of 2024/25 have been reviewed by one method, with a report and five agreed changes.',
		description:
			'About 310 readmissions at the three hospitals. Done by cardiology, general practice and community nursing together.',
		leads: [{ post: 'ltc-hf-lead', kind: 'delivery' }, { post: 'ltc-clinical-cardiology', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Operational and clinical excellence'],
		events: [
			{ on: '2025-06-17', by: 'ltc-hf-lead', set: { status: 'onTrack' } },
			{
				on: '2025-12-19',
				by: 'ltc-hf-lead',
				set: {
					status: 'complete',
					actual: '2025-12-19',
					evidence: 'Report with five changes accepted by the programme board on 19 Dec 2025.',
				},
			},
		],
	},
	{
		ref: 'LTC-21',
		priority: 'heart-failure',
		kind: 'milestone',
		title: '2,000 people with heart failure on all four recommended medicines',
		start: '2026-03-16',
		baseline: '2026-11-30',
		doneWhen:
			'Practice searches show 2,000 or more people with weak heart pumping on all four medicines, or with a reason recorded.',
		description:
			'There were 1,120 in March 2026. Hospital and network pharmacists share the work.',
		leads: [{ post: 'ltc-pharmacy-lead', kind: 'delivery' }, { post: 'ltc-clinical-cardiology', kind: 'clinical' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-03', 'LTC-17'],
		enablers: ['Workforce', 'Data and Digital'],
		events: [
			{ on: '2026-03-17', by: 'ltc-pharmacy-lead', set: { status: 'onTrack' } },
			{ on: '2026-10-14', by: 'ltc-pharmacy-lead', set: { commentary: '1,760 on 30 September, a little ahead of plan.' } },
			{
				on: '2026-11-18',
				by: 'ltc-pharmacy-lead',
				set: {
					forecast: '2026-12-18',
					dateReason: 'Searches are run monthly; the November run of 16 Nov shows 1,918.',
					status: 'atRisk',
					commentary: 'Most of the rest are in nine practices. Two hospital pharmacists are with them until mid-December.',
				},
			},
			{
				on: '2026-12-15',
				by: 'ltc-pharmacy-lead',
				set: {
					status: 'complete',
					actual: '2026-12-14',
					evidence: 'Practice search of 14 Dec 2026: 2,037 people.',
				},
			},
		],
	},
	{
		ref: 'LTC-22',
		priority: 'nhs-app',
		kind: 'milestone',
		title: '60% of adults signed in to the NHS App',
		start: '2025-04-02',
		baseline: '2026-03-31',
		doneWhen:
			'At least 60% of people aged 16 or over registered in BLMK have a fully verified NHS App login.',
		description:
			'The figure was 52% in March 2025; 44% in Luton.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-23'],
		enablers: ['Communications', 'Data and Digital'],
		events: [
			{ on: '2025-04-03', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{ on: '2025-11-06', by: 'ltc-digital-lead', set: { commentary: '57.5%; Luton 51%.' } },
			{
				on: '2026-03-13',
				by: 'ltc-digital-lead',
				set: {
					status: 'complete',
					actual: '2026-03-11',
					evidence: 'NHS App dashboard, 11 Mar 2026: 60.3%; Luton 54.9%.',
				},
			},
		],
	},
	{
		ref: 'LTC-23',
		priority: 'nhs-app',
		kind: 'milestone',
		title: 'NHS App help sessions in 30 libraries and community venues',
		start: '2025-04-07',
		baseline: '2025-08-29',
		doneWhen:
			'Thirty venues have held at least two sessions each and are listed on the ICB website.',
		description:
			'Volunteers help people to set up the App, in six languages.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }, { post: 'ltc-public-health', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: [],
		enablers: ['Communications'],
		events: [
			{ on: '2025-04-08', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{
				on: '2025-08-20',
				by: 'ltc-digital-lead',
				set: {
					forecast: '2025-09-19',
					dateReason: 'Six Luton venues hold their second session in September.',
					status: 'atRisk',
					commentary: '24 venues are done. Dates for the six are fixed.',
				},
			},
			{
				on: '2025-09-12',
				by: 'ltc-digital-lead',
				set: {
					status: 'complete',
					actual: '2025-09-11',
					evidence: '32 venues with two or more sessions by 11 Sep 2025; 1,930 people helped.',
				},
			},
		],
	},
	{
		ref: 'LTC-24',
		priority: 'nhs-app',
		kind: 'milestone',
		title: 'Half of repeat prescriptions ordered in the NHS App',
		start: '2026-04-20',
		baseline: '2026-12-18',
		doneWhen:
			'In one calendar month at least 50% of repeat prescription items ordered by patients in BLMK were ordered in the App.',
		description:
			'The figure was 38% in March 2026. Paper and telephone stay open for those who need them.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }, { post: 'ltc-pharmacy-lead', kind: 'delivery' }],
		kpis: [],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-22'],
		enablers: ['Data and Digital', 'Communications'],
		events: [
			{ on: '2026-04-21', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{ on: '2026-10-13', by: 'ltc-digital-lead', set: { commentary: '46% in September.' } },
			{
				on: '2026-12-10',
				by: 'ltc-digital-lead',
				set: {
					forecast: '2027-02-26',
					dateReason: '48% in November; growth has slowed, most of all in Milton Keynes.',
					status: 'atRisk',
					commentary: 'The pharmacy lead takes over. Pharmacies show people how to order when they collect. Nine large practices stop taking e-mail orders in January.',
					leads: [{ post: 'ltc-pharmacy-lead', kind: 'delivery' }, { post: 'ltc-digital-lead', kind: 'delivery' }],
				},
			},
			{
				on: '2027-02-18',
				by: 'ltc-digital-lead',
				set: {
					status: 'complete',
					actual: '2027-02-15',
					evidence: 'January 2027: 50.8% of items, by the prescriptions dashboard of 15 Feb 2027.',
				},
			},
		],
	},
	{
		ref: 'LTC-25',
		priority: 'nhs-app',
		kind: 'milestone',
		title: 'Care plans for long-term conditions open in the NHS App',
		start: '2026-12-07',
		baseline: '2027-03-19',
		doneWhen:
			'People with two or more long-term conditions can open their care plan in the App in at least 70 practices.',
		description:
			'Builds on results and letters. Starts with heart failure and diabetes.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }, { post: 'ltc-manager', kind: 'delivery' }, { post: 'ltc-clinical-gp', kind: 'clinical' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-05'],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2026-12-08', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{ on: '2027-02-10', by: 'ltc-digital-lead', set: { commentary: '34 practices live. Both record systems work.' } },
			{
				on: '2027-03-16',
				by: 'ltc-digital-lead',
				set: {
					forecast: '2027-04-30',
					dateReason: '58 practices live; the rest wait until after the year-end record system freeze.',
					status: 'atRisk',
					commentary: 'Sixteen more practices have dates between 6 and 23 April.',
				},
			},
		],
	},
	{
		ref: 'LTC-26',
		priority: 'nhs-app',
		kind: 'milestone',
		title: 'Separate patient portal for long-term conditions, Milton Keynes: trial',
		start: '2025-10-06',
		baseline: null,
		added: { on: '2025-09-17', by: 'ltc-manager', forecast: '2026-04-30' },
		doneWhen:
			'Three practices have used the portal for three months, and a report compares it with the NHS App.',
		description:
			'Added at the request of two practices.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }],
		kpis: [],
		places: ['milton-keynes'],
		dependsOn: [],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2025-10-07', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{
				on: '2026-02-12',
				by: 'ltc-manager',
				set: {
					commentary: 'Stopped. The NHS App will show the same information from 2026, and two logins would confuse people.',
					archived: true,
				},
			},
		],
	},
	{
		ref: 'LTC-27',
		priority: 'nhs-app',
		kind: 'milestone',
		title: 'Home blood pressure readings sent to practices through the NHS App',
		start: '2026-09-21',
		baseline: null,
		added: { on: '2026-05-20', by: 'ltc-manager', forecast: '2027-02-26' },
		doneWhen:
			'People in every network can send a week of readings in the App, and the average is filed in their record without typing.',
		description:
			'Added after practices reported two hours a week spent typing readings from paper.',
		leads: [{ post: 'ltc-digital-lead', kind: 'delivery' }, { post: 'ltc-bp-lead', kind: 'delivery' }],
		kpis: [{ kpi: 'ltc-first-ltc-gap', effect: 'decrease', lagMonths: 36 }],
		places: ['bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes'],
		dependsOn: ['LTC-02', 'LTC-05'],
		enablers: ['Data and Digital'],
		events: [
			{ on: '2026-09-22', by: 'ltc-digital-lead', set: { status: 'onTrack' } },
			{ on: '2026-11-24', by: 'ltc-digital-lead', set: { commentary: 'Works in one record system. The other supplier delivers in January.' } },
			{
				on: '2027-02-03',
				by: 'ltc-digital-lead',
				set: {
					status: 'atRisk',
					commentary: 'The second supplier delivered on 29 January. Sixteen networks are live; ten go live in three groups in February.',
				},
			},
			{
				on: '2027-02-25',
				by: 'ltc-digital-lead',
				set: {
					status: 'complete',
					actual: '2027-02-24',
					evidence: 'Live in 26 of 26 networks on 24 Feb 2027; 3,400 sets of readings received.',
				},
			},
		],
	},
];
