import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '#lib/plan/as-of.ts';
import { addDays, type Day } from '#lib/plan/dates.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import type { Exception } from '#lib/plan/exceptions.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import { newRequest } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History } from '../../tests/helpers/history.ts';
import { CANCER, USERS } from '../../tests/helpers/portfolio.ts';
import { giveConfidence } from './confidence.ts';
import type { OpenDatabase } from './database.ts';
import { exceptions } from './exceptions.ts';
import { exceptionsAsOf, reviewRowsAsOf } from './review-as-of.ts';
import { reviewRows } from './review.ts';

let opened: OpenDatabase;
let history: History;
const id = (no: number) => `ms_one-${no}` as MilestoneId;
/** What was said at the end of each day, when that was the present. */
const said = new Map<Day, Exception[]>();

async function endDay(): Promise<Day> {
	const day = history.endDay();
	said.set(day, await exceptions(opened.db, await reviewRows(opened.db, day), day));
	return day;
}

beforeAll(async () => {
	opened = await openTestDatabase();
	history = new History(opened.db, 1);
	await history.begin();
});
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`what needed attention, on the ${databaseKind}`, () => {
	const forecast = (no: number, value: Day) => history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'milestone', id: id(no), field: 'forecast' }, value));
	const overdueOn = (day: Day) => (said.get(day) ?? []).flatMap((each) => (each.kind === 'overdue' ? [[each.milestone?.id ?? null, each.forecast, each.count]] : []));
	const doubtedOn = (day: Day) => (said.get(day) ?? []).flatMap((each) => (each.kind === 'confidence' ? [[each.milestone?.id ?? null, each.reason]] : []));

	it('R1: few overdue milestones are named as of a day, many are one line with the oldest date, none are none', async () => {
		const start = history.endDay();
		await history.edit(CANCER.plan, (doc) => [1, 2, 3, 4, 5].forEach((no) => addEntity(doc, 'milestone', id(no), { title: `Title ${no}`, order: 'a0', status: 'onTrack', forecast: '2027-06-30' })));
		const none = await endDay();
		await forecast(1, addDays(start, -3));
		await forecast(2, addDays(start, -9));
		const few = await endDay();
		for (const no of [3, 4, 5]) await forecast(no, addDays(start, -5));
		const many = await endDay();
		for (const no of [1, 2, 3, 4, 5]) await history.edit(CANCER.plan, (doc) => void setField(doc, { entity: 'milestone', id: id(no), field: 'status' }, 'complete'));
		const done = await endDay();
		expect([none, few, many, done].map(overdueOn)).toEqual([
			[],
			[[id(2), addDays(start, -9), 1], [id(1), addDays(start, -3), 1]],
			[[null, addDays(start, -9), 5]],
			[]
		]);
		for (const [day, was] of said) {
			expect(await exceptionsAsOf(opened.db, await reviewRowsAsOf(opened.db, day), day), day).toEqual(was);
			// Where nothing is known of the programmes yet, it is counted.
			const unknown = (await reviewRowsAsOf(opened.db, day)).map(({ overdue: _count, overdueSince: _since, ...programme }) => programme);
			expect(await exceptions(opened.db, unknown, day, instantOf(day)), day).toEqual(was);
		}
	});

	it('R1: confidence that contradicts is told of as long as its newest word is Low, and with the reason of then', async () => {
		const give = async (kind: 'delivery' | 'clinical', level: string, reason: string) => {
			history.at = new Date(history.at.getTime() + 60_000);
			const user = kind === 'delivery' ? USERS.manager : USERS.nobody;
			expect(await giveConfidence(opened.db, { user, planId: CANCER.plan, milestone: id(6), kind, level, reason, requestId: newRequest(), at: history.at })).toMatchObject({ ok: true });
		};
		await history.edit(CANCER.plan, (doc) => addEntity(doc, 'milestone', id(6), { title: 'Title 6', order: 'a0', status: 'onTrack', forecast: '2027-06-30' }));
		await give('delivery', 'high', 'All is ready');
		const sure = await endDay();
		await give('clinical', 'low', 'Nobody was asked');
		const doubted = await endDay();
		await give('clinical', 'low', 'The wrong people were asked');
		const stillDoubted = await endDay();
		await give('clinical', 'high', 'They agree');
		const sureAgain = await endDay();
		expect([sure, doubted, stillDoubted, sureAgain].map(doubtedOn)).toEqual([[], [[id(6), 'Nobody was asked']], [[id(6), 'The wrong people were asked']], []]);
		for (const [day, was] of said) expect(await exceptionsAsOf(opened.db, await reviewRowsAsOf(opened.db, day), day), day).toEqual(was);
	});
});
