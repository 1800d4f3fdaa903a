/**
 * The tables of plans and people. Three groups: the log (the only copy of a plan that counts), the
 * projection (derived from the log in the same transaction, rebuilt and compared by a command), and
 * plain tables (people, roles, sessions, checkpoints). The other files here hold what people say
 * (conversation), what they are told (notices), and what guards their access.
 */
import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	check,
	customType,
	date,
	doublePrecision,
	foreignKey,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import { kpiWords, milestoneTitle, milestoneWords, personWords } from './search.server.ts';
import type { Direction, Effect, KpiBaseline, KpiLink, LeadKind, MilestoneKind, Status } from '#lib/plan/fields.ts';
import type { AccountId, KpiId, MilestoneId, PersonId, PlaceId, PlanId, PriorityId, ProgrammeId } from '#lib/plan/ids.ts';
import type { PortfolioRole, ProgrammeRole } from '#lib/plan/rules.ts';

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
	dataType: () => 'bytea',
	toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
	// A copy: drivers may hand out views into a shared buffer.
	fromDriver: (value) => new Uint8Array(value)
});
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const day = (name: string) => date(name, { mode: 'string' });

// ---------------------------------------------------------------- portfolio, people, roles

export const portfolio = pgTable('portfolio', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	short: text('short').notNull(),
	/** The written content is an example: screens say "Illustrative". */
	illustrative: boolean('illustrative').notNull().default(false)
});

export const place = pgTable('place', {
	id: text('id').$type<PlaceId>().primaryKey(),
	portfolioId: text('portfolio_id').notNull().references(() => portfolio.id),
	name: text('name').notNull(),
	/** Two letters for narrow columns. */
	short: text('short').notNull(),
	/** What publishers call it, such as E06000032; '' when it has none. */
	code: text('code').notNull().default(''),
	/** `aggregate` for BLMK and England: measures have them, milestones do not. */
	kind: text('kind').$type<'place' | 'aggregate'>().notNull(),
	position: integer('position').notNull()
});

export const person = pgTable(
	'person',
	{
		id: text('id').$type<PersonId>().primaryKey(),
		name: text('name').notNull(),
		initials: text('initials').notNull(),
		organisation: text('organisation').notNull().default('')
	},
	(table) => [index('person_search').using('gin', personWords(table))]
);

export const post = pgTable('post', {
	id: text('id').primaryKey(),
	portfolioId: text('portfolio_id').notNull().references(() => portfolio.id),
	title: text('title').notNull(),
	organisation: text('organisation').notNull().default('')
});

/** Who held a post from which day; `until` is the first day they no longer did. */
export const postHolder = pgTable(
	'post_holder',
	{
		postId: text('post_id').notNull().references(() => post.id),
		personId: text('person_id').$type<PersonId>().notNull().references(() => person.id),
		from: day('from_day').notNull(),
		until: day('until_day')
	},
	(table) => [primaryKey({ columns: [table.postId, table.personId, table.from] })]
);

export const programme = pgTable('programme', {
	id: text('id').$type<ProgrammeId>().primaryKey(),
	portfolioId: text('portfolio_id').notNull().references(() => portfolio.id),
	slug: text('slug').notNull().unique(),
	name: text('name').notNull(),
	/** Name for the rail and tags, for example `MHLDA`. */
	short: text('short').notNull(),
	/** Prefix of milestone references, for example `CAN`. */
	prefix: text('prefix').notNull(),
	category: text('category').notNull().default(''),
	ledBy: text('led_by').notNull().default(''),
	incorporates: jsonb('incorporates').$type<string[]>().notNull().default([]),
	strapline: text('strapline').notNull().default(''),
	/** The exec lead is a post; its holder may change. Null: not yet named. */
	execPostId: text('exec_post_id').references(() => post.id),
	position: integer('position').notNull()
});

export const account = pgTable('account', {
	id: text('id').$type<AccountId>().primaryKey(),
	personId: text('person_id').$type<PersonId>().notNull().references(() => person.id),
	/** Lower case. Null for accounts nobody signs in to with a password. */
	email: text('email').unique(),
	passwordHash: text('password_hash'),
	/** The one-click account of demonstration mode (`lead`, `editor`, …); null for real ones. */
	demonstration: text('demonstration').unique(),
	disabledAt: at('disabled_at'),
	createdAt: at('created_at').notNull().defaultNow()
});

