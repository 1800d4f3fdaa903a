/** A judgement that a process has changed, so that its limits are worked out anew from a day; who made it, when and why are kept. */
import { and, eq, isNull, sql } from 'drizzle-orm';
import { kpiReading, kpiRecalculation } from '#drizzle/measures.server.ts';
import type { RecalculationView } from '#lib/kpi/readings.ts';
import { formatDay, isDay, todayInLondon } from '#lib/plan/dates.ts';
import { CONTROL } from '#lib/plan/field-specs.ts';
import type { KpiId, PlaceId, PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { newSecret } from '#server/secrets.ts';
import { deriveSignals, holdReadings } from './kpi-signals.ts';
import { done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { clockAfter, kpisOf, placesOf } from './reading-rows.ts';
import { recalculationsOf } from './readings-read.ts';
import { inStanding } from './standing.ts';

const MOST_WHY = 1_000;
const MAY_NOT = 'Your role does not let you change how limits are set. Ask the programme’s lead for one that does.';

export interface NewRecalculation {
	user: User;
	planId: PlanId;
	kpi: KpiId;
	/** Null: in every place. */
	place: PlaceId | null;
	/** `YYYY-MM-DD`, after the first reading and not in the future. */
	from: string;
	why: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** Has the limits of a KPI worked out anew from a day. The same asked again is answered with what stands. */
export async function recalculate(db: Database, { user, planId, kpi, place, from, why, at }: NewRecalculation): Promise<Answer<RecalculationView>> {
	return inStanding<RecalculationView>(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', MAY_NOT);
		const reason = why.trim();
		if (reason === '') return refused('invalid', 'Say why the process has changed: the limits rest on it.');
		if (reason.length > MOST_WHY) return refused('invalid', `A reason can hold ${MOST_WHY.toLocaleString('en-GB')} characters; this is ${reason.length.toLocaleString('en-GB')}.`);
		if (CONTROL.test(reason) || !reason.isWellFormed()) return refused('invalid', 'The reason holds a character that cannot be shown. Type it as plain text.');
		if (!isDay(from)) return refused('invalid', 'The day is not a date. Enter a date such as 14 Sep 2026.');
		if (from > todayInLondon(at)) return refused('invalid', `${formatDay(from)} is still to come. Limits can be worked out anew from a day that has readings.`);
		if (!(await kpisOf(tx, planId)).some(({ id }) => id === kpi)) return refused('not-found', 'There is no such KPI in this plan.');
		const where = place === null ? null : ((await placesOf(tx, planId)).find(({ id }) => id === place) ?? 'unknown');
		if (where === 'unknown') return refused('not-found', 'There is no such place in this portfolio.');

		await holdReadings(tx, planId);
		const [{ first } = { first: null }] = await tx
			.select({ first: sql<string | null>`min(${kpiReading.periodStart})::text` })
			.from(kpiReading)
			.where(and(eq(kpiReading.planId, planId), eq(kpiReading.kpiId, kpi), place === null ? undefined : eq(kpiReading.placeId, place), isNull(kpiReading.validTo), eq(kpiReading.state, 'taken')));
		const named = where ? ` in ${where.name}` : '';
		if (first === null) return refused('invalid', `This KPI has no readings${named} yet, so there are no limits to work out anew.`);
		if (from <= first) return refused('invalid', `The first reading${named} is for the period from ${formatDay(first)}. Limits can be worked out anew only from a later day, as there must be readings before it.`);

		const standing = await recalculationsOf(tx, planId, kpi);
		const already = standing.find((each) => each.from === from && each.place === place);
		if (already) return already.why === reason ? done(already) : refused('conflict', `${already.by} has already had the limits worked out anew from ${formatDay(from)}: ${already.why}`);
		const then = await clockAfter(tx, [], at);
		const id = `rc_${newSecret(16)}`;
		await tx.insert(kpiRecalculation).values({ id, planId, kpiId: kpi, placeId: place, from, why: reason, accountId: user.account, at: then });
		await deriveSignals(tx, planId, { only: [kpi], at: then });
		const made = (await recalculationsOf(tx, planId, kpi)).find((each) => each.id === id);
		if (!made) throw new Error('The recalculation was written and cannot be found');
		return done(made);
	});
}

/** Takes a recalculation back; it stays on record. One that was taken back already is answered alike. */
export async function endRecalculation(db: Database, { user, planId, id, at }: { user: User; planId: PlanId; id: string; at?: Date }): Promise<Answer<{ kpi: KpiId }>> {
	return inStanding<{ kpi: KpiId }>(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', MAY_NOT);
		await holdReadings(tx, planId);
		const its = and(eq(kpiRecalculation.planId, planId), eq(kpiRecalculation.id, id));
		const [row] = await tx.select({ kpi: kpiRecalculation.kpiId, at: kpiRecalculation.at, endedAt: kpiRecalculation.endedAt }).from(kpiRecalculation).where(its);
		if (!row) return refused('not-found', 'There is no such recalculation in this plan.');
		if (row.endedAt === null) {
			const then = await clockAfter(tx, [{ validFrom: row.at }], at);
			await tx.update(kpiRecalculation).set({ endedAt: then, endedBy: user.account }).where(its);
			await deriveSignals(tx, planId, { only: [row.kpi], at: then });
		}
		return done({ kpi: row.kpi });
	});
}
