/**
 * `GET`: `{ milestones: [{ key, ref, title, status, forecast, archived, programme }] }`, milestones of other
 * programmes as this plan's may depend on them. `?keys=` those of these keys (commas between) that it
 * depends on, for everyone who may read it, and any other for whoever may edit it. For the latter alone
 * also `?refs=`, by reference, and `?q=`, found by what was typed: at most 50, and `more` says that there are others.
 */
import { can } from '#lib/plan/rules.ts';
import { findOthers, MOST_ASKED, othersByKey, othersByReference } from '#server/store/dependencies.ts';
import { no, readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, planId } = asked;
	const mayEdit = can(asked.user, 'edit', asked.programmeId);
	const [keys, refs, typed] = [listIn(url, 'keys'), listIn(url, 'refs'), url.searchParams.get('q')];
	if ((keys ?? refs ?? []).length > MOST_ASKED) return no(400, `Ask for ${MOST_ASKED} at once, or fewer.`);
	if (keys) return Response.json({ milestones: await othersByKey(db, planId, keys, { mayEdit }) });
	if (!refs && typed === null) return no(400, 'Ask for ?q=…, ?refs=… or ?keys=….');
	if (!mayEdit) return no(403, 'You may read this plan but not change it, so there is nothing to choose.');
	if (refs) return Response.json({ milestones: await othersByReference(db, planId, refs) });
	const found = await findOthers(db, planId, typed ?? '');
	return found.ok ? Response.json({ milestones: found.milestones, more: found.more }) : no(503, found.message);
};

function listIn(url: URL, name: string): string[] | null {
	return url.searchParams.get(name)?.split(',').filter((each) => each !== '') ?? null;
}
