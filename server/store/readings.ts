/** Taking readings: from a file or by hand, and what a person says of those that were held (K1 to K3). */
import { createHash } from 'node:crypto';
import { readingImport } from '#drizzle/measures.server.ts';
import type { ReadingsTaken } from '#lib/kpi/readings.ts';
import { todayInLondon } from '#lib/plan/dates.ts';
import { CONTROL } from '#lib/plan/field-specs.ts';
import type { KpiId, PlanId } from '#lib/plan/ids.ts';
import { can, type User } from '#lib/plan/rules.ts';
import { inTurns, passTurn } from '#server/in-turns.ts';
import { newSecret } from '#server/secrets.ts';
import { deriveSignals, holdReadings } from './kpi-signals.ts';
import { done, refused, type Answer } from './plain-command.ts';
import type { Database } from './query.ts';
import { readingProblems, type GivenReading } from './reading-checks.ts';
import { outcomesOf, periodKey, sameReading, type Outcome, type StandingReading } from './reading-outcomes.ts';
import { clockAfter, kpisOf, placesOf, readingById, standingReadings, writeReadings, type NewReading } from './reading-rows.ts';
import { inStanding } from './standing.ts';

export const MAY_NOT_ENTER = 'Your role does not let you enter readings. Ask the programme’s lead for one that does.';
export const MOST_REASON = 1_000;

export interface ReadingsToTake {
	user: User;
	planId: PlanId;
	rows: readonly GivenReading[];
	/** '' when entered by hand. */
	fileName: string;
	/** SHA-256 in hexadecimal; '' by hand. */
	fileHash: string;
	/** What a dry run came to (`outcomeHash`); when it would come to something else now, nothing is taken. */
	expects?: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/**
 * Takes values, all or none: new ones, revisions that end the earlier version, and implausible ones
 * as held. What stands already is left as it is, so the same rows again add nothing (K2).
 */
export async function takeReadings(db: Database, { user, planId, rows, fileName, fileHash, expects, at }: ReadingsToTake): Promise<Answer<ReadingsTaken>> {
	return inStanding<ReadingsTaken>(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', MAY_NOT_ENTER);
		await holdReadings(tx, planId);
		const wrong = await problemOfRows(tx, planId, rows, at);
		if (wrong !== null) return refused('invalid', wrong);
		const { outcomes, standing } = await tryReadings(tx, planId, rows, { fromFile: fileHash !== '' });
		const counts = countsOf(outcomes);
		const changes = outcomes.some(({ outcome }) => outcome !== 'unchanged');
		if (!changes) return done(counts);
		if (expects !== undefined && expects !== (await hashOfOutcomes(outcomes))) return refused('conflict', 'Readings were changed since this file was checked, so it would not bring about what you saw. Nothing was imported. Check the file again.');

		const then = await clockAfter(tx, standing, at);
		const importId = `im_${newSecret(16)}`;
		await tx.insert(readingImport).values({ id: importId, planId, fileName, fileHash, added: counts.added, revised: counts.revised, held: counts.held, accountId: user.account, at: then });
		await writeReadings(tx, { planId, account: user.account, at: then, ...(await versionsOf(rows, outcomes, importId)) });
		const taken = rows.filter((_row, index) => outcomes[index]?.outcome === 'new' || outcomes[index]?.outcome === 'revised');
		for (const only of inPieces(taken, standing)) {
			await deriveSignals(tx, planId, { only, at: then });
			await passTurn();
		}
		return done(counts);
	});
}

/** What values would come to now. Stores nothing. */
export async function tryReadings(db: Database, planId: PlanId, rows: readonly GivenReading[], { fromFile }: { fromFile: boolean }): Promise<{ outcomes: Outcome[]; standing: StandingReading[] }> {
	const standing = await standingReadings(db, planId, [...new Set(rows.map(({ kpi }) => kpi))]);
	const places = await placesOf(db, planId);
	const units = new Map((await kpisOf(db, planId)).map(({ id, unit }) => [id, unit]));
	const comparable = new Set(places.filter(({ kind }) => kind === 'place').map(({ id }) => id));
	return { outcomes: await outcomesOf(rows, { standing, comparable, units, fromFile }), standing };
}

/** Stands for what values come to: another one when any of them would come to something else. */
export async function hashOfOutcomes(outcomes: readonly Outcome[]): Promise<string> {
	const hash = createHash('sha256');
	await inTurns(outcomes, ({ outcome, taken, waiting }) => hash.update(`${outcome} ${taken?.id ?? ''} ${waiting?.id ?? ''}\n`));
	return hash.digest('hex');
}

function countsOf(outcomes: readonly Outcome[]): ReadingsTaken {
	const count = (which: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === which).length;
	return { added: count('new'), revised: count('revised'), unchanged: count('unchanged'), held: count('held') };
}

