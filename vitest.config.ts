import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests of processes wait more than they compute: one core more than vitest takes by itself.
    maxWorkers: availableParallelism(),
    projects: [
      {
        // Tools name their icons, which are components.
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'node',
          environment: 'node',
          include: ['{app,main,workers,tests}/**/*.test.ts'],
          // Native modules belong in processes of their own: onnxruntime aborts where its thread is stopped.
          pool: 'forks',
          env: { ORT_DISABLE_TELEMETRY: '1' },
          // Tests judge results, not speed: a busy machine only takes longer.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: { name: 'page', environment: 'jsdom', include: ['renderer/**/*.test.ts'] },
      },
    ],
  },
});
