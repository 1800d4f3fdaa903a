import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvent, secondFactor } from '#drizzle/access.server.ts';
import { account, person, portfolioRole, programmeRole, session } from '#drizzle/schema.server.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, PROGRAMME_ROLES, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, FRAGILE, makePortfolio } from '../../tests/helpers/portfolio.ts';
import { authorisedForEdit } from './edit-check.ts';
import { changeAccount, disableAccount, enableAccount, removeFactorOf } from './member-accounts.ts';
import { anotherAdministrator } from './member-locks.ts';
import { changeRoles, giveRole, takeRole } from './member-roles.ts';
import { createSession } from './sessions.ts';

const address = '10.0.0.1';
let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());
beforeEach(async () => {
	for (const table of [portfolioRole, programmeRole, session, auditEvent]) await opened.db.delete(table);
});

let number = 0;
/** Somebody who can sign in, with these roles. */
async function make(roles: { inCancer?: ProgrammeRole; inPortfolio?: PortfolioRole; password?: boolean } = {}): Promise<User> {
	const [personId, id] = [newId('pe'), newId('ac')];
	const mine = (number += 1);
	await opened.db.insert(person).values({ id: personId, name: `Person ${mine}`, initials: 'P' });
	await opened.db.insert(account).values({ id, personId, email: `p${mine}@example.nhs.uk`, passwordHash: roles.password === false ? null : 'set' });
	if (roles.inCancer) await opened.db.insert(programmeRole).values({ accountId: id, programmeId: CANCER.id, role: roles.inCancer });
	if (roles.inPortfolio) await opened.db.insert(portfolioRole).values({ accountId: id, portfolioId: 'blmk', role: roles.inPortfolio });
	return { account: id, person: personId, name: `Person ${mine}`, initials: 'P', portfolioRoles: roles.inPortfolio ? [roles.inPortfolio] : [], programmeRoles: roles.inCancer ? { [CANCER.id]: roles.inCancer } : {} };
}
const roleIn = async (id: AccountId, programme = CANCER.id) =>
	(await opened.db.select({ role: programmeRole.role }).from(programmeRole).where(and(eq(programmeRole.accountId, id), eq(programmeRole.programmeId, programme))))[0]?.role ?? null;
const administrators = async () => {
	const rows = await opened.db.select({ id: account.id }).from(account).innerJoin(portfolioRole, and(eq(portfolioRole.accountId, account.id), eq(portfolioRole.role, 'admin'))).where(isNull(account.disabledAt));
	return rows.map(({ id }) => id);
};
const demote = (by: User, about: User) => takeRole(opened.db, by, { account: about.account, role: { portfolio: 'admin' }, address });
const disable = (by: User, about: User) => disableAccount(opened.db, by, { account: about.account, address });

