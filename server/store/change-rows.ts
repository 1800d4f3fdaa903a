/** Rows of `plan_change` as they are read back, the same from both drivers. */
import { sql, type SQL } from 'drizzle-orm';
import type { EntityKind } from '#lib/plan/fields.ts';
import type { PersonId, PlanId } from '#lib/plan/ids.ts';
import type { NamedChange } from './names.ts';

/** One change, with who made it. */
export interface ReadChange extends NamedChange {
	seq: number;
	part: number;
	at: Date;
	/** Null for what the server did on nobody's behalf. */
	who: { id: PersonId; name: string; initials: string } | null;
}

/**
 * The columns of `plan_change c`, `account a` and `person w`. Values travel as text, since one
 * driver parses jsonb where the other leaves it; times as milliseconds.
 */
export const changeColumns: SQL = sql`c.plan_id, c.seq, c.part, c.entity, c.entity_id, c.field, c.member, c.old::text as old, c.new::text as new,
	(extract(epoch from c.at) * 1000)::float8 as at, w.id as person_id, w.name as person_name, w.initials as person_initials`;
export const changeAuthors: SQL = sql`left join account a on a.id = c.account_id left join person w on w.id = a.person_id`;

export interface ChangeColumns {
	plan_id: PlanId;
	seq: number;
	part: number;
	entity: EntityKind;
	entity_id: string;
	field: string;
	member: string;
	old: string | null;
	new: string | null;
	at: number;
	person_id: PersonId | null;
	person_name: string | null;
	person_initials: string | null;
}

export function changeOf(row: ChangeColumns): ReadChange {
	return {
		planId: row.plan_id,
		seq: row.seq,
		part: row.part,
		entity: row.entity,
		entityId: row.entity_id,
		field: row.field,
		member: row.member,
		old: row.old === null ? null : JSON.parse(row.old),
		new: row.new === null ? null : JSON.parse(row.new),
		at: new Date(row.at),
		who: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '', initials: row.person_initials ?? '' }
	};
}
