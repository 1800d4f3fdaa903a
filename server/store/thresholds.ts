/** What the rule for a programme's status counts with. Versioned, so that a past day is judged by what stood then (R1). */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { portfolioThreshold } from '#drizzle/reviews.server.ts';
import { account, person, portfolio } from '#drizzle/schema.server.ts';
import type { User } from '#lib/plan/rules.ts';
import { parseAtRiskPercent, parseLate, USUAL_THRESHOLDS, type StatusThresholds } from '#lib/plan/status-thresholds.ts';
import { administering } from './administering.ts';
import { stoodSql, type Until } from './as-of.ts';
import { recordAudit } from './audit.ts';
import { wrongFields, type FormAnswer, type Problems } from './form-answer.ts';
import { databaseClock, done, refused } from './plain-command.ts';
import { rowsOf, type Database } from './query.ts';

/** The thresholds that stood before an instant, or stand now (null); the usual ones where none were set. */
export async function statusThresholds(db: Database, until: Until = null): Promise<StatusThresholds> {
	const [row] = await rowsOf<StatusThresholds>(
		db,
		sql`select t.late, t.at_risk_percent as "atRiskPercent" from portfolio_threshold t where ${stoodSql({ from: sql`t.at`, to: sql`t.ended_at` }, until)} order by t.at desc limit 1`
	);
	return row ?? USUAL_THRESHOLDS;
}

export type ThresholdField = 'late' | 'atRiskPercent';

export interface ThresholdsTyped {
	late: string;
	atRiskPercent: string;
	/** The network address it came from. */
	address: string;
	/** Only tests and the example loader set it; otherwise the database's clock. */
	at?: Date;
}

/** An administrator sets other thresholds: those that stood end in the same moment and are kept. The same again changes nothing. */
export async function changeThresholds(db: Database, by: User, { address, at, ...typed }: ThresholdsTyped): Promise<FormAnswer<{ now: StatusThresholds; was: StatusThresholds }, ThresholdField>> {
	return administering<{ now: StatusThresholds; was: StatusThresholds }, ThresholdField>(db, by, async (tx, who) => {
		const [late, atRiskPercent] = [parseLate(typed.late), parseAtRiskPercent(typed.atRiskPercent)];
		if (!late.ok || !atRiskPercent.ok) {
			const problems: Problems<ThresholdField> = {};
			if (!late.ok) problems.late = late.problem;
			if (!atRiskPercent.ok) problems.atRiskPercent = atRiskPercent.problem;
			return wrongFields('invalid', problems);
		}
		// One at a time, so that the second ends what the first has set.
		const [of] = await tx.select({ id: portfolio.id }).from(portfolio).orderBy(asc(portfolio.id)).limit(1).for('no key update');
		if (!of) return refused('conflict', 'There is no portfolio yet, so there is no programme to judge.');
		const was = await statusThresholds(tx);
		const now: StatusThresholds = { late: late.value, atRiskPercent: atRiskPercent.value };
		if (now.late === was.late && now.atRiskPercent === was.atRiskPercent) return done({ now, was });
		const current = and(eq(portfolioThreshold.portfolioId, of.id), isNull(portfolioThreshold.endedAt));
		const [standing] = await tx.select({ at: portfolioThreshold.at }).from(portfolioThreshold).where(current);
		const [ended] = await tx.update(portfolioThreshold).set({ endedAt: databaseClock(at, standing?.at) }).where(current).returning({ at: portfolioThreshold.endedAt });
		// One begins when the other ends, so that at no instant two stood, or none.
		await tx.insert(portfolioThreshold).values({ id: `th_${crypto.randomUUID()}`, portfolioId: of.id, ...now, accountId: who.account, at: ended?.at ?? databaseClock(at) });
		await recordAudit(tx, {
			kind: 'thresholdsChanged',
			by: who.account,
			address,
			details: { late: String(now.late), lateWas: String(was.late), atRisk: `${now.atRiskPercent}%`, atRiskWas: `${was.atRiskPercent}%` },
			at
		});
		return done({ now, was });
	});
}

/** The thresholds with who set them and when (ISO 8601); null where the usual ones stand. Permission is the caller's to check. */
export async function thresholdsSet(db: Database): Promise<{ now: StatusThresholds; set: { name: string; at: string } | null }> {
	const now = await statusThresholds(db);
	const [row] = await db
		.select({ name: person.name, at: portfolioThreshold.at })
		.from(portfolioThreshold)
		.innerJoin(account, eq(account.id, portfolioThreshold.accountId))
		.innerJoin(person, eq(person.id, account.personId))
		.where(isNull(portfolioThreshold.endedAt));
	return { now, set: row ? { name: row.name, at: row.at.toISOString() } : null };
}
