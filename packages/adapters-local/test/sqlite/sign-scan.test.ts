import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstMoment } from '../../src/sqlite/moments-schema.js';
import { type CallSigns, nearestBySigns } from '../../src/sqlite/sign-scan.js';
import { cosine, magnitudesOf, signsOf } from '../../src/sqlite/vector-bytes.js';
import { vectorOf } from './moments-calls.js';

const WORD = fc.integer({ min: 0, max: 0xffff_ffff });

it('gives those with most signs in common, whatever the order of the calls', () => {
  const calls = fc.array(fc.array(fc.tuple(WORD, WORD), { maxLength: 6 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      calls,
      WORD,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 3 }),
      (vectors, word, count, without) => {
        const given = vectors.map(
          (ofCall, call): CallSigns => ({
            call,
            places: Uint32Array.from(ofCall.keys()),
            signs: Uint32Array.from(ofCall.flat()),
          }),
        );
        const query = Uint32Array.of(word, ~word);
        const hasCall = (call: number) => call !== without;
        const distances = vectors.flatMap((ofCall, call) =>
          ofCall.flatMap(([a, b], at) =>
            hasCall(call) ? [{ id: firstMoment(call) + at, bits: ones(a ^ word) + ones(b ^ ~word) }] : [],
          ),
        );
        const nearest = nearestBySigns(given, query, count, { hasCall }).map(({ moment }) => moment);
        const limit = distances.map(({ bits }) => bits).sort((a, b) => a - b)[count - 1] ?? 64;
        const nearer = distances.filter(({ bits }) => bits < limit).map(({ id }) => id);
        expect(nearest).toEqual(expect.arrayContaining(nearer));
        expect(nearest.length).toBeGreaterThanOrEqual(Math.min(count, distances.length));
        expect(new Set(nearest).size).toBe(nearest.length);
        expect(nearest.every((id) => distances.some((each) => each.id === id && each.bits <= limit))).toBe(true);
      },
    ),
  );
});

it('what is kept of a vector keeps its cosines', () => {
  for (let number = 1; number < 50; number++) {
    const [a, b] = [vectorOf(number), vectorOf(number * 3 + 1)];
    const exact = a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    expect(Math.abs(cosine(a, magnitudesOf(b), signsOf(b)) - exact)).toBeLessThan(0.01);
  }
  expect(cosine(vectorOf(1), magnitudesOf(new Float32Array(64)), signsOf(new Float32Array(64)))).toBe(0);
  expect([...signsOf(Float32Array.of(1, -1, 0, 0.5))]).toEqual([0b1001]);
});

function ones(number: number): number {
  return (number >>> 0).toString(2).replaceAll('0', '').length;
}
