/** The day that an address asks to see a page as of. */
import { AS_OF, parseAsOf, type AsOf } from '#lib/plan/as-of.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { firstKnownDay } from '#server/store/as-of.ts';
import type { Database } from '#server/store/database.ts';

/** Now, a past day, or why what was asked for cannot be shown. */
export async function asOfAsked(db: Database, url: URL): Promise<AsOf> {
	const asked = url.searchParams.get(AS_OF);
	// Most pages are asked for as of now, which needs no looking back.
	return asked === null ? { when: 'now' } : parseAsOf(asked, { today: todayInLondon(), first: await firstKnownDay(db) });
}
