/** Children and families: posts and priorities of the example programme; its milestones are in `cyp-milestones.ts`. Illustrative. */
import type { ExampleProgramme } from '../shape.ts';
import { cypMilestones } from './cyp-milestones.ts';

export const cyp: ExampleProgramme = {
	id: 'cyp',
	summary:
		'The refreshed Children and Young People’s Transformation Board, now including the Local Maternity and Neonatal System (LMNS). Over two years it aims to cut hospital admissions for asthma, most of all where families are poorest, and to carry out the LMNS priorities with women, families and staff.',
	posts: [
		{ key: 'cyp-manager', title: 'Programme manager, Children', organisation: 'BLMK ICB', initials: 'PM' },
		{ key: 'cyp-director', title: 'Associate director, children and maternity', organisation: 'BLMK ICB', initials: 'AD' },
		{ key: 'cyp-asthma-lead', title: 'Children’s asthma lead', organisation: 'BLMK ICB', initials: 'AS' },
		{ key: 'cyp-nurse', title: 'Lead respiratory nurse, children', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'RN' },
		{ key: 'cyp-public-health', title: 'Public health lead, children', organisation: 'Luton Council', initials: 'PH' },
		{ key: 'cyp-lmns-manager', title: 'LMNS manager', organisation: 'BLMK ICB', initials: 'LM' },
		{ key: 'cyp-midwifery', title: 'Transformation midwife', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'TM' },
		{ key: 'cyp-quality-lead', title: 'Maternity quality and safety lead', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'QS' },
		{ key: 'cyp-clinical-asthma', title: 'Clinical lead, children’s asthma', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'CA' },
		{ key: 'cyp-clinical-maternity', title: 'Clinical lead, maternity and neonatal', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'MN' },
	],
	priorities: [
		{ key: 'asthma-diagnosis', title: 'Asthma – diagnosis with spirometry and less reliance on reliever inhalers' },
		{ key: 'asthma-deprivation', title: 'Asthma – closing the gap for children in deprived areas' },
		{ key: 'listening', title: 'LMNS – listening to women and families with compassion' },
		{ key: 'standards', title: 'LMNS – meeting and improving standards' },
		{ key: 'safety', title: 'LMNS – developing and sustaining a culture of safety' },
		{ key: 'workforce', title: 'LMNS – supporting our workforce' },
	],
	milestones: cypMilestones,
};
