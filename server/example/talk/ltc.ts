import type { ProgrammeTalk } from './shape.ts';

export const ltcTalk: ProgrammeTalk = {
	threads: [
		{
			about: 'LTC-09',
			challenge: { letter: 'achievable', owner: 'ltc-msk-lead', due: '2026-02-13' },
			said: [
				{ on: '2026-01-23', by: 'group-chair', say: 'Four hundred live referrals failed the test. Was anybody’s referral lost?' },
				{ on: '2026-01-27', by: 'ltc-msk-lead', say: 'None. All 400 were matched by hand the same week; nine had waited longer than they should and were seen first.', does: 'answers' },
				{ on: '2026-03-02', by: 'group-chair', say: 'The second test passed. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'LTC-18',
			challenge: { letter: 'specific', owner: 'ltc-hf-lead', due: '2026-05-29' },
			said: [
				{ on: '2026-05-13', by: 'ltc-clinical-cardiology', say: 'Two posts on one year’s money will not attract nurses. Who can make them permanent?' },
				{ on: '2026-06-05', by: 'ltc-hf-lead', say: 'The chief finance officer agreed permanent money on 3 Jun. One post is filled; the second goes out again.', does: 'answers' },
				{ on: '2026-07-21', by: 'ltc-clinical-cardiology', say: 'Thank you. Opening the second to nurses in training was the right call. Closed.', does: 'closed' }
			]
		},
		{
			about: 'LTC-06',
			field: 'doneWhen',
			said: [
				{ on: '2026-07-02', by: 'ltc-clinical-gp', say: 'Practice searches run about half a point above the audit. 76.4% by search may be 76% in September.' },
				{ on: '2026-07-07', by: 'ltc-bp-lead', say: 'Agreed, and written in the commentary. Pharmacists stay with the lowest 22 practices until the audit closes.' },
				{ on: '2026-09-25', by: 'ltc-clinical-gp', does: 'resolved' }
			]
		},
		{
			about: 'LTC-05',
			said: [
				{ on: '2026-08-24', by: 'ltc-clinical-gp', say: 'Results now reach patients before they reach some of us. Please make sure that serious ones are held until somebody has rung.' },
				{ on: '2026-08-26', by: 'ltc-digital-lead', say: 'They are: pathology and imaging marked serious wait for a clinician at all three hospitals. I have sent the list of codes to the practices.' },
				{ on: '2026-09-04', by: 'ltc-clinical-gp', does: 'resolved' }
			]
		},
		{
			about: 'ltc-first-ltc-gap',
			said: [
				{ on: '2026-06-09', by: 'ltc-public-health', say: 'This is a gap in years, though the strategy calls it an average age. None of our milestones is measured by it, and it moves over a decade.' },
				{ on: '2026-06-12', by: 'ltc-manager', say: 'It stays as the long view. We steer by people treated to target, in LTC-06 and LTC-07.' }
			]
		},
		{
			about: 'LTC-21',
			said: [
				{ on: '2026-10-15', by: 'ltc-clinical-cardiology', say: 'All four medicines is the right aim, but not for everyone over 85. Please count those for whom it was considered and not wanted.' },
				{ on: '2026-10-20', by: 'ltc-pharmacy-lead', say: 'Added to the search: 310 people so far, with the reason.' },
				{ on: '2026-12-16', by: 'ltc-clinical-cardiology', does: 'resolved' }
			]
		},
		{
			about: 'LTC-13',
			challenge: { letter: 'specific', owner: 'ltc-msk-lead', due: '2026-11-27' },
			said: [
				{ on: '2026-11-12', by: 'group-milton-keynes', say: 'Classes are ready in Milton Keynes and nobody is sent to them. Can people be found some other way until the falls service is there?' },
				{ on: '2026-11-25', by: 'ltc-msk-lead', say: 'From the interim crew’s log and the urgent treatment centre, since 23 Nov: 18 people so far.', does: 'answers' },
				{ on: '2026-12-16', by: 'group-milton-keynes', say: 'Good. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'LTC-07',
			challenge: { letter: 'relevant', owner: 'ltc-bp-lead', due: '2027-02-12' },
			said: [
				{ on: '2027-01-29', by: 'group-public-health', say: '80% for BLMK can be reached without Luton. Is the gap between places part of the test?' },
				{ on: '2027-02-11', by: 'ltc-bp-lead', say: 'Yes: 77% in Luton is written in the test, and we shall not call it complete without it.', does: 'answers' }
			]
		},
		{
			about: 'LTC-25',
			challenge: { letter: 'timeBound', owner: 'ltc-digital-lead', due: '2027-03-31' },
			said: [{ on: '2027-03-17', by: 'ltc-clinical-gp', say: 'The year-end freeze comes every year. Why was it not in the plan, and do the April dates allow for Easter?' }]
		}
	],
	confidence: [
		{ on: '2026-03-20', by: 'ltc-manager', kind: 'delivery', level: 'high', reason: 'Blood pressure and NHS App work are ahead.' },
		{ on: '2026-07-03', by: 'ltc-manager', kind: 'delivery', level: 'high', reason: 'Nine milestones complete; heart failure posts are the only risk.' },
		{ on: '2026-07-07', by: 'ltc-clinical-gp', kind: 'clinical', level: 'medium', reason: 'Treatment is better, and Luton still lags.' },
		{ on: '2026-09-08', by: 'ltc-manager', kind: 'delivery', level: 'high', reason: 'Results in the NHS App went live five weeks early, and the audit is expected to show 77%.' },
		{ on: '2026-09-09', by: 'ltc-clinical-gp', kind: 'clinical', level: 'medium', reason: 'Averages hide Luton, where treatment to target is three points lower.' },
		{ on: '2026-11-19', by: 'ltc-manager', kind: 'delivery', level: 'high', reason: 'All five checkpoints of the autumn were met or are weeks away.' },
		{ on: '2027-01-27', by: 'ltc-manager', kind: 'delivery', level: 'medium', reason: 'Luton’s blood pressure figures and a late record system release.' },
		{ on: '2027-01-28', by: 'ltc-clinical-gp', kind: 'clinical', level: 'low', reason: 'Six Luton practices cannot reach 77% by March with the staff they have.' },
		{ on: '2027-03-18', by: 'ltc-clinical-gp', kind: 'clinical', level: 'medium', reason: 'Pharmacist clinics are helping; the gap is closing slowly.' },
		{ about: 'LTC-06', on: '2026-07-01', by: 'ltc-manager', kind: 'delivery', level: 'medium', reason: '76.4% in May and rising each month; the audit will be tight.' },
		{ about: 'LTC-06', on: '2026-09-08', by: 'ltc-clinical-gp', kind: 'clinical', level: 'low', reason: 'Searches flatter us by half a point, and the audit is what counts.' },
		{ about: 'LTC-06', on: '2026-09-25', by: 'ltc-clinical-gp', kind: 'clinical', level: 'high', reason: 'The audit shows 77%.' },
		{ about: 'LTC-18', on: '2026-06-18', by: 'ltc-manager', kind: 'delivery', level: 'medium', reason: 'One of two posts is filled.' },
		{ about: 'LTC-18', on: '2026-10-07', by: 'ltc-manager', kind: 'delivery', level: 'high', reason: 'The second nurse starts on 16 Nov.' }
	],
	decisions: [
		{ about: 'LTC-15', on: '2026-06-15', by: 'ltc-manager', what: 'Close the healthy backs charter; the councils’ healthy workplace award asks the same.', who: 'Long-term conditions board', forum: 'Long-term conditions board' },
		{ about: 'LTC-18', on: '2026-06-03', by: 'ltc-hf-lead', what: 'Permanent money for two heart failure nurses.', who: 'ICB Chief Finance Officer', forum: 'Finance committee' },
		{ about: 'LTC-07', on: '2027-03-31', by: 'ltc-manager', what: 'Keep the 80% checkpoint in the next plan, with 77% in Luton.', who: 'Long-term conditions board', forum: 'Long-term conditions board' }
	],
	actions: [
		{ about: 'LTC-05', on: '2026-08-26', by: 'ltc-manager', what: 'Send practices the list of results that wait for a clinician.', owner: 'ltc-digital-lead', due: '2026-09-04', done: '2026-09-03' },
		{ about: 'LTC-18', on: '2026-07-08', by: 'group-chair', what: 'Say how people in Central Bedfordshire reach a nurse until the second post is filled.', owner: 'ltc-hf-lead', due: '2026-07-31', done: '2026-07-28' },
		{ about: 'LTC-11', on: '2026-10-29', by: 'ltc-manager', what: 'Tell practices in the last Luton network when their physiotherapist starts.', owner: 'ltc-msk-lead', due: '2026-11-13', done: '2026-11-12' },
		{ about: 'LTC-24', on: '2026-11-16', by: 'ltc-manager', what: 'Find out why growth has slowed in Milton Keynes.', owner: 'ltc-digital-lead', due: '2026-12-04', done: '2026-12-09' },
		{ about: 'LTC-07', on: '2027-01-29', by: 'ltc-manager', what: 'Agree extra pharmacist hours with six Luton practices.', owner: 'ltc-pharmacy-lead', due: '2027-02-26' }
	]
};
