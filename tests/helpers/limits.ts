import { onTestFinished } from 'vitest';
import { LIMITS } from '#server/sync/limits.ts';

/** Changes limits for the length of one test, so that it need not wait for the real ones. */
export function withLimits(changed: Partial<Record<keyof typeof LIMITS, number>>): void {
	const before: Record<string, number> = { ...LIMITS };
	Object.assign(LIMITS, changed);
	onTestFinished(() => void Object.assign(LIMITS, before));
}
