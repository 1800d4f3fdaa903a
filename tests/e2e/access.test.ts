import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { todayInLondon } from '#lib/plan/dates.ts';
import { signInAs, startServer, type TestServer } from '../helpers/server.ts';

/**
 * Who may see and do what, asked in every way there is: page, endpoint, socket. The demonstration's
 * lead, editor, clinical lead and reader belong to Cancer; UEC is somebody else's programme.
 */
const ACCOUNTS = ['nobody', 'lead', 'editor', 'clinical', 'reader', 'reviewer', 'admin'] as const;
type Account = (typeof ACCOUNTS)[number];
type Answers = Record<Account, number>;

const same = (nobody: number, everyone: number): Answers => ({ nobody, lead: everyone, editor: everyone, clinical: everyone, reader: everyone, reviewer: everyone, admin: everyone });
const CANCER = '/api/plans/pl_cancer';
const UEC = '/api/plans/pl_uec';

/** What reading answers. Pages of signed-out people redirect (303) to the sign-in page. */
const READS: [string, Answers][] = [
	['/', same(303, 200)],
	['/programmes/cancer/plan', same(303, 200)],
	['/programmes/cancer/kpis', same(303, 200)],
	['/programmes/cancer/activity', same(303, 200)],
	['/programmes/cancer/updates', same(303, 200)],
	[`${CANCER}/rounds`, same(401, 200)],
	[`${CANCER}/confirmations`, same(401, 200)],
	['/programmes/uec/updates', { ...same(303, 403), reviewer: 200, admin: 200 }],
	...[`${UEC}/rounds`, `${UEC}/confirmations`].map((path): [string, Answers] => [path, { ...same(401, 403), reviewer: 200, admin: 200 }]),
	['/api/programmes', same(401, 200)],
	[`${CANCER}/milestones`, same(401, 200)],
	[`${CANCER}/baseline`, same(401, 200)],
	[`${CANCER}/checkpoints`, same(401, 200)],
	[`${CANCER}/comments/counts`, same(401, 200)],
	...['/programmes/uec/plan', '/programmes/uec/kpis', '/programmes/uec/activity'].map((path): [string, Answers] => [path, { ...same(303, 403), reviewer: 200, admin: 200 }]),
	...[`${UEC}/milestones`, `${UEC}/baseline`, `${UEC}/checkpoints`, `${UEC}/comments/counts`].map((path): [string, Answers] => [path, { ...same(401, 403), reviewer: 200, admin: 200 }]),
	...['threads?milestone=ms_can-01', 'threads?kpi=kpi_cancer-1', 'threads?on=plan', 'threads?open=1', 'people'].map((path): [string, Answers] => [`${CANCER}/${path}`, same(401, 200)]),
	...['threads?milestone=ms_uec-01', 'threads?on=plan', 'threads?open=1', 'people'].map((path): [string, Answers] => [`${UEC}/${path}`, { ...same(401, 403), reviewer: 200, admin: 200 }]),
	[`${CANCER}/threads`, same(401, 400)],
	['/programmes/cancer/discussion', same(303, 200)],
	['/programmes/uec/discussion', { ...same(303, 403), reviewer: 200, admin: 200 }],
	...['confidence', 'confidence?milestone=ms_can-01', 'decisions?on=programme', 'actions'].map((path): [string, Answers] => [`${CANCER}/${path}`, same(401, 200)]),
	...['confidence?on=programme', 'decisions', 'actions?milestone=ms_uec-01'].map((path): [string, Answers] => [`${UEC}/${path}`, { ...same(401, 403), reviewer: 200, admin: 200 }]),
	[`${CANCER}/confidence?on=anything`, same(401, 400)],
	[`${CANCER}/actions?milestone=anything`, same(401, 404)],
	...['/notifications', '/account/notifications'].map((path): [string, Answers] => [path, same(303, 200)]),
	...['/api/notices', '/api/notices/count', `${CANCER}/milestones/ms_can-01/follow`].map((path): [string, Answers] => [path, same(401, 200)]),
	[`${UEC}/milestones/ms_uec-01/follow`, { ...same(401, 403), reviewer: 200, admin: 200 }],
	['/unsubscribe/nothing', same(404, 404)],
	...['/admin', '/admin/people', '/admin/people/new', '/admin/people/ac_cancer-screening-lead', '/admin/programmes', '/admin/posts', '/admin/audit', '/admin/audit/download', '/admin/mail'].map((path): [string, Answers] => [path, { ...same(303, 403), admin: 200 }]),
	...['/admin/people/ac_nothing', '/admin/mail/ma_nothing'].map((path): [string, Answers] => [path, { ...same(303, 403), admin: 404 }]),
	['/programmes/cancer/members', { ...same(303, 403), lead: 200, admin: 200 }],
	['/programmes/uec/members', { ...same(303, 403), admin: 200 }],
	['/api/search?q=breast%20clinics', same(401, 200)],
	['/api/search?q=breast&kind=anything', same(401, 400)],
	['/people/pe_cancer-manager', same(303, 200)],
	['/people/pe_nobody-at-all', same(303, 404)],
	['/api/plans/pl_nothing/milestones', same(401, 404)],
	['/programmes/nothing/plan', same(303, 404)]
];

