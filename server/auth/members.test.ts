import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountLink, auditEvent } from '#drizzle/access.server.ts';
import { mail } from '#drizzle/notices.server.ts';
import { account, person, portfolioRole, programmeRole } from '#drizzle/schema.server.ts';
import { newId, type AccountId } from '#lib/plan/ids.ts';
import { PROGRAMME_ROLES, type User } from '#lib/plan/rules.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { changeAccount } from './member-accounts.ts';
import { giveRole } from './member-roles.ts';
import { addMember, inviteAgain, invitePerson } from './members.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());
beforeEach(async () => {
	await opened.db.delete(mail);
	await opened.db.delete(auditEvent);
});

const address = '10.0.0.1';
let number = 0;
const fresh = () => `person${(number += 1)}@example.nhs.uk`;
const invitation = (email: string, more: Partial<Parameters<typeof invitePerson>[2]> = {}) => ({ email, name: 'Ann Price', organisation: 'A trust', roles: [], address, ...more });
const rolesOf = async (id: AccountId) => opened.db.select({ programme: programmeRole.programmeId, role: programmeRole.role }).from(programmeRole).where(eq(programmeRole.accountId, id));
const rowOf = async (email: string) => (await opened.db.select().from(account).where(eq(account.email, email)))[0];

describe(`people invited by administrators (${databaseKind})`, () => {
	it('U1: get an account without a password, their roles, and one mail with a link, written with the audit in one transaction', async () => {
		const email = fresh();
		const answer = await invitePerson(opened.db, USERS.admin, invitation(`  ${email.toUpperCase()} `, { roles: [{ programme: CANCER.id, role: 'editor' }, { portfolio: 'reviewer' }] }));
		if (!answer.ok) throw new Error(answer.message);
		const row = await rowOf(email);
		expect(row).toMatchObject({ id: answer.value.account, passwordHash: null, disabledAt: null });
		expect(await rolesOf(answer.value.account)).toEqual([{ programme: CANCER.id, role: 'editor' }]);
		expect(await opened.db.select({ role: portfolioRole.role }).from(portfolioRole).where(eq(portfolioRole.accountId, answer.value.account))).toEqual([{ role: 'reviewer' }]);
		expect(await opened.db.select({ to: mail.recipient, kind: mail.kind, state: mail.state }).from(mail)).toEqual([{ to: email, kind: 'link', state: 'waiting' }]);
		const events = await opened.db.select({ kind: auditEvent.kind, by: auditEvent.byAccount, about: auditEvent.aboutAccount, details: auditEvent.details }).from(auditEvent).orderBy(auditEvent.id);
		expect(events.map(({ kind, details }) => [kind, details])).toEqual([['invited', { email }], ['roleGiven', { role: 'editor' }], ['roleGiven', { role: 'reviewer' }]]);
		expect(new Set(events.map(({ by, about }) => `${by} ${about}`))).toEqual(new Set([`${USERS.admin.account} ${answer.value.account}`]));
		const [who] = await opened.db.select({ name: person.name, initials: person.initials, organisation: person.organisation }).from(person).where(eq(person.id, row?.personId ?? USERS.nobody.person));
		expect(who).toEqual({ name: 'Ann Price', initials: 'AP', organisation: 'A trust' });
	});

	it('an address that has an account is answered with whose it is, and nothing is sent', async () => {
		const email = fresh();
		const first = await invitePerson(opened.db, USERS.admin, invitation(email));
		await opened.db.delete(mail);
		const second = await invitePerson(opened.db, USERS.admin, invitation(email.toUpperCase(), { name: 'Another Name' }));
		expect(second).toMatchObject({ ok: false, because: 'conflict', existing: { account: first.ok ? first.value.account : '', name: 'Ann Price' } });
		expect(await opened.db.select().from(mail)).toEqual([]);
	});

	it('invited twice at once, one account is made and one mail written', async () => {
		const email = fresh();
		const answers = await Promise.all([1, 2, 3].map(() => invitePerson(opened.db, USERS.admin, invitation(email))));
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		expect(answers.filter((answer) => !answer.ok && 'existing' in answer)).toHaveLength(2);
		expect(await opened.db.select().from(mail)).toHaveLength(1);
	});

	it('somebody known without an account stays the same person', async () => {
		const email = fresh();
		const known = newId('pe');
		await opened.db.insert(person).values({ id: known, name: 'Andrew', initials: 'AN' });
		const answer = await invitePerson(opened.db, USERS.admin, invitation(email, { person: known, name: 'Andrew Rochford' }));
		expect(answer).toMatchObject({ ok: true });
		expect(await rowOf(email)).toMatchObject({ personId: known });
		expect(await invitePerson(opened.db, USERS.admin, invitation(fresh(), { person: known }))).toMatchObject({ ok: false, because: 'conflict' });
	});

	it('what is wrong is said in its field, and nothing is written', async () => {
		const before = await opened.db.select().from(person);
		const wrong: [Partial<Record<'email' | 'name' | 'organisation', string>>, string][] = [
			[{ email: '' }, 'email'],
			[{ email: 'ann' }, 'email'],
			[{ email: 'a@b, c@d' }, 'email'],
			[{ email: 'ann@example.nhs.uk\r\nBcc: all@example.nhs.uk' }, 'email'],
			[{ email: `${'a'.repeat(250)}@example.nhs.uk` }, 'email'],
			[{ name: ' \u2029 ' }, 'name'],
			[{ name: 'x'.repeat(121) }, 'name'],
			[{ name: 'Ann \u202e ecirP' }, 'name'],
			[{ organisation: 'x'.repeat(201) }, 'organisation']
		];
		for (const [values, field] of wrong) {
			const answer = await invitePerson(opened.db, USERS.admin, invitation(fresh(), values));
			expect(answer, JSON.stringify(values)).toMatchObject({ ok: false, because: 'invalid', problems: { [field]: expect.stringMatching(/\.$/) as string } });
		}
		expect(await opened.db.select().from(person)).toHaveLength(before.length);
		expect(await opened.db.select().from(mail)).toEqual([]);
	});

	it('U7: nobody but an administrator invites or sends again', async () => {
		for (const [who, user] of Object.entries(USERS).filter(([who]) => who !== 'admin')) {
			expect(await invitePerson(opened.db, user, invitation(fresh())), who).toMatchObject({ ok: false, because: 'no-access' });
			expect(await inviteAgain(opened.db, user, { account: USERS.reader.account, address }), who).toMatchObject({ ok: false, because: 'no-access' });
		}
	});

	it('U1: the invitation is sent again, and the former link ends; not to somebody with a password', async () => {
		const email = fresh();
		const answer = await invitePerson(opened.db, USERS.admin, invitation(email));
		if (!answer.ok) throw new Error(answer.message);
		const linksOf = () => opened.db.select({ id: accountLink.id }).from(accountLink).where(eq(accountLink.accountId, answer.value.account));
		const [former] = await linksOf();
		expect(await inviteAgain(opened.db, USERS.admin, { account: answer.value.account, address })).toMatchObject({ ok: true, value: { email } });
		const [now, ...more] = await linksOf();
		expect(more).toEqual([]);
		expect(now?.id).not.toBe(former?.id);
		await opened.db.update(account).set({ passwordHash: 'set' }).where(eq(account.id, answer.value.account));
		expect(await inviteAgain(opened.db, USERS.admin, { account: answer.value.account, address })).toMatchObject({ ok: false, because: 'conflict' });
		expect(await inviteAgain(opened.db, USERS.admin, { account: USERS.reader.account, address })).toMatchObject({ ok: false, because: 'conflict' });
		expect(await inviteAgain(opened.db, USERS.admin, { account: newId('ac'), address })).toMatchObject({ ok: false, because: 'not-found' });
	});

	it('U1: another address ends the links to the former one', async () => {
		const email = fresh();
		const answer = await invitePerson(opened.db, USERS.admin, invitation(email));
		if (!answer.ok) throw new Error(answer.message);
		const changed = await changeAccount(opened.db, USERS.admin, { account: answer.value.account, name: 'Ann Price', organisation: '', email: fresh(), address });
		expect(changed).toMatchObject({ ok: true, value: { emailChanged: true } });
		expect(await opened.db.select().from(accountLink).where(eq(accountLink.accountId, answer.value.account))).toEqual([]);
	});
});

