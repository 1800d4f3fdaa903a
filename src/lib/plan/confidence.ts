/** Confidence: set by people, never worked out. Delivery by the programme lead, clinical by the clinical lead. */
import { parseProse, type Parsed, type Status } from './fields.ts';
import type { MilestoneId } from './ids.ts';

export const CONFIDENCE_LEVELS = ['high', 'medium', 'low'] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];
export const CONFIDENCE_WORDS: Record<ConfidenceLevel, string> = { high: 'High', medium: 'Medium', low: 'Low' };

export const CONFIDENCE_KINDS = ['delivery', 'clinical'] as const;
export type ConfidenceKind = (typeof CONFIDENCE_KINDS)[number];
export const CONFIDENCE_KIND_WORDS: Record<ConfidenceKind, string> = { delivery: 'Delivery confidence', clinical: 'Clinical confidence' };

/** One statement of confidence. */
export interface ConfidenceView {
	id: string;
	/** Null: the programme's. */
	milestone: MilestoneId | null;
	kind: ConfidenceKind;
	level: ConfidenceLevel;
	reason: string;
	/** ISO 8601, by the database's clock. */
	at: string;
	by: { name: string; initials: string };
}

export const MOST_IN_REASON = 1_000;

/** Why somebody is so sure: 1–1,000 characters. */
export function parseReason(typed: string): Parsed<string> {
	const reason = typed.toWellFormed().replace(/\r\n?/g, '\n').trim();
	if (reason === '') return { ok: false, problem: 'Say why in a sentence.' };
	return parseProse(reason, 'A reason', MOST_IN_REASON);
}

/** The kind and level that a page sent by name; null for any other words. */
export function readKind(sent: string): ConfidenceKind | null {
	return CONFIDENCE_KINDS.find((kind) => kind === sent) ?? null;
}
export function readLevel(sent: string): ConfidenceLevel | null {
	return CONFIDENCE_LEVELS.find((level) => level === sent) ?? null;
}

/** The statements of one kind, newest first, with the level that stood before each; null before the first. */
export function historyOf(statements: readonly ConfidenceView[], kind: ConfidenceKind): (ConfidenceView & { was: ConfidenceLevel | null })[] {
	const own = statements.filter((each) => each.kind === kind);
	return own.map((each, index) => ({ ...each, was: own[index + 1]?.level ?? null }));
}

/** What two newest statements and a status have to say against each other. */
export type ConfidenceGap =
	| { why: 'opposed'; high: ConfidenceKind; low: ConfidenceKind } // High against Low
	| { why: 'on-track-but-low'; kinds: readonly ConfidenceKind[] }; // on track, and somebody says Low

/**
 * The exception that confidence makes; null when there is none.
 * @param status of the milestone, or of the programme by its rule
 */
export function confidenceGap(status: Status, now: Readonly<Partial<Record<ConfidenceKind, ConfidenceLevel>>>): ConfidenceGap | null {
	if (now.delivery === 'high' && now.clinical === 'low') return { why: 'opposed', high: 'delivery', low: 'clinical' };
	if (now.delivery === 'low' && now.clinical === 'high') return { why: 'opposed', high: 'clinical', low: 'delivery' };
	const low = CONFIDENCE_KINDS.filter((kind) => now[kind] === 'low');
	return status === 'onTrack' && low.length > 0 ? { why: 'on-track-but-low', kinds: low } : null;
}

/** A gap in words, without a full stop: `Delivery confidence is high, clinical confidence is low`. */
export function gapWords(gap: ConfidenceGap): string {
	if (gap.why === 'opposed') return `${CONFIDENCE_KIND_WORDS[gap.high]} is high, ${CONFIDENCE_KIND_WORDS[gap.low].toLowerCase()} is low`;
	return `Reported on track, but ${gap.kinds.map((kind) => CONFIDENCE_KIND_WORDS[kind].toLowerCase()).join(' and ')} ${gap.kinds.length > 1 ? 'are' : 'is'} low`;
}
