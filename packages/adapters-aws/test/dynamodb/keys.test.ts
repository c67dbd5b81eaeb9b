import { comparePositions, isEarshotError, type PagePosition } from '@earshot/core';
import { callHashArbitrary, epochMsArbitrary } from '@earshot/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { justAfter, positionFrom, positionText, rangeOf, shardOf } from '../../src/dynamodb/keys.js';

const END = 8_640_000_000_000_000;
const anyMs = () => fc.oneof(epochMsArbitrary(), fc.integer({ min: -END, max: END }));
const anyPosition = (): fc.Arbitrary<PagePosition> => fc.record({ recordedAtMs: anyMs(), hash: callHashArbitrary() });
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('a position as text', () => {
  it('sorts by its bytes as lists do', () => {
    fc.assert(
      fc.property(anyPosition(), anyPosition(), (a, b) => {
        expect(byBytes(positionText(a), positionText(b))).toBe(Math.sign(comparePositions(a, b)));
      }),
    );
  });

  it('gives the position back, at the ends of the calendar too', () => {
    fc.assert(
      fc.property(anyPosition(), (position) => {
        expect(positionFrom(positionText(position))).toEqual(position);
      }),
    );
  });

  it('is followed at once by the key just after it', () => {
    fc.assert(
      fc.property(anyPosition(), anyPosition(), (a, b) => {
        const text = positionText(a);
        expect(byBytes(justAfter(text), text)).toBe(1);
        expect(positionText(b) >= justAfter(text)).toBe(comparePositions(b, a) > 0);
      }),
    );
  });

  it('is unreadable when it was written by somebody else', () => {
    for (const text of [
      '',
      '0',
      `${'0'.repeat(17)}#`,
      `${'0'.repeat(16)}#${'0'.repeat(32)}`,
      `x${positionText({ recordedAtMs: 0, hash: '0'.repeat(32) as never })}`,
    ]) {
      expect(() => positionFrom(text)).toThrow(
        expect.toSatisfy((error: unknown) => isEarshotError(error, 'EARSHOT_UNREADABLE')),
      );
    }
  });
});

describe('a range of positions', () => {
  it('holds exactly what the times of a filter pass, after a position', () => {
    const filter = fc.record({ fromMs: anyMs(), toMs: anyMs() }, { requiredKeys: [] });
    const after = fc.option(anyPosition(), { nil: undefined });
    fc.assert(
      fc.property(filter, after, anyPosition(), (times, from, position) => {
        const { fromMs = -END, toMs = END + 1 } = times;
        const passes =
          position.recordedAtMs >= fromMs &&
          position.recordedAtMs < toMs &&
          (from === undefined || comparePositions(position, from) > 0);
        const range = rangeOf(times, from);
        const text = positionText(position);
        expect(range !== undefined && range.low <= text && text <= range.high).toBe(passes);
      }),
      { numRuns: 500 },
    );
  });

  it('never has its ends the wrong way round, which DynamoDB refuses', () => {
    fc.assert(
      fc.property(anyMs(), anyMs(), anyPosition(), (fromMs, toMs, after) => {
        const range = rangeOf({ fromMs, toMs }, after);
        expect(range === undefined || range.low < range.high).toBe(true);
      }),
    );
  });
});

describe('a shard', () => {
  it('is one of those there are, and the same each time', () => {
    fc.assert(
      fc.property(callHashArbitrary(), fc.integer({ min: 1, max: 100 }), (hash, shards) => {
        const shard = shardOf(hash, shards);
        expect(shard).toBe(shardOf(hash, shards));
        expect(Number.isInteger(shard) && shard >= 0 && shard < shards).toBe(true);
      }),
    );
  });
});