describe(`U7: who gives and takes which role (${databaseKind})`, () => {
	const MAY: Record<string, { own: boolean; other: boolean; portfolio: boolean }> = {
		lead: { own: true, other: false, portfolio: false },
		editor: { own: false, other: false, portfolio: false },
		clinical: { own: false, other: false, portfolio: false },
		reader: { own: false, other: false, portfolio: false },
		reviewer: { own: false, other: false, portfolio: false },
		admin: { own: true, other: true, portfolio: true },
		nobody: { own: false, other: false, portfolio: false }
	};

	it.each(Object.entries(MAY))('%s', async (who, { own, other, portfolio }) => {
		const inCancer = PROGRAMME_ROLES.find((role) => role === who);
		const inPortfolio = PORTFOLIO_ROLES.find((role) => role === who);
		const by = await make({ ...(inCancer && { inCancer }), ...(inPortfolio && { inPortfolio }) });
		const about = await make();
		const give = async (role: Parameters<typeof giveRole>[2]['role']) => (await giveRole(opened.db, by, { account: about.account, role, address })).ok;
		const take = async (role: Parameters<typeof takeRole>[2]['role'], from = about) => (await takeRole(opened.db, by, { account: from.account, role, address })).ok;
		for (const role of PROGRAMME_ROLES) {
			expect(await give({ programme: CANCER.id, role })).toBe(own);
			expect(await give({ programme: FRAGILE.id, role })).toBe(other);
		}
		const member = await make({ inCancer: 'reader' });
		expect(await take({ programme: CANCER.id }, member)).toBe(own);
		expect(await roleIn(member.account)).toBe(own ? null : 'reader');
		for (const role of PORTFOLIO_ROLES) {
			expect(await give({ portfolio: role })).toBe(portfolio);
			expect(await take({ portfolio: role })).toBe(portfolio);
		}
		// Nobody gives themselves what they could not give another.
		expect((await giveRole(opened.db, by, { account: by.account, role: { portfolio: 'admin' }, address })).ok).toBe(portfolio);
		expect((await giveRole(opened.db, by, { account: by.account, role: { programme: FRAGILE.id, role: 'lead' }, address })).ok).toBe(other);
		for (const command of [disableAccount, enableAccount]) expect((await command(opened.db, by, { account: about.account, address })).ok).toBe(portfolio);
		expect((await changeAccount(opened.db, by, { account: about.account, name: 'New', organisation: '', email: `new-${who}@example.nhs.uk`, address })).ok).toBe(portfolio);
	});

	it('a role takes the place of the one before, in one row, and both are in the trail', async () => {
		const [lead, about] = [await make({ inCancer: 'lead' }), await make({ inCancer: 'reader' })];
		expect(await giveRole(opened.db, lead, { account: about.account, role: { programme: CANCER.id, role: 'editor' }, address })).toMatchObject({ ok: true, value: { changed: [{ role: 'editor', was: 'reader' }] } });
		expect(await roleIn(about.account)).toBe('editor');
		await takeRole(opened.db, lead, { account: about.account, role: { programme: CANCER.id }, address });
		// What is so already is no event.
		await takeRole(opened.db, lead, { account: about.account, role: { programme: CANCER.id }, address });
		const events = await opened.db.select().from(auditEvent).orderBy(auditEvent.id);
		expect(events).toMatchObject([
			{ kind: 'roleGiven', byAccount: lead.account, aboutAccount: about.account, programmeId: CANCER.id, address, details: { role: 'editor', was: 'reader' } },
			{ kind: 'roleTaken', details: { was: 'editor' } }
		]);
	});

	it('several changes are made all or none', async () => {
		const lead = await make({ inCancer: 'lead' });
		const about = await make();
		const answer = await changeRoles(opened.db, lead, { account: about.account, changes: [{ programme: CANCER.id, role: 'editor' }, { portfolio: 'reviewer', has: true }], address });
		expect(answer).toMatchObject({ ok: false, because: 'no-access' });
		expect(await roleIn(about.account)).toBeNull();
	});

	it('a lead does not take the last lead away, also not when two do it at once; an administrator may', async () => {
		const [one, other, admin] = [await make({ inCancer: 'lead' }), await make({ inCancer: 'lead' }), await make({ inPortfolio: 'admin' })];
		const take = (by: User, about: User) => takeRole(opened.db, by, { account: about.account, role: { programme: CANCER.id }, address });
		const answers = await Promise.all([take(one, other), take(other, one)]);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		const last = (await roleIn(one.account)) === 'lead' ? one : other;
		expect(await take(last, last)).toMatchObject({ ok: false, because: 'conflict' });
		expect(await giveRole(opened.db, last, { account: last.account, role: { programme: CANCER.id, role: 'editor' }, address })).toMatchObject({ ok: false, because: 'conflict' });
		expect(await take(admin, last)).toMatchObject({ ok: true });
	});

	it('a disabled lead does not count as one who remains', async () => {
		const [lead, gone] = [await make({ inCancer: 'lead' }), await make({ inCancer: 'lead' })];
		await opened.db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, gone.account));
		expect(await takeRole(opened.db, lead, { account: lead.account, role: { programme: CANCER.id }, address })).toMatchObject({ ok: false, because: 'conflict' });
	});

	it('a programme or an account that there is not is said so', async () => {
		const admin = await make({ inPortfolio: 'admin' });
		expect(await giveRole(opened.db, admin, { account: newId('ac'), role: { portfolio: 'reviewer' }, address })).toMatchObject({ ok: false, because: 'not-found' });
		expect(await giveRole(opened.db, admin, { account: admin.account, role: { programme: newId('pg'), role: 'lead' }, address })).toMatchObject({ ok: false, because: 'not-found' });
	});
});

describe(`U5: the last administrator who can sign in (${databaseKind})`, () => {
	it('is neither demoted nor disabled, by anybody', async () => {
		const [last, invited, disabled] = [await make({ inPortfolio: 'admin' }), await make({ inPortfolio: 'admin', password: false }), await make({ inPortfolio: 'admin' })];
		await opened.db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, disabled.account));
		expect(await demote(last, last)).toMatchObject({ ok: false, because: 'conflict' });
		expect(await demote(invited, last)).toMatchObject({ ok: false, because: 'conflict' });
		expect(await disable(invited, last)).toMatchObject({ ok: false, because: 'conflict' });
		expect(await demote(disabled, last)).toMatchObject({ ok: false, because: 'no-access' });
		expect(await demote(last, invited)).toMatchObject({ ok: true });
	});

	it('remains when two demote or disable each other at once, whichever way', async () => {
		const ways = [demote, disable] as const;
		for (let round = 0; round < 12; round += 1) {
			await opened.db.delete(portfolioRole);
			const [one, other] = [await make({ inPortfolio: 'admin' }), await make({ inPortfolio: 'admin' })];
			const [first, second] = [ways[round % 2] ?? demote, ways[(round >> 1) % 2] ?? demote];
			const answers = await Promise.all([first(one, other), second(other, one)]);
			expect(answers.filter((answer) => answer.ok), `round ${round}`).toHaveLength(1);
			expect(await administrators(), `round ${round}`).toHaveLength(1);
		}
	});

	it('remains when all of five go for each other and for themselves', async () => {
		const five = await Promise.all([1, 2, 3, 4, 5].map(() => make({ inPortfolio: 'admin' })));
		await Promise.all(five.flatMap((by, one) => five.map((about, other) => ((one + other) % 2 === 1 ? disable(by, about) : demote(by, about)))));
		expect(await administrators()).toHaveLength(1);
	});

	it('a demonstration account counts where demonstrations run, and nowhere else', async () => {
		const real = await make({ inPortfolio: 'admin' });
		const shown = await make({ inPortfolio: 'admin', password: false });
		await opened.db.update(account).set({ demonstration: 'admin', email: null }).where(eq(account.id, shown.account));
		expect(await anotherAdministrator(opened.db, real.account, true)).toBe(true);
		expect(await anotherAdministrator(opened.db, real.account, false)).toBe(false);
	});

	it('nobody disables themselves, and an e-mail cannot be taken from who signs in with it', async () => {
		const [one] = [await make({ inPortfolio: 'admin' }), await make({ inPortfolio: 'admin' })];
		expect(await disable(one, one)).toMatchObject({ ok: false, because: 'conflict' });
		expect(await changeAccount(opened.db, one, { account: one.account, name: 'One', organisation: '', email: ' ', address })).toMatchObject({ ok: false, problems: { email: expect.any(String) as string } });
	});
});

