/** The address of a milestone beside its plan, by the reference people know it by. */
export function milestoneAddress(programmeSlug: string, { id, ref }: { id: string; ref: string }): string {
	return `/programmes/${programmeSlug}/plan?milestone=${encodeURIComponent(ref || id)}`;
}
