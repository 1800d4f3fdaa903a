/**
 * The time that a page of changes is asked for: from one moment until another, each of them a day,
 * the closing of a review, or an instant. What happened on the first day itself is before it; of a
 * review's day, what happened after the review was closed is after it.
 */
import { instantOf, momentWords, pastMoment } from './as-of.ts';
import { addDays, dayInLondon, formatDay, parseDay, type Day } from './dates.ts';
import { isId, type ReviewId } from './ids.ts';
import { parseInstant } from './instants.ts';

/** A review that can be looked back to. */
export interface ReviewHeld {
	id: ReviewId;
	heldOn: Day;
	/** Null while it is open. */
	closedAt: Date | null;
}

/** One end of the time. */
export interface ChangesEdge {
	/** As addresses write it: a day, a review's id, or an instant in UTC. */
	asked: string;
	/** The day in London. */
	day: Day;
	/** What was known before this instant stands; null: what is known now. */
	until: Date | null;
	/** `8 Jul 2026`, or `the review of 8 Jul 2026`. */
	words: string;
}

export interface ChangesAsked {
	from: ChangesEdge;
	to: ChangesEdge;
	/** Why what was asked for cannot be compared; '' when it can. Then the ends are the usual ones. */
	problem: string;
}

export interface ChangesKnown {
	now: Date;
	/** The day of the first commit; null when nothing was ever committed. */
	first: Day | null;
	/** The newest first. */
	reviews: readonly ReviewHeld[];
}

/** Looked back, where nothing else is asked for and no review was closed. */
const USUAL_DAYS = 30;
const MOST_NAMED = 3;

type EdgeRead = ChangesEdge | { problem: string };

/**
 * Reads the two ends of a page of changes.
 * @param asked as the address gives them; '' for the usual ones: since the last review that was closed, until now
 */
export function changesAsked(asked: { from: string; to: string }, known: ChangesKnown): ChangesAsked {
	const usual = { from: usualFrom(known), to: nowEdge(known.now), problem: '' };
	const from = asked.from.trim() === '' ? usual.from : readEdge(asked.from, known);
	const to = asked.to.trim() === '' ? usual.to : readEdge(asked.to, known);
	if ('problem' in from) return { ...usual, problem: from.problem };
	if ('problem' in to) return { ...usual, problem: to.problem };
	const problem = whyNot(from, to, known);
	return problem === '' ? { from, to, problem } : { ...usual, problem };
}

/** Why two ends cannot be compared; '' when they can. */
function whyNot(from: ChangesEdge, to: ChangesEdge, { now, first }: ChangesKnown): string {
	const today = dayInLondon(now);
	const end = to.until ?? now;
	if (to.until && to.until > now && to.day !== today) return `${to.words} has not come yet. Choose today or an earlier day to look until.`;
	if (from.asked === to.asked) return `Nothing lies between ${from.words} and itself. Choose an earlier day to look back to.`;
	if (from.until === null || from.until >= end) return `${capital(from.words)} is after ${to.words}. Choose an earlier day to look back to.`;
	if (first === null) return 'Nothing has been written into a plan yet, so nothing can have changed.';
	if (to.day < first) return `Nothing is known as of ${to.words}: the first plan was begun on ${formatDay(first)}. Choose that day or a later one to look until.`;
	return '';
}

function usualFrom({ now, reviews }: ChangesKnown): ChangesEdge {
	const last = reviews.find(({ closedAt }) => closedAt !== null && closedAt < now);
	return last?.closedAt ? reviewEdge(last, last.closedAt) : dayEdge(addDays(dayInLondon(now), -USUAL_DAYS));
}

function nowEdge(now: Date): ChangesEdge {
	return { ...dayEdge(dayInLondon(now)), until: null };
}
function dayEdge(day: Day): ChangesEdge {
	return { asked: day, day, until: instantOf(day), words: formatDay(day) };
}
function reviewEdge({ id, heldOn }: ReviewHeld, closedAt: Date): ChangesEdge {
	return { asked: id, day: dayInLondon(closedAt), until: closedAt, words: `the review of ${formatDay(heldOn)}` };
}

function readEdge(text: string, { now, reviews }: ChangesKnown): EdgeRead {
	const typed = text.trim();
	const today = dayInLondon(now);
	if (isId('rv', typed)) return edgeOfReview(reviews.find(({ id }) => id === typed), { problem: `There is no such review. ${reviewsThere(reviews)}` });
	const [, held] = /^(?:the )?review(?: of| on| held on)? (.+)$/i.exec(typed) ?? [];
	const moment = parseInstant(typed);
	if (moment) {
		const past = pastMoment(moment);
		return { asked: past.asked, day: past.day, until: past.until, words: momentWords(past) };
	}
	const read = parseDay(held ?? typed, today);
	if (!read.ok) return { problem: read.problem };
	if (held !== undefined) return edgeOfReview(reviews.find(({ heldOn }) => heldOn === read.value), { problem: `No review was held on ${formatDay(read.value)}. ${reviewsThere(reviews)}` });
	return read.value === today ? nowEdge(now) : dayEdge(read.value);
}

function edgeOfReview(review: ReviewHeld | undefined, none: { problem: string }): EdgeRead {
	if (!review) return none;
	if (review.closedAt) return reviewEdge(review, review.closedAt);
	return { problem: `The review of ${formatDay(review.heldOn)} is not closed yet, so nothing can be compared with it. Choose a review that is closed, or a day.` };
}

function reviewsThere(reviews: readonly ReviewHeld[]): string {
	const closed = reviews.filter(({ closedAt }) => closedAt !== null).slice(0, MOST_NAMED);
	if (closed.length === 0) return 'No review has been closed yet; choose a day.';
	const days = new Intl.ListFormat('en-GB').format(closed.map(({ heldOn }) => formatDay(heldOn)));
	return `${closed.length === 1 ? 'The review that was closed is that of' : 'The last ones that were closed are those of'} ${days}.`;
}

function capital(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `Review of 8 Jul 2026`: how a field offers a review; `changesAsked` reads it back. */
export function reviewOffered({ heldOn }: Pick<ReviewHeld, 'heldOn'>): string {
	return `Review of ${formatDay(heldOn)}`;
}

/** What was typed, as addresses write it, so that the address says the same next year; as it was typed where it cannot be read. */
export function edgeWritten(text: string, known: Pick<ChangesKnown, 'now' | 'reviews'>): string {
	if (text.trim() === '') return '';
	const read = readEdge(text, { ...known, first: null });
	return 'problem' in read ? text.trim() : read.asked;
}
