/** Long-term conditions: posts and priorities of the example programme; its milestones are in `ltc-milestones.ts`. Illustrative. */
import type { ExampleProgramme } from '../shape.ts';
import { ltcMilestones } from './ltc-milestones.ts';

export const ltc: ExampleProgramme = {
	id: 'ltc',
	summary:
		'Health optimisation, led by the ICB and primary care. Over two years it aims to find and treat high blood pressure, help people with muscle and joint problems sooner, keep people with heart failure out of hospital and make the NHS App the everyday way to see and share information.',
	posts: [
		{ key: 'ltc-manager', title: 'Programme manager, Long-term conditions', organisation: 'BLMK ICB', initials: 'PM' },
		{ key: 'ltc-director', title: 'Associate director, primary care', organisation: 'BLMK ICB', initials: 'AD' },
		{ key: 'ltc-bp-lead', title: 'Blood pressure lead', organisation: 'BLMK ICB', initials: 'BP' },
		{ key: 'ltc-public-health', title: 'Public health lead, long-term conditions', organisation: 'Luton Council', initials: 'PH' },
		{ key: 'ltc-pharmacy-lead', title: 'Community pharmacy lead', organisation: 'BLMK ICB', initials: 'CP' },
		{ key: 'ltc-msk-lead', title: 'Musculoskeletal lead', organisation: 'Bedfordshire Hospitals NHS Foundation Trust', initials: 'MS' },
		{ key: 'ltc-hf-lead', title: 'Heart failure pathway lead', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'HF' },
		{ key: 'ltc-digital-lead', title: 'Digital lead', organisation: 'BLMK ICB', initials: 'DL' },
		{ key: 'ltc-clinical-gp', title: 'Clinical lead, general practice', organisation: 'BLMK ICB', initials: 'GP' },
		{ key: 'ltc-clinical-cardiology', title: 'Clinical lead, cardiology', organisation: 'Milton Keynes University Hospital NHS Foundation Trust', initials: 'CC' },
	],
	priorities: [
		{ key: 'hypertension', title: 'Hypertension – identifying and treating effectively to target' },
		{ key: 'msk', title: 'Musculoskeletal conditions – less of them, managed in good time' },
		{ key: 'heart-failure', title: 'Heart failure – fewer and shorter admissions to hospital' },
		{ key: 'nhs-app', title: 'NHS App – better information and access' },
	],
	milestones: ltcMilestones,
};
