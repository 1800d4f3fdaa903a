/**
 * Pages are drawn by the server before they can do anything. The script in app.html keeps what is
 * typed meanwhile and the last button that was pressed, so that neither is lost: a page that comes
 * alive sets its fields to what the server knew.
 */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

declare global {
	interface Window {
		/** Listens until the page is alive. */
		early?: {
			/** What was typed into a field, or whether it was ticked. */
			typed: Map<Field, string | boolean>;
			button?: HTMLElement;
			hear: (event: Event) => void;
		};
	}
}

/** Types and presses again what was typed and pressed too early; to be called once, when the whole page is alive. */
export function catchUp(): void {
	const { early } = window;
	if (!early) return;
	delete window.early;
	for (const type of ['input', 'click']) window.removeEventListener(type, early.hear, true);
	for (const [field, typed] of early.typed) if (field.isConnected) typeAgain(field, typed);
	if (early.button?.isConnected) early.button.click();
}

/** The page is told too: what it heard of the typing was nothing. */
function typeAgain(field: Field, typed: string | boolean): void {
	if (typeof typed === 'string') {
		if (field.value !== typed) field.value = typed;
	} else if (field instanceof HTMLInputElement) field.checked = typed;
	field.dispatchEvent(new Event('input', { bubbles: true }));
	// Somebody who is still in a text brings its change about by leaving it.
	if (field !== document.activeElement || typeof typed === 'boolean' || field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }));
}
