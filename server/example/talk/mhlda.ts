import type { ProgrammeTalk } from './shape.ts';

export const mhldaTalk: ProgrammeTalk = {
	threads: [
		{
			about: 'MHL-01',
			challenge: { letter: 'achievable', owner: 'mhlda-crisis-lead', due: '2026-04-17' },
			said: [
				{ on: '2026-03-30', by: 'group-luton', say: 'Fire doors take the opening to 28 Aug. Where do people in crisis in Luton go in the meantime?' },
				{ on: '2026-04-15', by: 'mhlda-crisis-lead', say: 'To the crisis café until 23:00, and two beds on the assessment ward are kept for Luton until the house opens.', does: 'answers' },
				{ on: '2026-04-22', by: 'group-luton', say: 'Clear. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'MHL-02',
			challenge: { letter: 'achievable', owner: 'mhlda-manager', due: '2026-07-10' },
			said: [
				{ on: '2026-06-22', by: 'group-milton-keynes', say: 'The date has moved twice. What is different about October?' },
				{ on: '2026-07-14', by: 'mhlda-manager', say: 'The two trusts now share beds first, and the recovery house opens on 3 Aug. We were at seven in May and are at five today.', does: 'answers' },
				{ on: '2026-08-10', by: 'group-milton-keynes', say: 'Below five for six weeks, and the house is open. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'MHL-10',
			said: [
				{ on: '2026-06-22', by: 'mhlda-clinical', say: 'People assessed out of area wait months for their report. Will those already seen be finished by that provider, or start again with us?' },
				{ on: '2026-06-25', by: 'mhlda-autism-lead', say: 'Finished by them; it is a condition of the last payment. Nobody starts again.' },
				{ on: '2026-10-23', by: 'mhlda-clinical', does: 'resolved' }
			]
		},
		{
			about: 'MHL-05',
			said: [
				{ on: '2026-08-27', by: 'mhlda-clinical-ld', say: 'Two of the self-advocacy groups would like to see the cervical version once more. They felt the first picture was frightening.' },
				{ on: '2026-09-02', by: 'mhlda-physical-lead', say: 'New picture chosen with both groups on 1 Sep.' },
				{ on: '2026-10-14', by: 'mhlda-clinical-ld', does: 'resolved' }
			]
		},
		{
			about: 'mhlda-private-beds',
			said: [
				{ on: '2026-08-11', by: 'mhlda-clinical', say: 'Beds in use at month end hide short stays. Could we also see bed days?' },
				{ on: '2026-09-04', by: 'mhlda-manager', say: 'Yes, from October. Both trusts already hold them.' }
			]
		},
		{
			about: 'MHL-02',
			challenge: { letter: 'achievable', owner: 'mhlda-manager', due: '2026-11-12' },
			said: [
				{ on: '2026-10-29', by: 'group-milton-keynes', say: 'Three beds were bought while one ward was closed. What would stop it in January, when wards close for norovirus?' },
				{ on: '2026-11-11', by: 'mhlda-manager', say: 'No private bed without a call between the two medical directors, since 27 Oct; and each trust keeps two swing beds from 1 Dec to 31 Mar.', does: 'answers' },
				{ on: '2026-12-18', by: 'group-milton-keynes', say: 'One bed in use since 30 Nov, none bought since. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'MHL-19',
			challenge: { letter: 'timeBound', owner: 'mhlda-estates-lead', due: '2026-11-30' },
			said: [
				{ on: '2026-11-16', by: 'group-chair', say: 'The builder holds the price to 30 Apr and the panel meets in March. What happens if the panel asks one more question?' },
				{ on: '2026-12-01', by: 'mhlda-estates-lead', say: 'A day late, with apologies: the builder would hold the price for six more weeks, for a fee of about £40,000. We ask for an earlier panel as well.', does: 'answers' },
				{ on: '2027-01-20', by: 'group-chair', say: 'Panel fixed for 18 Mar and all questions answered. Closed.', does: 'closed' }
			]
		},
		{
			about: 'MHL-07',
			said: [
				{ on: '2026-11-11', by: 'mhlda-clinical', say: 'Bedford covering Central Bedfordshire on weekdays leaves weekends to the duty team. Please tell the care homes there plainly.' },
				{ on: '2026-11-13', by: 'mhlda-crisis-lead', say: 'A letter went to all 34 homes today, with the number to ring.' }
			]
		},
		{
			about: 'MHL-26',
			challenge: { letter: 'timeBound', owner: 'mhlda-physical-lead', due: '2027-03-11' },
			said: [
				{ on: '2027-02-25', by: 'mhlda-clinical', say: 'A third release date from the supplier. How do people in Bedfordshire and Luton get their results until then?' },
				{ on: '2027-03-12', by: 'mhlda-physical-lead', say: 'By letter within a week, checked by the physical health team. The release was tested yesterday and works.', does: 'answers' },
				{ on: '2027-03-31', by: 'mhlda-clinical', does: 'closed' }
			]
		}
	],
	confidence: [
		{ on: '2026-03-19', by: 'mhlda-manager', kind: 'delivery', level: 'medium', reason: 'Private beds at nine and the recovery house late.' },
		{ on: '2026-07-03', by: 'mhlda-manager', kind: 'delivery', level: 'medium', reason: 'Private beds at five; the recovery house opens in August.' },
		{ on: '2026-07-06', by: 'mhlda-clinical', kind: 'clinical', level: 'high', reason: 'Psychosis teams are at strength and people come home sooner.' },
		{ on: '2026-09-07', by: 'mhlda-manager', kind: 'delivery', level: 'high', reason: 'The house is open, private bed use is below five and the placements framework is let.' },
		{ on: '2026-09-09', by: 'mhlda-clinical', kind: 'clinical', level: 'high', reason: 'Crisis care is now local in all four places.' },
		{ on: '2026-10-30', by: 'mhlda-manager', kind: 'delivery', level: 'medium', reason: 'Ward repairs brought three private beds back.' },
		{ on: '2026-11-13', by: 'mhlda-clinical', kind: 'clinical', level: 'medium', reason: 'Older people in Central Bedfordshire wait for home treatment, and the Bedford unit waits for a panel.' },
		{ on: '2027-02-01', by: 'mhlda-manager', kind: 'delivery', level: 'high', reason: 'A month without a private bed.' },
		{ on: '2027-02-02', by: 'mhlda-clinical', kind: 'clinical', level: 'high', reason: 'Home treatment reaches older people everywhere.' },
		{ about: 'MHL-02', on: '2026-08-10', by: 'mhlda-manager', kind: 'delivery', level: 'high', reason: 'Six weeks below five, with the house open.' },
		{ about: 'MHL-02', on: '2026-10-28', by: 'mhlda-manager', kind: 'delivery', level: 'medium', reason: 'Depends on the Bedford ward reopening on 16 Nov.' },
		{ about: 'MHL-19', on: '2026-11-12', by: 'mhlda-manager', kind: 'delivery', level: 'low', reason: 'The panel’s date is not ours to set.' },
		{ about: 'MHL-19', on: '2027-01-21', by: 'mhlda-manager', kind: 'delivery', level: 'medium', reason: 'A panel date and no open question.' }
	],
	decisions: [
		{ about: 'MHL-02', on: '2026-02-26', by: 'mhlda-manager', what: 'The two trusts share beds across BLMK before any private bed is bought.', who: 'ICB Chief Operating Officer', forum: 'Mental Health Collaborative' },
		{ about: 'MHL-21', on: '2026-02-05', by: 'mhlda-manager', what: 'Pause the place of safety in Milton Keynes; capital goes to fire safety until 2027.', who: 'Joint capital group', forum: 'Joint capital group' },
		{ about: 'MHL-02', on: '2026-12-16', by: 'group-chair', what: 'Swing beds stay open to the end of March.', who: 'Leadership Group', forum: 'Leadership Group review' }
	],
	actions: [
		{ about: 'MHL-02', on: '2026-07-08', by: 'group-chair', what: 'Report private bed days as well as beds.', owner: 'mhlda-manager', due: '2026-10-30', done: '2026-10-26' },
		{ about: 'MHL-10', on: '2026-08-12', by: 'mhlda-manager', what: 'Confirm the rooms in Milton Keynes in writing.', owner: 'mhlda-autism-lead', due: '2026-09-11', done: '2026-10-09' },
		{ about: 'MHL-19', on: '2026-11-16', by: 'group-chair', what: 'Write to NHS England for an earlier panel.', owner: 'mhlda-estates-lead', due: '2026-12-11', done: '2026-12-08' },
		{ about: 'MHL-17', on: '2026-10-07', by: 'mhlda-manager', what: 'Show how many people wait for the team in Milton Keynes, and for how long.', owner: 'mhlda-mk-lead', due: '2026-11-13' }
	]
};
