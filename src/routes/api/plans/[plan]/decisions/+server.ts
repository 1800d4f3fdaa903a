/**
 * `GET ?milestone=…`, `?on=programme` or neither: `{ decisions }`, newest first.
 * `POST { milestone, what, who, forum, decidedOn, requestId, review? }`: adds one, to an open review where one is named, answers `{ decision }` and tells every open page.
 */
import { listDecisions, recordDecision } from '#server/store/decisions.ts';
import { textIn } from '../../plan-request.server.ts';
import { answerList, answerNew, reviewIn } from '../../record-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answerList(event, 'decisions', listDecisions);

export const POST: RequestHandler = (event) =>
	answerNew(event, {
		name: 'decision',
		tells: 'records',
		record: async ({ db, ...asked }, fields, subject) => {
			const review = reviewIn(fields);
			if (review instanceof Response) return review;
			const sent = { what: textIn(fields, 'what'), who: textIn(fields, 'who'), forum: textIn(fields, 'forum'), decidedOn: textIn(fields, 'decidedOn'), requestId: textIn(fields, 'requestId') };
			return recordDecision(db, { ...asked, ...subject, ...review, ...sent });
		}
	});
