/** How screens of readings reach the server. */
import type { ReadingsTaken, ReadingVersion, TriedImport } from '#lib/kpi/readings.ts';
import type { ImportRequests, ReadingRequests, Told } from '#lib/ui/readings/requests.ts';

async function ask<Value>(address: string, name: string, init: RequestInit = {}): Promise<Told<Value>> {
	let response: Response;
	try {
		response = await fetch(address, init);
	} catch {
		// The browser says no more than that it did not arrive; a file that was changed on the disk meanwhile ends here too.
		return { ok: false, message: 'Milepost could not be reached, or the file can no longer be read. Check your connection, choose the file again and try once more.' };
	}
	let answer: unknown;
	try {
		answer = await response.json();
	} catch {
		// A proxy's own page, or an answer cut short: not ours, whatever its status says.
		return { ok: false, message: 'Something went wrong on the way. Try again in a moment.' };
	}
	const told = new Map<string, unknown>(Object.entries(answer ?? {}));
	if (response.ok) return { ok: true, value: told.get(name) as Value };
	const message = told.get('message');
	const problems = told.get('problems') as Readonly<Record<string, string>> | undefined;
	return { ok: false, message: typeof message === 'string' ? message : 'Something went wrong on our side. Try again in a moment.', ...(problems ? { problems } : {}) };
}

const post = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export function importRequests(planId: string): ImportRequests {
	const address = `/api/plans/${planId}/reading-imports`;
	const send = (file: File): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file });
	return {
		check: (file) => ask<TriedImport>(`${address}?${new URLSearchParams({ name: file.name, try: '1' })}`, 'tried', send(file)),
		take: (file, { fileHash, outcomeHash }, leaveOut) => {
			const asking = new URLSearchParams({ name: file.name, file: fileHash, outcome: outcomeHash, ...(leaveOut ? { leaveOut: '1' } : {}) });
			return ask<ReadingsTaken>(`${address}?${asking}`, 'taken', send(file));
		},
		problems: (file) => ask<string>(`${address}?${new URLSearchParams({ name: file.name, problems: '1' })}`, 'listed', send(file)),
		name: (code, kpi) => ask(`${address}/codes`, 'code', post({ code, kpi }))
	};
}

export function readingRequests(planId: string, kpi: string): ReadingRequests {
	const address = `/api/plans/${planId}/readings`;
	return {
		enter: (typed) => ask<ReadingsTaken>(address, 'taken', post({ kpi, ...typed })),
		confirm: (reading) => ask(`${address}/${reading}/confirm`, 'settled', post({})),
		refuse: (reading, reason) => ask(`${address}/${reading}/refuse`, 'settled', post({ reason })),
		versions: (place, from) => ask<readonly ReadingVersion[]>(`${address}/versions?${new URLSearchParams({ kpi, place, from })}`, 'versions')
	};
}
