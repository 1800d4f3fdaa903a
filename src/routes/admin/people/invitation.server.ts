/** The roles that a form of administration chooses: one select a programme, one tick a portfolio role. */
import { PORTFOLIO_ROLES, PROGRAMME_ROLES, type PortfolioRole, type ProgrammeRole } from '#lib/plan/rules.ts';
import type { Role, RoleChange } from '#server/auth/member-roles.ts';
import type { AdminProgramme } from '#server/store/programme-admin.ts';
import type { Sent } from '../forms.server.ts';

/** The roles that were chosen. */
export function rolesOf(sent: Sent, programmes: readonly AdminProgramme[]): Role[] {
	const inProgrammes = programmes.flatMap(({ id }): Role[] => {
		const role = roleOf(sent.text(`role-${id}`));
		return role ? [{ programme: id, role }] : [];
	});
	const inPortfolio = PORTFOLIO_ROLES.filter((role) => sent.text(`portfolio-${role}`) !== '').map((role: PortfolioRole): Role => ({ portfolio: role }));
	return [...inProgrammes, ...inPortfolio];
}

/** What was chosen differently from what the page showed: what somebody else changed meanwhile stays. */
export function changesOf(sent: Sent, programmes: readonly AdminProgramme[]): RoleChange[] {
	const inProgrammes = programmes.flatMap(({ id }): RoleChange[] => {
		const chosen = sent.text(`role-${id}`);
		return chosen === sent.text(`was-${id}`) ? [] : [{ programme: id, role: roleOf(chosen) }];
	});
	const inPortfolio = PORTFOLIO_ROLES.flatMap((role): RoleChange[] => {
		const has = sent.text(`portfolio-${role}`) !== '';
		return has === (sent.text(`was-${role}`) !== '') ? [] : [{ portfolio: role, has }];
	});
	return [...inProgrammes, ...inPortfolio];
}

/** The fields that choose these roles, for a form to be shown or sent again. */
export function valuesOf(roles: readonly Role[]): Record<string, string> {
	return Object.fromEntries(roles.map((each) => ('programme' in each ? [`role-${each.programme}`, each.role] : [`portfolio-${each.portfolio}`, 'yes'])));
}

/** A programme role by its key; null for none and for anything else. */
export function roleOf(sent: string): ProgrammeRole | null {
	return PROGRAMME_ROLES.find((role) => role === sent) ?? null;
}