const said = (more: object) => ({ body: 'Is this still true?', requestId: crypto.randomUUID(), mentions: [], ...more });
const stated = (more: object) => ({ milestone: null, level: 'medium', reason: 'Two of three sites are ready.', requestId: crypto.randomUUID(), ...more });
const decided = (more: object) => ({ milestone: null, what: 'Open first in Luton.', who: 'Chief medical officer', forum: 'Leadership Group', decidedOn: todayInLondon(), requestId: crypto.randomUUID(), ...more });
const given = (more: object) => ({ milestone: null, what: 'Confirm two sites.', owner: 'pe_andrew-rochford', due: todayInLondon(), requestId: crypto.randomUUID(), ...more });

/** What changing answers; each is asked with a body that would be accepted from someone who may. */
const CHANGES: [string, () => object, Answers][] = [
	[`${CANCER}/threads`, () => said({ subject: { on: 'milestone', milestone: 'ms_can-01' } }), { nobody: 401, lead: 201, editor: 201, clinical: 201, reader: 403, reviewer: 201, admin: 403 }],
	[`${CANCER}/threads`, () => said({ subject: { on: 'plan' }, challenge: { letter: null, owner: null, due: todayInLondon() } }), { ...same(401, 403), lead: 201, clinical: 201, reviewer: 201 }],
	[`${UEC}/threads`, () => said({ subject: { on: 'plan' } }), { ...same(401, 403), reviewer: 201 }],
	...['threads/th_nothing/replies', 'threads/th_nothing/state', 'comments/co_nothing'].map((path): [string, () => object, Answers] => [`${UEC}/${path}`, () => said({ to: 'open' }), { ...same(401, 403), reviewer: 404, admin: 404 }]),
	// Nobody of them leads CAN-06, and there is no such round to end: 404 is for those who may.
	[`${CANCER}/confirmations`, () => ({ milestone: 'ms_can-06', requestId: crypto.randomUUID() }), { ...same(401, 403), lead: 201, editor: 201 }],
	[`${UEC}/confirmations`, () => ({ milestone: 'ms_uec-01', requestId: crypto.randomUUID() }), same(401, 403)],
	[`${CANCER}/rounds/ro_none0/end`, () => ({}), { ...same(401, 403), lead: 404, editor: 404 }],
	[`${UEC}/rounds`, () => ({ due: '2030-01-01', note: '', requestId: crypto.randomUUID() }), same(401, 403)],
	[`${CANCER}/confidence`, () => stated({ kind: 'delivery' }), { ...same(401, 403), lead: 201 }],
	[`${CANCER}/confidence`, () => stated({ kind: 'clinical', milestone: 'ms_can-01' }), { ...same(401, 403), clinical: 201 }],
	[`${CANCER}/decisions`, () => decided({}), { ...same(401, 403), lead: 201, editor: 201, reviewer: 201 }],
	[`${CANCER}/actions`, () => given({ milestone: 'ms_can-01' }), { ...same(401, 403), lead: 201, editor: 201, reviewer: 201 }],
	// What is sent amiss lands nowhere, and least of all on the programme.
	...[undefined, 5, {}].map((milestone): [string, () => object, Answers] => [`${CANCER}/decisions`, () => decided({ milestone }), same(401, 400)]),
	[`${CANCER}/actions`, () => given({ milestone: 'ms_uec-01' }), { ...same(401, 403), lead: 404, editor: 404, reviewer: 404 }],
	[`${UEC}/confidence`, () => stated({ kind: 'clinical' }), same(401, 403)],
	[`${UEC}/decisions`, () => decided({}), { ...same(401, 403), reviewer: 201 }],
	[`${UEC}/actions`, () => given({}), { ...same(401, 403), reviewer: 201 }],
	...['decisions/de_nothing/strike', 'actions/at_nothing/strike'].map((path): [string, () => object, Answers] => [`${CANCER}/${path}`, () => ({ why: 'Recorded twice' }), { ...same(401, 403), lead: 404, editor: 404, reviewer: 404 }]),
	[`${UEC}/actions/at_nothing/done`, () => ({ done: true }), { ...same(401, 403), reviewer: 404, admin: 404 }],
	[`${CANCER}/actions/at_nothing/done`, () => ({ done: 'yes' }), same(401, 400)],
	['/api/notices/read', () => ({ ids: ['no_nothing'] }), same(401, 200)],
	['/api/notices/read', () => ({ ids: 'all' }), same(401, 400)],
	[`${CANCER}/checkpoints`, () => ({ name: `Checkpoint ${crypto.randomUUID()}` }), { ...same(401, 403), lead: 201 }],
	[`${UEC}/checkpoints`, () => ({ name: `Checkpoint ${crypto.randomUUID()}` }), same(401, 403)]
];

