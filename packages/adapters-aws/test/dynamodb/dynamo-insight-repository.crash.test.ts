import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Insight, type InsightRepository, isEarshotError } from '@earshot/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamoInsightRepository, INSIGHTS_TABLE } from '../../src/dynamodb/index.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { failingAt, type Intercept, interceptedClient } from './intercepted.js';
import { callScore, insightHash, insightId, insightOf } from './sample-insight.js';

/** More requests than any of the methods sends here. */
const MAX_REQUESTS = 20;

let tables: TablesUnderTest;
let tableName: string;
let repository: InsightRepository;

beforeAll(async () => {
  tables = await tablesUnderTest();
});
afterAll(() => tables.close());

beforeEach(async () => {
  tableName = await tables.createTable(INSIGHTS_TABLE);
  repository = through((_name, send) => send());
});
afterEach(() => tables.dropTable(tableName));

function through(intercept: Intercept, now?: () => Date): InsightRepository {
  return new DynamoInsightRepository({
    client: interceptedClient(tables.client, intercept),
    tableName,
    shards: 2,
    now,
  });
}

const FIRST = [insightOf(1, 1), insightOf(1, 2, { agentName: 'Bea' })];
const SECOND = [insightOf(1, 2, { title: 'Another' }), insightOf(1, 3)];
const [score, later] = [callScore(1), callScore(1, { revision: 2, agentName: 'Cleo' })];
const decision = { status: 'completed', atMs: 1_767_300_000_000, actor: 'Grace' } as const;

const titled = (insights: readonly Pick<Insight, 'id' | 'title'>[]) =>
  insights.map(({ id, title }) => `${id} ${title}`);

/** What the repository says of call 1, in every way that there is. */
const views = async () => {
  const listed = async (filter: Parameters<InsightRepository['list']>[0]['filter']) =>
    titled((await repository.list({ filter, limit: 100 })).insights);
  const got = await Promise.all([1, 2, 3].map((number) => repository.get(insightId(number))));
  return {
    score: await repository.scoreOf(insightHash(1)),
    ofCall: titled(await repository.ofCall(insightHash(1))),
    got: titled(got.flatMap((one) => one ?? [])).reverse(),
    listed: await listed({}),
    byStatus: [...(await listed({ status: 'pending' })), ...(await listed({ status: 'completed' }))].sort().reverse(),
    byAgent: [...(await listed({ agent: 'Ada' })), ...(await listed({ agent: 'Bea' }))].sort().reverse(),
    total: (await repository.count({})).total,
    agents: (await repository.agents({ limit: 10 })).agents.map(({ name }) => name),
    scores: (await repository.scoresOf({ agent: 'Ada', limit: 10 })).scores,
    laterScores: (await repository.scoresOf({ agent: 'Cleo', limit: 10 })).scores,
  };
};

const viewsOf = (kept: typeof score | undefined, insights: readonly Insight[]) => {
  const all = titled(insights).reverse();
  const { agentName } = kept ?? {};
  const rest = { ofCall: all, got: all, listed: all, byStatus: all, byAgent: all, total: all.length };
  const scoresOf = (agent: string) => (kept !== undefined && agentName === agent ? [kept] : []);
  const agents = agentName === undefined ? [] : [agentName];
  return { score: kept, ...rest, agents, scores: scoresOf('Ada'), laterScores: scoresOf('Cleo') };
};

