/** The production entry: says in one sentence what stops it, if something does. */
import { SetupError } from './setup-error.ts';

try {
	// Settings are read when these modules load, so a bad one is caught here too.
	const { serve } = await import('./serve.ts');
	// Kit's handler is made by the adapter beside this entry, so there is nothing to import before.
	await serve(new URL('./handler.js', import.meta.url).href);
} catch (error) {
	if (!(error instanceof SetupError)) throw error;
	process.stderr.write(`Milepost did not start. ${error.message}\n`);
	process.exitCode = 1;
}
