/** What is measured: readings with every version they had, and what they say, derived in the same transaction. */
import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ReadingState, ReadingStatus } from '#lib/kpi/readings.ts';
import type { Assurance, Variation } from '#lib/kpi/spc-types.ts';
import type { AccountId, KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { account, at, day, place, plan } from './schema.server.ts';

const planId = () => text('plan_id').$type<PlanId>().notNull().references(() => plan.id);
const by = (name: string) => text(name).$type<AccountId>().notNull().references(() => account.id);

/** One file that was imported, or one sitting of values entered by hand. */
export const readingImport = pgTable('reading_import', {
	id: text('id').primaryKey(),
	planId: planId(),
	/** '' when entered by hand. */
	fileName: text('file_name').notNull(),
	/** SHA-256 of the file in hexadecimal; '' by hand. */
	fileHash: text('file_hash').notNull(),
	added: integer('added').notNull(),
	revised: integer('revised').notNull(),
	held: integer('held').notNull(),
	accountId: by('account_id'),
	at: at('at').notNull()
});

/**
 * A value for a place and a period, as somebody gave it at a time. A revision ends the row before
 * it and adds one; nothing is overwritten. What is `held` or `refused` is in no chart.
 */
export const kpiReading = pgTable(
	'kpi_reading',
	{
		id: text('id').primaryKey(),
		planId: planId(),
		/** No foreign key: the projection of the plan is rebuilt. */
		kpiId: text('kpi_id').$type<KpiId>().notNull(),
		placeId: text('place_id').$type<PlaceId>().notNull().references(() => place.id),
		periodStart: day('period_start').notNull(),
		/** The last day of the period. */
		periodEnd: day('period_end').notNull(),
		value: doublePrecision('value').notNull(),
		numerator: doublePrecision('numerator'),
		denominator: doublePrecision('denominator'),
		lowerCi: doublePrecision('lower_ci'),
		upperCi: doublePrecision('upper_ci'),
		status: text('status').$type<ReadingStatus>().notNull(),
		source: text('source').notNull(),
		extractedOn: day('extracted_on'),
		state: text('state').$type<ReadingState>().notNull(),
		/** Why it is held, in plain words; '' otherwise. */
		heldWhy: text('held_why').notNull(),
		importId: text('import_id').notNull().references(() => readingImport.id),
		accountId: by('account_id'),
		validFrom: at('valid_from').notNull(),
		/** Null: it stands. */
		validTo: at('valid_to')
	},
	(table) => [
		uniqueIndex('kpi_reading_current').on(table.planId, table.kpiId, table.placeId, table.periodStart, table.state).where(sql`${table.validTo} is null and ${table.state} <> 'refused'`),
		index('kpi_reading_of').on(table.planId, table.kpiId, table.placeId, table.periodStart),
		check('kpi_reading_period', sql`${table.periodEnd} >= ${table.periodStart}`)
	]
);

/**
 * A judgement on how limits are set: worked out anew from a day, as the process has changed; or from
 * the first so many points of each section, so that what comes later does not widen them. Who, when
 * and why are kept.
 */
export const kpiRecalculation = pgTable(
	'kpi_recalculation',
	{
		id: text('id').primaryKey(),
		planId: planId(),
		kpiId: text('kpi_id').$type<KpiId>().notNull(),
		/** Null: in every place. */
		placeId: text('place_id').$type<PlaceId>().references(() => place.id),
		/** Null: it is about points. */
		from: day('from_day'),
		/** Null: it is about a day. */
		points: integer('points'),
		why: text('why').notNull(),
		accountId: by('account_id'),
		at: at('at').notNull(),
		/** Set when it was taken back. */
		endedAt: at('ended_at'),
		endedBy: text('ended_by').$type<AccountId>().references(() => account.id)
	},
	(table) => [index('kpi_recalculation_of').on(table.planId, table.kpiId), check('kpi_recalculation_one', sql`(${table.from} is null) <> (${table.points} is null)`)]
);

/** What the readings of a KPI in a place said from when to when: the icons, and the newest value. Derived. */
export const kpiSignal = pgTable(
	'kpi_signal',
	{
		planId: planId(),
		kpiId: text('kpi_id').$type<KpiId>().notNull(),
		placeId: text('place_id').$type<PlaceId>().notNull().references(() => place.id),
		validFrom: at('valid_from').notNull(),
		validTo: at('valid_to'),
		/** Null: too few points. */
		variation: text('variation').$type<Variation>(),
		assurance: text('assurance').$type<Assurance>(),
		points: integer('points').notNull(),
		lastPeriod: day('last_period'),
		lastValue: doublePrecision('last_value')
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.kpiId, table.placeId, table.validFrom] }),
		uniqueIndex('kpi_signal_current').on(table.planId, table.kpiId, table.placeId).where(sql`${table.validTo} is null`)
	]
);

/** What a source calls a measure, so that the next file of it needs no choosing. */
export const kpiSourceCode = pgTable(
	'kpi_source_code',
	{
		planId: planId(),
		/** Such as a Fingertips indicator id. */
		code: text('code').notNull(),
		kpiId: text('kpi_id').$type<KpiId>().notNull()
	},
	(table) => [primaryKey({ columns: [table.planId, table.code] })]
);