/** What forms answer; those who may send them are told what is wrong in them (400), or that it is not there (404). */
const ADMIN_ONLY = (admin: number): Answers => ({ ...same(303, 403), admin });
const FORMS: [string, Record<string, string>, Answers][] = [
	['/admin/people/new?/invite', {}, ADMIN_ONLY(400)],
	['/admin/people/new?/giveInstead', {}, ADMIN_ONLY(404)],
	...['details', 'roles', 'disable', 'enable', 'again', 'factor'].map((form): [string, Record<string, string>, Answers] => [`/admin/people/ac_nothing?/${form}`, {}, ADMIN_ONLY(404)]),
	['/admin/programmes?/make', {}, ADMIN_ONLY(400)],
	...['change', 'move'].map((form): [string, Record<string, string>, Answers] => [`/admin/programmes?/${form}`, {}, ADMIN_ONLY(404)]),
	['/admin/posts?/add', {}, ADMIN_ONLY(400)],
	['/admin/posts?/rename', { post: 'nothing', title: 'A title' }, ADMIN_ONLY(404)],
	['/admin/posts?/hand', { post: 'nothing', to: 'vacant', from: '1 Apr 2026' }, ADMIN_ONLY(404)],
	['/admin/posts?/correct', {}, ADMIN_ONLY(404)],
	['/admin/mail/ma_nothing?/retry', {}, ADMIN_ONLY(404)],
	['/programmes/cancer/members?/add', { role: 'reader' }, { ...same(303, 403), lead: 400, admin: 400 }],
	...['change', 'remove'].map((form): [string, Record<string, string>, Answers] => [`/programmes/cancer/members?/${form}`, { account: 'ac_nothing', role: 'lead' }, { ...same(303, 403), lead: 404, admin: 404 }]),
	['/programmes/uec/members?/add', { role: 'reader' }, { ...same(303, 403), admin: 400 }]
];

