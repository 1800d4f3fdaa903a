import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../helpers/browser.ts';
import { Contexts } from '../helpers/contexts.ts';
import { DESK, PHONE } from '../helpers/site.ts';

/** Leaves something in every place there is for it, also while the page goes. */
const LEAVE = `
	sessionStorage.setItem('left', 'yes');
	document.cookie = 'left=yes; path=/';
	addEventListener('pagehide', () => localStorage.setItem('left', 'at the end'));
	localStorage.setItem('left', 'yes');
	window.done = (async () => {
		await (await caches.open('left')).put('/left', new Response('yes'));
		await new Promise((resolve, reject) => {
			const opening = indexedDB.open('left', 1);
			opening.onupgradeneeded = () => opening.result.createObjectStore('left').put('yes', 'left');
			opening.onsuccess = resolve;
			opening.onerror = reject;
		});
		await navigator.serviceWorker.register('/worker.js');
		await navigator.serviceWorker.ready;
	})();
`;

/** What a page finds of it. */
const found = (page: Page) =>
	page.evaluate(async () => ({
		local: localStorage.length,
		session: sessionStorage.length,
		cookies: document.cookie,
		databases: (await indexedDB.databases()).length,
		caches: (await caches.keys()).length,
		workers: (await navigator.serviceWorker.getRegistrations()).length
	}));
const NOTHING = { local: 0, session: 0, cookies: '', databases: 0, caches: 0, workers: 0 };

describe('a browser context that one visitor after another uses', () => {
	let browser: Browser;
	let server: Server;
	let origin: string;
	let contexts: Contexts;
	/** How often the script was fetched, and the cookies of the last page that was. */
	let fetched = 0;
	let cookies: string | undefined;

	beforeAll(async () => {
		server = createServer(({ url, headers }, answer) => {
			if (url === '/script.js') {
				fetched += 1;
				answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'public, max-age=31536000, immutable' }).end('window.alive = true;');
			} else if (url === '/worker.js') answer.writeHead(200, { 'content-type': 'text/javascript' }).end('addEventListener("fetch", () => {});');
			else {
				cookies = headers.cookie;
				answer.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store', 'set-cookie': 'session=mine; HttpOnly; Path=/' }).end('<!doctype html><title>A page</title><script src="/script.js"></script>');
			}
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		origin = `http://localhost:${(server.address() as AddressInfo).port}`;
		browser = await openBrowser();
		contexts = new Contexts(browser);
	});
	afterAll(async () => {
		await browser.close();
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});

	async function visit(viewport = DESK): Promise<{ context: BrowserContext; page: Page }> {
		const visitor = await contexts.take(origin, viewport);
		await visitor.page.goto('/');
		await visitor.page.waitForFunction('window.alive');
		return visitor;
	}

	it('keeps the HTTP cache and nothing else, time after time', async () => {
		let before: BrowserContext | undefined;
		for (let time = 0; time < 4; time += 1) {
			const { context, page } = await visit();
			if (before) expect(context).toBe(before);
			expect([fetched, cookies, await found(page)]).toEqual([1, undefined, NOTHING]);
			await page.evaluate(LEAVE);
			await page.evaluate('window.done');
			expect(await found(page)).toEqual({ local: 1, session: 1, cookies: 'left=yes', databases: 1, caches: 1, workers: 1 });
			// A second page of the same visitor, and what was set for the first page alone, go with them.
			await (await context.newPage()).goto('/');
			await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
			await page.setViewportSize(PHONE);
			await contexts.giveBack(context);
			before = context;
		}
		const { context, page } = await visit();
		expect(await page.evaluate(() => [matchMedia('print').matches, matchMedia('(prefers-reduced-motion: reduce)').matches, innerWidth])).toEqual([false, false, DESK.width]);
		expect(context.pages()).toEqual([page]);
		await contexts.giveBack(context);
	});

	it('is as wide as its visitor asks, and of two at once each has their own', async () => {
		const [one, other] = [await visit(PHONE), await visit()];
		expect(one.context).not.toBe(other.context);
		expect(await one.page.evaluate(() => [innerWidth, screen.width])).toEqual([PHONE.width, PHONE.width]);
		expect(await other.page.evaluate(() => [innerWidth, screen.width])).toEqual([DESK.width, DESK.width]);
		await one.page.evaluate(() => localStorage.setItem('mine', 'yes'));
		expect((await found(other.page)).local).toBe(0);
		for (const { context } of [one, other]) await contexts.giveBack(context);
	});

	const changes: [string, (visitor: { context: BrowserContext; page: Page }) => Promise<unknown>][] = [
		['is offline', ({ context }) => context.setOffline(true)],
		['has permissions', ({ context }) => context.grantPermissions(['clipboard-read'])],
		['has a route', ({ context }) => context.route('**/*', (route) => route.abort())],
		['has a page with a route', ({ page }) => page.route('**/*', (route) => route.abort())],
		['has a page with a route of sockets', ({ page }) => page.routeWebSocket(/./, () => undefined)],
		['has a script of its own', ({ context }) => context.addInitScript('window.left = true')],
		['has a second page with a script of its own', async ({ context }) => (await context.newPage()).addInitScript('window.left = true')],
		['has a function of its own', ({ context }) => context.exposeFunction('left', () => true)],
		['has headers of its own', ({ context }) => context.setExtraHTTPHeaders({ 'x-left': 'yes' })],
		['has a clock of its own', ({ page }) => page.clock.install({ time: 0 })],
		['was spoken to by the browser’s own protocol', ({ context, page }) => context.newCDPSession(page)]
	];
	it.each(changes)('is used no more once it %s', async (_what, change) => {
		const visitor = await visit();
		await change(visitor);
		await contexts.giveBack(visitor.context);
		expect(browser.contexts()).not.toContain(visitor.context);
		const next = await visit();
		expect(next.context).not.toBe(visitor.context);
		await contexts.giveBack(next.context);
	});
});
