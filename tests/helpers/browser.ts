/** A real Chromium, as browser-path.ts found it. It talks to this machine only. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the browser. */
export async function openBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: inject('browserPath'), args: QUIET });
}

export interface Visitor {
	context: BrowserContext;
	page: Page;
	/** Errors the page threw or logged, for a test to expect none. */
	errors: string[];
}

/** A fresh visitor, signed in by the one-click account of the sign-in page when one is named. */
export async function visit(browser: Browser, origin: string, account?: string, viewport = { width: 1366, height: 768 }): Promise<Visitor> {
	const context = await browser.newContext({ viewport, baseURL: origin, locale: 'en-GB', timezoneId: 'Europe/London' });
	const page = await context.newPage();
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(String(error)));
	page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
	if (account) {
		const answer = await context.request.post('/sign-in/demonstration', { form: { account }, maxRedirects: 0 });
		expect(answer.status()).toBe(303);
	}
	return { context, page, errors };
}

/** Expects that axe finds nothing wrong with the page as it is now (WCAG 2.2 AA and best practice). */
export async function expectAccessible(page: Page): Promise<void> {
	// Its other mode opens a page of its own each time, for frames of other sites, and these pages have none.
	// What passes need not be written down, which takes longer than finding it.
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze();
	expect(violations.map(({ id, help, nodes }) => `${id}: ${help} – ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}
