import { describe, expect, it } from 'vitest';
import type { AccountId, PersonId, ProgrammeId } from './ids.ts';
import { can, roleIn, type Action, type PortfolioRole, type ProgrammeRole, type User } from './rules.ts';

const cancer = 'pg_cancer' as ProgrammeId;
const other = 'pg_uec' as ProgrammeId;
const base = { account: 'ac_one' as AccountId, person: 'pe_one' as PersonId, name: 'Someone', initials: 'SO' };
const inCancer = (role: ProgrammeRole): User => ({ ...base, portfolioRoles: [], programmeRoles: { [cancer]: role } });
const inPortfolio = (role: PortfolioRole): User => ({ ...base, portfolioRoles: [role], programmeRoles: {} });

const ACTIONS: Action[] = ['read', 'edit', 'comment', 'challenge', 'checkpoint', 'approve-baseline', 'manage-members', 'see-portfolio', 'review', 'administer'];
/** What each role may do in its own programme, from the product's table of roles. */
const MAY: [string, User, Action[]][] = [
	['lead', inCancer('lead'), ['read', 'edit', 'comment', 'challenge', 'checkpoint', 'approve-baseline', 'manage-members', 'see-portfolio']],
	['editor', inCancer('editor'), ['read', 'edit', 'comment', 'see-portfolio']],
	['clinical', inCancer('clinical'), ['read', 'comment', 'challenge', 'see-portfolio']],
	['reader', inCancer('reader'), ['read', 'see-portfolio']],
	['reviewer', inPortfolio('reviewer'), ['read', 'comment', 'challenge', 'see-portfolio', 'review']],
	['admin', inPortfolio('admin'), ['read', 'manage-members', 'see-portfolio', 'administer']]
];
const asked = (user: User | null, action: Action, programme: ProgrammeId) => can(user, action as 'read', programme);

describe('who may do what', () => {
	it.each(MAY)('%s', (_role, user, allowed) => {
		expect(ACTIONS.filter((action) => asked(user, action, cancer))).toEqual(ACTIONS.filter((action) => allowed.includes(action)));
	});

	it('nobody who is not signed in may do anything', () => {
		expect(ACTIONS.filter((action) => asked(null, action, cancer))).toEqual([]);
	});

	it('a programme role counts in its own programme only', () => {
		for (const role of ['lead', 'editor', 'clinical', 'reader'] as const) {
			expect(ACTIONS.filter((action) => asked(inCancer(role), action, other))).toEqual(['see-portfolio']);
		}
	});

	it('portfolio and programme roles add up', () => {
		const both: User = { ...inCancer('editor'), portfolioRoles: ['reviewer'] };
		expect(asked(both, 'edit', cancer)).toBe(true);
		expect(asked(both, 'edit', other)).toBe(false);
		expect(asked(both, 'read', other)).toBe(true);
		expect(roleIn(both, cancer)).toBe('editor');
		expect(roleIn(both, other)).toBe('reviewer');
	});

	it('someone without any role sees nothing of the portfolio', () => {
		expect(can({ ...base, portfolioRoles: [], programmeRoles: {} }, 'see-portfolio')).toBe(false);
	});
});
