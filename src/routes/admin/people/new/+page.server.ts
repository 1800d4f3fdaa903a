/** Inviting somebody: a name, an address, and the roles they begin with. */
import { fail, redirect } from '@sveltejs/kit';
import { isId } from '#lib/plan/ids.ts';
import { changeRoles } from '#server/auth/member-roles.ts';
import { invitePerson } from '#server/auth/members.ts';
import { runningSync } from '#server/running-sync.ts';
import { personWithoutAccount } from '#server/store/people-admin.ts';
import { adminProgrammes } from '#server/store/programme-admin.ts';
import { administrator } from '../../administrator.server.ts';
import { missing, refusal, Sent } from '../../forms.server.ts';
import { rolesOf, valuesOf } from '../invitation.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { db } = await administrator(locals);
	const asked = url.searchParams.get('person');
	const known = isId('pe', asked) ? await personWithoutAccount(db, asked) : null;
	return { programmes: await adminProgrammes(db), known: known && { person: known.person, name: known.name, organisation: known.organisation } };
};

export const actions: Actions = {
	invite: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const roles = rolesOf(sent, await adminProgrammes(db));
		const { person, ...typed } = sent.texts('email', 'name', 'organisation', 'person');
		const answer = await invitePerson(db, user, { ...typed, roles, address: sent.address, ...(isId('pe', person) && { person }) });
		if (answer.ok) redirect(303, `/admin/people/${answer.value.account}?done=invited`);
		const values = { ...typed, person, ...valuesOf(roles) };
		if (!('existing' in answer)) return refusal('invite', answer, values);
		const { account, name } = answer.existing;
		return fail(409, { form: 'invite', problem: answer.message, problems: { email: answer.message }, values, existing: { account, name, roles: valuesOf(roles) } });
	},

	/** For an address that has an account: they get the roles that were chosen for the invitation, beside those they have. */
	giveInstead: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const account = sent.account();
		if (!account) return missing('invite');
		const roles = rolesOf(sent, await adminProgrammes(db));
		const answer = await changeRoles(db, user, { account, changes: roles.map((each) => ('programme' in each ? each : { portfolio: each.portfolio, has: true })), address: sent.address });
		if (!answer.ok) return refusal('invite', answer);
		await runningSync().accessChanged(account);
		redirect(303, `/admin/people/${account}?done=given`);
	}
};
