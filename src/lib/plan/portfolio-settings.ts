/** What a portfolio sets for itself. */
export interface PortfolioSettings {
	/** So many open milestones off track or overdue make a programme off track. */
	lateForOffTrack?: number;
	/** This share of the open ones at risk (0–1) makes it at risk. */
	atRiskShare?: number;
}
