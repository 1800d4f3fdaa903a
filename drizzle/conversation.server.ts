/**
 * What people say about a plan, as plain tables: authored truth, written by the server with the
 * session's account and never by a document. Rows are kept; what is taken back is marked so.
 */
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ChallengeStep, SmartLetter, ThreadField } from '#lib/plan/conversation.ts';
import type { ConfidenceKind, ConfidenceLevel } from '#lib/plan/confidence.ts';
import type { AccountId, ActionId, CommentId, DecisionId, KpiId, MilestoneId, PersonId, PlanId, ReviewId, RoundId, ThreadId } from '#lib/plan/ids.ts';
import type { ConfirmationAnswer } from '#lib/plan/update-round.ts';
import { account, at, day, person, plan } from './schema.server.ts';
import { commentWords } from './search.server.ts';

const planId = () => text('plan_id').$type<PlanId>().notNull().references(() => plan.id);
const by = (name: string) => text(name).$type<AccountId>().notNull().references(() => account.id);
const byOrNull = (name: string) => text(name).$type<AccountId>().references(() => account.id);

/** About a milestone (or one field of it), a KPI, or, with neither, the plan. Milestones and KPIs are named without a foreign key: the projection is rebuilt. */
export const commentThread = pgTable(
	'comment_thread',
	{
		id: text('id').$type<ThreadId>().primaryKey(),
		planId: planId(),
		milestoneId: text('milestone_id').$type<MilestoneId>(),
		kpiId: text('kpi_id').$type<KpiId>(),
		field: text('field').$type<ThreadField>(),
		createdAt: at('created_at').notNull(),
		/** Set while it is resolved; closing a challenge resolves its thread too. So open means null, always. */
		resolvedAt: at('resolved_at'),
		resolvedBy: byOrNull('resolved_by')
	},
	(table) => [
		index('comment_thread_milestone').on(table.planId, table.milestoneId),
		index('comment_thread_kpi').on(table.planId, table.kpiId),
		check('comment_thread_one_subject', sql`${table.milestoneId} is null or ${table.kpiId} is null`),
		check('comment_thread_field_of_milestone', sql`${table.field} is null or ${table.milestoneId} is not null`)
	]
);

export const comment = pgTable(
	'comment',
	{
		id: text('id').$type<CommentId>().primaryKey(),
		threadId: text('thread_id').$type<ThreadId>().notNull().references(() => commentThread.id),
		accountId: by('account_id'),
		/** As it reads now; earlier texts are in `comment_version`. */
		body: text('body').notNull(),
		at: at('at').notNull(),
		editedAt: at('edited_at'),
		/** Made by the writer's page, so that a comment sent twice is kept once. */
		requestId: text('request_id').notNull()
	},
	(table) => [
		unique('comment_once').on(table.accountId, table.requestId),
		index('comment_thread_at').on(table.threadId, table.at),
		index('comment_account_at').on(table.accountId, table.at),
		index('comment_search').using('gin', commentWords(table))
	]
);

