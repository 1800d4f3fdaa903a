/** The administrator's command: what its words mean. Reading the terminal is `server/command.ts`'s. */
import type { Database } from '#server/store/database.ts';
import { createAdministrator, resetPassword, resetSecondFactor } from './accounts.ts';
import type { PasswordCost } from './passwords.ts';

export const USAGE = `Usage:
  npm run admin -- create-administrator <e-mail> "<name>" ["<organisation>"]
  npm run admin -- reset-password <e-mail>
  npm run admin -- reset-second-factor <e-mail>   for a lost telephone
  npm run admin -- load-example        the example portfolio, without its one-click accounts
  npm run admin -- check-plans         compares what is derived of each plan with its log
  npm run admin -- rebuild-signals     works out what the readings of each KPI say, after a release that judges them otherwise
A password is asked for, or read from the first line of standard input.
An administrator sets up a second factor (an authenticator app) at the next sign-in.
The organisation is needed only while there is no portfolio: it makes one.`;

export interface CommandHands {
	/** Opened only when the words make sense. */
	openDatabase(): Promise<Database>;
	/** The new password; null when none was given or the two entries differ. */
	readPassword(): Promise<string | null>;
	say(sentence: string): void;
	/** Weaker only in tests. */
	cost?: PasswordCost;
}

/**
 * Carries out one command.
 * @returns the exit code: 0 done, 1 refused, 2 not understood
 */
export async function runCommand(words: readonly string[], hands: CommandHands): Promise<0 | 1 | 2> {
	const [command, email, name, organisation, ...rest] = words;
	const cost = hands.cost && { cost: hands.cost };
	if (command === 'create-administrator' && email && name && rest.length === 0) {
		const password = await askPassword(hands);
		if (password === null) return 1;
		const asked = { email, name, password, ...(organisation !== undefined && { organisation }), ...cost };
		const made = await createAdministrator(await hands.openDatabase(), asked);
		hands.say(made.done ? `${made.email} can now sign in as an administrator.` : made.message);
		return made.done ? 0 : 1;
	}
	if (command === 'reset-password' && email && name === undefined) {
		const password = await askPassword(hands);
		if (password === null) return 1;
		const reset = await resetPassword(await hands.openDatabase(), { email, password, ...cost });
		hands.say(reset.done ? `${reset.email} has the new password and was signed out everywhere.` : reset.message);
		return reset.done ? 0 : 1;
	}
	if (command === 'reset-second-factor' && email && name === undefined) {
		const reset = await resetSecondFactor(await hands.openDatabase(), { email });
		hands.say(reset.done ? `${reset.email} has no second factor any more and was signed out everywhere. An administrator sets up a new one at the next sign-in.` : reset.message);
		return reset.done ? 0 : 1;
	}
	hands.say(USAGE);
	return 2;
}

async function askPassword(hands: CommandHands): Promise<string | null> {
	const password = await hands.readPassword();
	if (password === null) hands.say('No password was set: nothing was typed, or the two entries differ. Nothing was changed.');
	return password;
}
