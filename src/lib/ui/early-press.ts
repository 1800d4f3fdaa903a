/**
 * Pages are drawn by the server before their buttons can do anything. The script in app.html keeps
 * the last button that was pressed meanwhile, so that no press is lost.
 */
declare global {
	interface Window {
		/** Listens until the page is alive. */
		earlyPress?: ((event: Event) => void) & { button?: HTMLElement };
	}
}

/** Presses what was pressed too early; to be called once, when the whole page is alive. */
export function pressEarly(): void {
	const listener = window.earlyPress;
	if (!listener) return;
	delete window.earlyPress;
	window.removeEventListener('click', listener, true);
	if (listener.button?.isConnected) listener.button.click();
}
