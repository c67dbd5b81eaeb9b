import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { endingAfter, nextWordAt } from '../../src/formats/look-up.js';

test('the first thing that ends after a time is found, in whatever order they end, as by looking at each', async () => {
  const ends = fc.array(fc.record({ endMs: fc.option(fc.nat(20), { nil: undefined }) }));
  await fc.assert(
    fc.property(ends, fc.integer({ min: -1, max: 21 }), (things, ms) => {
      expect(endingAfter(things)(ms)).toBe(things.findIndex(({ endMs }) => endMs !== undefined && endMs > ms));
    }),
  );
});

test('finding the time of a thing looks at each thing once, however many times are sought', () => {
  let looks = 0;
  const things = Array.from({ length: 1_000 }, (_, index) => ({
    get endMs() {
      looks++;
      return index;
    },
  }));
  const find = endingAfter(things);
  expect(things.map((_, ms) => find(ms)).slice(-2)).toEqual([999, -1]);
  expect(looks).toBe(1_000);
});

test('the next word of a text is found, and not looked for far away', () => {
  const text = `one two ${'.'.repeat(2_000)} two`;
  expect([nextWordAt(text, 'two', 0), nextWordAt(text, 'two', 5), nextWordAt(text, 'two', 1_500)]).toEqual([
    4, -1, 2_009,
  ]);
});
