/** The statements that are slow while something runs, and how the database went about them. */
import { performance } from 'node:perf_hooks';
import type { Database } from '#server/store/query.ts';

interface Statement {
	sql: string;
	params: unknown[];
}
interface Prepared {
	execute(...args: unknown[]): Promise<unknown>;
}
interface Session {
	prepareQuery(statement: Statement, fields: unknown, name: unknown, asArrays: boolean, ...rest: unknown[]): Prepared;
}

/**
 * Runs something; each statement that takes longer than so many milliseconds is explained where it
 * ran, with the settings of its transaction.
 * @returns for each such statement the lines that say how the database went about it
 */
export async function slowOf(db: Database, milliseconds: number, run: () => Promise<unknown>): Promise<string[][]> {
	const slow = new Map<string, string[]>();
	// Transactions have sessions of their own, of the same kind.
	const sessions = Object.getPrototypeOf((db as unknown as { session: Session }).session) as Session;
	const { prepareQuery } = sessions;
	sessions.prepareQuery = function prepare(this: Session, statement, ...rest) {
		const prepared = prepareQuery.call(this, statement, ...rest);
		const execute = prepared.execute.bind(prepared);
		const explain = prepareQuery.call(this, { ...statement, sql: `explain (analyze, buffers, format json) ${statement.sql}` }, undefined, undefined, false);
		prepared.execute = async (...args) => {
			const from = performance.now();
			const result = await execute(...args);
			// Statements wait for one another too: only by itself does one show how long it takes.
			if (performance.now() - from > milliseconds && !slow.has(statement.sql)) slow.set(statement.sql, planOf(statement, await explain.execute(), milliseconds));
			return result;
		};
		return prepared;
	};
	try {
		await run();
	} finally {
		sessions.prepareQuery = prepareQuery;
	}
	return [...slow.values()].filter((lines) => lines.length > 0);
}

interface PlanNode {
	'Node Type': string;
	'Relation Name'?: string;
	'Index Name'?: string;
	'CTE Name'?: string;
	'Actual Total Time': number;
	'Actual Rows': number;
	'Actual Loops': number;
	'Rows Removed by Filter'?: number;
	'Shared Hit Blocks'?: number;
	'Shared Read Blocks'?: number;
	'Temp Written Blocks'?: number;
	Plans?: PlanNode[];
}
interface Explained {
	Plan: PlanNode;
	'Planning Time': number;
	'Execution Time': number;
	JIT?: { Timing: { Total: number } };
}

/** EXPLAIN (ANALYZE, BUFFERS) in short: the whole, then the steps that took the most time of their own; nothing where it took less. */
function planOf(statement: Statement, answer: unknown, milliseconds: number): string[] {
	// The two drivers wrap their rows differently, and only one of them parses what is in them.
	const [row] = (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as { 'QUERY PLAN': string | [Explained] }[];
	if (!row) return [];
	const read = row['QUERY PLAN'];
	const [explained] = typeof read === 'string' ? (JSON.parse(read) as [Explained]) : read;
	const steps: { line: string; own: number }[] = [];
	walk(explained.Plan, steps);
	if (explained['Execution Time'] < milliseconds) return [];
	const { JIT: jit } = explained;
	const head = `${explained['Execution Time'].toFixed(0)} ms, planned in ${explained['Planning Time'].toFixed(0)} ms${jit ? `, of it ${jit.Timing.Total.toFixed(0)} ms compiling` : ''}: ${statement.sql.replaceAll(/\s+/g, ' ').slice(0, 110)}…`;
	return [head, ...steps.toSorted((one, other) => other.own - one.own).slice(0, 4).map(({ line }) => `  ${line}`)];
}

function walk(node: PlanNode, steps: { line: string; own: number }[]): void {
	const total = (each: PlanNode) => each['Actual Total Time'] * each['Actual Loops'];
	const children = node.Plans ?? [];
	// Of steps that ran in several workers the times are added up, so this is about right at best.
	const own = Math.max(0, total(node) - children.reduce((sum, child) => sum + total(child), 0));
	const what = [node['Node Type'], node['Index Name'] ?? node['Relation Name'] ?? node['CTE Name']].filter(Boolean).join(' ');
	const removed = node['Rows Removed by Filter'] ? `, ${node['Rows Removed by Filter'] * node['Actual Loops']} passed over` : '';
	const buffers = (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0);
	const spilt = node['Temp Written Blocks'] ? `, ${node['Temp Written Blocks']} blocks to disk` : '';
	steps.push({ own, line: `${own.toFixed(0).padStart(6)} ms  ${what}: ${node['Actual Rows'] * node['Actual Loops']} rows${removed}, ${buffers} buffers${spilt}` });
	for (const child of children) walk(child, steps);
}
