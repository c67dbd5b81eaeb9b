import { createHmac } from 'node:crypto';
import { MemoryInsightRepository } from '@earshot/adapters-memory';
import { describe, expect, test } from 'vitest';
import { agentNameOf, type CallScore, CompareCall, createCoaching, ReadAgent } from '../../src/index.js';
import { ODD_NAMES } from '../../src/testing/odd-names.js';
import { aScore, MONDAY_MS } from '../coaching/scores.js';

const sign = (text: string) => createHmac('sha256', 'secret').update(text).digest('hex');

async function over(scores: readonly CallScore[]) {
  const insights = new MemoryInsightRepository();
  for (const score of scores) await insights.replace(score, []);
  return { ...createCoaching({ insights, sign, now: () => new Date() }), compareCall: new CompareCall({ insights }) };
}

describe('the list of agents', () => {
  test('names each once, page by page, however odd the names', async () => {
    const names = [...ODD_NAMES, '返'.repeat(256), 'a.b.c', '100%25'].map((name) => agentNameOf(name) ?? '');
    const { listAgents } = await over(names.map((agentName, number) => aScore(number, { agentName })));
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await listAgents.execute({ pageSize: 1, ...(nextToken && { nextToken }) });
      expect(page.pageSize).toBe(1);
      found.push(...page.agents.map(({ name }) => name));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found.sort()).toEqual([...names].sort());
  });

  test('refuses what is no token of its own', async () => {
    const { listAgents, queryInsights } = await over([aScore(1), aScore(2, { agentName: 'Bea' })]);
    const { nextToken = '' } = await listAgents.execute({ pageSize: 1 });
    const refusal = { code: 'EARSHOT_INVALID_INPUT', details: { field: 'nextToken' } };
    for (const wrong of [`${nextToken}0`, nextToken.replace('Ada', 'Bea'), 'Ada', '%E0%A4%A.0', '.']) {
      await expect(listAgents.execute({ nextToken: wrong })).rejects.toMatchObject(refusal);
    }
    await expect(queryInsights.execute({ nextToken })).rejects.toMatchObject(refusal);
    await expect(listAgents.execute({ pageSize: 0 })).rejects.toMatchObject({ details: { field: 'pageSize' } });
  });
});

describe('the numbers of an agent', () => {
  test('are those of its own calls within the time', async () => {
    const other = aScore(9, { agentName: 'Bea', metrics: { agent_pace: 1 } });
    const { readAgent } = await over([aScore(1), aScore(2), aScore(3), other]);
    expect(await readAgent.execute({ name: 'Ada' })).toEqual({
      name: 'Ada',
      calls: 3,
      isComplete: true,
      metrics: [
        {
          name: 'agent_pace',
          unit: 'words_per_minute',
          median: 152,
          calls: 3,
          weeks: [{ startMs: MONDAY_MS, median: 152, calls: 3 }],
        },
      ],
    });
    const { recordedAtMs: toMs } = aScore(3);
    expect(await readAgent.execute({ name: 'Ada', toMs })).toMatchObject({ calls: 2, metrics: [{ median: 151.5 }] });
    expect(await readAgent.execute({ name: 'Ada', fromMs: toMs })).toMatchObject({ calls: 1 });
  });

  test('rest on its newest thousand calls, and say so', async () => {
    const { readAgent } = await over(Array.from({ length: 1_001 }, (_, number) => aScore(number)));
    expect(await readAgent.execute({ name: 'Ada' })).toMatchObject({
      calls: 1_000,
      isComplete: false,
      metrics: [{ median: 150 + 500.5 }],
    });
  });

  test('are empty for a time without calls, and not found for somebody without any', async () => {
    const { readAgent } = await over([aScore(1)]);
    const empty = await readAgent.execute({ name: 'Ada', toMs: 0 });
    expect(empty).toEqual({ name: 'Ada', calls: 0, isComplete: true, metrics: [] });
    const damaged = new ReadAgent({ insights: { scoresOf: async () => ({ scores: [], isComplete: false }) } });
    expect(await damaged.execute({ name: 'Ada' })).toMatchObject({ calls: 0, isComplete: false });
    await expect(readAgent.execute({ name: 'ada' })).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    await expect(readAgent.execute({ name: ' ' })).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });
});

test('an agent with calls is read once', async () => {
  const asked: object[] = [];
  const scoresOf = async (request: object) => {
    asked.push(request);
    return { scores: [aScore(1)], isComplete: true };
  };
  await new ReadAgent({ insights: { scoresOf } }).execute({ name: 'Ada' });
  expect(asked).toEqual([{ agent: 'Ada', limit: 1_000 }]);
});

describe('a call beside its agent’s own history', () => {
  test('is compared to the calls before it, the last hundred', async () => {
    const later = aScore(500, { metrics: { agent_pace: 10_000 } });
    const { compareCall } = await over([...Array.from({ length: 150 }, (_, number) => aScore(number)), later]);
    const { hash } = aScore(120);
    expect(await compareCall.execute(hash)).toEqual({
      hash,
      agentName: 'Ada',
      earlierCalls: 100,
      metrics: [{ name: 'agent_pace', value: 270, median: 150 + 69.5, calls: 100, rank: 1 }],
    });
  });

  test('stands alone when nobody knows the agent, and is not found when it was never coached', async () => {
    const { agentName: _, ...nobody } = aScore(1);
    const { compareCall } = await over([nobody, aScore(2)]);
    expect(await compareCall.execute(nobody.hash)).toMatchObject({ earlierCalls: 0, metrics: [{ calls: 0 }] });
    await expect(compareCall.execute(aScore(3).hash)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });
});
