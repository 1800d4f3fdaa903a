import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { action } from '#drizzle/conversation.server.ts';
import { milestoneLead, person, post, postHolder } from '#drizzle/schema.server.ts';
import type { ActionId, MilestoneId, PersonId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addMilestone, CANCER, FRAGILE, makePortfolio, TODAY, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { personPage } from './person-page.ts';

const WREN = 'pe_wren' as PersonId;
let opened: OpenDatabase;
const pageFor = (reader: User, id = WREN) => personPage(opened.db, reader, id, TODAY);

beforeAll(async () => {
	opened = await openTestDatabase();
	const { db } = opened;
	await makePortfolio(db);
	await db.insert(person).values({ id: WREN, name: 'Jenny Wren', initials: 'JW', organisation: 'Luton Council' });
	await db.insert(post).values(['Screening lead', 'Diagnostics lead', 'Chair'].map((title) => ({ id: title, portfolioId: 'blmk', title, organisation: 'BLMK ICB' })));
	await db.insert(postHolder).values([
		{ postId: 'Chair', personId: WREN, from: '2023-01-01', until: '2024-01-01' },
		{ postId: 'Diagnostics lead', personId: WREN, from: '2024-01-01', until: '2025-06-01' },
		{ postId: 'Screening lead', personId: WREN, from: '2025-06-01' }
	]);
	await addMilestone(db, CANCER.plan, 'CAN-01', { forecast: '2026-12-01', lead: WREN });
	await addMilestone(db, CANCER.plan, 'CAN-02', { forecast: '2026-01-05', status: 'complete', lead: WREN });
	await addMilestone(db, CANCER.plan, 'CAN-03', { forecast: '2026-09-01' });
	await db.insert(milestoneLead).values({ planId: CANCER.plan, milestoneId: 'ms_can-03' as MilestoneId, personId: WREN, kind: 'clinical' });
	await addMilestone(db, CANCER.plan, 'CAN-04', { archived: true, lead: WREN });
	await addMilestone(db, CANCER.plan, 'CAN-05', { forecast: null, lead: WREN });
	await addMilestone(db, FRAGILE.plan, 'FRA-04', { forecast: '2026-08-01', lead: WREN });
	const at = new Date('2026-08-01T09:00:00Z');
	const owned = { planId: CANCER.plan, ownerId: WREN, accountId: USERS.manager.account, at };
	await db.insert(action).values([
		{ ...owned, id: 'at_later' as ActionId, what: 'Agree the rota', due: '2026-10-01', requestId: 'request-1' },
		{ ...owned, id: 'at_sooner' as ActionId, milestoneId: 'ms_can-01' as MilestoneId, what: 'Write to the trusts', due: '2026-09-01', requestId: 'request-2' },
		{ ...owned, id: 'at_done' as ActionId, what: 'Book the room', due: '2026-08-05', doneAt: new Date('2026-08-04T23:30:00Z'), doneBy: USERS.manager.account, requestId: 'request-3' },
		{ ...owned, id: 'at_struck' as ActionId, what: 'A mistake', due: '2026-08-05', struckAt: at, struckBy: USERS.manager.account, struckWhy: 'Twice', requestId: 'request-4' },
		{ ...owned, id: 'at_fragile' as ActionId, planId: FRAGILE.plan, what: 'Sign for Fragile', due: '2026-08-05', requestId: 'request-5' }
	]);
});
afterAll(() => opened.close());

describe(`the page of a person, on the ${databaseKind}`, () => {
	test('who they are: posts held now first, then the latest', async () => {
		const page = await pageFor(USERS.reader);
		expect(page).toMatchObject({ name: 'Jenny Wren', initials: 'JW', organisation: 'Luton Council' });
		expect(page?.posts.map(({ title, from, until }) => [title, from, until])).toEqual([
			['Screening lead', '2025-06-01', null],
			['Diagnostics lead', '2024-01-01', '2025-06-01'],
			['Chair', '2023-01-01', '2024-01-01']
		]);
	});

	test('what they lead: overdue first, then by date, finished last, archived not', async () => {
		const page = await pageFor(USERS.reader);
		expect(page?.milestones.map(({ ref, overdue, kind }) => [ref, overdue, kind])).toEqual([
			['CAN-03', true, 'clinical'],
			['CAN-01', false, 'accountable'],
			['CAN-05', false, 'accountable'],
			['CAN-02', false, 'accountable']
		]);
		expect(page?.milestones[0]?.programme).toEqual({ slug: 'cancer', name: 'Cancer' });
	});

	test('what they owe: open actions by date, then those done; none that was struck', async () => {
		const page = await pageFor(USERS.reader);
		expect(page?.actions.map(({ what, done, milestone }) => [what, done, milestone?.ref ?? null])).toEqual([
			['Write to the trusts', null, 'CAN-01'],
			['Agree the rota', null, null],
			['Book the room', '2026-08-05', null]
		]);
	});

	test('T8: only of plans the reader may read, and nothing of how much is not', async () => {
		expect(JSON.stringify(await pageFor(USERS.reader))).not.toMatch(/fragile/i);
		const fragile = await pageFor(USERS.fragile);
		expect(fragile?.milestones.map((each) => each.ref)).toEqual(['FRA-04']);
		expect(fragile?.actions.map((each) => each.what)).toEqual(['Sign for Fragile']);
		expect((await pageFor(USERS.reviewer))?.milestones).toHaveLength(5);
		expect(await pageFor(USERS.reader, USERS.fragile.person)).toMatchObject({ milestones: [], actions: [] });
	});

	test('T8: nobody is known to somebody without a role, and there is nobody under another id', async () => {
		expect(await pageFor(USERS.nobody)).toBeNull();
		expect(await pageFor(USERS.reviewer, 'pe_nobody-at-all' as PersonId)).toBeNull();
	});
});
