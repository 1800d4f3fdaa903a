/** Sends what waits in the outbox: a few at once, each by itself, so that no recipient holds up another (N3). */
import { setTimeout as delay } from 'node:timers/promises';
import { log } from '#server/log.ts';
import { claimMail, failMail, markSent, putOffMail, type ClaimedMail } from '#server/store/outbox.ts';
import type { Database } from '#server/store/database.ts';
import { SEND_LIMITS, type Send } from './transport.ts';
import { withdrawn } from './withdraw.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Pauses between tries: they grow to six hours, and end after five days. */
export const PAUSES_MS: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, ...Array.from({ length: 19 }, () => 6 * HOUR)];

export interface OutgoingSettings {
	send: Send;
	/** Who mail comes from. */
	from: string;
	/** How long a claim holds: a little more than a try may take. */
	claimMs: number;
	pausesMs: readonly number[];
	/** Mails under way at once. */
	atOnce: number;
	/** Only tests set it; otherwise the database's clock. */
	now: () => Date | undefined;
}
const USUAL: Omit<OutgoingSettings, 'send' | 'from'> = { claimMs: SEND_LIMITS.wholeMs + MINUTE, pausesMs: PAUSES_MS, atOnce: 6, now: () => undefined };

export class Outgoing {
	private readonly db: Database;
	private readonly settings: OutgoingSettings;
	private readonly inHand = new Set<Promise<void>>();
	private readonly given = new AbortController();
	private filling: Promise<void> | null = null;
	private stopping = false;
	/** Whether the last look into the outbox may have left some. */
	private more = false;

	constructor(db: Database, settings: Pick<OutgoingSettings, 'send' | 'from'> & Partial<OutgoingSettings>) {
		this.db = db;
		this.settings = { ...USUAL, ...settings };
	}

	/** Takes as many as may be under way and begins to send them; resolves when they are taken. */
	fill(): Promise<void> {
		this.filling ??= this.take().finally(() => (this.filling = null));
		return this.filling;
	}

	/** Resolves when nothing is under way. */
	async idle(): Promise<void> {
		await this.filling;
		while (this.inHand.size > 0) {
			await Promise.all(this.inHand);
			await this.filling;
		}
	}

	/** Takes no more and waits for what is under way; what is not done in time is given up and left to the next start. */
	async stop(withinMs: number): Promise<void> {
		this.stopping = true;
		const late = delay(withinMs, null, { ref: false });
		await Promise.race([this.idle(), late]);
		this.given.abort();
		await Promise.race([this.idle(), delay(1_000, null, { ref: false })]);
	}
	private async take(): Promise<void> {
		const { atOnce, claimMs, now } = this.settings;
		const room = atOnce - this.inHand.size;
		if (room <= 0 || this.stopping) return;
		const claimed = await claimMail(this.db, { most: room, forMs: claimMs, now: now() });
		this.more = claimed.length === room;
		for (const mail of claimed) this.begin(mail);
	}

	private begin(mail: ClaimedMail): void {
		const sending = this.sendOne(mail)
			.catch((error: unknown) => log.error({ err: error, mail: mail.id }, 'How the sending of a mail ended could not be written down; it is tried again when its claim is over'))
			.finally(() => {
				this.inHand.delete(sending);
				// The next turn of the worker would find the rest too, only later.
				if (this.more) this.fill().catch((error: unknown) => log.error({ err: error }, 'The outbox could not be read'));
			});
		this.inHand.add(sending);
	}

	private async sendOne(mail: ClaimedMail): Promise<void> {
		const { send, from, pausesMs, now } = this.settings;
		if (await withdrawn(this.db, mail)) return log.info({ mail: mail.id, attempt: mail.attempt }, 'A mail was taken back: its reader may not read all of it any more, or wants no mail of it');
		const { id, messageId, recipient, subject, text, attempt } = mail;
		// Nobody is to answer a machine (RFC 3834).
		const headers = { 'Auto-Submitted': 'auto-generated', ...mail.headers };
		const ended = await send({ messageId, from, recipient, subject, text, headers, date: mail.at }, this.given.signal);
		if (ended.outcome === 'sent') {
			await surely(() => markSent(this.db, mail, now()));
			return log.info({ mail: id, attempt }, 'A mail was sent');
		}
		if (this.given.signal.aborted) return surely(() => putOffMail(this.db, mail, { problem: null, afterMs: 0, now: now() }));
		const { problem, code } = ended;
		const pause = ended.outcome === 'later' ? pausesMs[attempt - 1] : undefined;
		if (pause === undefined) {
			await surely(() => failMail(this.db, mail, problem));
			return log.warn({ mail: id, attempt, code }, 'A mail was refused for good, or put off too often; an administrator can send it again');
		}
		await surely(() => putOffMail(this.db, mail, { problem, afterMs: pause, now: now() }));
		log.warn({ mail: id, attempt, code }, 'A mail was put off');
	}
}

/** A database that is away for a moment must not make a mail that went out go out again. */
async function surely(write: () => Promise<void>): Promise<void> {
	for (const pause of [500, 2_000]) {
		try {
			return await write();
		} catch (error) {
			log.warn({ err: error }, 'How the sending of a mail ended could not be written down yet');
			await delay(pause, null, { ref: false });
		}
	}
	await write();
}
