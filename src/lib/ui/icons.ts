/**
 * Every icon of the screens: one path drawn in a 16 × 16 box with a 1.5 stroke.
 * The diamond (milestone), the plum flag (challenge) and the padlock (fixed) keep that one meaning.
 */
export const ICONS = {
	archive: 'M2.5 3.5h11v3h-11zM3.5 6.5v6.5h9V6.5M6.5 9h3',
	'arrow-right': 'M3 8h10M9 4l4 4-4 4',
	bell: 'M3.5 11.5h9c-1-.9-1.4-2-1.4-4.3a3.1 3.1 0 00-6.2 0c0 2.3-.4 3.4-1.4 4.3zM6.8 13.6a1.3 1.3 0 002.4 0',
	bookmark: 'M4.5 2.5h7v11L8 10.8l-3.5 2.7z',
	calendar:
		'M3.5 3.5h9a1 1 0 011 1v8a1 1 0 01-1 1h-9a1 1 0 01-1-1v-8a1 1 0 011-1zM2.5 6.5h11M5.5 2v3M10.5 2v3',
	chart: 'M2.5 2.5v11h11M5 10.5l2.5-3 2 2L13 5.5',
	check: 'M3 8.5l3.2 3L13 4.5',
	'chevron-down': 'M4 6l4 4 4-4',
	'chevron-left': 'M10 4L6 8l4 4',
	'chevron-right': 'M6 4l4 4-4 4',
	'chevron-up': 'M4 10l4-4 4 4',
	clock: 'M2.5 8a5.5 5.5 0 1011 0 5.5 5.5 0 10-11 0M8 5v3l2 1.5',
	comment: 'M2.5 3.5h11V11H7.2L4.5 13.4V11h-2z',
	copy: 'M6.5 5.5h6a1 1 0 011 1v6a1 1 0 01-1 1h-6a1 1 0 01-1-1v-6a1 1 0 011-1zM3.5 10.5h-1v-8h8v1',
	cross: 'M4 4l8 8M12 4l-8 8',
	down: 'M8 3v10M4 9l4 4 4-4',
	edit: 'M10.8 3l2.2 2.2L6 12.2l-2.8.6.6-2.8z',
	filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
	flag: 'M4 14V2.5M4 3h8.2L10.4 6l1.8 3H4',
	help: 'M2.5 8a5.5 5.5 0 1011 0 5.5 5.5 0 10-11 0M6.3 6.4a1.8 1.8 0 113 1.3c-.7.5-1.3.8-1.3 1.6M8 11.2v.1',
	history: 'M2.6 3v2.8h2.8M3 5.8A5.4 5.4 0 112.6 9M8 5.2V8l2 1.4',
	info: 'M2.5 8a5.5 5.5 0 1011 0 5.5 5.5 0 10-11 0M8 7.3v3.4M8 5v.1',
	link: 'M6.6 9.4l2.8-2.8M7.2 5l1.4-1.4a2.7 2.7 0 013.8 3.8L11 8.8M8.8 11l-1.4 1.4a2.7 2.7 0 01-3.8-3.8L5 7.2',
	lock: 'M4.5 7h7a1 1 0 011 1v4.5a1 1 0 01-1 1h-7a1 1 0 01-1-1V8a1 1 0 011-1zM5.5 7V5a2.5 2.5 0 015 0v2',
	menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
	more: 'M3 8a.5.5 0 101 0 .5.5 0 10-1 0M7.5 8a.5.5 0 101 0 .5.5 0 10-1 0M12 8a.5.5 0 101 0 .5.5 0 10-1 0',
	offline: 'M4.5 12.5H11a2.6 2.6 0 00.6-5.1A4 4 0 004 6.6a3 3 0 00.5 5.9zM2.5 2.5l11 11',
	paste: 'M4.5 3.5h7a1 1 0 011 1v8a1 1 0 01-1 1h-7a1 1 0 01-1-1v-8a1 1 0 011-1zM6 3.5V2h4v1.5M6 8h4M6 10.5h4',
	people:
		'M3.8 5.5a2.2 2.2 0 104.4 0 2.2 2.2 0 10-4.4 0M2 13c.2-2.6 1.8-4 4-4s3.8 1.4 4 4M10.5 3.6a2.2 2.2 0 010 3.9M11.5 9.4c1.5.5 2.4 1.8 2.5 3.6',
	plus: 'M8 3v10M3 8h10',
	print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
	redo: 'M10.5 3l2.7 2.7-2.7 2.7M13.2 5.7H7a3.8 3.8 0 000 7.6h3',
	report: 'M4 2.5h5.5L12.5 5.5v8H4zM9.5 2.5v3h3M6 8.5h4.5M6 11h4.5',
	restore: 'M3 9.5V13h10V9.5M8 10.5V3M4.8 6.2L8 3l3.2 3.2',
	review: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6 6.5v6',
	same: 'M3.5 6h9M3.5 10h9',
	search: 'M2.5 7a4.5 4.5 0 109 0 4.5 4.5 0 10-9 0M10.5 10.5L14 14',
	'sign-out': 'M7 3H3v10h4M6.5 8H13M10.5 5l3 3-3 3',
	sync: 'M13 8a5 5 0 01-9 3M3 8a5 5 0 019-3M12.5 2.5V5H10M3.5 13.5V11H6',
	table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9',
	undo: 'M5.5 3L2.8 5.7l2.7 2.7M2.8 5.7H9a3.8 3.8 0 010 7.6H6',
	up: 'M8 13V3M4 7l4-4 4 4',
	user: 'M5.3 5.5a2.7 2.7 0 105.4 0 2.7 2.7 0 10-5.4 0M3 13.5c.3-3 2.2-4.5 5-4.5s4.7 1.5 5 4.5',
	warning: 'M8 2.5l6 11H2zM8 6.8v2.9M8 11.6v.1'
} as const;

export type IconName = keyof typeof ICONS;
