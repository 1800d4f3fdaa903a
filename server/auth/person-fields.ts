/** What administrators and leads type about a person, read one way for every form. */
import { lineProblem, oneLine, type Problems } from '#server/store/form-answer.ts';
import { emailProblem, initialsOf } from './accounts.ts';
import { normaliseEmail } from './sign-in.ts';

export type PersonField = 'email' | 'name' | 'organisation';

export interface PersonTyped {
	email: string;
	name: string;
	organisation: string;
}
export interface PersonRead extends PersonTyped {
	initials: string;
}

export const MOST_IN_NAME = 120;
export const MOST_IN_ORGANISATION = 200;

/** Reads the three; the e-mail may be missing where nobody signs in with it. */
export function readPerson(typed: PersonTyped, { needsEmail }: { needsEmail: boolean }): { value: PersonRead; problems: Problems<PersonField> } {
	const email = normaliseEmail(typed.email);
	const name = oneLine(typed.name);
	const organisation = oneLine(typed.organisation);
	const problems: Problems<PersonField> = {};
	const wrongEmail = email === '' && !needsEmail ? null : invitableProblem(email);
	if (wrongEmail) problems.email = wrongEmail;
	const wrongName = lineProblem(name, 'The name', MOST_IN_NAME);
	if (name === '') problems.name = 'Enter the person’s name.';
	else if (wrongName) problems.name = wrongName;
	const wrongOrganisation = lineProblem(organisation, 'The organisation', MOST_IN_ORGANISATION);
	if (wrongOrganisation) problems.organisation = wrongOrganisation;
	return { value: { email, name, organisation, initials: initialsOf(name) }, problems };
}

/** A mail goes there, so one address it must be, and no list of them. */
function invitableProblem(email: string): string | null {
	if (email === '') return 'Enter an e-mail address, such as name@example.nhs.uk.';
	const problem = emailProblem(email);
	if (problem) return problem;
	return /[<>,;:"()[\]\\]/.test(email) ? 'That is not one e-mail address. Write it as name@example.nhs.uk.' : null;
}
