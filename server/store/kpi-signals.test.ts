import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kpiSignal } from '#drizzle/measures.server.ts';
import { place, programme } from '#drizzle/schema.server.ts';
import { addEntity, setField } from '#lib/plan/document.ts';
import type { KpiTarget } from '#lib/plan/fields.ts';
import { newId, type PlaceId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { SyncService } from '#server/sync/service.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { makePlan, type TestPlan } from '../../tests/helpers/plan.ts';
import type { OpenDatabase } from './database.ts';
import { rebuildSignals, signalsOf } from './kpi-signals.ts';
import { takeReadings } from './readings.ts';
import { verifyPlan } from './verify.ts';

describe(`signals and the plan (${databaseKind})`, () => {
	let opened: OpenDatabase;
	let service: SyncService;
	let plan: TestPlan;
	let user: User;
	const measure = newId('kpi');
	const unread = newId('kpi');
	const where = newId('pr').replace('pr_', 'town-') as PlaceId;

	beforeAll(async () => {
		opened = await openTestDatabase();
		service = new SyncService(opened.db);
		plan = await makePlan(opened.db);
		const { account, person, name } = await plan.person('editor');
		user = { account, person, name, initials: 'P', portfolioRoles: [], programmeRoles: { [plan.programme]: 'editor' } };
		const [row] = await opened.db.select({ portfolioId: programme.portfolioId }).from(programme).where(eq(programme.id, plan.programme));
		await opened.db.insert(place).values({ id: where, portfolioId: row?.portfolioId ?? '', name: 'Town', short: 'TO', kind: 'place', position: 1 });
		await edit((doc) => {
			addEntity(doc, 'kpi', measure, { title: 'Waiting', unit: 'days', direction: 'decrease' });
			addEntity(doc, 'kpi', unread, { title: 'Unread', unit: 'days' });
		});
	});
	afterAll(async () => {
		await service.stop();
		await opened.close();
	});
	const edit = (make: Parameters<SyncService['edit']>[2]) => service.edit(plan.id, user.account, make);
	const setTarget = (kpi: typeof measure, target: KpiTarget | null) => edit((doc) => setField(doc, { entity: 'kpi', id: kpi, field: 'target' }, target));
	const signals = async () => (await signalsOf(opened.db, [plan.id])).map(({ variation, assurance }) => ({ variation, assurance }));
	const versions = async () => (await opened.db.select().from(kpiSignal).where(eq(kpiSignal.planId, plan.id))).length;

	it('K4: a commit that changes the target or the direction changes what the readings say, at once', async () => {
		const months = Array.from({ length: 15 }, (_, index) => new Date(Date.UTC(2025, index, 1)).toISOString().slice(0, 10));
		const rows = months.map((periodStart, index) => ({ kpi: measure, place: where, periodStart, periodEnd: new Date(Date.UTC(2025, index + 1, 0)).toISOString().slice(0, 10), value: index === 14 ? 40 : 20 + (index % 3), numerator: null, denominator: null, lowerCi: null, upperCi: null, status: 'final' as const, source: '', extractedOn: null }));
		expect(await takeReadings(opened.db, { user, planId: plan.id, rows, fileName: '', fileHash: '' })).toMatchObject({ ok: true, value: { added: 15 } });
		expect(await signals()).toEqual([{ variation: 'concern-high', assurance: null }]);
		await setTarget(measure, { value: 5, by: null });
		expect(await signals()).toEqual([{ variation: 'concern-high', assurance: 'fail' }]);
		await setTarget(measure, { value: 90, by: null });
		expect(await signals()).toEqual([{ variation: 'concern-high', assurance: 'pass' }]);
		await edit((doc) => setField(doc, { entity: 'kpi', id: measure, field: 'direction' }, 'increase'));
		expect(await signals()).toEqual([{ variation: 'improvement-high', assurance: 'fail' }]);
		expect(await verifyPlan(opened.db, plan.id)).toEqual([]);
	});

	it('K4: an edit that says nothing new, or of a KPI without readings, begins no version', async () => {
		const before = await versions();
		await setTarget(measure, { value: 91, by: '2027-03-31' });
		await edit((doc) => setField(doc, { entity: 'kpi', id: measure, field: 'title' }, 'Waiting longer'));
		await setTarget(unread, { value: 1, by: null });
		expect(await versions()).toBe(before);
		expect(await rebuildSignals(opened.db, plan.id)).toBe(0);
	});
});
