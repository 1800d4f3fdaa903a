/** Keeps a floating panel beside the cell it belongs to: below it, or above where there is no room. */
import type { Attachment } from 'svelte/attachments';

const GAP = 5;
const EDGE = 8;

/** For a panel inside a cell; it leaves the scrolling frame, which would cut it off. */
export const besideCell: Attachment<HTMLElement> = (panel) => {
	const cell = panel.closest('td, th');
	if (!cell) return;
	const place = () => {
		const at = cell.getBoundingClientRect();
		const below = innerHeight - at.bottom - GAP - EDGE;
		const above = at.top - GAP - EDGE;
		const up = panel.offsetHeight > below && above > below;
		panel.style.top = up ? `${Math.max(EDGE, at.top - GAP - panel.offsetHeight)}px` : `${at.bottom + GAP}px`;
		panel.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - panel.offsetWidth - EDGE))}px`;
	};
	panel.style.position = 'fixed';
	place();
	const sizes = new ResizeObserver(place);
	sizes.observe(panel);
	addEventListener('scroll', place, { capture: true, passive: true });
	addEventListener('resize', place);
	return () => {
		sizes.disconnect();
		removeEventListener('scroll', place, { capture: true });
		removeEventListener('resize', place);
	};
};
