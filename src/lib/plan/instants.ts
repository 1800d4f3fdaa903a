/** Instants as addresses and forms carry them. */

const WRITTEN = /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The instant that a text writes in ISO 8601 and UTC, of the years 1 to 9999, which any database holds; null for anything else. */
export function parseInstant(text: unknown): Date | null {
	if (typeof text !== 'string' || !WRITTEN.test(text)) return null;
	const instant = new Date(text);
	return Number.isNaN(instant.getTime()) ? null : instant;
}
