/** Roles as the lists and selects of administration name them. */
import { PROGRAMME_ROLES, ROLE_WORDS, type PortfolioRole, type ProgrammeRole } from '#lib/plan/rules.ts';

export const ROLE_OPTIONS = PROGRAMME_ROLES.map((role) => ({ value: role as string, label: ROLE_WORDS[role] }));
export const ROLE_OR_NONE = [{ value: '', label: 'No role' }, ...ROLE_OPTIONS];

/** What each role lets somebody do, in a line. */
export const ROLE_MEANINGS: Record<ProgrammeRole | PortfolioRole, string> = {
	lead: 'edits the workplan, approves its first baseline, manages members',
	editor: 'edits the workplan and answers challenges',
	clinical: 'reads, comments and challenges, gives clinical confidence',
	reader: 'reads',
	reviewer: 'reads all programmes, comments and challenges, reviews',
	admin: 'reads all programmes, manages people, programmes and posts'
};

/** `Administrator; Programme lead of Cancer`, or `No role`. */
export function rolesInWords({ portfolioRoles, programmeRoles }: { portfolioRoles: readonly PortfolioRole[]; programmeRoles: readonly { name: string; role: ProgrammeRole }[] }): string {
	const words = [...portfolioRoles.map((role) => ROLE_WORDS[role]), ...programmeRoles.map(({ name, role }) => `${ROLE_WORDS[role]}, ${name}`)];
	return words.join('; ') || 'No role';
}
