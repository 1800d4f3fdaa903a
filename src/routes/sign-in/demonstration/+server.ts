/** One-click accounts. Outside demonstration mode this address does not exist. */
import { error, type RequestHandler } from '@sveltejs/kit';
import { DEMONSTRATION_KEYS, signInToDemonstration } from '#server/auth/demonstration.ts';
import { config } from '#server/config.ts';
import { getDatabase } from '#server/store/database.ts';
import { begin, nextOf, readFields, textOf } from '../sign-in.server.ts';

export const POST: RequestHandler = async (event) => {
	if (!config.demonstration) error(404, 'Not found');
	const fields = await readFields(event.request);
	const made = await signInToDemonstration(await getDatabase(), textOf(fields, 'account'), { now: new Date(), address: event.getClientAddress() });
	if (!made) error(400, `There is no such demonstration account. Choose one of: ${DEMONSTRATION_KEYS.join(', ')}.`);
	await begin(event, made);
	return new Response(null, { status: 303, headers: { location: nextOf(event.url, fields) } });
};
