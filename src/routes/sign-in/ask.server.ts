/** The form that asks for a link, for signing in and for a new password alike. */
import { fail, type RequestEvent } from '@sveltejs/kit';
import { emailProblem } from '#server/auth/accounts.ts';
import { askForLink } from '#server/auth/ask-link.ts';
import { getDatabase } from '#server/store/database.ts';
import { readFields, textOf } from './sign-in.server.ts';

/** Answers before it is known whether there is such an account, and waits for none of the work (U1). */
export async function askedFor(event: RequestEvent, purpose: 'sign-in' | 'reset') {
	const email = textOf(await readFields(event.request), 'email').trim();
	const wrong = (status: number, problem: string) => fail(status, { email, asked: null, problem });
	const problem = emailProblem(email);
	if (problem) return wrong(400, problem);
	const answer = await askForLink(await getDatabase(), { email, purpose, address: event.getClientAddress() });
	if (answer.outcome === 'limited') return wrong(429, answer.message);
	return { email, asked: email, problem: null };
}
