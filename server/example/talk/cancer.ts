import type { ProgrammeTalk, Talk } from './shape.ts';

const early: Talk[] = [
	{
		about: 'CAN-08',
		said: [
			{ on: '2025-11-20', by: 'cancer-clinical-breast', say: 'Does the 55 slots a week include recall after screening, or only symptomatic referrals? At Luton we see most pressure from recall.' },
			{ on: '2025-11-24', by: 'cancer-diagnostics-lead', say: 'Only symptomatic so far. Recall is about 14 more at Luton; I will show it as a line of its own in the final review.' },
			{ on: '2026-01-29', by: 'cancer-clinical-breast', does: 'resolved' }
		]
	},
	{
		about: 'CAN-13',
		said: [
			{ on: '2025-12-01', by: 'cancer-clinical-lead', say: 'Very useful. Neighbourhoods with fewer than five late diagnoses are rightly left blank; please say so in the key, because two practices read blank as “none”.' },
			{ on: '2025-12-03', by: 'cancer-public-health-lead', does: 'resolved' }
		]
	},
	{
		about: 'CAN-01',
		said: [
			{ on: '2026-01-23', by: 'cancer-clinical-gp', say: '51% at four weeks is better than we see in general practice. Could the advisers share how they word the offer?' },
			{ on: '2026-01-27', by: 'cancer-public-health-lead', say: 'Yes: it is one page, and I have sent it to the practice managers’ list. Luton uses it with interpreters without changing a word.' },
			{ on: '2026-01-29', by: 'cancer-clinical-gp', does: 'resolved' }
		]
	},
	{
		about: 'CAN-09',
		challenge: { letter: 'timeBound', owner: 'cancer-screening-lead', due: '2026-05-20' },
		said: [
			{ on: '2026-05-06', by: 'group-luton', say: 'Dunstable has now been given two dates for its electricity. Where does the unit stand first if the supply is not connected on 3 Jul?' },
			{ on: '2026-05-19', by: 'cancer-screening-lead', say: 'Leighton Buzzard was surveyed on 15 May. It can take the unit from 6 Jul, but the physics tests would still have to be done at Dunstable. We plan for Dunstable on 10 Jul and hold Leighton Buzzard as the second stand.', does: 'answers' },
			{ on: '2026-07-27', by: 'group-luton', say: 'In service since 24 Jul, later than the answer said but open. Accepted.', does: 'closed' }
		]
	},
	{
		about: 'CAN-09',
		said: [
			{ on: '2026-06-29', by: 'cancer-clinical-breast', say: 'Please keep two longer appointments in each session for women who need more time. It is far harder to add them once lists are full.' },
			{ on: '2026-06-30', by: 'cancer-screening-lead', say: 'Agreed. Two double slots in each session from the first day.' },
			{ on: '2026-07-28', by: 'cancer-clinical-breast', does: 'resolved' }
		]
	},
	{
		about: 'CAN-10',
		said: [
			{ on: '2026-05-15', by: 'cancer-clinical-breast', say: 'Each reporting radiographer needs a named consultant for the first six months. Bedford and Milton Keynes have offered; Luton has nobody free until the vacancy is filled.' },
			{ on: '2026-05-18', by: 'cancer-radiology-manager', say: 'Named consultants are in the job plans for Bedford and Milton Keynes. Luton’s two posts will be mentored from Bedford until then.' },
			{ on: '2026-11-05', by: 'cancer-clinical-breast', does: 'resolved' }
		]
	},
	{
		about: 'cancer-62day',
		said: [
			{ on: '2026-07-02', by: 'cancer-clinical-lead', say: 'Since October 2023 there is one combined 62-day standard. Are our figures for that, or for the GP route only? The two differ by several points for breast.' },
			{ on: '2026-07-07', by: 'cancer-manager', say: 'The baseline is as published and does not say. I have asked both trusts to confirm which one they send us, and will write it in the note of this KPI.' }
		]
	}
];

