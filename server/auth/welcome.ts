/** What the sign-in page says about whose plans these are, before anyone is known. */
import { count } from 'drizzle-orm';
import { portfolio, programme } from '#drizzle/schema.server.ts';
import type { Database } from '#server/store/database.ts';

export interface Welcome {
	/** The organisation's name; null when there is none yet, or more than one. */
	organisation: string | null;
	/** How many programmes there are. */
	programmes: number;
}

export async function readWelcome(db: Database): Promise<Welcome> {
	const portfolios = await db.select({ name: portfolio.name }).from(portfolio);
	const [row] = await db.select({ programmes: count() }).from(programme);
	return {
		organisation: portfolios.length === 1 ? (portfolios[0]?.name ?? null) : null,
		programmes: row?.programmes ?? 0
	};
}
