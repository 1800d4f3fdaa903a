import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeCursor } from '#drizzle/notices.server.ts';
import { plan, planClient, programme } from '#drizzle/schema.server.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { adminProgrammes, changeProgramme, makeProgramme, moveProgramme, slugOf } from './programme-admin.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());

const address = '10.0.0.1';
const typed = { name: 'Planned care', short: 'Planned', prefix: 'pla', category: 'New', execPost: 'exec', address };

describe(`programmes made by administrators (${databaseKind})`, () => {
	it('have an address of their own, come last, and have an empty plan with its first claim and cursor', async () => {
		const made = await makeProgramme(opened.db, USERS.admin, typed);
		if (!made.ok) throw new Error(made.message);
		expect(made.value.slug).toBe('planned-care');
		const [row] = await opened.db.select().from(programme).where(eq(programme.id, made.value.id));
		expect(row).toMatchObject({ prefix: 'PLA', position: 3, execPostId: 'exec' });
		const [opensWith] = await opened.db.select().from(plan).where(eq(plan.programmeId, made.value.id));
		expect(opensWith).toMatchObject({ headSeq: 0, nextRef: 1 });
		const claims = await opened.db.select().from(planClient).where(eq(planClient.planId, opensWith?.id ?? CANCER.plan));
		expect(claims).toEqual([{ planId: opensWith?.id, client: opensWith?.serverClient, accountId: null }]);
		expect(await opened.db.select().from(noticeCursor)).toEqual([{ planId: opensWith?.id, seq: 0 }]);
		expect((await adminProgrammes(opened.db)).at(-1)).toMatchObject({ name: 'Planned care', members: 0, leads: 0, execPost: 'Executive lead' });
	});

	it('are refused with what is wrong in each field, and then nothing is left behind', async () => {
		const before = await opened.db.select().from(plan);
		const refused = await makeProgramme(opened.db, USERS.admin, { name: 'cancer', short: 'elevencharss', prefix: 'CAN', category: '', execPost: 'nowhere', address });
		expect(refused).toMatchObject({ ok: false, problems: { name: expect.any(String) as string, short: expect.stringContaining('10') as string, prefix: expect.stringContaining('CAN') as string, execPost: expect.any(String) as string } });
		for (const prefix of ['', 'C', 'CANCE', 'C1', 'ÄB', '=A']) expect(await makeProgramme(opened.db, USERS.admin, { ...typed, name: 'Another', short: 'Another', prefix }), prefix).toMatchObject({ ok: false, problems: { prefix: expect.any(String) as string } });
		expect(await makeProgramme(opened.db, USERS.admin, { ...typed, name: '!!!', short: 'x', prefix: 'XX' })).toMatchObject({ ok: false, problems: { name: expect.any(String) as string } });
		expect(await opened.db.select().from(plan)).toHaveLength(before.length);
	});

	it('made twice at once, only one is made', async () => {
		const same = { ...typed, name: 'Twice', short: 'Twice', prefix: 'TWI' };
		const answers = await Promise.all([makeProgramme(opened.db, USERS.admin, same), makeProgramme(opened.db, USERS.admin, same)]);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
	});

	it('are changed and put in order; address and references stay', async () => {
		expect(await changeProgramme(opened.db, USERS.admin, { id: CANCER.id, name: 'Cancer care', short: 'Cancer', category: '', execPost: '', address })).toMatchObject({ ok: true });
		const [row] = await opened.db.select().from(programme).where(eq(programme.id, CANCER.id));
		expect(row).toMatchObject({ name: 'Cancer care', slug: 'cancer', prefix: 'CAN', execPostId: null });
		const order = async () => (await opened.db.select({ id: programme.id }).from(programme).orderBy(asc(programme.position))).slice(0, 2).map(({ id }) => id);
		expect(await order()).toEqual([FRAGILE.id, CANCER.id]);
		expect(await moveProgramme(opened.db, USERS.admin, { id: CANCER.id, to: 'up', address })).toMatchObject({ ok: true, value: { place: 1 } });
		expect(await order()).toEqual([CANCER.id, FRAGILE.id]);
		expect(await moveProgramme(opened.db, USERS.admin, { id: CANCER.id, to: 'up', address })).toMatchObject({ ok: false, because: 'conflict' });
	});

	it('moved at once, each goes on from where the other left it', async () => {
		const third = await makeProgramme(opened.db, USERS.admin, { ...typed, name: 'Third', short: 'Third', prefix: 'THI' });
		if (!third.ok) throw new Error(third.message);
		const { id } = third.value;
		const places = async () => (await opened.db.select({ id: programme.id }).from(programme).orderBy(asc(programme.position), asc(programme.name))).findIndex((each) => each.id === id);
		const before = await places();
		expect(before).toBeGreaterThan(1);
		await Promise.all([1, 2].map(() => moveProgramme(opened.db, USERS.admin, { id, to: 'up', address })));
		expect(await places()).toBe(before - 2);
	});

	it('are for administrators alone', async () => {
		for (const [who, user] of Object.entries(USERS).filter(([who]) => who !== 'admin')) {
			expect(await makeProgramme(opened.db, user, { ...typed, name: who, short: who.slice(0, 10), prefix: 'ZZ' }), who).toMatchObject({ ok: false, because: 'no-access' });
			expect(await changeProgramme(opened.db, user, { id: CANCER.id, name: who, short: who.slice(0, 10), category: '', execPost: '', address }), who).toMatchObject({ ok: false, because: 'no-access' });
			expect(await moveProgramme(opened.db, user, { id: FRAGILE.id, to: 'up', address }), who).toMatchObject({ ok: false, because: 'no-access' });
		}
	});

	it('have addresses of plain letters, unlike any other', () => {
		expect(slugOf('Mental health, LD & autism', [])).toBe('mental-health-ld-and-autism');
		expect(slugOf('Élan’s café', [])).toBe('elans-cafe');
		expect(slugOf('Cancer', ['cancer', 'cancer-2'])).toBe('cancer-3');
		expect(slugOf('???', [])).toBeNull();
	});
});
