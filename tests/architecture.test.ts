/**
 * The shape of the house, held by test: who imports whom (scripts/rooms.js, which lint reads too), no circles, one
 * owner for each thing that must have one, and a test behind every rule of server/SPEC.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { IMPURE_PACKAGE, mayImport, PURE_ROOMS, roomOf, YJS_IN_PLAN } from '../scripts/rooms.js';

const root = path.dirname(import.meta.dirname);
const LONGEST_FILE = 300;

interface SourceFile {
	/** Path from the project's folder, with `/`. */
	name: string;
	text: string;
	/** What TypeScript sees: the whole of a .ts file, the script blocks of a .svelte file. */
	code: string;
	isTest: boolean;
}

function filesUnder(folder: string): string[] {
	const full = path.join(root, folder);
	if (!existsSync(full)) return [];
	return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
		const name = `${folder}/${entry.name}`;
		return entry.isDirectory() ? filesUnder(name) : [name];
	});
}

/** Blanks out the markup of a component and keeps its lines where they were. */
function scriptsOf(component: string): string {
	const scripts = [...component.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
	return scripts.map((script) => '\n'.repeat(component.slice(0, script.index).split('\n').length - 1) + (script[1] ?? '')).join('\n');
}

function readSources(folders: string[]): SourceFile[] {
	const names = folders.flatMap(filesUnder).filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('tests/architecture.test.ts'));
	return names.sort().map((name) => {
		const text = readFileSync(path.join(root, name), 'utf8');
		return { name, text, code: name.endsWith('.svelte') ? scriptsOf(text) : text, isTest: /\.test\.ts$/.test(name) || name.startsWith('tests/') };
	});
}

const everything = readSources(['src', 'server', 'drizzle', 'tests']);
const sources = everything.filter((file) => !file.isTest);
const tests = everything.filter((file) => file.isTest && file.name.endsWith('.test.ts'));
const names = new Set(everything.map((file) => file.name));

interface Import {
	from: string;
	written: string;
	/** The file of ours that it reaches; undefined for a package or a generated module. */
	to: string | undefined;
}

function resolve(from: string, written: string): string | undefined {
	if (written.startsWith('#lib/')) return `src/lib/${written.slice('#lib/'.length)}`;
	if (written.startsWith('#')) return written.slice(1);
	if (!written.startsWith('.') || written.includes('/$types')) return undefined;
	return path.posix.join(path.posix.dirname(from), written);
}

function importsOf(file: SourceFile): Import[] {
	return ts.preProcessFile(file.code, true, true).importedFiles.map(({ fileName }) => {
		const written = fileName.replace(/\?.*$/, '');
		return { from: file.name, written, to: resolve(file.name, written) };
	});
}

const imports = sources.flatMap(importsOf);
const isCode = (name: string) => /\.(ts|svelte)$/.test(name);

/** Each statement, literal and the like of a file, without its comments. */
function nodesOf(file: SourceFile): ts.Node[] {
	const found: ts.Node[] = [];
	const visit = (node: ts.Node): void => {
		found.push(node);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file.name, file.code, ts.ScriptTarget.Latest, true));
	return found;
}

/** The files in which some node fits, each with the text of the first that does. */
function findNodes(files: SourceFile[], fits: (node: ts.Node) => boolean): string[] {
	return files.flatMap((file) => {
		const node = nodesOf(file).find(fits);
		return node ? [`${file.name}: ${node.getText().slice(0, 80)}`] : [];
	});
}

