import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountId } from '#lib/plan/ids.ts';
import type { OpenDatabase } from '#server/store/database.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { CANCER, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { auditCsv, auditPeople, csvCell, listAudit } from './audit-list.ts';
import { recordAudit } from './audit.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
	await makePortfolio(opened.db);
	const { admin, manager, reader } = USERS;
	const address = '10.0.0.1';
	await recordAudit(opened.db, { kind: 'signedIn', by: manager.account, about: manager.account, address, at: new Date('2026-09-13T22:59:00Z') });
	await recordAudit(opened.db, { kind: 'signInFailed', by: null, address: '10.0.0.2', at: new Date('2026-09-13T23:00:00Z') });
	await recordAudit(opened.db, { kind: 'roleGiven', by: admin.account, about: reader.account, programme: CANCER.id, address, details: { role: 'reader', note: '=HYPERLINK("http://x")' }, at: new Date('2026-09-14T22:59:59Z') });
	await recordAudit(opened.db, { kind: 'roleTaken', by: admin.account, about: manager.account, programme: CANCER.id, address, details: { was: 'lead' }, at: new Date('2026-09-14T23:00:00Z') });
});
afterAll(() => opened.close());

const kinds = async (filter: Parameters<typeof listAudit>[1]) => (await listAudit(opened.db, filter)).rows.map((row) => row.kind);

describe(`U6: the audit trail (${databaseKind})`, () => {
	it('is read newest first, with names and programme', async () => {
		const { rows, older } = await listAudit(opened.db, {});
		expect(rows.map((row) => row.kind)).toEqual(['roleTaken', 'roleGiven', 'signInFailed', 'signedIn']);
		expect(rows[1]).toMatchObject({ by: { name: 'Administrator' }, about: { name: 'Board member' }, programme: 'Cancer', details: { role: 'reader' } });
		expect(rows[2]).toMatchObject({ by: null, about: null });
		expect(older).toBeNull();
	});

	it('is filtered by event, by person on either side, and by days in London', async () => {
		expect(await kinds({ kind: 'roleGiven' })).toEqual(['roleGiven']);
		expect(await kinds({ account: USERS.manager.account })).toEqual(['roleTaken', 'signedIn']);
		expect(await kinds({ account: USERS.admin.account })).toEqual(['roleTaken', 'roleGiven']);
		expect(await kinds({ from: '2026-09-14', to: '2026-09-14' })).toEqual(['roleGiven', 'signInFailed']);
		expect(await kinds({ to: '2026-09-13' })).toEqual(['signedIn']);
		expect(await kinds({ account: 'ac_nobody-here' as AccountId })).toEqual([]);
		expect((await auditPeople(opened.db)).map(({ name }) => name)).toEqual(['Administrator', 'Board member', 'Programme manager, Cancer']);
	});

	it('comes in pages without losing or doubling an event', async () => {
		const seen: string[] = [];
		let before: number | undefined;
		do {
			const page = await listAudit(opened.db, {}, { most: 3, ...(before !== undefined && { before }) });
			seen.push(...page.rows.map((row) => row.kind));
			before = page.older ?? undefined;
		} while (before !== undefined);
		expect(seen).toEqual(['roleTaken', 'roleGiven', 'signInFailed', 'signedIn']);
	});

	it('as a file has one line an event, and no cell that a spreadsheet would run', async () => {
		let file = '';
		for await (const part of auditCsv(opened.db, {})) file += part;
		const lines = file.replace('\ufeff', '').trimEnd().split('\r\n');
		expect(lines).toHaveLength(5);
		expect(lines[0]).toBe('Time (UTC),Event,By,About,Programme,Address,Details');
		expect(lines[1]).toBe('2026-09-14T23:00:00.000Z,Role taken away,Administrator,"Programme manager, Cancer",Cancer,10.0.0.1,was: lead');
		for (const start of ['=', '+', '-', '@', '\t']) expect(csvCell(`${start}1+1`).replace(/^"/, '')).toMatch(/^'/);
		expect(csvCell('a "quoted", cell')).toBe('"a ""quoted"", cell"');
		expect(csvCell('two\nlines')).toBe('"two\nlines"');
		expect(csvCell('plain')).toBe('plain');
	});
});
