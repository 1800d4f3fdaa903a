/** What a source calls a measure, such as a Fingertips indicator's number, tied to a KPI once for all files to come. */
import { kpiSourceCode } from '#drizzle/measures.server.ts';
import type { KpiId, PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { done, refused, type Answer } from '#server/store/plain-command.ts';
import type { Database } from '#server/store/query.ts';
import { kpisOf } from '#server/store/reading-rows.ts';
import { inStanding } from '#server/store/standing.ts';

const MOST_CODE = 100;

/** Ties a source's code to a KPI; a code that was tied to another is tied anew, and readings stay where they are. */
export async function nameSourceCode(db: Database, { user, planId, code, kpi }: { user: User; planId: PlanId; code: string; kpi: KpiId }): Promise<Answer<{ code: string; kpi: KpiId }>> {
	return inStanding(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', 'Your role does not let you say which KPI a measure is. Ask the programme’s lead for one that does.');
		if (code === '' || code.length > MOST_CODE || !/^[^\p{Cc}]+$/u.test(code)) return refused('invalid', `What a source calls a measure can hold ${MOST_CODE} characters.`);
		const found = (await kpisOf(tx, planId)).find(({ id }) => id === kpi);
		if (!found || found.archived) return refused('not-found', found ? `The KPI “${found.title}” is archived. Choose another one, or bring it back.` : 'There is no such KPI in this plan.');
		await tx.insert(kpiSourceCode).values({ planId, code, kpiId: kpi }).onConflictDoUpdate({ target: [kpiSourceCode.planId, kpiSourceCode.code], set: { kpiId: kpi } });
		return done({ code, kpi });
	});
}
