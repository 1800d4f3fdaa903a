/** What a plan's page asks of other plans, when somebody needs it. */
import type { PlanId } from '#lib/plan/ids.ts';
import type { Asked } from '#lib/ui/comments/requests.ts';
import type { FoundOptions } from '#lib/ui/option-source.svelte.ts';
import type { OtherPlanMilestone } from '#lib/ui/plan-context.ts';
import { ask } from '../../../ask.ts';

/** A milestone of another plan, as the server sends it. */
export type SentMilestone = OtherPlanMilestone & { key: string };
/** As many as the server answers at once. */
const AT_ONCE = 100;

export function outsideRequests(plan: PlanId) {
	const dependencies = (name: 'q' | 'refs' | 'keys', value: string) => ask<{ milestones: SentMilestone[]; more?: boolean }>(`/api/plans/${plan}/dependencies?${new URLSearchParams({ [name]: value }).toString()}`);
	return {
		find: (typed: string) => dependencies('q', typed),
		byKey: (keys: readonly string[]) => inParts(keys, (part) => dependencies('keys', part)),
		byReference: (references: readonly string[]) => inParts(references, (part) => dependencies('refs', part)),
		enablers: async (): Promise<FoundOptions> => {
			const asked = await ask<{ enablers: { id: string; name: string }[] }>(`/api/plans/${plan}/enablers`);
			if (!asked.ok) return { ok: false, message: whyNot(asked, 'The enablers are fetched') };
			return { ok: true, options: asked.value.enablers.map(({ id, name }) => ({ value: id, label: name })), more: false };
		}
	};
}
export type OutsideRequests = ReturnType<typeof outsideRequests>;

/** Why something could not be asked. @param what is done as soon as there is a connection */
export function whyNot({ because, message }: Extract<Asked<unknown>, { ok: false }>, what: string): string {
	return because === 'unreachable' && !navigator.onLine ? `You are offline. ${what} when you are connected again.` : message;
}

async function inParts(values: readonly string[], askFor: (part: string) => Promise<Asked<{ milestones: SentMilestone[] }>>): Promise<Asked<SentMilestone[]>> {
	const all: SentMilestone[] = [];
	for (let from = 0; from < values.length; from += AT_ONCE) {
		const asked = await askFor(values.slice(from, from + AT_ONCE).join(','));
		if (!asked.ok) return asked;
		all.push(...asked.value.milestones);
	}
	return { ok: true, value: all };
}
