import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mail, notice, unsubscribeKey } from '#drizzle/notices.server.ts';
import { account, programmeRole } from '#drizzle/schema.server.ts';
import type { AccountId, MilestoneId } from '#lib/plan/ids.ts';
import { NOTICE_KINDS, type NoticeKind } from '#lib/plan/notices.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { accountOfKey, chooseMail, mailChoices, unsubscribeKeyOf } from '#server/store/mail-choices.ts';
import { mailList, readMail, retryMail } from '#server/store/mail-list.ts';
import { notify } from '#server/store/notices.ts';
import { enqueueMail, keepMail } from '#server/store/outbox.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { composeMail } from './compose.ts';

const { manager, reader, fragile } = USERS;
const ADDRESS = 'https://plans.example.nhs.uk';
/** A Wednesday, half past nine in London. */
const WEDNESDAY = new Date('2026-09-16T08:30:00Z');
const later = (days: number, hours = 0) => new Date(WEDNESDAY.getTime() + (days * 24 + hours) * 3_600_000);

describe(`from notices to mail, on the ${databaseKind}`, () => {
	let opened: OpenDatabase;
	const db = () => opened.db;

	beforeAll(async () => {
		opened = await openTestDatabase();
	});
	beforeEach(async () => {
		// Everything else hangs on these.
		await db().execute(sql`truncate portfolio, person cascade`);
		await makePortfolio(db());
		await addMilestone(db(), CANCER.plan, 'CAN-01');
		await addMilestone(db(), FRAGILE.plan, 'FRA-01');
		for (const { account: id } of [reader, fragile]) await db().update(account).set({ email: `${id}@example.nhs.uk` }).where(eq(account.id, id));
	});
	afterAll(() => opened.close());

	let told = 0;
	async function tell(kind: NoticeKind, to: AccountId = reader.account, at = WEDNESDAY): Promise<void> {
		told += 1;
		await notify(db(), { to: [to], kind, planId: CANCER.plan, milestoneId: 'ms_can-01' as MilestoneId, by: manager.account, facts: kind === 'moved' ? { from: null, to: '2026-10-01' } : { excerpt: `Words ${told}` }, once: `told ${told}`, at });
	}
	const compose = (now: Date) => composeMail(db(), { now, address: ADDRESS });
	const mails = async () => (await db().select().from(mail)).map(({ recipient, subject, text, headers, kind }) => ({ recipient, subject, text: text ?? '', headers, kind }));

	it('N3 one mail holds all that is due, with whole addresses and a way to stop it', async () => {
		await tell('reply');
		await tell('mention', reader.account, later(0, -1));
		expect(await compose(later(0, 1))).toBe(1);
		const [written, ...others] = await mails();
		const key = await unsubscribeKeyOf(db(), reader.account);
		expect(others).toEqual([]);
		expect(written).toMatchObject({
			recipient: `${reader.account}@example.nhs.uk`,
			subject: 'Programme manager, Cancer replied on CAN-01, and 1 more',
			kind: 'notice',
			headers: { 'List-Unsubscribe': `<${ADDRESS}/unsubscribe/${key}?kind=mention&kind=reply>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
		});
		expect(written?.text).toContain(`Programme manager, Cancer mentioned you on CAN-01 (Cancer)\n  Words`);
		expect(written?.text).toContain(`${ADDRESS}/programmes/cancer/plan?milestone=ms_can-01`);
		expect(written?.text).toContain(`${ADDRESS}/account/notifications`);
		expect(written?.text).not.toContain('undefined');
	});

	it('N1 two processes at once write each notice into one mail', async () => {
		for (let n = 0; n < 4; n += 1) await tell('reply');
		await Promise.all([compose(later(0, 1)), compose(later(0, 1)), compose(later(0, 1))]);
		expect((await mails()).map(({ text }) => text.match(/Words \d+/g)?.length)).toEqual([4]);
		await compose(later(1));
		expect(await mails()).toHaveLength(1);
	});

	it('what is wanted daily comes at seven the next morning, what is wanted weekly on Monday', async () => {
		await chooseMail(db(), reader.account, 'reply', 'weekly');
		await tell('moved');
		await tell('reply');
		const written = async (now: Date) => {
			await compose(now);
			return (await mails()).map(({ subject }) => subject);
		};
		expect(await written(later(0, 1))).toEqual([]);
		expect(await written(new Date('2026-09-17T05:59:00Z'))).toEqual([]);
		expect(await written(new Date('2026-09-17T06:00:00Z'))).toEqual(['Programme manager, Cancer gave CAN-01 the date 1 Oct 2026']);
		expect(await written(new Date('2026-09-20T12:00:00Z'))).toHaveLength(1);
		expect(await written(new Date('2026-09-21T06:00:00Z'))).toContain('Programme manager, Cancer replied on CAN-01');
	});

	it('no mail of what is not wanted, of what was read meanwhile, or without an address', async () => {
		await chooseMail(db(), reader.account, 'reply', 'never');
		await tell('reply');
		await tell('moved');
		await tell('reply', manager.account);
		await db().update(notice).set({ readAt: WEDNESDAY }).where(eq(notice.kind, 'moved'));
		await compose(later(2));
		expect(await mails()).toEqual([]);
		expect((await db().select().from(notice)).every(({ mailedAt }) => mailedAt !== null)).toBe(true);
		await chooseMail(db(), reader.account, 'reply', 'atOnce');
		await compose(later(3));
		expect(await mails()).toEqual([]);
	});

	it('N2 no mail to whoever may not read the plan any more, or is disabled', async () => {
		await tell('reply');
		await db().delete(programmeRole).where(eq(programmeRole.accountId, reader.account));
		await db().insert(programmeRole).values({ accountId: fragile.account, programmeId: CANCER.id, role: 'reader' });
		await tell('reply', fragile.account);
		await db().update(account).set({ disabledAt: WEDNESDAY }).where(eq(account.id, fragile.account));
		await compose(later(0, 1));
		expect(await mails()).toEqual([]);
	});

	it('N3 writing a notice does nothing but write it: no mail is written or sent in the request', async () => {
		await tell('reply');
		expect(await mails()).toEqual([]);
	});

	it('N6 the key of unsubscribe links is made once, is each person’s own, and cannot be guessed', async () => {
		const keys = [await unsubscribeKeyOf(db(), reader.account), await unsubscribeKeyOf(db(), reader.account), await unsubscribeKeyOf(db(), fragile.account)];
		expect(keys[0]).toBe(keys[1]);
		expect(new Set(keys).size).toBe(2);
		for (const key of keys) expect(Buffer.from(key, 'base64url')).toHaveLength(24);
		expect(await accountOfKey(db(), keys[0] ?? '')).toBe(reader.account);
		for (const wrong of ['', 'x', `${keys[0]}x`, (keys[0] ?? '').slice(0, -1), `${keys[0]}' or true --`]) expect(await accountOfKey(db(), wrong)).toBeNull();
		expect(await db().select().from(unsubscribeKey)).toHaveLength(2);
	});

	it('choices have a default for each kind, and are each person’s own', async () => {
		await chooseMail(db(), reader.account, 'moved', 'weekly');
		await chooseMail(db(), reader.account, 'moved', 'never');
		expect(await mailChoices(db(), reader.account)).toEqual({ mention: 'atOnce', reply: 'atOnce', challenge: 'atOnce', round: 'atOnce', action: 'atOnce', assigned: 'daily', moved: 'never' });
		expect((await mailChoices(db(), fragile.account)).moved).toBe('daily');
		expect(Object.keys(await mailChoices(db(), reader.account)).sort()).toEqual([...NOTICE_KINDS].sort());
	});

	it('N5 administrators see what is kept; of a mail with a way in they read the text only while it is kept', async () => {
		const write = (once: string, kind: 'link' | 'notice') => enqueueMail(db(), { account: null, recipient: `${once}@example.nhs.uk`, subject: once, text: `Text of ${once}`, kind, once });
		await write('invitation', 'link');
		await write('news', 'notice');
		const { mails: waiting } = await mailList(db(), { state: 'waiting' });
		const link = waiting.find(({ kind }) => kind === 'link')?.id ?? '';
		expect(await readMail(db(), link)).toMatchObject({ text: null, withheld: expect.stringContaining('way into an account') as string });
		expect(await keepMail(db())).toHaveLength(2);
		expect(await readMail(db(), link)).toMatchObject({ text: 'Text of invitation', withheld: null, state: 'kept' });
		expect((await mailList(db(), { state: 'kept' })).mails.map(({ subject }) => subject).sort()).toEqual(['invitation', 'news']);
		expect(await retryMail(db(), link)).toMatchObject({ ok: true });
		expect(await retryMail(db(), link)).toMatchObject({ ok: false, because: 'conflict' });
		expect(await readMail(db(), link)).toMatchObject({ text: null });
		expect(await retryMail(db(), 'ma_nothing')).toMatchObject({ ok: false, because: 'not-found' });
		for (let n = 0; n < 55; n += 1) await write(`more${n}`, 'notice');
		const first = await mailList(db());
		const rest = await mailList(db(), { before: first.older });
		expect([first.mails.length, rest.mails.length, rest.older]).toEqual([50, 7, null]);
		expect(new Set([...first.mails, ...rest.mails].map(({ id }) => id)).size).toBe(57);
	});
});
