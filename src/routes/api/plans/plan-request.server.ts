/** What the addresses of a plan share: who asks and whether they may read it, the JSON they send, the answer they get. */
import { isId, type PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { programmeOf, type Answer, type RefusedBecause } from '#server/store/plain-command.ts';

export interface PlanRequest {
	db: Database;
	user: User;
	planId: PlanId;
}

const STATUS: Record<RefusedBecause, number> = { invalid: 400, 'no-access': 403, 'not-found': 404, conflict: 409 };

/** The plan that an address names, for someone who may read it; otherwise the answer that says why not. */
export async function readablePlan(locals: App.Locals, plan: string): Promise<PlanRequest | Response> {
	if (!locals.user) return no(401, 'Sign in first.');
	const db = await getDatabase();
	const programme = isId('pl', plan) ? await programmeOf(db, plan) : null;
	if (!isId('pl', plan) || programme === null) return no(404, 'There is no such plan.');
	if (!can(locals.user, 'read', programme)) return no(403, 'You do not have access to this plan. Ask the programme’s lead for a role in it.');
	return { db, user: locals.user, planId: plan };
}

/** Texts that the request's JSON holds under these names; one that is missing or no text is ''. */
export async function textsOf<Name extends string>(request: Request, names: readonly Name[]): Promise<Record<Name, string> | Response> {
	let sent: unknown;
	try {
		sent = await request.json();
	} catch (error) {
		if (error instanceof SyntaxError) return no(400, 'The request could not be read: it must hold JSON.');
		throw error;
	}
	if (typeof sent !== 'object' || sent === null) return no(400, 'The request could not be read: it must hold a JSON object.');
	const values = new Map<string, unknown>(Object.entries(sent));
	const textAt = (name: Name): string => {
		const value = values.get(name);
		return typeof value === 'string' ? value : '';
	};
	return Object.fromEntries(names.map((name) => [name, textAt(name)])) as Record<Name, string>;
}

/** The answer of a command: the value under its name, or `{ message }` with the status that fits. */
export function answered<Value>(answer: Answer<Value>, name: string, status: 200 | 201): Response {
	return answer.ok ? Response.json({ [name]: answer.value }, { status }) : no(STATUS[answer.because], answer.message);
}

export function no(status: number, message: string): Response {
	return Response.json({ message }, { status });
}
