import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MilestoneId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addChange, addMilestone, addPriority, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { activityChoices, listActivity, type ActivityCursor, type ActivityFilter } from './activity.ts';
import type { OpenDatabase } from './database.ts';

let opened: OpenDatabase;

beforeAll(async () => {
	opened = await openTestDatabase();
	const { db } = opened;
	await makePortfolio(db);
	await addPriority(db, CANCER.plan, 'one', 'a0');
	await addMilestone(db, CANCER.plan, 'CAN-01');
	await addMilestone(db, CANCER.plan, 'CAN-02', { archived: true });
	await addMilestone(db, FRAGILE.plan, 'FRA-04');
	const planId = CANCER.plan;
	const other = { entityId: 'ms_can-02', accountId: USERS.admin.account };
	await addChange(db, { planId, seq: 1, field: 'added', new: { title: 'Title of CAN-01' }, at: new Date('2026-06-30T22:59:59Z') });
	// 1 July in London began at 23:00 UTC.
	await addChange(db, { planId, seq: 2, field: 'ref', old: '', new: 'CAN-01', at: new Date('2026-06-30T23:00:00Z') });
	await addChange(db, { planId, seq: 3, field: 'dependsOn', member: `${FRAGILE.plan}/ms_fra-04`, new: true, at: new Date('2026-06-30T23:00:00Z') });
	await addChange(db, { planId, seq: 4, part: 0, field: 'commentary', old: 'Luton waits.', new: 'Luton waits for cover.', at: new Date('2026-07-01T09:00:00Z') });
	await addChange(db, { planId, seq: 4, part: 1, field: 'status', old: 'onTrack', new: 'atRisk', at: new Date('2026-07-01T09:00:00Z') });
	await addChange(db, { planId, seq: 4, part: 2, field: 'archived', old: false, new: true, ...other, at: new Date('2026-07-01T09:00:00Z') });
	await addChange(db, { planId, seq: 5, entity: 'priority', entityId: 'pr_one', field: 'title', old: '2026', new: '2027', accountId: null, at: new Date('2026-07-02T09:00:00Z') });
	await addChange(db, { planId: FRAGILE.plan, seq: 1, entityId: 'ms_fra-04', field: 'title', old: 'a', new: 'b' });
});
afterAll(() => opened.close());

const list = (filter: ActivityFilter = {}, size?: number, before?: ActivityCursor) => listActivity(opened.db, CANCER.plan, { filter, ...(size ? { size } : {}), ...(before ? { before } : {}) });
const words = async (filter?: ActivityFilter) => (await list(filter)).entries.map((entry) => entry.lines.map((line) => line.words));

describe(`activity on the ${databaseKind}`, () => {
	test('newest first, in words, one edit of one thing together; the given number is not told', async () => {
		const { entries, older } = await list();
		expect(entries.map((entry) => [entry.who?.name ?? null, ...entry.lines.map((line) => line.words)])).toEqual([
			[null, 'renamed the priority “2026” to “2027”'],
			['Administrator', 'archived CAN-02'],
			['Programme manager, Cancer', 'changed the status of CAN-01 from On track to At risk', 'edited the commentary of CAN-01'],
			['Programme manager, Cancer', 'made CAN-01 depend on FRA-04'],
			['Programme manager, Cancer', 'added CAN-01, “Title of CAN-01”']
		]);
		expect(older).toBeNull();
		expect(entries[1]?.milestone).toEqual({ ref: 'CAN-02', title: 'Title of CAN-02', archived: true });
		expect(entries[2]?.lines[1]?.text).toEqual({ before: 'Luton ', removed: 'waits.', added: 'waits for cover.', after: '' });
		expect(entries[2]?.at).toEqual(new Date('2026-07-01T09:00:00Z'));
	});

	test('by person, by milestone, by day in London', async () => {
		expect(await words({ person: USERS.admin.person })).toEqual([['archived CAN-02']]);
		expect(await words({ milestone: 'ms_can-02' as MilestoneId })).toEqual([['archived CAN-02']]);
		expect((await words({ from: '2026-07-01', to: '2026-07-01' })).flat()).toEqual([
			'archived CAN-02',
			'changed the status of CAN-01 from On track to At risk',
			'edited the commentary of CAN-01',
			'made CAN-01 depend on FRA-04'
		]);
		expect(await words({ to: '2026-06-30' })).toEqual([['added CAN-01, “Title of CAN-01”']]);
		expect((await words({ from: '1900-01-01', to: '2199-12-31' })).length).toBe(5);
		expect(await words({ person: USERS.reader.person })).toEqual([]);
	});

	test('pages neither lose nor repeat a change, and do not cut an edit in two', async () => {
		const whole = (await list()).entries;
		for (const size of [1, 2, 3, 4, 6]) {
			const read = [];
			let before: ActivityCursor | undefined;
			for (let page = 0; page < 20; page += 1) {
				const { entries, older } = await list({}, size, before);
				read.push(...entries);
				if (!older) break;
				before = older;
			}
			expect(read.flatMap((entry) => entry.lines.map((line) => line.words)).sort()).toEqual(whole.flatMap((entry) => entry.lines.map((line) => line.words)).sort());
			if (size >= 3) expect(read).toEqual(whole);
		}
	});

	test('another plan’s changes are never among them', async () => {
		const other = await listActivity(opened.db, FRAGILE.plan);
		expect(other.entries.flatMap((entry) => entry.lines.map((line) => line.words))).toEqual(['renamed FRA-04 from “a” to “b”']);
	});

	test('what to filter by: those who wrote in this plan, and its milestones', async () => {
		const choices = await activityChoices(opened.db, CANCER.plan);
		expect(choices.people.map((each) => each.name)).toEqual(['Administrator', 'Programme manager, Cancer']);
		expect(choices.milestones.map((each) => [each.ref, each.archived])).toEqual([
			['CAN-01', false],
			['CAN-02', true]
		]);
	});
});
