import type { ProgrammeTalk } from './shape.ts';

export const cypTalk: ProgrammeTalk = {
	threads: [
		{
			about: 'CYP-18',
			challenge: { letter: 'measurable', owner: 'cyp-quality-lead', due: '2026-03-31' },
			said: [
				{ on: '2026-03-16', by: 'cyp-clinical-maternity', say: 'Growth scans at weekends are the weak part. How many were missed or late since January?' },
				{ on: '2026-03-27', by: 'cyp-quality-lead', say: 'Eleven, all at one trust and all scanned within three days. Weekend lists with two sonographers began on 14 Mar; none was late since.', does: 'answers' },
				{ on: '2026-05-05', by: 'cyp-clinical-maternity', say: 'Six parts of six at both trusts. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'CYP-04',
			said: [
				{ on: '2026-06-11', by: 'cyp-clinical-maternity', say: 'Could the Luton event be on a Saturday? The families we most want to hear work shifts at the airport and the warehouses.' },
				{ on: '2026-06-15', by: 'cyp-lmns-manager', say: 'Moved to Saturday 27 June, with a crèche and interpreters for Bengali and Urdu.' },
				{ on: '2026-07-20', by: 'cyp-lmns-manager', does: 'resolved' }
			]
		},
		{
			about: 'CYP-06',
			challenge: { letter: 'specific', owner: 'cyp-manager', due: '2026-09-16' },
			said: [
				{ on: '2026-06-24', at: [15, 25], by: 'group-chair', say: 'Who is accountable until an executive lead is confirmed?' },
				{ on: '2026-09-11', at: [11, 30], by: 'cyp-manager', say: 'The associate director for delivery; the chair of the Transformation Board signs off spending. The chief executive expects to name a lead by the end of September.', does: 'answers' },
				{ on: '2026-09-30', by: 'group-chair', say: 'The date has moved again, to December. Please have in writing who decides what until then.', does: 'sentBack' },
				{ on: '2026-10-08', by: 'cyp-manager', say: 'Written and signed by both on 7 Oct. It is in the Transformation Board’s papers.', does: 'answers' },
				{ on: '2026-10-14', by: 'group-chair', say: 'Seen. I accept the interim arrangement and will ask again if December moves.', does: 'closed' },
				{ on: '2026-12-18', by: 'group-chair', say: 'It has: the Board deferred the paper to February.', does: 'reopened' },
				{ on: '2027-01-12', by: 'cyp-manager', say: 'The interim arrangement is extended in writing to 26 Feb. The paper has been read by all executives.', does: 'answers' },
				{ on: '2027-03-01', by: 'group-chair', say: 'Confirmed on 25 Feb. Closed for good.', does: 'closed' }
			]
		},
		{
			about: 'CYP-05',
			said: [
				{ on: '2026-09-03', by: 'cyp-clinical-asthma', say: 'Bedford families are offered Luton or Milton Keynes until October. How many take it? A long bus ride with a wheezing child is not an offer.' },
				{ on: '2026-09-08', by: 'cyp-asthma-lead', say: 'Six in ten. The other families are booked for the first two weeks of the Bedford hub, the most breathless first.' },
				{ on: '2026-10-29', by: 'cyp-clinical-asthma', does: 'resolved' }
			]
		},
		{
			about: 'cyp-dental-decay',
			said: [
				{ on: '2026-07-14', by: 'cyp-public-health', say: 'The survey is every two years, so this measure cannot tell us about the family hubs before 2028. Supervised brushing returns would be sooner.' },
				{ on: '2026-07-17', by: 'cyp-manager', say: 'I will bring both to the Transformation Board: this one to hold us to account, the returns to steer by.' }
			]
		},
		{
			about: 'CYP-23',
			challenge: { letter: 'achievable', owner: 'cyp-quality-lead', due: '2026-11-27' },
			said: [
				{ on: '2026-11-13', by: 'cyp-clinical-maternity', say: 'Paper traces with a second check go on at Bedford until January. Who does the second check at night, when one senior midwife covers two wards?' },
				{ on: '2026-11-20', by: 'cyp-quality-lead', say: 'The on-call registrar, by a rule that both heads of midwifery signed on 18 Nov. It is audited each Monday.', does: 'answers' },
				{ on: '2026-11-30', by: 'cyp-clinical-maternity', say: 'The first audit shows two nights without it. I keep this open until the retest.', does: 'sentBack' },
				{ on: '2026-12-15', by: 'cyp-quality-lead', say: 'Three weeks without a miss, and a second senior midwife at night until the screens are live.', does: 'answers' },
				{ on: '2027-01-14', by: 'cyp-clinical-maternity', say: 'Passed its retest. Accepted.', does: 'closed' }
			]
		},
		{
			about: 'CYP-16',
			said: [
				{ on: '2026-11-06', by: 'cyp-clinical-maternity', say: '“Being believed when in pain” should come first in the report. It is what families said most, and what is hardest for us to read.' },
				{ on: '2026-11-09', by: 'cyp-lmns-manager', say: 'It now opens the report, in their words.' },
				{ on: '2026-11-27', by: 'cyp-lmns-manager', does: 'resolved' }
			]
		},
		{
			about: 'CYP-08',
			challenge: { letter: 'achievable', owner: 'cyp-asthma-lead', due: '2027-03-29' },
			said: [{ on: '2027-03-15', by: 'group-luton', say: 'At this rate the year ends at 68%. Which practices make the difference, and are they in the wards where children are admitted most?' }, { on: '2027-03-29', by: 'cyp-asthma-lead', say: 'Nine, six of them in those wards. Each has booked reviews for April.', does: 'answers' }]
		},
		{
			about: 'CYP-24',
			challenge: { letter: 'timeBound', owner: 'cyp-lmns-manager', due: '2027-04-07' },
			said: [{ on: '2027-03-24', by: 'cyp-clinical-maternity', say: 'If four cots open without the new monitors, who decides that it is safe, and when?' }]
		}
	],
	confidence: [
		{ on: '2026-03-20', by: 'cyp-manager', kind: 'delivery', level: 'medium', reason: 'Work is on plan; no executive lead to unblock money.' },
		{ on: '2026-07-06', by: 'cyp-manager', kind: 'delivery', level: 'medium', reason: 'On plan in all four places; still without an executive lead.' },
		{ on: '2026-07-07', by: 'cyp-clinical-maternity', kind: 'clinical', level: 'high', reason: 'The safety bundle is met in full by both trusts.' },
		{ on: '2026-09-09', by: 'cyp-manager', kind: 'delivery', level: 'medium', reason: 'Delivery is on plan. Monitoring at Bedford and the executive post are the two risks.' },
		{ on: '2026-09-10', by: 'cyp-clinical-maternity', kind: 'clinical', level: 'medium', reason: 'Central monitoring at Bedford is late, and winter is when it matters.' },
		{ on: '2026-11-16', by: 'cyp-clinical-maternity', kind: 'clinical', level: 'medium', reason: 'Two hospitals are live; Bedford depends on people checking paper at night.' },
		{ on: '2026-11-18', by: 'cyp-manager', kind: 'delivery', level: 'medium', reason: 'Asthma and family hubs are ahead; the executive lead is not.' },
		{ on: '2027-01-25', by: 'cyp-clinical-maternity', kind: 'clinical', level: 'high', reason: 'Monitoring is live on every unit.' },
		{ on: '2027-03-02', by: 'cyp-manager', kind: 'delivery', level: 'high', reason: 'An executive lead is named and the year’s work is nearly complete.' },
		{ about: 'CYP-23', on: '2026-06-25', by: 'cyp-manager', kind: 'delivery', level: 'medium', reason: 'Four weeks behind at Bedford; evening work has been added.' },
		{ about: 'CYP-23', on: '2026-11-13', by: 'cyp-clinical-maternity', kind: 'clinical', level: 'low', reason: 'Bedford goes into winter on paper traces.' },
		{ about: 'CYP-23', on: '2027-01-15', by: 'cyp-clinical-maternity', kind: 'clinical', level: 'high', reason: 'Retest passed and staff are trained.' }
	],
	decisions: [
		{ on: '2026-07-08', by: 'group-chair', what: 'The chair of the Transformation Board signs off spending until an executive lead is named.', who: 'Leadership Group', forum: 'Leadership Group review' },
		{ about: 'CYP-24', on: '2026-04-16', by: 'cyp-manager', what: 'Pause the transitional care cots at Bedford until the roof is repaired.', who: 'LMNS board', forum: 'LMNS board' },
		{ about: 'CYP-06', on: '2027-02-25', by: 'cyp-manager', what: 'An executive lead for Children and families is confirmed.', who: 'ICB Board', forum: 'ICB Board' }
	],
	actions: [
		{ about: 'CYP-06', on: '2026-07-08', by: 'group-chair', what: 'Write down who decides what until an executive lead is named.', owner: 'cyp-manager', due: '2026-09-16', done: '2026-10-07' },
		{ about: 'CYP-05', on: '2026-09-08', by: 'cyp-manager', what: 'Count how many Bedford families were offered another hub and did not go.', owner: 'cyp-asthma-lead', due: '2026-09-30', done: '2026-09-29' },
		{ about: 'CYP-23', on: '2026-11-16', by: 'cyp-manager', what: 'Audit the second check of paper traces each Monday.', owner: 'cyp-quality-lead', due: '2026-12-14', done: '2026-12-14' },
		{ about: 'CYP-17', on: '2026-11-09', by: 'cyp-manager', what: 'Find checkers for the last three of the ten languages.', owner: 'cyp-lmns-manager', due: '2026-12-18', done: '2027-01-08' },
		{ about: 'CYP-08', on: '2027-03-12', by: 'cyp-manager', what: 'List the practices below 60% with the date of their next review clinic.', owner: 'cyp-asthma-lead', due: '2027-03-26' }
	]
};
