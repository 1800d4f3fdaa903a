import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { review } from '#drizzle/reviews.server.ts';
import type { Status } from '#lib/plan/fields.ts';
import type { ReviewId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { closedReviews } from './closed-reviews.ts';
import type { Database, OpenDatabase } from './database.ts';

let opened: OpenDatabase;
const idOf = (day: string) => `rv_${day}` as ReviewId;

/** What of a page that was frozen says how each programme stood; the order of the two lists differs. */
function page(cancer: Status, fragile: Status) {
	return { programmes: [CANCER, FRAGILE].map(({ plan: planId, slug }) => ({ planId, slug })), rows: [{ slug: FRAGILE.slug, status: fragile }, { slug: CANCER.slug, status: cancer }] } as unknown as (typeof review.$inferInsert)['frozen'];
}
async function close(day: string, frozen: ReturnType<typeof page>, db: Database = opened.db): Promise<void> {
	const [at, account] = [new Date(`${day}T10:00:00.123Z`), USERS.reviewer.account];
	await db.insert(review).values({ id: idOf(day), portfolioId: 'blmk', title: 'Review', heldOn: day, attendance: '', accountId: account, at, closedAt: at, closedBy: account, frozen });
}
/** The days of the last reviews, with how the two programmes stood; the same by what is kept and by a transaction, of which nothing is. */
async function found(until: Date | null = null) {
	const kept = await closedReviews(opened.db, until);
	expect(kept).toEqual(await opened.db.transaction((tx) => closedReviews(tx, until)));
	return kept.map(({ heldOn, closedAt, statuses }) => [heldOn, closedAt.toISOString(), statuses.get(CANCER.plan), statuses.get(FRAGILE.plan)]);
}

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());

describe(`the last closed reviews on the ${databaseKind}`, () => {
	it('R3: are the newest three, with the status of each programme; also before an instant', async () => {
		expect(await found()).toEqual([]);
		await close('2026-01-10', page('onTrack', 'atRisk'));
		expect(await found()).toEqual([['2026-01-10', '2026-01-10T10:00:00.123Z', 'onTrack', 'atRisk']]);
		await close('2026-02-10', page('atRisk', 'offTrack'));
		await close('2026-03-10', page('offTrack', 'onTrack'));
		await close('2026-04-10', page('onTrack', 'onTrack'));
		expect((await found()).map(([day, , ...statuses]) => [day, ...statuses])).toEqual([['2026-04-10', 'onTrack', 'onTrack'], ['2026-03-10', 'offTrack', 'onTrack'], ['2026-02-10', 'atRisk', 'offTrack']]);
		expect((await found(new Date('2026-02-10T10:00:00.124Z'))).map(([day]) => day)).toEqual(['2026-02-10', '2026-01-10']);
		expect((await found(new Date('2026-02-10T10:00:00.123Z'))).map(([day]) => day)).toEqual(['2026-01-10']);
	});

	it('R3: one whose closing was rolled back is not kept', async () => {
		const before = await found();
		const undone = opened.db.transaction(async (tx) => {
			await close('2026-05-10', page('offTrack', 'offTrack'), tx);
			expect((await closedReviews(tx))[0]?.statuses.get(CANCER.plan)).toBe('offTrack');
			throw new Error('rolled back');
		});
		await expect(undone).rejects.toThrow('rolled back');
		expect(await found()).toEqual(before);
	});

	it('R3: one that was closed once more, in a copy restored from before its closing, is read again', async () => {
		await found();
		await opened.db.update(review).set({ closedAt: new Date('2026-04-10T11:00:00.000Z'), frozen: page('paused', 'onTrack') }).where(eq(review.id, idOf('2026-04-10')));
		expect((await found())[0]).toEqual(['2026-04-10', '2026-04-10T11:00:00.000Z', 'paused', 'onTrack']);
	});
});
