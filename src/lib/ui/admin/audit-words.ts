/** The details of an audit event as a line of words. */
import type { AuditDetails } from '#lib/plan/audit.ts';
import { ROLE_WORDS } from '#lib/plan/rules.ts';

/** Such as `Role: Editor; was: Reader`. Names of details are words already, but for a few. */
export function detailsInWords(details: AuditDetails): string {
	const line = Object.entries(details)
		.map(([name, value]) => `${nameOf(name)}: ${valueOf(name, value)}`)
		.join('; ');
	return line.charAt(0).toUpperCase() + line.slice(1);
}

function nameOf(name: string): string {
	return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function valueOf(name: string, value: string): string {
	const isRole = name === 'role' || name === 'was';
	return (isRole ? new Map(Object.entries<string>(ROLE_WORDS)).get(value) : undefined) ?? (value === '' ? 'none' : value);
}