/** How a socket on a plan ends, or 'open' when it stays. */
const SOCKETS: [string, Record<Account, number | 'open'>][] = [
	['pl_cancer', { nobody: 4401, lead: 'open', editor: 'open', clinical: 'open', reader: 'open', reviewer: 'open', admin: 'open' }],
	['pl_uec', { nobody: 4401, lead: 4403, editor: 4403, clinical: 4403, reader: 4403, reviewer: 'open', admin: 'open' }],
	['pl_nothing', { nobody: 4401, lead: 4404, editor: 4404, clinical: 4404, reader: 4404, reviewer: 4404, admin: 4404 }]
];

describe('who may see and do what', () => {
	let server: TestServer;
	const cookies: Record<string, string> = {};

	beforeAll(async () => {
		server = await startServer();
		for (const account of ACCOUNTS) if (account !== 'nobody') cookies[account] = await signInAs(server.origin, account);
	});
	afterAll(() => server.dispose());

	const ask = (account: Account, path: string, init: RequestInit = {}) =>
		fetch(server.origin + path, { redirect: 'manual', ...init, headers: { ...(cookies[account] ? { cookie: cookies[account] } : {}), accept: path.startsWith('/api') ? 'application/json' : 'text/html', ...init.headers } });

	it.each(READS)('GET %s', async (path, expected) => {
		const found: Partial<Answers> = {};
		for (const account of ACCOUNTS) {
			const answer = await ask(account, path);
			found[account] = answer.status;
			const text = await answer.text();
			// A refusal tells nothing of what it refuses.
			if (answer.status === 403) expect(text).not.toMatch(/UEC-\d\d/);
		}
		expect(found).toEqual(expected);
	});

	it.each(CHANGES)('POST %s', async (path, body, expected) => {
		const found: Partial<Answers> = {};
		for (const account of ACCOUNTS) {
			const answer = await ask(account, path, { method: 'POST', body: JSON.stringify(body()), headers: { 'content-type': 'application/json' } });
			found[account] = answer.status;
			if (answer.status >= 400) expect(((await answer.json()) as { message: string }).message).toMatch(/\.$/);
		}
		expect(found).toEqual(expected);
	});

	it('T3, T5 replying, resolving, accepting and editing are for those who may, in the thread as in the plan', async () => {
		interface Thread { id: string; comments: { id: string }[] }
		const send = (account: Account, path: string, body: object) => ask(account, path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
		const begin = async (more: object) => ((await (await send('clinical', `${CANCER}/threads`, said({ subject: { on: 'plan' }, ...more }))).json()) as { thread: Thread }).thread;
		const [plain, challenge] = [await begin({}), await begin({ challenge: { letter: null, owner: null, due: todayInLondon() } })];
		const answers = async (path: string, body: () => object) => {
			const found: Partial<Answers> = {};
			for (const account of ACCOUNTS) found[account] = (await send(account, `${CANCER}/${path}`, body())).status;
			return found;
		};
		const [writes, forbidden] = [{ ...same(401, 201), reader: 403, admin: 403 }, same(401, 403)];
		expect(await answers(`threads/${plain.id}/replies`, () => said({}))).toEqual(writes);
		expect(await answers(`threads/${challenge.id}/replies`, () => said({ answers: true }))).toEqual({ ...forbidden, lead: 201, editor: 201 });
		expect(await answers(`threads/${plain.id}/state`, () => ({ to: 'resolved' }))).toEqual({ ...forbidden, lead: 200, editor: 200, clinical: 200, reviewer: 200 });
		expect(await answers(`threads/${challenge.id}/state`, () => ({ to: 'closed' }))).toEqual({ ...forbidden, clinical: 200, reviewer: 200 });
		expect(await answers(`comments/${plain.comments[0]?.id}`, () => ({ body: 'In other words', mentions: [] }))).toEqual({ ...forbidden, clinical: 200 });
		expect(await answers(`threads/${plain.id}/replies`, () => said({}))).toEqual({ ...same(401, 409), reader: 403, admin: 403 });
		// The thread of one plan is not there in another, also for those who may read both.
		expect((await send('reviewer', `${UEC}/threads/${plain.id}/replies`, said({}))).status).toBe(404);
	});

	it.each(FORMS)('a form to %s', async (path, fields, expected) => {
		const found: Partial<Answers> = {};
		for (const account of ACCOUNTS) found[account] = (await ask(account, path, { method: 'POST', body: new URLSearchParams(fields) })).status;
		expect(found).toEqual(expected);
	});

	it.each(SOCKETS)('A1 a socket on %s', async (plan, expected) => {
		const found: Partial<Record<Account, number | 'open'>> = {};
		for (const account of ACCOUNTS) found[account] = await endOf(account, plan);
		expect(found).toEqual(expected);
	});

	/** A plan the account may read answers a step 1; others close. */
	function endOf(account: Account, plan: string): Promise<number | 'open'> {
		const cookie = cookies[account];
		const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync/${plan}`, cookie ? { headers: { cookie } } : {});
		return new Promise((resolve, reject) => {
			socket.once('open', () => socket.send(new Uint8Array([0, 0, 1, 0])));
			socket.on('message', (data: Buffer) => {
				if (data[0] !== 0 || data[1] !== 1) return;
				resolve('open');
				socket.terminate();
			});
			socket.once('close', resolve);
			socket.once('error', reject);
		});
	}

	it('A1 refuses a socket and a form from another website', async () => {
		const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync/pl_cancer`, { headers: { cookie: cookies.lead ?? '', origin: 'https://elsewhere.example' } });
		const answered = await new Promise<number | undefined>((resolve) => {
			socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
			socket.once('open', () => resolve(101));
			socket.on('error', () => undefined);
		});
		expect(answered).toBe(403);
		const form = await ask('lead', '/sign-out', { method: 'POST', headers: { origin: 'https://elsewhere.example' } });
		expect(form.status).toBe(403);
		expect((await ask('lead', '/api/programmes')).status).toBe(200);
	});

	it('signing out ends the session for pages, endpoints and open sockets', async () => {
		const cookie = await signInAs(server.origin, 'lead');
		const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/sync/pl_cancer`, { headers: { cookie } });
		await new Promise((resolve) => socket.once('open', resolve));
		const closed = new Promise<number>((resolve) => socket.once('close', resolve));
		await fetch(`${server.origin}/sign-out`, { method: 'POST', headers: { cookie }, redirect: 'manual' });
		expect(await closed).toBe(4401);
		expect((await fetch(`${server.origin}/api/programmes`, { headers: { cookie } })).status).toBe(401);
	});

	it('has no page, plan, person or account with a NUL in its name', async () => {
		expect((await ask('reviewer', '/programmes/%00/plan')).status).toBe(404);
		expect((await ask('reviewer', `${CANCER}/checkpoints/a%00b/approve`, { method: 'POST', body: '{"reason":"None"}' })).status).toBe(404);
		const signIn = (path: string, fields: Record<string, string>) => ask('nobody', path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'application/json' } });
		expect((await signIn('/sign-in', { email: 'someone\0@example.nhs.uk', password: 'a wrong password' })).status).toBe(401);
		expect((await signIn('/sign-in/demonstration', { account: 'lead\0' })).status).toBe(400);
	});

	it('lists for each account its own programmes, with its role', async () => {
		const listed = async (account: Account) => ((await (await ask(account, '/api/programmes')).json()) as { slug: string; role: string; planId: string }[]).map(({ slug, role }) => `${slug} ${role}`);
		expect(await listed('editor')).toEqual(['cancer editor']);
		expect(await listed('reader')).toEqual(['cancer reader']);
		expect(await listed('reviewer')).toHaveLength(6);
	});
});
