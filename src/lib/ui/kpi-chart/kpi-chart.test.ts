import { readFileSync } from 'node:fs';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { addMonths, dayAt, dayNumber } from '#lib/kpi/calendar.ts';
import { sharedScale } from '#lib/kpi/chart-small.ts';
import { analyse } from '#lib/kpi/spc.ts';
import type { SpcOptions } from '#lib/kpi/spc-types.ts';
import AssuranceIcon from './AssuranceIcon.svelte';
import ChartDownloads from './ChartDownloads.svelte';
import ChartKey from './ChartKey.svelte';
import { chartFileName, standaloneSvg } from './download.ts';
import * as paint from './paint.ts';
import SmallMultiple from './SmallMultiple.svelte';
import SpcChart from './SpcChart.svelte';
import SpcTable from './SpcTable.svelte';
import VariationIcon from './VariationIcon.svelte';
import type { LinkedMilestone } from './view.ts';

const LOOK = [61.8, 60.4, 59.24, 62.1, 60.8, 62.9, 61.2, 63, 60.5, 54.1, 61.4, 62.3, 60.9, 62.6, 61, 62.4, 60.3, 60.9, 63.1, 65.9, 67.2, 66.4, 68.5, 67.7, 69.3, 68.2, 69.9, 70.6];
function series(values: readonly (number | null)[], options: Partial<SpcOptions> = {}, months = 1) {
	const periods = values.map((_, index) => {
		const periodStart = addMonths('2024-04-01', index * months);
		return { periodStart, periodEnd: dayAt(dayNumber(addMonths(periodStart, months)) - 1), status: index >= values.length - 1 ? ('provisional' as const) : ('final' as const) };
	});
	return { periods, analysis: analyse(values.map((value, index) => ({ date: periods[index]?.periodStart ?? '', value })), { direction: 'increase', target: 85, ...options }) };
}
const MILESTONES: LinkedMilestone[] = [
	{ id: 'ms_1', ref: 'CAN-17', title: 'FIT result with every lower GI referral', day: '2025-10-31', finished: true, status: 'complete', href: '/programmes/cancer/plan?milestone=ms_1' },
	{ id: 'ms_2', ref: 'CAN-10', title: 'Four radiographers in post <b>', day: '2026-10-09', finished: false, status: 'atRisk' }
];
const given = { title: 'Treated within 62 days', ...series(LOOK, { baselinePoints: 18 }), unit: '%', today: '2026-09-14', targets: [{ from: null, value: 85 }], milestones: MILESTONES };
const text = (html: string) => html.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const count = (html: string, found: RegExp) => html.match(found)?.length ?? 0;

