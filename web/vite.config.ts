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
    rollupOptions: {
      input: ['index.html', 'graphiql.html'],
      // Directives of other compilers inside of packages mean nothing to the bundler.
      onwarn: (warning, warn) => { if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning); },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['dev/testSetup.ts'],
    // Only what hangs is to fail: a busy machine renders a form in seconds.
    testTimeout: 60_000,
  },
}));
