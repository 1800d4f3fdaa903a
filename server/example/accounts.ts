/** Accounts of the example's people: nobody can sign in to them, but what they did is theirs. */
import { eq } from 'drizzle-orm';
import { account, portfolioRole, programmeRole } from '#drizzle/schema.server.ts';
import { can, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import { createDemonstrationAccounts as createMissing, type DemonstrationKey } from '#server/auth/demonstration.ts';
import type { Database } from '#server/store/database.ts';
import { isClinical, managerOf, personIdOf, programmeIdOf, type Content } from './content.ts';
import type { ExamplePost, ExampleProgramme } from './shape.ts';
import { accountIdOf, GROUP_POSTS } from './speakers.ts';
import { PORTFOLIO } from './strategy.ts';

/** Roles that holders of posts have in another programme than their own. */
const ALSO: readonly { post: string; programme: string; role: ProgrammeRole }[] = [{ post: 'cancer-clinical-lead', programme: 'fragile', role: 'clinical' }];

function roleOf(post: ExamplePost, programme: string): ProgrammeRole {
	if (post.key === managerOf(programme)) return 'lead';
	return isClinical(post) ? 'clinical' : 'editor';
}

/** The holder of a post as the one who edits the programme's plan. @throws when the post's role does not let it */
export function writerOf(programme: ExampleProgramme, post: string): User {
	const found = programme.posts.find((each) => each.key === post);
	if (!found) throw new Error(`${post} edits ${programme.id} but has no post there`);
	const programmeId = programmeIdOf(programme.id);
	const user: User = {
		account: accountIdOf(post),
		person: personIdOf(post),
		name: found.title,
		initials: found.initials,
		portfolioRoles: [],
		programmeRoles: { [programmeId]: roleOf(found, programme.id) }
	};
	if (!can(user, 'edit', programmeId)) throw new Error(`${post} edits ${programme.id}, which its role does not allow`);
	return user;
}

/** Writes an account and a role for every programme post and for the Leadership Group's members, as of a time. */
export async function writeAccounts(tx: Database, contents: readonly Content[], createdAt: Date): Promise<void> {
	const holders = contents.flatMap(({ written }) => written.posts.map((post) => ({ post, programme: written.id })));
	await tx.insert(account).values(holders.map(({ post }) => ({ id: accountIdOf(post.key), personId: personIdOf(post.key), createdAt })));
	await tx.insert(programmeRole).values(
		[...holders.map(({ post, programme }) => ({ post: post.key, programme, role: roleOf(post, programme) })), ...ALSO].map(({ post, programme, role }) => ({ accountId: accountIdOf(post), programmeId: programmeIdOf(programme), role }))
	);
	await tx.insert(account).values(GROUP_POSTS.map(({ key }) => ({ id: accountIdOf(key), personId: personIdOf(key), createdAt })));
	await tx.insert(portfolioRole).values(GROUP_POSTS.map(({ key }) => ({ accountId: accountIdOf(key), portfolioId: PORTFOLIO.id, role: 'reviewer' as const })));
}

/** One-click accounts that are the accounts of people who are in the example already. */
export const POSTS_OF_KEYS: Partial<Record<DemonstrationKey, string>> = {
	lead: 'cancer-manager',
	editor: 'cancer-screening-lead',
	clinical: 'cancer-clinical-breast',
	reviewer: 'group-cmo'
};

/** Makes the one-click accounts: four of them the example's own people, so that its history is theirs. */
export async function createDemonstrationAccounts(tx: Database): Promise<void> {
	for (const [key, post] of Object.entries(POSTS_OF_KEYS)) {
		await tx.update(account).set({ demonstration: key }).where(eq(account.id, accountIdOf(post)));
	}
	await createMissing(tx, { programmeId: programmeIdOf('cancer'), portfolioId: PORTFOLIO.id });
}
