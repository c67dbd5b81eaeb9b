import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CallFilter,
  CallHash,
  type ListRequest,
  overviewOf,
  QueryAnalytics,
  type RecordRepository,
} from '../../src/index.js';
import { callFilterArbitrary } from '../../src/testing/index.js';
import { aRecord } from '../model/records.js';

const sign = (text: string) => createHmac('sha256', 'secret').update(text).digest('hex');
const hash = CallHash.parse('0123456789abcdef0123456789abcdef');

/** A query over a repository that always has a next page, and what it was asked. */
function query(recordedAtMs = 1_789_000_000_000, key = sign, rank?: number) {
  const asked: ListRequest[] = [];
  const repository: Pick<RecordRepository, 'list'> = {
    list: async (request) => {
      asked.push(request);
      return {
        calls: [overviewOf(aRecord({ callId: 'call-7' }))],
        next: { recordedAtMs, hash, ...(rank !== undefined && { rank }) },
      };
    },
  };
  return { asked, analytics: new QueryAnalytics({ repository: repository as RecordRepository, sign: key }) };
}

const refusal = { code: 'EARSHOT_INVALID_INPUT', details: expect.objectContaining({ field: 'nextToken' }) };

describe('a page', () => {
  test('is of twenty calls unless asked otherwise', async () => {
    const { asked, analytics } = query();
    expect(await analytics.execute()).toMatchObject({ calls: [{ callId: 'call-7' }], pageSize: 20 });
    expect(await analytics.execute({ pageSize: 100, category: 'Billing' })).toMatchObject({ pageSize: 100 });
    expect(asked).toEqual([
      { filter: {}, sort: 'newest', limit: 20, after: undefined },
      { filter: { category: 'Billing' }, sort: 'newest', limit: 100, after: undefined },
    ]);
  });

  test.each([
    ['pageSize', { pageSize: 0 }],
    ['pageSize', { pageSize: 101 }],
    ['pageSize', { pageSize: 2.5 }],
    ['category', { category: '' }],
    ['state', { state: 'done' as 'failed' }],
    ['fromMs', { fromMs: Number.NaN }],
    ['nextToken', { nextToken: '' }],
    ['nextToken', { nextToken: 'x'.repeat(513) }],
  ])('is not given for a wrong %s: %o', async (field, wrong) => {
    const { asked, analytics } = query();
    await expect(analytics.execute(wrong)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field } });
    expect(asked).toEqual([]);
  });

  test('names the damaged records that it leaves out, if there are any', async () => {
    const answering = (page: object) => ({ list: async () => page }) as unknown as RecordRepository;
    const pageOf = (page: object) => new QueryAnalytics({ repository: answering(page), sign }).execute();
    expect(await pageOf({ calls: [], damaged: [hash] })).toEqual({ calls: [], pageSize: 20, damaged: [hash] });
    expect(await pageOf({ calls: [], damaged: [] })).toStrictEqual({ calls: [], pageSize: 20 });
  });

  test('without a next position has no token', async () => {
    const repository = { list: async () => ({ calls: [] }) };
    const analytics = new QueryAnalytics({ repository: repository as unknown as RecordRepository, sign });
    expect(await analytics.execute()).toEqual({ calls: [], pageSize: 20 });
  });
});

describe('a token', () => {
  const anyFilter = callFilterArbitrary();
  const time = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });

  test('leads on from where the page ended, whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, time, async (filter, recordedAtMs) => {
        const { asked, analytics } = query(recordedAtMs);
        const { nextToken } = await analytics.execute(filter);
        await analytics.execute({ ...filter, nextToken, pageSize: 3 });
        expect(asked[1]).toEqual({ filter, sort: 'newest', limit: 3, after: { recordedAtMs, hash } });
      }),
    );
  });

  test('leads on in the same order alone, from whatever rank', async () => {
    const ranks = fc.double({ noNaN: true, noDefaultInfinity: true }).map((rank) => rank + 0);
    await fc.assert(
      fc.asyncProperty(ranks, async (rank) => {
        const { asked, analytics } = query(5, sign, rank);
        const { nextToken } = await analytics.execute({ sort: 'longest' });
        await analytics.execute({ sort: 'longest', nextToken });
        expect(asked[1]?.after).toEqual({ recordedAtMs: 5, hash, rank });
        await expect(analytics.execute({ sort: 'shortest', nextToken })).rejects.toMatchObject(refusal);
        await expect(analytics.execute({ nextToken })).rejects.toMatchObject(refusal);
      }),
    );
  });

  test('does not mind in which order, or as undefined, the fields of its filter are given', async () => {
    const { analytics } = query();
    const { nextToken } = await analytics.execute({ category: 'Billing', text: 'refund', topic: undefined });
    await analytics.execute({ text: 'refund', category: 'Billing', state: undefined, nextToken });
  });

  test('is refused with any other filter', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, anyFilter, async (one, other) => {
        const fields = (filter: CallFilter) =>
          JSON.stringify(Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));
        fc.pre(fields(one) !== fields(other));
        const { analytics } = query();
        const { nextToken } = await analytics.execute(one);
        await expect(analytics.execute({ ...other, nextToken })).rejects.toMatchObject(refusal);
      }),
    );
  });

  test('is refused when a character of it was changed, left out or added', async () => {
    await fc.assert(
      fc.asyncProperty(
        time,
        fc.nat(),
        fc.constantFrom('0', 'z', '.', '-', ' '),
        async (recordedAtMs, at, character) => {
          const { analytics } = query(recordedAtMs);
          const { nextToken = '' } = await analytics.execute();
          const [before, after] = [nextToken.slice(0, at % nextToken.length), nextToken.slice(at % nextToken.length)];
          for (const spoilt of [
            before + after.slice(1),
            before + character + after,
            before + character + after.slice(1),
          ]) {
            if (spoilt === nextToken) continue;
            await expect(analytics.execute({ nextToken: spoilt })).rejects.toMatchObject(refusal);
          }
        },
      ),
    );
  });

  test('is refused when it is anything else', async () => {
    const { analytics } = query();
    const hexa = fc.string({ unit: fc.constantFrom(...'0123456789abcdef') });
    const odd = fc.oneof(
      fc.string({ minLength: 1, maxLength: 512 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
      fc.tuple(hexa, hexa, hexa).map((parts) => parts.join('.')),
      fc.constantFrom('.', '..', '0', 'NaN', `0.${hash}`, `0.${hash}.`, `zzzzzzzzzzzzzzzzzz.${hash}.0`, '__proto__'),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (nextToken) => {
        await expect(analytics.execute({ nextToken })).rejects.toMatchObject(refusal);
      }),
    );
  });

  test('of a service with another key is refused', async () => {
    const { analytics } = query();
    const { nextToken } = await analytics.execute();
    const foreign = query(0, (text) => createHmac('sha256', 'other').update(text).digest('hex'));
    await expect(foreign.analytics.execute({ nextToken })).rejects.toMatchObject(refusal);
  });
});
