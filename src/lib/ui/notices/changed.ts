/** Word that notices may have come or been read, from whatever part of the page noticed it. */
const listeners = new Set<() => void>();

/** Has the count at the bell asked for again. Cheap to call: what comes close together is asked for once. */
export function noticesChanged(): void {
	for (const listener of listeners) listener();
}

/** Calls back when somebody says so; returns a function that stops it. */
export function onNoticesChanged(listener: () => void): () => void {
	listeners.add(listener);
	return () => void listeners.delete(listener);
}
