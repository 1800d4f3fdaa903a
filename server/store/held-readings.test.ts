import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kpiReading, kpiSignal, readingImport } from '#drizzle/measures.server.ts';
import { kpi } from '#drizzle/schema.server.ts';
import type { KpiId, PlaceId } from '#lib/plan/ids.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, CANCER, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { OpenDatabase } from './database.ts';
import { rebuildSignals, signalsOfChanges } from './kpi-signals.ts';
import type { GivenReading } from './reading-checks.ts';
import { readingsOf } from './readings-read.ts';
import { confirmReading, refuseReading, takeReadings } from './readings.ts';

describe(`readings that wait for a word (${databaseKind})`, () => {
	let opened: OpenDatabase;
	let share: KpiId;
	let change: KpiId;
	beforeAll(async () => {
		opened = await openTestDatabase();
		await makePortfolio(opened.db);
		share = await addKpi(opened.db, CANCER.plan, 'share', 75);
		change = await addKpi(opened.db, CANCER.plan, 'days', 3);
		await opened.db.update(kpi).set({ unit: 'days' }).where(eq(kpi.id, change));
	});
	afterAll(() => opened.close());
	beforeEach(async () => {
		for (const table of [kpiSignal, kpiReading, readingImport]) await opened.db.delete(table);
		await opened.db.update(kpi).set({ archived: false, targetValue: 75 }).where(eq(kpi.id, share));
	});

	const row = (periodStart: string, periodEnd: string, value: number, measure = share): GivenReading => ({ kpi: measure, place: 'luton' as PlaceId, periodStart, periodEnd, value, numerator: null, denominator: null, lowerCi: null, upperCi: null, status: 'final', source: '', extractedOn: null });
	const take = (...rows: GivenReading[]) => takeReadings(opened.db, { user: USERS.manager, planId: CANCER.plan, rows, fileName: '', fileHash: '' });
	const of = async (state: string, measure = share) => (await readingsOf(opened.db, CANCER.plan, measure)).filter((each) => each.state === state);
	const word = (id: string | undefined) => ({ user: USERS.manager, planId: CANCER.plan, id: id ?? '' });

	it('K3: a share under 0% or over 100% is held; a figure of another unit is not', async () => {
		expect(await take(row('2026-01-01', '2026-01-31', -3), row('2026-02-01', '2026-02-28', 104), row('2026-03-01', '2026-03-31', 100), row('2026-04-01', '2026-04-30', 0), row('2026-01-01', '2026-01-31', -3, change))).toMatchObject({ value: { added: 3, held: 2 } });
		expect((await of('held')).map(({ heldWhy }) => heldWhy).sort()).toEqual([expect.stringContaining('104% is over 100%, which no share can be.') as string, expect.stringContaining('−3% is under 0%, which no share can be.') as string]);
	});

	it('K3: a value for a month within a quarter that stands is held, and one of the same length is not', async () => {
		await take(row('2025-04-01', '2025-06-30', 60), row('2025-07-01', '2025-09-30', 61));
		expect(await take(row('2025-05-01', '2025-05-31', 60))).toMatchObject({ value: { held: 1, added: 0 } });
		expect((await of('held'))[0]?.heldWhy).toBe('Its period, 1 May 2025 to 31 May 2025, overlaps with 1 Apr 2025 to 30 Jun 2025, of another length, for which a value stands.');
		expect(await take(row('2025-10-01', '2025-12-31', 61), row('2025-05-15', '2025-08-14', 61))).toMatchObject({ value: { added: 2, held: 0 } });
	});

	it('K1, K3: of two words on one held value at once the first counts, and the other is told', async () => {
		await take(row('2026-01-01', '2026-01-31', 104));
		const [held] = await of('held');
		const both = await Promise.all([confirmReading(opened.db, word(held?.id)), refuseReading(opened.db, { ...word(held?.id), reason: 'Counted twice' })]);
		expect(both.map((answer) => answer.ok).sort()).toEqual([false, true]);
		expect(both.find((answer) => !answer.ok)).toMatchObject({ because: 'conflict', message: expect.stringContaining('Somebody has settled this held reading already.') as string });
		expect([(await of('taken')).length, (await of('refused')).length, (await of('held')).length].join()).toMatch(/^(1,0|0,1),0$/);
	});

	it('K1: the same word twice at once is one word', async () => {
		await take(row('2026-01-01', '2026-01-31', 104));
		const [held] = await of('held');
		const both = await Promise.all([confirmReading(opened.db, word(held?.id)), confirmReading(opened.db, word(held?.id))]);
		expect(both.map((answer) => answer.ok)).toEqual([true, true]);
		expect((await of('taken')).length).toBe(1);
		expect(await opened.db.$count(kpiReading)).toBe(2);
	});

	it('K2, K4: values that come while the target moves, or the KPI is archived, are taken whole or not at all', async () => {
		const rows = Array.from({ length: 15 }, (_, at) => row(`20${10 + at}-01-01`, `20${10 + at}-01-31`, 60 + (at % 3)));
		const target = opened.db.transaction(async (tx) => {
			await tx.update(kpi).set({ targetValue: 50 }).where(eq(kpi.id, share));
			await signalsOfChanges(tx, CANCER.plan, [{ entity: 'kpi', id: share, field: 'target', member: '', old: null, new: null }], new Date());
		});
		const [taken] = await Promise.all([take(...rows), target]);
		expect(taken).toMatchObject({ value: { added: 15 } });
		expect(await rebuildSignals(opened.db, CANCER.plan)).toBe(0);

		const archived = opened.db.execute(sql`update kpi set archived = true where id = ${share}`);
		const [late] = await Promise.all([take(row('2025-01-01', '2025-01-31', 60), row('2025-02-01', '2025-02-28', 61)), archived]);
		expect((await of('taken')).length).toBe(late.ok ? 17 : 15);
		expect(await take(row('2025-03-01', '2025-03-31', 60))).toMatchObject({ because: 'invalid', message: expect.stringContaining('is archived. Bring it back to enter readings.') as string });
	});
});
