/**
 * Browser contexts for use by one visitor after another. What a visitor left is taken away, only the HTTP cache
 * stays: so the next one's page need not fetch and compile every script anew. A context of which a test changed
 * more than can be taken away is not used again.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** What the example's people see by: a desk in England. */
export const AS_A_VISITOR = { viewport: { width: 1366, height: 768 }, locale: 'en-GB', timezoneId: 'Europe/London' };

/** A busy machine is given time; what comes is seen at once. In milliseconds. */
export const PATIENCE_MS = 60_000;

/** What stays with a context, or could: of a context, of its pages, and of their common clock. */
const LASTING = ['addInitScript', 'exposeBinding', 'exposeFunction', 'grantPermissions', 'newCDPSession', 'route', 'routeFromHAR', 'routeWebSocket', 'setExtraHTTPHeaders', 'setGeolocation', 'setHTTPCredentials', 'setOffline'];
const CLOCK = ['install', 'pauseAt', 'setFixedTime', 'setSystemTime'];

interface Kept {
	context: BrowserContext;
	/** Whether a test changed something that lasts. */
	changed: boolean;
	/** Everything that one origin stored here is removed. */
	clear: (page: Page, origin: string) => Promise<void>;
}

/** The contexts of one browser. */
export class Contexts {
	private readonly free = new Map<string, Kept[]>();
	private readonly taken = new Map<BrowserContext, { kept: Kept; origin: string }>();
	private readonly browser: Browser;

	constructor(browser: Browser) {
		this.browser = browser;
	}

	/** An empty context for an origin, with its first page. */
	async take(origin: string, viewport: { width: number; height: number }): Promise<{ context: BrowserContext; page: Page }> {
		const again = this.free.get(origin)?.pop();
		const kept = again ?? watched(await this.browser.newContext({ ...AS_A_VISITOR, baseURL: origin }));
		const { context } = kept;
		this.taken.set(context, { kept, origin });
		const page = await context.newPage();
		if (viewport.width !== AS_A_VISITOR.viewport.width || viewport.height !== AS_A_VISITOR.viewport.height) await page.setViewportSize(viewport);
		// Here and not when it was given back: whatever its closing pages still wrote is there by now.
		if (again) await kept.clear(page, origin);
		return { context, page };
	}

	/** Takes back a context that `take` gave, with the pages that are open in it. */
	async giveBack(context: BrowserContext): Promise<void> {
		const { kept, origin } = this.taken.get(context) ?? {};
		if (!kept || !origin) throw new Error('This context was not taken from here');
		this.taken.delete(context);
		if (kept.changed) return context.close();
		await Promise.all(context.pages().map((page) => page.close()));
		this.free.set(origin, [...(this.free.get(origin) ?? []), kept]);
	}
}

/** A new context that notices what is done to it. */
function watched(context: BrowserContext): Kept {
	context.setDefaultTimeout(PATIENCE_MS);
	const newSession = context.newCDPSession.bind(context);
	const kept: Kept = {
		context,
		changed: false,
		clear: async (page, origin) => {
			const session = await newSession(page);
			await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
			await session.detach();
			await context.clearCookies();
		}
	};
	const notice = () => (kept.changed = true);
	watch(context, LASTING, notice);
	watch(context.clock, CLOCK, notice);
	context.on('page', (page) => watch(page, LASTING, notice));
	return kept;
}

/** Has `notice` called before any of an object's methods of these names. */
function watch(of: object, names: readonly string[], notice: () => void): void {
	for (const name of names) {
		const method: unknown = Reflect.get(of, name);
		if (typeof method !== 'function') continue;
		Reflect.set(of, name, (...given: unknown[]): unknown => {
			notice();
			return Reflect.apply(method, of, given);
		});
	}
}
