/** What a form of administration answers, the same for all, so that one component shows it. */
export interface FormResult {
	/** Which form it was. */
	form: string;
	/** What was done, in words. */
	said?: string;
	/** How to take it back: the action to send these fields to. */
	undo?: { action: string; fields: Record<string, string> };
	/** Why nothing was done. */
	problem?: string;
	/** What is wrong in which field. */
	problems?: Partial<Record<string, string>>;
	/** As it was typed. */
	values?: Partial<Record<string, string>>;
}

/** The result, when it is that form's. */
export function resultOf(result: FormResult | null | undefined, form: string): FormResult | null {
	return result?.form === form ? result : null;
}
