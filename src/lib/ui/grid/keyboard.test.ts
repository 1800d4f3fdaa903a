import { expect, test } from 'vitest';
import { commandOf, type Command, type KeyPress } from './keyboard.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ctrl: false, alt: false, shift: false, ...held });
const usual = { letters: true, onPriority: false };

const table: [string, KeyPress, Command | null][] = [
	['arrows move', press('ArrowDown'), { do: 'move', move: 'down', extend: false }],
	['Shift and arrows select', press('ArrowRight', { shift: true }), { do: 'move', move: 'right', extend: true }],
	['Home', press('Home'), { do: 'move', move: 'home', extend: false }],
	['Ctrl End', press('End', { ctrl: true }), { do: 'move', move: 'last', extend: false }],
	['Page Up', press('PageUp'), { do: 'move', move: 'pageUp', extend: false }],
	['Enter edits', press('Enter'), { do: 'edit', typed: '', list: false }],
	['F2 edits', press('F2'), { do: 'edit', typed: '', list: false }],
	['typing replaces', press('2'), { do: 'edit', typed: '2', list: false }],
	['typing a capital C is typing', press('C', { shift: true }), { do: 'edit', typed: 'C', list: false }],
	['Space opens', press(' '), { do: 'open' }],
	['C comments', press('c'), { do: 'comment' }],
	['Alt ↓ opens the list', press('ArrowDown', { alt: true }), { do: 'edit', typed: '', list: true }],
	['Ctrl ; is today', press(';', { ctrl: true }), { do: 'today' }],
	['Alt Shift ↑ moves the row', press('ArrowUp', { alt: true, shift: true }), { do: 'shift', by: -1 }],
	['Alt Shift ↓ moves the row', press('ArrowDown', { alt: true, shift: true }), { do: 'shift', by: 1 }],
	['Ctrl Z undoes', press('z', { ctrl: true }), { do: 'undo' }],
	['Ctrl Y redoes', press('y', { ctrl: true }), { do: 'redo' }],
	['Ctrl Shift Z redoes', press('Z', { ctrl: true, shift: true }), { do: 'redo' }],
	['/ finds', press('/'), { do: 'find' }],
	['? lists the keys', press('?', { shift: true }), { do: 'keys' }],
	['Esc', press('Escape'), { do: 'escape' }],
	['Shift F10 opens the menu', press('F10', { shift: true }), { do: 'menu' }],
	['Tab leaves the grid', press('Tab'), null],
	['Ctrl C is the browser’s', press('c', { ctrl: true }), null],
	['F5 is the browser’s', press('F5'), null]
];
test.each(table)('%s', (_name, key, expected) => {
	expect(commandOf(key, usual)).toEqual(expected);
});

test('on a priority ← closes and → opens', () => {
	expect(commandOf(press('ArrowLeft'), { letters: true, onPriority: true })).toEqual({ do: 'fold', open: false });
	expect(commandOf(press('ArrowRight'), { letters: true, onPriority: true })).toEqual({ do: 'fold', open: true });
});

test('with single-letter keys off, letters are typed', () => {
	for (const key of ['c', '/', '?']) expect(commandOf(press(key), { letters: false, onPriority: false })).toEqual({ do: 'edit', typed: key, list: false });
});
