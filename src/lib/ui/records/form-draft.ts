/** A form that is being filled in: nothing typed is lost, and nothing is sent twice. */

export interface FormDraft {
	/** As typed, by field. */
	values: Readonly<Record<string, string>>;
	/** The id under which the server keeps these words once. */
	requestId: string;
	/** It was sent under that id, and it is not known that this was refused. */
	tried: boolean;
}

export function newDraft(values: FormDraft['values']): FormDraft {
	return { values, requestId: newRequestId(), tried: false };
}

/** With another value: other words than those that were tried are another thing to send. */
export function typed(draft: FormDraft, name: string, value: string): FormDraft {
	const values = { ...draft.values, [name]: value };
	return draft.tried && value !== draft.values[name] ? newDraft(values) : { ...draft, values };
}

/** Reads a draft that was kept as JSON; null for anything else. */
export function parseFormDraft(kept: string | null): FormDraft | null {
	if (kept === null) return null;
	let sent: unknown;
	try {
		sent = JSON.parse(kept);
	} catch (error) {
		if (error instanceof SyntaxError) return null;
		throw error;
	}
	if (typeof sent !== 'object' || sent === null || !('values' in sent) || !('requestId' in sent)) return null;
	const { values, requestId } = sent;
	if (typeof values !== 'object' || values === null || typeof requestId !== 'string') return null;
	const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	return { values: Object.fromEntries(texts), requestId, tried: 'tried' in sent && sent.tried === true };
}

/** 32 hexadecimal digits. Not `crypto.randomUUID`, which pages without https do not have. */
function newRequestId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
