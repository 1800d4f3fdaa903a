/**
 * A plan as a page sees it: the shared document as typed, reactive records, the edits a person can
 * make, and the truth about whether they are saved.
 *
 * The records follow the document: each transaction tells which entities it touched, and only those
 * are read again. After a refusal the document is made anew under a new client id, and the edits
 * that were not saved are made again one by one (V6); only those refused again become drafts.
 */
import * as Y from 'yjs';
import { watchChanges, type Change } from '#lib/plan/changes.ts';
import { addEntity, proseOf, rootsOf, setField, type FieldRef } from '#lib/plan/document.ts';
import type { EntityRecords, Kpi, Milestone, Priority } from '#lib/plan/fields.ts';
import { newId, type KpiId, type MilestoneId, type PlanId, type PriorityId } from '#lib/plan/ids.ts';
import { History, isOwn, ORIGIN } from './history.ts';
import { Outbox, type KeptEdit } from './outbox.ts';
import { PresenceView } from './presence.svelte.ts';
import { SyncProvider } from './provider.ts';
import { PlanRecords } from './records.svelte.ts';
import { remake } from './remake.ts';
import { UnsentEdits } from './unsent.ts';
import { CLOSE, type PlanEvent, type Refusal } from './wire.ts';

export interface PlanOptions {
	planId: PlanId;
	account: string;
	epoch: number;
	mayEdit: boolean;
	/** Origin of the server as a websocket address. */
	server: string;
	onEvent: (event: PlanEvent) => void;
	/** The session ended, access was taken, or the plan was rebuilt: the page has to act. */
	onEnded: (why: 'sign-in' | 'no-access' | 'gone' | 'reload' | 'role') => void;
}
/** An edit that was refused, kept for its author to copy. */
export interface Draft {
	change: Change;
	reason: string;
}
export type SaveWord = 'connecting' | 'saved' | 'saving' | 'offline' | 'refused';
type Added = Exclude<keyof EntityRecords, 'plan'>;

export class PlanStore extends PlanRecords {
	readonly planId: PlanId;
	readonly mayEdit: boolean;
	readonly presence = new PresenceView();
	/** The server's state has arrived at least once. */
	ready = $state(false);
	drafts = $state.raw<Draft[]>([]);
	canUndo = $state(false);
	canRedo = $state(false);
	savedAt = $state.raw<Date | null>(null);
	/** Rises whenever a prose field may have been replaced by a new document's. */
	generation = $state(0);

	private online = $state(false);
	private everOnline = $state(false);
	private settled = $state(true);
	private unsentCount = $state(0);
	private stored = $state(false);
	/** Whether all unsent edits, if there are any, are in this device's store. */
	readonly kept: boolean = $derived(this.unsentCount === 0 || this.stored);
	/** The worst one wins (D5). */
	readonly save: SaveWord = $derived.by(() => {
		if (this.drafts.length > 0) return 'refused';
		if (!this.online) return this.everOnline || this.unsentCount > 0 ? 'offline' : 'connecting';
		return this.settled && this.unsentCount === 0 ? 'saved' : 'saving';
	});
	/** Cells with edits that are not saved yet: `entity/id/field`. */
	unsentCells = $state.raw<ReadonlySet<string>>(new Set());

	private readonly options: PlanOptions;
	private readonly outbox: Outbox;
	private readonly unsent = new UnsentEdits();
	private doc = new Y.Doc();
	private provider: SyncProvider | null = null;
	private history: History | null = null;
	private stopWatching: () => void = () => undefined;
	private toRemake: Change[] = [];
	private lastRefusal: Refusal | null = null;
	private tookOver = false;
	private closed = false;

	constructor(options: PlanOptions) {
		super();
		this.options = options;
		this.planId = options.planId;
		this.mayEdit = options.mayEdit;
		this.outbox = new Outbox(options, (kept) => (this.stored = kept));
		this.open();
		addEventListener('online', this.retry);
		addEventListener('beforeunload', this.warn);
	}

	// ------------------------------------------------------------ edits

