import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import root from './vitest.config.ts';

const { projects: _apart, outputFile: _elsewhere, ...test } = root.test ?? {};
const reports = process.env['EARSHOT_REPORTS'];

/** What people see and do in a browser: `npm run test:page`. They need the build, and Debian's Chromium. */
export default defineConfig({
  ...root,
  test: {
    ...test,
    include: ['packages/*/test/**/*.page.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    outputFile: { json: join(reports ?? '.', 'vitest-page.json') },
  },
});
