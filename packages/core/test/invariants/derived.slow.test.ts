import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectCoached } from './coached.js';
import { FLAWS, INDEX_FLAWS } from './flaws.js';
import { actedHistory } from './histories.js';
import { expectSearched } from './searched.js';

const HISTORIES = 1_000;

test('over 1,000 histories, insights and files follow from records, and people’s decisions stay', async () => {
  const total: Record<string, number> = {};
  const property = fc.asyncProperty(actedHistory, async (history) => {
    const extent = await expectCoached(history);
    for (const [what, count] of Object.entries(extent)) total[what] = (total[what] ?? 0) + count;
  });
  await fc.assert(property, { numRuns: HISTORIES });
  const each = Object.entries(total).map(([what, count]) => `${(count / HISTORIES).toFixed(2)} ${what}`);
  console.info(`${HISTORIES} histories; per history: ${each.join(', ')}`);
  for (const what of ['crashes', 'insights', 'decisions']) expect(total[what]).toBeGreaterThan(HISTORIES / 10);
}, 1_200_000);

/** Too rare for 1,000 histories since the lookups of a new job run side by side: `rederive-calls.test.ts` shows it. */
const RARE = 'no note of a call that is about to be derived again';

// Always the same ones: which histories show a flaw is a matter of chance.
test.each(FLAWS.filter((flaw) => flaw !== RARE))(
  'some of 1,000 histories show: %s',
  async (flaw) => {
    const property = fc.asyncProperty(actedHistory, async (history) => void (await expectCoached(history, flaw)));
    const { failed, numRuns } = await fc.check(property, { numRuns: HISTORIES, seed: 1, endOnFailure: true });
    console.info(`${flaw}: shown by history ${numRuns}`);
    expect(failed).toBe(true);
  },
  1_200_000,
);

test('over 1,000 histories, the index equals the stored calls', async () => {
  let [crashes, moments] = [0, 0];
  const property = fc.asyncProperty(actedHistory, async (history) => {
    const extent = await expectSearched(history);
    crashes += extent.crashes;
    moments += extent.moments;
  });
  await fc.assert(property, { numRuns: HISTORIES });
  console.info(`${HISTORIES} histories of searched calls: ${crashes} crashes, ${moments} moments`);
  for (const count of [crashes, moments]) expect(count).toBeGreaterThan(HISTORIES / 10);
}, 1_200_000);

/** Searching looks at what is indexed before it puts, so histories hide that an index takes older revisions: its contract shows it. */
const OF_SEARCH = FLAWS.filter((flaw) => !/derived again|decisions|files|older revisions/.test(flaw));

test.each([...OF_SEARCH, ...INDEX_FLAWS.filter((flaw) => !flaw.startsWith('older revisions'))])(
  'some of 1,000 histories of searched calls show: %s',
  async (flaw) => {
    const property = fc.asyncProperty(actedHistory, async (history) => void (await expectSearched(history, flaw)));
    const { failed, numRuns } = await fc.check(property, { numRuns: HISTORIES, seed: 1, endOnFailure: true });
    console.info(`${flaw}: shown by history ${numRuns}`);
    expect(failed).toBe(true);
  },
  1_200_000,
);
