import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const conditions = ['@earshot/source', 'node', 'development|production'];
const reports = process.env['EARSHOT_REPORTS'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    include: ['packages/*/test/**/*.test.ts', '{.ci,bench,docs,examples}/**/*.test.ts'],
    testTimeout: 30_000,
    // Much of the time servers and child processes are waited for.
    maxWorkers: '100%',
    // CommonJS packages are imported as Node imports them.
    deps: { interopDefault: false },
    reporters: reports === undefined ? 'default' : ['default', 'json'],
    outputFile: { json: join(reports ?? '.', 'vitest.json') },
  },
});
