import type { ProgrammeTalk } from './shape.ts';

export const uecTalk: ProgrammeTalk = {
	threads: [
		{
			about: 'UEC-13',
			challenge: { letter: 'specific', owner: 'uec-end-of-life-lead', due: '2026-02-27' },
			said: [
				{ on: '2026-02-10', by: 'uec-clinical-palliative', say: 'Crews who cannot see a resuscitation decision will start resuscitation. What do they use until the link works?' },
				{ on: '2026-03-04', by: 'uec-end-of-life-lead', say: 'The advice line reads the decision to the crew, day and night, since 2 Mar. This answer is late because the night rota had to be agreed first.', does: 'answers' },
				{ on: '2026-06-02', by: 'uec-clinical-palliative', say: 'The link has worked for a month without a miss. Closed.', does: 'closed' }
			]
		},
		{
			about: 'UEC-21',
			said: [
				{ on: '2026-05-15', by: 'uec-clinical-frailty', say: 'The shorter review works well. Please keep the lying and standing blood pressure; it is the one part that changes most.' },
				{ on: '2026-05-18', by: 'uec-neighbourhoods-mk', say: 'It stays in. Both pharmacists agree.' },
				{ on: '2026-06-30', by: 'uec-clinical-frailty', does: 'resolved' }
			]
		},
		{
			about: 'UEC-03',
			field: 'places',
			challenge: { letter: 'specific', owner: 'uec-manager', due: '2026-09-09' },
			said: [
				{ on: '2026-07-01', at: [14, 25], by: 'group-milton-keynes', say: 'No provider is named for Milton Keynes. Who will run the falls pick-up there?' },
				{ on: '2026-08-20', by: 'uec-manager', say: 'One bid, for weekdays only. I would rather answer once weekends are settled; talks go on to mid-September.' },
				{ on: '2026-09-18', by: 'uec-manager', say: 'The council and the ambulance trust will run it together, if the Joint Leadership Team agrees £210,000 a year on 30 Sep. An interim crew starts in October (UEC-27).', does: 'answers' },
				{ on: '2026-10-02', by: 'group-milton-keynes', say: 'Agreed on 30 Sep. The answer was nine days late, but it is one. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'UEC-02',
			said: [
				{ on: '2026-09-04', by: 'uec-clinical-lead', say: 'Without a pharmacist on Sundays, people go home without their medicines and come back on Monday. Please do not open Bedford on Sundays on bank cover alone.' },
				{ on: '2026-09-07', by: 'uec-same-day-lead', say: 'Understood: Saturdays first, and Sundays when the post is filled.' },
				{ on: '2026-11-12', by: 'uec-clinical-lead', does: 'resolved' }
			]
		},
		{
			about: 'UEC-05',
			said: [
				{ on: '2026-09-11', by: 'uec-clinical-frailty', say: 'At 78% in use, is it beds we are short of or referrals from Central Bedfordshire?' },
				{ on: '2026-09-21', by: 'uec-virtual-ward-lead', say: 'Referrals. A nurse now sits in the Bedford assessment unit on weekday afternoons.' }
			]
		},
		{
			about: 'uec-falls-65',
			said: [
				{ on: '2026-08-12', by: 'uec-clinical-frailty', say: 'The figure printed for BLMK is England’s. Until it is mended, please compare places with each other and not with BLMK.' },
				{ on: '2026-08-14', by: 'uec-manager', say: 'Noted in the KPI, and I have asked the analysts to take it from Fingertips again.' }
			]
		},
		{
			about: 'UEC-15',
			challenge: { letter: 'measurable', owner: 'uec-end-of-life-lead', due: '2026-11-23' },
			said: [
				{ on: '2026-11-02', by: 'group-public-health', say: 'Luton is at 0.64% and BLMK at 0.88%. Are people in Luton missed because of language, or because reviews were not held?' },
				{ on: '2026-11-25', by: 'uec-end-of-life-lead', say: 'Mostly reviews: seven practices account for two thirds of the gap. In two of them language matters as well, and an interpreter goes with the hospice nurse.', does: 'answers' },
				{ on: '2026-12-21', by: 'group-public-health', say: 'Luton reached 0.7%. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'UEC-23',
			said: [
				{ on: '2026-10-13', by: 'uec-clinical-lead', say: 'People in crisis still wait in the department at night. What can staff offer until January?' },
				{ on: '2026-10-16', by: 'uec-same-day-lead', say: 'The crisis café line is answered until 23:00, and liaison can refer to the recovery house at any hour. Both numbers are on the board in the department.' }
			]
		},
		{
			about: 'UEC-25',
			challenge: { letter: 'achievable', owner: 'uec-neighbourhoods-bca', due: '2027-03-10' },
			said: [
				{ on: '2027-02-24', by: 'group-chair', say: 'Two teams depend on two clearances. Can they start without their social workers?' },
				{ on: '2027-03-09', by: 'uec-neighbourhoods-bca', say: 'One started yesterday with cover from Bedford Borough; the other starts on the 15th, cleared or not.', does: 'answers' },
				{ on: '2027-03-26', by: 'group-chair', does: 'closed' }
			]
		}
	],
	confidence: [
		{ on: '2026-03-17', by: 'uec-manager', kind: 'delivery', level: 'high', reason: 'Virtual wards and neighbourhood teams are ahead of plan.' },
		{ on: '2026-07-03', by: 'uec-manager', kind: 'delivery', level: 'high', reason: 'Five milestones closed in June; Milton Keynes falls is the only worry.' },
		{ on: '2026-07-06', by: 'uec-clinical-lead', kind: 'clinical', level: 'high', reason: 'Community teams reach people sooner in every place.' },
		{ on: '2026-09-08', by: 'uec-manager', kind: 'delivery', level: 'medium', reason: 'Falls pick-up has no provider in Milton Keynes and weekend pharmacy is not filled.' },
		{ on: '2026-09-10', by: 'uec-clinical-lead', kind: 'clinical', level: 'low', reason: 'Milton Keynes has the fastest growing older population and will go into winter without falls pick-up.' },
		{ on: '2026-11-12', by: 'uec-clinical-lead', kind: 'clinical', level: 'medium', reason: 'The interim crew has kept four in five people at home.' },
		{ on: '2026-11-20', by: 'uec-manager', kind: 'delivery', level: 'medium', reason: 'Falls contract is signed; winter staffing is the risk now.' },
		{ on: '2027-03-19', by: 'uec-manager', kind: 'delivery', level: 'high', reason: 'Only the last neighbourhood teams are left.' },
		{ about: 'UEC-03', on: '2026-08-20', by: 'uec-manager', kind: 'delivery', level: 'low', reason: 'One bid, for weekdays only.' },
		{ about: 'UEC-03', on: '2026-11-20', by: 'uec-manager', kind: 'delivery', level: 'high', reason: 'Contract signed, five of six staff start today.' },
		{ about: 'UEC-05', on: '2026-09-10', by: 'uec-manager', kind: 'delivery', level: 'high', reason: '206 of 220 beds and the last posts start in October.' },
		{ about: 'UEC-05', on: '2026-09-11', by: 'uec-clinical-frailty', kind: 'clinical', level: 'medium', reason: 'Beds are there; referrals from one place are not.' }
	],
	decisions: [
		{ about: 'UEC-08', on: '2026-03-25', by: 'uec-manager', what: 'One rule for counting a virtual ward bed day, from April 2026.', who: 'Directors of finance', forum: 'Urgent Care Board' },
		{ about: 'UEC-03', on: '2026-09-30', by: 'uec-manager', what: '£210,000 a year for a joint falls service in Milton Keynes.', who: 'MK Joint Leadership Team', forum: 'MK Joint Leadership Team' },
		{ about: 'UEC-25', on: '2026-12-09', by: 'uec-neighbourhoods-bca', what: 'Social care funding for four Central Bedfordshire teams from January.', who: 'Bedfordshire Care Alliance', forum: 'Bedfordshire Care Alliance' }
	],
	actions: [
		{ about: 'UEC-03', on: '2026-07-08', by: 'group-chair', what: 'Report to the September review who will run falls pick-up in Milton Keynes.', owner: 'uec-manager', due: '2026-09-09', done: '2026-09-18' },
		{ about: 'UEC-02', on: '2026-09-07', by: 'uec-manager', what: 'Fill the Sunday pharmacist post at Bedford, or say what else would be safe.', owner: 'uec-same-day-lead', due: '2026-10-16', done: '2026-10-15' },
		{ about: 'UEC-05', on: '2026-09-21', by: 'uec-manager', what: 'Agree with the Bedford assessment unit how people are found for the virtual ward.', owner: 'uec-virtual-ward-lead', due: '2026-10-09', done: '2026-10-07' },
		{ about: 'UEC-24', on: '2026-10-22', by: 'uec-manager', what: 'List the care homes in Milton Keynes that still have to train.', owner: 'uec-community-services-lead', due: '2026-11-13' }
	]
};
