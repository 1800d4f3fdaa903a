/** What the addresses of a plan share: who asks and whether they may read it, the JSON they send, the answer they get. */
import { isId, type PlanId, type ProgrammeId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { programmeOf, type Answer, type RefusedBecause } from '#server/store/plain-command.ts';

export interface PlanRequest {
	db: Database;
	user: User;
	planId: PlanId;
	programmeId: ProgrammeId;
}

const STATUS: Record<RefusedBecause, number> = { invalid: 400, 'no-access': 403, 'not-found': 404, conflict: 409, limited: 429 };

/** The plan that an address names, for someone who may read it; otherwise the answer that says why not. */
export async function readablePlan(locals: App.Locals, plan: string): Promise<PlanRequest | Response> {
	if (!locals.user) return no(401, 'Sign in first.');
	const db = await getDatabase();
	const programme = isId('pl', plan) ? await programmeOf(db, plan) : null;
	if (!isId('pl', plan) || programme === null) return no(404, 'There is no such plan.');
	if (!can(locals.user, 'read', programme)) return no(403, 'You do not have access to this plan. Ask the programme’s lead for a role in it.');
	return { db, user: locals.user, planId: plan, programmeId: programme };
}

/** What a JSON object holds under its names; asked by name, so that nothing inherited is found. */
export type Fields = ReadonlyMap<string, unknown>;

/** The fields of the request's JSON object, of any type; otherwise the answer that says why it could not be read. */
export async function fieldsOf(request: Request): Promise<Fields | Response> {
	let sent: unknown;
	try {
		sent = await request.json();
	} catch (error) {
		if (error instanceof SyntaxError) return no(400, 'The request could not be read: it must hold JSON.');
		// Kit stops reading at its limit for bodies; nothing we take comes near it.
		if (error instanceof Error && 'status' in error && error.status === 413) return no(413, 'This is far too much to be sent at once. Shorten it.');
		throw error;
	}
	return asFields(sent) ?? no(400, 'The request could not be read: it must hold a JSON object.');
}

/** An object within the request's JSON; null when it is none. */
export function asFields(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map<string, unknown>(Object.entries(value)) : null;
}

/** The text under a name; one that is missing or no text is ''. */
export function textIn(fields: Fields, name: string): string {
	const value = fields.get(name);
	return typeof value === 'string' ? value : '';
}

/** Texts that the request's JSON holds under these names; one that is missing or no text is ''. */
export async function textsOf<Name extends string>(request: Request, names: readonly Name[]): Promise<Record<Name, string> | Response> {
	const fields = await fieldsOf(request);
	if (fields instanceof Response) return fields;
	return Object.fromEntries(names.map((name) => [name, textIn(fields, name)])) as Record<Name, string>;
}

/** The answer of a command: the value under its name, or `{ message }` with the status that fits. */
export function answered<Value>(answer: Answer<Value>, name: string, status: 200 | 201): Response {
	return answer.ok ? Response.json({ [name]: answer.value }, { status }) : no(STATUS[answer.because], answer.message);
}

export function no(status: number, message: string): Response {
	return Response.json({ message }, { status });
}