/** A page or file says these to the person line by line; here they stop whoever did not ask first. */
async function problemOfRows(tx: Database, planId: PlanId, rows: readonly GivenReading[], at: Date | undefined): Promise<string | null> {
	const kpis = new Map((await kpisOf(tx, planId)).map((each) => [each.id, each]));
	const places = new Set((await placesOf(tx, planId)).map(({ id }) => id));
	const seen = new Set<string>();
	const today = todayInLondon(at);
	const problemOf = (row: GivenReading): string | null => {
		const kpi = kpis.get(row.kpi);
		if (!kpi) return 'There is no such KPI in this plan.';
		if (kpi.archived) return `The KPI “${kpi.title}” is archived. Bring it back to enter readings.`;
		if (!places.has(row.place)) return 'There is no such place in this portfolio.';
		const [first] = readingProblems(row, { unit: kpi.unit, today });
		if (first) return first.problem;
		if (seen.has(periodKey(row))) return 'Two values are given for one KPI, place and period.';
		seen.add(periodKey(row));
		return null;
	};
	let wrong: string | null = null;
	await inTurns(rows, (row) => {
		wrong ??= problemOf(row);
	});
	return wrong;
}

/** Readings whose signals are worked out at a stretch. */
const MOST_AT_A_STRETCH = 2_000;

/** The KPIs of these values, parted so that each part has few readings or is one KPI. */
function inPieces(taken: readonly GivenReading[], standing: readonly StandingReading[]): KpiId[][] {
	const counts = new Map<KpiId, number>();
	for (const { kpi } of taken) counts.set(kpi, (counts.get(kpi) ?? 0) + 1);
	for (const { kpi } of standing) if (counts.has(kpi)) counts.set(kpi, (counts.get(kpi) ?? 0) + 1);
	const pieces: KpiId[][] = [];
	let room = 0;
	for (const [kpi, count] of counts) {
		if (count > room) {
			pieces.push([]);
			room = MOST_AT_A_STRETCH;
		}
		pieces.at(-1)?.push(kpi);
		room -= count;
	}
	return pieces;
}

async function versionsOf(rows: readonly GivenReading[], outcomes: readonly Outcome[], importId: string): Promise<{ ended: string[]; begun: NewReading[] }> {
	const ended: string[] = [];
	const begun: NewReading[] = [];
	await inTurns(rows, (row, index) => {
		const judged = outcomes[index];
		if (!judged || judged.outcome === 'unchanged') return;
		const isHeld = judged.outcome === 'held';
		// A value that is taken settles the one that waited for a word there, too.
		if (judged.waiting) ended.push(judged.waiting.id);
		if (judged.taken && !isHeld) ended.push(judged.taken.id);
		begun.push({ ...row, id: `rd_${newSecret(16)}`, state: isHeld ? 'held' : 'taken', heldWhy: isHeld ? judged.why : '', importId });
	});
	return { ended, begun };
}

interface Word {
	user: User;
	planId: PlanId;
	/** Of a held reading. */
	id: string;
	/** Only the example loader sets it; otherwise the database's clock. */
	at?: Date;
}

/** A person says that a held value is right: it is taken, and what stood for its period becomes an earlier version. */
export async function confirmReading(db: Database, word: Word): Promise<Answer<{ kpi: KpiId }>> {
	return settle(db, word, (held) => ({ ...held, state: 'taken', heldWhy: '' }));
}

/** A person says that a held value is wrong, and why: it is kept as refused and is in no chart. */
export async function refuseReading(db: Database, { reason, ...word }: Word & { reason: string }): Promise<Answer<{ kpi: KpiId }>> {
	const why = reason.trim();
	if (why === '') return refused('invalid', 'Say why it is refused.');
	if (why.length > MOST_REASON) return refused('invalid', `A reason can hold ${MOST_REASON.toLocaleString('en-GB')} characters; this is ${why.length.toLocaleString('en-GB')}.`);
	if (CONTROL.test(why) || !why.isWellFormed()) return refused('invalid', 'The reason holds a character that cannot be shown. Type it as plain text.');
	return settle(db, word, (held) => ({ ...held, state: 'refused', heldWhy: why }));
}

async function settle(db: Database, { user, planId, id, at }: Word, into: (held: StandingReading) => StandingReading): Promise<Answer<{ kpi: KpiId }>> {
	return inStanding<{ kpi: KpiId }>(db, user, planId, async (tx, { user: now, programmeId }) => {
		if (!can(now, 'edit', programmeId)) return refused('no-access', 'Your role does not let you confirm or refuse readings. Ask the programme’s lead for one that does.');
		await holdReadings(tx, planId);
		const held = await readingById(tx, planId, id);
		if (held?.state !== 'held') return refused('not-found', 'There is no such held reading in this plan.');
		const { validFrom: _from, validTo, ...next } = { validTo: held.validTo, ...into(held) };
		const standing = (await standingReadings(tx, planId, [held.kpi])).filter((row) => periodKey(row) === periodKey(held));
		if (validTo !== null) {
			const isSettledSo = standing.some((row) => row.state === next.state && sameReading(row, held) && row.heldWhy === next.heldWhy);
			return isSettledSo ? done({ kpi: held.kpi }) : refused('conflict', 'Somebody has settled this held reading already. Look at what stands for its period now.');
		}
		const then = await clockAfter(tx, standing, at);
		const replaced = next.state === 'taken' ? standing.filter((row) => row.state === 'taken').map((row) => row.id) : [];
		await writeReadings(tx, { planId, account: user.account, at: then, ended: [held.id, ...replaced], begun: [{ ...next, id: `rd_${newSecret(16)}` }] });
		if (next.state === 'taken') await deriveSignals(tx, planId, { only: [held.kpi], at: then });
		return done({ kpi: held.kpi });
	});
}
