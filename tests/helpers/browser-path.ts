/**
 * Where a Chromium is, found once before the tests run: the one that ships inside the npm package
 * @sparticuz/chromium is unpacked on first use, and two test files must not do that at once.
 */
import { access } from 'node:fs/promises';
import packaged from '@sparticuz/chromium';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
	interface ProvidedContext {
		/** `CHROMIUM_PATH`, else an installed one, else the packaged one. */
		browserPath: string;
	}
}

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export default async function findBrowser(project: TestProject): Promise<void> {
	project.provide('browserPath', process.env.CHROMIUM_PATH || (await installed()) || (await packaged.executablePath()));
}

async function installed(): Promise<string | undefined> {
	for (const path of INSTALLED) if (await access(path).then(() => true, () => false)) return path;
	return undefined;
}
