/** What commands that forms send have in common: lines of text, and answers that tie what was wrong to the field it was wrong in. */
import type { Answer, RefusedBecause } from './plain-command.ts';

export type Problems<Field extends string> = Partial<Record<Field, string>>;
export type FormAnswer<Value, Field extends string> = Answer<Value> | { ok: false; because: RefusedBecause; message: string; problems: Problems<Field> };

/** A refusal that says what is wrong in which field; the message is the first of them. */
export function wrongFields<Field extends string>(because: RefusedBecause, problems: Problems<Field>): { ok: false; because: RefusedBecause; message: string; problems: Problems<Field> } {
	const [message = 'Something in this form is not right.'] = Object.values<string | undefined>(problems).filter((each) => each !== undefined);
	return { ok: false, because, message, problems };
}

/** The problems of an answer by field; none when it is not about fields. */
export function problemsOf<Field extends string>(answer: FormAnswer<unknown, Field>): Problems<Field> {
	return !answer.ok && 'problems' in answer ? answer.problems : {};
}

/** Whether anything is wrong. */
export function anyWrong(problems: Readonly<Record<string, string | null | undefined>>): boolean {
	return Object.values(problems).some((each) => each !== undefined && each !== null);
}

/** Whether a statement failed on a unique constraint (SQLSTATE 23505). */
export function isTaken(error: unknown): boolean {
	for (let each = error; each instanceof Error; each = each.cause) {
		if ('code' in each && each.code === '23505') return true;
	}
	return false;
}

/** Text on one line, without characters that cannot be kept or seen. */
export function oneLine(typed: string): string {
	return typed.toWellFormed().replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** What is wrong with a line of text; null when nothing is. @param called such as "The name" */
export function lineProblem(value: string, called: string, most: number): string | null {
	if (/[\p{Cc}\p{Bidi_Control}]/u.test(value)) return `${called} holds a character that cannot be shown. Type it in plain text.`;
	if (value.length > most) return `${called} can hold ${most} characters; this is ${value.length}.`;
	return null;
}
