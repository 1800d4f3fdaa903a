/** The plan page as a person uses it: by keyboard and by accessible names. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Opens a programme's plan and waits until it is live. */
export async function openPlan(page: Page, slug = 'cancer', search = ''): Promise<void> {
	await page.goto(`/programmes/${slug}/plan${search}`);
	await page.getByRole('grid').waitFor();
	await page.getByRole('row', { name: /^[A-Z]{3}-\d\d / }).first().waitFor();
	await waitForSaved(page);
}

export function rowOf(page: Page, ref: string): Locator {
	return page.getByRole('row', { name: new RegExp(`^${ref} `) });
}
/** A cell by its milestone's reference and its column. */
export function cellOf(page: Page, ref: string, column: string): Locator {
	return rowOf(page, ref).locator(`[data-column="${column}"]`);
}

/** Goes to a cell, at its edge: in the middle of a title is the link that opens the milestone. */
export async function goTo(page: Page, ref: string, column: string): Promise<void> {
	await cellOf(page, ref, column).click({ position: { x: 6, y: 18 } });
}

/** Types into a cell as into a spreadsheet: go there, type, Enter. */
export async function typeInto(page: Page, ref: string, column: string, text: string): Promise<void> {
	await goTo(page, ref, column);
	await page.keyboard.press('F2');
	await page.keyboard.press('Control+a');
	await page.keyboard.type(text);
	await page.keyboard.press('Enter');
}

/** Waits for the words of the save state: top right, and in the drawer when it is open. */
export async function waitForSave(page: Page, words: RegExp): Promise<void> {
	await page.locator('.save:visible').filter({ hasText: words }).first().waitFor();
}
export const waitForSaved = (page: Page) => waitForSave(page, /^\s*Saved/);

/** Waits until something holds; its last answer is in the failure. */
export async function eventually<Value>(read: () => Promise<Value> | Value, expected: Value): Promise<void> {
	await expect.poll(read).toEqual(expected);
}
