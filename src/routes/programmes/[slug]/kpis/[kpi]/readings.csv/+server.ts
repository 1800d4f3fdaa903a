/** The readings of a KPI as a file, as they stand or, with `?asOf=`, stood, in the columns that an import takes. That it was taken out is recorded. */
import { error } from '@sveltejs/kit';
import { momentWords } from '#lib/plan/as-of.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { recordAudit } from '#server/store/audit.ts';
import { kpiExists, readingsCsv } from '#server/store/kpi-page.ts';
import { asOfAsked } from '../../../../../as-of.server.ts';
import { readableProgramme } from '../../../programme.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { db, user, programme } = await readableProgramme(event.locals, event.params.slug);
	const asked = await asOfAsked(db, event.url);
	if (asked.when === 'never') error(400, asked.problem);
	const past = asked.when === 'past' ? asked : null;
	const csv = await readingsCsv(db, programme.planId, event.params.kpi, past?.until ?? null);
	if (csv === null && past && (await kpiExists(db, programme.planId, event.params.kpi))) error(404, `This KPI was not in the plan yet on ${momentWords(past)}. Choose a later day.`);
	if (csv === null) error(404, 'There is no such KPI in this programme. Choose it from the list of KPIs.');
	await recordAudit(db, { kind: 'exported', by: user.account, programme: programme.id, address: event.getClientAddress(), details: { what: 'readings', kpi: event.params.kpi, ...(past ? { asOf: past.asked } : {}) } });
	return new Response(csv, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="milepost-readings-${programme.slug}-${past ? `as-of-${past.day}` : todayInLondon()}.csv"` } });
};
