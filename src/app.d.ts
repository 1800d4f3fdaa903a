import type { User } from '#lib/plan/rules.ts';
import type { Session } from '#server/auth/sessions.ts';
import type { Stage } from '#server/auth/stage.ts';
import type { ProgrammeThen } from '#lib/plan/as-of.ts';
import type { AccountId } from '#lib/plan/ids.ts';

declare global {
	namespace App {
		interface PageData {
			/** How a programme stood, where one of its pages is as of a time in the past; its header is of then too. */
			then?: ProgrammeThen | null;
		}
		interface Locals {
			/** Who is signed in, roles as they were when this request began; null for nobody. */
			user: User | null;
			/** Theirs; null for nobody. */
			session: Session | null;
			/** Someone whose sign-in is not complete: nothing is open to them but the pages that complete it (U2). */
			pending: { account: AccountId; name: string; stage: Exclude<Stage, 'full'>; session: Session } | null;
			/** The HTTP code of a page that shows a sentence in the place of what was asked for; null: as usual. */
			answersWith: 400 | 404 | null;
		}
	}
}

export {};
