import { expect, test } from 'vitest';
import { parseInstant } from './instants.ts';

test('an instant is read as it is written', () => {
	for (const text of ['2026-09-14T09:42:00.123Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']) expect(parseInstant(text)?.toISOString()).toBe(text);
});

test('what no database holds, or is no instant, is none', () => {
	for (const text of ['0000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-99-99T00:00:00Z', '2026-09-14T99:00:00Z', '2026-09-14', '', '1', null, 1, {}]) expect(parseInstant(text), String(text)).toBeNull();
});
