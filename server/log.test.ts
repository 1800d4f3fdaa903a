import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#server/store/database.ts';
import { tellError } from './log.ts';

let opened: OpenDatabase;
beforeAll(async () => {
	opened = await openDatabase('memory');
});
afterAll(() => opened.close());

const failure = (query: ReturnType<typeof sql>): Promise<unknown> => opened.db.execute(query).then(() => null, (error: unknown) => error);

describe('the log', () => {
	it('never holds what people typed: a failed query is told without its values', async () => {
		for (const query of [
			sql`select nothing from nowhere where title = ${'Patient 943 476 5919'}`,
			sql`select ${'Patient 943 476 5919'}::date`,
			sql`insert into person (id, name, initials, email) values (${'pe_x'}, ${'Patient 943 476 5919'}, ${'P'}, ${'x'})`
		]) {
			const told = JSON.stringify(tellError(await failure(query)));
			expect(told).not.toContain('943');
			expect(told).toMatch(/"message":"Failed query: .*"stack":" {4}at .*"code":"\d\w{4}"/);
		}
	});

	it('tells what went wrong and where', () => {
		expect(tellError(new Error('It broke', { cause: new TypeError('because') }))).toMatchObject({ type: 'Error', message: 'It broke', stack: expect.stringMatching(/^ {4}at /) as string, cause: { type: 'TypeError', message: 'because' } });
		expect(tellError('a word')).toBe('a word');
	});
});
