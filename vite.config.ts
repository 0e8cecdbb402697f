import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: {
    alias: [
      // monaco-worker-manager asks for the worker under its path in older Monaco.
      {
        find: /^monaco-editor\/esm\/vs\/editor\/editor\.worker(\.js)?$/,
        replacement: 'monaco-editor/editor/editor.worker.js',
      },
    ],
  },
  worker: { format: 'es' },
  optimizeDeps: {
    entries: [
      'index.html',
      'src/**/*.worker.ts',
      'src/ui/editor/MonacoEditor.tsx',
      'src/ui/terminal/XtermScreen.tsx',
    ],
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 5_000 },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173 },
  // Tests are never about time: the limit is only there to end one that hangs.
  test: {
    include: ['src/**/*.test.ts'],
    setupFiles: ['.ci/propertySeed.mjs'],
    environment: 'node',
    testTimeout: 120_000,
  },
});
