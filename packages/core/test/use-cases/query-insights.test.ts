import { createHmac } from 'node:crypto';
import { MemoryInsightRepository } from '@earshot/adapters-memory';
import { describe, expect, test } from 'vitest';
import { CallHash, type InsightsQuery, QueryAnalytics, QueryInsights, type RecordRepository } from '../../src/index.js';
import { anInsight, aScore } from '../coaching/scores.js';

const sign = (text: string) => createHmac('sha256', 'secret').update(text).digest('hex');
const refusal = { code: 'EARSHOT_INVALID_INPUT', details: expect.objectContaining({ field: 'nextToken' }) };

async function queryOver(count: number) {
  const insights = new MemoryInsightRepository();
  for (let call = 0; call < count; call++) {
    const priority = call % 2 === 0 ? 'high' : 'low';
    await insights.replace(aScore(call), [anInsight(call, call, { priority })]);
  }
  return { insights, query: new QueryInsights({ insights, sign }) };
}

describe('a page of insights', () => {
  test('is of twenty unless asked otherwise, newest first, and the pages have each once', async () => {
    const { query } = await queryOver(45);
    expect(await query.execute()).toMatchObject({ pageSize: 20, insights: { length: 20 } });
    const found: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await query.execute({ pageSize: 7, ...(nextToken && { nextToken }) });
      found.push(...page.insights.map(({ id }) => Number.parseInt(id, 16)));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found).toEqual(Array.from({ length: 45 }, (_, index) => 44 - index));
  });

  test('comes with the totals of all pages if asked for', async () => {
    const { query } = await queryOver(9);
    expect(await query.execute({ pageSize: 2 })).not.toHaveProperty('count');
    expect(await query.execute({ pageSize: 2, counts: true })).toMatchObject({
      insights: { length: 2 },
      count: { total: 9, high: 5, isExact: true },
    });
    expect((await query.execute({ priority: 'low', counts: true })).count).toMatchObject({ total: 4, high: 0 });
  });

  test('names damaged insights that it leaves out', async () => {
    const { insights } = await queryOver(0);
    const damaged = [anInsight(1, 1).id];
    const query = new QueryInsights({
      sign,
      insights: Object.assign(insights, { list: async () => ({ insights: [], damaged }) }),
    });
    expect(await query.execute()).toEqual({ insights: [], pageSize: 20, damaged });
  });

  test.each([
    ['pageSize', { pageSize: 0 }],
    ['pageSize', { pageSize: 101 }],
    ['status', { status: 'done' as 'pending' }],
    ['priority', { priority: 'urgent' as 'high' }],
    ['agent', { agent: '' }],
    ['agent', { agent: ' Ada' }],
    ['hash', { hash: 'x' as CallHash }],
    ['fromMs', { fromMs: Number.NaN }],
    ['nextToken', { nextToken: '' }],
  ] satisfies [string, InsightsQuery][])('is not given for a wrong %s: %o', async (field, wrong) => {
    const { query } = await queryOver(0);
    await expect(query.execute(wrong)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field } });
  });
});

describe('a token of a page of insights', () => {
  test('belongs to its filter, to its list, and to its service', async () => {
    const { insights, query } = await queryOver(3);
    const { nextToken = '' } = await query.execute({ pageSize: 1, status: 'pending' });
    await expect(query.execute({ status: 'completed', nextToken })).rejects.toMatchObject(refusal);
    await expect(query.execute({ nextToken })).rejects.toMatchObject(refusal);
    const foreign = new QueryInsights({ insights, sign: (text) => sign(`${text}!`) });
    await expect(foreign.execute({ status: 'pending', nextToken })).rejects.toMatchObject(refusal);
    const { nextToken: all = '' } = await query.execute({ pageSize: 1 });
    const calls = new QueryAnalytics({ repository: {} as RecordRepository, sign });
    await expect(calls.execute({ nextToken: all })).rejects.toMatchObject(refusal);
    expect((await query.execute({ pageSize: 5, status: 'pending', nextToken })).insights).toHaveLength(2);
  });

  test.each(['.', '..', 'x', `0.${CallHash.parse('0'.repeat(32))}`, '%E0%A4%A.0', 'zzzzzzzzzzzzzzzz.0.0'])(
    'that is %j is refused',
    async (nextToken) => {
      const { query } = await queryOver(1);
      await expect(query.execute({ nextToken })).rejects.toMatchObject(refusal);
    },
  );
});
