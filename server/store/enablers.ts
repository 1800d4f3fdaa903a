/** The enablers that can be chosen for a milestone. */
import { sql } from 'drizzle-orm';
import { enablerWords } from '#lib/plan/enabler.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { rowsOf, type Database } from './query.ts';

export interface Enabler {
	id: string;
	name: string;
}

/** Those that milestones of the plan's portfolio name, by name. Reads them all: to be asked when somebody chooses. */
export async function readEnablers(db: Database, planId: PlanId): Promise<Enabler[]> {
	// Many milestones name the same ones: so each set of them is taken apart once.
	const rows = await rowsOf<{ id: string }>(
		db,
		sql`select distinct jsonb_array_elements_text(named.enablers) as id from (
			select distinct m.enablers from milestone m where m.enablers <> '[]'::jsonb and m.plan_id in (
				select other.id from plan other join programme p on p.id = other.programme_id
				where p.portfolio_id = (select own.portfolio_id from plan pl join programme own on own.id = pl.programme_id where pl.id = ${planId})
			)
		) named`
	);
	return rows.map(({ id }) => ({ id, name: enablerWords(id) })).toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB'));
}
