import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { mail, notice } from '#drizzle/notices.server.ts';
import { account, programmeRole } from '#drizzle/schema.server.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { chooseMail } from '#server/store/mail-choices.ts';
import { notify } from '#server/store/notices.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { startMailServer, type MailServer } from '../../tests/helpers/mail-server.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { composeMail } from './compose.ts';
import { Outgoing } from './outgoing.ts';
import { openTransport } from './transport.ts';

const { manager, reader } = USERS;
const MINUTE = 60_000;

describe(`mail that waits while its reader’s access changes, on the ${databaseKind}`, () => {
	let opened: OpenDatabase;
	let mails: MailServer;
	let clock: number;
	let busy: boolean;
	const db = () => opened.db;

	beforeAll(async () => void (opened = await openTestDatabase()));
	afterAll(() => opened.close());
	beforeEach(async () => {
		// Everything else hangs on these.
		await db().execute(sql`truncate portfolio, person cascade`);
		await makePortfolio(db());
		await addMilestone(db(), CANCER.plan, 'CAN-01');
		await addMilestone(db(), FRAGILE.plan, 'FRA-01');
		await db().update(account).set({ email: 'reader@example.nhs.uk' }).where(eq(account.id, reader.account));
		await db().insert(programmeRole).values({ accountId: reader.account, programmeId: FRAGILE.id, role: 'reader' });
		clock = Date.now() + MINUTE;
		busy = true;
		mails = await startMailServer({ recipient: () => (busy ? '451 Busy' : null) });
		onTestFinished(() => mails.close());
		await tell(CANCER.plan, 'ms_can-01', 'Of Cancer');
		await tell(FRAGILE.plan, 'ms_fra-01', 'Of Fragile');
		await turn();
		expect(mails.took).toEqual([]);
		busy = false;
		clock += MINUTE;
	});

	const tell = (planId: typeof CANCER.plan, milestone: string, excerpt: string) => notify(db(), { to: [reader.account], kind: 'reply', planId, milestoneId: milestone as MilestoneId, by: manager.account, facts: { excerpt }, once: excerpt });
	const takeRole = (programmeId: typeof CANCER.id) => db().delete(programmeRole).where(and(eq(programmeRole.accountId, reader.account), eq(programmeRole.programmeId, programmeId)));
	/** One turn of the worker, to its end. */
	async function turn(): Promise<void> {
		await composeMail(db(), { now: new Date(), address: 'https://plans.example.nhs.uk' });
		const outgoing = new Outgoing(db(), { send: openTransport(mails.url), from: 'milepost@example.nhs.uk', now: () => new Date(clock) });
		await outgoing.fill();
		await outgoing.idle();
	}
	const texts = () => mails.took.map(({ raw }) => ['Of Cancer', 'Of Fragile'].filter((words) => raw.includes(words)));
	const left = async () => (await db().select({ id: mail.id }).from(mail).where(eq(mail.state, 'waiting'))).length;

	it('N3: goes out as it was written where nothing has changed, and holds none of our ids', async () => {
		await turn();
		expect(texts()).toEqual([['Of Cancer', 'Of Fragile']]);
		expect(mails.took[0]?.raw).not.toMatch(/no_|Notices:/);
	});

	it('N2: what may not be read any more does not go out; the rest does, once', async () => {
		await takeRole(CANCER.id);
		await turn();
		await turn();
		expect(texts()).toEqual([['Of Fragile']]);
		expect(await left()).toBe(0);
	});

	it('N2, U3: nothing goes to somebody who lost every role, or whose account was disabled', async () => {
		await takeRole(CANCER.id);
		await takeRole(FRAGILE.id);
		await turn();
		await turn();
		await db().update(account).set({ disabledAt: new Date() }).where(eq(account.id, reader.account));
		await turn();
		expect([texts(), await left()]).toEqual([[], 0]);
		expect(await db().select({ id: notice.id }).from(notice).where(sql`${notice.mailedAt} is null`)).toEqual([]);
	});

	it('N6: mail that was stopped while it waited does not go out', async () => {
		await chooseMail(db(), reader.account, 'reply', 'never');
		await turn();
		await turn();
		expect([texts(), await left()]).toEqual([[], 0]);
	});

	it('goes to the address that the account has by now', async () => {
		await db().update(account).set({ email: 'moved@example.nhs.uk' }).where(eq(account.id, reader.account));
		await turn();
		await turn();
		expect(mails.took.map(({ to }) => to)).toEqual(['moved@example.nhs.uk']);
	});
});
