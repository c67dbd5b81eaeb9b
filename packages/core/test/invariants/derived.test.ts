import fc from 'fast-check';
import { test } from 'vitest';
import { expectCoached } from './coached.js';
import { actedHistory } from './histories.js';
import { expectSearched } from './searched.js';

// Always the same ones: derived.slow.test.ts draws others.
test('the insights and files of each call follow from its record as it is, whatever crashes, is corrected or erased', async () => {
  const property = fc.asyncProperty(actedHistory, async (history) => void (await expectCoached(history)));
  await fc.assert(property, { numRuns: 20, seed: 20 });
}, 120_000);

test('the index equals the stored calls, whatever crashes, is delivered twice, corrected or erased', async () => {
  const property = fc.asyncProperty(actedHistory, async (history) => void (await expectSearched(history)));
  await fc.assert(property, { numRuns: 20, seed: 20 });
}, 120_000);
