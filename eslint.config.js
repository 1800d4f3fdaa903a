import { builtinRules } from 'eslint/use-at-your-own-risk';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { forbiddenImports, ROOMS, YJS_IN_PLAN } from './scripts/rooms.js';

/** The core rules that ESLint recommends, read from ESLint itself. */
const recommended = Object.fromEntries(
	[...builtinRules].filter(([, rule]) => rule.meta?.docs?.recommended).map(([name]) => [name, /** @type {const} */ ('error')])
);

const TESTS = ['**/*.test.ts', 'tests/**'];
const REASON = /\breason:\s*\S/;

/** Our own rule: what switches a check off, or asserts what the compiler cannot see, says why. @type {import('eslint').Rule.RuleModule} */
const reasons = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			directive: 'Say why: end this comment with "-- reason: …".',
			assertion: 'Handle the missing value, or say on this line or the one above why it cannot be missing: "// reason: …".'
		}
	},
	create(context) {
		const { sourceCode } = context;
		const reasonLines = new Set();
		return {
			Program() {
				for (const comment of sourceCode.getAllComments()) {
					if (!comment.loc) continue;
					if (REASON.test(comment.value)) for (let line = comment.loc.start.line; line <= comment.loc.end.line; line++) reasonLines.add(line);
					const silences = /^\s*(eslint-disable|@ts-(expect-error|ignore|nocheck)|svelte-ignore)/.test(comment.value);
					if (silences && !REASON.test(comment.value)) context.report({ loc: comment.loc, messageId: 'directive' });
				}
			},
			/** @param {import('eslint').Rule.Node} node */
			TSNonNullExpression(node) {
				const line = node.loc?.end.line ?? 0;
				if (!reasonLines.has(line) && !reasonLines.has(line - 1)) context.report({ node, messageId: 'assertion' });
			}
		};
	}
};

/** The import rules of one room; in lib/plan, Yjs is for two files alone. @param {import('./scripts/rooms.js').Room} room */
function directions(room) {
	/** @param {string[]} files @param {string[]} ignores @param {boolean} yjs @returns {import('eslint').Linter.Config} */
	const entry = (files, ignores, yjs) => ({
		name: `milepost/imports of ${room.name}`,
		files,
		ignores,
		rules: { 'no-restricted-imports': ['error', { patterns: forbiddenImports(room, { yjs }) }] }
	});
	if (room.name !== 'lib/plan') return [entry(room.files, TESTS, true)];
	return [entry(room.files, [...TESTS, ...YJS_IN_PLAN], false), entry(YJS_IN_PLAN, TESTS, true)];
}

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'coverage/', 'test-results/', 'drizzle/migrations/', 'static/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: recommended },
	ts.configs.recommended,
	svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		plugins: { milepost: { rules: { reasons } } },
		rules: {
			eqeqeq: 'error',
			'milepost/reasons': 'error',
			'no-undef': 'off', // TypeScript knows better, also in Svelte files.
			'@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
			'no-empty': ['error', { allowEmptyCatch: false }],
			// Milepost is served from the root of its own address, so a link needs no base path.
			'svelte/no-navigation-without-resolve': 'off',
			// Sets, maps and dates that are made whole and never changed need no signals; what does change is a SvelteMap by choice.
			'svelte/prefer-svelte-reactivity': 'off'
		}
	},
	{ files: ['**/*.js'], rules: { 'no-undef': 'error', '@typescript-eslint/consistent-type-imports': 'off' } },
	{ files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
	{ files: ['src/**', 'server/**', 'drizzle/**'], ignores: [...TESTS, 'server/command.ts'], rules: { 'no-console': 'error' } },
	{
		// The one check that needs types and is worth its seconds: a promise nobody waits for swallows its error.
		files: ['server/**/*.ts', 'src/**/*.ts'],
		ignores: TESTS,
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: { '@typescript-eslint/no-floating-promises': 'error' }
	},
	// The table's first match wins, ESLint's last: hence backwards.
	[...ROOMS].reverse().flatMap(directions)
);
