/** Programmes made and changed by administrators. A new one has an empty plan that is open at once. */
import { asc, desc, eq, sql } from 'drizzle-orm';
import { noticeCursor } from '#drizzle/notices.server.ts';
import { account, plan, planClient, portfolio, post, programme, programmeRole } from '#drizzle/schema.server.ts';
import { newId, type ProgrammeId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { administering } from './administering.ts';
import { recordAudit } from './audit.ts';
import { anyWrong, lineProblem, oneLine, wrongFields, type FormAnswer, type Problems } from './form-answer.ts';
import { databaseClock, done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { joinOpenReview } from './review-agenda.ts';

export interface AdminProgramme {
	id: ProgrammeId;
	slug: string;
	name: string;
	short: string;
	prefix: string;
	category: string;
	execPostId: string | null;
	execPost: string | null;
	/** How many people have a role in it, and how many of them lead it. */
	members: number;
	leads: number;
}

export const MOST_IN_SHORT = 10;
const MOST_IN_NAME = 120;

/** Every programme in the portfolio's order. */
export async function adminProgrammes(db: Database): Promise<AdminProgramme[]> {
	const ofThis = (also = sql``) => sql<number>`(select count(*)::int from ${programmeRole} join ${account} on ${account.id} = ${programmeRole.accountId} and ${account.disabledAt} is null where ${programmeRole.programmeId} = ${programme.id} ${also})`;
	return db
		.select({
			id: programme.id,
			slug: programme.slug,
			name: programme.name,
			short: programme.short,
			prefix: programme.prefix,
			category: programme.category,
			execPostId: programme.execPostId,
			execPost: post.title,
			members: ofThis(),
			leads: ofThis(sql`and ${programmeRole.role} = 'lead'`)
		})
		.from(programme)
		.leftJoin(post, eq(post.id, programme.execPostId))
		.orderBy(asc(programme.position), asc(programme.name));
}

export interface ProgrammeTyped {
	name: string;
	short: string;
	category: string;
	/** Id of the executive lead's post; '' when none is named yet. */
	execPost: string;
}
export type ProgrammeField = 'name' | 'short' | 'prefix' | 'category' | 'execPost';

/** Makes a programme, last in the order, with an empty plan. */
export async function makeProgramme(
	db: Database,
	by: User,
	{ prefix: typedPrefix, address, ...typed }: ProgrammeTyped & { prefix: string; address: string }
): Promise<FormAnswer<{ id: ProgrammeId; slug: string; name: string }, ProgrammeField>> {
	return administering<{ id: ProgrammeId; slug: string; name: string }, ProgrammeField>(db, by, async (tx, now) => {
		// One at a time, so that slug, prefix and place are looked for among all there are.
		const owner = await lockPortfolio(tx);
		if (!owner) return refused('conflict', 'There is no portfolio yet, so a programme has nowhere to stand.');
		const { value, problems } = await readProgramme(tx, typed);
		const prefix = typedPrefix.trim().toUpperCase();
		const others = await tx.select({ id: programme.id, slug: programme.slug, prefix: programme.prefix }).from(programme);
		if (!/^[A-Z]{2,4}$/.test(prefix)) problems.prefix = 'Enter 2 to 4 capital letters, such as CAN. References of milestones begin with them.';
		else if (others.some((each) => each.prefix === prefix)) problems.prefix = `Another programme’s references begin with ${prefix}. Choose other letters.`;
		const slug = slugOf(value.name, others.map((each) => each.slug));
		if (!problems.name && slug === null) problems.name = 'Use letters or figures in the name: its address is made of them.';
		if (anyWrong(problems) || slug === null) return wrongFields('invalid', problems);
		const [last] = await tx.select({ position: programme.position }).from(programme).orderBy(desc(programme.position)).limit(1);
		const id = newId('pg');
		await tx.insert(programme).values({ id, portfolioId: owner.id, slug, prefix, ...value, position: (last?.position ?? -1) + 1 });
		await openPlan(tx, id);
		await joinOpenReview(tx, owner.id, id);
		await recordAudit(tx, { kind: 'programmeMade', by: now.account, programme: id, address, details: { name: value.name, prefix } });
		return done({ id, slug, name: value.name });
	});
}

/** An empty plan: the server's own client id is claimed from the beginning, and notices start with its first edit. */
async function openPlan(tx: Database, programmeId: ProgrammeId): Promise<void> {
	const id = newId('pl');
	const [client = 0] = crypto.getRandomValues(new Uint32Array(1));
	await tx.insert(plan).values({ id, programmeId, serverClient: client, lastAt: databaseClock() });
	await tx.insert(planClient).values({ planId: id, client, accountId: null });
	await tx.insert(noticeCursor).values({ planId: id, seq: 0 });
}

/** Changes name, short name, category and executive lead's post. Address and references stay, for links and papers hold them. */
export async function changeProgramme(
	db: Database,
	by: User,
	{ id, address, ...typed }: ProgrammeTyped & { id: ProgrammeId; address: string }
): Promise<FormAnswer<{ name: string }, ProgrammeField>> {
	return administering<{ name: string }, ProgrammeField>(db, by, async (tx, now) => {
		const [before] = await tx.select({ name: programme.name, short: programme.short, category: programme.category, execPostId: programme.execPostId }).from(programme).where(eq(programme.id, id)).for('no key update');
		if (!before) return refused('not-found', 'There is no such programme. Load the list again.');
		const { value, problems } = await readProgramme(tx, typed, id);
		if (anyWrong(problems)) return wrongFields('invalid', problems);
		const details: Record<string, string> = {};
		for (const field of ['name', 'short', 'category', 'execPostId'] as const) {
			if (value[field] === before[field]) continue;
			const called = field === 'execPostId' ? 'execPost' : field;
			details[called] = await written(tx, field, value[field]);
			details[`${called}Was`] = await written(tx, field, before[field]);
		}
		if (Object.keys(details).length === 0) return done({ name: value.name });
		await tx.update(programme).set(value).where(eq(programme.id, id));
		await recordAudit(tx, { kind: 'programmeChanged', by: now.account, programme: id, address, details });
		return done({ name: value.name });
	});
}

/** Moves a programme one place up or down in the order of lists. */
export async function moveProgramme(db: Database, by: User, { id, to, address }: { id: ProgrammeId; to: 'up' | 'down'; address: string }): Promise<Answer<{ name: string; place: number }>> {
	return administering(db, by, async (tx, now) => {
		// One at a time, so that the second starts from the order the first left.
		await lockPortfolio(tx);
		const order = await tx.select({ id: programme.id, name: programme.name, position: programme.position }).from(programme).orderBy(asc(programme.position), asc(programme.name));
		const at = order.findIndex((each) => each.id === id);
		const [moved] = at === -1 ? [] : order.splice(at, 1);
		if (!moved) return refused('not-found', 'There is no such programme. Load the list again.');
		const place = Math.max(0, Math.min(order.length, to === 'up' ? at - 1 : at + 1));
		if (place === at) return refused('conflict', `${moved.name} stands ${at === 0 ? 'first' : 'last'} already.`);
		order.splice(place, 0, moved);
		for (const [position, each] of order.entries()) if (each.position !== position) await tx.update(programme).set({ position }).where(eq(programme.id, each.id));
		await recordAudit(tx, { kind: 'programmeChanged', by: now.account, programme: id, address, details: { place: String(place + 1), placeWas: String(at + 1) } });
		return done({ name: moved.name, place: place + 1 });
	});
}

async function lockPortfolio(tx: Database): Promise<{ id: string } | undefined> {
	const [owner] = await tx.select({ id: portfolio.id }).from(portfolio).orderBy(asc(portfolio.id)).limit(1).for('no key update');
	return owner;
}

async function readProgramme(tx: Database, typed: ProgrammeTyped, self?: ProgrammeId) {
	const value = { name: oneLine(typed.name), short: oneLine(typed.short), category: oneLine(typed.category), execPostId: typed.execPost.trim() || null };
	const problems: Problems<ProgrammeField> = {};
	const name = value.name === '' ? 'Enter the name of the programme.' : lineProblem(value.name, 'The name', MOST_IN_NAME);
	const short = value.short === '' ? 'Enter a short name, for the rail at the side.' : lineProblem(value.short, 'The short name', MOST_IN_SHORT);
	const category = lineProblem(value.category, 'The category', MOST_IN_NAME);
	if (name) problems.name = name;
	if (short) problems.short = short;
	if (category) problems.category = category;
	const same = await tx.select({ id: programme.id, name: programme.name, short: programme.short }).from(programme);
	const others = same.filter((each) => each.id !== self);
	if (!name && others.some((each) => each.name.toLowerCase() === value.name.toLowerCase())) problems.name = 'Another programme has this name.';
	if (!short && others.some((each) => each.short.toLowerCase() === value.short.toLowerCase())) problems.short = 'Another programme has this short name.';
	if (value.execPostId !== null) {
		const [known] = await tx.select({ id: post.id }).from(post).where(eq(post.id, value.execPostId));
		if (!known) problems.execPost = 'Choose a post from the list.';
	}
	return { value, problems };
}

/** A value as the trail keeps it: a post by its title at the time. */
async function written(tx: Database, field: string, value: string | null): Promise<string> {
	if (field !== 'execPostId' || value === null) return value ?? 'none';
	const [row] = await tx.select({ title: post.title }).from(post).where(eq(post.id, value));
	return row?.title ?? 'none';
}

/** The word of a programme's address, made of its name and unlike the others; null when nothing of the name can stand in it. */
export function slugOf(name: string, taken: readonly string[]): string | null {
	const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[&+]/g, ' and ').toLowerCase();
	const slug = plain.replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').slice(0, 60).replace(/^-+|-+$/g, '');
	if (slug === '') return null;
	for (let number = 2, word = slug; ; word = `${slug}-${number}`, number += 1) if (!taken.includes(word)) return word;
}
