/** What the conversations of a page of KPIs stand on; made by the page, handed down as one prop. */
import type { OpenCounts } from '#lib/plan/conversation.ts';
import type { LeadKind, Milestone } from '#lib/plan/fields.ts';
import type { AccountId, KpiId, PersonId, PlanId } from '#lib/plan/ids.ts';
import type { Permissions } from '#lib/plan/rules.ts';
import type { ConversationFocus, ConversationRequests, OwnerChoice } from '../comments/requests.ts';

export interface KpiTalk {
	planId: PlanId;
	account: AccountId;
	person: PersonId;
	may: Permissions;
	requests: ConversationRequests;
	/** Rises when something may have been said. */
	version: number;
	/** The KPI whose conversation the address names, and where in it. */
	wanted: { kpi: KpiId; focus: ConversationFocus | null } | null;
	/** What waits, by KPI; those without any are left out. */
	open: ReadonlyMap<KpiId, OpenCounts>;
	/** Names of the people who can be leads. */
	people: readonly { id: PersonId; name: string }[];
}

/** The leads of the milestones that should move a KPI: who can be asked to answer a challenge about it. */
export function leadsFor(kpi: KpiId, milestones: Iterable<Milestone>, people: KpiTalk['people']): OwnerChoice[] {
	const kinds = new Map<PersonId, LeadKind>();
	for (const { archived, kpis, leads } of milestones) {
		if (archived || !(kpi in kpis)) continue;
		for (const [person, kind] of Object.entries(leads) as [PersonId, LeadKind][]) if (kinds.get(person) !== 'accountable') kinds.set(person, kind);
	}
	// Several may be accountable, each for a milestone of their own; then nobody is it for the measure.
	const only = [...kinds.values()].filter((kind) => kind === 'accountable').length === 1;
	return people.flatMap(({ id, name }) => (kinds.has(id) ? { person: id, name, accountable: only && kinds.get(id) === 'accountable' } : []));
}
