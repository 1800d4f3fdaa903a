/** `POST { code, kpi }`: ties what a source calls a measure to a KPI, for this file and all to come. Answers `{ code }`. */
import { nameSourceCode } from '#server/measures/source-codes.ts';
import { answered, readablePlan, textsOf } from '../../../plan-request.server.ts';
import { kpiIn } from '../../../reading-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const sent = await textsOf(request, ['code', 'kpi']);
	if (sent instanceof Response) return sent;
	const kpi = kpiIn(sent.kpi);
	if (kpi instanceof Response) return kpi;
	const { db, user, planId } = asked;
	return answered(await nameSourceCode(db, { user, planId, code: sent.code, kpi }), 'code', 200);
};
