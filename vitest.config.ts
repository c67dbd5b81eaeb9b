import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const conditions = ['@earshot/source', 'node', 'development|production'];
const reports = process.env['EARSHOT_REPORTS'];
const all = ['packages/*/test/**/*.test.ts', '{.ci,bench,docs,examples}/**/*.test.ts'];
/** Run by `npm run test:slow` (vitest.slow.config.ts). */
const slow = 'packages/*/test/**/*.slow.test.ts';
/** Run by `npm run test:page` (vitest.page.config.ts). */
const page = 'packages/*/test/**/*.page.test.ts';
/** These exchange no modules, and leave nothing behind in their process: they share it, and what is loaded in it. */
const sharing = ['packages/{core,adapters-memory,language,speech}/test/**/*.test.ts'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  resolve: { conditions },
  test: {
    testTimeout: 30_000,
    // Much of the time servers and child processes are waited for.
    maxWorkers: '100%',
    // CommonJS packages are imported as Node imports them.
    deps: { interopDefault: false },
    reporters: reports === undefined ? 'default' : ['default', 'json'],
    outputFile: { json: join(reports ?? '.', 'vitest.json') },
    projects: [
      { extends: true, test: { name: 'sharing', include: sharing, exclude: [slow], isolate: false } },
      { extends: true, test: { name: 'alone', include: all, exclude: [slow, page, ...sharing] } },
    ],
  },
});
