import type { ProgrammeTalk } from './shape.ts';

export const fragileTalk: ProgrammeTalk = {
	threads: [
		{
			about: 'FRA-07',
			challenge: { letter: 'achievable', owner: 'fragile-temporary-staffing-lead', due: '2026-02-20' },
			said: [
				{ on: '2026-02-04', by: 'group-chair', say: 'Thirty-eight shifts a week in January against none in the target. Which wards are they, and what ends them?' },
				{ on: '2026-02-19', by: 'fragile-temporary-staffing-lead', say: 'Two emergency departments and neonatal nursing. Bank contracts end the first by April; neonatal ends when two nurses finish their course on 24 Apr.', does: 'answers' },
				{ on: '2026-05-29', by: 'group-chair', say: 'Four weeks at none. Thank you; accepted.', does: 'closed' }
			]
		},
		{
			about: 'FRA-22',
			said: [
				{ on: '2026-05-21', by: 'fragile-clinical-surgery', say: 'The 14 people over 52 weeks should be reviewed by a clinician before their date, not only given one. Three had new symptoms when we rang.' },
				{ on: '2026-05-26', by: 'fragile-elective-lead', say: 'All 14 will have been rung by a surgeon by 5 Jun.' },
				{ on: '2026-07-03', by: 'fragile-clinical-surgery', does: 'resolved' }
			]
		},
		{
			about: 'FRA-08',
			challenge: { letter: 'measurable', owner: 'fragile-manager', due: '2026-09-30' },
			said: [
				{ on: '2026-06-24', at: [15, 10], by: 'group-chair', say: 'The programme has no KPIs. What will show it has worked?' },
				{ on: '2026-09-11', by: 'fragile-manager', say: 'A short list of six is with both trusts. Four are agreed; the two on resilience and peer cover have no baseline yet. I will answer in full by 30 Sep.' },
				{ on: '2026-09-29', by: 'fragile-manager', say: 'We propose to agree four now, with baselines, and the other two as soon as theirs exist.', does: 'answers' },
				{ on: '2026-10-15', by: 'group-chair', say: 'The group would like targets by hospital before it agrees the set.', does: 'sentBack' },
				{ on: '2026-12-03', by: 'fragile-manager', say: 'Targets by hospital for five of six, accepted by both trusts. The sixth comes as a measure without a target.', does: 'answers' },
				{ on: '2026-12-17', by: 'group-chair', say: 'Agreed on 16 Dec. Closed, with thanks to the analysts.', does: 'closed' }
			]
		},
		{
			about: 'FRA-06',
			said: [
				{ on: '2026-07-30', by: 'fragile-clinical-surgery', say: 'Staff who joined the list in April are asking whether it is still coming. A short note now would keep their goodwill.' },
				{ on: '2026-08-03', by: 'fragile-theatre-workforce-lead', say: 'Sent today to all 140, with the reason and the next test date.' },
				{ on: '2026-09-11', by: 'fragile-clinical-surgery', say: 'Please do the same after the meeting on the 16th, whatever comes of it.' },
				{ on: '2026-10-13', by: 'fragile-theatre-workforce-lead', say: 'Open since yesterday; eleven shifts were booked on the first day.', does: 'resolved' }
			]
		},
		{
			about: 'FRA-04',
			challenge: { letter: 'timeBound', owner: 'fragile-manager', due: '2026-09-23' },
			said: [
				{ on: '2026-09-09', at: [9, 45], by: 'cancer-clinical-lead', say: 'What would bring signing forward from 30 Nov? Every week costs Luton an evening clinic.' },
				{ on: '2026-09-22', by: 'fragile-manager', say: 'Special meetings of both committees in the week of 2 Nov. That gives 13 Nov at the earliest; travel time is settled.', does: 'answers' },
				{ on: '2026-09-30', by: 'cancer-clinical-lead', say: 'Thank you. I leave this open until the committees have met, because the date has moved three times.' },
				{ on: '2026-11-13', by: 'cancer-clinical-lead', say: 'Signed yesterday, a day early. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'FRA-16',
			said: [
				{ on: '2026-09-09', by: 'fragile-clinical-lead', say: 'The saving is real, but shared clinics only work while the consultant at Milton Keynes covers Mondays. Is that in a job plan?' },
				{ on: '2026-09-10', by: 'fragile-elective-lead', say: 'From 1 Oct, for a year.' },
				{ on: '2026-11-06', by: 'fragile-clinical-lead', does: 'resolved' }
			]
		},
		{
			about: 'FRA-11',
			challenge: { letter: 'measurable', owner: 'fragile-elective-lead', due: '2026-12-02' },
			said: [
				{ on: '2026-11-18', by: 'group-milton-keynes', say: 'Urology at 4% is put down to letters. Has anyone asked patients whether they would use it?' },
				{ on: '2026-12-01', by: 'fragile-elective-lead', say: 'Forty were asked in November. Most would, if they had a name to ring; the new letter has one.', does: 'answers' },
				{ on: '2027-02-01', by: 'group-milton-keynes', say: 'The rate has doubled since the new letter. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'FRA-23',
			said: [
				{ on: '2026-11-19', by: 'fragile-clinical-lead', say: 'While referrals are on paper in 11 practices, urgent skin lesions must not wait for triage by hand. May practices ring?' },
				{ on: '2026-11-20', by: 'fragile-elective-lead', say: 'Yes, the same day, on the number they use for two-week referrals. All 11 have been told.' },
				{ on: '2027-01-22', by: 'fragile-clinical-lead', does: 'resolved' }
			]
		},
		{
			about: 'FRA-24',
			said: [
				{ on: '2027-02-11', by: 'fragile-clinical-lead', say: 'A neonatal test with no spare week is a risk in itself. Could it run on a quiet night instead of a day?' },
				{ on: '2027-02-15', by: 'fragile-manager', say: 'Both units prefer that. Night of 8 Mar it is.' }
			]
		}
	],
	confidence: [
		{ on: '2026-03-18', by: 'fragile-manager', kind: 'delivery', level: 'medium', reason: 'Peer review and shared lists are working; agency spend is not yet.' },
		{ on: '2026-07-02', by: 'fragile-manager', kind: 'delivery', level: 'low', reason: 'Mutual aid and the theatre bank wait for agreement between the two trusts.' },
		{ on: '2026-07-03', by: 'fragile-clinical-lead', kind: 'clinical', level: 'medium', reason: 'Clinicians agree on what to share; terms and payroll hold it up.' },
		{ on: '2026-09-07', by: 'fragile-manager', kind: 'delivery', level: 'low', reason: 'Terms for cross-site cover are still open and the payroll link has failed twice.' },
		{ on: '2026-09-08', by: 'fragile-clinical-lead', kind: 'clinical', level: 'low', reason: 'Services that lean on one or two people have had no more cover since spring.' },
		{ on: '2026-11-13', by: 'fragile-manager', kind: 'delivery', level: 'medium', reason: 'Mutual aid is signed and theatre shifts are being worked.' },
		{ on: '2026-12-18', by: 'fragile-clinical-lead', kind: 'clinical', level: 'medium', reason: 'Cover for breast radiology and dermatology was tested and held.' },
		{ on: '2027-03-19', by: 'fragile-manager', kind: 'delivery', level: 'high', reason: 'All nine cover tests are done.' },
		{ about: 'FRA-04', on: '2026-08-26', by: 'fragile-manager', kind: 'delivery', level: 'medium', reason: 'Two points are open and both have a date for a meeting.' },
		{ about: 'FRA-04', on: '2026-09-09', by: 'fragile-clinical-radiology', kind: 'clinical', level: 'low', reason: 'Radiologists will not travel at weekends on the terms in the draft.' },
		{ about: 'FRA-04', on: '2026-10-29', by: 'fragile-clinical-radiology', kind: 'clinical', level: 'high', reason: 'The final wording is one that colleagues at both trusts have said they will work to.' },
		{ about: 'FRA-04', on: '2026-10-30', by: 'fragile-manager', kind: 'delivery', level: 'high', reason: 'Both committees have the final wording; only the signature is left.' },
		{ about: 'FRA-06', on: '2026-09-11', by: 'fragile-manager', kind: 'delivery', level: 'low', reason: 'Depends on a supplier whose fix has failed.' },
		{ about: 'FRA-06', on: '2026-10-13', by: 'fragile-manager', kind: 'delivery', level: 'medium', reason: 'Open, with one enhancement paid by hand.' }
	],
	decisions: [
		{ about: 'FRA-15', on: '2026-04-15', by: 'fragile-manager', what: 'Close the local staff passport and accept each other’s checks and training until the national one arrives.', who: 'Both chief people officers', forum: 'Elective Collaboration Board' },
		{ about: 'FRA-04', on: '2026-09-16', by: 'group-chair', what: 'Ask both trusts to sign mutual aid for breast radiologists by 30 Oct 2026.', who: 'Leadership Group', forum: 'Leadership Group review' },
		{ about: 'FRA-06', on: '2026-09-30', by: 'fragile-theatre-workforce-lead', what: 'Shared theatre shifts may be paid by hand for up to three months.', who: 'Acute Provider Collaborative', forum: 'Acute Provider Collaborative' },
		{ about: 'FRA-08', on: '2026-12-16', by: 'group-chair', what: 'The set of six measures is agreed, five of them with targets by hospital.', who: 'Leadership Group', forum: 'Leadership Group review' }
	],
	actions: [
		{ about: 'FRA-08', on: '2026-07-08', by: 'group-chair', what: 'Bring a short list of measures, each with a baseline or the date of one.', owner: 'fragile-manager', due: '2026-09-16', done: '2026-09-11' },
		{ about: 'FRA-06', on: '2026-09-11', by: 'fragile-manager', what: 'Cost a manual pay run for October with both payroll teams.', owner: 'fragile-theatre-workforce-lead', due: '2026-09-25', done: '2026-09-28' },
		{ about: 'FRA-04', on: '2026-09-16', by: 'group-chair', what: 'Arrange special meetings of both local negotiating committees.', owner: 'fragile-manager', due: '2026-10-09', done: '2026-10-05' },
		{ about: 'FRA-08', on: '2026-10-15', by: 'group-chair', what: 'Draft targets by hospital for each measure.', owner: 'fragile-performance-lead', due: '2026-11-20', done: '2026-11-24' },
		{ about: 'FRA-18', on: '2026-11-18', by: 'fragile-manager', what: 'Show agency spend by ward for the trust at 3.8%.', owner: 'fragile-costing-lead', due: '2026-12-11' }
	]
};
