/** Mental health, learning disability and autism: posts and priorities of the example programme; its milestones are in `mhlda-milestones.ts`. Illustrative. */
import type { ExampleProgramme } from '../shape.ts';
import { mhldaMilestones } from './mhlda-milestones.ts';

export const mhlda: ExampleProgramme = {
	id: 'mhlda',
	summary:
		'The MHLDA Collaborative brings together East London NHS Foundation Trust, Central and North West London NHS Foundation Trust, the four councils and voluntary organisations. Over two years it aims to help people earlier, bring care closer to home, end the use of private beds and close the gap in physical health.',
	posts: [
		{ key: 'mhlda-manager', title: 'Programme manager, MHLDA', organisation: 'BLMK ICB', initials: 'PM' },
		{ key: 'mhlda-director', title: 'Associate director, mental health', organisation: 'BLMK ICB', initials: 'AD' },
		{ key: 'mhlda-crisis-lead', title: 'Crisis pathway lead', organisation: 'East London NHS Foundation Trust', initials: 'CP' },
		{ key: 'mhlda-mk-lead', title: 'Mental health lead, Milton Keynes', organisation: 'Central and North West London NHS Foundation Trust', initials: 'MM' },
		{ key: 'mhlda-autism-lead', title: 'Autism pathway lead', organisation: 'BLMK ICB', initials: 'AP' },
		{ key: 'mhlda-complex-lead', title: 'Complex placements lead', organisation: 'BLMK ICB', initials: 'CX' },
		{ key: 'mhlda-estates-lead', title: 'Estates lead, mental health', organisation: 'East London NHS Foundation Trust', initials: 'ES' },
		{ key: 'mhlda-physical-lead', title: 'Physical health lead', organisation: 'BLMK ICB', initials: 'PL' },
		{ key: 'mhlda-clinical', title: 'Clinical lead, mental health', organisation: 'Central and North West London NHS Foundation Trust', initials: 'MH' },
		{ key: 'mhlda-clinical-ld', title: 'Clinical lead, learning disability', organisation: 'East London NHS Foundation Trust', initials: 'LD' },
	],
	priorities: [
		{ key: 'crisis', title: 'Early intervention and crisis recovery pathways' },
		{ key: 'autism', title: 'Autism – local diagnosis and support' },
		{ key: 'complex-needs', title: 'Complex needs – sustainable, recovery-focused models of care' },
		{ key: 'capital', title: 'Capital development in core services' },
		{ key: 'physical-health', title: 'Physical health – access and outcomes' },
	],
	milestones: mhldaMilestones,
};