export const session = pgTable(
	'session',
	{
		id: text('id').primaryKey(),
		/** SHA-256 of the secret half of the cookie. */
		secretHash: bytes('secret_hash').notNull(),
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		createdAt: at('created_at').notNull(),
		/** Moves with use. */
		lastUsedAt: at('last_used_at').notNull(),
		/** Never moves. */
		absoluteExpiresAt: at('absolute_expires_at').notNull(),
		/** When the second factor was given; null while it was not (or the account has none). */
		secondFactorAt: at('second_factor_at')
	},
	(table) => [index('session_account').on(table.accountId)]
);

/** Failed sign-ins, kept for the length of the limiting window only. */
export const signInFailure = pgTable(
	'sign_in_failure',
	{
		id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
		/** `account:<email>` or `address:<ip>`, hashed. */
		subject: text('subject').notNull(),
		at: at('at').notNull()
	},
	(table) => [index('sign_in_failure_subject').on(table.subject, table.at)]
);

export const programmeRole = pgTable(
	'programme_role',
	{
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		programmeId: text('programme_id').$type<ProgrammeId>().notNull().references(() => programme.id, { onDelete: 'cascade' }),
		role: text('role').$type<ProgrammeRole>().notNull()
	},
	(table) => [primaryKey({ columns: [table.accountId, table.programmeId] })]
);

export const portfolioRole = pgTable(
	'portfolio_role',
	{
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		portfolioId: text('portfolio_id').notNull().references(() => portfolio.id, { onDelete: 'cascade' }),
		role: text('role').$type<PortfolioRole>().notNull()
	},
	(table) => [primaryKey({ columns: [table.accountId, table.portfolioId, table.role] })]
);

// ---------------------------------------------------------------- the log

export const plan = pgTable('plan', {
	id: text('id').$type<PlanId>().primaryKey(),
	programmeId: text('programme_id').$type<ProgrammeId>().notNull().unique().references(() => programme.id),
	/** Rises when the document is rebuilt; clients of an older epoch reload. */
	epoch: integer('epoch').notNull().default(1),
	/** The newest committed `plan_update.seq`; 0 before the first. */
	headSeq: integer('head_seq').notNull().default(0),
	/** The newest `at` of the log: the plan's clock never goes back. */
	lastAt: at('last_at').notNull(),
	/** Number of the next reference; never falls. */
	nextRef: integer('next_ref').notNull().default(1),
	/** Yjs client id reserved for edits the server authors. */
	serverClient: bigint('server_client', { mode: 'number' }).notNull(),
	snapshot: bytes('snapshot'),
	/** The seq up to which `snapshot` holds every row. */
	snapshotSeq: integer('snapshot_seq').notNull().default(0),
	schemaVersion: integer('schema_version').notNull().default(1)
});

/** The append-only log: one row for each accepted update, `seq` gapless within a plan. */
export const planUpdate = pgTable(
	'plan_update',
	{
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		seq: integer('seq').notNull(),
		bytes: bytes('bytes').notNull(),
		/** Null only for edits the server authored for nobody. */
		accountId: text('account_id').$type<AccountId>().references(() => account.id),
		sessionId: text('session_id'),
		at: at('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.planId, table.seq] })]
);

/** Which account a Yjs client id belongs to (V2). Null: the server's own. */
export const planClient = pgTable(
	'plan_client',
	{
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		client: bigint('client', { mode: 'number' }).notNull(),
		accountId: text('account_id').$type<AccountId>().references(() => account.id)
	},
	(table) => [primaryKey({ columns: [table.planId, table.client] })]
);

/** Who changed what: one row for each field an update changed, with both values. */
export const planChange = pgTable(
	'plan_change',
	{
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		seq: integer('seq').notNull(),
		/** Order of the change within its update. */
		part: integer('part').notNull(),
		entity: text('entity').$type<'plan' | 'priority' | 'milestone' | 'kpi'>().notNull(),
		entityId: text('entity_id').notNull(),
		/** `added` when the whole entity is new (then `new` is its record). */
		field: text('field').notNull(),
		/** The key within a set field, such as a person's id in `leads`; '' otherwise. */
		member: text('member').notNull().default(''),
		old: jsonb('old'),
		new: jsonb('new'),
		accountId: text('account_id').$type<AccountId>().references(() => account.id),
		at: at('at').notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.seq, table.part] }),
		index('plan_change_newest').on(table.planId, table.at),
		index('plan_change_entity').on(table.planId, table.entityId, table.field, table.seq)
	]
);

