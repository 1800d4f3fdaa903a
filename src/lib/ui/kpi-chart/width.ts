import { flushSync } from 'svelte';

/** A sheet of A4 between its margins, in pixels. */
const PAPER = 680;

/** An attachment that tells how wide an element is, now and whenever that changes, and that paper is narrower. */
export function widthOf(tell: (pixels: number) => void): (node: HTMLElement) => () => void {
	return (node) => {
		let known = 0;
		const observer = new ResizeObserver(() => {
			const width = Math.floor(node.clientWidth);
			// A drawing laid out anew changes its height, which is observed too.
			if (width > 0 && width !== known) tell((known = width));
		});
		const toPaper = () => {
			if (known > PAPER) flushSync(() => tell(PAPER));
		};
		const fromPaper = () => {
			if (known > PAPER) tell(known);
		};
		observer.observe(node);
		addEventListener('beforeprint', toPaper);
		addEventListener('afterprint', fromPaper);
		return () => {
			observer.disconnect();
			removeEventListener('beforeprint', toPaper);
			removeEventListener('afterprint', fromPaper);
		};
	};
}
