/** Posts and who holds them from when. A post changes hands; what was before is kept. */
import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { person, portfolio, post, postHolder, programme } from '#drizzle/schema.server.ts';
import { formatDay, type Day } from '#lib/plan/dates.ts';
import { newId, type PersonId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { administering } from './administering.ts';
import { recordAudit } from './audit.ts';
import { anyWrong, lineProblem, oneLine, wrongFields, type FormAnswer, type Problems } from './form-answer.ts';
import { done, refused, type Answer } from './plain-command.ts';
import { correctPeriod, handOver, holderOn, type Period } from './post-periods.ts';
import type { Database } from './query.ts';

export interface NamedPeriod extends Period {
	name: string;
}
export interface PostView {
	id: string;
	title: string;
	organisation: string;
	/** Names of the programmes whose executive lead it is. */
	leads: string[];
	/** Who holds it today; null: vacant. */
	holder: NamedPeriod | null;
	/** All periods, newest first. */
	history: NamedPeriod[];
}

const MOST_IN_TITLE = 160;
const NO_POST = 'There is no such post. Load the list again.';

/** Every post with its holder on a day: those of executive leads first, then by title. */
export async function listPosts(db: Database, today: Day): Promise<PostView[]> {
	const posts = await db.select().from(post).orderBy(asc(post.title), asc(post.id));
	const held = await db.select({ postId: postHolder.postId, person: person.id, name: person.name, from: postHolder.from, until: postHolder.until }).from(postHolder).innerJoin(person, eq(person.id, postHolder.personId)).orderBy(asc(postHolder.from));
	const programmes = await db.select({ name: programme.name, postId: programme.execPostId }).from(programme).orderBy(asc(programme.position));
	const views = posts.map(({ id, title, organisation }) => {
		const periods: NamedPeriod[] = held.filter((each) => each.postId === id).map(({ postId: _, ...period }) => period);
		const now = holderOn(periods, today);
		return {
			id,
			title,
			organisation,
			leads: programmes.filter((each) => each.postId === id).map((each) => each.name),
			holder: periods.find((each) => each === now) ?? null,
			history: periods.toReversed()
		};
	});
	return views.sort((one, other) => Number(other.leads.length > 0) - Number(one.leads.length > 0));
}

/** People a post can be given to: everyone who is known, with an account or without. */
export async function listPersons(db: Database): Promise<{ id: PersonId; name: string; organisation: string }[]> {
	return db.select({ id: person.id, name: person.name, organisation: person.organisation }).from(person).orderBy(asc(person.name), asc(person.id));
}

export type PostField = 'title' | 'organisation';

function readPost(typed: { title: string; organisation: string }) {
	const value = { title: oneLine(typed.title), organisation: oneLine(typed.organisation) };
	const problems: Problems<PostField> = {};
	const wrongTitle = value.title === '' ? 'Enter the title of the post.' : lineProblem(value.title, 'The title', MOST_IN_TITLE);
	const wrongOrganisation = lineProblem(value.organisation, 'The organisation', 200);
	if (wrongTitle) problems.title = wrongTitle;
	if (wrongOrganisation) problems.organisation = wrongOrganisation;
	return { value, problems };
}

/** Adds a post, vacant. */
export async function addPost(db: Database, by: User, { address, ...typed }: { title: string; organisation: string; address: string }): Promise<FormAnswer<{ id: string; title: string }, PostField>> {
	return administering<{ id: string; title: string }, PostField>(db, by, async (tx, now) => {
		const { value, problems } = readPost(typed);
		if (anyWrong(problems)) return wrongFields('invalid', problems);
		const [owner] = await tx.select({ id: portfolio.id }).from(portfolio).orderBy(asc(portfolio.id)).limit(1);
		if (!owner) return refused('conflict', 'There is no portfolio yet, so a post has nowhere to stand.');
		const [same] = await tx.select({ id: post.id }).from(post).where(and(eq(post.title, value.title), eq(post.organisation, value.organisation)));
		if (same) return wrongFields<PostField>('conflict', { title: 'This organisation has a post with this title already.' });
		const id = randomUUID();
		await tx.insert(post).values({ id, portfolioId: owner.id, ...value });
		await recordAudit(tx, { kind: 'postChanged', by: now.account, address, details: { post: value.title, organisation: value.organisation, added: 'yes' } });
		return done({ id, title: value.title });
	});
}

/** Changes a post's title and organisation: its history stays. */
export async function changePost(db: Database, by: User, { id, address, ...typed }: { id: string; title: string; organisation: string; address: string }): Promise<FormAnswer<{ title: string }, PostField>> {
	return administering<{ title: string }, PostField>(db, by, async (tx, now) => {
		const { value, problems } = readPost(typed);
		if (anyWrong(problems)) return wrongFields('invalid', problems);
		const before = await lockPost(tx, id);
		if (!before) return refused('not-found', NO_POST);
		if (before.title === value.title && before.organisation === value.organisation) return done({ title: value.title });
		await tx.update(post).set(value).where(eq(post.id, id));
		await recordAudit(tx, { kind: 'postChanged', by: now.account, address, details: { post: value.title, was: before.title, organisation: value.organisation, organisationWas: before.organisation } });
		return done({ title: value.title });
	});
}

/** Whom a post is given to: somebody known, somebody new by name, or nobody. */
export type NewHolder = { person: PersonId } | { name: string; initials: string; organisation: string } | null;
export type HolderField = 'person' | 'name' | 'from';

/** The post changes hands from a day, or is vacant from then; the former holder's period ends that day. */
export async function changeHands(db: Database, by: User, { id, to, from, address }: { id: string; to: NewHolder; from: Day; address: string }): Promise<FormAnswer<{ title: string; holder: string | null }, HolderField>> {
	return administering<{ title: string; holder: string | null }, HolderField>(db, by, async (tx, now) => {
		const before = await lockPost(tx, id);
		if (!before) return refused('not-found', NO_POST);
		const holder = await holderOf(tx, to);
		if (!holder.ok) return holder;
		const periods = await periodsOf(tx, id);
		const after = handOver(periods, holder.value?.id ?? null, from);
		if (!after.ok) return wrongFields(after.because, { from: after.message });
		if (holder.value?.isNew) await tx.insert(person).values({ id: holder.value.id, name: holder.value.name, initials: holder.value.initials, organisation: holder.value.organisation });
		await writePeriods(tx, id, periods, after.value);
		const details = { post: before.title, holder: holder.value?.name ?? '', from: formatDay(from) };
		await recordAudit(tx, { kind: 'postHolderChanged', by: now.account, address, details });
		return done({ title: before.title, holder: holder.value?.name ?? null });
	});
}

/** Puts right, or takes out, an entry of a post's history that was a mistake. */
export async function correctHistory(
	db: Database,
	by: User,
	{ id, which, next, address }: { id: string; which: Pick<Period, 'person' | 'from'>; next: { from: Day; until: Day | null } | null; address: string }
): Promise<Answer<{ title: string }>> {
	return administering(db, by, async (tx, now) => {
		const before = await lockPost(tx, id);
		if (!before) return refused('not-found', NO_POST);
		const periods = await periodsOf(tx, id);
		const after = correctPeriod(periods, which, next && { person: which.person, ...next });
		if (!after.ok) return after;
		const [who] = await tx.select({ name: person.name }).from(person).where(eq(person.id, which.person));
		await writePeriods(tx, id, periods, after.value);
		const was = periods.find((each) => each.person === which.person && each.from === which.from);
		const details = { post: before.title, holder: who?.name ?? '', corrected: next ? daysOf(next) : 'taken out', was: was ? daysOf(was) : '' };
		await recordAudit(tx, { kind: 'postHolderChanged', by: now.account, address, details });
		return done({ title: before.title });
	});
}

const daysOf = ({ from, until }: { from: Day; until: Day | null }): string => (until === null ? `from ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(until)}`);

/** Two changes of one post come one after the other. */
async function lockPost(tx: Database, id: string): Promise<{ title: string; organisation: string } | null> {
	const [row] = await tx.select({ title: post.title, organisation: post.organisation }).from(post).where(eq(post.id, id)).for('no key update');
	return row ?? null;
}

async function periodsOf(tx: Database, id: string): Promise<Period[]> {
	return tx.select({ person: postHolder.personId, from: postHolder.from, until: postHolder.until }).from(postHolder).where(eq(postHolder.postId, id)).orderBy(asc(postHolder.from));
}

async function writePeriods(tx: Database, id: string, before: readonly Period[], after: readonly Period[]): Promise<void> {
	const same = (one: Period, other: Period) => one.person === other.person && one.from === other.from && one.until === other.until;
	for (const { person: personId, from } of before.filter((each) => !after.some((other) => same(each, other)))) {
		await tx.delete(postHolder).where(and(eq(postHolder.postId, id), eq(postHolder.personId, personId), eq(postHolder.from, from)));
	}
	const added = after.filter((each) => !before.some((other) => same(each, other)));
	if (added.length > 0) await tx.insert(postHolder).values(added.map(({ person: personId, from, until }) => ({ postId: id, personId, from, until })));
}

interface Holder {
	id: PersonId;
	name: string;
	initials: string;
	organisation: string;
	isNew: boolean;
}

async function holderOf(tx: Database, to: NewHolder): Promise<FormAnswer<Holder | null, HolderField>> {
	if (to === null) return done(null);
	if ('person' in to) {
		const [row] = await tx.select({ id: person.id, name: person.name, initials: person.initials, organisation: person.organisation }).from(person).where(eq(person.id, to.person));
		return row ? done({ ...row, isNew: false }) : wrongFields<HolderField>('not-found', { person: 'Choose somebody from the list.' });
	}
	const name = oneLine(to.name);
	const problem = name === '' ? 'Enter the person’s name.' : lineProblem(name, 'The name', 120);
	if (problem) return wrongFields<HolderField>('invalid', { name: problem });
	return done({ id: newId('pe'), name, initials: to.initials, organisation: oneLine(to.organisation).slice(0, 200), isNew: true });
}
