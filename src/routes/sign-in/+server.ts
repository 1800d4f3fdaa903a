/**
 * `POST /sign-in` for programs. Kit hands a browser's form (which accepts text/html) to the page's
 * action and everything else to this; both set the cookie and redirect,
 * for an account with a second factor to the page that asks for it.
 */
import type { RequestHandler } from './$types';
import { signInFromForm, wayOn } from './sign-in.server.ts';

export const POST: RequestHandler = async (event) => {
	const { next, result } = await signInFromForm(event);
	switch (result.outcome) {
		case 'signed-in':
			return new Response(null, { status: 303, headers: { location: wayOn(result.stage, next) } });
		case 'limited':
			return Response.json(
				{ message: result.message },
				{ status: 429, headers: { 'retry-after': String(result.retryAfterSeconds) } }
			);
		case 'refused':
			return Response.json({ message: result.message }, { status: 401 });
		case 'incomplete':
			return Response.json({ message: result.message }, { status: 400 });
	}
};
