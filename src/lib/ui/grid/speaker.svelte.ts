/**
 * What the grid tells others and is told: where I am, who is in which cell, and the few things that
 * are read out (LOOK.md, Announcements).
 */
import { untrack } from 'svelte';
import type { PlanStore, SaveWord } from '#lib/sync/plan.svelte.ts';
import type { PresentPerson } from '#lib/sync/presence.svelte.ts';
import { groupsOf } from '../plain.ts';
import type { GridView } from './view.svelte.ts';

export class Speaker {
	private readonly store: PlanStore;
	private readonly view: GridView;
	private readonly say: (words: string) => void;
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(store: PlanStore, view: GridView, say: (words: string) => void, me: () => string) {
		this.store = store;
		this.view = view;
		this.say = say;
		this.me = me;
		$effect(() => this.tellPlace());
		$effect(() => this.watchCell());
		$effect(() => this.watchSaving());
	}
	private readonly me: () => string;

	/** Everyone else by the cell they are in, newest last; my own other pages are not somebody else. */
	readonly present: ReadonlyMap<string, readonly PresentPerson[]> = $derived.by(() => {
		const others = this.store.presence.others.filter(({ person }) => person !== this.me());
		// Somebody with two pages open in one cell is one person, who came there last.
		const once = others.filter((other, index) => !others.slice(index + 1).some((later) => later.person === other.person && cellKey(later) === cellKey(other)));
		return groupsOf(once.flatMap((other): [string, PresentPerson][] => (other.cell ? [[cellKey(other), other]] : [])));
	});

	private readonly place = $derived.by(() => {
		const { activeRow, active, focused, editing } = this.view;
		if (!active || !activeRow || (!focused && !editing)) return null;
		const field = activeRow.kind === 'milestone' ? active.column : 'title';
		const id = activeRow.kind === 'milestone' ? activeRow.milestone.id : activeRow.priority?.id;
		return id === undefined ? null : { entity: activeRow.kind, id, field, editing: editing !== null };
	});

	private tellPlace(): void {
		const place = this.place;
		// The drawer says for itself where its reader is.
		if (place || !this.view.narrow) this.store.presence.setCell(place);
	}

	private typing: readonly number[] = [];
	private watchCell(): void {
		const { place } = this;
		const here = place ? (this.present.get(`${place.entity}/${place.id}/${place.field}`) ?? []) : [];
		const typing = here.filter(({ cell }) => cell?.editing);
		for (const { client, name } of typing) if (!this.typing.includes(client)) untrack(() => this.say(`${name} is editing this cell`));
		this.typing = typing.map(({ client }) => client);
	}

	private before: SaveWord = 'connecting';
	private watchSaving(): void {
		const { save, kept, drafts } = this.store;
		const { before } = this;
		if (save === 'saving' || save === 'connecting') return;
		this.before = save;
		if (save === before) return;
		untrack(() => {
			if (save === 'offline') this.say(kept ? 'Offline. Changes are kept on this device.' : 'Offline. Keep this page open.');
			else if (save === 'refused') this.say(drafts.length === 1 ? '1 change not accepted' : `${drafts.length} changes not accepted`);
			else if (before === 'offline' || before === 'refused') this.say('Saved');
		});
	}

	/** Reads out how many milestones the filters leave, once they have settled. */
	countSoon(): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => {
			const count = this.view.shownCount;
			this.say(count === 0 ? 'No milestone matches' : count === 1 ? '1 milestone' : `${count} milestones`);
		}, 600);
	}
}

function cellKey({ cell }: PresentPerson): string {
	return cell ? `${cell.entity}/${cell.id}/${cell.field}` : '';
}
