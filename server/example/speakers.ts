/** Who speaks in the example: the holders of the programmes' posts, and the Leadership Group's members. */
import type { AccountId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { personIdOf, type Content } from './content.ts';
import type { ExamplePost } from './shape.ts';

/** The account of a post's holder. */
export const accountIdOf = (post: string) => `ac_${post}` as AccountId;

const GROUP = 'Health and Care Professionals Leadership Group';
/** Those who review all programmes. */
export const GROUP_POSTS: readonly ExamplePost[] = [
	{ key: 'group-chair', title: 'Leadership Group, chair', organisation: GROUP, initials: 'CH' },
	{ key: 'group-luton', title: 'Leadership Group, Luton', organisation: GROUP, initials: 'LG' },
	{ key: 'group-milton-keynes', title: 'Leadership Group, Milton Keynes', organisation: GROUP, initials: 'LM' },
	{ key: 'group-public-health', title: 'Public health member', organisation: GROUP, initials: 'PU' },
	{ key: 'group-cmo', title: 'Chief medical officer', organisation: 'BLMK ICB', initials: 'CM' }
];

/** A post's holder as a session would give them; which roles they have, each command asks the database. */
export type Speakers = (post: string) => User;

/** Finds a speaker by the key of a post; the function it gives throws when there is no such post. */
export function speakersOf(contents: readonly Content[]): Speakers {
	const posts = new Map([...contents.flatMap(({ written }) => written.posts), ...GROUP_POSTS].map((post) => [post.key, post]));
	return (key) => {
		const post = posts.get(key);
		if (!post) throw new Error(`${key} speaks in the example and has no post`);
		return { account: accountIdOf(key), person: personIdOf(key), name: post.title, initials: post.initials, portfolioRoles: [], programmeRoles: {} };
	};
}
