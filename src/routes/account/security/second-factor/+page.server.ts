/** Setting up a second factor of one's own accord, or replacing the one that is there. */
import { fail, redirect } from '@sveltejs/kit';
import { isFactorSecret } from '#server/auth/codes.ts';
import { replaceSecondFactor, readSecondFactor, setSecondFactor } from '#server/auth/second-factor.ts';
import { runningSync } from '#server/running-sync.ts';
import { getDatabase } from '#server/store/database.ts';
import { offerTo, replacementFor, type Offer } from '../../../sign-in/factor.server.ts';
import { readFields, textOf } from '../../../sign-in/sign-in.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { user, session } = signedIn(locals);
	const replaces = (await readSecondFactor(await getDatabase(), user.account)) !== null;
	const offer = replaces ? await replacementFor(user.account, null) : await offerTo(user.account, session.id);
	// One-click accounts have none.
	if (!offer) redirect(303, '/account/security');
	return { replaces, offer };
};

const STATUS = { refused: 400, limited: 429 } as const;
interface Outcome {
	recoveryCodes: string[] | null;
	wrong: { field: 'present' | 'code'; message: string } | null;
	/** The offer that was refused a code, for another try; null to take the page's own. */
	offer: Offer | null;
}

export const actions: Actions = {
	default: async (event) => {
		const { user, session } = signedIn(event.locals);
		const fields = await readFields(event.request);
		const db = await getDatabase();
		const holder = { account: user.account, session: session.id, address: event.getClientAddress(), code: textOf(fields, 'code') };
		const secret = textOf(fields, 'secret');
		const set = secret ? await replaceSecondFactor(db, { ...holder, secret, present: textOf(fields, 'present') }) : await setSecondFactor(db, holder);
		if (set.outcome !== 'set') {
			const offer = secret && isFactorSecret(secret) ? await replacementFor(user.account, secret) : null;
			const field = set.outcome === 'refused' && set.field === 'code' ? ('code' as const) : ('present' as const);
			const wrong: Outcome['wrong'] = { field: secret ? field : 'code', message: set.message };
			return fail(STATUS[set.outcome], { recoveryCodes: null, wrong, offer } satisfies Outcome);
		}
		// The account's other sessions want a code now, so their open plans close.
		await runningSync().accessChanged(user.account);
		return { recoveryCodes: set.recoveryCodes, wrong: null, offer: null } satisfies Outcome;
	}
};

function signedIn({ user, session }: App.Locals) {
	if (!user || !session) redirect(303, '/sign-in');
	return { user, session };
}
