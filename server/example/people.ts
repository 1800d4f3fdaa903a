/** The portfolio, its places, posts, people and programmes. Those who write are named by their post; executive leads as published. */
import { person, place, portfolio, post, postHolder, programme } from '#drizzle/schema.server.ts';
import type { PlaceId } from '#lib/plan/ids.ts';
import type { Database } from '#server/store/database.ts';
import { personIdOf, postIdOf, programmeIdOf, type Content } from './content.ts';
import { GROUP_POSTS } from './speakers.ts';
import { EXEC_POSTS, PLACES, PORTFOLIO } from './strategy.ts';

/** The first day on which the example's programme posts are held: a month before the plans begin. */
const POSTS_FROM = '2025-03-01';

/** Writes the rows that everything else refers to. */
export async function writePortfolio(tx: Database, contents: readonly Content[]): Promise<void> {
	await tx.insert(portfolio).values({ ...PORTFOLIO, illustrative: true });
	await tx.insert(place).values(PLACES.map((each, position) => ({ ...each, id: each.id as PlaceId, portfolioId: PORTFOLIO.id, position })));
	await writeExecPosts(tx);
	await writeProgrammePosts(tx, contents);
	await tx.insert(programme).values(
		contents.map(({ published }, position) => {
			const { id, slug, name, short, prefix, category, ledBy, incorporates, strapline, execPost } = published;
			const execPostId = execPost === null ? null : postIdOf(execPost);
			return { id: programmeIdOf(id), portfolioId: PORTFOLIO.id, slug, name, short, prefix, category, ledBy, incorporates, strapline, execPostId, position };
		})
	);
}

async function writeExecPosts(tx: Database): Promise<void> {
	const holders = EXEC_POSTS.flatMap(({ key: post, organisation, holders }) => holders.map((holder) => ({ post, organisation, ...holder })));
	await tx.insert(person).values(holders.map(({ key, name, initials, organisation }) => ({ id: personIdOf(key), name, initials, organisation })));
	await tx.insert(post).values(EXEC_POSTS.map(({ key, title, organisation }) => ({ id: postIdOf(key), portfolioId: PORTFOLIO.id, title, organisation })));
	await tx.insert(postHolder).values(holders.map(({ post, key, from, until }) => ({ postId: postIdOf(post), personId: personIdOf(key), from, until })));
}

async function writeProgrammePosts(tx: Database, contents: readonly Content[]): Promise<void> {
	const posts = [...contents.flatMap(({ written }) => written.posts), ...GROUP_POSTS];
	await tx.insert(person).values(posts.map(({ key, title, organisation, initials }) => ({ id: personIdOf(key), name: title, initials, organisation })));
	// An executive post has its published holders; who reviews in its name is known by the role alone.
	const own = posts.filter(({ title }) => !EXEC_POSTS.some((exec) => exec.title.toLowerCase() === title.toLowerCase()));
	await tx.insert(post).values(own.map(({ key, title, organisation }) => ({ id: postIdOf(key), portfolioId: PORTFOLIO.id, title, organisation })));
	await tx.insert(postHolder).values(own.map(({ key }) => ({ postId: postIdOf(key), personId: personIdOf(key), from: POSTS_FROM })));
}
