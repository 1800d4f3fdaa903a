/** Passwords: the rule for new ones, and argon2id. */
import { hash, verify } from '@node-rs/argon2';

export interface PasswordCost {
	/** KiB of memory. */
	memoryCost: number;
	/** Passes over it. */
	timeCost: number;
	parallelism: number;
}

/** Source: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, 2 passes, 1 lane. */
export const OWASP_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 12;
const LONGEST = 256;

/**
 * What is wrong with a new password, in a sentence; null when nothing is.
 * Length is what counts (NIST SP 800-63B): no demands on digits or signs.
 */
export function passwordProblem(password: string, email: string): string | null {
	const length = [...password].length;
	if (length < SHORTEST) return `The password is too short. Use at least ${SHORTEST} characters; a few unrelated words work well.`;
	if (length > LONGEST) return `The password is too long. Use at most ${LONGEST} characters.`;
	if (password.trim().toLowerCase() === email.trim().toLowerCase()) return 'The password is the e-mail address. Choose another one.';
	return null;
}

/**
 * An argon2id hash in PHC form, salt included.
 * @param cost weaker only in tests
 */
export async function hashPassword(password: string, cost: PasswordCost = OWASP_COST): Promise<string> {
	// The library's default algorithm is argon2id; its enum cannot be named under erasableSyntaxOnly.
	return hash(normalise(password), cost);
}

/**
 * Whether the password is the one that was hashed.
 * @param hashed null when there is no such account or it has no password: the same work is then
 *   done against a dummy hash and the answer is no, so that time does not tell who has an account
 */
export async function verifyPassword(hashed: string | null, password: string, cost: PasswordCost = OWASP_COST): Promise<boolean> {
	// Made on every path, so that the first sign-in of a process takes as long for everyone.
	const dummy = await dummyHash(cost);
	const tooLong = password.length > LONGEST * 4;
	const matches = await verify(hashed ?? dummy, normalise(tooLong ? '' : password));
	return matches && hashed !== null && !tooLong;
}

/** The same password typed on different keyboards may come as different code points. */
function normalise(password: string): string {
	return password.normalize('NFKC');
}

const dummies = new Map<string, Promise<string>>();

function dummyHash(cost: PasswordCost): Promise<string> {
	const key = `${cost.memoryCost}/${cost.timeCost}/${cost.parallelism}`;
	const known = dummies.get(key);
	if (known) return known;
	const made = hash(crypto.randomUUID(), cost);
	dummies.set(key, made);
	return made;
}
