/** What `/metrics` tells (O3). */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const commitSeconds = new Histogram({
	name: 'milepost_commit_seconds',
	help: 'Time a commit transaction takes',
	buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
	registers: [registry]
});
const settleSeconds = new Histogram({
	name: 'milepost_acknowledgement_seconds',
	help: 'Time from receiving an edit to acknowledging it',
	buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
	registers: [registry]
});
const refusals = new Counter({ name: 'milepost_refusals_total', help: 'Edits refused, by rule', labelNames: ['code'], registers: [registry] });
const connections = new Gauge({ name: 'milepost_connections', help: 'Open plan connections', registers: [registry] });
const rooms = new Gauge({ name: 'milepost_documents', help: 'Plans held in memory', registers: [registry] });

/** Starts timing a commit; call the result when it ends. */
export function observeCommit(): () => void {
	return commitSeconds.startTimer();
}
/** Starts timing an acknowledgement; call the result when it is sent. */
export function observeAcknowledgement(): () => void {
	return settleSeconds.startTimer();
}
export function countRefusal(code: string): void {
	refusals.inc({ code });
}
export function gaugeSync(counts: { connections: number; rooms: number }): void {
	connections.set(counts.connections);
	rooms.set(counts.rooms);
}
