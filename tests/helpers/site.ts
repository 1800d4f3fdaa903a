/** A running product and a browser for the tests of one `describe`. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openBrowser, visit, type Visitor } from './browser.ts';
import { startServer, type TestServer } from './server.ts';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1366, height: 768 };

export interface Site {
	/** Where it runs; from the first test on. */
	readonly origin: string;
	/** A fresh page of somebody signed in by a one-click account; it is closed after the test. */
	enter: (account: string, viewport?: { width: number; height: number }) => Promise<Page>;
}

/** Starts both before the first test and stops them after the last. After each test no page may have thrown or logged an error. */
export function openSite(): Site {
	let server: TestServer;
	let browser: Browser;
	const visitors: Visitor[] = [];
	beforeAll(async () => {
		[server, browser] = await Promise.all([startServer(), openBrowser()]);
	});
	afterEach(async () => {
		for (const { context, errors } of visitors.splice(0)) {
			expect(errors).toEqual([]);
			await context.close();
		}
	});
	afterAll(async () => {
		await browser.close();
		await server.dispose();
	});
	return {
		get origin() {
			return server.origin;
		},
		enter: async (account, viewport = DESK) => {
			const visitor = await visit(browser, server.origin, account, viewport);
			visitors.push(visitor);
			return visitor.page;
		}
	};
}
