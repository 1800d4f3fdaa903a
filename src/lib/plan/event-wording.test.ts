import { describe, expect, it } from 'vitest';
import { wordingProblem } from './event-wording.ts';

describe('a title that says what will have happened', () => {
	it.each([
		'Pilot launched in Luton', 'Community hub open', 'Community hub open, Luton', 'All 8 practices live', '95% of staff trained', 'Lead appointed',
		'Lead appointed by 31 Mar 2027', 'New unit built in Bedford', 'Workshop held', 'Targets set for all six practices', 'Recruitment begun',
		'Sessions run in all four places', 'Set of measures agreed', 'Set up of virtual ward complete', 'Pathway has been agreed',
		'Staff have been trained', 'Budgets have been set', 'Contract let by 31 Mar 2027', 'Two clinics run every Saturday', 'Model chosen',
		'Business case written', 'Report read and accepted by the board', 'Plan drawn up with all four councils', 'Money found for the second unit',
		'Beds cut by a fifth', 'Waiting list down by a quarter', 'Standard met in full', 'Information sent to every practice', 'Team brought together',
		'Licence sought and won', 'Waits under 18 weeks at all three hospitals', 'Open access clinic live', 'Open day held', 'Launch event held',
		'Launch of the hub announced', 'Draft strategy published', 'Draft strategy approved by the board', 'Start date agreed',
		'Test results in the NHS App', 'Test kits sent to 500 people', 'Plan for theatres signed', 'Review complete', 'Review of imaging published',
		'Support offer live', 'Train the trainer course completed', 'Build complete', 'Map of services published', 'Complete list of sites published',
		'Recruitment of four radiographers complete', 'Training delivered to 95% of staff', 'Improvement plan agreed',
		'Improving Access service live in Luton', 'Ongoing care clinics open', 'Continuing healthcare backlog cleared',
		'Continuing Healthcare team in post', 'Building opened', 'Training centre opened', 'Planning permission granted', 'Screening hub open',
		'Nursing posts filled', 'Prescribing budget agreed', 'Talking therapies waiting list cleared', 'Learning disability register complete',
		'Monitoring contract let for all virtual wards', 'Remote monitoring contract let', 'Housing offer agreed', 'Providing partner chosen',
		'Working group set up', 'Working agreement signed', 'Supporting documents approved', 'Continuous glucose monitors given to 500 people',
		'Continuous monitoring live on all wards', 'Community champions trained in 12 neighbourhoods', 'Increase in beds approved',
		'Increase of 20 beds delivered', 'Work programme agreed', 'Lead provider named', 'Lead nurse in post', 'Plan approved', 'Design approved',
		'Design team appointed', 'Progress report published', 'Update published', 'Help line open', 'Help desk open', 'Further six beds opened',
		'Aim statement agreed', 'Develop-and-test sites chosen', 'Provide service contract signed', 'Engagement report published', 'Engage platform live',
		'Manage My Health app live', 'Recruitment drive finished', 'Explore Learning sessions held', 'Prepare for Surgery classes open',
		'Improve programme evaluation published', 'Improve Well hub open', 'Reduced waits at all three hospitals',
		'Identify and Refer training completed in 30 practices', 'Monitor and treat protocol signed', 'Commission report accepted',
		'Promote service closed', 'Agreed model', 'On-call rota agreed', 'Rollout complete in all 20 teams', 'Roll-out to 40 practices complete',
		'Service to be known as Hospital at Home live', 'Regular blood pressure checks live in 30 pharmacies',
		'Evening clinics open at all three hospitals', '3,000 people with frailty reviewed at home', 'Support after diagnosis in all four places',
		'Women’s health hub open', 'Leadership Group agrees the model', 'Start Well hub open', 'Pilot in three practices',
		'Early intervention and crisis recovery pathways'
	])('“%s” passes', (title) => {
		expect(wordingProblem(title)).toBeNull();
	});
});

describe('a title that says what to do, or what goes on', () => {
	it.each([
		'Launch pilot', 'Launch pilot in Luton', 'Continue to work on pathways', 'Continue pathway work', 'Ongoing', 'Ongoing recruitment',
		'Set up virtual wards', 'Set up a steering group', 'Develop a model', 'Developing a model',
		'Development of services which aim to avoid overnight hospital admissions',
		'Expansion of virtual ward services with a focus on outcomes and value for money',
		'Positively identifying those likely to be in the final two years of life and improving end of life care',
		'Supporting the growth of new care models', 'Improve compliance against 62-day standard – other than breast',
		'Understand variation - in relation to cost or quality outcomes - to identify pragmatic improvement actions',
		'Neighbouring services - routinely looking at granular performance data', 'Listening to women and families with Compassion',
		'Meeting and improving standards', 'Developing and sustaining a culture of safety', 'Supporting our workforce', 'To improve educational outcomes',
		'Continue to roll out the COVID-19 vaccination programme', 'Increase employment opportunities for local people',
		'Hypertension - Identifying and treating effectively to target.',
		'Musculoskeletal Conditions (MSK) – reducing prevalence and improving timely management',
		'Admissions to hospital with heart failure – reducing number and duration.', 'NHS App - Optimising information and access', 'Open community hub',
		'Open the community hub', 'Appoint a lead', 'Train staff', 'Agree the model', 'Run sessions', 'Hold a workshop', 'Build the unit',
		'Recruit four radiographers', 'Publish report', 'Write business case', 'Sign off the plan', 'Start the pilot', 'Begin recruitment',
		'Work with partners', 'Will launch pilot', 'We will launch the pilot in Luton', 'Staff to be trained', 'Pathway to be agreed',
		'Model being developed', 'Recruitment in progress', 'Ensure all staff are trained', 'Commission a provider', 'Procure a supplier', 'Test the form',
		'Submit the bid', 'Map services', 'Analyse data', 'Roll out self-referral', 'Rollout of self-referral', 'Explore options', 'Embed the pathway',
		'Redesign of pathway', 'Promote self-care', 'Reduce waiting', 'Get sign-off', 'Make a plan', 'Complete the review', 'Complete estates survey',
		'Support the practices', 'Review all pathways', 'Reviewing the imaging pathway', 'Work with partners on estates',
		'Pathway in place where appropriate', 'Sites agreed, etc.', 'Ensure staff are trained', 'To reduce waiting'
	])('“%s” fails', (title) => {
		expect(wordingProblem(title)).toMatch(/^“.+”.+\.|”\.$/);
	});

	it('is told why, and what would do', () => {
		expect(wordingProblem('Launch pilot')).toBe('“Launch…” says what to do, not what will have happened. Write the event that ends it, such as “Pilot launched in Luton”.');
		expect(wordingProblem('Developing a model')).toBe('“Developing…” is work that goes on. Write the event that ends it, such as “Clinics open at all three hospitals”.');
		expect(wordingProblem('Staff to be trained')).toBe('“to be trained” is still to come. Write it as done, such as “Pathway agreed by all four councils”.');
		expect(wordingProblem('Ongoing')).toBe('“Ongoing” leaves open when it is done. Say what will have happened.');
	});

	it('is not told while it is empty, and however long it is an answer comes at once', () => {
		expect(wordingProblem('  ')).toBeNull();
		const began = performance.now();
		for (const text of ['a '.repeat(100), '- '.repeat(100), 'improving '.repeat(20), ': x'.repeat(66)]) wordingProblem(text);
		expect(performance.now() - began).toBeLessThan(200);
	});
});
