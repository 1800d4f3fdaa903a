import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { mail } from '#drizzle/notices.server.ts';
import { claimMail, enqueueMail, type NewMail } from '#server/store/outbox.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { noMailServer, startMailServer, type MailServer, type MailServerSettings } from '../../tests/helpers/mail-server.ts';
import { Outgoing, PAUSES_MS } from './outgoing.ts';
import { openTransport } from './transport.ts';

const MINUTE = 60_000;
const SOON = { connectMs: 300, greetingMs: 300, silenceMs: 300, wholeMs: 2_000 };

describe(`sending what waits, on the ${databaseKind}`, () => {
	let opened: OpenDatabase;
	let clock: number;
	const now = () => new Date(clock);

	beforeAll(async () => {
		opened = await openTestDatabase();
	});
	beforeEach(() => void (clock = Date.now() + MINUTE));
	afterEach(() => opened.db.delete(mail));
	afterAll(() => opened.close());

	async function write(recipient = 'lead@example.nhs.uk', more: Partial<NewMail> = {}): Promise<string> {
		const once = crypto.randomUUID();
		await enqueueMail(opened.db, { account: null, recipient, subject: 'A date moved', text: 'CAN-11 moved – see the plan.\n', kind: 'notice', once, ...more });
		const [row] = await opened.db.select({ id: mail.id }).from(mail).where(eq(mail.once, once));
		return row?.id ?? '';
	}
	async function server(settings?: MailServerSettings): Promise<MailServer> {
		const started = await startMailServer(settings);
		onTestFinished(() => started.close());
		return started;
	}
	const sender = (url: string, more: Partial<ConstructorParameters<typeof Outgoing>[1]> = {}) => new Outgoing(opened.db, { send: openTransport(url, SOON), from: 'Milepost <milepost@example.nhs.uk>', now, ...more });
	/** One turn of the worker, to its end. */
	async function turn(outgoing: Outgoing): Promise<void> {
		await outgoing.fill();
		await outgoing.idle();
	}
	async function rowOf(id: string): Promise<typeof mail.$inferSelect> {
		const [row] = await opened.db.select().from(mail).where(eq(mail.id, id));
		if (!row) throw new Error(`There is no mail ${id}`);
		return row;
	}
	/** How long after the clock it is tried again, in minutes. */
	const waits = async (id: string) => ((await rowOf(id)).nextTryAt.getTime() - clock) / MINUTE;

	it('N3 sends a mail once, with its own Message-ID and date, and says so', async () => {
		const { url, took } = await server();
		const id = await write('lead@example.nhs.uk', { headers: { 'List-Unsubscribe': '<https://plans.example.nhs.uk/unsubscribe/key>' } });
		const outgoing = sender(url);
		await turn(outgoing);
		await turn(outgoing);
		expect(took).toHaveLength(1);
		expect(took[0]).toMatchObject({ from: 'milepost@example.nhs.uk', to: 'lead@example.nhs.uk' });
		expect(took[0]?.headers).toMatchObject({ 'message-id': `<${id}@localhost>`, subject: 'A date moved', 'auto-submitted': 'auto-generated', 'list-unsubscribe': '<https://plans.example.nhs.uk/unsubscribe/key>' });
		const row = await rowOf(id);
		expect(row).toMatchObject({ state: 'sent', attempts: 1, lastProblem: null, claimedUntil: null, text: 'CAN-11 moved – see the plan.\n' });
		expect(Math.abs(Date.parse(took[0]?.headers.date ?? '') - row.at.getTime())).toBeLessThan(1_000);
	});

	it('N5 forgets the text of a mail with a way in once it was sent, and not before', async () => {
		const { url } = await server({ recipient: (_address, tries) => (tries === 1 ? '451 Busy' : null) });
		const id = await write('new@example.nhs.uk', { kind: 'link', text: 'https://plans.example.nhs.uk/in/secret\n' });
		const outgoing = sender(url);
		await turn(outgoing);
		expect((await rowOf(id)).text).toContain('secret');
		clock += MINUTE;
		await turn(outgoing);
		expect(await rowOf(id)).toMatchObject({ state: 'sent', text: null });
	});

	it('N3 a server that cannot be reached delays a mail with growing pauses, and gives up after five days', async () => {
		const id = await write();
		const outgoing = sender(await noMailServer());
		const paused: number[] = [];
		const begun = clock;
		while ((await rowOf(id)).state === 'waiting') {
			await turn(outgoing);
			paused.push(await waits(id));
			clock = Math.max(clock, (await rowOf(id)).nextTryAt.getTime());
		}
		expect(paused.slice(0, 8)).toEqual([1, 5, 15, 30, 60, 120, 240, 360]);
		expect((clock - begun) / (24 * 60 * MINUTE)).toBeGreaterThan(5);
		expect(await rowOf(id)).toMatchObject({ state: 'failed', attempts: PAUSES_MS.length + 1, lastProblem: expect.stringMatching(/could not be reached.*ECONNREFUSED/) as string });
	});

	it('N3 a recipient who is refused for good is left for an administrator; the others get theirs', async () => {
		const { url, took } = await server({ recipient: (address) => (address.startsWith('gone') ? '550 No such user here' : null) });
		const gone = await write('gone@example.nhs.uk');
		const there = await write('there@example.nhs.uk');
		const outgoing = sender(url);
		await turn(outgoing);
		expect(await rowOf(gone)).toMatchObject({ state: 'failed', attempts: 1, lastProblem: 'The mail server refused it: 550 No such user here' });
		expect((await rowOf(there)).state).toBe('sent');
		clock += 24 * 60 * MINUTE;
		await turn(outgoing);
		expect(took.map(({ to }) => to)).toEqual(['there@example.nhs.uk']);
	});

	it.each([
		['554 Spam', 'failed', 'The mail server refused it: 554 Spam'],
		['451 Try later', 'waiting', 'The mail server put it off: 451 Try later'],
		['421 Closing', 'waiting', 'The mail server put it off: 421 Closing']
	] as const)('N3 a mail answered with %s is %s', async (reply, state, problem) => {
		const { url } = await server({ mail: () => reply });
		const id = await write();
		await turn(sender(url));
		expect(await rowOf(id)).toMatchObject({ state, lastProblem: problem });
	});

	it('N3 a server that puts strangers off at first gets the mail at the next try', async () => {
		const { url, took } = await server({ recipient: (_address, tries) => (tries === 1 ? '451 4.7.1 Greylisted, try again' : null) });
		const id = await write();
		const outgoing = sender(url);
		await turn(outgoing);
		expect(await rowOf(id)).toMatchObject({ state: 'waiting', lastProblem: 'The mail server put it off: 451 4.7.1 Greylisted, try again' });
		await turn(outgoing);
		expect(took).toHaveLength(0);
		clock += MINUTE;
		await turn(outgoing);
		expect(took).toHaveLength(1);
		expect(await rowOf(id)).toMatchObject({ state: 'sent', lastProblem: null, attempts: 2 });
	});

	it('N3 a password that the server does not take delays mail and fails none', async () => {
		const { url } = await server({ password: 'right' });
		const id = await write();
		await turn(sender(url.replace('smtp://', 'smtp://milepost:wrong@')));
		expect(await rowOf(id)).toMatchObject({ state: 'waiting', lastProblem: expect.stringMatching(/user name or password in SMTP_URL: 535/) as string });
		clock += MINUTE;
		await turn(sender(url.replace('smtp://', 'smtp://milepost:right@')));
		expect((await rowOf(id)).state).toBe('sent');
	});

	it('N4 a server that hangs after the data gets the mail again, under the same Message-ID', async () => {
		const { url, took } = await server({ mail: (_mail, tries) => (tries === 1 ? 'hang' : 'take') });
		const id = await write();
		const outgoing = sender(url);
		await turn(outgoing);
		expect(await rowOf(id)).toMatchObject({ state: 'waiting', lastProblem: 'The mail server did not answer in time. The mail may have arrived.' });
		clock += MINUTE;
		await turn(outgoing);
		expect((await rowOf(id)).state).toBe('sent');
		expect(took.map(({ headers }) => headers['message-id'])).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
	});

	it('N4 a server that takes a mail and breaks off before it says so gets the very same mail twice', async () => {
		const { url, took } = await server({ mail: (_mail, tries) => (tries === 1 ? 'break' : 'take') });
		const id = await write();
		const outgoing = sender(url);
		await turn(outgoing);
		expect((await rowOf(id)).state).toBe('waiting');
		clock += MINUTE;
		await turn(outgoing);
		expect((await rowOf(id)).state).toBe('sent');
		expect(took).toHaveLength(2);
		expect(took[0]?.raw).toBe(took[1]?.raw);
	});

	it('N3 one that hangs does not hold up the others', async () => {
		const { url, took } = await server({ mail: ({ to }) => (to.startsWith('slow') ? 'hang' : 'take') });
		const slow = await write('slow@example.nhs.uk');
		for (let n = 0; n < 9; n += 1) await write(`quick${n}@example.nhs.uk`);
		await turn(sender(url, { atOnce: 2 }));
		expect(took.filter(({ to }) => to.startsWith('quick'))).toHaveLength(9);
		expect((await rowOf(slow)).state).toBe('waiting');
	});

	it('N3 two processes at once send each mail once', async () => {
		const { url, took } = await server();
		const ids: string[] = [];
		for (let n = 0; n < 12; n += 1) ids.push(await write(`person${n}@example.nhs.uk`));
		await Promise.all([turn(sender(url)), turn(sender(url)), turn(sender(url))]);
		expect(took.map(({ to }) => to).sort()).toEqual(ids.map((_id, n) => `person${n}@example.nhs.uk`).sort());
	});

	it('N4 what a process had taken when it died is sent after its claim, under the same Message-ID', async () => {
		const { url, took } = await server();
		const id = await write();
		const [taken] = await claimMail(opened.db, { most: 5, forMs: 31 * MINUTE, now: now() });
		expect(taken?.id).toBe(id);
		const outgoing = sender(url);
		await turn(outgoing);
		expect(took).toHaveLength(0);
		clock += 32 * MINUTE;
		await turn(outgoing);
		expect(took.map(({ headers }) => headers['message-id'])).toEqual([taken?.messageId]);
		expect(await rowOf(id)).toMatchObject({ state: 'sent', attempts: 2 });
	});

	it('a server that stops waits for the mail in hand, and leaves what hangs to the next start', async () => {
		const { url, took } = await server({ mail: ({ to }) => (to.startsWith('slow') ? 'hang' : 'take') });
		const slow = await write('slow@example.nhs.uk');
		const quick = await write('quick@example.nhs.uk');
		const outgoing = sender(url, { send: openTransport(url, { ...SOON, silenceMs: 60_000, wholeMs: 60_000 }) });
		await outgoing.fill();
		await outgoing.stop(300);
		expect((await rowOf(quick)).state).toBe('sent');
		expect(await rowOf(slow)).toMatchObject({ state: 'waiting', claimedUntil: null });
		expect(await waits(slow)).toBe(0);
		const before = took.length;
		await turn(outgoing);
		expect(took).toHaveLength(before);
	});

	it('a subject and an address cannot add headers or recipients', async () => {
		const { url, took } = await server();
		await write('lead@example.nhs.uk, other@example.nhs.uk');
		await write('lead@example.nhs.uk', { subject: 'Moved\r\nBcc: other@example.nhs.uk' });
		await turn(sender(url));
		expect(took.map(({ to }) => to)).toEqual(['lead@example.nhs.uk']);
		expect(took[0]?.headers.bcc).toBeUndefined();
		expect(took[0]?.headers.subject).toBe('Moved Bcc: other@example.nhs.uk');
	});
});
