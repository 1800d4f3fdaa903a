/** The audit trail as a file. That it was taken out is recorded before the first line is. */
import { error } from '@sveltejs/kit';
import { todayInLondon } from '#lib/plan/dates.ts';
import { recordAudit } from '#server/store/audit.ts';
import { auditCsv } from '#server/store/audit-list.ts';
import { administrator } from '../../administrator.server.ts';
import { readFilter } from '../filter.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { db, user } = await administrator(event.locals);
	const { asked, filter, problems } = readFilter(event.url.searchParams);
	if (!filter || problems.from || problems.to) error(400, problems.from ?? problems.to ?? 'There is no such event or person. Choose from the lists of the audit page.');
	const chosen = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
	await recordAudit(db, { kind: 'exported', by: user.account, address: event.getClientAddress(), details: { what: 'audit trail', ...chosen } });
	const lines = auditCsv(db, filter);
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const { done, value } = await lines.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await lines.return(undefined);
		}
	});
	return new Response(body, {
		headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="milepost-audit-${todayInLondon()}.csv"` }
	});
};