describe(`members added by a programme’s lead (${databaseKind})`, () => {
	const add = (email: string, by: User = USERS.manager, programme = CANCER.id) => addMember(opened.db, by, { programme, email, name: 'Bob Hill', role: 'reader', address });

	it('the answer is the same for somebody new and somebody who has an account', async () => {
		const [known, unknown] = [fresh(), fresh()];
		const existing = await invitePerson(opened.db, USERS.admin, invitation(known));
		if (!existing.ok) throw new Error(existing.message);
		await opened.db.delete(mail);
		const strip = (answer: Awaited<ReturnType<typeof add>>) => (answer.ok ? { ...answer, value: { email: 'x' } } : answer);
		expect(strip(await add(known))).toEqual(strip(await add(unknown)));
		expect(await rolesOf(existing.value.account)).toEqual([{ programme: CANCER.id, role: 'reader' }]);
		expect(await opened.db.select({ to: mail.recipient }).from(mail)).toEqual([{ to: unknown }]);
		const [who] = await opened.db.select({ name: person.name }).from(person).innerJoin(account, eq(account.personId, person.id)).where(eq(account.email, known));
		expect(who?.name).toBe('Ann Price');
	});

	it('is the same too for an account that is disabled, which stays so', async () => {
		const email = fresh();
		const answer = await invitePerson(opened.db, USERS.admin, invitation(email));
		if (!answer.ok) throw new Error(answer.message);
		await opened.db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, answer.value.account));
		expect(await add(email)).toMatchObject({ ok: true });
		expect((await rowOf(email))?.disabledAt).not.toBeNull();
	});

	it('who is a member already is told so and keeps the role', async () => {
		const email = fresh();
		const answer = await add(email);
		if (!answer.ok) throw new Error(answer.message);
		await giveRole(opened.db, USERS.manager, { account: answer.value.account, role: { programme: CANCER.id, role: 'editor' }, address });
		expect(await add(email)).toMatchObject({ ok: false, because: 'conflict', problems: { email: expect.stringContaining('editor') as string } });
		expect(await rolesOf(answer.value.account)).toEqual([{ programme: CANCER.id, role: 'editor' }]);
	});

	it('U7: only in one’s own programme, and only with the role for it', async () => {
		expect(await add(fresh(), USERS.manager, FRAGILE.id)).toMatchObject({ ok: false, because: 'no-access' });
		for (const who of ['reader', 'reviewer', 'nobody'] as const) expect(await add(fresh(), USERS[who]), who).toMatchObject({ ok: false, because: 'no-access' });
		expect(await add(fresh(), USERS.admin, FRAGILE.id)).toMatchObject({ ok: true });
	});

	it('a role that the page still believes in is not believed', async () => {
		const forged: User = { ...USERS.reader, programmeRoles: { [CANCER.id]: 'lead' }, portfolioRoles: ['admin'] };
		for (const role of PROGRAMME_ROLES) expect(await giveRole(opened.db, forged, { account: USERS.nobody.account, role: { programme: CANCER.id, role }, address })).toMatchObject({ ok: false, because: 'no-access' });
		expect(await add(fresh(), forged)).toMatchObject({ ok: false, because: 'no-access' });
		expect(await invitePerson(opened.db, forged, invitation(fresh()))).toMatchObject({ ok: false, because: 'no-access' });
	});

	it('one person sends a hundred invitations an hour and no more', async () => {
		await opened.db.insert(auditEvent).values(Array.from({ length: 100 }, () => ({ at: new Date(), kind: 'invited' as const, byAccount: USERS.manager.account, address: '', details: {} })));
		expect(await add(fresh())).toMatchObject({ ok: false, because: 'limited' });
		expect(await opened.db.select().from(mail)).toEqual([]);
		await opened.db.delete(auditEvent).where(and(eq(auditEvent.kind, 'invited')));
		expect(await add(fresh())).toMatchObject({ ok: true });
	});
});
