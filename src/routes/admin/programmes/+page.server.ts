/** The programmes of the portfolio: made, changed, put in order, and what their statuses are worked out with. */
import { todayInLondon } from '#lib/plan/dates.ts';
import { isId } from '#lib/plan/ids.ts';
import { listPosts } from '#server/store/posts.ts';
import { adminProgrammes, changeProgramme, makeProgramme, moveProgramme } from '#server/store/programme-admin.ts';
import { changeThresholds, thresholdsSet } from '#server/store/thresholds.ts';
import { tellEveryPlan } from '../../tell.server.ts';
import { administrator } from '../administrator.server.ts';
import { missing, refusal, said, Sent } from '../forms.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { db } = await administrator(locals);
	const posts = await listPosts(db, todayInLondon());
	return {
		programmes: await adminProgrammes(db),
		thresholds: await thresholdsSet(db),
		posts: posts.map(({ id, title, organisation, holder }) => ({ value: id, label: [title, organisation, holder ? holder.name : 'vacant'].filter((part) => part !== '').join(', ') }))
	};
};

export const actions: Actions = {
	make: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const typed = sent.texts('name', 'short', 'prefix', 'category', 'execPost');
		const answer = await makeProgramme(db, user, { ...typed, address: sent.address });
		if (!answer.ok) return refusal('make', answer, typed);
		const { name, slug } = answer.value;
		// It stands among the others now, and on the agenda of a review that is open.
		await tellEveryPlan(db, user, { kind: 'stated-status' });
		return { ...said('make', `${name} is made, with an empty workplan. Add its lead as the first member.`), made: { name, slug } };
	},

	change: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const typed = sent.texts('name', 'short', 'category', 'execPost');
		const id = sent.text('programme');
		if (!isId('pg', id)) return missing('change');
		const answer = await changeProgramme(db, user, { id, ...typed, address: sent.address });
		return answer.ok ? said(`change-${id}`, `${answer.value.name} is saved.`) : refusal(`change-${id}`, answer, typed);
	},

	move: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const id = sent.text('programme');
		if (!isId('pg', id)) return missing('move');
		const to = sent.text('to') === 'up' ? 'up' : 'down';
		const answer = await moveProgramme(db, user, { id, to, address: sent.address });
		if (!answer.ok) return refusal('move', answer);
		return said('move', `${answer.value.name} is now number ${answer.value.place} in the order of lists.`, { action: '?/move', fields: { programme: id, to: to === 'up' ? 'down' : 'up' } });
	},

	thresholds: async (event) => {
		const { db, user } = await administrator(event.locals);
		const sent = await Sent.of(event);
		const typed = sent.texts('late', 'atRiskPercent');
		const answer = await changeThresholds(db, user, { ...typed, address: sent.address });
		if (!answer.ok) return refusal('thresholds', answer, typed);
		const { now, was } = answer.value;
		if (now.late === was.late && now.atRiskPercent === was.atRiskPercent) return said('thresholds', 'The rule counts with these numbers already.');
		await tellEveryPlan(db, user, { kind: 'stated-status' });
		return said('thresholds', 'The rule is saved. Every page works out statuses by it from now on; what was before, and reviews that are closed, keep theirs.', { action: '?/thresholds', fields: { late: String(was.late), atRiskPercent: String(was.atRiskPercent) } });
	}
};
