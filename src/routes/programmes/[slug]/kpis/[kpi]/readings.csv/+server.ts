/** The readings of a KPI as a file, in the columns that an import takes. That it was taken out is recorded. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { recordAudit } from '#server/store/audit.ts';
import { readingsCsv } from '#server/store/kpi-page.ts';
import { readableProgramme } from '../../../programme.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { db, user, programme } = await readableProgramme(event.locals, event.params.slug);
	const csv = await readingsCsv(db, programme.planId, event.params.kpi);
	if (csv === null) error(404, 'There is no such KPI in this programme. Choose it from the list of KPIs.');
	await recordAudit(db, { kind: 'exported', by: user.account, programme: programme.id, address: event.getClientAddress(), details: { what: 'readings', kpi: event.params.kpi } });
	return new Response(csv, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="milepost-readings-${programme.slug}-${todayInLondon()}.csv"` } });
};