// ---------------------------------------------------------------- the projection

export const priority = pgTable(
	'priority',
	{
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		id: text('id').$type<PriorityId>().notNull(),
		title: text('title').notNull(),
		order: text('order_key').notNull(),
		archived: boolean('archived').notNull()
	},
	(table) => [primaryKey({ columns: [table.planId, table.id] })]
);

const reportedState = {
	ref: text('ref').notNull(),
	kind: text('kind').$type<MilestoneKind>().notNull(),
	title: text('title').notNull(),
	priorityId: text('priority_id').$type<PriorityId>(),
	order: text('order_key').notNull(),
	start: day('start_day'),
	forecast: day('forecast'),
	dateReason: text('date_reason').notNull(),
	actual: day('actual'),
	status: text('status').$type<Status>().notNull(),
	doneWhen: text('done_when').notNull(),
	evidence: text('evidence').notNull(),
	ask: text('ask').notNull(),
	enablers: jsonb('enablers').$type<string[]>().notNull(),
	archived: boolean('archived').notNull()
};

export const milestone = pgTable(
	'milestone',
	{
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		id: text('id').$type<MilestoneId>().notNull(),
		...reportedState,
		description: text('description').notNull(),
		commentary: text('commentary').notNull(),
		updatedAt: at('updated_at').notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.id] }),
		// All that the figures of a plan count by.
		index('milestone_due').on(table.planId, table.archived, table.status, table.forecast, table.ref),
		// The few that figures and exceptions are about, as figures.ts writes the condition.
		index('milestone_open').on(table.planId, table.forecast, table.ref, table.id, table.status).where(sql`not ${table.archived} and ${table.status} in ('notStarted', 'onTrack', 'atRisk', 'offTrack', 'paused')`),
		// Few ask for a decision, and fewer of them are open.
		index('milestone_ask').on(table.planId, table.archived, table.status).where(sql`${table.ask} <> ''`),
		index('milestone_ref').on(table.ref.op('text_pattern_ops')),
		index('milestone_title_search').using('gin', milestoneTitle(table)),
		index('milestone_search').using('gin', milestoneWords(table))
	]
);

export const milestoneLead = pgTable(
	'milestone_lead',
	{
		planId: text('plan_id').$type<PlanId>().notNull(),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		/** No foreign key: a person may vanish, which shows as a problem and never blocks an edit (V4). */
		personId: text('person_id').$type<PersonId>().notNull(),
		kind: text('kind').$type<LeadKind>().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.milestoneId, table.personId] }),
		foreignKey({ columns: [table.planId, table.milestoneId], foreignColumns: [milestone.planId, milestone.id] }),
		index('milestone_lead_person').on(table.personId)
	]
);

export const milestoneKpi = pgTable(
	'milestone_kpi',
	{
		planId: text('plan_id').$type<PlanId>().notNull(),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		kpiId: text('kpi_id').$type<KpiId>().notNull(),
		effect: text('effect').$type<Effect>().notNull(),
		lagMonths: integer('lag_months').notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.milestoneId, table.kpiId] }),
		foreignKey({ columns: [table.planId, table.milestoneId], foreignColumns: [milestone.planId, milestone.id] })
	]
);

export const milestonePlace = pgTable(
	'milestone_place',
	{
		planId: text('plan_id').$type<PlanId>().notNull(),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		placeId: text('place_id').$type<PlaceId>().notNull(),
		status: text('status').$type<Status>().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.milestoneId, table.placeId] }),
		foreignKey({ columns: [table.planId, table.milestoneId], foreignColumns: [milestone.planId, milestone.id] })
	]
);

export const milestoneDependency = pgTable(
	'milestone_dependency',
	{
		planId: text('plan_id').$type<PlanId>().notNull(),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		onPlanId: text('on_plan_id').$type<PlanId>().notNull(),
		onMilestoneId: text('on_milestone_id').$type<MilestoneId>().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.milestoneId, table.onPlanId, table.onMilestoneId] }),
		foreignKey({ columns: [table.planId, table.milestoneId], foreignColumns: [milestone.planId, milestone.id] }),
		index('milestone_dependency_on').on(table.onPlanId, table.onMilestoneId)
	]
);

