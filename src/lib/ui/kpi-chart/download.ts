/** A chart as a file: SVG text that stands alone, the same as PNG, and what the file is called. */
import { textWidth } from '#lib/kpi/chart-labels.ts';
import { FONTS, INK, INK_2, SURFACE } from './paint.ts';

export interface AroundChart {
	/** Above the drawing. */
	title?: string;
	/** Below it: what the marks mean, notes, the source. Long ones are broken. */
	lines?: readonly string[];
}

const MARGIN = 16;
const TITLE = 16;
const LINE = 12;

/** The markup of an SVG element as a file of its own, on white. @param markup as serialised or drawn on the server */
export function standaloneSvg(markup: string, { title = '', lines = [] }: AroundChart = {}): string {
	const opening = /<svg\b[^>]*>/.exec(markup);
	const end = markup.lastIndexOf('</svg>');
	if (!opening || end < 0) throw new Error('This is no drawing');
	const [tag] = opening;
	const sizeOf = (name: string): number => Number(new RegExp(`\\s${name}="([\\d.]+)"`).exec(tag)?.[1] ?? 0);
	const [width, height] = [sizeOf('width'), sizeOf('height')];
	const content = markup.slice(opening.index + tag.length, end).replace(/<!--[\s\S]*?-->/g, '');
	const titles = title === '' ? [] : broken(title, { width, size: TITLE, bold: true });
	const below = lines.flatMap((line) => broken(line, { width, size: LINE, bold: false }));
	const head = titles.length * 22 + (titles.length > 0 ? 8 : 0);
	const foot = below.length * 17 + (below.length > 0 ? 10 : 0);
	const [fullWidth, fullHeight] = [width + MARGIN * 2, Math.ceil(height + head + foot + MARGIN * 2)];
	const words = [
		...titles.map((text, index) => `<text x="${MARGIN}" y="${MARGIN + 14 + index * 22}" font-size="${TITLE}" font-weight="700" fill="${INK}">${escape(text)}</text>`),
		...below.map((text, index) => `<text x="${MARGIN}" y="${Math.ceil(MARGIN + head + height + 20 + index * 17)}" font-size="${LINE}" fill="${INK_2}">${escape(text)}</text>`)
	];
	const labelled = /\saria-labelledby="[^"]*"/.exec(tag)?.[0] ?? '';
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" role="img"${labelled} font-family="${FONTS}">`,
		`<rect width="100%" height="100%" fill="${SURFACE}"/>`,
		...words,
		`<g transform="translate(${MARGIN} ${MARGIN + head})">${content}</g>`,
		'</svg>',
		''
	].join('\n');
}

/** A chart of the page as the text of an SVG file. */
export function svgOf(node: SVGSVGElement, around: AroundChart = {}): string {
	return standaloneSvg(new XMLSerializer().serializeToString(node), around);
}

/**
 * The same as a PNG.
 * @param scale how many dots a pixel gets
 * @throws Error where the browser cannot draw it
 */
export async function pngOf(svgText: string, scale = 2): Promise<Blob> {
	const image = new Image();
	image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText)}`;
	await image.decode();
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(image.naturalWidth * scale);
	canvas.height = Math.round(image.naturalHeight * scale);
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('There is no canvas to draw on');
	pen.scale(scale, scale);
	pen.drawImage(image, 0, 0);
	return new Promise((resolve, reject) => {
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made'))), 'image/png');
	});
}

const MOST_NAME = 120;

/** `CAN 62-day Luton 2026-09-14.svg`: without what file systems refuse. */
export function chartFileName(parts: readonly string[], day: string, ending: 'svg' | 'png'): string {
	const words = parts
		.join(' ')
		.replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.replace(/^[.\s]+/, '')
		.trim();
	return `${[...words].slice(0, MOST_NAME).join('').trim() || 'Chart'} ${day}.${ending}`;
}

/** Hands a file to the browser. */
export function saveFile(blob: Blob, name: string): void {
	const url = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser reads it after the click has returned.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function broken(text: string, { width, size, bold }: { width: number; size: number; bold: boolean }): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter(Boolean)) {
		const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
		if (lines.length > 0 && textWidth(longer, size, bold) <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}
function escape(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
