/** A real Chromium, as browser-path.ts found it. It talks to this machine only. */
import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the browser. */
export async function openBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath: inject('browserPath'), args: QUIET });
}

/** The axe that AxeBuilder itself brings. */
const AXE = readFileSync(createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/** Expects that axe finds nothing wrong with the page as it is now (WCAG 2.2 AA and best practice). */
export async function expectAccessible(page: Page): Promise<void> {
	// AxeBuilder brings its script into the page twice each time, which takes as long as a small page's check. Once a document is enough.
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
	// Its other mode opens a page of its own each time, for frames of other sites, and these pages have none.
	// What passes need not be written down, which takes longer than finding it.
	const { violations } = await new AxeBuilder({ page, axeSource: 'window.axe.version' }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze();
	expect(violations.map(({ id, help, nodes }) => `${id}: ${help} – ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Waits until the whole page is alive: before, what is typed and pressed is kept for later (lib/ui/early-press.ts). */
export async function untilAlive(page: Page): Promise<void> {
	await page.waitForFunction(() => !('early' in window));
}
