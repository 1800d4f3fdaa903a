import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { isRunnableDevEnvironment, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** In development the sockets join Vite's own server, from the same module graph as the pages. */
function syncInDevelopment(): Plugin {
	return {
		name: 'milepost-sync',
		configureServer(vite) {
			const http = vite.httpServer;
			if (!http || process.env.VITEST) return;
			http.once('listening', () => {
				const { ssr } = vite.environments;
				if (!isRunnableDevEnvironment(ssr)) return;
				ssr.runner
					.import<{ develop: (server: typeof http) => Promise<void> }>('/server/develop.ts')
					.then(({ develop }) => develop(http))
					.catch((error: unknown) => vite.config.logger.error(`The sync service did not start: ${String(error)}`));
			});
		}
	};
}

/**
 * What the browser loads together. By itself the bundler makes a chunk of each set of modules that the
 * same pages share: a hundred files of a kilobyte or two. A group takes along what its modules need,
 * unless one above it has that; so none needs one below, and a page loads little that it does not use.
 */
const CHUNKS = [
	// What every page begins with: Svelte, Kit, the frame around the page. Kit finds its entries by their files, so they stay apart.
	{ name: 'frame', test: /\/src\/routes\/\+(layout|error)\.svelte$|\/kit\/src\/runtime\/client\/client\.js$|\/client-optimized\/(app|matchers)\.js$|\/svelte\/src\/reactivity\// },
	// Lists and menus, and what places them.
	{ name: 'menus', test: /\/node_modules\/(bits-ui|svelte-toolbelt|runed|@floating-ui|tabbable|@internationalized)\/|\/src\/lib\/ui\/(Combobox|PickList|PickRow|Menu)\.svelte$/ },
	// What pages of every kind use, and the little that two kinds use of a third.
	{ name: 'common', test: /\/src\/(lib|routes)\/(?!ui\/comments\/)/, minShareCount: 4 },
	{ name: 'little', test: /\/src\/lib\/(plan\/units\.ts|ui\/(matching\.ts|comments\/when\.ts|records\/StrikeForm\.svelte|grid\/filters\.ts))$/ },
	{ name: 'programme', test: /\/src\/routes\/programmes\/\[slug\]\/\+layout\.svelte$/ },
	// A plan that is open: the document and its connection.
	{ name: 'live', test: /\/src\/lib\/sync\/|\/node_modules\/(yjs|lib0|y-websocket|y-protocols|idb)\/|\/\[slug\]\/(OpenPlan\.svelte|returns\.svelte\.ts|leaving\.ts)$/ },
	{ name: 'talk', test: /\/src\/lib\/ui\/(comments|records|confidence)\//, minShareCount: 2 },
	{ name: 'fields', test: /\/src\/lib\/ui\/(drawer|grid|fields|smart|updates)\/|\/\[slug\]\/plan\//, minShareCount: 2 },
	{ name: 'review', test: /\/src\/lib\/ui\/(review|meeting|changes|kpi-chart)\//, minShareCount: 2 },
	{ name: 'forms', test: /\/runtime\/app\/forms\/|\/src\/(routes|lib\/ui)\/(admin|account|security|sign-in)\//, minShareCount: 2 }
	// In this order, and after Kit's own.
].map((group, index) => ({ ...group, priority: -1 - index }));

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter(),
			// hooks.server.ts checks where a request comes from; Kit's check would refuse programs, which send no Origin.
			csrf: { trustedOrigins: ['*'] },
			csp: { mode: 'auto', directives: { 'default-src': ['self'], 'style-src': ['self', 'unsafe-inline'], 'img-src': ['self', 'data:'], 'object-src': ['none'], 'base-uri': ['self'], 'form-action': ['self'], 'frame-ancestors': ['none'] } }
		}),
		syncInDevelopment()
	],
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } } } },
		ssr: { build: { rolldownOptions: { input: { main: 'server/main.ts', command: 'server/command.ts', 'reading-worker': 'server/measures/reading-worker.ts' } } } }
	},
	test: {
		// The default leaves one of two processors idle.
		maxWorkers: '100%',
		globalSetup: ['tests/helpers/database-template.ts', 'tests/helpers/browser-path.ts'],
		include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/**/*.test.ts'],
		// The embedded database is a large WebAssembly module that a test uses for a second or two: optimising it costs more than it saves.
		execArgv: ['--liftoff-only'],
		// A busy machine is given time; an answer that holds is seen at once.
		expect: { poll: { timeout: 10_000 } },
		testTimeout: 60_000,
		hookTimeout: 120_000
	}
});
