/** A review of many changes, and the two halves that its page is read in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { milestoneVersion } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import type { MilestoneId, ReviewId } from '#lib/plan/ids.ts';
import { pageOf } from '#lib/plan/review-meeting.ts';
import { changeCount, MOST_AT_ONCE } from '#lib/plan/what-changed.ts';
import { because, newRequest, valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { recordAction } from './actions.ts';
import type { OpenDatabase } from './database.ts';
import { changeItem } from './review-agenda.ts';
import { beginReview, closeReview } from './review-commands.ts';
import { reviewFigures, reviewRecords } from './review-page.ts';
import { openReview, readReview } from './reviews.ts';
import { whatChanged } from './what-changed.ts';

const TODAY = todayInLondon();
const REVIEWER = USERS.reviewer;
const MANY = MOST_AT_ONCE + 5;
let opened: OpenDatabase;
let id: ReviewId;

beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	await opened.db.insert(milestoneVersion).values(
		Array.from({ length: MANY }, (_, number) => ({
			planId: CANCER.plan, id: `ms_${number}` as MilestoneId, ref: `CAN-${number}`, kind: 'milestone' as const, title: `Milestone ${number}`, order: 'a0', dateReason: '', status: 'onTrack' as const, doneWhen: '',
			evidence: '', ask: '', enablers: [], archived: false, leads: {}, kpis: {}, places: {}, dependsOn: [], validFrom: new Date(Date.now() - 60_000)
		}))
	);
	id = valueOf(await beginReview(opened.db, { user: REVIEWER, title: 'Leadership Group', heldOn: TODAY, requestId: newRequest() })).id;
});
afterAll(() => opened.close());

describe(`a review of many changes (${databaseKind})`, () => {
	it('is the same page read whole or in its two halves, and what is recorded is in the second', async () => {
		const { db } = opened;
		valueOf(await recordAction(db, { user: REVIEWER, planId: CANCER.plan, milestone: null, what: 'Name two sites.', owner: USERS.manager.person, due: addDays(TODAY, 7), requestId: newRequest(), reviewId: id }));
		expect(because(await changeItem(db, { user: REVIEWER, id, programmeId: CANCER.id, change: { done: true, note: { text: 'Asked for a date.', was: '' } } }))).toBe('done');
		const review = await openReview(db, REVIEWER, id);
		if (!review) throw new Error('There is no such review');
		const figures = await reviewFigures(db, review, review.programmes, {});
		const halves = pageOf(figures, await reviewRecords(db, review, review.programmes, {}));
		const whole = await readReview(db, REVIEWER, id);
		expect({ ...halves, asAt: '' }).toEqual({ ...whole?.page, asAt: '' });
		expect(halves.agenda.find(({ programmeId }) => programmeId === CANCER.id)).toMatchObject({ done: true, note: 'Asked for a date.', programme: 'Cancer', status: 'notStarted' });
		expect(halves.actions.map(({ what }) => what)).toEqual(['Name two sites.']);
		expect(Object.keys(figures)).not.toContain('actions');
	});

	it('T8: the halves of somebody who reads one programme tell of no other', async () => {
		const review = await openReview(opened.db, USERS.reader, id);
		if (!review) throw new Error('The reader may read this review');
		const page = pageOf(await reviewFigures(opened.db, review, review.programmes, {}), await reviewRecords(opened.db, review, review.programmes, {}));
		const slugs = new Set(review.programmes.map(({ slug }) => slug));
		expect(slugs.size).toBe(1);
		for (const each of [...page.agenda, ...page.rows, ...page.changes, ...page.actions]) expect(slugs.has(each.slug)).toBe(true);
		expect(await openReview(opened.db, USERS.nobody, id)).toBeNull();
	});

	it('lists the first of each programme and says how many there are; all of them can be asked for, also after it is closed', async () => {
		const { db } = opened;
		const listed = async () => (await readReview(db, REVIEWER, id))?.page.changes ?? [];
		const open = await listed();
		expect(open.map(({ slug, milestones, left }) => [slug, milestones.length, left])).toEqual([[CANCER.slug, 20, MANY - 20]]);
		expect(changeCount(open)).toBe(MANY);
		expect(because(await closeReview(db, { user: REVIEWER, id }))).toBe('done');
		expect(await listed()).toEqual(open);
		const changes = await whatChanged(db, [CANCER.plan], new Date(Date.now() - 86_400_000), null);
		expect(changes[0]?.milestones).toHaveLength(MANY);
	});
});