describe.each(['unsent', 'unanswered'] as const)('when a request goes %s', (when) => {
  it('a replacement that is interrupted anywhere changes the call as a whole, and is complete once repeated', async () => {
    for (let at = 0, interrupted = true; interrupted; at++) {
      await repository.replace(score, FIRST);
      interrupted = (await outcome(through(failingAt(at, when).intercept).replace(later, SECOND))) !== 'done';
      const ofCall = titled(await repository.ofCall(insightHash(1)));
      expect([viewsOf(score, FIRST).ofCall, viewsOf(later, SECOND).ofCall]).toContainEqual(ofCall);
      await repository.replace(later, SECOND);
      expect(await views()).toEqual(viewsOf(later, SECOND));
      await repository.delete(insightHash(1));
      expect(at).toBeLessThan(MAX_REQUESTS);
    }
  });

  it('a decision that is interrupted anywhere is taken once or not at all, and shown wherever the insight is', async () => {
    for (let at = 0, interrupted = true; interrupted; at++) {
      await repository.replace(score, FIRST);
      const deciding = through(failingAt(at, when).intercept).decide(insightId(1), 1, { decision });
      interrupted = (await outcome(deciding)) !== 'done';
      const taken = (await repository.get(insightId(1)))?.decisions ?? [];
      if (!interrupted) expect(taken).toEqual([decision]);
      // Deriving the call again is what a sweep does; it leaves decisions alone.
      await repository.replace(score, FIRST);
      expect((await repository.get(insightId(1)))?.decisions).toEqual(taken);
      const { insights } = await repository.list({ filter: { status: 'completed' }, limit: 10 });
      expect(insights.map(({ id }) => id)).toEqual(taken.map(() => insightId(1)));
      await repository.delete(insightHash(1));
      expect(at).toBeLessThan(MAX_REQUESTS);
    }
  });

  it('a deletion that is interrupted anywhere leaves nothing that could be read once it is repeated', async () => {
    for (let at = 0, interrupted = true; interrupted; at++) {
      await repository.replace(score, FIRST);
      await repository.decide(insightId(1), 1, { comment: { text: 'A word.', atMs: 1, actor: 'Grace' } });
      interrupted = (await outcome(through(failingAt(at, when).intercept).delete(insightHash(1)))) !== 'done';
      await repository.delete(insightHash(1));
      expect(await views()).toEqual(viewsOf(undefined, []));
      expect(await namesLeft()).toEqual(REMAINS);
      expect(at).toBeLessThan(MAX_REQUESTS);
    }
  });
});

describe('a late writer', () => {
  it('restores nothing that a later revision took away, even if it dies right after', async () => {
    const late = through(beforeRequest('PutCommand', 2, () => repository.replace(later, [])));
    await late.replace(score, FIRST);
    expect(await views()).toEqual(viewsOf(later, []));
  });

  it('restores nothing of a call that was erased meanwhile', async () => {
    const late = through(beforeRequest('PutCommand', 2, () => repository.delete(insightHash(1))));
    await late.replace(score, FIRST);
    expect(await views()).toEqual(viewsOf(undefined, []));
    expect(await namesLeft()).toEqual(REMAINS);
  });

  it('restores nothing of a call whose deletion was interrupted and repeated meanwhile', async () => {
    const late = through(
      beforeRequest('PutCommand', 2, async () => {
        await outcome(through(failingAt(2, 'unsent').intercept).delete(insightHash(1)));
        await repository.delete(insightHash(1));
      }),
    );
    await late.replace(score, FIRST);
    expect(await namesLeft()).toEqual(REMAINS);
  });

  it('disturbs no call that was erased and came back meanwhile', async () => {
    const back = callScore(1, { recordCreatedAtMs: score.recordCreatedAtMs + 1 });
    const late = through(
      beforeRequest('PutCommand', 2, async () => {
        await repository.delete(insightHash(1));
        await repository.replace(back, SECOND);
      }),
    );
    await late.replace(score, FIRST);
    expect(await views()).toEqual(viewsOf(back, SECOND));
  });
});

it('what keeps late writers out expires after a day, and stands in the way of nothing', async () => {
  const day = 24 * 60 * 60 * 1_000;
  const start = Date.UTC(2026, 4, 1);
  await through(
    (_name, send) => send(),
    () => new Date(start),
  ).replace(score, FIRST);
  await through(
    (_name, send) => send(),
    () => new Date(start + 1),
  ).delete(insightHash(1));
  for (const item of await items()) expect(item['expires_at']).toBe(Math.ceil((start + 1 + day) / 1_000));
});

it('a call whose item expired before those of its insights can come back', async () => {
  await repository.replace(score, FIRST);
  await repository.delete(insightHash(1));
  await tables.client.send(
    new DeleteCommand({
      TableName: tableName,
      Key: { id: `call#${insightHash(1)}` },
    }),
  );
  await repository.replace(score, FIRST);
  expect(await views()).toEqual(viewsOf(score, FIRST));
});

/** What may be left of an erased call: digests and numbers. */
const REMAINS = ['change', 'changedBy', 'expires_at', 'hash', 'id', 'insightIds', 'insights', 'writtenBy'];

const items = async () => {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return Items;
};

const namesLeft = async () => [...new Set((await items()).flatMap((item) => Object.keys(item)))].sort();

/** Does something before the request of this name and number, from 1. */
function beforeRequest(kind: string, number: number, act: () => Promise<unknown>): Intercept {
  let count = 0;
  return async (name, send) => {
    if (name === kind && ++count === number) await act();
    return send();
  };
}

async function outcome(promise: Promise<unknown>): Promise<'done' | 'interrupted'> {
  try {
    await promise;
    return 'done';
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_UNAVAILABLE')) return 'interrupted';
    throw error;
  }
}
