import { describe, expect, it } from 'vitest';
import { noticeWords, type NoticeNames } from './notice-words.ts';
import { NOTICE_KINDS, type NoticeFacts, type NoticeKind } from './notices.ts';

const NAMES: NoticeNames = { by: 'Radiology manager', about: 'CAN-11', title: 'Evening clinics' };
const say = (kind: NoticeKind, facts: NoticeFacts = {}, names: Partial<NoticeNames> = {}) => noticeWords(kind, facts, { ...NAMES, ...names });

describe('the sentence of a notice', () => {
	it.each<[NoticeKind, NoticeFacts, string, string | null]>([
		['mention', { excerpt: '@CMO can you help?' }, 'Radiology manager mentioned you on CAN-11', '@CMO can you help?'],
		['reply', { excerpt: 'Yes.' }, 'Radiology manager replied on CAN-11', 'Yes.'],
		['challenge', { step: 'raised', due: '2026-09-18', excerpt: 'Is it real?' }, 'Radiology manager raised a challenge on CAN-11, to be answered by 18 Sep 2026', 'Is it real?'],
		['challenge', { step: 'answered' }, 'Radiology manager answered the challenge on CAN-11', null],
		['challenge', { step: 'sentBack', due: '2026-09-18' }, 'Radiology manager sent back the answer to the challenge on CAN-11, to be answered by 18 Sep 2026', null],
		['challenge', { step: 'closed', due: '2026-09-18' }, 'Radiology manager closed the challenge on CAN-11', null],
		['challenge', { step: 'reopened' }, 'Radiology manager reopened the challenge on CAN-11', null],
		['assigned', { lead: 'clinical' }, 'Radiology manager made you clinical lead of CAN-11', 'Evening clinics'],
		['round', { milestones: 3, due: '2026-09-18' }, 'Radiology manager asks you to confirm 3 milestones by 18 Sep 2026', null],
		['round', { milestones: 1 }, 'Radiology manager asks you to confirm 1 milestone', null],
		['action', { due: '2026-09-18', excerpt: 'Ring Luton' }, 'Radiology manager gave you an action on CAN-11, due 18 Sep 2026', 'Ring Luton'],
		['moved', { from: '2026-09-18', to: '2026-10-01' }, 'Radiology manager moved CAN-11 from 18 Sep 2026 to 1 Oct 2026', 'Evening clinics – you are one of its leads'],
		['moved', { from: null, to: '2026-10-01', because: 'follows' }, 'Radiology manager gave CAN-11 the date 1 Oct 2026', 'Evening clinics – you follow it'],
		['moved', { from: '2026-09-18', to: null }, 'Radiology manager took away the date of CAN-11; it was 18 Sep 2026', 'Evening clinics – you are one of its leads'],
		['moved', { from: '2026-09-18', to: '2026-10-01', because: { waits: 'FRA-04' } }, 'Radiology manager moved FRA-04, which CAN-11 waits for, from 18 Sep 2026 to 1 Oct 2026', 'Evening clinics'],
		['moved', { from: '2026-09-18', to: null, because: { waits: 'FRA-04' } }, 'Radiology manager took away the date of FRA-04, which CAN-11 waits for; it was 18 Sep 2026', 'Evening clinics']
	])('%s %o', (kind, facts, words, more) => {
		expect(say(kind, facts)).toEqual({ words, more });
	});

	it('names nobody where nobody is to be named', () => {
		const facts: NoticeFacts = { from: '2026-09-18', to: '2026-10-01', because: { waits: 'FRA-04' } };
		expect(say('moved', facts, { by: null }).words).toBe('FRA-04, which CAN-11 waits for, moved from 18 Sep 2026 to 1 Oct 2026');
		expect(say('moved', { ...facts, to: null }, { by: null }).words).toBe('FRA-04, which CAN-11 waits for, has no date any more; it was 18 Sep 2026');
		expect(say('moved', { ...facts, from: null }, { by: null }).words).toBe('FRA-04, which CAN-11 waits for, now has the date 1 Oct 2026');
		expect(say('reply', {}, { by: null }).words).toBe('Somebody replied on CAN-11');
	});

	it('has words for every kind, whatever facts are missing', () => {
		for (const kind of NOTICE_KINDS) expect(say(kind, {}).words).toMatch(/^Radiology manager [a-z ]+/);
	});
});
