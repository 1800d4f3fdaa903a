/** The oversight group's reviews: their agenda, who came, what they froze, and statuses that leads state till the next one; and what their rule counts with. */
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Status } from '#lib/plan/fields.ts';
import type { AccountId, PlanId, ProgrammeId, ReviewId } from '#lib/plan/ids.ts';
import type { StoredReview } from '#lib/plan/review-meeting.ts';
import { account, at, day, plan, portfolio, programme } from './schema.server.ts';

const by = (name: string) => text(name).$type<AccountId>().notNull().references(() => account.id);

export const review = pgTable(
	'review',
	{
		id: text('id').$type<ReviewId>().primaryKey(),
		portfolioId: text('portfolio_id').notNull().references(() => portfolio.id),
		title: text('title').notNull(),
		heldOn: day('held_on').notNull(),
		/** The review before it, which it starts from; null for the first. */
		previousId: text('previous_id').$type<ReviewId>(),
		/** Who came, in words, one a line. */
		attendance: text('attendance').notNull(),
		accountId: by('account_id'),
		at: at('at').notNull(),
		closedAt: at('closed_at'),
		closedBy: text('closed_by').$type<AccountId>().references(() => account.id),
		/** The whole page as it stood when it was closed; null while it is open. */
		frozen: jsonb('frozen').$type<StoredReview>()
	},
	(table) => [unique('review_day').on(table.portfolioId, table.heldOn), uniqueIndex('review_open').on(table.portfolioId).where(sql`${table.closedAt} is null`)]
);

export const reviewItem = pgTable(
	'review_item',
	{
		reviewId: text('review_id').$type<ReviewId>().notNull().references(() => review.id),
		programmeId: text('programme_id').$type<ProgrammeId>().notNull().references(() => programme.id),
		position: integer('position').notNull(),
		minutes: integer('minutes').notNull(),
		done: boolean('done').notNull(),
		note: text('note').notNull()
	},
	(table) => [primaryKey({ columns: [table.reviewId, table.programmeId] })]
);

/** A status that a lead states beside the rule's; it lapses when the next review is closed. */
export const statedStatus = pgTable(
	'stated_status',
	{
		id: text('id').primaryKey(),
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		status: text('status').$type<Status>().notNull(),
		reason: text('reason').notNull(),
		accountId: by('account_id'),
		at: at('at').notNull(),
		/** When it lapsed, was replaced or was taken back; null: it stands. */
		endedAt: at('ended_at')
	},
	(table) => [index('stated_status_of').on(table.planId, table.at), uniqueIndex('stated_status_current').on(table.planId).where(sql`${table.endedAt} is null`)]
);

/** What makes a programme off track or at risk, as it was from when to when; a time without a row has the rule's usual. */
export const portfolioThreshold = pgTable(
	'portfolio_threshold',
	{
		id: text('id').primaryKey(),
		portfolioId: text('portfolio_id').notNull().references(() => portfolio.id),
		/** So many open milestones off track or overdue. */
		late: integer('late').notNull(),
		/** So many of a hundred open ones. */
		atRiskPercent: integer('at_risk_percent').notNull(),
		accountId: by('account_id'),
		at: at('at').notNull(),
		/** When others took their place; null: they stand. */
		endedAt: at('ended_at')
	},
	(table) => [index('portfolio_threshold_of').on(table.portfolioId, table.at), uniqueIndex('portfolio_threshold_current').on(table.portfolioId).where(sql`${table.endedAt} is null`)]
);
