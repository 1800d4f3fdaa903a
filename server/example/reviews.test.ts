/** The example's reviews: each shows its own day, whatever came later. */
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { review } from '#drizzle/reviews.server.ts';
import { EXAMPLE_TIMEOUT, openExample, SHOWN_AT } from '../../tests/helpers/example.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { exampleContent } from './content.ts';
import { reviewsOf } from './reviews.ts';
import { speakersOf } from './speakers.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openExample();
	// What the loading would do next of the reviews, on the day of the third.
	const next = reviewsOf(speakersOf(exampleContent())).find(({ at }) => at > SHOWN_AT);
	await next?.does(opened.db);
}, EXAMPLE_TIMEOUT);
afterAll(() => opened.close());

it('R3 two are closed and frozen as of their days, the third is open, and each starts from the one before', async () => {
	const rows = await opened.db.select().from(review).orderBy(asc(review.heldOn));
	expect(rows.map(({ heldOn, closedAt, previousId, frozen }) => [heldOn, closedAt?.toISOString() ?? null, previousId, frozen?.since.review])).toEqual([
		['2026-05-06', '2026-05-06T16:30:00.000Z', null, null],
		['2026-07-08', '2026-07-08T16:30:00.000Z', rows[0]?.id, '2026-05-06'],
		['2026-09-16', null, rows[1]?.id, undefined]
	]);
	const july = rows[1]?.frozen;
	expect(july?.decisions.map(({ decidedOn }) => decidedOn)).toContain('2026-07-08');
	expect(july?.agenda.every(({ done }) => done)).toBe(true);
	// It was done on 25 September.
	expect(july?.actions.find(({ what }) => what.startsWith('Confirm with both trusts'))).toMatchObject({ done: false, from: null });
	const times = july?.changes.flatMap(({ milestones }) => milestones.map(({ by }) => by.at)) ?? [];
	expect(times.length).toBeGreaterThan(5);
	expect(times.every((at) => at >= '2026-05-06T16:30' && at < '2026-07-08T16:30')).toBe(true);
});
