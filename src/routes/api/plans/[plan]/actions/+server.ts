/**
 * `GET ?milestone=…`, `?on=programme` or neither: `{ actions }`, those still to be done first.
 * `POST { milestone, what, owner, due, requestId, review? }`: adds one, to an open review where one is named, answers `{ action }` and tells every open page.
 */
import { listActions } from '#server/store/actions-read.ts';
import { recordAction } from '#server/store/actions.ts';
import { textIn } from '../../plan-request.server.ts';
import { answerList, answerNew, reviewIn } from '../../record-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answerList(event, 'actions', listActions);

export const POST: RequestHandler = (event) =>
	answerNew(event, {
		name: 'action',
		tells: 'records',
		record: async ({ db, ...asked }, fields, subject) => {
			const review = reviewIn(fields);
			if (review instanceof Response) return review;
			const sent = { what: textIn(fields, 'what'), owner: textIn(fields, 'owner'), due: textIn(fields, 'due'), requestId: textIn(fields, 'requestId') };
			return recordAction(db, { ...asked, ...subject, ...review, ...sent });
		}
	});
