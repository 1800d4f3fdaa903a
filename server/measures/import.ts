/** An import: tried first, line by line, with nothing stored; then made of the same file, all or nothing (K2). */
import { createHash } from 'node:crypto';
import { LINE_OUTCOMES, type LineOutcome, type ReadingsTaken, type TriedImport, type TriedLine } from '#lib/kpi/readings.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import type { PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { inTurns } from '#server/in-turns.ts';
import { csvCell } from '#server/store/audit-list.ts';
import { done, programmeOf, refused, type Answer } from '#server/store/plain-command.ts';
import type { Database } from '#server/store/query.ts';
import type { Outcome } from '#server/store/reading-outcomes.ts';
import { hashOfOutcomes, MAY_NOT_ENTER, takeReadings, tryReadings } from '#server/store/readings.ts';
import type { FileLine } from './file-line.ts';
import type { FileReading } from './reading-file.ts';
import { readApart } from './reading-thread.ts';
import { readWorld } from './world.ts';

/** Lines of each outcome that an answer holds; more nobody reads, and they would be a large answer. */
const MOST_OF_EACH = 500;
/** Problems that a list of them holds. */
const MOST_LISTED = 20_000;
const MOST_FILE_NAME = 200;

export interface FileGiven {
	user: User;
	planId: PlanId;
	fileName: string;
	bytes: Uint8Array;
}

/** Says what a file would bring about, and stores nothing. */
export async function tryImport(db: Database, { user, planId, fileName, bytes }: FileGiven): Promise<Answer<TriedImport>> {
	const reading = await readFor(db, { user, planId, bytes });
	if (!reading.ok) return reading;
	const { form, lines, suppressed, notes, unknownMeasures } = reading.value;
	const rows = lines.flatMap(({ given }) => given ?? []);
	const { outcomes } = await tryReadings(db, planId, rows, { fromFile: true });
	let at = 0;
	const tried: TriedLine[] = [];
	await inTurns(lines, (line) => tried.push(triedLine(line, line.given ? (outcomes[at++] ?? null) : null)));
	const counts = Object.fromEntries(LINE_OUTCOMES.map((outcome) => [outcome, tried.filter((line) => line.outcome === outcome).length])) as Record<LineOutcome, number>;
	const shown = LINE_OUTCOMES.flatMap((outcome) => tried.filter((line) => line.outcome === outcome).slice(0, MOST_OF_EACH)).sort((one, other) => one.line - other.line);
	return done({ fileName: nameOf(fileName), fileHash: hashOf(bytes), outcomeHash: await hashOfOutcomes(outcomes), form, counts, suppressed, notes, unknownMeasures, lines: shown, linesLeftOut: tried.length - shown.length });
}

/** The problems of a file as a CSV of its own, a line each: an answer to a trial shows only the first of many. Stores nothing. */
export async function listProblems(db: Database, { user, planId, bytes }: FileGiven): Promise<Answer<string>> {
	const reading = await readFor(db, { user, planId, bytes });
	if (!reading.ok) return reading;
	const rows: string[] = ['line,column,problem'];
	let more = 0;
	await inTurns(reading.value.lines, ({ line, problems }) => {
		for (const { column, problem } of problems) {
			if (rows.length > MOST_LISTED) more += 1;
			else rows.push([String(line), column ?? '', problem].map(csvCell).join(','));
		}
	});
	if (more > 0) rows.push(`,,${csvCell(`And ${more.toLocaleString('en-GB')} more. Mend these first and check the file again.`)}`);
	return done(`\ufeff${rows.join('\r\n')}\r\n`);
}

export interface ImportToMake extends FileGiven {
	/** What the dry run said of the file and of what it would come to. */
	fileHash: string;
	outcomeHash: string;
	/** Lines with problems are left out; otherwise any of them stops the import. */
	leaveOutProblems: boolean;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** Imports the file that was tried: all of it, or nothing. */
export async function makeImport(db: Database, { user, planId, fileName, bytes, fileHash, outcomeHash, leaveOutProblems, at }: ImportToMake): Promise<Answer<ReadingsTaken>> {
	if (hashOf(bytes) !== fileHash) return refused('conflict', 'This is not the file that was checked: it has changed since. Nothing was imported. Check it again.');
	const reading = await readFor(db, { user, planId, bytes, at });
	if (!reading.ok) return reading;
	const wrong = reading.value.lines.filter(({ problems }) => problems.length > 0).length;
	if (wrong > 0 && !leaveOutProblems) return refused('invalid', `${wrong === 1 ? '1 line has a problem' : `${wrong.toLocaleString('en-GB')} lines have problems`}. Mend the file and check it again, or choose to leave ${wrong === 1 ? 'that line' : 'those lines'} out. Nothing was imported.`);
	const rows = reading.value.lines.flatMap(({ given }) => given ?? []);
	return takeReadings(db, { user, planId, rows, fileName: nameOf(fileName), fileHash, expects: outcomeHash, at });
}

async function readFor(db: Database, { user, planId, bytes, at }: { user: User; planId: PlanId; bytes: Uint8Array; at?: Date | undefined }): Promise<Answer<FileReading>> {
	const programme = await programmeOf(db, planId);
	if (programme === null) return refused('not-found', 'There is no such plan.');
	if (!can(user, 'edit', programme)) return refused('no-access', MAY_NOT_ENTER);
	const read = await readApart({ bytes, world: await readWorld(db, planId, todayInLondon(at)) });
	return read.ok ? done(read.value) : refused('invalid', read.message);
}

function triedLine({ given: _given, problems, repeats, ...line }: FileLine, judged: Outcome | null): TriedLine {
	const was = judged?.outcome === 'revised' || judged?.outcome === 'held' ? judged.taken : null;
	const [first] = problems;
	const told = { ...line, column: first?.column ?? null, was: was && { value: was.value, status: was.status } };
	if (first) return { ...told, outcome: 'problem', why: problems.map(({ column, problem }) => (column === null || column === first.column ? problem : `${column}: ${problem}`)).join(' ') };
	if (repeats !== null) return { ...told, outcome: 'repeated', why: `Line ${repeats.toLocaleString('en-GB')} says the same; it is taken once.` };
	return { ...told, outcome: judged?.outcome ?? 'unchanged', why: judged?.why ?? '' };
}

function hashOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** The name as people see it: on one line, without what cannot be shown. */
function nameOf(fileName: string): string {
	return fileName.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}]/gu, '').slice(0, MOST_FILE_NAME) || 'A file without a name';
}