describe('who imports whom', () => {
	it('finds the rooms and their imports', () => {
		const rooms = new Set(sources.map((file) => roomOf(file.name)?.name));
		for (const room of ['lib/plan', 'lib/sync', 'lib/ui', 'server', 'server/store', 'server/auth', 'server/sync', 'drizzle', 'routes']) {
			expect(rooms, `no file in ${room}`).toContain(room);
		}
		expect(sources.length).toBeGreaterThan(40);
		expect(imports.filter(({ to }) => to !== undefined).length).toBeGreaterThan(100);
		expect(tests.length).toBeGreaterThan(10);
	});

	it('every file stands in a room of the layout', () => {
		expect(sources.filter((file) => !roomOf(file.name)).map((file) => file.name)).toEqual([]);
	});

	it('every import of ours reaches a file, with its ending written', () => {
		const missing = imports.filter(({ to }) => to !== undefined && !names.has(to) && !existsSync(path.join(root, to)));
		expect(missing.map(({ from, written }) => `${from}: ${written}`)).toEqual([]);
	});

	it('imports go only where the table lets them', () => {
		const wrong = imports.flatMap(({ from, written, to }) => {
			if (to === undefined) return [];
			const here = roomOf(from);
			const there = roomOf(to);
			// A file outside the rooms, such as package.json or a test's helper, is nobody's to import.
			return here && there && mayImport(here, there) ? [] : [`${from} (${here?.name}) imports ${written} (${there?.name})`];
		});
		expect(wrong).toEqual([]);
	});

	it('pure rooms import neither Node nor a framework; in lib/plan Yjs is for the document alone', () => {
		const impure = imports.filter(({ from, written }) => PURE_ROOMS.includes(roomOf(from)?.name ?? '') && IMPURE_PACKAGE.test(written));
		const yjs = imports.filter(({ from, written }) => from.startsWith('src/lib/plan/') && written === 'yjs' && !YJS_IN_PLAN.includes(from));
		expect([...impure, ...yjs].map(({ from, written }) => `${from}: ${written}`)).toEqual([]);
	});

	it('no circles', () => {
		const next = new Map<string, string[]>();
		for (const { from, to } of imports) if (to && isCode(to)) next.set(from, [...(next.get(from) ?? []), to]);
		const circles: string[] = [];
		const done = new Set<string>();
		const walk = (name: string, way: string[]): void => {
			if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name].join(' → '));
			if (done.has(name) || way.includes(name)) return;
			for (const to of next.get(name) ?? []) walk(to, [...way, name]);
			done.add(name);
		};
		for (const name of next.keys()) walk(name, []);
		expect(circles).toEqual([]);
	});

	it('no barrels: no index.ts, no export *', () => {
		const barrels = everything.filter((file) => /(^|\/)index\.(svelte\.)?ts$/.test(file.name)).map((file) => file.name);
		const stars = findNodes(everything, (node) => ts.isExportDeclaration(node) && (!node.exportClause || ts.isNamespaceExport(node.exportClause)));
		expect([...barrels, ...stars]).toEqual([]);
	});
});

describe('one owner for each', () => {
	it('the environment is read in server/config.ts and src/env.ts alone', () => {
		const readers = findNodes(
			sources,
			(node) =>
				(ts.isPropertyAccessExpression(node) && node.name.text === 'env' && /^(globalThis\.)?process$/.test(node.expression.getText())) ||
				(ts.isElementAccessExpression(node) && node.getText().startsWith('process[')) ||
				(ts.isVariableDeclaration(node) && node.initializer?.getText() === 'process' && /\benv\b/.test(node.name.getText())) ||
				(ts.isImportDeclaration(node) && /^'(\$env\/|(node:)?process')/.test(node.moduleSpecifier.getText()) && /\benv\b/.test(node.getText()))
		);
		expect(readers.filter((found) => !/^(server\/config\.ts|src\/env\.ts): /.test(found))).toEqual([]);
		expect(readers.some((found) => found.startsWith('server/config.ts: '))).toBe(true);
	});

	it('the roots of the shared document are named in src/lib/plan/document.ts alone', () => {
		const rootNames = /^['"`](plan|priorities|milestones|kpis|risks)['"`]$/;
		const getters = /\.(getMap|getText|getArray|getXmlFragment|get)$/;
		const readers = findNodes(sources, (node) => {
			if (!ts.isCallExpression(node) || !node.arguments[0] || !rootNames.test(node.arguments[0].getText())) return false;
			const callee = node.expression.getText();
			// `.get` is every map's; only on a Yjs document does it name a root.
			return getters.test(callee) && (!callee.endsWith('.get') || /\b(doc|document|ydoc|committed|candidate|share)\.get$/.test(callee));
		});
		expect(readers.filter((found) => !found.startsWith('src/lib/plan/document.ts: '))).toEqual([]);
		const document = sources.find((file) => file.name === 'src/lib/plan/document.ts');
		expect(document?.code).toMatch(/\bgetMap\b/);
	});

	it('close codes are numbers in src/lib/sync/wire.ts alone', () => {
		const readers = findNodes(
			sources.filter((file) => !file.name.startsWith('server/example/programmes/')),
			(node) => ts.isNumericLiteral(node) && /^4[45]\d\d$/.test(node.text)
		);
		expect(readers.filter((found) => !found.startsWith('src/lib/sync/wire.ts: '))).toEqual([]);
		expect(readers.length).toBe(1);
	});
});

