/**
 * `POST { programme, done?, minutes?, note? and was, place? }`: changes the item of a programme on the
 * agenda; `was` is the note the writer began with, `place` 0 the first. Answers `{ item: { programmeId } }`.
 */
import { isId } from '#lib/plan/ids.ts';
import { changeItem, type ItemChange } from '#server/store/review-agenda.ts';
import { answered, fieldsOf, no, textIn, type Fields } from '../../../plans/plan-request.server.ts';
import { runReview, tellOfReview } from '../../review-request.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const asked = await runReview(locals, params.review);
	if (asked instanceof Response) return asked;
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	const programmeId = textIn(fields, 'programme');
	if (!isId('pg', programmeId)) return no(404, 'This programme is not on the agenda.');
	const change = changeIn(fields);
	if (change instanceof Response) return change;
	const changed = await changeItem(asked.db, { user: asked.user, id: asked.id, programmeId, change });
	// The order is everybody's, also of those who may not read this programme.
	if (changed.ok) await tellOfReview(asked);
	return answered(changed, 'item', 200);
};

function changeIn(fields: Fields): ItemChange | Response {
	const [done, place] = [fields.get('done'), fields.get('place')];
	if (done !== undefined && typeof done !== 'boolean') return no(400, 'Say whether it is done: true or false.');
	if (place !== undefined && (typeof place !== 'number' || !Number.isInteger(place))) return no(400, 'Say its new place as a whole number, 0 for the first.');
	return {
		...(done === undefined ? {} : { done }),
		...(fields.has('minutes') ? { minutes: fields.get('minutes') } : {}),
		...(fields.has('note') ? { note: { text: textIn(fields, 'note'), was: textIn(fields, 'was') } } : {}),
		...(place === undefined ? {} : { place })
	};
}
