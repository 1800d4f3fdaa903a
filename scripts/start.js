/** `npm start`: installs and builds what is missing or stale, then serves Milepost. Settings: see .env.example. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runInPlace } from './child.js';
import { ensureBuilt, ensureInstalled, nodePath, report, root, Stop } from './prepare.js';

try {
	process.chdir(root);
	await ensureInstalled();
	await ensureBuilt();
	const entry = path.join(root, 'build/server/main.js');
	if (!existsSync(entry)) throw new Stop('The build made no build/server/main.js: run "npm run build" and try again.');
	process.exitCode = await runInPlace(nodePath(), [entry, ...process.argv.slice(2)], { NODE_ENV: 'production', ...process.env });
} catch (error) {
	report(error);
}
