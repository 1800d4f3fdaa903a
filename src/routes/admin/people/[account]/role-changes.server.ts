/** What changes of roles are called when they were made, and the form that takes them back. */
import { ROLE_WORDS } from '#lib/plan/rules.ts';
import type { FormResult } from '#lib/ui/admin/form-result.ts';
import type { EffectiveChange } from '#server/auth/member-roles.ts';

/** `Ann Price is now editor in Cancer and no longer reader in Fragile services.` */
export function changesInWords(name: string, changed: readonly EffectiveChange[], programmes: readonly { id: string; name: string }[]): string {
	const called = (id: string) => programmes.find((each) => each.id === id)?.name ?? 'a programme';
	const parts = changed.map((each) => {
		if ('portfolio' in each) return `${each.has ? 'now' : 'no longer'} ${ROLE_WORDS[each.portfolio].toLowerCase()}`;
		if (each.role === null) return `no longer ${each.was ? ROLE_WORDS[each.was].toLowerCase() : 'a member'} in ${called(each.programme)}`;
		return `now ${ROLE_WORDS[each.role].toLowerCase()} in ${called(each.programme)}`;
	});
	const list = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
	return `${name} is ${list}.`;
}

/** The same form with both sides exchanged: where a role was changed meanwhile again, that stays. */
export function undoOf(changed: readonly EffectiveChange[]): NonNullable<FormResult['undo']> {
	const fields: Record<string, string> = {};
	for (const each of changed) {
		if ('portfolio' in each) fields[each.has ? `was-${each.portfolio}` : `portfolio-${each.portfolio}`] = 'yes';
		else {
			fields[`role-${each.programme}`] = each.was ?? '';
			fields[`was-${each.programme}`] = each.role ?? '';
		}
	}
	return { action: '?/roles', fields };
}
