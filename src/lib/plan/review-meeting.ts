/** One review of the oversight group: its page while it is held, and what is frozen when it is closed. */
import type { ChallengeState, SmartLetter, ThreadSubject } from './conversation.ts';
import { addDays, dayInLondon, formatDay, type Day } from './dates.ts';
import { parseProse, STATUS_WORDS, type Parsed, type Status } from './fields.ts';
import type { ActionId, DecisionId, MilestoneId, PersonId, PlanId, ProgrammeId, ReviewId, ThreadId } from './ids.ts';
import { exceptionWords, type Exception } from './exceptions.ts';
import { parseRecordDay, parseRecordLine } from './records.ts';
import type { DecisionWanted, ReviewedProgramme } from './review-row.ts';
import { USUAL_THRESHOLDS, type StatusThresholds } from './status-thresholds.ts';
import type { ChangesListed } from './what-changed.ts';

/** What those who hold the review keep of a programme on its agenda. */
export interface AgendaPlace {
	programmeId: ProgrammeId;
	minutes: number;
	done: boolean;
	note: string;
}

export interface AgendaItem extends AgendaPlace {
	slug: string;
	programme: string;
	/** By the rule; null for a programme that has no figures yet. */
	status: Status | null;
	/** Why it is on the agenda where it is: what the exceptions say, worst first. */
	why: readonly string[];
}

interface OfProgramme {
	slug: string;
	programme: string;
	/** Null: the programme's. */
	milestone: { id: string; ref: string; title: string } | null;
}

export interface MeetingDecision extends OfProgramme {
	id: DecisionId;
	what: string;
	who: string;
	decidedOn: Day;
	struck: boolean;
	/** Who wrote it down. */
	by: string;
}
export interface MeetingAction extends OfProgramme {
	id: ActionId;
	what: string;
	owner: string;
	/** Who that is; null on a page frozen before it was kept. */
	ownerId: PersonId | null;
	due: Day;
	done: boolean;
	struck: boolean;
	by: string;
	/** The day of the earlier review that it is carried over from; null: of this one. */
	from: Day | null;
}

/** A challenge as it stood. */
export interface MeetingChallenge extends OfProgramme {
	thread: ThreadId;
	subject: ThreadSubject;
	/** Title of the KPI it is held against; null: none. */
	kpi: string | null;
	/** The first words of the comment that raised it. */
	question: string;
	letter: SmartLetter | null;
	state: ChallengeState;
	raisedBy: string;
	/** Who that is; absent, as the ids below, on a page frozen before it was kept. */
	raisedById?: PersonId;
	/** ISO 8601. */
	raisedAt: string;
	/** Null: the programme owes the answer. */
	owner: string | null;
	ownerId?: PersonId | null;
	due: Day;
	/** Who closed it and when (ISO 8601); null while it is not closed. */
	closed: { name: string; id?: PersonId; at: string } | null;
}

/** What "what changed" compares with: the review before, or, for the first one, some days. */
export interface Since {
	/** ISO 8601. */
	at: string;
	/** The day of the review before; null: there is none. */
	review: Day | null;
}

/** Everything the page shows. While the review is open it is worked out; once closed it is this very copy (R3). */
export interface FrozenReview {
	/** ISO 8601: when it was worked out. */
	asAt: string;
	/** Whoever closed it, by the name they had then; null while it is open. */
	closedBy: string | null;
	since: Since;
	/** Who came, one a line. */
	attendance: string;
	agenda: readonly AgendaItem[];
	/** The programmes it is about: what each word of an address stood for, and who may read which. */
	programmes: readonly { id: ProgrammeId; planId: PlanId; slug: string; name: string }[];
	rows: readonly ReviewedProgramme[];
	exceptions: readonly Exception[];
	/** What waits for a decision, the soonest first; null on a page frozen before it was kept. */
	decisionsWanted: readonly DecisionWanted[] | null;
	/** What the rule for a programme's status counted with. */
	thresholds: StatusThresholds;
	/** All of them while they can be read; of more, the first of each programme (`firstOfEach`). */
	changes: readonly ChangesListed[];
	/** Open and answered ones, the first due first; then those closed since. */
	challenges: readonly MeetingChallenge[];
	/** Of this review, in the order they were taken. */
	decisions: readonly MeetingDecision[];
	/** Those of this review, and those of earlier ones that were still open when it began. */
	actions: readonly MeetingAction[];
}

