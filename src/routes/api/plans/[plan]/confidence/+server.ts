/**
 * `GET ?milestone=…`, `?on=programme` or neither: `{ statements }`, newest first.
 * `POST { milestone, kind, level, reason, requestId }`: adds one, answers `{ statement }` and tells every open page.
 */
import { giveConfidence, listConfidence } from '#server/store/confidence.ts';
import { textIn } from '../../plan-request.server.ts';
import { answerList, answerNew } from '../../record-request.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => answerList(event, 'statements', listConfidence);

export const POST: RequestHandler = (event) =>
	answerNew(event, {
		name: 'statement',
		tells: 'confidence',
		record: ({ db, ...asked }, fields, subject) => {
			const sent = { kind: textIn(fields, 'kind'), level: textIn(fields, 'level'), reason: textIn(fields, 'reason'), requestId: textIn(fields, 'requestId') };
			return giveConfidence(db, { ...asked, ...subject, ...sent });
		}
	});
