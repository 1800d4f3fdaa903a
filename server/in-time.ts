import { setTimeout as delay } from 'node:timers/promises';

/**
 * The same, or an error when it takes longer. A database that goes away at the wrong moment may
 * never answer, and a plan must not wait for it for ever.
 */
export async function inTime<Value>(asked: Promise<Value>, ms: number): Promise<Value> {
	const late = new AbortController();
	try {
		return await Promise.race([asked, delay(ms, null, { signal: late.signal }).then(() => Promise.reject(new Error(`The database did not answer within ${ms} ms`)))]);
	} finally {
		late.abort();
	}
}
