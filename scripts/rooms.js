/**
 * Who may import whom. The lint rules (eslint.config.js) and tests/architecture.test.ts both read this table: lint
 * judges how an import is written, while one types; the test follows it to the file, so nothing gets round it.
 *
 * @typedef {object} Room
 * @property {string} name
 * @property {RegExp} holds matches the files of the room, as paths from the project's folder with `/`
 * @property {string[]} files the same as globs, for lint
 * @property {string | null} specifier how others write an import from it: a regular expression after `#`; null if they cannot
 * @property {string[]} may names of the other rooms that it may import from
 */

const LIB = ['lib/plan', 'lib/kpi', 'lib/sync/wire', 'lib/sync', 'lib/ui'];
const SERVER = ['server', 'server/store/database', 'server/store', 'server/auth', 'server/mail', 'server/measures', 'server/sync', 'server/example'];

/** The first room that holds a file is the file's. @type {Room[]} */
export const ROOMS = [
	{
		name: 'lib/plan',
		holds: /^src\/lib\/plan\//,
		files: ['src/lib/plan/**'],
		specifier: 'lib/plan/',
		may: []
	},
	{
		name: 'lib/kpi',
		holds: /^src\/lib\/kpi\//,
		files: ['src/lib/kpi/**'],
		specifier: 'lib/kpi/',
		may: []
	},
	{
		name: 'lib/sync/wire',
		holds: /^src\/lib\/sync\/wire\.ts$/,
		files: ['src/lib/sync/wire.ts'],
		specifier: 'lib/sync/wire\\.ts$',
		may: ['lib/plan']
	},
	{
		name: 'lib/sync',
		holds: /^src\/lib\/sync\//,
		files: ['src/lib/sync/**'],
		specifier: 'lib/sync/',
		may: ['lib/plan', 'lib/sync/wire']
	},
	{
		name: 'lib/ui',
		holds: /^src\/lib\/ui\//,
		files: ['src/lib/ui/**'],
		specifier: 'lib/ui/',
		may: ['lib/plan', 'lib/kpi', 'lib/sync/wire', 'lib/sync']
	},
	{
		name: 'drizzle',
		holds: /^drizzle\//,
		files: ['drizzle/**'],
		specifier: 'drizzle/',
		// Column types name the branded ids and value types of the plan.
		may: ['lib/plan', 'lib/kpi']
	},
	{
		name: 'server entries',
		holds: /^server\/(main|attach|command|serve|develop|health)\.ts$/,
		files: ["server/main.ts", "server/serve.ts", "server/develop.ts", "server/health.ts", "server/attach.ts", "server/command.ts"],
		specifier: null,
		may: [...SERVER, 'lib/plan', 'lib/kpi', 'lib/sync/wire', 'drizzle']
	},
	{
		// Settings, log and the like, which every server room needs.
		name: 'server',
		holds: /^server\/[^/]+\.ts$/,
		files: ['server/*.ts'],
		specifier: 'server/[^/]+\\.ts$',
		may: ['lib/plan', 'lib/kpi', 'lib/sync/wire']
	},
	{
		// Apart from the rest of the store, since accounts and sessions are read through the same client.
		name: 'server/store/database',
		holds: /^server\/store\/database\.ts$/,
		files: ['server/store/database.ts'],
		specifier: 'server/store/database\\.ts$',
		may: ['server/store', 'server', 'drizzle']
	},
	{
		name: 'server/store',
		holds: /^server\/store\//,
		files: ['server/store/**'],
		specifier: 'server/store/',
		may: ['server/store/database', 'server', 'lib/plan', 'lib/kpi', 'drizzle']
	},
	{
		name: 'server/auth',
		holds: /^server\/auth\//,
		files: ['server/auth/**'],
		specifier: 'server/auth/',
		// The store, because what is done with access is audited and mailed in the same transaction.
		may: ['server/store/database', 'server/store', 'server', 'lib/plan', 'lib/kpi', 'drizzle']
	},
	{
		name: 'server/mail',
		holds: /^server\/mail\//,
		files: ['server/mail/**'],
		specifier: 'server/mail/',
		may: ['server/store/database', 'server/store', 'server/auth', 'server', 'lib/plan', 'drizzle']
	},
	{
		// Files of readings: from bytes to lines, and from lines to what they would bring about.
		name: 'server/measures',
		holds: /^server\/measures\//,
		files: ['server/measures/**'],
		specifier: 'server/measures/',
		may: ['server/store/database', 'server/store', 'server', 'lib/plan', 'lib/kpi', 'drizzle']
	},
	{
		name: 'server/sync',
		holds: /^server\/sync\//,
		files: ['server/sync/**'],
		specifier: 'server/sync/',
		may: ['server/store/database', 'server/store', 'server/auth', 'server', 'lib/plan', 'lib/sync/wire']
	},
	{
		name: 'server/example',
		holds: /^server\/example\//,
		files: ['server/example/**'],
		specifier: 'server/example/',
		may: ['server/store/database', 'server/store', 'server/auth', 'server/measures', 'server/sync', 'server', 'lib/plan', 'lib/kpi', 'drizzle']
	},
	{
		name: 'routes, server side',
		holds: /^src\/(hooks\.server\.ts|app\.d\.ts|routes\/(.*\/)?(\+server\.ts|[^/]+\.server\.ts))$/,
		files: ['src/hooks.server.ts', 'src/app.d.ts', 'src/routes/**/+server.ts', 'src/routes/**/*.server.ts'],
		specifier: null,
		may: ['server/store/database', 'server/store', 'server/auth', 'server/mail', 'server/measures', 'server', 'routes', ...LIB]
	},
	{
		name: 'routes',
		holds: /^src\/(routes\/.*|[^/]+\.(ts|css))$/,
		files: ['src/routes/**', 'src/*.ts'],
		specifier: null,
		may: LIB
	}
];

