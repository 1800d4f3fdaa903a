import type { ExampleProgramme } from '../shape.ts';
import { fragileMilestones } from './fragile-milestones.ts';

/** Fragile services: the published objectives as priorities, with illustrative milestones and history. No KPIs are published for it. */
export const fragile: ExampleProgramme = {
	id: 'fragile',
	summary:
		'Keeping small hospital services safe and open by working as one: understanding variation, less premium temporary staffing, and neighbouring services that support each other. Led by the acute providers; takes in the Elective Collaboration Board.',
	posts: [
		{ key: 'fragile-manager', title: 'Programme manager, Fragile services', organisation: 'BLMK ICB', initials: 'PF' },
		{ key: 'fragile-theatre-workforce-lead', title: 'Theatre workforce lead', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'TW' },
		{ key: 'fragile-temporary-staffing-lead', title: 'Temporary staffing lead', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'TS' },
		{ key: 'fragile-elective-lead', title: 'Elective recovery lead', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'ER' },
		{ key: 'fragile-costing-lead', title: 'Costing lead', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'CO' },
		{ key: 'fragile-performance-lead', title: 'Performance and analytics lead', organisation: 'BLMK ICB', initials: 'PA' },
		{ key: 'fragile-clinical-lead', title: 'Clinical lead, Fragile services', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'CF' },
		{ key: 'fragile-clinical-surgery', title: 'Clinical lead, surgery and anaesthetics', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'SA' },
		{ key: 'fragile-clinical-radiology', title: 'Clinical lead, radiology', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'RA' },
	],
	priorities: [
		{ key: 'fragile-variation', title: 'Understand variation – in cost or quality outcomes, to find practical improvements' },
		{ key: 'fragile-staffing', title: 'Premium temporary staff usage – mutual aid from peers' },
		{ key: 'fragile-neighbours', title: 'Neighbouring services – detailed performance data, so that support can be offered' },
	],
	milestones: fragileMilestones,
};