describe('the chart, drawn on the server', () => {
	const { body } = render(SpcChart, { props: given });

	it('has a mark for each point by signal and shape, all with an outline', () => {
		expect(count(body, /<circle[^>]*fill="#a6a6a6"/g)).toBe(17);
		expect(count(body, /<rect[^>]*fill="#e46c0a"/g)).toBe(1);
		expect(count(body, /<circle[^>]*fill="#00b0f0"/g)).toBe(10);
		expect(count(body, /fill="#(?:00b0f0|e46c0a|490092|a6a6a6)"/g)).toBe(count(body, /fill="#(?:00b0f0|e46c0a|490092|a6a6a6)" stroke="#(?:212b32|4c6272)"/g));
		const neutral = render(SpcChart, { props: { ...given, ...series(LOOK, { direction: 'neutral', baselinePoints: 18 }) } }).body;
		expect(count(neutral, /<path[^>]*fill="#490092"/g)).toBe(11);
	});

	it('has the average solid, limits dotted, the target red and dashed, and names all of them', () => {
		expect(body).toMatch(/stroke="#4c6272" stroke-width="1.5"/);
		expect(count(body, /stroke-dasharray="3 4"/g)).toBe(2);
		expect(count(body, /stroke="#d5281b"[^>]*stroke-dasharray="7 4"/g)).toBe(1);
		for (const name of ['Target 85%', 'Upper limit 67.0%', 'Average 61.0%', 'Lower limit 55.0%', '70.6%', 'Today', 'CAN-17', 'CAN-10']) expect(text(body)).toContain(` ${name} `);
	});

	it('is one picture with a title and a description, and no tab stop', () => {
		const [, title, words] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(body) ?? [];
		expect(body).toContain(`<title id="${title ?? '?'}">Treated within 62 days, monthly, Apr 2024 to Jul 2026</title>`);
		expect(body).toContain(`<desc id="${words ?? '?'}">Newest value 70.6% in Jul 2026, provisional. Average 61.0%, limits 55.0% to 67.0%. Improving.`);
		expect(body).not.toMatch(/tabindex|<a /);
	});

	it('draws finished milestones with a solid riser, open ones dashed', () => {
		expect(count(body, /<path d="M[\d.]+ [\d.]+V[\d.]+" stroke="#005eb8" stroke-width="1.2"><\/path>/g)).toBe(1);
		expect(count(body, /stroke="#768692" stroke-width="1.2" stroke-dasharray="2 3"/g)).toBe(1);
	});

	it('draws provisional points hollow and says so', () => {
		expect(count(body, /<circle[^>]*fill="#ffffff"/g)).toBe(1);
		expect(text(body)).toContain('Hollow marks are provisional: Jul 2026.');
	});

	it('is 640 pixels wide unless told otherwise, and never scales its text', () => {
		expect(body).toMatch(/width="640" height="[\d.]+" viewBox="0 0 640 /);
		expect(render(SpcChart, { props: { ...given, width: 358 } }).body).toMatch(/width="358" height="[\d.]+" viewBox="0 0 358 /);
		expect(body.match(/font-size="(\d+)"/g)?.every((size) => ['font-size="12"', 'font-size="14"'].includes(size))).toBe(true);
	});

	it('with too few points is line and average only, and says why', () => {
		const few = render(SpcChart, { props: { ...given, ...series([60, 61, null, 62]) } }).body;
		expect(few).not.toContain('stroke-dasharray="3 4"');
		expect(text(few)).toContain('3 points, and limits need 13: only the average is drawn.');
		expect(text(few)).toContain('No value for Jun 2024: the line breaks there.');
	});

	it('of a yearly measure has no limits, whatever the analysis says', () => {
		const yearly = render(SpcChart, { props: { ...given, ...series(LOOK, {}, 12), limits: false, milestones: [] } }).body;
		expect(yearly).not.toMatch(/stroke-dasharray="3 4"|#00b0f0|#e46c0a|Upper limit/);
		expect(text(yearly)).toContain('Yearly figures never get limits');
		expect(render(SpcChart, { props: { ...given, limits: false, noLimitsWhy: 'Another reason.' } }).body).toContain('Another reason.');
	});

	it('says when there is nothing to draw', () => {
		const empty = render(SpcChart, { props: { ...given, ...series([]) } }).body;
		expect(empty).not.toContain('<svg');
		expect(text(empty)).toContain('There are no values of this KPI yet');
	});
});

describe('the table beside it', () => {
	const { body } = render(SpcTable, { props: { ...given, newest: 11 } });
	const rows = body.split('<tr').slice(2).map(text);

	it('has every value, newest first, with signal, distance from the target and milestones', () => {
		expect(rows).toHaveLength(28);
		expect(rows[0]).toMatch(/Jul 2026 70\.6% Provisional Improvement above the upper limit −14\.4/);
		expect(rows[9]).toMatch(/Oct 2025 63\.1% .*−21\.9 CAN-17 FIT result with every lower GI referral, complete 31 Oct 2025/);
		expect(rows[27]).toMatch(/Apr 2024 61\.8% Usual variation −23\.2/);
		expect(rows[25]).toContain('59.24%');
		expect(text(body)).toContain('Milestones after Jul 2026 CAN-10 Four radiographers in post &lt;b>, at risk, forecast 9 Oct 2026');
		expect(body).toContain('href="/programmes/cancer/plan?milestone=ms_1"');
	});

	it('shows the newest first and has a button for the rest', () => {
		expect(count(body, /<tr class="more"/g)).toBe(17);
		expect(text(body)).toContain('Show all 28');
		expect(body).toContain('aria-expanded="false"');
	});

	it('names missing periods and leaves out signals that cannot be', () => {
		const few = render(SpcTable, { props: { title: 'Beds', ...series([24, null, 26]), unit: 'beds' } }).body;
		expect(text(few)).toContain('May 2024 No value');
		expect(text(few)).not.toMatch(/Signal|target|Milestones/);
		expect(text(render(SpcTable, { props: { title: 'Beds', ...series([]), unit: 'beds' } }).body)).toContain('There are no values yet.');
	});
});

describe('icons, key and small multiples', () => {
	it('icons are full from 30 pixels, ring and letter below, and always have words', () => {
		const icon = (size: number, decorative = false) => render(VariationIcon, { props: { variation: 'concern-low', size, decorative } }).body;
		expect(icon(30)).toMatch(/role="img" aria-label="Concern – lower than usual"/);
		expect(count(icon(30), /<circle/g)).toBe(5);
		expect(count(icon(18), /<circle/g)).toBe(1);
		expect(text(icon(18))).toContain('L');
		expect(icon(18, true)).toMatch(/aria-hidden="true"/);
		expect(icon(18, true)).not.toContain('role=');
		expect(render(VariationIcon, { props: { variation: null } }).body).toContain('Too few points to say');
		const assurance = (size: number) => render(AssuranceIcon, { props: { assurance: 'fail', size } }).body;
		expect(assurance(44)).toContain('Consistently falls short of the target');
		expect(assurance(44)).toContain('stroke-dasharray');
		expect(assurance(18)).not.toContain('stroke-dasharray');
		expect(render(AssuranceIcon, { props: { assurance: null, why: 'points' } }).body).toContain('Too few points to say');
	});

	it('the key has words for every mark there is', () => {
		expect(text(render(ChartKey, { props: { provisional: true, milestones: true } }).body)).toMatch(/Improvement Concern Unusual, neither Usual variation Hollow: provisional Milestone expected/);
		expect(text(render(ChartKey, { props: { limits: false } }).body)).toBe(' Value ');
	});

	it('small multiples say place, value and signal, each on the scale handed in', () => {
		const shared = sharedScale([given], { unit: '%', today: '2026-09-14', targets: given.targets });
		const small = (values: (number | null)[]) => render(SmallMultiple, { props: { ...given, ...series(values), name: 'Luton', shared } }).body;
		expect(text(small(LOOK))).toMatch(/Luton 70\.6% Jul 2026 H Improving/);
		expect(text(small([60, 61]))).toMatch(/Too few points .*2 points, and limits need 13/);
		expect(text(small([]))).toMatch(/Luton No values yet/);
		const ticks = (html: string) => html.match(/text-anchor="end"[^>]*>[^<]*/g);
		expect(ticks(small(LOOK))).toEqual(ticks(small([60, 61])));
	});
});

describe('a chart as a file', () => {
	const { body } = render(SpcChart, { props: given });
	const file = standaloneSvg(body, { title: 'Treated within 62 days, Luton & <more>', lines: ['A long line that has to be broken somewhere. '.repeat(6)] });

	it('stands alone: white ground, its colours on its marks, nothing from a style sheet', () => {
		expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="672" height="\d+"/);
		expect(file).toContain('<rect width="100%" height="100%" fill="#ffffff"/>');
		expect(file).not.toMatch(/class=|style=|var\(--|<!--/);
		expect(file).toContain('Treated within 62 days, Luton &amp; &lt;more&gt;');
		expect(count(file, /font-size="12" fill="#4c6272">A long|broken somewhere/g)).toBeGreaterThan(1);
		expect(file.match(/<svg/g)).toHaveLength(1);
		expect(() => standaloneSvg('<p>nothing</p>')).toThrow('no drawing');
	});

	it('is called after what it shows', () => {
		expect(chartFileName(['CAN', '62-day', 'Luton'], '2026-09-14', 'svg')).toBe('CAN 62-day Luton 2026-09-14.svg');
		expect(chartFileName(['CAN', 'Waits: <4 h / A&E\u202e\n', 'B"x'], '2026-09-14', 'png')).toBe('CAN Waits 4 h A&E B x 2026-09-14.png');
		expect(chartFileName(['..', ''], '2026-09-14', 'png')).toBe('Chart 2026-09-14.png');
		expect(chartFileName(['é'.repeat(500)], '2026-09-14', 'svg').length).toBeLessThan(150);
	});

	it('is offered by buttons that wait for the drawing', () => {
		const html = render(ChartDownloads, { props: { svg: null, name: ['CAN'], day: '2026-09-14', title: 'T' } }).body;
		expect(count(html, /<button[^>]*disabled/g)).toBe(2);
		expect(text(html)).toMatch(/Download SVG .*Download PNG/);
	});
});

it('the colours of charts are those of the style sheets', () => {
	const tokens = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');
	const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(tokens)?.[1];
	const pairs: [string, string][] = [
		[paint.INK, 'ink'], [paint.INK_2, 'ink-2'], [paint.SURFACE, 'surface'], [paint.SURFACE_2, 'surface-2'], [paint.LINE, 'line'], [paint.LINE_SOFT, 'line-soft'], [paint.LINE_MID, 'line-mid'], [paint.CONTROL, 'control'], [paint.LINK, 'link'],
		[paint.TARGET, 'offtrack'], [paint.TARGET_INK, 'offtrack-ink'], [paint.WARNING_EDGE, 'atrisk-edge'], [paint.STATUS_FILL.complete, 'complete'], [paint.STATUS_FILL.onTrack, 'ontrack'], [paint.STATUS_FILL.atRisk, 'atrisk'], [paint.STATUS_FILL.offTrack, 'offtrack'], [paint.STATUS_FILL.notStarted, 'notstarted']
	];
	for (const [colour, name] of pairs) expect(colour, name).toBe(token(name));
});
