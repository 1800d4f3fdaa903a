import { cancerThreads } from './cancer.ts';
import type { ProgrammeTalk } from './shape.ts';

export const cancerTalk: ProgrammeTalk = {
	threads: cancerThreads,
	confidence: [
		{ on: '2026-03-19', by: 'cancer-manager', kind: 'delivery', level: 'high', reason: 'Tracking list and FIT work; the mobile unit and reporting radiographers are funded.' },
		{ on: '2026-03-20', by: 'cancer-clinical-lead', kind: 'clinical', level: 'medium', reason: 'Good progress, but breast imaging is short of readers at Luton.' },
		{ on: '2026-07-06', by: 'cancer-manager', kind: 'delivery', level: 'medium', reason: 'Radiologist vacancy at Luton and a slow text message contract.' },
		{ on: '2026-07-07', by: 'cancer-clinical-lead', kind: 'clinical', level: 'medium', reason: 'Waits are falling in most tumour groups; breast and urology are not.' },
		{ on: '2026-09-04', by: 'cancer-manager', kind: 'delivery', level: 'low', reason: 'Three of the five dates that moved wait for things outside the programme: FRA-04, MRI slots and a supplier.' },
		{ on: '2026-09-10', by: 'cancer-clinical-lead', kind: 'clinical', level: 'low', reason: 'Without radiologists at Luton the women who wait longest are the ones the clinics will not reach.' },
		{ on: '2026-11-17', by: 'cancer-manager', kind: 'delivery', level: 'medium', reason: 'FRA-04 is signed, MRI has begun at the third hospital and the texts are running.' },
		{ on: '2026-11-18', by: 'cancer-clinical-lead', kind: 'clinical', level: 'medium', reason: 'Both bottlenecks are moving; 62-day performance follows about two months later.' },
		{ on: '2027-01-15', by: 'cancer-manager', kind: 'delivery', level: 'medium', reason: 'Clinics and the prostate pathway are complete; 62 days still depends on winter lists.' },
		{ on: '2027-03-12', by: 'cancer-clinical-lead', kind: 'clinical', level: 'high', reason: 'Earlier diagnosis and both pathways are in place; what remains is steady work.' },
		{ on: '2027-03-15', by: 'cancer-manager', kind: 'delivery', level: 'high', reason: 'All but the 62-day checkpoint are complete.' },
		{ about: 'CAN-11', on: '2026-07-21', by: 'cancer-manager', kind: 'delivery', level: 'medium', reason: 'Rooms at two of three hospitals; Luton depends on mutual aid.' },
		{ about: 'CAN-11', on: '2026-09-02', by: 'cancer-manager', kind: 'delivery', level: 'low', reason: 'The date rests on an agreement that is forecast for 30 Nov.' },
		{ about: 'CAN-11', on: '2026-09-03', by: 'cancer-clinical-breast', kind: 'clinical', level: 'low', reason: 'Two radiologists a site is the least that is safe, and Luton has none to spare.' },
		{ about: 'CAN-11', on: '2026-11-17', by: 'cancer-manager', kind: 'delivery', level: 'high', reason: 'Agreement signed on 12 Nov and two radiologists are named for the first Luton list.' },
		{ about: 'CAN-11', on: '2026-11-18', by: 'cancer-clinical-breast', kind: 'clinical', level: 'medium', reason: 'Evening lists are safe; Saturday nursing at Luton is still to be confirmed.' },
		{ about: 'CAN-15', on: '2026-09-07', by: 'cancer-manager', kind: 'delivery', level: 'low', reason: 'No date until the link test of 15 Sep has passed.' },
		{ about: 'CAN-15', on: '2026-09-29', by: 'cancer-manager', kind: 'delivery', level: 'medium', reason: 'Texts are going out and a third are rebooking.' },
		{ about: 'CAN-20', on: '2026-09-08', by: 'cancer-manager', kind: 'delivery', level: 'high', reason: 'Forms, rules and both start dates are agreed.' },
		{ about: 'CAN-20', on: '2026-09-09', by: 'cancer-clinical-gynaecology', kind: 'clinical', level: 'low', reason: 'Bedford begins with one sonographer. One week of leave and the seven days cannot be kept.' },
		{ about: 'CAN-20', on: '2026-10-21', by: 'cancer-clinical-gynaecology', kind: 'clinical', level: 'high', reason: 'A second sonographer is trained at Bedford and both hospitals are above 80%.' },
		{ about: 'CAN-21', on: '2026-11-19', by: 'cancer-manager', kind: 'delivery', level: 'low', reason: 'Needs winter theatre lists that are not decided yet.' },
		{ about: 'CAN-21', on: '2027-01-14', by: 'cancer-manager', kind: 'delivery', level: 'medium', reason: 'Lists are running and the number beyond day 62 falls each week.' }
	],
	decisions: [
		{ about: 'CAN-09', on: '2026-07-08', by: 'group-chair', what: 'Start the mobile unit at Dunstable once tests are passed, and take Leighton Buzzard second.', who: 'Leadership Group', forum: 'Leadership Group review' },
		{ on: '2026-07-08', by: 'cancer-manager', what: 'Report breast and urology waits separately from the other tumour groups from September.', who: 'Chief medical officer', forum: 'Leadership Group review' },
		{ about: 'CAN-11', on: '2026-09-16', by: 'group-chair', what: 'Evening clinics may open at Bedford and Milton Keynes before Luton.', who: 'Leadership Group', forum: 'Leadership Group review' },
		{ about: 'CAN-19', on: '2026-10-29', by: 'cancer-operations-lead', what: 'Four mobile MRI days a month at Bedford are funded to March 2027.', who: 'Acute Provider Collaborative', forum: 'Acute Provider Collaborative' },
		{ about: 'CAN-24', on: '2026-11-25', by: 'cancer-oncology-manager', what: 'Two of the three options for radiotherapy closer to home go to a full business case.', who: 'Cancer Board', forum: 'Cancer Board' },
		{ about: 'CAN-21', on: '2026-12-09', by: 'cancer-manager', what: 'Winter theatre lists go to urology and gynaecology.', who: 'Cancer Board', forum: 'Cancer Board' }
	],
	actions: [
		{ on: '2026-07-08', by: 'group-chair', what: 'Confirm with both trusts which 62-day standard their figures follow.', owner: 'cancer-manager', due: '2026-09-30', done: '2026-09-25' },
		{ about: 'CAN-10', on: '2026-07-21', by: 'cancer-manager', what: 'Name the consultant who mentors each reporting radiographer.', owner: 'cancer-radiology-manager', due: '2026-08-14', done: '2026-08-20' },
		{ about: 'CAN-15', on: '2026-09-04', by: 'cancer-manager', what: 'Tell the Leadership Group the result of the link test of 15 Sep.', owner: 'cancer-screening-lead', due: '2026-09-16', done: '2026-09-16' },
		{ about: 'CAN-11', on: '2026-09-16', by: 'group-chair', what: 'Confirm which two sites can open evening clinics.', owner: 'cancer-manager', due: '2026-09-30', done: '2026-09-22' },
		{ about: 'CAN-11', on: '2026-11-16', by: 'cancer-manager', what: 'Confirm nursing cover for the first Saturday list at Luton.', owner: 'cancer-radiology-manager', due: '2026-11-27', done: '2026-11-26' },
		{ about: 'CAN-20', on: '2026-11-11', by: 'cancer-operations-lead', what: 'Bring the Friday figures for results to the Cancer Board.', owner: 'cancer-screening-lead', due: '2026-11-20' },
		{ about: 'CAN-21', on: '2026-12-11', by: 'group-cmo', what: 'Show the number of people beyond day 62 each week, by tumour group.', owner: 'cancer-manager', due: '2027-01-08', done: '2027-01-04' },
		{ about: 'CAN-23', on: '2027-01-13', by: 'cancer-diagnostics-lead', what: 'Tell the readers at all three hospitals when background reading begins.', owner: 'cancer-diagnostics-lead', due: '2027-02-26' }
	]
};
