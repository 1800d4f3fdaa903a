/** Comments as pages and server pass them to each other, and what a comment may hold. */
import { parseProse, type Parsed } from './fields.ts';
import type { AccountId, MilestoneId } from './ids.ts';

export interface CommentView {
	id: string;
	milestone: MilestoneId;
	/** Plain text; lines end in `\n`. */
	body: string;
	/** ISO 8601, by the database's clock. */
	at: string;
	author: {
		account: AccountId;
		name: string;
		initials: string;
		/** The role they have in the programme now, in words; null when they have none any more. */
		role: string | null;
		/** Drawn as a ring. */
		clinical: boolean;
	};
}

export const MOST_IN_COMMENT = 5_000;
const NOTHING_TO_SEE = /^[\s\p{Cf}]*$/u;

/** A comment as it is kept: trimmed, 1–5,000 characters, no control characters but tab and line feed. */
export function parseComment(typed: string): Parsed<string> {
	// Half a character (a cut emoji) cannot be stored; what is stored must be what was answered.
	const body = typed.toWellFormed().replace(/\r\n?/g, '\n').trim();
	if (NOTHING_TO_SEE.test(body)) return { ok: false, problem: 'Write something first.' };
	return parseProse(body, 'A comment', MOST_IN_COMMENT);
}
