import { linkAsOf } from '#lib/plan/as-of.ts';
import { commentHref, THREAD_FIELD_WORDS, type ThreadSubject } from '#lib/plan/conversation.ts';
import type { TalkRow } from '#lib/plan/discussion.ts';

export type Names = Readonly<Record<string, { ref: string; title: string; archived: boolean }>>;

/** What a conversation is about, in words: `CAN-11 Evening clinics, Dates`. */
export function subjectWords(subject: ThreadSubject, names: Names): string {
	if (subject.on === 'plan') return 'The plan as a whole';
	const known = names[subject.on === 'milestone' ? subject.milestone : subject.kpi];
	if (!known) return subject.on === 'milestone' ? 'A milestone that is no longer in the plan' : 'A KPI that is no longer in the plan';
	const field = subject.on === 'milestone' && subject.field ? `, ${THREAD_FIELD_WORDS[subject.field]}` : '';
	return `${[known.ref, known.title].filter(Boolean).join(' ')}${field}${known.archived ? ' (archived)' : ''}`;
}

/** The conversation where it is held. @param asOf the past time that the page is as of, whose KPIs stand in one list */
export function talkHref(slug: string, { subject, thread }: TalkRow, asOf: string | null = null): string | null {
	const href = asOf !== null && subject.on === 'kpi' ? `/programmes/${slug}/kpis#${subject.kpi}` : commentHref(slug, subject, thread);
	return asOf !== null && subject.on === 'plan' ? `#${thread}` : linkAsOf(href, asOf);
}
