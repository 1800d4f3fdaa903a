/** What happens within a millisecond of midnight in London, also on the days the clocks change, belongs to the day that it happened on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '#lib/plan/as-of.ts';
import { addDays, dayInLondon } from '#lib/plan/dates.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import { newId, type PlaceId } from '#lib/plan/ids.ts';
import { newRequest, valueOf } from '../../tests/helpers/conversation.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { History } from '../../tests/helpers/history.ts';
import { CANCER, USERS } from '../../tests/helpers/portfolio.ts';
import { confidenceNow } from './confidence.ts';
import type { OpenDatabase } from './database.ts';
import { readKpiPage } from './kpi-page.ts';
import { planMilestones } from './milestones.ts';
import { milestonesAsOf } from './plan-as-of.ts';
import { giveConfidence } from './confidence.ts';
import { besideRows } from './review-beside.ts';
import { reviewRows } from './review.ts';
import { takeReadings } from './readings.ts';
import { saidAsOf } from './said-as-of.ts';
import { stateStatus } from './stated-status.ts';
import { beginThread } from './thread-commands.ts';

/** Midnights in London: in winter, in summer, where the clocks go forward, and on both sides of the Sunday where they go back. */
const MIDNIGHTS = ['2026-01-21T00:00:00.000Z', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z', '2026-07-08T23:00:00.000Z', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'].map((text) => new Date(text));
const [MILESTONE, KPI] = [newId('ms'), newId('kpi')];
const LUTON = 'luton' as PlaceId;
const { manager } = USERS;
let opened: OpenDatabase;
let history: History;
/** How often all of it had happened before each midnight's last millisecond, and on its first. */
let times = 0;

async function everythingHappens(at: Date): Promise<void> {
	times += 1;
	history.at = at;
	const common = { user: manager, planId: CANCER.plan, at };
	await history.editNow(CANCER.plan, (doc) => {
		setField(doc, { entity: 'milestone', id: MILESTONE, field: 'title' }, `Title ${times}`);
		setField(doc, { entity: 'kpi', id: KPI, field: 'target' }, { value: times, by: null });
	});
	valueOf(await takeReadings(opened.db, { ...common, fileName: '', fileHash: '', rows: [{ kpi: KPI, place: LUTON, periodStart: '2025-04-01', periodEnd: '2025-04-30', value: 50 + times, numerator: null, denominator: null, lowerCi: null, upperCi: null, status: 'final', source: '', extractedOn: null }] }));
	valueOf(await beginThread(opened.db, { ...common, body: `Words ${times}`, mentions: [], requestId: newRequest(), subject: { on: 'milestone', milestone: MILESTONE, field: null } }));
	valueOf(await giveConfidence(opened.db, { ...common, milestone: null, kind: 'delivery', level: 'high', reason: `Reason ${times}`, requestId: newRequest() }));
	valueOf(await stateStatus(opened.db, { ...common, status: 'offTrack', reason: `Reason ${times}` }));
}

/** How often all of it is known to have happened, asked in each of the ways. */
async function knownAt(until: Date, day: string): Promise<number[]> {
	const { db } = opened;
	const numberIn = (text: string | undefined) => Number(text?.split(' ')[1] ?? 0);
	const [row] = (await besideRows(db, await reviewRows(db, day, [CANCER.plan], until), { today: day, until })).rows;
	const page = await readKpiPage(db, CANCER.plan, KPI, until);
	const [stated] = await confidenceNow(db, [CANCER.plan], until);
	const said = await saidAsOf(db, CANCER.plan, MILESTONE, until);
	return [
		numberIn((await planMilestones(db, CANCER.plan, until))[0]?.title),
		numberIn((await milestonesAsOf(db, CANCER.plan, until))[0]?.title),
		page?.kpi.target?.value ?? 0,
		(page?.readings[0]?.value ?? 50) - 50,
		page?.kpis[0]?.newest ? page.kpis[0].newest.value - 50 : 0,
		said.threads.length,
		numberIn(stated?.reason),
		numberIn(row?.stated?.reason)
	];
}

beforeAll(async () => {
	opened = await openTestDatabase();
	history = new History(opened.db, 1);
	await history.begin();
	await history.editNow(CANCER.plan, (doc) => {
		addEntity(doc, 'milestone', MILESTONE, { title: 'Title 0', order: 'a0', status: 'onTrack', forecast: '2027-01-01' });
		addEntity(doc, 'kpi', KPI, { title: 'Share', unit: '%', direction: 'increase', target: { value: 0, by: null } });
	});
	for (const midnight of MIDNIGHTS) {
		await everythingHappens(new Date(midnight.getTime() - 1));
		await everythingHappens(midnight);
	}
});
afterAll(async () => {
	history.close();
	await opened.close();
});

describe(`midnight in London on the ${databaseKind}`, () => {
	it('R1: the last millisecond of a day belongs to it, the first of the next does not', async () => {
		for (const [index, midnight] of MIDNIGHTS.entries()) {
			const ended = dayInLondon(new Date(midnight.getTime() - 1));
			expect(dayInLondon(midnight)).toBe(addDays(ended, 1));
			expect(instantOf(ended)).toEqual(midnight);
			expect(await knownAt(instantOf(ended), ended), ended).toEqual(Array(8).fill(2 * index + 1));
		}
		const [last] = MIDNIGHTS.slice(-1);
		const next = dayInLondon(last ?? new Date());
		expect(await knownAt(instantOf(next), next)).toEqual(Array(8).fill(2 * MIDNIGHTS.length));
	});
});
