/**
 * The body is the file itself.
 * `POST ?name=…&try=1`: says what it would bring about and stores nothing, answers `{ tried }`.
 * `POST ?name=…&problems=1`: the file's problems as the text of a CSV file, stores nothing, answers `{ listed }`.
 * `POST ?name=…&file=…&outcome=…[&leaveOut=1]`: imports the file that was tried, with the two hashes of that answer; answers `{ taken }`.
 */
import { MOST_FILE_BYTES } from '#lib/kpi/readings.ts';
import { can } from '#lib/plan/rules.ts';
import { listProblems, makeImport, tryImport } from '#server/measures/import.ts';
import { runningSync } from '#server/running-sync.ts';
import { MAY_NOT_ENTER } from '#server/store/readings.ts';
import { answered, no, readablePlan } from '../../plan-request.server.ts';
import type { RequestHandler } from './$types';

const TOO_LARGE = `The file is larger than ${MOST_FILE_BYTES / 1024 / 1024} MB. Split it, by measure or by year, and import the parts.`;

export const POST: RequestHandler = async ({ locals, params, request, url }) => {
	const asked = await readablePlan(locals, params.plan);
	if (asked instanceof Response) return asked;
	const { db, user, planId, programmeId } = asked;
	// Before the body is read, which may be long.
	if (!can(user, 'edit', programmeId)) return no(403, MAY_NOT_ENTER);
	if (Number(request.headers.get('content-length')) > MOST_FILE_BYTES) return no(413, TOO_LARGE);
	const bytes = await bytesOf(request);
	if (bytes === null) return no(413, TOO_LARGE);
	const asking = url.searchParams;
	const file = { user, planId, fileName: asking.get('name') ?? '', bytes };
	if (asking.has('try')) return answered(await tryImport(db, file), 'tried', 200);
	if (asking.has('problems')) return answered(await listProblems(db, file), 'listed', 200);

	const [fileHash, outcomeHash] = [asking.get('file'), asking.get('outcome')];
	if (fileHash === null || outcomeHash === null) return no(400, 'Check the file first (?try=1) and send both hashes of that answer.');
	const answer = await makeImport(db, { ...file, fileHash, outcomeHash, leaveOutProblems: asking.has('leaveOut') });
	if (answer.ok) await runningSync().tell(planId, { kind: 'readings', kpi: null });
	return answered(answer, 'taken', 201);
};

/** The body; null when it is longer than Kit reads. */
async function bytesOf(request: Request): Promise<Uint8Array | null> {
	try {
		return new Uint8Array(await request.arrayBuffer());
	} catch (error) {
		if (error instanceof Error && 'status' in error && error.status === 413) return null;
		throw error;
	}
}