describe(`U3: a disabled account (${databaseKind})`, () => {
	it('has no session, and its edits are refused; enabled, it has its roles again', async () => {
		const [admin, editor] = [await make({ inPortfolio: 'admin' }), await make({ inCancer: 'editor' })];
		const { session: open } = await createSession(opened.db, editor.account, new Date());
		const ask = () => opened.db.transaction((tx) => authorisedForEdit(tx, { sessionId: open.id, accountId: editor.account, programmeId: CANCER.id, now: new Date() }));
		expect(await ask()).toBe('yes');
		expect(await disable(admin, editor)).toMatchObject({ ok: true });
		expect(await opened.db.select().from(session).where(eq(session.accountId, editor.account))).toEqual([]);
		expect(await ask()).toBe('signed-out');
		expect(await disable(admin, editor)).toMatchObject({ ok: true });
		expect(await enableAccount(opened.db, admin, { account: editor.account, address })).toMatchObject({ ok: true });
		expect(await roleIn(editor.account)).toBe('editor');
		const events = await opened.db.select({ kind: auditEvent.kind }).from(auditEvent).orderBy(auditEvent.id);
		expect(events.map(({ kind }) => kind)).toEqual(['accountDisabled', 'accountEnabled']);
	});

	it('U2: a lost second factor is taken away by another administrator, and sessions end', async () => {
		const [admin, about] = [await make({ inPortfolio: 'admin' }), await make({ inPortfolio: 'admin' })];
		expect(await removeFactorOf(opened.db, admin, { account: about.account, address })).toMatchObject({ ok: false, because: 'conflict' });
		for (const each of [admin, about]) await opened.db.insert(secondFactor).values({ accountId: each.account, secret: 'JBSWY3DPEHPK3PXP', createdAt: new Date(), confirmedAt: new Date() });
		await createSession(opened.db, about.account, new Date());
		expect(await removeFactorOf(opened.db, await make({ inCancer: 'lead' }), { account: about.account, address })).toMatchObject({ ok: false, because: 'no-access' });
		expect(await removeFactorOf(opened.db, admin, { account: admin.account, address })).toMatchObject({ ok: false, because: 'conflict' });
		expect(await removeFactorOf(opened.db, admin, { account: about.account, address })).toMatchObject({ ok: true });
		expect(await opened.db.select().from(session).where(eq(session.accountId, about.account))).toEqual([]);
	});

	it('details are changed with both values in the trail; an address that is taken is refused', async () => {
		const [admin, about] = [await make({ inPortfolio: 'admin' }), await make()];
		const email = `changed-${about.account}@example.nhs.uk`;
		const open = await createSession(opened.db, about.account, new Date());
		expect(await changeAccount(opened.db, admin, { account: about.account, name: 'Ann  Price', organisation: 'A trust', email: email.toUpperCase(), address })).toMatchObject({ ok: true, value: { name: 'Ann Price', emailChanged: true } });
		expect((await opened.db.select().from(session).where(eq(session.id, open.session.id))).length).toBe(1);
		expect((await opened.db.select().from(auditEvent))[0]).toMatchObject({ kind: 'accountChanged', details: { name: 'Ann Price', nameWas: about.name, organisation: 'A trust', organisationWas: '', email, emailWas: expect.any(String) as string } });
		const change = (account: AccountId) => changeAccount(opened.db, admin, { account, name: 'X', organisation: '', email: 'same@example.nhs.uk', address });
		const [third] = [await make()];
		const answers = await Promise.all([change(about.account), change(third.account)]);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		expect(answers.find((answer) => !answer.ok)).toMatchObject({ problems: { email: expect.any(String) as string } });
	});
});
