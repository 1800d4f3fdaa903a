/** Who changed what, when, up to now or to a time in the past. Filters and the page are in the address, so a view can be sent to a colleague. */
import { formatDay, parseDay, todayInLondon, type Day } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { activityChoices, listActivity, type ActivityChoices, type ActivityCursor, type ActivityFilter } from '#server/store/activity.ts';
import { pageAsOf } from '../../../as-of.server.ts';
import { programmeThen } from '../past.server.ts';
import { readableProgramme } from '../programme.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { db, programme } = await readableProgramme(locals, params.slug);
	const time = await pageAsOf(db, locals, url);
	const past = time.when === 'past' ? time : null;
	const until = past?.until ?? null;
	const choices = time.when === 'never' ? NO_CHOICES : await activityChoices(db, programme.planId, until);
	const asked = askedOf(url.searchParams);
	const before = cursorOf(url.searchParams.get('before'));
	const today = past?.day ?? todayInLondon();
	const from = dayOf(asked.from, today);
	const to = dayOf(asked.to, today);
	const filter = filterOf(asked, { from: from.day, to: to.day }, choices);
	const page = filter && time.when !== 'never' ? await listActivity(db, programme.planId, { filter, until, ...(before ? { before } : {}) }) : { entries: [], older: null };
	return {
		choices,
		// A day that was understood is written out; one that was not stays as it was typed.
		asked: { ...asked, from: from.day ? formatDay(from.day) : asked.from, to: to.day ? formatDay(to.day) : asked.to },
		problems: { from: from.problem, to: to.problem },
		filtered: Object.values(asked).some((value) => value !== ''),
		today: todayInLondon(),
		/** Why the time that the address asks for cannot be shown. */
		cannotShow: time.when === 'never' ? time.problem : null,
		then: past && (await programmeThen(db, programme.planId, past)),
		entries: page.entries,
		older: page.older ? `${page.older.seq}.${page.older.part}` : null,
		atNewest: before === null
	};
};

const NO_CHOICES: ActivityChoices = { people: [], milestones: [] };

interface Asked {
	/** A person's id. */
	person: string;
	/** A milestone's reference. */
	milestone: string;
	/** Days as typed. */
	from: string;
	to: string;
}

function askedOf(search: URLSearchParams): Asked {
	const text = (name: string) => (search.get(name) ?? '').trim();
	return { person: text('person'), milestone: text('milestone'), from: text('from'), to: text('to') };
}

function dayOf(typed: string, today: Day): { day: Day | null; problem: string | null } {
	if (typed === '') return { day: null, problem: null };
	const read = parseDay(typed, today);
	return read.ok ? { day: read.value, problem: null } : { day: null, problem: read.problem };
}

/** The filter; null when it names a person or a milestone that this plan does not have, so nothing matches. */
function filterOf(asked: Asked, days: { from: Day | null; to: Day | null }, { milestones }: ActivityChoices): ActivityFilter | null {
	const filter: ActivityFilter = {};
	if (asked.person !== '') {
		if (!isId('pe', asked.person)) return null;
		filter.person = asked.person;
	}
	if (asked.milestone !== '') {
		const found = milestones.find((each) => each.ref.toLowerCase() === asked.milestone.toLowerCase());
		if (!found) return null;
		filter.milestone = found.id;
	}
	if (days.from !== null) filter.from = days.from;
	if (days.to !== null) filter.to = days.to;
	return filter;
}

function cursorOf(written: string | null): ActivityCursor | null {
	const [, seq, part] = /^(\d{1,9})\.(\d{1,9})$/.exec(written ?? '') ?? [];
	return seq === undefined || part === undefined ? null : { seq: Number(seq), part: Number(part) };
}
