import { defineConfig } from 'vitest/config';
import root from './vitest.config.ts';

const { projects: _apart, ...test } = root.test ?? {};

/** The tests of the stack. They need the built bundles, and are long enough to be run apart. */
export default defineConfig({ ...root, test: { ...test, include: ['infra/test/**/*.test.ts'] } });
