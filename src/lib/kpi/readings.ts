/** Readings of a KPI as pages and server pass them to each other. */
import type { LimitPoints } from './limits.ts';

export const READING_STATUSES = ['provisional', 'final'] as const;
export type ReadingStatus = (typeof READING_STATUSES)[number];
export const READING_STATUS_WORDS: Record<ReadingStatus, string> = { provisional: 'Provisional', final: 'Final' };

/** `held`: implausible, waits for a person's word and is in no chart; `refused`: it was not taken. */
export type ReadingState = 'taken' | 'held' | 'refused';

/** A value for a place and a period. Days are `YYYY-MM-DD`. */
export interface ReadingView {
	id: string;
	kpi: string;
	place: string;
	periodStart: string;
	/** The last day of the period. */
	periodEnd: string;
	value: number;
	numerator: number | null;
	denominator: number | null;
	lowerCi: number | null;
	upperCi: number | null;
	status: ReadingStatus;
	source: string;
	extractedOn: string | null;
	state: ReadingState;
	/** Why it is held; '' otherwise. */
	heldWhy: string;
	/** ISO 8601: since when it stands, and who gave it. */
	since: string;
	by: string;
	/** How many earlier versions there are. */
	revisions: number;
}

interface LimitJudgement {
	id: string;
	/** Null: in every place. */
	place: string | null;
	why: string;
	/** ISO 8601. */
	at: string;
	/** The name of who made it, and the id of that person. */
	by: string;
	byId?: string;
}
/** A judgement on how limits are set: worked out anew from a day, or from the first so many points of each section, or from all of them. */
export type RecalculationView = LimitJudgement & ({ from: string; points: null } | { from: null; points: LimitPoints });

/** One that was taken back, or that a newer one took the place of. */
export type EndedRecalculation = RecalculationView & { endedAt: string; endedBy: string; endedById?: string };

/** Values near the others that a slip of the finger would miss by: a jump of more than this many times the width of the limits is held. */
export const IMPLAUSIBLE_WIDTHS = 10;

/** Below so many points a jump is judged by the middle of the others, as there are no limits yet. */
export const FEWEST_FOR_LIMITS = 13;

/** One version of a value: until when it stood (ISO 8601), null while it does. */
export interface ReadingVersion extends ReadingView {
	until: string | null;
}

/** What a line of a file comes to: against what stands, or why it is not taken. `repeated`: the same line stands earlier in the file. */
export const LINE_OUTCOMES = ['new', 'revised', 'unchanged', 'held', 'problem', 'repeated'] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];
export const LINE_OUTCOME_WORDS: Record<LineOutcome, string> = {
	new: 'New',
	revised: 'Revised',
	unchanged: 'Unchanged',
	held: 'Held',
	problem: 'Problem',
	repeated: 'Repeated'
};

/** One line of a file that was tried. */
export interface TriedLine {
	line: number;
	outcome: LineOutcome;
	/** Name of the column that is wrong; null when it is the line as a whole, or nothing. */
	column: string | null;
	/** Why it is held, what is wrong, or what else there is to say; '' for nothing. */
	why: string;
	/** Titles and names where they are known, else what the file wrote. */
	kpi: string;
	place: string;
	/** `YYYY-MM-DD`; null where it could not be read. */
	periodStart: string | null;
	periodEnd: string | null;
	value: number | null;
	status: ReadingStatus | null;
	/** What stands and would be revised. */
	was: { value: number; status: ReadingStatus } | null;
}

/** A measure that a file names and nobody here knows. */
export interface UnknownMeasure {
	/** As the file writes it, such as a Fingertips indicator id. */
	code: string;
	/** '' when the file gives none. */
	name: string;
	lines: number;
}

/** What a file would bring about; nothing of it is stored. */
export interface TriedImport {
	fileName: string;
	/** SHA-256 of the file, in hexadecimal. */
	fileHash: string;
	/** Stands for every outcome: it differs when what stands has changed since. */
	outcomeHash: string;
	form: 'milepost' | 'fingertips';
	counts: Readonly<Record<LineOutcome, number>>;
	/** Lines without a value, which are not taken as zero. */
	suppressed: number;
	/** How dates and periods were read, what was passed over and why. */
	notes: readonly string[];
	unknownMeasures: readonly UnknownMeasure[];
	/** In the order of the file, problems and held ones first where not all fit. */
	lines: readonly TriedLine[];
	/** How many lines there are besides. */
	linesLeftOut: number;
}

/** What an import, or a value entered by hand, brought about. */
export interface ReadingsTaken {
	added: number;
	revised: number;
	unchanged: number;
	held: number;
}

/** Files over this are refused before they are read. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** Lines a file may have at the most, its heading aside. */
export const MOST_FILE_LINES = 200_000;