const beforeReview: Talk[] = [
	{
		about: 'CAN-15',
		said: [
			{ on: '2026-07-31', by: 'cancer-clinical-breast', say: 'While the supplier is late, women who missed their mammogram in May and June are waiting without a call. Can call-backs begin from printed lists?' },
			{ on: '2026-08-04', by: 'cancer-screening-lead', say: 'Started in Luton yesterday, from lists. Bedford begins when its worker starts.' },
			{ on: '2026-08-06', by: 'cancer-clinical-breast', say: 'Thank you. Please count these separately, so that we can tell later what the texts add.' }
		]
	},
	{
		about: 'CAN-03',
		field: 'forecast',
		said: [
			{ on: '2026-08-21', by: 'cancer-clinical-gynaecology', say: 'Kits that have stood at the laboratory since July must have their expiry dates checked before they go out.' },
			{ on: '2026-08-24', by: 'cancer-screening-lead', say: 'The laboratory will check each box when it puts the new labels on.' },
			{ on: '2026-09-10', by: 'cancer-clinical-gynaecology', say: 'Seen the log: all in date to March. I am content for kits to be handed out.' },
			{ on: '2026-10-01', by: 'cancer-screening-lead', does: 'resolved' }
		]
	},
	{
		about: 'CAN-11',
		said: [{ on: '2026-09-01', at: [14, 12], by: 'cancer-clinical-breast', say: 'Saturday clinics matter most for women who cannot take time off. Please keep them in the first wave.' }, { on: '2026-10-13', by: 'cancer-manager', say: 'Both sites opened yesterday with a Saturday list.' }, { on: '2026-10-14', by: 'cancer-clinical-breast', does: 'resolved' }]
	},
	{
		about: 'CAN-11',
		challenge: { letter: 'achievable', owner: 'cancer-manager', due: '2026-09-18' },
		said: [
			{ on: '2026-09-03', at: [11, 5], by: 'group-luton', say: 'Is 11 Nov real? Evening lists need two radiologists per site and the mutual aid agreement is not signed.' },
			{ on: '2026-09-08', at: [15, 40], by: 'cancer-manager', say: 'Two sites can start with reporting radiographers. @[cancer-radiology-manager] can you confirm cover for Luton?' },
			{ on: '2026-09-14', at: [9, 20], by: 'cancer-radiology-manager', say: 'Bedford and Milton Keynes yes. Luton only once FRA-04 is signed.' },
			{ on: '2026-09-15', by: 'cancer-manager', say: 'So 11 Nov holds for two sites and not for three. We ask the Leadership Group tomorrow to let Bedford and Milton Keynes open first, on 12 Oct, and to press for signature by 30 Oct. Luton needs three weeks after that.', does: 'answers' },
			{ on: '2026-09-17', by: 'group-luton', say: 'The group agreed to two sites first. I accept that for Bedford and Milton Keynes and will ask about Luton again when FRA-04 moves.', does: 'closed' }
		]
	},
	{
		about: 'CAN-02',
		said: [
			{ on: '2026-09-04', by: 'cancer-clinical-gp', say: 'Please send the community clinic letters in the same languages as the consent forms. In spring they went out in English only.' },
			{ on: '2026-09-18', by: 'cancer-public-health-lead', say: 'Done: letters now follow the language of the consent form.' },
			{ on: '2026-10-23', by: 'cancer-public-health-lead', does: 'resolved' }
		]
	},
	{
		about: 'CAN-15',
		field: 'doneWhen',
		challenge: { letter: 'measurable', owner: 'cancer-screening-lead', due: '2026-09-21' },
		said: [
			{ on: '2026-09-07', at: [10, 30], by: 'group-public-health', say: 'What share of missed appointments should this recover? Without a number we shall not know whether it worked.' },
			{ on: '2026-09-18', by: 'cancer-screening-lead', say: 'A third rebooked within two weeks, from about one in eight today.', does: 'answers' },
			{ on: '2026-09-21', by: 'group-public-health', say: 'A third of those texted, or a third of those who missed? Only the second tells us whom we do not reach.', does: 'sentBack' },
			{ on: '2026-09-24', by: 'cancer-screening-lead', say: 'Of everyone who missed, texted or not. Counted by ward each month from 25 Sep.', does: 'answers' },
			{ on: '2026-10-02', by: 'group-public-health', say: 'Clear. Accepted.', does: 'closed' }
		]
	},
	{
		about: 'CAN-19',
		challenge: { letter: 'specific', owner: 'cancer-operations-lead', due: '2026-09-24' },
		said: [
			{ on: '2026-09-10', at: [16, 2], by: 'cancer-clinical-urology', say: 'Which hospital has no MRI slots, and what is the plan? “Third in talks” will be read differently at each of them.' },
			{ on: '2026-09-23', by: 'cancer-operations-lead', say: 'Bedford. Two mobile MRI days a week are priced; the money is the open point. Until it is agreed, men are offered Luton within the same days.', does: 'answers' },
			{ on: '2026-10-01', by: 'cancer-clinical-urology', say: 'The offer of Luton is taken up by fewer than half. What happens to the others?', does: 'sentBack' },
			{ on: '2026-10-22', by: 'cancer-operations-lead', say: 'They keep their place and are now tracked by name each week. Mobile MRI at Bedford starts on 2 Nov; the Collaborative decides on the money by 30 Oct.', does: 'answers' },
			{ on: '2026-11-03', by: 'cancer-clinical-urology', say: 'First list ran yesterday. Accepted.', does: 'closed' }
		]
	},
	{
		about: 'plan',
		said: [
			{ on: '2026-09-09', by: 'group-chair', say: 'For the review on 16 Sep we should like to see breast and prostate side by side: what each waits for, and who can unblock it.' },
			{ on: '2026-09-11', by: 'cancer-manager', say: 'In hand. CAN-11 waits for FRA-04, CAN-19 for MRI at one hospital; both asks are written on the milestones.' },
			{ on: '2026-09-17', by: 'group-chair', does: 'resolved' }
		]
	}
];

