import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSession } from '#server/auth/sessions.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { recordAudit } from './audit.ts';
import type { OpenDatabase } from './database.ts';
import { listPeople, readAccount } from './people-admin.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
});
afterAll(() => opened.close());

describe(`people as administrators see them (${databaseKind})`, () => {
	it('each with their own last sign-in, by the trail or by a session', async () => {
		const { manager, reader, admin } = USERS;
		const signIn = (account: typeof manager.account, at: string) => recordAudit(opened.db, { kind: 'signedIn', by: account, about: account, address: '', at: new Date(at) });
		await signIn(manager.account, '2026-09-10T09:00:00.123Z');
		await signIn(manager.account, '2026-09-12T09:00:00.456Z');
		await signIn(reader.account, '2026-09-11T09:00:00Z');
		await recordAudit(opened.db, { kind: 'signInFailed', by: null, about: admin.account, address: '' });
		await createSession(opened.db, reader.account, new Date('2026-09-13T09:00:00.789Z'));
		const { people } = await listPeople(opened.db, '');
		const last = new Map(people.map(({ account, lastSignIn }) => [account, lastSignIn?.toISOString() ?? null]));
		expect([manager, reader, admin].map(({ account }) => last.get(account))).toEqual(['2026-09-12T09:00:00.456Z', '2026-09-13T09:00:00.789Z', null]);
		expect((await readAccount(opened.db, manager.account))?.lastSignIn?.toISOString()).toBe('2026-09-12T09:00:00.456Z');
	});
});
