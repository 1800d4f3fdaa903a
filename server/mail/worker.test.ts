import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { mail, notice, noticeCursor } from '#drizzle/notices.server.ts';
import { account, plan } from '#drizzle/schema.server.ts';
import type { MilestoneId, PlanId } from '#lib/plan/ids.ts';
import { log } from '#server/log.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { notify } from '#server/store/notices.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { startMailServer } from '../../tests/helpers/mail-server.ts';
import { addChange, addMilestone, CANCER, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { until } from '../../tests/helpers/until.ts';
import { startMail } from './worker.ts';

const { manager, reader } = USERS;

describe(`what goes on beside the pages, on the ${databaseKind}`, () => {
	let opened: OpenDatabase;
	let changed: (change: { planId: PlanId }) => void = () => undefined;

	beforeAll(async () => {
		opened = await openTestDatabase();
		await makePortfolio(opened.db);
		await addMilestone(opened.db, CANCER.plan, 'CAN-01', { lead: reader.person });
		await opened.db.update(account).set({ email: 'reader@example.nhs.uk' }).where(eq(account.id, reader.account));
	});
	afterEach(async () => {
		await opened.db.delete(notice);
		await opened.db.delete(mail);
	});
	afterAll(() => opened.close());

	function start(smtpUrl: string | null): ReturnType<typeof startMail> {
		const started = startMail(opened.db, {
			smtpUrl,
			mailFrom: null,
			onChanged: (listener) => {
				changed = listener;
				return () => (changed = () => undefined);
			}
		});
		onTestFinished(() => started.stop());
		return started;
	}
	const tell = (once: string) => notify(opened.db, { to: [reader.account], kind: 'reply', planId: CANCER.plan, milestoneId: 'ms_can-01' as MilestoneId, by: manager.account, facts: { excerpt: 'Yes.' }, once });
	const states = async () => (await opened.db.select({ state: mail.state }).from(mail)).map(({ state }) => state);

	it('N5 without a mail server mail is kept, and the log says so without an address', async () => {
		const warned = vi.spyOn(log, 'warn').mockImplementation(() => undefined);
		const informed = vi.spyOn(log, 'info').mockImplementation(() => undefined);
		onTestFinished(() => void vi.restoreAllMocks());
		await tell('kept');
		start(null);
		await until(async () => (await states()).includes('kept'));
		expect(warned.mock.calls.map((call) => call.at(-1))).toEqual([expect.stringMatching(/^SMTP_URL is not set/)]);
		expect(informed.mock.calls).toEqual([[expect.objectContaining({ kind: 'notice' }), expect.stringMatching(/was kept/)]]);
		expect(JSON.stringify(informed.mock.calls)).not.toContain('@');
	});

	it('N3 a notice becomes a mail and goes out from the address of the host', async () => {
		const server = await startMailServer();
		onTestFinished(() => server.close());
		await tell('sent');
		start(server.url);
		await until(() => server.took.length === 1);
		expect(server.took[0]).toMatchObject({ from: 'milepost@localhost', to: 'reader@example.nhs.uk' });
		expect(server.took[0]?.headers).toMatchObject({ subject: 'Programme manager, Cancer replied on CAN-01', 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' });
		await until(async () => (await states()).includes('sent'));
	});

	it('N1 an edit becomes a notice soon after it is committed', async () => {
		const worker = start(null);
		await until(async () => (await opened.db.select().from(noticeCursor)).length > 0);
		await addChange(opened.db, { planId: CANCER.plan, seq: 1, field: 'forecast', old: '2026-09-18', new: '2026-10-01' });
		await opened.db.update(plan).set({ headSeq: 1 }).where(eq(plan.id, CANCER.plan));
		changed({ planId: CANCER.plan });
		await until(async () => (await opened.db.select().from(notice)).some(({ kind, accountId }) => kind === 'moved' && accountId === reader.account));
		await worker.stop();
		await tell('after the stop');
		expect(await states()).toEqual([]);
	});
});
