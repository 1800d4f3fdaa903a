/** What a key does in the grid (LOOK.md's table): a key press becomes a command. Pure. */
import type { Move } from './moves.ts';

export interface KeyPress {
	key: string;
	ctrl: boolean;
	alt: boolean;
	shift: boolean;
}
export type Command =
	| { do: 'move'; move: Move; extend: boolean }
	/** `typed`: the key that begins by replacing what stands there; '' for none. `list`: the calendar or list at once. */
	| { do: 'edit'; typed: string; list: boolean }
	| { do: 'open' | 'comment' | 'today' | 'undo' | 'redo' | 'find' | 'keys' | 'menu' | 'escape' }
	| { do: 'shift'; by: -1 | 1 }
	| { do: 'fold'; open: boolean };

const MOVES: Readonly<Record<string, Move>> = {
	ArrowUp: 'up',
	ArrowDown: 'down',
	ArrowLeft: 'left',
	ArrowRight: 'right',
	Home: 'home',
	End: 'end',
	PageUp: 'pageUp',
	PageDown: 'pageDown'
};

/**
 * The command of a key pressed in the grid while nothing is edited; null leaves it to the browser.
 * @param options.letters whether single-letter keys act (they can be turned off)
 * @param options.onPriority whether the focus is on a priority's row
 */
export function commandOf({ key, ctrl, alt, shift }: KeyPress, { letters, onPriority }: { letters: boolean; onPriority: boolean }): Command | null {
	if (alt && shift && (key === 'ArrowUp' || key === 'ArrowDown')) return { do: 'shift', by: key === 'ArrowUp' ? -1 : 1 };
	if (alt) return key === 'ArrowDown' ? { do: 'edit', typed: '', list: true } : null;
	if (ctrl) return ctrlCommand(key, shift);
	if (onPriority && !shift && (key === 'ArrowLeft' || key === 'ArrowRight')) return { do: 'fold', open: key === 'ArrowRight' };
	const move = MOVES[key];
	if (move) return { do: 'move', move, extend: shift };
	if (key === 'Enter' || key === 'F2') return { do: 'edit', typed: '', list: false };
	if (key === 'Escape') return { do: 'escape' };
	if (key === 'ContextMenu' || (key === 'F10' && shift)) return { do: 'menu' };
	if (key === ' ') return { do: 'open' };
	if (letters) {
		if (key === '/') return { do: 'find' };
		if (key === '?') return { do: 'keys' };
		if (!shift && key.toLowerCase() === 'c') return { do: 'comment' };
	}
	return [...key].length === 1 ? { do: 'edit', typed: key, list: false } : null;
}

function ctrlCommand(key: string, shift: boolean): Command | null {
	switch (key.toLowerCase()) {
		case 'home':
			return { do: 'move', move: 'first', extend: shift };
		case 'end':
			return { do: 'move', move: 'last', extend: shift };
		case ';':
			return { do: 'today' };
		case 'z':
			return { do: shift ? 'redo' : 'undo' };
		case 'y':
			return { do: 'redo' };
		default:
			return null;
	}
}

/** The keys as people read them, for the dialog that lists them. */
export const KEYS: readonly { keys: readonly string[][]; does: string }[] = [
	{ keys: [['↑'], ['↓'], ['←'], ['→'], ['Home'], ['End']], does: 'Move between cells' },
	{ keys: [['Ctrl', 'Home'], ['Ctrl', 'End']], does: 'First and last cell of the plan' },
	{ keys: [['Page Up'], ['Page Down']], does: 'Move by a screen' },
	{ keys: [['Shift', '↑'], ['Shift', '↓'], ['Shift', '←'], ['Shift', '→']], does: 'Select more cells' },
	{ keys: [['Enter'], ['F2']], does: 'Edit the cell; typing replaces what is there' },
	{ keys: [['Enter'], ['Tab'], ['Shift', 'Tab']], does: 'While editing: save and go down, right or left' },
	{ keys: [['Esc']], does: 'Cancel the edit, then close the milestone' },
	{ keys: [['Space']], does: 'Open the milestone beside the plan' },
	{ keys: [['C']], does: 'Comment on the milestone' },
	{ keys: [['Alt', '↓']], does: 'Calendar or list in this cell' },
	{ keys: [['Ctrl', ';']], does: 'Today’s date' },
	{ keys: [['Alt', 'Shift', '↑'], ['Alt', 'Shift', '↓']], does: 'Move the row' },
	{ keys: [['Shift', 'F10']], does: 'Menu of the row' },
	{ keys: [['Ctrl', 'C'], ['Ctrl', 'V']], does: 'Copy and paste cells, also from a spreadsheet' },
	{ keys: [['Ctrl', 'Z'], ['Ctrl', 'Y']], does: 'Undo and redo your own changes' },
	{ keys: [['←'], ['→']], does: 'On a priority: close and open it' },
	{ keys: [['/']], does: 'Find in this plan' },
	{ keys: [['?']], does: 'This list' }
];