/** What a comment said before it was edited. */
export const commentVersion = pgTable(
	'comment_version',
	{
		commentId: text('comment_id').$type<CommentId>().notNull().references(() => comment.id),
		/** 1 for the first text. */
		no: integer('no').notNull(),
		body: text('body').notNull(),
		/** When this text was written. */
		at: at('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.commentId, table.no] })]
);

export const mention = pgTable(
	'mention',
	{
		commentId: text('comment_id').$type<CommentId>().notNull().references(() => comment.id),
		accountId: by('account_id')
	},
	(table) => [primaryKey({ columns: [table.commentId, table.accountId] })]
);

/** What makes a thread a challenge. Its state is that of its newest step; counted until closed. */
export const challenge = pgTable('challenge', {
	threadId: text('thread_id').$type<ThreadId>().primaryKey().references(() => commentThread.id),
	/** The SMART letter it is held against; null: none in particular. */
	letter: text('letter').$type<SmartLetter>(),
	/** Who owes the answer; null: the programme. */
	ownerId: text('owner_id').$type<PersonId>().references(() => person.id),
	due: day('due').notNull(),
	raisedBy: by('raised_by')
});

export const challengeStep = pgTable(
	'challenge_step',
	{
		threadId: text('thread_id').$type<ThreadId>().notNull().references(() => challenge.threadId),
		/** 1 when it was raised. */
		no: integer('no').notNull(),
		step: text('step').$type<ChallengeStep>().notNull(),
		accountId: by('account_id'),
		at: at('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.threadId, table.no] })]
);

/** How sure somebody is, kept as history: the newest row of a kind counts. `milestone_id` null: the programme's. */
export const confidence = pgTable(
	'confidence',
	{
		id: text('id').primaryKey(),
		planId: planId(),
		milestoneId: text('milestone_id').$type<MilestoneId>(),
		kind: text('kind').$type<ConfidenceKind>().notNull(),
		level: text('level').$type<ConfidenceLevel>().notNull(),
		reason: text('reason').notNull(),
		accountId: by('account_id'),
		at: at('at').notNull(),
		requestId: text('request_id').notNull()
	},
	// In the order in which the newest of a kind counts, with what it says.
	(table) => [unique('confidence_once').on(table.accountId, table.requestId), index('confidence_of').on(table.planId, table.milestoneId, table.kind, table.at, table.id, table.level)]
);

const recorded = {
	planId: planId(),
	/** Null: the programme's. */
	milestoneId: text('milestone_id').$type<MilestoneId>(),
	/** The review it was recorded in; null: in none. No foreign key: reviews stand in a file that builds on this one. */
	reviewId: text('review_id').$type<ReviewId>(),
	what: text('what').notNull(),
	accountId: by('account_id'),
	at: at('at').notNull(),
	requestId: text('request_id').notNull(),
	/** Set when it was recorded by mistake: shown struck through, with why. */
	struckAt: at('struck_at'),
	struckBy: byOrNull('struck_by'),
	struckWhy: text('struck_why')
};

export const decision = pgTable(
	'decision',
	{
		id: text('id').$type<DecisionId>().primaryKey(),
		...recorded,
		/** Who decided, in words, such as "Chief medical officer". */
		who: text('who').notNull(),
		forum: text('forum').notNull(),
		decidedOn: day('decided_on').notNull()
	},
	(table) => [unique('decision_once').on(table.accountId, table.requestId), index('decision_of').on(table.planId, table.milestoneId, table.decidedOn), index('decision_review').on(table.reviewId)]
);

export const action = pgTable(
	'action',
	{
		id: text('id').$type<ActionId>().primaryKey(),
		...recorded,
		ownerId: text('owner_id').$type<PersonId>().notNull().references(() => person.id),
		due: day('due').notNull(),
		doneAt: at('done_at'),
		doneBy: byOrNull('done_by')
	},
	(table) => [unique('action_once').on(table.accountId, table.requestId), index('action_of').on(table.planId, table.milestoneId, table.due), index('action_owner').on(table.ownerId), index('action_review').on(table.reviewId)]
);

/** One asking for updates: which milestones' leads are asked to confirm or change by when. */
export const updateRound = pgTable(
	'update_round',
	{
		id: text('id').$type<RoundId>().primaryKey(),
		planId: planId(),
		due: day('due').notNull(),
		note: text('note').notNull(),
		accountId: by('account_id'),
		at: at('at').notNull(),
		closedAt: at('closed_at'),
		closedBy: byOrNull('closed_by')
	},
	(table) => [uniqueIndex('update_round_open').on(table.planId).where(sql`${table.closedAt} is null`), index('update_round_plan').on(table.planId, table.at)]
);

/** A milestone of a round, and each lead who was asked; `person_id` '' where it had no lead. */
export const updateRequest = pgTable(
	'update_request',
	{
		roundId: text('round_id').$type<RoundId>().notNull().references(() => updateRound.id),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		personId: text('person_id').$type<PersonId | ''>().notNull()
	},
	(table) => [primaryKey({ columns: [table.roundId, table.milestoneId, table.personId] })]
);

/** That a milestone was said to be true as it stands, by whom and when, in a round or outside one. */
export const confirmation = pgTable(
	'confirmation',
	{
		id: text('id').primaryKey(),
		planId: planId(),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		answer: text('answer').$type<ConfirmationAnswer>().notNull(),
		roundId: text('round_id').$type<RoundId>().references(() => updateRound.id),
		accountId: by('account_id'),
		at: at('at').notNull()
	},
	(table) => [index('confirmation_of').on(table.planId, table.milestoneId, table.at)]
);

/** Milestones somebody asked to be told about. Leads follow theirs without a row. */
export const follow = pgTable(
	'follow',
	{
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		planId: planId(),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		at: at('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.accountId, table.planId, table.milestoneId] }), index('follow_milestone').on(table.planId, table.milestoneId)]
);
