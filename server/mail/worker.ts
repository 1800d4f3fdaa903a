/**
 * What goes on beside the pages: the plans' logs are read for notices, notices become mail, and mail
 * is sent. No request waits for any of it (N3).
 */
import type { PlanId } from '#lib/plan/ids.ts';
import { log } from '#server/log.ts';
import { publicAddress } from '#server/public-address.ts';
import type { Database } from '#server/store/database.ts';
import { keepMail } from '#server/store/outbox.ts';
import { plansBehind, tellOfPlan } from '#server/store/plan-notices.ts';
import { composeMail } from './compose.ts';
import { Outgoing } from './outgoing.ts';
import { openTransport } from './transport.ts';

export interface MailSettings {
	/** Null: mail is kept for administrators. */
	smtpUrl: string | null;
	/** Null: `milepost@` the public address's host. */
	mailFrom: string | null;
	/** Calls back when a plan changed; returns a function that stops it. */
	onChanged: (listener: (changed: { planId: PlanId }) => void) => () => void;
}

const TURN_MS = 3_000;
/** Edits come in bursts; the logs are read so long after the first of one. */
const BURST_MS = 1_000;
/** What no event told of, such as another process's commits. */
const SWEEP_MS = 30_000;
/** How long a mail that is under way may take when the server stops. */
const STOP_MS = 5_000;

/** Starts it. `stop` waits for what is in hand, bounded. */
export function startMail(db: Database, { smtpUrl, mailFrom, onChanged }: MailSettings): { stop(): Promise<void> } {
	const outgoing = smtpUrl === null ? null : new Outgoing(db, { send: openTransport(smtpUrl), from: mailFrom ?? defaultSender() });
	if (!outgoing) log.warn('SMTP_URL is not set: mail is not sent but kept, where administrators can read it');
	const readLogs = inTurn('Notices of changed plans could not be written', async () => {
		for (const planId of await plansBehind(db)) await tellOfPlan(db, planId);
	});
	const turn = inTurn('Mail could not be written or sent', async () => {
		await composeMail(db, { now: new Date(), address: publicAddress() });
		if (outgoing) await outgoing.fill();
		else await keepAll(db);
	});
	let burst: ReturnType<typeof setTimeout> | null = null;
	const unlisten = onChanged(() => {
		burst ??= setTimeout(() => {
			burst = null;
			void readLogs();
		}, BURST_MS);
	});
	const timers = [setInterval(() => void turn(), TURN_MS), setInterval(() => void readLogs(), SWEEP_MS)];
	void readLogs();
	void turn();
	return {
		stop: async () => {
			unlisten();
			if (burst !== null) clearTimeout(burst);
			timers.forEach((timer) => clearInterval(timer));
			// Each is done with what it had begun; neither begins anew.
			await Promise.all([readLogs.end(), turn.end()]);
			await outgoing?.stop(STOP_MS);
		}
	};
}

/** Who mail comes from without MAIL_FROM. */
export function defaultSender(): string {
	return `Milepost <milepost@${new URL(publicAddress()).hostname}>`;
}

/** N5: without a mail server. */
async function keepAll(db: Database): Promise<void> {
	for (const { id, kind } of await keepMail(db)) log.info({ mail: id, kind }, 'A mail was kept, because SMTP_URL is not set');
}

interface InTurn {
	/** Runs it, or once more after the one under way. */
	(): Promise<void>;
	/** Resolves when it is done; it does not run again. */
	end(): Promise<void>;
}

/** One run at a time. What goes wrong is logged, and the next run tries again. */
function inTurn(problem: string, work: () => Promise<void>): InTurn {
	let running: Promise<void> | null = null;
	let again = false;
	let over = false;
	const run = async (): Promise<void> => {
		if (over) return;
		if (running) {
			again = true;
			return running;
		}
		running = (async () => {
			do {
				again = false;
				await work().catch((error: unknown) => log.error({ err: error }, problem));
			} while (again && !over);
		})().finally(() => (running = null));
		return running;
	};
	return Object.assign(run, {
		end: async () => {
			over = true;
			await running;
		}
	});
}
