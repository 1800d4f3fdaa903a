import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmation } from '#drizzle/conversation.server.ts';
import { milestone, milestoneLead, plan, planChange, programmeRole } from '#drizzle/schema.server.ts';
import { addDays, todayInLondon } from '#lib/plan/dates.ts';
import type { MilestoneId, PersonId } from '#lib/plan/ids.ts';
import { PROGRAMME_ROLES } from '#lib/plan/rules.ts';
import { REPORTED_FIELDS } from '#lib/plan/update-round.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addChange, addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import { changedSince, confirm, lastConfirmed } from './confirmations.ts';
import type { OpenDatabase } from './database.ts';
import { beginRound, endRound } from './round-commands.ts';

const { manager, fragile, reviewer, nobody } = USERS;
const MS = 'ms_can-01' as MilestoneId;
const at = { planId: CANCER.plan, milestoneId: MS };

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
	await opened.db.execute(sql`truncate portfolio, person, milestone_version cascade`);
	await makePortfolio(opened.db);
	await addMilestone(opened.db, CANCER.plan, 'CAN-01');
	await addMilestone(opened.db, CANCER.plan, 'CAN-02');
	await addMilestone(opened.db, FRAGILE.plan, 'FRA-01');
	seq = 0;
});

let seq = 0;
/** A change as a commit writes it, at an instant. */
async function change(field: string, old: unknown, now: unknown, when: Date = new Date(), member = ''): Promise<void> {
	await addChange(opened.db, { planId: CANCER.plan, entityId: MS, seq: (seq += 1), field, member, old, new: now, at: when });
	await opened.db.update(milestone).set({ updatedAt: when }).where(eq(milestone.id, MS));
	await opened.db.update(plan).set({ lastAt: when }).where(eq(plan.id, CANCER.plan));
}
/** Puts the newest confirmation back in time, as though it had been given then. */
const backdate = (minutes: number) => opened.db.update(confirmation).set({ at: sql`at - make_interval(mins => ${minutes})` });
async function answered(over: Partial<Parameters<typeof confirm>[1]> = {}) {
	const answer = await confirm(opened.db, { user: manager, ...at, ...over });
	return answer.ok ? answer.value.answer : answer.because;
}
const round = () => beginRound(opened.db, { user: manager, planId: CANCER.plan, due: addDays(todayInLondon(), 3), note: '' });
const kept = () => opened.db.select().from(confirmation);

