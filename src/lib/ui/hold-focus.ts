/** How long a page may take to show what came of a press, in milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * After somebody pressed a button: where it goes or moves with its list, the focus would fall to the
 * page. It is put on the button again, or on what the button stood in. What was pressed can show well
 * after its answer, so this goes on for a while, until they go elsewhere by themselves.
 * @param target the button as it is now; null when it is gone
 * @param around what it stands in, which can take the focus and stays
 */
export function holdFocus(target: () => HTMLElement | null, around: HTMLElement): void {
	function look(): void {
		const focused = document.activeElement;
		const now = target();
		const button = now?.isConnected ? now : null;
		if (focused === document.body) (button ?? around).focus();
		else if (focused !== button) end();
	}
	function end(): void {
		watch.disconnect();
		clearTimeout(patience);
	}
	const watch = new MutationObserver(look);
	watch.observe(around, { childList: true, subtree: true });
	const patience = setTimeout(end, PATIENCE_MS);
	look();
}
