import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectCoached } from './coached.js';
import { actedHistory } from './histories.js';

const HISTORIES = 1_000;

test('over 1,000 histories, insights follow from records, and people’s decisions stay', async () => {
  const total = { histories: 0, calls: 0, messages: 0, crashes: 0, insights: 0, decisions: 0 };
  const property = fc.asyncProperty(actedHistory, async (history) => {
    const extent = await expectCoached(history);
    total.histories++;
    for (const [what, count] of Object.entries(extent)) total[what as keyof typeof extent] += count;
  });
  await fc.assert(property, { numRuns: HISTORIES });
  const { histories, ...counts } = total;
  const each = Object.entries(counts).map(([what, count]) => `${(count / histories).toFixed(2)} ${what}`);
  console.info(`${histories} histories; per history: ${each.join(', ')}`);
  expect(Math.min(counts.crashes, counts.insights, counts.decisions)).toBeGreaterThan(HISTORIES / 10);
}, 1_200_000);
