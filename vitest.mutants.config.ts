import { defineConfig } from 'vitest/config';
import root from './vitest.config.ts';

const { projects: _apart, ...test } = root.test ?? {};

/**
 * The tests that `npm run mutants` judges: core's, over the memory adapters, in one process. Without what takes long for
 * each mutant: very large inputs, and the invariants.
 */
export default defineConfig({
  ...root,
  test: {
    ...test,
    reporters: [],
    include: ['packages/{core,adapters-memory}/test/**/*.test.ts'],
    exclude: ['**/*.slow.test.ts', '**/invariants/**', 'packages/core/test/readers/any-input.test.ts'],
    isolate: false,
  },
});
