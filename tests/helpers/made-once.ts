/** Something that many test files need and only the first to ask for it makes: a file or folder under a name that is the same for all. */
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const WAIT_S = 600;

/**
 * Waits until it is there, or makes it.
 * @param make writes it under the name it is given
 * @throws what `make` threw; or when another file that began to make it never finished
 */
export async function madeOnce(path: string, make: (draft: string) => Promise<void>): Promise<void> {
	const making = `${path}.making`;
	for (let waited = 0; waited < WAIT_S * 4; waited += 1) {
		if (await exists(path)) return;
		if (await claimed(making)) {
			try {
				// The one who had the claim before may have finished in between.
				if (await exists(path)) return;
				await make(join(making, 'draft'));
				return await rename(join(making, 'draft'), path);
			} finally {
				await rm(making, { recursive: true, force: true });
			}
		}
		await delay(250);
	}
	throw new Error(`Another test file never finished ${making}. Remove that folder and try again.`);
}

async function claimed(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
}

async function exists(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false
	);
}
