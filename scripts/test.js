/**
 * `npm test [-- vitest arguments]`: installs and builds what is missing or stale (browser tests use the build), runs
 * the tests, and closes with one line "N passed, N failed" counted from Vitest's own report. No tests is a failure.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runInPlace } from './child.js';
import { ensureBuilt, ensureInstalled, ensureTypes, nodePath, report, root, toolEnvironment, toolPath } from './prepare.js';

/**
 * @param {string} file Vitest's JSON report, absent when Vitest itself broke down
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
function readCounts(file) {
	let found;
	try {
		found = JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return { passed: 0, failed: 0, skipped: 0 };
	}
	/** A file that could not be loaded has no tests to count, and is itself the failure. @type {{ status: string, assertionResults: { status: string }[] }[]} */
	const files = found.testResults;
	const broken = files.filter((one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'));
	return {
		passed: found.numPassedTests,
		failed: found.numFailedTests + broken.length,
		skipped: found.numPendingTests + found.numTodoTests
	};
}

const folder = mkdtempSync(path.join(tmpdir(), 'milepost-test-'));
try {
	process.chdir(root);
	await ensureInstalled();
	await ensureBuilt();
	await ensureTypes({ always: false });
	const json = path.join(folder, 'report.json');
	const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${json}`, ...process.argv.slice(2)];
	// A production setting of the shell would make Svelte and others run as they do for users.
	const code = await runInPlace(nodePath(), [toolPath('vitest'), ...args], { ...toolEnvironment(), NODE_ENV: 'test' });
	const { passed, failed, skipped } = readCounts(json);
	if (skipped > 0) console.log(`${skipped} skipped`);
	if (passed + failed === 0) console.log('No test ran, which counts as a failure.');
	else if (code !== 0 && failed === 0) console.log('Every test passed, but there was an error outside the tests (see above): it counts as one failure.');
	const ok = code === 0 && passed > 0 && failed === 0;
	console.log(`${passed} passed, ${ok ? 0 : Math.max(failed, 1)} failed`);
	process.exitCode = ok ? 0 : code || 1;
} catch (error) {
	report(error);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
