/** What the page of members and its forms ask first. */
import { error } from '@sveltejs/kit';
import { can } from '#lib/plan/rules.ts';
import { readableProgramme, type ProgrammeAsked } from '../programme.server.ts';

/** The programme, for someone who may manage its members. @throws as `readableProgramme`; 403 for those who only read */
export async function managedProgramme(locals: App.Locals, slug: string): Promise<ProgrammeAsked> {
	const asked = await readableProgramme(locals, slug);
	if (!can(asked.user, 'manage-members', asked.programme.id)) error(403, `Members of ${asked.programme.name} are managed by its lead. Ask the lead if somebody needs a role in it.`);
	return asked;
}
