/** What a page needs to have a second factor added to an authenticator. */
import { enrolmentOf } from '#server/auth/codes.ts';
import { readOwnAccount } from '#server/auth/own-account.ts';
import { proposedSecret, secretToReplaceBy } from '#server/auth/second-factor.ts';
import { getDatabase } from '#server/store/database.ts';
import type { AccountId } from '#lib/plan/ids.ts';

export interface Offer {
	secret: string;
	/** Opens the authenticator on the same device. */
	address: string;
	qr: { path: string; size: number };
}

/** The offer of this session; null when the account has a second factor already, or can have none. */
export async function offerTo(account: AccountId, session: string): Promise<Offer | null> {
	const secret = await proposedSecret(await getDatabase(), account, session);
	return secret === null ? null : offerOf(account, secret);
}

/** The offer to replace a second factor: the secret the page carried back when a code was wrong, or a new one. */
export function replacementFor(account: AccountId, carried: string | null): Promise<Offer> {
	return offerOf(account, carried ?? secretToReplaceBy());
}

async function offerOf(account: AccountId, secret: string): Promise<Offer> {
	const { email, name } = await readOwnAccount(await getDatabase(), account);
	return { secret, ...enrolmentOf(secret, email ?? name) };
}
