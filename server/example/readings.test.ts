import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectOf } from '#lib/kpi/association.ts';
import { judge, judgeIn } from '#lib/kpi/judged.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { readKpiPage } from '#server/store/kpi-page.ts';
import { signalsOf } from '#server/store/kpi-signals.ts';
import { readingsOf, recalculationsOf, versionsOf } from '#server/store/readings-read.ts';
import { verifyPlan } from '#server/store/verify.ts';
import type { PlaceId } from '#lib/plan/ids.ts';
import { databaseKind } from '../../tests/helpers/database.ts';
import { EXAMPLE_TIMEOUT, openExample, SHOWN_AT } from '../../tests/helpers/example.ts';
import { kpiIdOf, planIdOf } from './content.ts';
import { MEASURES, valueOf } from './readings.ts';

const PLAN = planIdOf('cancer');
const TREATED = kpiIdOf('cancer-62day');
const AREA = 'blmk' as PlaceId;

describe(`the example’s readings, on ${databaseKind}`, () => {
	let opened: OpenDatabase;
	beforeAll(async () => {
		opened = await openExample();
	}, EXAMPLE_TIMEOUT);
	afterAll(() => opened.close());

	it('are what was ready by then: 28 months, the newest two provisional, none held, one revised', async () => {
		const all = await readingsOf(opened.db, PLAN, TREATED);
		const area = all.filter(({ place }) => place === AREA);
		expect(area.map(({ value }) => value).slice(0, 10)).toEqual([61.8, 60.4, 59.24, 62.1, 60.8, 62.9, 61.2, 63, 60.5, 54.1]);
		expect(area).toHaveLength(28);
		expect(area.at(-1)).toMatchObject({ periodStart: '2026-07-01', periodEnd: '2026-07-31', value: 70.6 });
		expect(area.filter(({ status }) => status === 'provisional').map(({ periodStart }) => periodStart)).toEqual(['2026-06-01', '2026-07-01']);
		for (const { programme, kpi } of MEASURES) expect((await readingsOf(opened.db, planIdOf(programme), kpiIdOf(kpi))).every(({ state, since }) => state === 'taken' && new Date(since) <= SHOWN_AT)).toBe(true);
		expect((await versionsOf(opened.db, PLAN, { kpi: TREATED, place: AREA, periodStart: '2026-01-01' })).map(({ value, status }) => [value, status])).toEqual([[66.4, 'final'], [65.7, 'provisional']]);
	});

	it('K4: chart and icons come from one judgement', async () => {
		const area = (await readingsOf(opened.db, PLAN, TREATED)).filter(({ place }) => place === AREA);
		const judgements = await recalculationsOf(opened.db, PLAN, TREATED);
		expect(judgements).toMatchObject([{ place: null, from: null, points: 18, by: 'Programme manager, Cancer' }]);
		const { analysis } = judgeIn(AREA, area, { direction: 'increase', target: 85, judgements });
		const last = analysis.points.at(-1);
		expect([last?.mean, last?.lower, last?.upper].map((figure) => figure?.toFixed(1))).toEqual(['61.0', '55.0', '67.0']);
		const found = (await signalsOf(opened.db, [PLAN])).find(({ kpiId, placeId }) => kpiId === TREATED && placeId === AREA);
		expect(found).toMatchObject({ variation: analysis.variation, assurance: analysis.assurance, points: 28, lastValue: 70.6 });
		expect([analysis.variation, analysis.assurance]).toEqual(['improvement-high', 'fail']);
		expect(await verifyPlan(opened.db, PLAN)).toEqual([]);
	});

	it('give the page of a KPI its readings, places and milestones', async () => {
		const page = await readKpiPage(opened.db, PLAN, TREATED);
		expect(page?.places.map(({ id }) => id)).toEqual(['blmk', 'bedford-borough', 'central-bedfordshire', 'luton', 'milton-keynes']);
		expect(page?.kpis.find(({ id }) => id === TREATED)?.newest).toMatchObject({ value: 70.6, periodStart: '2026-07-01', periodEnd: '2026-07-31', place: null });
		expect(page?.kpis.find(({ id }) => id === kpiIdOf('cancer-1yr-survival'))?.newest).toBeNull();
		expect(page?.milestones.find(({ ref }) => ref === 'CAN-17')).toMatchObject({ status: 'complete', actual: '2025-10-31', effect: 'increase', lagMonths: 2 });
		expect(await readKpiPage(opened.db, PLAN, 'kpi_none')).toBeNull();
	});

	it('say all there is to say of completed milestones: a signal since, no signal, too early', async () => {
		const says = async (programme: string, kpi: string, ref: string) => {
			const page = await readKpiPage(opened.db, planIdOf(programme), kpiIdOf(kpi));
			const found = page?.milestones.find((each) => each.ref === ref);
			if (!page || !found?.actual) throw new Error(`${ref} is not complete`);
			const area = page.readings.filter(({ place }) => place === AREA);
			const { analysis } = judgeIn(AREA, area, { direction: page.kpi.direction, target: page.kpi.target?.value ?? null, judgements: page.recalculations });
			const { lagMonths, effect } = found;
			return effectOf({ completedOn: found.actual, lagMonths, effect }, analysis, '2026-09-14');
		};
		expect(await says('mhlda', 'mhlda-private-beds', 'MHL-04')).toMatchObject({ says: 'signal', since: '2025-10-01', asExpected: true });
		expect((await says('mhlda', 'mhlda-private-beds', 'MHL-01')).says).toBe('too-early');
		expect((await says('cancer', 'cancer-62day', 'CAN-17')).says).toBe('no-signal');
	});

	it('say of Luton that it falls behind', () => {
		const [measure] = MEASURES;
		const months = Array.from({ length: 28 }, (_, index) => new Date(Date.UTC(2024, 3 + index, 1)).toISOString().slice(0, 10));
		const of = (place: 'luton' | 'central-bedfordshire' | 'bedford-borough' | 'milton-keynes') =>
			measure && judge(months.map((periodStart, index) => ({ periodStart, periodEnd: new Date(Date.UTC(2024, 4 + index, 0)).toISOString().slice(0, 10), value: valueOf(measure, place, index) })), { direction: 'increase', target: 85, limitPoints: measure.limits?.points ?? null }).analysis.variation;
		expect([of('bedford-borough'), of('central-bedfordshire'), of('luton'), of('milton-keynes')]).toEqual(['improvement-high', 'common', 'concern-low', 'improvement-high']);
	});
});
