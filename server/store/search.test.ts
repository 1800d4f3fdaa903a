import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { challenge, comment, commentThread } from '#drizzle/conversation.server.ts';
import { kpi, milestone, person, post, postHolder } from '#drizzle/schema.server.ts';
import type { CommentId, KpiId, MilestoneId, PersonId, PlanId, ThreadId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { HIT_BEGINS, HIT_ENDS, textOfParts, type SearchKind, type SearchResult } from '#lib/plan/search.ts';
import { databaseKind, openTestDatabase } from '../../tests/helpers/database.ts';
import { addKpi, addMilestone, CANCER, FRAGILE, makePortfolio, USERS } from '../../tests/helpers/portfolio.ts';
import type { Database, OpenDatabase } from './database.ts';
import { rowsOf } from './query.ts';
import { search } from './search.ts';

let opened: OpenDatabase;
let made = 0;

async function say(planId: PlanId, body: string, about: { milestoneId?: MilestoneId; kpiId?: KpiId; challenge?: boolean } = {}, by: User = USERS.manager): Promise<string> {
	made += 1;
	const [threadId, id] = [`th_said-${made}` as ThreadId, `co_said-${made}` as CommentId];
	const at = new Date(Date.UTC(2026, 8, 1, 9, made));
	const { challenge: asChallenge, ...subject } = about;
	await opened.db.insert(commentThread).values({ id: threadId, planId, ...subject, createdAt: at });
	await opened.db.insert(comment).values({ id, threadId, accountId: by.account, body, at, requestId: `said-${made}-request` });
	if (asChallenge) await opened.db.insert(challenge).values({ threadId, due: '2026-09-30', raisedBy: by.account });
	return id;
}

beforeAll(async () => {
	opened = await openTestDatabase();
	const { db } = opened;
	await makePortfolio(db);
	await addMilestone(db, CANCER.plan, 'CAN-01', { title: 'Evening breast clinics', description: 'Radiologists work in the evening.' });
	await addMilestone(db, CANCER.plan, 'CAN-02', { title: 'Mobile unit', description: 'A unit for mammography screening near the evening market.', doneWhen: 'The unit has seen <200 women> & more.' });
	await addMilestone(db, CANCER.plan, 'CAN-03', { title: 'Evening surgeries', archived: true });
	await addMilestone(db, CANCER.plan, 'CAN-14', { title: 'Lung health checks', commentary: 'Waits for CAN-02.' });
	await addMilestone(db, FRAGILE.plan, 'FRA-04', { title: 'Zanzibar agreement for radiologists', description: 'Evening cover.' });
	await addKpi(db, CANCER.plan, 'stage', 75);
	await db.update(kpi).set({ title: 'Diagnosed at stage 1 or 2', note: 'Counted by the cancer registry.' });
	const fragileKpi = await addKpi(db, FRAGILE.plan, 'zanzibar', null);
	await db.update(kpi).set({ title: 'Zanzibar operations' }).where(sql`id = ${fragileKpi}`);
	await say(CANCER.plan, 'Is CAN-14 safe without an\nevening radiographer?', { milestoneId: 'ms_can-01' as MilestoneId, challenge: true }, USERS.reader);
	await say(CANCER.plan, 'The registry counts late.', { kpiId: 'kpi_stage' as KpiId });
	await say(CANCER.plan, 'Number 14 was about minus -14 degrees.');
	await say(FRAGILE.plan, 'Zanzibar has not signed; see FRA-04.', { milestoneId: 'ms_fra-04' as MilestoneId }, USERS.fragile);
	await db.insert(post).values({ id: 'screening', portfolioId: 'blmk', title: 'Screening lead', organisation: 'Luton Council' });
	await db.insert(person).values({ id: 'pe_wren' as PersonId, name: 'Jenny O’Wren', initials: 'JW', organisation: 'Bedfordshire Hospitals' });
	await db.insert(postHolder).values({ postId: 'screening', personId: 'pe_wren' as PersonId, from: '2025-01-01' });
});
afterAll(() => opened.close());

async function find(typed: string, user: User = USERS.manager, more: { kind?: SearchKind; limit?: number } = {}) {
	const found = await search(opened.db, user, { typed, ...more });
	if (!found.ok) throw new Error(found.message);
	return found.groups;
}
async function of(kind: SearchKind, typed: string, user: User = USERS.manager): Promise<readonly SearchResult[]> {
	return (await find(typed, user)).find((group) => group.kind === kind)?.results ?? [];
}
const titles = async (kind: SearchKind, typed: string, user?: User) => (await of(kind, typed, user)).map((result) => result.title);
const everything = async (typed: string, user: User) => JSON.stringify((await find(typed, user)).map(({ results, more }) => ({ results, more })));

describe(`search on the ${databaseKind}`, () => {
	test('a reference is found first, however it is typed', async () => {
		for (const typed of ['CAN-14', 'can-14', 'CAN14', 'can 14', ' Can-014 ']) expect((await titles('milestone', typed))[0], typed).toBe('Lung health checks');
		expect((await of('milestone', 'can-14'))[0]).toMatchObject({ id: 'ms_can-14', context: 'CAN-14, Cancer', href: '/programmes/cancer/plan?milestone=CAN-14' });
		// While it is typed, those that begin so; all of them after the hyphen.
		expect(await titles('milestone', 'can-1')).toEqual(['Evening breast clinics', 'Lung health checks']);
		expect(await titles('milestone', 'CAN-')).toHaveLength(4);
		expect(await titles('milestone', 'can-2')).toEqual(['Mobile unit', 'Lung health checks']);
	});

	test('a reference is also found where it is mentioned, and not its bare number', async () => {
		const [mention, ...others] = await of('comment', 'CAN14');
		expect(others).toEqual([]);
		expect(mention?.excerpt).toContainEqual({ text: 'CAN-14', hit: true });
		expect((await of('milestone', 'CAN-2'))[1]?.excerpt).toEqual([{ text: 'Waits for ', hit: false }, { text: 'CAN-02', hit: true }, { text: '.', hit: false }]);
		// Letters that no plan has are words like others.
		expect(await titles('milestone', 'stage 1')).toEqual([]);
		expect(await titles('kpi', 'stage 1')).toEqual(['Diagnosed at stage 1 or 2']);
	});

	test('titles come before prose, archived work last and marked', async () => {
		const found = await of('milestone', 'evening');
		expect(found.map((result) => result.title)).toEqual(['Evening breast clinics', 'Mobile unit', 'Evening surgeries']);
		expect(found.map((result) => result.archived)).toEqual([false, false, true]);
		expect(found[0]?.titleParts).toEqual([{ text: 'Evening', hit: true }, { text: ' breast clinics', hit: false }]);
	});

	test('every beginning of a word finds what the word finds', async () => {
		for (const word of ['screening', 'mammography', 'radiologists', 'evening']) {
			for (let length = 2; length <= word.length; length += 1) expect(await titles('milestone', word.slice(0, length)), word.slice(0, length)).not.toEqual([]);
		}
		expect(await titles('milestone', 'unit scre')).toEqual(['Mobile unit']);
		expect(await titles('milestone', 'unit -scre')).toEqual(['Mobile unit']);
		expect(await titles('milestone', 'unit -screening')).toEqual([]);
		expect(await titles('milestone', '"evening market"')).toEqual(['Mobile unit']);
		expect(await titles('milestone', '"market evening"')).toEqual([]);
	});

	test('a comment says who, about what and when, and links to itself', async () => {
		const [result] = await of('comment', 'radiographer');
		expect(result).toMatchObject({ title: 'Board member', context: 'Challenge on CAN-01 Evening breast clinics, Cancer, 1 Sep 2026' });
		expect(result?.href).toBe('/programmes/cancer/plan?milestone=ms_can-01&thread=th_said-1&comment=co_said-1');
		expect(result && textOfParts(result.excerpt)).toBe('Is CAN-14 safe without an evening radiographer?');
		expect((await of('comment', 'registry'))[0]?.href).toContain('/programmes/cancer/kpis?kpi=kpi_stage&thread=');
		expect((await of('comment', 'degrees'))[0]?.context).toBe('On the workplan, Cancer, 1 Sep 2026');
	});

	test('T7: an excerpt is the text as it was written, markup and all', async () => {
		const [result] = await of('milestone', 'women');
		expect(result?.excerpt).toEqual([{ text: 'The unit has seen <200 ', hit: false }, { text: 'women', hit: true }, { text: '> & more.', hit: false }]);
	});

	test('people are found by name, organisation and post, never by an address', async () => {
		await opened.db.execute(sql`update account set email = 'jenny.secret@example.nhs.uk', person_id = 'pe_wren' where id = ${USERS.nobody.account}`);
		for (const typed of ['jenny', 'wre', 'bedfordshire hosp', 'screening lead', 'luton council']) expect(await titles('person', typed), typed).toContain('Jenny O’Wren');
		expect((await of('person', 'jenny'))[0]).toMatchObject({ context: 'Screening lead, Bedfordshire Hospitals', href: '/people/pe_wren' });
		expect(await titles('person', 'secret')).toEqual([]);
		expect(await everything('jenny', USERS.manager)).not.toContain('@');
	});

	test('T8: nobody finds anything of a plan they may not read – not in titles, comments, excerpts or counts', async () => {
		for (const typed of ['zanzibar', 'FRA-04', 'fra', 'evening', 'signed', 'agreement radiologists']) {
			expect(await everything(typed, USERS.reader), typed).not.toMatch(/zanzibar|fra-04|fragile\/|FRA-/i);
		}
		expect(await everything('zanzibar', USERS.reader)).toBe(await everything('nothing-of-the-kind', USERS.reader));
		expect(await titles('milestone', 'zanzibar', USERS.fragile)).toHaveLength(1);
		for (const user of [USERS.reviewer, USERS.admin]) expect((await find('zanzibar', user)).map(({ kind, results }) => [kind, results.length])).toEqual([['milestone', 1], ['kpi', 1], ['person', 0], ['comment', 1]]);
		// The roles are those of now.
		expect(await titles('milestone', 'zanzibar', { ...USERS.fragile, programmeRoles: {} })).toEqual([]);
	});

	test('T8: somebody without any role finds nothing, not even people', async () => {
		for (const typed of ['evening', 'jenny', 'CAN-14']) expect((await find(typed, USERS.nobody)).flatMap((group) => group.results)).toEqual([]);
	});

	test('what is asked for and no more, and that there is more', async () => {
		const [group, ...none] = await find('can-', USERS.manager, { kind: 'milestone', limit: 2 });
		expect(none).toEqual([]);
		expect([group?.results.length, group?.more]).toEqual([2, true]);
		expect((await find('can-', USERS.manager, { kind: 'milestone', limit: 99 }))[0]?.more).toBe(false);
		expect((await find('can-', USERS.manager, { limit: 0 }))[0]?.results).toHaveLength(1);
	});

	test('nothing that is typed is an error', async () => {
		const odd = ['', ' ', 'a', '!!', '"', '\'"`', "'; drop table milestone; --", '-', '- -', '-evening', '"open', 'or', 'and or not', '&|!():*<->', '\0evening\0', '\\', '%', '__', '<script>', 'e'.repeat(10_000), '👩‍⚕️', '\ud800', 'İı', 'the', '  the a  ', 'ev:*', '(evening', '日本', '﷽', 'can-999999', '1-1'];
		for (const typed of odd) await find(typed);
		expect(await titles('milestone', '\0evening\0')).toHaveLength(3);
		expect((await find('-evening')).flatMap((group) => group.results)).toEqual([]);
		const piece = fc.oneof(fc.constantFrom('"', '-', ' ', 'or', ':*', '|', '&', '!', '(', ')', '<->', "'", '\\', 'can-', '1', 'evening', 'İ', '%', '_'), fc.string({ unit: 'binary', maxLength: 6 }));
		const typed = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
		await fc.assert(
			fc.asyncProperty(typed, async (each) => {
				for (const { results } of await find(each, USERS.reader)) for (const { excerpt, titleParts, title } of results) {
					expect(textOfParts(titleParts)).toBe(title);
					expect(textOfParts(excerpt)).not.toMatch(/zanzibar/i);
					for (const mark of [HIT_BEGINS, HIT_ENDS]) expect(textOfParts(excerpt)).not.toContain(mark);
				}
			}),
			{ numRuns: 80 }
		);
	});

	test('a search that takes too long ends with a sentence', async () => {
		const slow = { transaction: () => Promise.reject(new Error('Failed query', { cause: Object.assign(new Error('canceling statement'), { code: '57014' }) })) };
		expect(await search(slow as unknown as Database, USERS.reader, { typed: 'evening' })).toEqual({ ok: false, message: 'The search took too long and was stopped. Search for a longer or rarer word.' });
		const broken = { transaction: () => Promise.reject(new Error('Connection lost')) };
		await expect(search(broken as unknown as Database, USERS.reader, { typed: 'evening' })).rejects.toThrow('Connection lost');
	});
});

test('the queries use the indexes for full text', async () => {
	const { db, close } = await openTestDatabase();
	await makePortfolio(db);
	const rest = { planId: CANCER.plan, kind: 'milestone' as const, order: 'a0', dateReason: '', status: 'onTrack' as const, evidence: '', ask: '', enablers: [], archived: false, commentary: '', doneWhen: '', updatedAt: new Date('2026-09-01') };
	const numbers = Array.from({ length: 3000 }, (_, index) => index);
	const prose = (index: number) => `Number w${index} of many, with words that all of them have. `.repeat(6);
	const all = numbers.map((index) => ({ ...rest, id: `ms_many-${index}` as MilestoneId, ref: `CAN-${index}`, title: `Title x${index}`, description: prose(index) }));
	for (let from = 0; from < all.length; from += 500) await db.insert(milestone).values(all.slice(from, from + 500));
	await db.insert(commentThread).values({ id: 'th_many' as ThreadId, planId: CANCER.plan, createdAt: new Date('2026-09-01') });
	const said = numbers.map((index) => ({ id: `co_many-${index}` as CommentId, threadId: 'th_many' as ThreadId, accountId: USERS.manager.account, body: prose(index), at: new Date('2026-09-01'), requestId: `many-${index}-request` }));
	for (let from = 0; from < said.length; from += 500) await db.insert(comment).values(said.slice(from, from + 500));
	const everyone = numbers.map((index) => ({ id: `pe_many-${index}` as PersonId, name: `Person n${index}`, initials: 'PN', organisation: 'Hospital' }));
	for (let from = 0; from < everyone.length; from += 500) await db.insert(person).values(everyone.slice(from, from + 500));
	await db.execute(sql`analyze`);

	const plans: string[] = [];
	// The very queries of the search, explained before they run.
	const explaining: Pick<Database, 'transaction'> = {
		transaction: (work, config) =>
			db.transaction(async (tx) => {
				const watched = new Proxy(tx, {
					get: (target, name) => {
						if (name !== 'execute') return Reflect.get(target, name) as unknown;
						return async (query: ReturnType<typeof sql>) => {
							plans.push(JSON.stringify(await rowsOf(target, sql`explain ${query}`)));
							return target.execute(query);
						};
					}
				});
				return work(watched);
			}, config)
	};
	for (const typed of ['w1234', 'n1234']) await search(explaining as Database, USERS.reviewer, { typed });
	const used = plans.join('\n');
	for (const index of ['milestone_search', 'comment_search', 'person_search']) expect(used).toContain(`Bitmap Index Scan on ${index}`);
	await close();
}, 60_000);