/** What of the page is said and done in the meeting itself, in the order of its agenda. */
export interface ReviewRecords extends Pick<FrozenReview, 'attendance' | 'decisions' | 'actions'> {
	items: readonly AgendaPlace[];
}
/** All else of the page: worked out from plans, KPIs and what is said about them. */
export type ReviewFigures = Omit<FrozenReview, 'agenda' | 'attendance' | 'decisions' | 'actions' | 'closedBy'>;

/** The two halves as one page. */
export function pageOf(figures: ReviewFigures, { items, ...records }: ReviewRecords, closedBy: string | null = null): FrozenReview {
	const today = dayOf(figures);
	const programmes = new Map(figures.programmes.map((each) => [each.id, each]));
	const agenda = items.flatMap((item): AgendaItem[] => {
		const of = programmes.get(item.programmeId);
		if (!of) return [];
		const row = figures.rows.find(({ slug }) => slug === of.slug);
		return [{ ...item, slug: of.slug, programme: of.name, status: row?.status ?? null, why: row ? whyOnAgenda(row, figures.exceptions, today) : [] }];
	});
	return { ...figures, ...records, agenda, closedBy };
}

export interface ReviewMeeting {
	id: ReviewId;
	title: string;
	heldOn: Day;
	previous: { id: ReviewId; heldOn: Day } | null;
	/** Who closed it, and when (ISO 8601); null while it is open. */
	closed: { name: string; at: string } | null;
	page: FrozenReview;
}

/** The review in a list. */
export interface ReviewListed {
	id: ReviewId;
	title: string;
	heldOn: Day;
	closed: boolean;
}

/** What a decision or an action can be about in one programme, and who can own it. */
export interface RecordChoices {
	milestones: readonly { id: MilestoneId; ref: string; title: string }[];
	people: readonly { id: PersonId; name: string }[];
}

/** What stands of a page for somebody who may read only some of its programmes (T8). */
export function pageFor(page: FrozenReview, mayRead: (programme: ProgrammeId) => boolean): FrozenReview {
	const programmes = page.programmes.filter(({ id }) => mayRead(id));
	const slugs = new Set(programmes.map(({ slug }) => slug));
	const theirs = <Each extends { slug: string }>(all: readonly Each[]): Each[] => all.filter(({ slug }) => slugs.has(slug));
	return {
		...page,
		programmes,
		agenda: theirs(page.agenda),
		rows: theirs(page.rows),
		exceptions: theirs(page.exceptions),
		decisionsWanted: page.decisionsWanted && theirs(page.decisionsWanted),
		changes: theirs(page.changes),
		challenges: theirs(page.challenges),
		decisions: theirs(page.decisions),
		actions: theirs(page.actions)
	};
}

/** Minutes that a programme is given by its status, until somebody says otherwise. */
export function minutesFor(status: Status | null): number {
	return status === 'offTrack' ? 20 : status === 'atRisk' ? 15 : 5;
}

const MOST_SAID = 2;

/** Why a programme is on the agenda where it is, in a few sentences. */
export function whyOnAgenda(row: Pick<ReviewedProgramme, 'slug' | 'status' | 'reason'>, exceptions: readonly Exception[], today: Day): string[] {
	const theirs = exceptions.filter(({ slug }) => slug === row.slug);
	const said = theirs.slice(0, MOST_SAID).map((each) => `${each.milestone ? `${each.milestone.ref}: ` : ''}${exceptionWords(each, today)}`);
	const more = theirs.length - said.length;
	return [`${STATUS_WORDS[row.status]}: ${row.reason}`, ...said, ...(more > 0 ? [`${more} more ${more === 1 ? 'needs' : 'need'} attention`] : [])];
}