describe(`T9: confirmations on the ${databaseKind}`, () => {
	it.each([
		...PROGRAMME_ROLES.map((role) => [role, false, role === 'lead' || role === 'editor'] as const),
		...PROGRAMME_ROLES.map((role) => [role, true, true] as const),
		['reviewer', false, false] as const,
		['reviewer', true, true] as const,
		['none', true, false] as const
	])('%s, a lead of the milestone: %s, may confirm: %s', async (role, leads, may) => {
		const user = role === 'reviewer' ? reviewer : nobody;
		const programme = PROGRAMME_ROLES.find((each) => each === role);
		if (programme) await opened.db.insert(programmeRole).values({ accountId: user.account, programmeId: CANCER.id, role: programme });
		if (leads) await opened.db.insert(milestoneLead).values({ planId: CANCER.plan, milestoneId: MS, personId: user.person, kind: 'clinical' });
		expect(await answered({ user })).toBe(may ? 'stillTrue' : 'no-access');
		expect(await kept()).toHaveLength(may ? 1 : 0);
	});

	it('T1: who and when are the session’s and the database’s', async () => {
		const { rows } = { rows: await opened.db.select({ now: sql<string>`clock_timestamp()::text` }).from(plan) };
		const answer = await confirm(opened.db, { user: { ...manager, name: 'Somebody else' }, ...at });
		expect(answer.ok && answer.value).toMatchObject({ milestone: MS, by: { name: manager.name, initials: manager.initials } });
		expect(answer.ok && new Date(answer.value.at).getTime()).toBeGreaterThanOrEqual(new Date(rows[0]?.now ?? '').getTime() - 1);
		expect(await lastConfirmed(opened.db, CANCER.plan)).toEqual([answer.ok && answer.value]);
		expect(await lastConfirmed(opened.db, FRAGILE.plan)).toEqual([]);
	});

	it('refuses another plan’s milestone, none, an archived one, and a made-up request', async () => {
		expect(await answered({ milestoneId: 'ms_fra-01' as MilestoneId })).toBe('not-found');
		expect(await answered({ milestoneId: 'ms_none' as MilestoneId })).toBe('not-found');
		expect(await answered({ user: fragile })).toBe('no-access');
		expect(await answered({ requestId: 'short' })).toBe('invalid');
		await opened.db.update(milestone).set({ archived: true });
		expect(await answered()).toBe('conflict');
	});

	it('T2: sent twice under one request id it is kept once; for another milestone under it, refused', async () => {
		const twice = await Promise.all([confirm(opened.db, { user: manager, ...at, requestId: 'request-1' }), confirm(opened.db, { user: manager, ...at, requestId: 'request-1' })]);
		expect(twice[1]).toEqual(twice[0]);
		expect(await answered({ milestoneId: 'ms_can-02' as MilestoneId, requestId: 'request-1' })).toBe('conflict');
		expect(await kept()).toHaveLength(1);
	});

	it('said twice within a minute by one person it is one; by another person, or later, it is another', async () => {
		await opened.db.insert(programmeRole).values({ accountId: nobody.account, programmeId: CANCER.id, role: 'editor' });
		await answered({ requestId: 'request-1' });
		await answered({ requestId: 'request-2' });
		expect(await kept()).toHaveLength(1);
		await answered({ user: nobody });
		expect(await kept()).toHaveLength(2);
		await backdate(2);
		await answered();
		expect(await kept()).toHaveLength(3);
	});

	it('within that minute, what was changed between and what a new round asks for is said anew', async () => {
		await answered();
		await round();
		expect(await answered()).toBe('stillTrue');
		expect(await kept()).toHaveLength(2);
		await change('title', 'a', 'b', new Date(Date.now() + 1));
		expect(await answered()).toBe('changed');
		expect((await kept()).map(({ roundId }) => roundId === null)).toEqual([true, false, false]);
	});

	it.each(REPORTED_FIELDS)('a change of %s makes it changed, once', async (field) => {
		await answered();
		await backdate(10);
		await change(field, null, 'x', new Date(), ['leads', 'places', 'kpis', 'dependsOn'].includes(field) ? 'member' : '');
		expect(await changedSince(opened.db, CANCER.plan)).toEqual([MS]);
		expect(await answered()).toBe('changed');
		expect(await changedSince(opened.db, CANCER.plan)).toEqual([]);
		await backdate(2);
		expect(await answered()).toBe('changed');
	});

	it('other fields, other milestones, and what went there and back leave it still true', async () => {
		await answered();
		await backdate(10);
		for (const field of ['order', 'priority', 'enablers', 'description', 'evidence', 'ask', 'kind', 'start']) await change(field, 'a', 'b');
		await addChange(opened.db, { planId: CANCER.plan, entityId: 'ms_can-02', seq: (seq += 1), field: 'title', old: 'a', new: 'b', at: new Date() });
		await change('status', 'onTrack', 'atRisk');
		await change('status', 'atRisk', 'onTrack');
		await change('leads', null, 'clinical', new Date(), 'pe_one');
		await change('leads', 'clinical', null, new Date(), 'pe_one');
		expect(await answered()).toBe('stillTrue');
	});

	it('what was never confirmed and is in no round is still true; in a round, what changed since it began is changed', async () => {
		await change('status', 'onTrack', 'atRisk', new Date(Date.now() - 60_000));
		expect(await answered()).toBe('stillTrue');
		await opened.db.delete(confirmation);
		const begun = await round();
		expect(await answered()).toBe('stillTrue');
		await opened.db.delete(confirmation);
		await change('status', 'atRisk', 'offTrack', new Date(Date.now() + 1));
		expect(await answered()).toBe('changed');
		await opened.db.delete(confirmation);
		await endRound(opened.db, { user: manager, planId: CANCER.plan, roundId: begun.ok ? begun.value.id : ('' as never) });
		expect(await answered()).toBe('stillTrue');
	});

	it('commentary that goes on after it was confirmed is a change, though the log keeps it as one row with its beginning', async () => {
		const began = new Date(Date.now() - 20_000);
		await change('commentary', '', 'First words', began);
		await answered();
		expect(await changedSince(opened.db, CANCER.plan)).toEqual([]);
		await opened.db.update(planChange).set({ new: 'First words and more' });
		await opened.db.update(milestone).set({ updatedAt: new Date(Date.now() + 1) }).where(eq(milestone.id, MS));
		expect(await changedSince(opened.db, CANCER.plan)).toEqual([MS]);
	});

	it('the example loader writes of the past as it stood then', async () => {
		const past = new Date('2026-09-05T09:00:00Z');
		await change('status', 'onTrack', 'atRisk', new Date('2026-09-10T09:00:00Z'));
		expect(await answered({ at: past })).toBe('stillTrue');
		expect(await answered({ at: new Date('2026-09-08T09:00:00Z') })).toBe('stillTrue');
		expect(await answered({ at: new Date('2026-09-12T09:00:00Z') })).toBe('changed');
		expect((await lastConfirmed(opened.db, CANCER.plan)).map((each) => each.at)).toEqual(['2026-09-12T09:00:00.000Z']);
	});

	it('whatever is changed and confirmed in whatever order, the answer is changed exactly when a reported value is another than at the last confirmation', async () => {
		const step = fc.oneof(
			fc.record({ kind: fc.constant('set' as const), field: fc.constantFrom('status', 'forecast', 'order'), value: fc.constantFrom('a', 'b') }),
			fc.record({ kind: fc.constant('member' as const), member: fc.constantFrom('pe_a' as PersonId, 'pe_b' as PersonId), value: fc.constantFrom('clinical', null) }),
			fc.record({ kind: fc.constant('confirm' as const) })
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
				await opened.db.delete(confirmation);
				await opened.db.delete(planChange);
				const now: Record<string, unknown> = { status: 'a', forecast: 'a', order: 'a', pe_a: null, pe_b: null };
				const reported = () => JSON.stringify({ ...now, order: null });
				let last: string | null = null;
				let minute = 0;
				const clock = () => new Date(Date.UTC(2026, 8, 1, 9, (minute += 2)));
				for (const each of steps) {
					if (each.kind === 'confirm') {
						expect(await answered({ at: clock() })).toBe(last !== null && last !== reported() ? 'changed' : 'stillTrue');
						last = reported();
					} else {
						const [key, field, member] = each.kind === 'set' ? [each.field, each.field, ''] : [each.member, 'leads', each.member];
						// A commit logs only what became another value.
						if (now[key] === each.value) continue;
						await change(field, now[key], each.value, clock(), member);
						now[key] = each.value;
					}
				}
			}),
			{ numRuns: 40 }
		);
	});
});