	/** Sets a field, or a member of a set; `undefined` takes a member out. The value must have been parsed. */
	set(ref: FieldRef, value: unknown): void {
		this.history?.endStep();
		setField(this.doc, ref, value, ORIGIN.edit);
	}

	/** Makes several edits as one update, and one step of undo. */
	together(make: (set: (ref: FieldRef, value: unknown) => void) => void): void {
		this.history?.endStep();
		this.doc.transact(() => make((ref, value) => setField(this.doc, ref, value, ORIGIN.edit)), ORIGIN.edit);
	}
	/** Makes edits and adds, each its own update, as one step of undo. */
	readonly asOneStep = (make: () => void): void => this.history?.together(make);

	addMilestone(values: Partial<Omit<Milestone, 'id' | 'ref'>>): MilestoneId {
		return this.add('milestone', newId('ms'), values);
	}
	addPriority(values: Partial<Omit<Priority, 'id'>>): PriorityId {
		return this.add('priority', newId('pr'), values);
	}
	addKpi(values: Partial<Omit<Kpi, 'id'>>): KpiId {
		return this.add('kpi', newId('kpi'), values);
	}

	/** The shared text of a field, to write in; null when it is not there. */
	prose(ref: FieldRef): Y.Text | null {
		return proseOf(this.doc, ref);
	}
	/** The origin under which a text box makes its edits, so that undo follows them. */
	readonly proseOrigin = ORIGIN.edit;

	readonly undo = (): void => this.history?.undo();
	readonly redo = (): void => this.history?.redo();

	/** The person has copied a draft, or wants it no longer. */
	dismissDraft(draft: Draft): void {
		this.drafts = this.drafts.filter((each) => each !== draft);
		// A lost role's drafts are in this device's store too, and would come back at the next opening.
		if (this.drafts.length === 0) this.keep();
	}

	/** Closes the connection. Unsent edits stay in this device's store. */
	async destroy(): Promise<void> {
		this.closed = true;
		removeEventListener('online', this.retry);
		removeEventListener('beforeunload', this.warn);
		this.close();
		await this.outbox.close();
	}

	// ------------------------------------------------------------ the document

