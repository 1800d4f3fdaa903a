/** What every part of one grid shares; set by the grid, read by its rows and cells. */
import { createContext } from 'svelte';
import type { OpenCounts } from '#lib/plan/conversation.ts';
import type { MilestoneId } from '#lib/plan/ids.ts';
import type { PresentPerson } from '#lib/sync/presence.svelte.ts';
import type { PlanContext } from '../plan-context.ts';
import type { CellWorld } from './cell-text.ts';
import type { GridCommands } from './commands.ts';
import type { Marks } from './marks.svelte.ts';
import type { GridView } from './view.svelte.ts';

export interface GridParts {
	view: GridView;
	commands: GridCommands;
	marks: Marks;
	context: () => PlanContext;
	world: () => CellWorld;
	/** Others by the cell they are in (`entity/id/column`), newest last. */
	present: () => ReadonlyMap<string, readonly PresentPerson[]>;
	/** What waits in the conversations of each milestone; those without any are left out. */
	comments: () => Readonly<Record<MilestoneId, OpenCounts>>;
}

export const [getGrid, setGrid] = createContext<GridParts>();
