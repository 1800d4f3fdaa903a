/** The time that an address asks to see a page as of. */
import { AS_OF, parseAsOf, type AsOf } from '#lib/plan/as-of.ts';
import { firstKnownDay } from '#server/store/as-of.ts';
import type { Database } from '#server/store/database.ts';

/** Now, a time in the past, or why what was asked for cannot be shown. */
export async function asOfAsked(db: Database, url: URL): Promise<AsOf> {
	const asked = url.searchParams.getAll(AS_OF);
	// Most pages are asked for as of now, which needs no looking back.
	return asked.length === 0 ? { when: 'now' } : parseAsOf(asked, { now: new Date(), first: await firstKnownDay(db) });
}

/** The same for a page, whose answer then says by its HTTP code too that it shows nothing of what was asked for. */
export async function pageAsOf(db: Database, locals: App.Locals, url: URL): Promise<AsOf> {
	const asked = await asOfAsked(db, url);
	if (asked.when === 'never') locals.answersWith = 400;
	return asked;
}
