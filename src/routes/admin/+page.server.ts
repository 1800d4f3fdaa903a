/** The overview: how many there are of what, and what was done last. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { listAudit } from '#server/store/audit-list.ts';
import { adminCounts } from '#server/store/people-admin.ts';
import { statusThresholds } from '#server/store/thresholds.ts';
import { administrator } from './administrator.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { db } = await administrator(locals);
	return { counts: await adminCounts(db, todayInLondon()), thresholds: await statusThresholds(db), latest: (await listAudit(db, {}, { most: 12 })).rows };
};
