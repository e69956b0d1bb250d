import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fakePlatform } from './dev/fakePlatform.ts';

/** Where the development server finds a running platform; without it a stand-in with invented records answers. */
const host = process.env.PLATFORM_URL;
const served = ['/auth', '/workspace', '/graphql', '/metadata', '/files', '/schemas'];

export default defineConfig(({ command }) => ({
  plugins: [react(), ...(command === 'serve' && !host ? [fakePlatform()] : [])],
  server: {
    port: 5173,
    proxy: host ? Object.fromEntries(served.map((path) => [path, { target: host }])) : undefined,
  },
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    // The app, and GraphiQL for the browser that opens /graphql.
    rollupOptions: { input: ['index.html', 'graphiql.html'] },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['dev/testSetup.ts'],
  },
}));
