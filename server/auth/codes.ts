/** The arithmetic of second factors: six-digit codes of 30 seconds (RFC 6238), and recovery codes. */
import { createHmac, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { hashSecret } from '#server/secrets.ts';

const STEP_MS = 30_000;
const OPTIONS = { algorithm: 'SHA1', digits: 6, period: STEP_MS / 1_000 } as const;
/** Clocks of telephones are a little off: the step before and the one after do too. */
const WINDOW = 1;

/** 160 random bits in base32. */
export function newFactorSecret(): string {
	return new Secret({ size: 20 }).base32;
}

/** Whether it is a secret such as `newFactorSecret` makes. */
export function isFactorSecret(text: string): boolean {
	return /^[A-Z2-7]{32}$/.test(text);
}

/**
 * The secret that one session is shown while it sets a second factor up: the same on each reload,
 * another for each session, and not to be worked out without the seed that only the database holds.
 * So nobody who got hold of another session knows what its owner then confirms.
 */
export function secretOfSession(seed: string, sessionId: string): string {
	const bytes = createHmac('sha1', seed).update(sessionId).digest();
	return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** The time step whose code this is; null when it is none that counts now. */
export function stepOf(secret: string, code: string, now: Date): number | null {
	if (!/^\d{6}$/.test(code)) return null;
	const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), timestamp: now.getTime(), window: WINDOW, ...OPTIONS });
	return delta === null ? null : Math.floor(now.getTime() / STEP_MS) + delta;
}

/** The code of an instant, as the authenticator shows it. */
export function codeAt(secret: string, at: Date): string {
	return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: at.getTime(), ...OPTIONS });
}

/** What an authenticator reads: as an address, and as the path of a QR code in a square of so many units. */
export function enrolmentOf(secret: string, email: string): { address: string; qr: { path: string; size: number } } {
	const address = new TOTP({ issuer: 'Milepost', label: email, secret: Secret.fromBase32(secret), ...OPTIONS }).toString();
	const { data, size } = encode(address, { ecc: 'M', border: 4 });
	const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
	return { address, qr: { path, size } };
}

/** Base32 without letters that are taken for digits (Crockford's). */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const RECOVERY_LENGTH = 16;

/** Eighty random bits, such as `k3vd-7hq0-2mzx-p9ac`, and the hash that is kept of them. */
export function newRecoveryCode(): { code: string; hash: Uint8Array } {
	const letters = [...randomBytes(RECOVERY_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
	return { code: letters.replace(/(.{4})(?=.)/g, '$1-'), hash: hashSecret(letters) };
}

/** The hash of a recovery code as it may be typed: capitals, spaces and look-alikes make no difference. Null: it is none. */
export function recoveryHash(typed: string): Uint8Array | null {
	const plain = typed.toLowerCase().replace(/[\s–-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
	if (plain.length !== RECOVERY_LENGTH || [...plain].some((letter) => !LETTERS.includes(letter))) return null;
	return hashSecret(plain);
}
