/** How the forms of administration are read and answered. */
import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { isId, type AccountId } from '#lib/plan/ids.ts';
import type { FormResult } from '#lib/ui/admin/form-result.ts';
import type { FormAnswer } from '#server/store/form-answer.ts';
import type { RefusedBecause } from '#server/store/plain-command.ts';

const STATUS: Record<RefusedBecause, number> = { invalid: 400, 'no-access': 403, 'not-found': 404, conflict: 409, limited: 429 };

/** The texts of a form that was posted; none when the body is no form, '' for a field that is missing. */
export class Sent {
	private readonly fields: FormData;
	/** The network address it came from. */
	readonly address: string;

	private constructor(fields: FormData, address: string) {
		this.fields = fields;
		this.address = address;
	}
	static async of(event: RequestEvent): Promise<Sent> {
		const fields = await event.request.formData().catch((failure: unknown) => {
			if (failure instanceof TypeError) return new FormData();
			throw failure;
		});
		return new Sent(fields, event.getClientAddress());
	}

	/** No text holds a NUL: Postgres takes none. */
	text(name: string): string {
		const value = this.fields.get(name);
		return typeof value === 'string' ? value.replaceAll('\0', '') : '';
	}
	texts<Name extends string>(...names: Name[]): Record<Name, string> {
		return Object.fromEntries(names.map((name) => [name, this.text(name)])) as Record<Name, string>;
	}
	/** An id of an account; null for anything else. */
	account(name = 'account'): AccountId | null {
		const sent = this.text(name);
		return isId('ac', sent) ? sent : null;
	}
}

/** The answer to a form whose command was refused: why, which field, and what was typed. */
export function refusal(form: string, answer: Extract<FormAnswer<unknown, string>, { ok: false }>, values: Partial<Record<string, string>> = {}): ActionFailure<FormResult> {
	const problems = 'problems' in answer ? { problems: answer.problems } : {};
	return fail(STATUS[answer.because], { form, problem: answer.message, values, ...problems });
}

/** The answer to a form that names something that is not there. */
export function missing(form: string, message = 'This could not be carried out: what it was about is not there. Load the page again.'): ActionFailure<FormResult> {
	return fail(404, { form, problem: message });
}

/** The answer to a form that did what it was for. */
export function said(form: string, words: string, undo?: FormResult['undo']): FormResult {
	return { form, said: words, ...(undo && { undo }) };
}
