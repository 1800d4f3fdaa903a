/** Everything that people do to one plan, its people and its mail, at once: nothing waits for another for ever, and what was said stays whole. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challengeStep, comment, commentThread, updateRound } from '#drizzle/conversation.server.ts';
import { account } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import { disableAccount, enableAccount } from '#server/auth/member-accounts.ts';
import { changeRoles } from '#server/auth/member-roles.ts';
import { unauthorisedSessions } from '#server/auth/edit-check.ts';
import { createSession, endAllSessions } from '#server/auth/sessions.ts';
import { composeMail } from '#server/mail/compose.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { because, makeTalkedOf, newRequest, valueOf, type TalkedOf } from '../../tests/helpers/conversation.ts';
import { recordAction, setActionDone, strikeAction } from './actions.ts';
import { moveChallenge } from './challenges.ts';
import { editComment } from './comment-edits.ts';
import { giveConfidence } from './confidence.ts';
import { confirm } from './confirmations.ts';
import type { OpenDatabase } from './database.ts';
import { follow } from './follow.ts';
import { markRead } from './notice-commands.ts';
import { beginRound, endRound } from './round-commands.ts';
import { setResolved } from './thread-commands.ts';

let opened: OpenDatabase;
let talk: TalkedOf;
beforeAll(async () => {
	opened = await openTestDatabase();
	talk = await makeTalkedOf(opened.db);
	// Mail goes to those who have an address.
	for (const { account: id } of Object.values(talk.users)) await opened.db.update(account).set({ email: `${id}@example.nhs.uk` }).where(eq(account.id, id));
});
afterAll(() => opened.close());

const due = addDays(todayInLondon(), 14);

describe(`at once (${databaseKind})`, () => {
	it('A2, T1, N1: no order of doings makes two wait for each other', { timeout: 60_000 }, async () => {
		const { db } = opened;
		const { planId, programmeId, milestoneId, users } = talk;
		const { lead, editor, clinical, reviewer, reader, admin } = users;
		const thread = await talk.raise(due);
		const plain = valueOf(await talk.begin({ user: editor, body: 'Which room?' }));
		const action = valueOf(await recordAction(db, { user: lead, planId, milestone: null, what: 'Find a room', owner: editor.person, due, requestId: newRequest() }));
		const sessions = new Map(await Promise.all([editor, lead].map(async (each) => [(await createSession(db, each.account, new Date())).session.id, each.account] as const)));
		const own = thread.comments[0];
		if (!own) throw new Error('A thread has a comment');
		const writers = [lead, editor, clinical, reviewer];
		const doings: ((turn: number) => Promise<unknown>)[] = [
			(turn) => talk.answer(thread, { user: writers[turn % 4] ?? lead, answers: turn % 3 === 0, reopen: true, mentions: [reader.account, admin.account] }),
			(turn) => talk.answer(plain, { user: writers[(turn + 1) % 4] ?? lead, reopen: true }),
			(turn) => moveChallenge(db, { user: turn % 2 ? clinical : reviewer, planId, threadId: thread.id, to: (['closed', 'reopened', 'sentBack'] as const)[turn % 3] ?? 'closed' }),
			(turn) => setResolved(db, { user: lead, planId, threadId: plain.id, to: turn % 2 ? 'open' : 'resolved' }),
			(turn) => editComment(db, { user: clinical, planId, commentId: own.id, body: `Is this real? ${turn}`, mentions: turn % 2 ? [lead.account] : [reader.account] }),
			(turn) => talk.begin({ user: writers[turn % 4] ?? lead, mentions: [clinical.account, reviewer.account] }),
			() => confirm(db, { user: lead, planId, milestoneId }),
			() => beginRound(db, { user: editor, planId, due, note: '' }),
			async () => {
				const [open] = await db.select({ id: updateRound.id }).from(updateRound).where(and(eq(updateRound.planId, planId), isNull(updateRound.closedAt)));
				return open ? endRound(db, { user: lead, planId, roundId: open.id }) : null;
			},
			(turn) => setActionDone(db, { user: editor, planId, id: action.id, done: turn % 2 === 0 }),
			(turn) => (turn === 9 ? strikeAction(db, { user: lead, planId, id: action.id, why: 'Twice' }) : giveConfidence(db, { user: clinical, planId, milestone: milestoneId, kind: 'clinical', level: 'low', reason: 'Too few', requestId: newRequest() })),
			(turn) => changeRoles(db, admin, { account: editor.account, changes: [{ programme: programmeId, role: turn % 2 ? 'editor' : 'reader' }], address: '' }),
			(turn) => (turn % 2 ? enableAccount(db, admin, { account: reader.account, address: '' }) : disableAccount(db, admin, { account: reader.account, address: '' })),
			() => db.transaction((tx) => unauthorisedSessions(tx, sessions, programmeId)),
			() => db.transaction((tx) => endAllSessions(tx, reader.account)),
			() => composeMail(db, { now: new Date(), address: 'https://plans.example.nhs.uk' }),
			(turn) => markRead(db, (writers[turn % 4] ?? lead).account, { upTo: new Date() }),
			() => follow(db, reader, planId, milestoneId)
		];
		const turns = Array.from({ length: 12 }, (_, turn) => turn);
		const ended = await Promise.allSettled(turns.flatMap((turn) => doings.map((each) => each(turn))));
		expect(ended.flatMap((each) => (each.status === 'rejected' ? [String((each.reason as Error).cause ?? each.reason)] : []))).toEqual([]);

		// What follows something is never dated before it, and a challenge's steps have no gap.
		const rows = await db.select({ thread: comment.threadId, at: comment.at }).from(comment).innerJoin(commentThread, eq(commentThread.id, comment.threadId)).where(inArray(comment.threadId, [thread.id, plain.id]));
		for (const [, of] of Map.groupBy(rows, (row) => row.thread)) expect(new Set(of.map(({ at }) => at.getTime())).size).toBe(of.length);
		const steps = await db.select({ no: challengeStep.no, step: challengeStep.step }).from(challengeStep).where(eq(challengeStep.threadId, thread.id)).orderBy(challengeStep.no);
		expect(steps.map(({ no }) => no)).toEqual(steps.map((_, index) => index + 1));
		const [state] = await db.select({ resolved: sql<boolean>`${commentThread.resolvedAt} is not null` }).from(commentThread).where(eq(commentThread.id, thread.id));
		expect(state?.resolved).toBe(steps.at(-1)?.step === 'closed');
	});

	it('T1, U4: of a comment and the taking of the role, either the comment was first or it is refused', { timeout: 60_000 }, async () => {
		const { db } = opened;
		const { programmeId, users } = talk;
		for (let turn = 0; turn < 10; turn += 1) {
			const writer = await talk.addUser(`Writer ${turn}`, 'editor');
			const requestId = newRequest();
			const [said, taken] = await Promise.all([talk.begin({ user: writer, requestId }), changeRoles(db, users.admin, { account: writer.account, changes: [{ programme: programmeId, role: null }], address: '' })]);
			expect(because(taken)).toBe('done');
			const kept = await db.select({ id: comment.id }).from(comment).where(and(eq(comment.accountId, writer.account), eq(comment.requestId, requestId)));
			expect(kept.length).toBe(said.ok ? 1 : 0);
			expect(because(await talk.begin({ user: writer }))).toBe('no-access');
		}
	});
});