	private open(): void {
		this.doc = new Y.Doc();
		rootsOf(this.doc);
		const { doc } = this;
		// Before the provider's own listener, so that an edit is known when its frame goes out.
		this.stopWatching = watchChanges(doc, ({ changes }, transaction) => this.transacted(changes, transaction));
		doc.on('update', (bytes: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => this.updated(bytes, transaction));
		this.history = new History(doc, () => {
			this.canUndo = this.history?.canUndo ?? false;
			this.canRedo = this.history?.canRedo ?? false;
		});
		this.provider = new SyncProvider({ server: this.options.server, planId: this.planId, doc, mayEdit: this.mayEdit, listener: this.listener() });
		this.presence.follow(this.provider.awareness);
		this.generation += 1;
	}

	private close(): void {
		this.stopWatching();
		this.history?.destroy();
		this.provider?.destroy();
		this.canUndo = this.canRedo = false;
		this.doc.destroy();
	}

	private listener() {
		return {
			connected: () => {
				this.online = this.everOnline = true;
				this.lastRefusal = null;
				this.review();
			},
			disconnected: (code: number) => this.disconnected(code),
			synced: () => void this.synced(),
			frameSent: (kind: 'update' | 'answer') => {
				this.unsent.frameSent(kind);
				this.review();
			},
			saved: (count: number) => this.settledUpTo(count),
			event: (event: PlanEvent) => this.options.onEvent(event),
			refused: (refusal: Refusal) => (this.lastRefusal = refusal)
		};
	}

	private transacted(changes: Change[], transaction: Y.Transaction): void {
		if (this.ready) for (const { entity, id } of changes) this.read(this.doc, entity, id);
		if (isOwn(transaction)) this.pending.push(...changes);
		else if (this.ready) changes.forEach((change) => this.tint(change));
	}
	private pending: Change[] = [];

	private updated(bytes: Uint8Array, transaction: Y.Transaction): void {
		if (!isOwn(transaction)) return;
		this.unsent.made(this.pending, Date.now()).bytes = bytes;
		this.pending = [];
		this.keep();
	}

	private add<Kind extends Added>(entity: Kind, id: EntityRecords[Kind]['id'], values: Partial<Omit<EntityRecords[Kind], 'id' | 'ref'>>): EntityRecords[Kind]['id'] {
		addEntity(this.doc, entity, id, values, ORIGIN.add);
		this.history?.added(entity, id);
		return id;
	}

	// ------------------------------------------------------------ saving

	private async synced(): Promise<void> {
		this.ready = true;
		this.readAll(this.doc);
		if (!this.tookOver) {
			this.tookOver = true;
			const edits = await this.outbox.takeOver();
			if (this.mayEdit) edits.forEach((edit) => this.takeUp(edit));
			else this.giveBack(edits);
		}
		this.remakeNext();
		this.review();
	}

	/** Goes on with an edit of an earlier page: as it was made, or, had it been waiting to be made again, anew. */
	private takeUp({ bytes, changes }: KeptEdit): void {
		if (this.closed) return;
		if (bytes.byteLength > 0) Y.applyUpdate(this.doc, bytes, ORIGIN.again);
		else this.toRemake.push(...changes);
	}

	/** The role that made these edits was taken away before they were sent: they are shown, to be copied. */
	private giveBack(edits: KeptEdit[]): void {
		const reason = 'Your role no longer allows changing this plan.';
		this.drafts = [...this.drafts, ...edits.flatMap(({ changes }) => changes.map((change) => ({ change, reason })))];
	}

	private settledUpTo(count: number): void {
		if (this.unsent.settledUpTo(count)) {
			this.savedAt = new Date();
			this.keep();
		}
		if (this.unsent.edits.length === 0) this.remakeNext();
		this.review();
	}

	/** Makes the next refused-with-others edit again, alone, so that only the guilty one is refused. */
	private remakeNext(): void {
		for (let change = this.toRemake.shift(); change; change = this.toRemake.shift()) {
			if (remake(this.doc, change, ORIGIN.again)) return;
		}
	}

	private disconnected(code: number): void {
		this.online = false;
		if (code === CLOSE.refused) return this.startAfresh();
		this.unsent.disconnected();
		this.review();
		if (code === CLOSE.signIn) this.options.onEnded('sign-in');
		else if (code === CLOSE.noAccess) this.options.onEnded('no-access');
		else if (code === CLOSE.noSuchPlan) this.options.onEnded('gone');
		else if (code === CLOSE.reload) this.options.onEnded('reload');
		else if (code === CLOSE.roleChanged) this.options.onEnded('role');
	}

	private startAfresh(): void {
		const { culprit, again } = this.unsent.refused();
		const reason = this.lastRefusal?.reason ?? 'Milepost could not accept this change.';
		if (culprit) this.drafts = [...this.drafts, { change: culprit, reason }];
		this.toRemake = [...again, ...this.toRemake];
		// From the provider's own callback, which goes on using it: the new one starts when that is done.
		queueMicrotask(() => {
			if (this.closed) return;
			this.unsent.disconnected();
			this.close();
			this.open();
			this.keep();
		});
	}

	private keep(): void {
		this.stored = false;
		const waiting = this.toRemake.map((change) => ({ changes: [change], bytes: new Uint8Array(), madeAt: Date.now() }));
		this.outbox.keep([...this.unsent.edits, ...waiting]);
		this.review();
	}

	private review(): void {
		this.settled = this.unsent.isSettled(this.mayEdit);
		this.unsentCount = this.unsent.edits.length + this.toRemake.length;
		this.unsentCells = new Set(this.unsent.edits.flatMap((edit) => edit.changes.map(({ entity, id, field }) => `${entity}/${id}/${field}`)));
	}

	private readonly retry = () => this.provider?.retryNow();
	/** Leaving with unsaved edits warns. */
	private readonly warn = (event: BeforeUnloadEvent) => {
		if (this.unsentCount > 0 || this.drafts.length > 0) event.preventDefault();
	};
}
