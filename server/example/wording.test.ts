import { expect, it } from 'vitest';
import { wordingProblem } from '#lib/plan/event-wording.ts';
import { exampleContent } from './content.ts';

it('every milestone of the example reads as an event, so the SMART check raises no false alarm', () => {
	const titles = exampleContent().flatMap(({ written }) => written.milestones.map(({ title }) => title));
	expect(titles.length).toBeGreaterThan(150);
	expect(titles.filter((title) => wordingProblem(title) !== null)).toEqual([]);
});
