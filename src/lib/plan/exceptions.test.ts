import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byAttention, exceptionHref, exceptionKey, exceptionQuote, exceptionSubject, exceptionWords, type Exception } from './exceptions.ts';
import type { KpiId, MilestoneId, ThreadId } from './ids.ts';

const TODAY = '2026-09-14';
const about = { slug: 'cancer', programme: 'Cancer', milestone: { id: 'ms_can-11', ref: 'CAN-11', title: 'Evening clinics open' } };
const challenge = (over: Partial<Extract<Exception, { kind: 'challenge' }>> = {}): Exception => ({
	...about,
	kind: 'challenge',
	thread: 'th_one' as ThreadId,
	subject: { on: 'milestone', milestone: 'ms_can-11' as MilestoneId, field: null },
	kpi: null,
	state: 'open',
	letter: 'measurable',
	due: '2026-09-20',
	question: 'How is it measured?',
	owner: 'Screening lead',
	...over
});
const gap: Exception = { ...about, kind: 'confidence', gap: { why: 'opposed', high: 'delivery', low: 'clinical' }, reason: 'No radiologist' };
const unconfirmed: Exception = { ...about, kind: 'unconfirmed', due: '2026-09-10', asked: ['Screening lead', 'Radiology manager'] };
const many: Exception = { ...about, milestone: null, kind: 'all-unconfirmed', due: '2026-09-10', count: 12 };

describe('an exception', () => {
	it.each<[string, Exception, string]>([
		['open challenge', challenge(), 'A challenge (Measurable) is open, to be answered by Screening lead by 20 Sep 2026'],
		['due today, which is not late yet', challenge({ due: TODAY }), 'A challenge (Measurable) is open, to be answered by Screening lead by 14 Sep 2026'],
		['late challenge', challenge({ due: '2026-09-13', owner: null, letter: null }), 'A challenge is unanswered: the programme owed it by 13 Sep 2026'],
		['answered challenge', challenge({ state: 'answered', due: '2026-09-01' }), 'A challenge (Measurable) is answered and waits to be accepted'],
		['opposed confidence', gap, 'Delivery confidence is high, clinical confidence is low'],
		['on track but low', { ...about, kind: 'confidence', gap: { why: 'on-track-but-low', kinds: ['delivery', 'clinical'] }, reason: '' }, 'Reported on track, but delivery confidence and clinical confidence are low'],
		['unconfirmed', unconfirmed, 'Not confirmed since it was asked for by 10 Sep 2026 of Screening lead and Radiology manager'],
		['unconfirmed, without a lead', { ...about, kind: 'unconfirmed', due: '2026-09-10', asked: [] }, 'Not confirmed since it was asked for by 10 Sep 2026; it has no lead to ask'],
		['many unconfirmed', many, '12 milestones are not confirmed since they were asked for by 10 Sep 2026']
	])('says in words: %s', (_name, exception, words) => expect(exceptionWords(exception, TODAY)).toBe(words));

	it('names what it is about and leads there', () => {
		const kpi = challenge({ milestone: null, kpi: 'Stage 1–2', subject: { on: 'kpi', kpi: 'kpi_stage' as KpiId } });
		const plan = challenge({ milestone: null, subject: { on: 'plan' } });
		const programmes: Exception = { ...gap, milestone: null };
		expect([challenge(), kpi, plan, gap, programmes, unconfirmed, many].map((each) => [exceptionSubject(each), exceptionHref(each)])).toEqual([
			['CAN-11 Evening clinics open', '/programmes/cancer/plan?milestone=ms_can-11&thread=th_one'],
			['Stage 1–2', '/programmes/cancer/kpis?kpi=kpi_stage&thread=th_one'],
			['Cancer', '/programmes/cancer/discussion?thread=th_one'],
			['CAN-11 Evening clinics open', '/programmes/cancer/plan?milestone=CAN-11'],
			['Cancer', '/programmes/cancer/discussion'],
			['CAN-11 Evening clinics open', '/programmes/cancer/updates#ms_can-11'],
			['Cancer', '/programmes/cancer/updates']
		]);
		expect([challenge(), gap, unconfirmed, many].map(exceptionQuote)).toEqual(['How is it measured?', 'No radiologist', '', '']);
	});

	it('the most pressing first: late, open, answered, confidence, unconfirmed; equal ones by their day', () => {
		const late = challenge({ due: '2026-09-12' });
		const later = challenge({ due: '2026-09-13' });
		const answered = challenge({ state: 'answered', due: '2026-09-01' });
		const sorted = [late, later, challenge(), answered, gap, { ...unconfirmed, due: '2026-09-01' }, many];
		fc.assert(
			fc.property(fc.shuffledSubarray(sorted), (some) => {
				expect(byAttention(some, TODAY)).toEqual(sorted.filter((each) => some.includes(each)));
			})
		);
	});

	it('has a key of its own', () => {
		const all = [challenge(), challenge({ thread: 'th_two' as ThreadId }), gap, { ...gap, milestone: null }, unconfirmed, many, { ...many, slug: 'uec' }];
		expect(new Set(all.map(exceptionKey)).size).toBe(all.length);
	});
});
