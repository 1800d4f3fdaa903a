/** Where a change can be looked at as it stands now. */
import type { ChallengeChange, MilestoneChange } from '#lib/plan/what-changed.ts';

export function milestoneHref(slug: string, { id, ref, came }: Pick<MilestoneChange, 'id' | 'ref' | 'came'>): string {
	// An archived one is in the plan only where archived ones are shown.
	return `/programmes/${slug}/plan?${came === 'archived' ? 'archived=1&' : ''}milestone=${encodeURIComponent(ref || id)}`;
}

export function challengeHref(slug: string, { milestone, thread }: Pick<ChallengeChange, 'milestone' | 'thread'>): string {
	return milestone ? `/programmes/${slug}/plan?milestone=${encodeURIComponent(milestone.id)}&thread=${encodeURIComponent(thread)}` : `/programmes/${slug}/discussion?thread=${encodeURIComponent(thread)}`;
}

export function kpiHref(slug: string, kpi: string): string {
	return `/programmes/${slug}/kpis?kpi=${encodeURIComponent(kpi)}`;
}
