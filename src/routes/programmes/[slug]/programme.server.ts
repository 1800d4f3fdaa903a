/** What every page of a programme asks first: which programme it is, and whether this person may read it. */
import { error } from '@sveltejs/kit';
import { can, roleIn, type PortfolioRole, type ProgrammeRole, type User } from '#lib/plan/rules.ts';
import { getDatabase, type Database } from '#server/store/database.ts';
import { neededFrom, programmeBySlug, programmeLeads, readableProgrammes, type ProgrammeRecord } from '#server/store/programmes.ts';

export interface ProgrammeAsked {
	db: Database;
	user: User;
	programme: ProgrammeRecord;
	role: ProgrammeRole | PortfolioRole;
}

/**
 * The programme of an address, for someone who may read it. Each page's load calls it: moving
 * between pages of a programme does not run the layout's load again.
 * @throws 404 for no such programme (or nobody signed in who may know), 403 with whom to ask
 */
export async function readableProgramme(locals: App.Locals, slug: string): Promise<ProgrammeAsked> {
	const { user } = locals;
	const db = await getDatabase();
	const programme = user && can(user, 'see-portfolio') ? await programmeBySlug(db, slug) : null;
	if (!user || !programme) error(404, 'There is no such programme. It may have been renamed; choose it from the list at the side.');
	const role = roleIn(user, programme.id);
	if (role !== null && can(user, 'read', programme.id)) return { db, user, programme, role };
	const own = (await readableProgrammes(db, user)).map((each) => each.planId);
	error(403, `This workplan is open to the ${programme.name} team and to those who review all programmes.`, {
		noAccess: {
			programme: programme.name,
			leads: await programmeLeads(db, programme.id),
			needed: await neededFrom(db, programme.planId, own)
		}
	});
}