/** Only these two may touch Yjs in lib/plan; all else there works on plain values. */
export const YJS_IN_PLAN = ['src/lib/plan/document.ts', 'src/lib/plan/changes.ts'];

/** Rooms that know neither Node nor the browser's framework. */
export const PURE_ROOMS = ['lib/plan', 'lib/kpi', 'lib/sync/wire'];

/** What a pure room does not import. */
export const IMPURE_PACKAGE = /^(node:|svelte($|\/)|@sveltejs\/|\$app\/|ws$|postgres$|drizzle-orm|@electric-sql\/)/;

/**
 * @param {string} file path from the project's folder, with `/`
 * @returns {Room | undefined}
 */
export function roomOf(file) {
	return ROOMS.find((room) => room.holds.test(file));
}

/**
 * @param {Room} from
 * @param {Room} to
 * @returns {boolean}
 */
export function mayImport(from, to) {
	return from === to || from.may.includes(to.name);
}

/**
 * What lint refuses in the files of a room, as patterns for `no-restricted-imports`.
 * @param {Room} room
 * @param {{ yjs: boolean }} options whether Yjs is allowed
 * @returns {{ regex: string, message: string }[]}
 */
export function forbiddenImports(room, { yjs }) {
	const open = ROOMS.filter((other) => mayImport(room, other)).flatMap((other) => (other.specifier === null ? [] : [other.specifier]));
	const allowed = room.may.length > 0 ? `besides itself only from ${room.may.join(', ')}` : 'nothing of ours outside itself';
	const patterns = [
		{ regex: `^#(?!(?:${open.join('|')}))`, message: `${room.name} imports ${allowed} (scripts/rooms.js).` },
		{ regex: '^(\\.\\./)+(src|lib|server|drizzle|routes)/', message: 'Write imports across rooms as #lib/…, #server/… or #drizzle/….' }
	];
	if (PURE_ROOMS.includes(room.name)) {
		patterns.push({ regex: IMPURE_PACKAGE.source, message: `${room.name} is pure: neither Node, nor a framework, nor a database.` });
	}
	if (!yjs) patterns.push({ regex: '^yjs$', message: `In lib/plan only ${YJS_IN_PLAN.join(' and ')} may use Yjs.` });
	return patterns;
}