export const kpi = pgTable(
	'kpi',
	{
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		id: text('id').$type<KpiId>().notNull(),
		title: text('title').notNull(),
		unit: text('unit').notNull(),
		direction: text('direction').$type<Direction>().notNull(),
		source: text('source').notNull(),
		frequency: text('frequency').notNull(),
		note: text('note').notNull(),
		targetValue: doublePrecision('target_value'),
		targetBy: day('target_by'),
		baselines: jsonb('baselines').$type<Record<PlaceId, KpiBaseline>>().notNull(),
		trajectory: jsonb('trajectory').$type<Record<string, number>>().notNull(),
		archived: boolean('archived').notNull()
	},
	(table) => [primaryKey({ columns: [table.planId, table.id] }), index('kpi_search').using('gin', kpiWords(table))]
);

/**
 * One row for each reported state a milestone has had, prose aside: `valid_from` is the commit
 * that brought it about, `valid_to` the one that ended it (null: still so).
 */
export const milestoneVersion = pgTable(
	'milestone_version',
	{
		planId: text('plan_id').$type<PlanId>().notNull(),
		id: text('id').$type<MilestoneId>().notNull(),
		validFrom: at('valid_from').notNull(),
		validTo: at('valid_to'),
		...reportedState,
		leads: jsonb('leads').$type<Record<PersonId, LeadKind>>().notNull(),
		kpis: jsonb('kpis').$type<Record<KpiId, KpiLink>>().notNull(),
		places: jsonb('places').$type<Record<PlaceId, Status>>().notNull(),
		dependsOn: jsonb('depends_on').$type<string[]>().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.planId, table.id, table.validFrom] }),
		uniqueIndex('milestone_version_current').on(table.planId, table.id).where(sql`${table.validTo} is null`),
		// What stood at an instant began before it and ended after it: the one serves early instants (and what changed since), the other late ones, both without the table.
		index('milestone_version_begun').on(table.validFrom, table.validTo, table.planId, table.id, table.status, table.forecast, table.archived, table.ref),
		index('milestone_version_ended').on(sql`coalesce(${table.validTo}, 'infinity'::timestamptz)`, table.validFrom, table.validTo, table.planId, table.id, table.status, table.forecast, table.archived, table.ref),
		index('milestone_version_ask').on(sql`coalesce(${table.validTo}, 'infinity'::timestamptz)`, table.validFrom, table.planId, table.archived, table.status).where(sql`${table.ask} <> ''`),
		check('milestone_version_period', sql`${table.validTo} is null or ${table.validTo} > ${table.validFrom}`)
	]
);

// ---------------------------------------------------------------- checkpoints

export const checkpoint = pgTable(
	'checkpoint',
	{
		id: text('id').primaryKey(),
		planId: text('plan_id').$type<PlanId>().notNull().references(() => plan.id),
		name: text('name').notNull(),
		/** The log position it froze, and the frozen copy of each milestone's dates and status. */
		seq: integer('seq').notNull(),
		at: at('at').notNull(),
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id),
		approvedAt: at('approved_at'),
		approvedBy: text('approved_by').$type<AccountId>().references(() => account.id),
		/** 1 for the first approved baseline; null for a checkpoint that is not one. */
		baselineNo: integer('baseline_no'),
		reason: text('reason').notNull().default('')
	},
	(table) => [unique('checkpoint_baseline').on(table.planId, table.baselineNo), unique('checkpoint_name').on(table.planId, table.name)]
);

export const checkpointMilestone = pgTable(
	'checkpoint_milestone',
	{
		checkpointId: text('checkpoint_id').notNull().references(() => checkpoint.id),
		milestoneId: text('milestone_id').$type<MilestoneId>().notNull(),
		ref: text('ref').notNull(),
		title: text('title').notNull(),
		status: text('status').$type<Status>().notNull(),
		start: day('start_day'),
		forecast: day('forecast'),
		archived: boolean('archived').notNull()
	},
	// With the forecast, so that slips are counted without the table.
	(table) => [primaryKey({ columns: [table.checkpointId, table.milestoneId] }), index('checkpoint_milestone_forecast').on(table.checkpointId, table.milestoneId, table.forecast)]
);
