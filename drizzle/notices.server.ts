/** What people are told: notices in the app, and the mail that goes out. */
import { index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { AccountId, CommentId, KpiId, MilestoneId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import type { MailOften, NoticeFacts, NoticeKind } from '#lib/plan/notices.ts';
import { account, at, plan } from './schema.server.ts';

/** One thing one person is told; written in the transaction that brought it about. */
export const notice = pgTable(
	'notice',
	{
		id: text('id').primaryKey(),
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<NoticeKind>().notNull(),
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		milestoneId: text('milestone_id').$type<MilestoneId>(),
		kpiId: text('kpi_id').$type<KpiId>(),
		threadId: text('thread_id').$type<ThreadId>(),
		commentId: text('comment_id').$type<CommentId>(),
		/** Who brought it about. */
		byAccount: text('by_account').$type<AccountId>().references(() => account.id),
		/** What its sentence needs beside names that are looked up. */
		facts: jsonb('facts').$type<NoticeFacts>().notNull(),
		/** The same for every try at one notice, so that it is kept once. */
		once: text('once').notNull(),
		at: at('at').notNull(),
		readAt: at('read_at'),
		/** When it was put into a mail, or passed over because the person wants none; null: still to be looked at. */
		mailedAt: at('mailed_at')
	},
	(table) => [
		unique('notice_once').on(table.accountId, table.once),
		index('notice_of').on(table.accountId, table.readAt, table.at),
		index('notice_newest').on(table.accountId, table.at.desc().nullsFirst(), table.id.desc().nullsFirst()),
		index('notice_to_mail').on(table.mailedAt, table.at)
	]
);

/** How far a plan's log has been read for notices. */
export const noticeCursor = pgTable('notice_cursor', {
	planId: text('plan_id').$type<PlanId>().primaryKey().references(() => plan.id),
	seq: integer('seq').notNull()
});

/** How often somebody wants mail of a kind; without a row, the kind's default. */
export const mailChoice = pgTable(
	'mail_choice',
	{
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<NoticeKind>().notNull(),
		often: text('often').$type<MailOften>().notNull()
	},
	(table) => [primaryKey({ columns: [table.accountId, table.kind] })]
);

/** The secret in somebody's unsubscribe links: random, theirs alone, good without signing in. */
export const unsubscribeKey = pgTable('unsubscribe_key', {
	accountId: text('account_id').$type<AccountId>().primaryKey().references(() => account.id, { onDelete: 'cascade' }),
	key: text('key').notNull().unique()
});

/** The outbox: a row is written in the transaction that decided on the mail, and sent later. */
export const mail = pgTable(
	'mail',
	{
		id: text('id').primaryKey(),
		accountId: text('account_id').$type<AccountId>().references(() => account.id, { onDelete: 'set null' }),
		recipient: text('recipient').notNull(),
		subject: text('subject').notNull(),
		/** Plain text; null once a mail with a link that opens an account was sent. */
		text: text('text'),
		/** `link` holds a way into an account; `notice` does not. */
		kind: text('kind').$type<'link' | 'notice'>().notNull(),
		headers: jsonb('headers').$type<Record<string, string>>().notNull(),
		/** The same for every try to write one mail. */
		once: text('once').notNull().unique(),
		/** `kept`: there was no mail server to send it by; an administrator can read it. */
		state: text('state').$type<'waiting' | 'sent' | 'kept' | 'failed'>().notNull(),
		at: at('at').notNull(),
		attempts: integer('attempts').notNull().default(0),
		nextTryAt: at('next_try_at').notNull(),
		/** While a process is sending it no other one takes it. */
		claimedUntil: at('claimed_until'),
		lastProblem: text('last_problem'),
		sentAt: at('sent_at')
	},
	(table) => [index('mail_waiting').on(table.state, table.nextTryAt), index('mail_at').on(table.at)]
);
