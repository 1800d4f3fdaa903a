/** What the page of a KPI asks of the server about its limits. */
import type { RecalculationView } from '#lib/kpi/readings.ts';
import type { Asked } from '../comments/requests.ts';

/** One judgement as it is sent: of `from` and `points` one is '', the other as chosen or typed. Place '' for every place. */
export interface LimitsSent {
	place: string;
	from: string;
	points: string;
	why: string;
}
export interface LimitsRequests {
	judge: (sent: LimitsSent) => Promise<Asked<RecalculationView>>;
	/** Takes a judgement back. */
	end: (id: string) => Promise<Asked<unknown>>;
}
