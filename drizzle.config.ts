import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './drizzle/schema.server.ts', out: './drizzle/migrations' });
