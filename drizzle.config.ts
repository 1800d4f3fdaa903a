import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './drizzle/*.server.ts', out: './drizzle/migrations' });
