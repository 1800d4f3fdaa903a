/** A running product and a browser for the tests of one `describe`. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { openBrowser } from './browser.ts';
import { Contexts, PATIENCE_MS } from './contexts.ts';
import { startServer, type TestServer } from './server.ts';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1366, height: 768 };

/** What the browser itself logs of an answer of 400 to 499, which many a test asks for. */
export const REFUSALS = /status of 4\d\d/;
/** What it logs besides when a server or a line is cut, or a server stops or starts. */
export const CUTS = /status of (4\d\d|503)|net::ERR_|WebSocket (connection|is already in CLOSING)|Failed to fetch/;

/** What is served. */
interface Served {
	origin: string;
	dispose(): Promise<void>;
}

interface Rules {
	/** Errors that a page may throw or log in every test; without it none. */
	mayLog?: RegExp;
}

export interface Site<Server extends Served = TestServer> {
	/** Where it runs; from the first test on. */
	readonly origin: string;
	readonly server: Server;
	/**
	 * A fresh page, of somebody signed in by a one-click account when one is named; it is closed after the test.
	 * `elsewhere` is another address that leads to the same server.
	 */
	enter: (account?: string, viewport?: { width: number; height: number }, elsewhere?: string) => Promise<Page>;
	/** A page without script, signed in; it is closed after the test. */
	enterWithoutScript: (account: string) => Promise<Page>;
	/** In the test that is running, pages may log such errors too. */
	allow: (errors: RegExp) => void;
}

/**
 * Starts both before the first test and stops them after the last. After each test, no page may have thrown or logged
 * an error that the rules do not allow. Without `start` the server is that of the example.
 */
export function openSite(rules?: Rules): Site;
export function openSite<Server extends Served>(rules: Rules & { start: () => Promise<Server> }): Site<Server>;
export function openSite({ mayLog, start = startServer }: Rules & { start?: () => Promise<Served> } = {}): Site<Served> {
	vi.setConfig({ testTimeout: 3 * PATIENCE_MS, expect: { poll: { timeout: PATIENCE_MS } } });
	let server: Served;
	let browser: Browser;
	let contexts: Contexts;
	let errors: string[] = [];
	let allowed: RegExp[] = [];
	let leave: (() => Promise<void>)[] = [];
	beforeAll(async () => {
		[server, browser] = await Promise.all([start(), openBrowser()]);
		contexts = new Contexts(browser);
	});
	afterEach(async () => {
		const [left, logged, expected] = [leave, errors, mayLog ? [mayLog, ...allowed] : allowed];
		[leave, errors, allowed] = [[], [], []];
		for (const each of left) await each();
		expect(logged.filter((error) => !expected.some((each) => each.test(error)))).toEqual([]);
	});
	afterAll(async () => {
		await browser.close();
		await server.dispose();
	});

	async function signIn(context: BrowserContext, account: string): Promise<void> {
		const answer = await context.request.post('/sign-in/demonstration', { form: { account }, maxRedirects: 0 });
		expect(answer.status()).toBe(303);
	}
	return {
		get origin() {
			return server.origin;
		},
		get server() {
			return server;
		},
		enter: async (account, viewport = DESK, elsewhere = server.origin) => {
			const { context, page } = await contexts.take(elsewhere, viewport);
			leave.push(() => contexts.giveBack(context));
			const mine = errors;
			page.on('pageerror', (error) => mine.push(String(error)));
			page.on('console', (message) => message.type() === 'error' && mine.push(message.text()));
			if (account) await signIn(context, account);
			return page;
		},
		enterWithoutScript: async (account) => {
			const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
			leave.push(() => context.close());
			await signIn(context, account);
			return context.newPage();
		},
		allow: (expected) => void allowed.push(expected)
	};
}
