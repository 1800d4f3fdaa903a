/** Posts: who holds each, who held it before, and how it changes hands. */
import { formatDay, isDay, parseDay, todayInLondon, type Day } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { initialsOf } from '#server/auth/accounts.ts';
import { addPost, changeHands, changePost, correctHistory, listPersons, listPosts, type NewHolder } from '#server/store/posts.ts';
import { wrongFields } from '#server/store/form-answer.ts';
import { administrator } from '../administrator.server.ts';
import { missing, refusal, said, Sent } from '../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { db } = await administrator(locals);
	const today = todayInLondon();
	const people = await listPersons(db);
	return {
		/** The post whose forms are shown. */
		open: url.searchParams.get('post'),
		posts: await listPosts(db, today),
		people: people.map(({ id, name, organisation }) => ({ value: id as string, label: organisation ? `${name}, ${organisation}` : name }))
	};
};

export const actions: Actions = {
	add: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const typed = sent.texts('title', 'organisation');
		const answer = await addPost(db, user, { ...typed, address: sent.address });
		return answer.ok ? said('add', `The post “${answer.value.title}” is added. It is vacant: give it to somebody below.`) : refusal('add', answer, typed);
	},

	rename: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const { post, ...typed } = sent.texts('post', 'title', 'organisation');
		const answer = await changePost(db, user, { id: post, ...typed, address: sent.address });
		return answer.ok ? said(`rename-${post}`, `The post is called “${answer.value.title}” now.`) : refusal(`rename-${post}`, answer, typed);
	},

	hand: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const { post, ...typed } = sent.texts('post', 'to', 'name', 'organisation', 'from');
		const form = `hand-${post}`;
		const to = holderOf(typed);
		if (to === undefined) return refusal(form, wrongFields('invalid', { to: 'Choose who holds the post from then on.' }), typed);
		const from = dayOf(typed.from);
		if ('problem' in from) return refusal(form, wrongFields('invalid', { from: from.problem }), typed);
		const answer = await changeHands(db, user, { id: post, to, from: from.day, address: sent.address });
		if (!answer.ok) return refusal(form, answer, typed);
		const { title, holder } = answer.value;
		return said(form, holder ? `${holder} holds the post “${title}” from ${formatDay(from.day)}.` : `The post “${title}” is vacant from ${formatDay(from.day)}.`);
	},

	/** Puts right, or takes out, an entry of the history. */
	correct: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const { post, person, was, ...typed } = sent.texts('post', 'person', 'was', 'from', 'until');
		const form = `correct-${post}-${person}-${was}`;
		if (!isId('pe', person) || !isDay(was)) return missing(form);
		const address = sent.address;
		if (sent.text('out') !== '') {
			const answer = await correctHistory(db, user, { id: post, which: { person, from: was }, next: null, address });
			return answer.ok ? said(form, `The entry is taken out of the history of “${answer.value.title}”.`) : refusal(form, answer, typed);
		}
		const from = dayOf(typed.from);
		const until = typed.until.trim() === '' ? { day: null } : dayOf(typed.until);
		if ('problem' in from) return refusal(form, wrongFields('invalid', { from: from.problem }), typed);
		if ('problem' in until) return refusal(form, wrongFields('invalid', { until: until.problem }), typed);
		const answer = await correctHistory(db, user, { id: post, which: { person, from: was }, next: { from: from.day, until: until.day }, address });
		return answer.ok ? said(form, `The history of “${answer.value.title}” is corrected.`) : refusal(form, answer, typed);
	}
};

function dayOf(typed: string): { day: Day } | { problem: string } {
	const read = parseDay(typed, todayInLondon());
	return read.ok ? { day: read.value } : { problem: read.problem };
}

/** Whom the form names; undefined when it names nobody. */
function holderOf({ to, name, organisation }: { to: string; name: string; organisation: string }): NewHolder | undefined {
	if (to === 'vacant') return null;
	if (to === 'new') return { name, initials: initialsOf(name.trim()), organisation };
	return isId('pe', to) ? { person: to } : undefined;
}
