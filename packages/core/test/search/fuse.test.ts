import { byCall, fuse, MAX_RANKED, pageOf, weightOfWord } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const keysOf = (ranked: readonly { key: string }[]) => ranked.map(({ key }) => key);
const numbered = (count: number) => Array.from({ length: count }, (_, at) => `k${at}`);

describe('fuse', () => {
  it('puts what both orders have before what one has, and says which have it', () => {
    const ranked = fuse(['a', 'b'], ['c', 'b']);
    expect(ranked.map(({ key, matched }) => [key, matched])).toEqual([
      ['b', ['words', 'meaning']],
      ['a', ['words']],
      ['c', ['meaning']],
    ]);
  });

  it('keeps each order, with its moments once', () => {
    const keys = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String));
    fc.assert(
      fc.property(keys, (order) => {
        expect(keysOf(fuse(order, []))).toEqual(order);
        expect(keysOf(fuse([], order))).toEqual(order);
        expect(keysOf(fuse(order, order))).toEqual(order);
      }),
    );
    fc.assert(
      fc.property(keys, keys, (words, meaning) => {
        const ranked = keysOf(fuse(words, meaning));
        expect(ranked.toSorted()).toEqual([...new Set([...words, ...meaning])].toSorted());
      }),
    );
  });

  it('ranks a bounded number of moments', () => {
    expect(fuse(numbered(MAX_RANKED + 1), [])).toHaveLength(MAX_RANKED);
  });
});

it('byCall keeps the order of calls and that within each', () => {
  const ranked = fuse(['x1', 'y1', 'x2', 'z1', 'y2'], []);
  expect(keysOf(byCall(ranked, (key) => key.charAt(0)))).toEqual(['x1', 'x2', 'y1', 'y2', 'z1']);
});

it('a word weighs the more the fewer moments have it, and always something', () => {
  const weights = [0, 1, 10, 500, 1_000].map((having) => weightOfWord(1_000, having));
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(Math.min(...weights)).toBeGreaterThan(0);
});

describe('pageOf', () => {
  const ranked = fuse(numbered(10), []);

  it('gives pages that are the whole order together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (limit) => {
        const keys: string[] = [];
        let after: string | undefined;
        do {
          const page = pageOf(ranked, limit, after);
          expect(page.ranked.length).toBeLessThanOrEqual(limit);
          keys.push(...keysOf(page.ranked));
          after = page.next;
        } while (after !== undefined);
        expect(keys).toEqual(numbered(10));
      }),
    );
  });

  it('repeats nothing when moments were put in front meanwhile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.integer()), (limit, more) => {
        const { next } = pageOf(ranked, limit);
        const later = fuse([...new Set(more)].map((key) => `new ${key}`).concat(numbered(10)), []);
        expect(keysOf(pageOf(later, 100, next).ranked)).toEqual(numbered(10).slice(limit));
      }),
    );
  });

  it('goes on where the last moment was if it is gone', () => {
    const { next } = pageOf(ranked, 3);
    const without = fuse(
      numbered(10).filter((key) => key !== 'k2'),
      [],
    );
    expect(keysOf(pageOf(without, 2, next).ranked)).toEqual(['k3', 'k4']);
  });

  it.each(['', '3', ':k', '0:k0', 'x:k', '3:'])('refuses %j', (after) => {
    expect(() => pageOf(ranked, 3, after)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
  });
});
