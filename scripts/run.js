/**
 * `node scripts/run.js <tool or file> [arguments]`: runs a tool of node_modules, or a JavaScript or TypeScript file of ours, with
 * the pinned Node. A file in build/ is built first.
 */
import path from 'node:path';
import process from 'node:process';
import { runInPlace } from './child.js';
import { ensureBuilt, ensureInstalled, ensureTypes, nodePath, report, root, Stop, toolEnvironment, toolPath } from './prepare.js';

/** Tools that read the sources through tsconfig.json, hence need SvelteKit's types; the first also checks them. */
const READS_TYPES = ['svelte-check', 'eslint', 'vitest', 'tsc'];

try {
	process.chdir(root);
	const [what, ...args] = process.argv.slice(2);
	if (!what) throw new Stop('Say what to run: node scripts/run.js <tool or file> [arguments].');
	await ensureInstalled();
	const isFile = /\.[cm]?[jt]s$/.test(what);
	if (isFile && path.resolve(what).startsWith(path.join(root, 'build') + path.sep)) await ensureBuilt();
	if (READS_TYPES.includes(what)) await ensureTypes({ always: what === 'svelte-check' });
	const file = isFile ? path.resolve(what) : toolPath(what);
	process.exitCode = await runInPlace(nodePath(), [file, ...args], toolEnvironment());
} catch (error) {
	report(error);
}
