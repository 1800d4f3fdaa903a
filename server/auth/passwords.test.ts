import { parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { hashPassword, OWASP_COST, passwordProblem, verifyPassword } from './passwords.ts';

const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 };

describe('password hashes', () => {
	it('are argon2id with the OWASP parameters unless a test says otherwise', async () => {
		const hashed = await hashPassword('correct horse battery');
		expect(hashed).toMatch(/^\$argon2id\$/);
		expect(parseOptions(hashed)).toMatchObject(OWASP_COST);
		expect(OWASP_COST).toEqual({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
	});

	it('are salted and match their own password only', async () => {
		const [one, two] = await Promise.all([hashPassword('correct horse battery', CHEAP), hashPassword('correct horse battery', CHEAP)]);
		expect(one).not.toBe(two);
		expect(await verifyPassword(one, 'correct horse battery', CHEAP)).toBe(true);
		expect(await verifyPassword(one, 'Correct horse battery', CHEAP)).toBe(false);
		expect(await verifyPassword(one, '', CHEAP)).toBe(false);
	});

	it('match the same letters from another keyboard', async () => {
		const hashed = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9', CHEAP);
		expect(await verifyPassword(hashed, 'cafe\u0301 cafe\u0301 cafe\u0301', CHEAP)).toBe(true);
	});

	it('match nothing when there is no hash or the password is absurdly long', async () => {
		const hashed = await hashPassword('correct horse battery', CHEAP);
		expect(await verifyPassword(null, 'correct horse battery', CHEAP)).toBe(false);
		expect(await verifyPassword(null, '', CHEAP)).toBe(false);
		expect(await verifyPassword(hashed, 'x'.repeat(500_000), CHEAP)).toBe(false);
	});
});

describe('a new password', () => {
	const email = 'someone@example.nhs.uk';
	it('has 12 to 256 characters', () => {
		expect(passwordProblem('elevenchars', email)).toContain('at least 12');
		expect(passwordProblem('twelve chars', email)).toBeNull();
		expect(passwordProblem('🦉'.repeat(11), email)).toContain('at least 12');
		expect(passwordProblem('x'.repeat(256), email)).toBeNull();
		expect(passwordProblem('x'.repeat(257), email)).toContain('at most 256');
	});
	it('is not the e-mail address', () => {
		expect(passwordProblem(' Someone@Example.nhs.uk', email)).toContain('e-mail');
	});
});
