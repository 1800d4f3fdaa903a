/** What screens of readings ask of the server, and what it answers. */
import type { ReadingsTaken, ReadingVersion, TriedImport } from '#lib/kpi/readings.ts';

/** The answer, or what went wrong in plain words; with what is wrong in which field where that is known. */
export type Told<Value> = { ok: true; value: Value } | { ok: false; message: string; problems?: Readonly<Record<string, string>> };

export interface ImportRequests {
	/** Says what a file would bring about; stores nothing. */
	check(file: File): Promise<Told<TriedImport>>;
	/** Imports the file that was checked. */
	take(file: File, tried: TriedImport, leaveOutProblems: boolean): Promise<Told<ReadingsTaken>>;
	/** The problems of a file as the text of a CSV file. */
	problems(file: File): Promise<Told<string>>;
	/** Ties what a source calls a measure to a KPI. */
	name(code: string, kpi: string): Promise<Told<unknown>>;
}

export interface ReadingRequests {
	/** One value, each field as typed. */
	enter(typed: Readonly<Record<string, string>>): Promise<Told<ReadingsTaken>>;
	confirm(reading: string): Promise<Told<unknown>>;
	refuse(reading: string, reason: string): Promise<Told<unknown>>;
	/** Every version of a period, the newest first. */
	versions(place: string, from: string): Promise<Told<readonly ReadingVersion[]>>;
}
