/** Words inside a chart that are no line's name: the newest value, lone marked points, figures of older sections. */
import { boxOf, FONT, overlap, textWidth, type Label } from './chart-labels.ts';
import type { DrawnPoint, DrawnSection } from './chart-parts.ts';
import type { Plot } from './chart-scale.ts';

const MOST_LONE = 3;
/** How far apart the places are at which a figure is tried along its line, in pixels. */
const STEP = 12;

/** Words inside the plot, each where it covers neither a point nor another word; what finds no place is left to the table. */
export class Notes {
	readonly all: Label[] = [];
	readonly #plot: Plot;
	readonly #points: readonly DrawnPoint[];
	readonly #today: number | null;

	/** @param today where its line stands */
	constructor(plot: Plot, points: readonly DrawnPoint[], today: number | null) {
		this.#plot = plot;
		this.#points = points;
		this.#today = today;
	}

	add(label: Label): void {
		this.all.push(label);
	}
	/** Above the plot, in the first place where it is in nobody's way. */
	heading(places: readonly Label[], taken: readonly Label[]): void {
		const found = places.find((label) => {
			const box = boxOf(label);
			return box.left >= 0 && box.right <= this.#plot.right + 8 && ![...taken, ...this.all].some((other) => overlap(box, boxOf(other)));
		});
		if (found) this.add(found);
	}
	#free(label: Label, besides?: DrawnPoint): boolean {
		const box = boxOf(label);
		if (box.left < this.#plot.left || box.right > this.#plot.right || box.top < this.#plot.top || box.bottom > this.#plot.bottom) return false;
		if (this.#today !== null && box.left < this.#today + 3 && box.right > this.#today - 3) return false;
		const covers = ({ x, y }: DrawnPoint) => overlap(box, { left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }, 0);
		return !this.#points.some((point) => point !== besides && covers(point)) && !this.all.some((other) => overlap(box, boxOf(other)));
	}
	/** The first of some places that is free. */
	#first(places: readonly Label[], besides?: DrawnPoint): boolean {
		const found = places.find((label) => this.#free(label, besides));
		if (found) this.add(found);
		return found !== undefined;
	}
	#around({ x, y }: { x: number; y: number }, label: Pick<Label, 'text' | 'size' | 'bold'>, up: boolean): Label[] {
		const [above, below] = [y - 11, y + 11 + label.size * 0.8];
		const at = (height: number): Label[] => (['middle', 'end', 'start'] as const).map((anchor) => ({ ...label, y: height, anchor, x: anchor === 'end' ? x + 6 : anchor === 'start' ? x - 6 : x }));
		const beside: Label[] = [{ ...label, x: x + 10, y: y + 4, anchor: 'start' }, { ...label, x: x - 10, y: y + 4, anchor: 'end' }];
		return up ? [...at(above), ...beside, ...at(below)] : [...at(below), ...beside, ...at(above)];
	}
	/** Always written, as it is what a reader looks for. */
	newest(point: DrawnPoint, before: DrawnPoint | undefined, text: string): void {
		const places = this.#around(point, { text, size: 14, bold: true }, !before || point.y <= before.y);
		if (this.#first(places, point)) return;
		this.add({ text, size: 14, bold: true, x: Math.min(point.x + 6, this.#plot.right), y: Math.max(point.y - 11, this.#plot.top + 12), anchor: 'end' });
	}
	aim({ x, y }: { x: number; y: number }, text: string): void {
		const label = { text, size: FONT };
		this.#first([{ ...label, x: x + 13, y: y + 4, anchor: 'start' }, { ...label, x: x + 9, y: y - 8, anchor: 'end' }, { ...label, x: x + 9, y: y + 17, anchor: 'end' }, { ...label, x: x - 13, y: y + 4, anchor: 'end' }]);
	}
	/** Points beyond a limit between usual ones: the newest few with value and period. */
	lone(points: readonly DrawnPoint[], write: (point: DrawnPoint) => string): void {
		const lone = points.filter(({ rule }, index) => (rule === 'above-upper' || rule === 'below-lower') && (points[index - 1]?.rule ?? 'none') === 'none' && (points[index + 1]?.rule ?? 'none') === 'none');
		for (const point of lone.filter((each) => each !== points.at(-1)).slice(-MOST_LONE)) this.#first(this.#around(point, { text: write(point), size: FONT }, point.rule === 'above-upper'), point);
	}
	/** What was aimed at before, on its line. */
	steps(corners: readonly { from: number; to: number; y: number; text: string }[]): void {
		for (const { from, to, y, text } of corners) this.#first(this.#along({ from, to, y }, { text, size: FONT, tone: 'target' }));
	}
	/** Above a line and then below it, from its left to its right. */
	#along({ from, to, y }: { from: number; to: number; y: number }, label: Pick<Label, 'text' | 'size' | 'bold' | 'tone'>): Label[] {
		const room = to - from - 10 - textWidth(label.text, label.size, label.bold);
		return [y - 5, y + 14].flatMap((at) => Array.from({ length: Math.max(0, Math.floor(room / STEP) + 1) }, (_, step): Label => ({ ...label, x: from + 5 + step * STEP, y: at, anchor: 'start' })));
	}
	/** The figures of sections before the newest, on their lines. */
	older(sections: readonly DrawnSection[], write: (figure: number) => string): void {
		for (const { from, to, mean, lower, upper, point } of sections) {
			const lines = [
				{ y: mean, figure: point.mean, bold: true, name: 'Average ' },
				{ y: upper, figure: point.upper, bold: false, name: 'Upper limit ' },
				{ y: lower, figure: point.lower, bold: false, name: 'Lower limit ' }
			];
			for (const { y, figure, bold, name } of lines) {
				if (y === null || figure === null) continue;
				const places = [`${name}${write(figure)}`, write(figure)].flatMap((text) => this.#along({ from, to, y }, { text, bold, size: FONT }));
				this.#first(places);
			}
		}
	}
}
