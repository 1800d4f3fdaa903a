/** One review of the oversight group: its page while it is held, and what is frozen when it is closed. */
import type { Day } from './dates.ts';
import type { ReviewId } from './ids.ts';
import type { Exception } from './exceptions.ts';
import type { ReviewedProgramme } from './review-row.ts';
import type { ProgrammeChanges } from './what-changed.ts';

export interface AgendaItem {
	slug: string;
	programme: string;
	/** Why it is on the agenda where it is: what the exceptions say, worst first. */
	why: readonly string[];
	minutes: number;
	done: boolean;
	note: string;
}

export interface MeetingDecision {
	id: string;
	slug: string;
	programme: string;
	milestone: { id: string; ref: string; title: string } | null;
	what: string;
	who: string;
	decidedOn: Day;
	struck: boolean;
}
export interface MeetingAction {
	id: string;
	slug: string;
	programme: string;
	milestone: { id: string; ref: string; title: string } | null;
	what: string;
	owner: string;
	due: Day;
	done: boolean;
	struck: boolean;
}

/** A challenge as it stood. */
export interface MeetingChallenge {
	slug: string;
	programme: string;
	milestone: { id: string; ref: string; title: string } | null;
	thread: string;
	question: string;
	letter: string | null;
	state: 'open' | 'answered' | 'closed';
	raisedBy: string;
	raisedAt: string;
	owner: string | null;
	due: Day;
}

/** Everything the page shows. While the review is open it is worked out; once closed it is this very copy. */
export interface FrozenReview {
	/** ISO 8601: when it was worked out. */
	asAt: string;
	rows: readonly ReviewedProgramme[];
	exceptions: readonly Exception[];
	changes: readonly ProgrammeChanges[];
	challenges: readonly MeetingChallenge[];
	decisions: readonly MeetingDecision[];
	/** Those of this review, and older ones still open. */
	actions: readonly MeetingAction[];
}

export interface ReviewMeeting {
	id: ReviewId;
	title: string;
	heldOn: Day;
	previous: { id: ReviewId; heldOn: Day } | null;
	/** One a line. */
	attendance: string;
	agenda: readonly AgendaItem[];
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
