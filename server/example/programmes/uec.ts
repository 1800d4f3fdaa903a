import type { ExampleProgramme } from '../shape.ts';
import { uecMilestones } from './uec-milestones.ts';

/** Urgent and emergency care: the published objectives as priorities, with illustrative milestones and history. */
export const uec: ExampleProgramme = {
	id: 'uec',
	summary:
		'Fewer avoidable nights in hospital: same-day care, help at home after a fall, virtual wards, better care in the last two years of life, and neighbourhood teams. Led by local authorities, acute and community providers, building on the Bedfordshire Care Alliance and the MK Joint Leadership Team.',
	posts: [
		{ key: 'uec-manager', title: 'Programme manager, Urgent care', organisation: 'BLMK ICB', initials: 'PU' },
		{ key: 'uec-community-services-lead', title: 'Community services lead', organisation: 'East London NHS Foundation Trust', initials: 'CS' },
		{ key: 'uec-same-day-lead', title: 'Same-day emergency care lead', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'SD' },
		{ key: 'uec-clinical-lead', title: 'Clinical lead, urgent care', organisation: 'BLMK ICB', initials: 'CU' },
		{ key: 'uec-virtual-ward-lead', title: 'Virtual ward lead', organisation: 'Central and North West London NHS Foundation Trust', initials: 'VW' },
		{ key: 'uec-clinical-frailty', title: 'Clinical lead, frailty', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'FR' },
		{ key: 'uec-end-of-life-lead', title: 'End of life lead', organisation: 'BLMK ICB', initials: 'EO' },
		{ key: 'uec-clinical-palliative', title: 'Clinical lead, palliative care', organisation: 'Keech Hospice Care', initials: 'PC' },
		{ key: 'uec-neighbourhoods-bca', title: 'Neighbourhoods lead, Bedfordshire Care Alliance', organisation: 'Bedfordshire Care Alliance', initials: 'NB' },
		{ key: 'uec-neighbourhoods-mk', title: 'Neighbourhoods lead, Milton Keynes', organisation: 'Milton Keynes City Council', initials: 'NM' },
	],
	priorities: [
		{ key: 'uec-same-day', title: 'Services that avoid overnight hospital admissions' },
		{ key: 'uec-virtual-wards', title: 'Virtual ward expansion – outcomes and value for money' },
		{ key: 'uec-end-of-life', title: 'Last two years of life – identifying people and improving end of life care' },
		{ key: 'uec-neighbourhoods', title: 'New care models for local need – integrated neighbourhood teams' },
	],
	milestones: uecMilestones,
};
