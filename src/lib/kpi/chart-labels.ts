/** Words on a chart: about how wide they are, and how they keep out of each other's way. */

/** Pixels, of everything but the newest value. */
export const FONT = 12;

const NARROW = new Set('iljtfI.,:;’\'|!()[] /–-');
const WIDE = new Set('mwMW%@');

/**
 * About how wide a text is in Arial, without measuring it: the server draws too. On the wide side.
 * @param size pixels
 */
export function textWidth(text: string, size: number, bold = false): number {
	let em = 0;
	for (const letter of text) em += NARROW.has(letter) ? 0.33 : WIDE.has(letter) ? 0.87 : /[A-ZÀ-Þ£]/.test(letter) ? 0.69 : 0.56;
	return em * size * (bold ? 1.06 : 1);
}

interface Cluster {
	/** Where its first member would stand if each were where it wants to. */
	wanted: number;
	count: number;
}

/**
 * Moves positions along one axis so that each is at least `gap` from the next, as little as
 * possible in all, and keeps their order.
 * @returns the positions in the order given, within `from` and `to` where there is room
 */
export function spread(wanted: readonly number[], { gap, from, to }: { gap: number; from: number; to: number }): number[] {
	const order = wanted.map((at, index) => ({ at, index })).sort((one, other) => one.at - other.at || one.index - other.index);
	const clusters: Cluster[] = [];
	for (const { at } of order) {
		let last: Cluster = { wanted: at, count: 1 };
		for (let before = clusters.at(-1); before && before.wanted + before.count * gap > last.wanted; before = clusters.at(-1)) {
			clusters.pop();
			last = { wanted: (before.wanted * before.count + (last.wanted - before.count * gap) * last.count) / (before.count + last.count), count: before.count + last.count };
		}
		clusters.push(last);
	}
	const placed = clusters.flatMap(({ wanted: start, count }) => Array.from({ length: count }, (_, index) => start + index * gap));
	let floor = to - (placed.length - 1) * gap;
	let ceiling = from;
	const kept = placed.map((at) => {
		const here = Math.max(Math.min(at, floor), ceiling);
		floor += gap;
		ceiling = here + gap;
		return here;
	});
	const result: number[] = wanted.map(() => 0);
	order.forEach(({ index }, position) => (result[index] = kept[position] ?? 0));
	return result;
}

/** A text where it stands; `y` is its baseline. */
export interface Label {
	text: string;
	x: number;
	y: number;
	anchor: 'start' | 'middle' | 'end';
	size: number;
	bold?: boolean;
	tone?: 'target';
}
interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

export function boxOf({ text, x, y, anchor, size, bold }: Label): Box {
	const width = textWidth(text, size, bold);
	const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
	return { left, right: left + width, top: y - size * 0.8, bottom: y + size * 0.2 };
}

export function overlap(one: Box, other: Box, room = 2): boolean {
	return one.left < other.right + room && other.left < one.right + room && one.top < other.bottom + room && other.top < one.bottom + room;
}
