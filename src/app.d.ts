import type { User } from '#lib/plan/rules.ts';
import type { Session } from '#server/auth/sessions.ts';

declare global {
	namespace App {
		interface Locals {
			/** Who is signed in, roles as they were when this request began; null for nobody. */
			user: User | null;
			session: Session | null;
		}
	}
}

export {};
