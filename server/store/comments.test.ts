import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { comment, commentThread } from '#drizzle/conversation.server.ts';
import { account, milestone, person, plan, portfolio, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import { newId, type MilestoneId, type PlanId, type ProgrammeId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, PROGRAMME_ROLES, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addComment, commentCounts, listComments } from './comments.ts';
import type { OpenDatabase } from './database.ts';

let opened: OpenDatabase;
let programmeId: ProgrammeId;
let planId: PlanId;
let milestoneId: MilestoneId;
let clinical: User;
let requests = 0;

beforeAll(async () => {
	opened = await openTestDatabase();
	await opened.db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' });
});
afterAll(() => opened.close());
beforeEach(async () => {
	({ programmeId, planId } = await addPlan());
	milestoneId = await addMilestone(planId);
	clinical = await addUser('Clinical lead, breast', { programme: 'clinical' });
});

async function addPlan(): Promise<{ programmeId: ProgrammeId; planId: PlanId }> {
	const made = { programmeId: newId('pg'), planId: newId('pl') };
	const slug = made.programmeId.replace('_', '-');
	await opened.db.insert(programme).values({ id: made.programmeId, portfolioId: 'blmk', slug, name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 1 });
	await opened.db.insert(plan).values({ id: made.planId, programmeId: made.programmeId, lastAt: new Date(), serverClient: 1 });
	return made;
}

async function addMilestone(inPlan: PlanId): Promise<MilestoneId> {
	const id = newId('ms');
	await opened.db.insert(milestone).values({
		planId: inPlan, id, ref: 'CAN-01', kind: 'milestone', title: 'Clinics open', order: 'a0', dateReason: '', status: 'onTrack', doneWhen: '',
		evidence: '', ask: '', enablers: [], archived: false, description: '', commentary: '', updatedAt: new Date()
	});
	return id;
}

async function addUser(name: string, role: { programme?: ProgrammeRole; portfolio?: PortfolioRole }): Promise<User> {
	const [personId, accountId] = [newId('pe'), newId('ac')];
	await opened.db.insert(person).values({ id: personId, name, initials: 'BR' });
	await opened.db.insert(account).values({ id: accountId, personId });
	if (role.programme) await opened.db.insert(programmeRole).values({ accountId, programmeId, role: role.programme });
	if (role.portfolio) await opened.db.insert(portfolioRole).values({ accountId, portfolioId: 'blmk', role: role.portfolio });
	return {
		account: accountId,
		person: personId,
		name,
		initials: 'BR',
		portfolioRoles: role.portfolio ? [role.portfolio] : [],
		programmeRoles: role.programme ? { [programmeId]: role.programme } : {}
	};
}

const newRequest = () => `request-${(requests += 1)}`;
const add = (change: Partial<Parameters<typeof addComment>[1]> = {}) =>
	addComment(opened.db, { user: clinical, planId, milestoneId, body: 'Is this real?', requestId: newRequest(), ...change });
const list = () => listComments(opened.db, planId, milestoneId);
const because = (answer: { ok: boolean; because?: string }) => (answer.ok ? 'done' : answer.because);

describe(`comments (${databaseKind})`, () => {
	it('come from the session’s person at the database’s time', async () => {
		const added = await add({ body: '  Two radiologists?\r\nPlease say. ' });
		expect(added).toMatchObject({
			ok: true,
			value: {
				milestone: milestoneId,
				body: 'Two radiologists?\nPlease say.',
				author: { account: clinical.account, name: 'Clinical lead, breast', initials: 'BR', role: 'Clinical lead', clinical: true }
			}
		});
		const [kept] = await list();
		expect(added).toEqual({ ok: true, value: kept });
		expect(Math.abs(Date.parse(kept?.at ?? '') - Date.now())).toBeLessThan(60_000);
	});

	it('are for lead, editor, clinical lead and reviewer', async () => {
		const may = { lead: true, editor: true, clinical: true, reader: false, reviewer: true, admin: false };
		for (const role of PROGRAMME_ROLES) expect(because(await add({ user: await addUser(role, { programme: role }) })), role).toBe(may[role] ? 'done' : 'no-access');
		for (const role of PORTFOLIO_ROLES) expect(because(await add({ user: await addUser(role, { portfolio: role }) })), role).toBe(may[role] ? 'done' : 'no-access');
		expect(because(await add({ user: { ...clinical, programmeRoles: { [newId('pg')]: 'lead' } } }))).toBe('no-access');
		expect((await list()).map(({ author }) => [author.name, author.role, author.clinical])).toEqual([
			['lead', 'Programme lead', false],
			['editor', 'Editor', false],
			['clinical', 'Clinical lead', true],
			['reviewer', 'Reviewer', false]
		]);
	});

	it('keep their author when the role has gone', async () => {
		await add();
		await opened.db.delete(programmeRole).where(eq(programmeRole.accountId, clinical.account));
		expect((await list()).map(({ author }) => author)).toEqual([{ account: clinical.account, name: clinical.name, initials: 'BR', role: null, clinical: false }]);
	});

	it('hold 1–5,000 characters that can be shown', async () => {
		for (const body of ['', ' \n ', 'x'.repeat(5_001), 'a\u0000b', 'a\u0007b']) expect(because(await add({ body })), body.slice(0, 5)).toBe('invalid');
		for (const requestId of ['', 'short', 'a b c d e f g', 'x'.repeat(101)]) expect(because(await add({ requestId })), requestId).toBe('invalid');
		expect(await list()).toEqual([]);
		const body = '<script>alert(1)</script> “quoted” & \t🙂';
		expect(await add({ body })).toMatchObject({ value: { body } });
		expect(because(await add({ body: 'x'.repeat(5_000) }))).toBe('done');
	});

	it('hold what was answered, also where half a character was sent', async () => {
		const requestId = 'half-a-character';
		const first = await addComment(opened.db, { user: clinical, planId, milestoneId, body: 'Cut \ud83d here', requestId });
		expect(first).toMatchObject({ ok: true, value: { body: 'Cut \ufffd here' } });
		expect(await addComment(opened.db, { user: clinical, planId, milestoneId, body: 'Cut \ud83d here', requestId })).toEqual(first);
	});

	it('need a milestone of the plan that is not archived', async () => {
		expect(because(await add({ milestoneId: newId('ms') }))).toBe('not-found');
		expect(because(await add({ planId: newId('pl') }))).toBe('not-found');
		expect(because(await add({ milestoneId: await addMilestone((await addPlan()).planId) }))).toBe('not-found');
		const sent = { requestId: newRequest() };
		await add(sent);
		await opened.db.update(milestone).set({ archived: true }).where(eq(milestone.id, milestoneId));
		expect(await add()).toEqual({ ok: false, because: 'conflict', message: 'This milestone is archived. Bring it back to comment on it.' });
		// The first try was kept before the archiving, so the second is told so.
		expect(because(await add(sent))).toBe('done');
		expect(await list()).toHaveLength(1);
	});

	it('are kept once when sent twice, also at the same time', async () => {
		const sent = { requestId: newRequest() };
		const answers = await Promise.all([add(sent), add(sent), add(sent)]);
		expect(new Set(answers.map((answer) => (answer.ok ? answer.value.id : answer.message))).size).toBe(1);
		expect(await add(sent)).toEqual(answers[0]);
		expect(await list()).toHaveLength(1);
		const threads = await opened.db.select().from(commentThread).where(eq(commentThread.planId, planId));
		expect(threads).toHaveLength(1);
	});

	it('do not pass for another comment under the same request id', async () => {
		const sent = { requestId: newRequest() };
		await add(sent);
		expect(because(await add({ ...sent, body: 'Other words' }))).toBe('conflict');
		expect(because(await add({ ...sent, milestoneId: await addMilestone(planId) }))).toBe('conflict');
		const other = await addUser('Editor', { programme: 'editor' });
		expect(because(await add({ ...sent, user: other }))).toBe('done');
		expect(await opened.db.select().from(comment).where(eq(comment.requestId, sent.requestId))).toHaveLength(2);
	});

	it('are listed oldest first and counted by milestone', async () => {
		const second = await addMilestone(planId);
		await addMilestone(planId);
		await add({ body: 'Later', at: new Date('2026-09-02T09:00:00Z') });
		await add({ body: 'Earlier', at: new Date('2026-09-01T09:00:00Z') });
		await add({ body: 'Elsewhere', milestoneId: second });
		expect((await list()).map((each) => [each.body, each.at])).toEqual([
			['Earlier', '2026-09-01T09:00:00.000Z'],
			['Later', '2026-09-02T09:00:00.000Z']
		]);
		expect(await commentCounts(opened.db, planId)).toEqual({ [milestoneId]: 2, [second]: 1 });
		expect(await commentCounts(opened.db, (await addPlan()).planId)).toEqual({});
	});
});
