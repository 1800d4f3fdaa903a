/** A plan to talk about: a milestone, a KPI, and an account for each role; many may share a database. */
import { eq } from 'drizzle-orm';
import { comment, commentThread } from '#drizzle/conversation.server.ts';
import { notice } from '#drizzle/notices.server.ts';
import { account, kpi, milestone, milestoneLead, person, plan, planChange, portfolio, portfolioRole, programme, programmeRole } from '#drizzle/schema.server.ts';
import type { ThreadSubject, ThreadView } from '#lib/plan/conversation.ts';
import { newId, type AccountId, type KpiId, type MilestoneId, type PersonId, type PlanId, type ProgrammeId } from '#lib/plan/ids.ts';
import { PORTFOLIO_ROLES, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import type { Database } from '#server/store/database.ts';
import type { Answer } from '#server/store/plain-command.ts';
import { beginThread, reply, type NewReply, type NewThread } from '#server/store/thread-commands.ts';

export type Role = ProgrammeRole | PortfolioRole;
export const ROLES: readonly Role[] = ['lead', 'editor', 'clinical', 'reader', 'reviewer', 'admin'];

let requests = 0;
/** A request id that no other comment of this run has. */
export const newRequest = () => `request-${(requests += 1)}`;
/** 'done', or why it was refused. */
export const because = (answer: Answer<unknown>) => (answer.ok ? 'done' : answer.because);

/** The value of an answer. @throws with the refusal's words */
export function valueOf<Value>(answer: Answer<Value>): Value {
	if (!answer.ok) throw new Error(`Refused (${answer.because}): ${answer.message}`);
	return answer.value;
}
/** The words of a refusal. @throws when it was none */
export function refusalOf(answer: Answer<unknown>): string {
	if (answer.ok) throw new Error('It was not refused');
	return answer.message;
}

export type TalkedOf = Awaited<ReturnType<typeof makeTalkedOf>>;

/** Writes a programme with its plan, and the six people. Portfolio roles reach every plan of the database. */
export async function makeTalkedOf(db: Database) {
	await db.insert(portfolio).values({ id: 'blmk', name: 'BLMK', short: 'BLMK' }).onConflictDoNothing();
	const [programmeId, planId]: [ProgrammeId, PlanId] = [newId('pg'), newId('pl')];
	await db.insert(programme).values({ id: programmeId, portfolioId: 'blmk', slug: programmeId.replace('_', '-'), name: 'Cancer', short: 'Cancer', prefix: 'CAN', position: 1 });
	await db.insert(plan).values({ id: planId, programmeId, lastAt: new Date(), serverClient: 1 });

	async function addPerson(name: string): Promise<PersonId> {
		const id = newId('pe');
		await db.insert(person).values({ id, name, initials: 'BR' });
		return id;
	}
	async function addUser(name: string, role: Role | null): Promise<User> {
		const [personId, accountId] = [await addPerson(name), newId('ac')];
		await db.insert(account).values({ id: accountId, personId });
		const inPortfolio = PORTFOLIO_ROLES.find((each) => each === role);
		if (inPortfolio) await db.insert(portfolioRole).values({ accountId, portfolioId: 'blmk', role: inPortfolio });
		else if (role) await db.insert(programmeRole).values({ accountId, programmeId, role: role as ProgrammeRole });
		const programmeRoles = role && !inPortfolio ? { [programmeId]: role as ProgrammeRole } : {};
		return { account: accountId, person: personId, name, initials: 'BR', portfolioRoles: inPortfolio ? [inPortfolio] : [], programmeRoles };
	}
	async function addMilestone(ref = 'CAN-02'): Promise<MilestoneId> {
		const id = newId('ms');
		await db.insert(milestone).values({
			planId, id, ref, kind: 'milestone', title: 'Clinics open', order: 'a0', dateReason: '', status: 'onTrack', doneWhen: '',
			evidence: '', ask: '', enablers: [], archived: false, description: '', commentary: '', updatedAt: new Date()
		});
		return id;
	}
	const users = {
		lead: await addUser('Programme manager', 'lead'),
		editor: await addUser('Radiology manager', 'editor'),
		clinical: await addUser('Clinical lead, breast', 'clinical'),
		reader: await addUser('Board member', 'reader'),
		reviewer: await addUser('Chief medical officer', 'reviewer'),
		admin: await addUser('Administrator', 'admin')
	} satisfies Record<Role, User>;
	const milestoneId = await addMilestone('CAN-01');
	const kpiId: KpiId = newId('kpi');
	await db.insert(kpi).values({ planId, id: kpiId, title: 'Waiting time', unit: 'weeks', direction: 'decrease', source: '', frequency: '', note: '', targetValue: null, targetBy: null, baselines: {}, trajectory: {}, archived: false });

	const onMilestone: ThreadSubject = { on: 'milestone', milestone: milestoneId, field: null };
	const begin = (change: Partial<NewThread> = {}) => beginThread(db, { user: users.clinical, planId, subject: onMilestone, body: 'Is this real?', requestId: newRequest(), mentions: [], ...change });
	return {
		programmeId,
		planId,
		milestoneId,
		kpiId,
		users,
		onMilestone,
		addPerson,
		addUser,
		addMilestone,
		begin,
		/** A challenge that the clinical lead raised, due today at the earliest. */
		raise: async (due: string, change: Partial<NewThread> = {}): Promise<ThreadView> => valueOf(await begin({ challenge: { letter: null, owner: null, due }, ...change })),
		answer: (thread: Pick<ThreadView, 'id'>, change: Partial<NewReply> = {}) => reply(db, { user: users.editor, planId, threadId: thread.id, body: 'Two are appointed.', requestId: newRequest(), mentions: [], ...change }),
		makeLead: (who: PersonId, of: MilestoneId = milestoneId) => db.insert(milestoneLead).values({ planId, milestoneId: of, personId: who, kind: 'accountable' }),
		/** Archives a milestone or KPI, with the row of the history that says who did. */
		archive: async (id: MilestoneId | KpiId, by: User, at: Date, seq = 1): Promise<void> => {
			const entity = id.startsWith('kpi_') ? 'kpi' : 'milestone';
			await db.insert(planChange).values({ planId, seq, part: 0, entity, entityId: id, field: 'archived', old: false, new: true, accountId: by.account, at });
			if (entity === 'kpi') await db.update(kpi).set({ archived: true }).where(eq(kpi.id, id as KpiId));
			else await db.update(milestone).set({ archived: true }).where(eq(milestone.id, id as MilestoneId));
		},
		takeRole: (from: User) => db.delete(programmeRole).where(eq(programmeRole.accountId, from.account)),
		disable: (who: User) => db.update(account).set({ disabledAt: new Date() }).where(eq(account.id, who.account)),
		/** Everything said in the plan. */
		said: () => db.select({ id: comment.id, body: comment.body }).from(comment).innerJoin(commentThread, eq(commentThread.id, comment.threadId)).where(eq(commentThread.planId, planId)),
		/** What an account was told of this plan, in order. */
		told: async (who: { account: AccountId }) => {
			const rows = await db.select().from(notice).where(eq(notice.planId, planId)).orderBy(notice.at);
			return rows.filter((row) => row.accountId === who.account).map((row) => (row.kind === 'challenge' ? `challenge ${row.facts.step ?? ''}` : row.kind));
		}
	};
}