const afterReview: Talk[] = [
	{
		about: 'CAN-20',
		said: [
			{ on: '2026-10-21', by: 'cancer-clinical-gynaecology', say: '83% and 81% in the first fortnight is a good start. Women seen on Fridays wait over the weekend for their result; can we look at that next?' },
			{ on: '2026-10-23', by: 'cancer-operations-lead', say: 'Yes. I will bring the Friday figures to the November meeting.' }
		]
	},
	{
		about: 'CAN-04',
		said: [
			{ on: '2026-11-10', by: 'cancer-clinical-breast', say: 'I understand the reason for pausing. Women who ask in clinic should still be told that they can refer themselves; may our nurses do that?' },
			{ on: '2026-11-12', by: 'cancer-public-health-lead', say: 'Please do. The self-referral cards are in all three clinics.' },
			{ on: '2027-01-19', by: 'cancer-clinical-breast', does: 'resolved' }
		]
	},
	{
		about: 'CAN-21',
		challenge: { letter: 'achievable', owner: 'cancer-manager', due: '2026-12-04' },
		said: [
			{ on: '2026-11-20', by: 'group-cmo', say: 'February is now the date, on the strength of CAN-19. What else has to be true for 75%, and which tumour groups are furthest from it?' },
			{ on: '2026-12-03', by: 'cancer-manager', say: 'Urology and gynaecology. Both need winter theatre lists, which the Cancer Board decides on 9 Dec; without them we shall reach about 72%.', does: 'answers' },
			{ on: '2026-12-11', by: 'group-cmo', say: 'The lists were given. Please show the weekly count beyond day 62 for both, so that we see it falling.', does: 'sentBack' },
			{ on: '2027-02-25', by: 'cancer-manager', say: 'Shown each week since 4 Jan. One trust is above 75%, the other at 72%; February is published on 25 Mar.', does: 'answers' },
			{ on: '2027-03-26', by: 'group-cmo', say: 'Seen. The milestone carries over with its date, and the question with it can be closed.', does: 'closed' }
		]
	},
	{
		about: 'CAN-11',
		said: [
			{ on: '2026-11-13', by: 'cancer-clinical-breast', say: 'Good news about FRA-04. @[cancer-manager] which two radiologists are named for 2 Dec? I should like to meet them before the first list.' },
			{ on: '2026-11-16', by: 'cancer-manager', say: 'Both names are in the rota since Friday. @[cancer-radiology-manager] can you set an hour aside next week?' },
			{ on: '2026-11-18', by: 'cancer-radiology-manager', say: 'Tuesday 24 Nov at noon, in the Luton reading room. Saturday nursing is still one short; I am asking bank today.' },
			{ on: '2026-11-25', by: 'cancer-clinical-breast', say: 'Met yesterday, thank you. Nothing stands in the way of the first list.' },
			{ on: '2026-12-04', by: 'cancer-manager', does: 'resolved' }
		]
	},
	{
		about: 'plan',
		said: [
			{ on: '2026-11-10', by: 'group-cmo', say: 'Before the winter board I should like one line from each of you: what would you stop, if one team had to help another for a month?' },
			{ on: '2026-11-17', by: 'cancer-manager', say: 'The website work (CAN-28) and weight management, which is paused already. Nothing that women or men wait for.' },
			{ on: '2026-11-19', by: 'cancer-screening-lead', say: 'From screening: the evaluation of self-sampling can wait until January without harm.' }
		]
	},
	{
		about: 'CAN-16',
		said: [
			{ on: '2026-11-12', by: 'cancer-clinical-gp', say: '@[cancer-screening-lead] could the call-back workers ring for the last two practices until the new nurse starts?' },
			{ on: '2026-11-18', by: 'cancer-engagement-lead', say: 'They can from 23 Nov, two mornings a week.' },
			{ on: '2027-01-22', by: 'cancer-engagement-lead', does: 'resolved' }
		]
	},
	{
		about: 'CAN-23',
		said: [
			{ on: '2026-11-18', by: 'cancer-clinical-breast', say: 'Who reads when the software and the first reader disagree? It must be in the protocol before the safety case goes in.' },
			{ on: '2026-11-20', by: 'cancer-diagnostics-lead', say: 'A third reader, always a consultant, as for two human readers today. It is in section 4.' },
			{ on: '2027-01-12', by: 'cancer-diagnostics-lead', say: 'The safety case came back with exactly this question; our answer went on 11 Jan.' }
		]
	},
	{
		about: 'CAN-25',
		challenge: { letter: 'measurable', owner: 'cancer-oncology-manager', due: '2027-03-04' },
		said: [
			{ on: '2027-02-18', by: 'cancer-clinical-oncology', say: '“Offer recorded” can be ticked without an offer. How do we know that people were asked?' },
			{ on: '2027-03-03', by: 'cancer-oncology-manager', say: 'Twenty people a month are rung and asked. In February 18 of 20 remembered the offer.', does: 'answers' },
			{ on: '2027-03-15', by: 'cancer-clinical-oncology', say: 'Good. Accepted.', does: 'closed' }
		]
	}
];

export const cancerThreads = [...early, ...beforeReview, ...afterReview] satisfies ProgrammeTalk['threads'];
