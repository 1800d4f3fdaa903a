/** Random secrets and their hashes: for cookies, links and keys that cannot be guessed. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** So many random bytes in base64url. */
export function newSecret(bytes: number): string {
	return randomBytes(bytes).toString('base64url');
}

/** SHA-256. A fast hash will do for what is random enough. */
export function hashSecret(secret: string): Uint8Array {
	return createHash('sha256').update(secret).digest();
}

/** Compares in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && timingSafeEqual(a, b);
}