describe('habits', () => {
	it(`a file is one idea: none over ${LONGEST_FILE} lines`, () => {
		// Data is as long as it is: the example's content, and the list of tables.
		const long = sources
			.filter((file) => !/^(server\/example\/programmes\/|drizzle\/)/.test(file.name))
			.map((file) => ({ name: file.name, lines: file.text.trimEnd().split('\n').length }))
			.filter(({ lines }) => lines > LONGEST_FILE);
		expect(long.map(({ name, lines }) => `${name}: ${lines}`)).toEqual([]);
	});

	it('no test is skipped, put off, expected to fail or run alone', () => {
		const away = /^(skip|only|todo|fails|skipIf|runIf)$/;
		const found = findNodes(
			everything.filter((file) => file.isTest),
			(node) =>
				(ts.isPropertyAccessExpression(node) && away.test(node.name.text) && /^(it|test|describe|suite|bench|context|ctx)\b/.test(node.expression.getText())) ||
				(ts.isIdentifier(node) && /^(xit|xtest|xdescribe|fit|fdescribe)$/.test(node.text))
		);
		expect(found).toEqual([]);
	});

	it('what switches a check off says why', () => {
		const silent = everything.flatMap((file) =>
			file.text
				.split('\n')
				.filter((line) => /(?:\/\/|\/\*|<!--)\s*(eslint-disable|@ts-(expect-error|ignore|nocheck)|svelte-ignore)/.test(line) && !/\breason:\s*\S/.test(line))
				.map((line) => `${file.name}: ${line.trim()}`)
		);
		expect(silent).toEqual([]);
	});
});

describe('server/SPEC.md', () => {
	/** The rules held, `- **D1** …`, without those that a "Not yet" section or a line "Not yet: D9, O5" names. */
	function readRules(spec: string): { held: string[]; notYet: string[] } {
		const all: string[] = [];
		const notYet = new Set<string>();
		let inSection = false;
		for (const line of spec.split('\n')) {
			if (/^#/.test(line)) inSection = /not yet/i.test(line);
			const rule = /^\s*[-*]\s+\*\*([A-Z]\d+)\b/.exec(line)?.[1];
			if (rule) all.push(rule);
			if (inSection || /^\W*not yet\b/i.test(line)) for (const [id] of line.matchAll(/\b[A-Z]\d+\b/g)) notYet.add(id);
		}
		return { held: all.filter((id) => /^[VDALOCTNUKR]/.test(id) && !notYet.has(id)), notYet: [...notYet] };
	}

	it('reads rules and exemptions as they are written', () => {
		const spec = '# Rules\n- **D1** saved\n- **D9.** rebuilt\n- **I1** several\n- **C4** fallback\nNot yet: D9 (large plans).\n## Not yet\n- **C4** later\n## More\n- **V1** strict';
		expect(readRules(spec).held).toEqual(['D1', 'V1']);
	});

	it('every rule held is quoted by a test', () => {
		const { held } = readRules(readFileSync(path.join(root, 'server/SPEC.md'), 'utf8'));
		expect(held.length).toBeGreaterThan(20);
		const quoted = new Set(
			tests.flatMap((file) =>
				nodesOf(file).flatMap((node) => (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? [...node.getText().matchAll(/\b[VDALOCTNUKR]\d+\b/g)].map(([id]) => id) : []))
			)
		);
		expect(held.filter((id) => !quoted.has(id))).toEqual([]);
	});
});
