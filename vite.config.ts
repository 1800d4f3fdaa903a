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

export default defineConfig({
	plugins: [
		sveltekit({
			adapter: adapter({ precompress: false }),
			// hooks.server.ts checks where a request comes from; Kit's check would refuse programs, which send no Origin.
			csrf: { trustedOrigins: ['*'] },
			csp: { mode: 'auto', directives: { 'default-src': ['self'], 'style-src': ['self', 'unsafe-inline'], 'img-src': ['self', 'data:'], 'object-src': ['none'], 'base-uri': ['self'], 'form-action': ['self'], 'frame-ancestors': ['none'] } }
		}),
		syncInDevelopment()
	],
	environments: {
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
