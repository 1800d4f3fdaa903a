import type { ExampleProgramme } from '../shape.ts';
import { cancerMilestones } from './cancer-milestones.ts';

/** Cancer: the published objectives as priorities, with illustrative milestones and history. */
export const cancer: ExampleProgramme = {
	id: 'cancer',
	summary:
		'Prevention, screening and earlier diagnosis of cancer, women’s cancers first, and treatment within 62 days for everyone. Led by the BLMK Cancer Board with both acute trusts, primary care, public health and the East of England Cancer Alliance.',
	posts: [
		{ key: 'cancer-manager', title: 'Programme manager, Cancer', organisation: 'BLMK ICB', initials: 'PM' },
		{ key: 'cancer-screening-lead', title: 'Screening lead', organisation: 'BLMK ICB', initials: 'SL' },
		{ key: 'cancer-clinical-breast', title: 'Clinical lead, breast', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'BR' },
		{ key: 'cancer-public-health-lead', title: 'Public health lead', organisation: 'Luton Council', initials: 'PH' },
		{ key: 'cancer-clinical-gp', title: 'GP lead, cancer', organisation: 'BLMK ICB', initials: 'GP' },
		{ key: 'cancer-clinical-gynaecology', title: 'Clinical lead, gynaecology', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'GY' },
		{ key: 'cancer-engagement-lead', title: 'Engagement lead', organisation: 'BLMK ICB', initials: 'EL' },
		{ key: 'cancer-diagnostics-lead', title: 'Diagnostics lead', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'DL' },
		{ key: 'cancer-radiology-manager', title: 'Radiology manager', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'RM' },
		{ key: 'cancer-clinical-lead', title: 'Clinical lead, Cancer', organisation: 'BLMK ICB', initials: 'CL' },
		{ key: 'cancer-operations-lead', title: 'Cancer operations lead', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'CO' },
		{ key: 'cancer-clinical-urology', title: 'Clinical lead, urology', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'UR' },
		{ key: 'cancer-genomics-lead', title: 'Genomics lead', organisation: 'East of England Cancer Alliance', initials: 'GN' },
		{ key: 'cancer-oncology-manager', title: 'Oncology manager', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'OM' },
		{ key: 'cancer-clinical-oncology', title: 'Clinical lead, oncology', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'ON' },
	],
	priorities: [
		{ key: 'cancer-prevention', title: 'Prevention – smoking cessation, HPV uptake, tackling obesity' },
		{ key: 'cancer-education', title: 'Education – recognising signs and symptoms, benefits of screening' },
		{ key: 'cancer-capacity', title: 'Screening and diagnostic capacity and resource – agile workforce' },
		{ key: 'cancer-targeted', title: 'Proactive targeted intervention – for areas with poor outcomes' },
		{ key: 'cancer-62-day', title: 'Improve compliance against 62-day standard – other than breast' },
		{ key: 'cancer-innovation', title: 'Innovative personalised, targeted treatment – genetic testing, AI' },
		{ key: 'cancer-access', title: 'Improved access – radiotherapy, oncology services and clinical trials' },
	],
	milestones: cancerMilestones,
};
