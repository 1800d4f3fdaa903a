import { describe, expect, it } from 'vitest';
import { conversationEvent, readEdit, readReply, readState, readThread, sentAs } from './conversation-request.server.ts';
import { asFields, type Fields } from './plan-request.server.ts';

const fields = (sent: object): Fields => asFields(sent) ?? new Map();
const post = (body: string) => new Request('https://milepost.example', { method: 'POST', body });
const words = { body: 'Why?', requestId: 'request-1', mentions: ['ac_lead'] };
const thread = { ...words, subject: { on: 'plan' } };
const problem = (read: { ok: boolean; problem?: string }) => (read.ok ? null : (read.problem ?? ''));

describe('what is sent about conversations', () => {
	it('is a JSON object; anything else is refused in plain words', async () => {
		for (const body of ['', '{', 'null', '3', '"text"', '[]', '[{"to":"open"}]']) {
			const answer = await sentAs(post(body), readState);
			expect(answer, body).toBeInstanceOf(Response);
			if (!(answer instanceof Response)) continue;
			expect(answer.status).toBe(400);
			expect(((await answer.json()) as { message: string }).message).toMatch(/^The request could not be read: it must hold (JSON|a JSON object)\.$/);
		}
		expect(await sentAs(post('{"to":"sentBack"}'), readState)).toBe('sentBack');
	});

	it('T1: a thread is its words and its subject; an author or a time that is sent is not looked at', () => {
		const forged = { ...thread, author: { account: 'ac_other' }, accountId: 'ac_other', user: 'ac_other', at: '2020-01-01T00:00:00Z', id: 'th_mine' };
		expect(readThread(fields(forged))).toEqual({ ok: true, value: { ...words, subject: { on: 'plan' } } });
		expect(readReply(fields({ ...forged, answers: true }))).toEqual({ ok: true, value: { ...words, answers: true, reopen: false } });
		expect(readEdit(fields(forged))).toEqual({ ok: true, value: { body: 'Why?', mentions: ['ac_lead'] } });
		// What is inherited is not sent.
		expect(readThread(fields(JSON.parse('{"__proto__":{"subject":{"on":"plan"}}}') as object)).ok).toBe(false);
	});

	it('reads every subject and every challenge', () => {
		const subject = { on: 'milestone', milestone: 'ms_can-01', field: 'forecast' };
		const challenge = { letter: 'specific', owner: 'pe_lead', due: '2026-10-01' };
		expect(readThread(fields({ ...thread, subject, challenge }))).toEqual({ ok: true, value: { ...words, subject, challenge } });
		expect(readThread(fields({ ...thread, subject: { on: 'milestone', milestone: 'ms_can-01' }, challenge: null }))).toMatchObject({ ok: true, value: { subject: { field: null } } });
		expect(readThread(fields({ ...thread, subject: { on: 'kpi', kpi: 'kpi_wait' }, challenge: { due: '2026-10-01' } }))).toMatchObject({ ok: true, value: { challenge: { letter: null, owner: null } } });
	});

	it('refuses what is unknown or of another type, in a sentence', () => {
		const subjects = [null, 'plan', [], {}, { on: 'moon' }, { on: 'milestone' }, { on: 'milestone', milestone: 'pe_x1' }, { on: 'milestone', milestone: 'ms_can-01', field: 'title' }, { on: 'milestone', milestone: 'ms_\0a' }, { on: 'kpi', kpi: 7 }];
		const challenges = [true, 'yes', [], {}, { due: '' }, { due: 'soon' }, { due: 20261001 }, { due: '2026-02-30' }, { due: '2026-10-01', letter: 'S' }, { due: '2026-10-01', owner: 'ac_lead' }, { due: '2026-10-01', owner: {} }];
		const mentions = ['ac_lead', {}, [7], ['pe_lead'], [null], ['ac_lead', 'ac_\ud800']];
		const read = [
			...subjects.map((subject) => readThread(fields({ ...thread, subject }))),
			...challenges.map((challenge) => readThread(fields({ ...thread, challenge }))),
			...mentions.map((each) => readEdit(fields({ ...words, mentions: each }))),
			...[{ answers: 'yes' }, { answers: 1 }, { reopen: [] }].map((each) => readReply(fields({ ...words, ...each }))),
			...[{}, { to: 'deleted' }, { to: ['open'] }].map((each) => readState(fields(each)))
		];
		for (const each of read) expect(problem(each)).toMatch(/^[A-Z].*\.$/);
	});

	it('leaves missing words to the command, which asks for them', () => {
		expect(readReply(fields({ body: { text: 'Why?' }, requestId: 7 }))).toEqual({ ok: true, value: { body: '', requestId: '', mentions: [], answers: false, reopen: false } });
	});

	it('tells pages what it was about', () => {
		expect(conversationEvent({ on: 'plan' })).toEqual({ kind: 'conversation', milestone: null, kpi: null });
		expect(readThread(fields({ ...thread, subject: { on: 'kpi', kpi: 'kpi_wait' } }))).toMatchObject({ ok: true });
	});
});
