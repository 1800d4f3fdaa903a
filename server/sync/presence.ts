/**
 * Who is here, in one plan (A3, L3). One entry a connection, for the client id that the connection
 * speaks for; `user` is set here from the session, so nobody can appear as someone else. Entries
 * for other client ids are passed over without penalty: the stock client echoes all it hears.
 *
 * Clocks sent out are the room's own and only ever rise, over a restart too: a page that returns, or
 * meets a new server, sees everyone at once. Changes go out together, about ten times a second.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { AccountId } from '#lib/plan/ids.ts';
import type { User } from '#lib/plan/rules.ts';
import { encodeAwareness } from '#lib/sync/wire.ts';
import { LIMITS } from './limits.ts';

/** A connection as presence sees it. */
export interface Present {
	readonly user: User;
	send(frame: Uint8Array): void;
}
interface Entry {
	client: number;
	state: Record<string, unknown> | null;
}
interface Speaker {
	account: AccountId;
	/** Null when nobody speaks for the id now; it is remembered, so that an echo cannot take it. */
	present: Present | null;
}
interface Budget {
	left: number;
	since: number;
	/** The newest state that came when the budget was spent. */
	waiting: Record<string, unknown> | null;
}

const COLOURS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'] as const;
/** Ids remembered after their page has gone. */
const MOST_SPEAKERS = 10_000;

export class Presence {
	private readonly entries = new Map<Present, Entry>();
	private readonly speakers = new Map<number, Speaker>();
	private clock = Date.now();
	private readonly budgets = new Map<Present, Budget>();
	private readonly colours = new Map<AccountId, string>();
	private readonly dirty = new Map<number, Entry>();
	private readonly audience: ReadonlySet<Present>;
	private timer: NodeJS.Timeout | null = null;

	/** @param audience everyone connected; the set is the room's and may change */
	constructor(audience: ReadonlySet<Present>) {
		this.audience = audience;
	}

	/** Takes a client's presence frame. Whatever is not its own entry is passed over. */
	receive(present: Present, body: Uint8Array): void {
		const own = this.ownEntry(present, body);
		if (!own) return;
		const budget = this.budgetOf(present);
		if (budget.left <= 0 && own.state !== null) {
			budget.waiting = own.state;
			return this.schedule();
		}
		budget.left -= 1;
		budget.waiting = null;
		this.set(present, own.client, own.state);
	}

	/** The frame that tells a newcomer who is here; null when nobody is. */
	all(except: Present): Uint8Array | null {
		const others = [...this.entries].filter(([present, entry]) => present !== except && entry.state !== null).map(([, entry]) => entry);
		return others.length > 0 ? this.encode(others) : null;
	}

	/** A closed connection's presence goes at once. */
	leave(present: Present): void {
		const entry = this.entries.get(present);
		this.entries.delete(present);
		this.budgets.delete(present);
		if (![...this.audience].some((each) => each !== present && each.user.account === present.user.account)) this.colours.delete(present.user.account);
		if (!entry) return;
		const speaker = this.speakers.get(entry.client);
		if (speaker?.present !== present) return;
		speaker.present = null;
		this.mark({ client: entry.client, state: null });
		this.flush();
	}

	stop(): void {
		if (this.timer) clearTimeout(this.timer);
		this.timer = null;
	}

	private set(present: Present, client: number, state: Record<string, unknown> | null): void {
		const entry = { client, state: state && { ...state, user: this.identityOf(present.user) } };
		this.entries.set(present, entry);
		this.mark(entry);
		this.schedule();
	}

	private identityOf(user: User): Record<string, string> {
		return { person: user.person, name: user.name, initials: user.initials, colour: this.colourOf(user.account) };
	}

	/** The hue fewest others here have; kept while the person is here. */
	private colourOf(account: AccountId): string {
		const known = this.colours.get(account);
		if (known) return known;
		const taken = [...this.colours.values()];
		const count = (colour: string) => taken.filter((each) => each === colour).length;
		const colour = COLOURS.reduce((best, each) => (count(each) < count(best) ? each : best));
		this.colours.set(account, colour);
		return colour;
	}

	private ownEntry(present: Present, body: Uint8Array): Entry | null {
		if (body.byteLength > LIMITS.presenceBytes * 8) return null;
		const decoder = decoding.createDecoder(body);
		try {
			const count = decoding.readVarUint(decoder);
			for (let index = 0; index < count; index += 1) {
				const client = decoding.readVarUint(decoder);
				decoding.readVarUint(decoder); // The client's clock; the room keeps its own.
				const json = decoding.readVarString(decoder);
				if (Buffer.byteLength(json) > LIMITS.presenceBytes || !this.speaksFor(present, client)) continue;
				const state: unknown = JSON.parse(json);
				if (typeof state === 'object' && !Array.isArray(state)) return { client, state: state as Record<string, unknown> | null };
			}
		} catch {
			// Presence is a courtesy: what cannot be read is passed over, never a reason to close.
		}
		return null;
	}

	/** Whether the id is the connection's own; the first one that is nobody else's becomes it. */
	private speaksFor(present: Present, client: number): boolean {
		const mine = this.entries.get(present);
		if (mine) return mine.client === client;
		const speaker = this.speakers.get(client);
		if (speaker && speaker.account !== present.user.account) return false;
		// The same person's page came back before its old connection was found dead.
		if (speaker?.present && speaker.present !== present) this.entries.delete(speaker.present);
		this.speakers.delete(client);
		this.speakers.set(client, { account: present.user.account, present });
		this.forgetOldest();
		return true;
	}

	private forgetOldest(): void {
		for (const [client, speaker] of this.speakers) {
			if (this.speakers.size <= MOST_SPEAKERS) return;
			if (speaker.present) continue;
			this.speakers.delete(client);
		}
	}

	private budgetOf(present: Present): Budget {
		const now = Date.now();
		const budget = this.budgets.get(present) ?? { left: 0, since: 0, waiting: null };
		if (now - budget.since >= 1000) Object.assign(budget, { left: LIMITS.presencePerSecond, since: now });
		this.budgets.set(present, budget);
		return budget;
	}

	private mark(entry: Entry): void {
		this.dirty.set(entry.client, entry);
	}

	private schedule(): void {
		this.timer ??= setTimeout(() => {
			this.timer = null;
			this.takeWaiting();
			this.flush();
		}, LIMITS.presenceFrameMs);
	}

	private takeWaiting(): void {
		for (const [present, held] of this.budgets) {
			if (!held.waiting) continue;
			const entry = this.entries.get(present);
			if (this.budgetOf(present).left <= 0 || !entry) {
				this.schedule();
				continue;
			}
			held.left -= 1;
			this.set(present, entry.client, held.waiting);
			held.waiting = null;
		}
	}

	private flush(): void {
		if (this.dirty.size === 0) return;
		const entries = [...this.dirty.values()];
		this.dirty.clear();
		const frame = this.encode(entries);
		for (const present of this.audience) {
			const own = this.entries.get(present)?.client;
			if (own === undefined || !entries.some((entry) => entry.client === own)) present.send(frame);
			// A page knows its own presence; its echo would overwrite what it set meanwhile.
			else if (entries.length > 1) present.send(this.encode(entries.filter((entry) => entry.client !== own)));
		}
	}

	/** The y-protocols awareness encoding. */
	private encode(entries: Entry[]): Uint8Array {
		this.clock += 1;
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, entries.length);
		for (const { client, state } of entries) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, this.clock);
			encoding.writeVarString(encoder, JSON.stringify(state));
		}
		return encodeAwareness(encoding.toUint8Array(encoder));
	}
}
