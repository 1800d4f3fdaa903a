/** One account: who it is, what they may do, what they hold, and what was done with it. */
import { error, redirect } from '@sveltejs/kit';
import { formatDay, todayInLondon } from '#lib/plan/dates.ts';
import { isId, type AccountId } from '#lib/plan/ids.ts';
import type { Answer } from '#server/store/plain-command.ts';
import { changeAccount, disableAccount, enableAccount, removeFactorOf } from '#server/auth/member-accounts.ts';
import { changeRoles } from '#server/auth/member-roles.ts';
import { inviteAgain } from '#server/auth/members.ts';
import { readSecondFactor } from '#server/auth/second-factor.ts';
import { runningSync } from '#server/running-sync.ts';
import { listAudit } from '#server/store/audit-list.ts';
import { postsHeld, readAccount } from '#server/store/people-admin.ts';
import { adminProgrammes } from '#server/store/programme-admin.ts';
import { administrator } from '../../administrator.server.ts';
import { refusal, said, Sent } from '../../forms.server.ts';
import { changesOf } from '../invitation.server.ts';
import { changesInWords, undoOf } from './role-changes.server.ts';
import type { Actions, PageServerLoad } from './$types';

const BEFORE: Partial<Record<string, (name: string, email: string | null) => string>> = {
	invited: (name, email) => `${name} was invited. The invitation goes to ${email ?? 'their address'}.`,
	given: (name) => `${name} has the roles now.`
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { db, user } = await administrator(locals);
	const who = isId('ac', params.account) ? await readAccount(db, params.account) : null;
	if (!who?.account) error(404, 'There is no such account. Choose somebody from the list of people.');
	const factor = await readSecondFactor(db, who.account);
	return {
		who: { ...who, account: who.account },
		self: who.account === user.account,
		factorSince: factor?.since ?? null,
		programmes: await adminProgrammes(db),
		posts: (await postsHeld(db, who.person, todayInLondon())).map(({ id, title, from }) => ({ id, title, from: formatDay(from) })),
		trail: (await listAudit(db, { account: who.account }, { most: 15 })).rows,
		before: BEFORE[url.searchParams.get('done') ?? '']?.(who.name, who.email) ?? null
	};
};

function accountOf(params: { account: string }): AccountId {
	if (!isId('ac', params.account)) error(404, 'There is no such account. Choose somebody from the list of people.');
	return params.account;
}

export const actions: Actions = {
	details: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const typed = sent.texts('name', 'organisation', 'email');
		const answer = await changeAccount(db, user, { account: accountOf(event.params), address: sent.address, ...typed });
		if (!answer.ok) return refusal('details', answer, typed);
		const links = answer.value.emailChanged ? ' Links that went to the former address no longer work.' : '';
		return said('details', `The details of ${answer.value.name} are saved.${links}`);
	},

	roles: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const account = accountOf(event.params);
		const programmes = await adminProgrammes(db);
		const changes = changesOf(sent, programmes);
		const answer = await changeRoles(db, user, { account, changes, address: sent.address });
		if (!answer.ok) return refusal('roles', answer);
		const { name, changed } = answer.value;
		await runningSync().accessChanged(account);
		// Nobody sees these pages any more who has just given up the role for them.
		if (account === user.account && changed.some((each) => 'portfolio' in each && each.portfolio === 'admin')) redirect(303, '/');
		if (changed.length === 0) return said('roles', `Nothing was changed: ${name} has these roles already.`);
		return said('roles', changesInWords(name, changed, programmes), undoOf(changed));
	},

	disable: async (event) => {
		const { db, user } = await administrator(event.locals);
		const account = accountOf(event.params);
		const answer = await disableAccount(db, user, { account, address: event.getClientAddress() });
		if (!answer.ok) return refusal('account', answer);
		runningSync().signedOut({ account });
		return said('account', `The account of ${answer.value.name} is disabled. They were signed out everywhere.`, { action: '?/enable', fields: {} });
	},

	enable: async (event) => {
		const { db, user } = await administrator(event.locals);
		const answer = await enableAccount(db, user, { account: accountOf(event.params), address: event.getClientAddress() });
		return plainly(answer, (name) => `The account of ${name} is enabled. They can sign in again, with the roles they have.`);
	},

	again: async (event) => {
		const { db, user } = await administrator(event.locals);
		const answer = await inviteAgain(db, user, { account: accountOf(event.params), address: event.getClientAddress() });
		return plainly(answer, (name) => `${name} was sent the invitation again. The link in the former one no longer works.`);
	},

	factor: async (event) => {
		const { db, user } = await administrator(event.locals);
		const account = accountOf(event.params);
		const answer = await removeFactorOf(db, user, { account, address: event.getClientAddress() });
		if (answer.ok) runningSync().signedOut({ account });
		return plainly(answer, (name) => `${name} has no second factor any more and was signed out everywhere.`);
	}
};

/** The answer to a form whose success is a sentence about somebody. */
function plainly(answer: Answer<{ name: string }>, words: (name: string) => string) {
	return answer.ok ? said('account', words(answer.value.name)) : refusal('account', answer);
}
