/** `npm run build`: makes the production build, also when the one there is current. */
import process from 'node:process';
import { ensureBuilt, ensureInstalled, report, root } from './prepare.js';

try {
	process.chdir(root);
	await ensureInstalled();
	await ensureBuilt({ always: true });
} catch (error) {
	report(error);
}
