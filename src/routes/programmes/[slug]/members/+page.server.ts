/** Who belongs to a programme, for its lead and administrators: added, given another role, removed. */
import { redirect } from '@sveltejs/kit';
import { can, PROGRAMME_ROLES, ROLE_WORDS, type ProgrammeRole } from '#lib/plan/rules.ts';
import { changeRoles } from '#server/auth/member-roles.ts';
import { addMember } from '#server/auth/members.ts';
import { runningSync } from '#server/running-sync.ts';
import { wrongFields } from '#server/store/form-answer.ts';
import { programmeMembers } from '#server/store/people-admin.ts';
import { missing, refusal, said, Sent } from '../../../admin/forms.server.ts';
import { managedProgramme } from './managed.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { db, user, programme } = await managedProgramme(locals, params.slug);
	return { members: await programmeMembers(db, programme.id), self: user.account, administers: can(user, 'administer') };
};

function roleOf(sent: string): ProgrammeRole | null {
	return PROGRAMME_ROLES.find((role) => role === sent) ?? null;
}

export const actions: Actions = {
	add: async (event) => {
		const { db, user, programme } = await managedProgramme(event.locals, event.params.slug);
		const sent = await Sent.of(event);
		const typed = sent.texts('email', 'name', 'role');
		const role = roleOf(typed.role);
		if (!role) return refusal('add', wrongFields('invalid', { role: 'Choose a role.' }), typed);
		const answer = await addMember(db, user, { programme: programme.id, email: typed.email, name: typed.name, role, address: sent.address });
		if (!answer.ok) return refusal('add', answer, typed);
		await runningSync().accessChanged(answer.value.account);
		return said('add', `${answer.value.email} is ${ROLE_WORDS[role].toLowerCase()} in ${programme.name} now. Whoever is new to Milepost is sent an invitation.`);
	},

	/** Gives a member another role; also takes a removal back. */
	change: async (event) => {
		const { db, user, programme } = await managedProgramme(event.locals, event.params.slug);
		const sent = await Sent.of(event);
		const account = sent.account();
		const role = roleOf(sent.text('role'));
		if (!account || !role) return missing('change');
		const answer = await changeRoles(db, user, { account, changes: [{ programme: programme.id, role }], address: sent.address });
		if (!answer.ok) return refusal('change', answer);
		await runningSync().accessChanged(account);
		const { name, changed } = answer.value;
		const [change] = changed;
		if (!change || !('programme' in change)) return said('change', `${name} has this role already.`);
		const words = `${name} is ${ROLE_WORDS[role].toLowerCase()} in ${programme.name} now.`;
		// Whoever gives up the role that opens this page has no form to undo it by.
		if (account === user.account && role !== 'lead' && !can(user, 'administer')) redirect(303, `/programmes/${programme.slug}/plan`);
		return said('change', words, change.was ? { action: '?/change', fields: { account, role: change.was } } : { action: '?/remove', fields: { account } });
	},

	remove: async (event) => {
		const { db, user, programme } = await managedProgramme(event.locals, event.params.slug);
		const sent = await Sent.of(event);
		const account = sent.account();
		if (!account) return missing('remove');
		const answer = await changeRoles(db, user, { account, changes: [{ programme: programme.id, role: null }], address: sent.address });
		if (!answer.ok) return refusal('remove', answer);
		await runningSync().accessChanged(account);
		const { name, changed } = answer.value;
		const [change] = changed;
		if (account === user.account && !can(user, 'administer')) redirect(303, '/');
		if (!change || !('programme' in change) || !change.was) return said('remove', `${name} is no member of ${programme.name}.`);
		return said('remove', `${name} was removed from ${programme.name}.`, { action: '?/change', fields: { account, role: change.was } });
	}
};
