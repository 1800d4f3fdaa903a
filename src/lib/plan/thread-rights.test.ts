import { expect, it } from 'vitest';
import type { AccountId, PersonId, ProgrammeId } from './ids.ts';
import { mayAccept, mayAnswer, mayResolve, permissionsIn, PORTFOLIO_ROLES, PROGRAMME_ROLES, rightsIn, type User } from './rules.ts';

const cancer = 'pg_cancer' as ProgrammeId;
const [me, other] = ['ac_one', 'ac_two'] as AccountId[] as [AccountId, AccountId];
const [mine, theirs] = ['pe_one', 'pe_two'] as PersonId[] as [PersonId, PersonId];

it('T5: a page offers about a conversation what the server allows, for every role', () => {
	const base = { account: me, person: mine, name: '', initials: '', portfolioRoles: [], programmeRoles: {} };
	const users: User[] = [base, ...PROGRAMME_ROLES.map((role) => ({ ...base, programmeRoles: { [cancer]: role } })), ...PORTFOLIO_ROLES.map((role) => ({ ...base, portfolioRoles: [role] }))];
	for (const user of users) {
		for (const begunBy of [me, other]) {
			for (const owner of [null, mine, theirs]) {
				const allowed = { resolve: mayResolve(user, cancer, begunBy), accept: mayAccept(user, cancer, begunBy), answer: mayAnswer(user, cancer, owner) };
				expect(rightsIn(permissionsIn(user, cancer), user, { begunBy, owner })).toEqual(allowed);
			}
		}
	}
});
