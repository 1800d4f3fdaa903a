import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
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
	['/api/programmes', same(401, 200)],
	[`${CANCER}/milestones`, same(401, 200)],
	[`${CANCER}/baseline`, same(401, 200)],
	[`${CANCER}/checkpoints`, same(401, 200)],
	[`${CANCER}/comments/counts`, same(401, 200)],
	[`${CANCER}/milestones/ms_can-01/comments`, same(401, 200)],
	...['/programmes/uec/plan', '/programmes/uec/kpis', '/programmes/uec/activity'].map((path): [string, Answers] => [path, { ...same(303, 403), reviewer: 200, admin: 200 }]),
	...[`${UEC}/milestones`, `${UEC}/baseline`, `${UEC}/checkpoints`, `${UEC}/comments/counts`, `${UEC}/milestones/ms_uec-01/comments`].map((path): [string, Answers] => [path, { ...same(401, 403), reviewer: 200, admin: 200 }]),
	['/api/plans/pl_nothing/milestones', same(401, 404)],
	['/programmes/nothing/plan', same(303, 404)]
];

/** What changing answers; each is asked with a body that would be accepted from someone who may. */
const CHANGES: [string, () => object, Answers][] = [
	[`${CANCER}/milestones/ms_can-01/comments`, () => ({ body: 'Is this still true?', requestId: crypto.randomUUID() }), { nobody: 401, lead: 201, editor: 201, clinical: 201, reader: 403, reviewer: 201, admin: 403 }],
	[`${UEC}/milestones/ms_uec-01/comments`, () => ({ body: 'Is this still true?', requestId: crypto.randomUUID() }), { ...same(401, 403), reviewer: 201 }],
	[`${CANCER}/checkpoints`, () => ({ name: `Checkpoint ${crypto.randomUUID()}` }), { ...same(401, 403), lead: 201 }],
	[`${UEC}/checkpoints`, () => ({ name: `Checkpoint ${crypto.randomUUID()}` }), same(401, 403)]
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
