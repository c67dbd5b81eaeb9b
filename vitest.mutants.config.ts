import { defineConfig } from 'vitest/config';
import root from './vitest.config.ts';

const { projects: _apart, ...test } = root.test ?? {};

/**
 * The tests that `npm run mutants` judges: core's, over the memory adapters, in one process. Without those that reach
 * the mutated code by the thousand and take long for each mutant: readers, arbitraries, contract suites and their
 * mutants, invariants.
 */
export default defineConfig({
  ...root,
  test: {
    ...test,
    reporters: [],
    include: [
      'packages/core/test/{intake,model,use-cases,wire}/*.test.ts',
      'packages/core/test/formats/{earshot/,}*.test.ts',
      'packages/core/test/formats/bda/{bda-format,job-errors,job-events,masked,merge-parts}.test.ts',
    ],
    exclude: ['**/{fuzz,*.slow}.test.ts'],
    isolate: false,
  },
});
