import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import root from './vitest.config.ts';

const { projects: _apart, outputFile: _elsewhere, ...test } = root.test ?? {};
const reports = process.env['EARSHOT_REPORTS'];

/** Kill tests, end-to-end faults, very large inputs and long stretches of speech: `npm run test:slow`. They need the build. */
export default defineConfig({
  ...root,
  test: {
    ...test,
    include: ['packages/*/test/**/*.slow.test.ts'],
    testTimeout: 240_000,
    outputFile: { json: join(reports ?? '.', 'vitest-slow.json') },
  },
});
