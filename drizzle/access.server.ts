/** What guards people's way in, and the trail of what was done with it. */
import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AuditDetails, AuditKind } from '#lib/plan/audit.ts';
import type { AccountId, ProgrammeId } from '#lib/plan/ids.ts';
import { account, at, bytes } from './schema.server.ts';

/** A single-use link that was e-mailed. The secret in it is kept only as its hash. */
export const accountLink = pgTable(
	'account_link',
	{
		id: text('id').primaryKey(),
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		purpose: text('purpose').$type<'invite' | 'sign-in' | 'reset'>().notNull(),
		secretHash: bytes('secret_hash').notNull(),
		createdAt: at('created_at').notNull(),
		expiresAt: at('expires_at').notNull(),
		usedAt: at('used_at')
	},
	(table) => [index('account_link_account').on(table.accountId, table.purpose)]
);

/** The authenticator of an account; it counts once `confirmed_at` is set. */
export const secondFactor = pgTable('second_factor', {
	accountId: text('account_id').$type<AccountId>().primaryKey().references(() => account.id, { onDelete: 'cascade' }),
	/** Base32. */
	secret: text('secret').notNull(),
	createdAt: at('created_at').notNull(),
	confirmedAt: at('confirmed_at'),
	/** The newest time step a code was taken of: no code works twice. */
	lastStep: bigint('last_step', { mode: 'number' })
});

export const recoveryCode = pgTable(
	'recovery_code',
	{
		accountId: text('account_id').$type<AccountId>().notNull().references(() => account.id, { onDelete: 'cascade' }),
		hash: bytes('hash').notNull(),
		usedAt: at('used_at')
	},
	(table) => [primaryKey({ columns: [table.accountId, table.hash] })]
);

/** Who did what with access: append-only, for administrators alone. */
export const auditEvent = pgTable(
	'audit_event',
	{
		id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
		at: at('at').notNull(),
		kind: text('kind').$type<AuditKind>().notNull(),
		/** Who did it; null when nobody was signed in, or it was done by command. */
		byAccount: text('by_account').$type<AccountId>().references(() => account.id, { onDelete: 'set null' }),
		/** Whom it was done to. */
		aboutAccount: text('about_account').$type<AccountId>().references(() => account.id, { onDelete: 'set null' }),
		programmeId: text('programme_id').$type<ProgrammeId>(),
		/** The network address it came from; '' when none. */
		address: text('address').notNull(),
		details: jsonb('details').$type<AuditDetails>().notNull()
	},
	(table) => [index('audit_event_at').on(table.at), index('audit_event_about').on(table.aboutAccount), index('audit_event_by').on(table.byAccount), index('audit_event_programme').on(table.programmeId, table.kind, table.at)]
);