/** How far the first review looks back, in days. */
export const FIRST_LOOKS_BACK = 30;

/** The day of the review before, or the day that the first one looks back to: `8 Jul 2026`. */
export function sinceWords({ at, review }: Since): string {
	return formatDay(review ?? dayInLondon(new Date(at)));
}

export const MOST_ATTENDANCE = 5_000;
export const MOST_NOTE = 2_000;
export const MOST_MINUTES = 240;
const MOST_DAYS_AHEAD = 366;

export const parseReviewTitle = (typed: string): Parsed<string> => parseRecordLine(typed, 'The title');

/** The day it is held on: after the last review, and within the coming year. @param last the day of the newest review */
export function parseHeldOn(sent: string, today: Day, last: Day | null): Parsed<Day> {
	const day = parseRecordDay(sent, 'The day of the review');
	if (!day.ok) return day;
	if (last !== null && day.value <= last) return { ok: false, problem: `The last review was held on ${formatDay(last)}. Enter a later day.` };
	if (day.value < '2000-01-01') return { ok: false, problem: `${formatDay(day.value)} is too long ago. Enter a day from 1 Jan 2000 on.` };
	if (day.value > addDays(today, MOST_DAYS_AHEAD)) return { ok: false, problem: `${formatDay(day.value)} is more than a year away. Enter an earlier day.` };
	return day;
}

/** Who came, one a line; empty lines are dropped. */
export function parseAttendance(typed: string): Parsed<string> {
	const lines = typed.toWellFormed().split(/\r\n?|\n/).map((line) => line.trim()).filter(Boolean);
	return parseProse(lines.join('\n'), 'The list of who came', MOST_ATTENDANCE);
}

export function parseNote(typed: string): Parsed<string> {
	return parseProse(typed.toWellFormed().replace(/\r\n?/g, '\n').trim(), 'The note', MOST_NOTE);
}

export function parseMinutes(sent: unknown): Parsed<number> {
	const value = typeof sent === 'string' && /^\d{1,4}$/.test(sent.trim()) ? Number(sent) : sent;
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MOST_MINUTES) return { ok: false, problem: `Enter whole minutes from 0 to ${MOST_MINUTES}.` };
	return { ok: true, value };
}

/** A page as the database keeps it: those frozen first lack what was added to pages since. */
export type StoredReview = Omit<FrozenReview, 'decisionsWanted' | 'thresholds' | 'actions'> &
	Partial<Pick<FrozenReview, 'decisionsWanted' | 'thresholds'>> & { readonly actions: readonly (Omit<MeetingAction, 'ownerId'> & Partial<Pick<MeetingAction, 'ownerId'>>)[] };

/** A kept copy as pages read it: what was a time is one again, and what it lacks is as it was then. */
export function thawed(stored: StoredReview): FrozenReview {
	return {
		decisionsWanted: null,
		// Nobody could set others yet.
		thresholds: USUAL_THRESHOLDS,
		...stored,
		actions: stored.actions.map((action) => ({ ownerId: null, ...action })),
		rows: stored.rows.map((row) => (row.lastChange ? { ...row, lastChange: { ...row.lastChange, at: new Date(row.lastChange.at) } } : row))
	};
}

/** The day that the page shows: its own day of closing, or today while it is open. */
export function dayOf(page: Pick<FrozenReview, 'asAt'>): Day {
	return dayInLondon(new Date(page.asAt));
}

/** How a challenge stands, in the word of its tag. */
export function challengeStanding({ state, due }: Pick<MeetingChallenge, 'state' | 'due'>, today: Day): 'late' | 'waiting' | 'answered' | 'closed' {
	if (state !== 'open') return state;
	return due < today ? 'late' : 'waiting';
}
