import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { InsightFilter } from '@earshot/core';
import { callItem } from '../../src/dynamodb/call-insights.js';
import { type CapacityUse, DynamoInsightRepository } from '../../src/dynamodb/index.js';
import { insightItem } from '../../src/dynamodb/insight-item.js';
import type { Item } from '../../src/dynamodb/item.js';
import { interceptedClient } from './intercepted.js';
import { callScore, insightHash, insightOf } from './sample-insight.js';

const OPTIONS = { shards: 8, expiryAttribute: 'expires_at', writer: 'x'.repeat(36) };
/** So that the items of one call are a batch. */
const INSIGHTS_PER_CALL = 4;

/** What to measure, and at how many insights. */
export interface InsightCapacityMeasurement {
  readonly client: DynamoDBDocumentClient;
  /** An empty table. */
  readonly tableName: string;
  readonly insights: number;
}

/** Capacity units as the table reports them. */
export interface InsightCapacity {
  /** For the newest 50 insights. */
  readonly perPage: Readonly<Record<'all' | 'status' | 'agent', number>>;
  readonly readUnitsPerCount: number;
  readonly perReplace: { readonly readUnits: number; readonly requests: number };
  /** The names of all commands that were sent. */
  readonly commands: ReadonlySet<string>;
}

/** Fills a table with insights and measures what pages and replacements then take. */
export async function measureInsightCapacity(measurement: InsightCapacityMeasurement): Promise<InsightCapacity> {
  const { client, tableName, insights } = measurement;
  await fill(measurement);
  const commands = new Set<string>();
  const uses: CapacityUse[] = [];
  const repository = new DynamoInsightRepository({
    client: interceptedClient(client, (name, send) => {
      commands.add(name);
      return send();
    }),
    tableName,
    shards: OPTIONS.shards,
    onCapacity: (use) => uses.push(use),
  });
  const taken = async (act: () => Promise<unknown>) => {
    uses.length = 0;
    await act();
    return { readUnits: uses.reduce((sum, { readUnits }) => sum + readUnits, 0), requests: uses.length };
  };
  const page = async (filter: InsightFilter) => {
    const { readUnits } = await taken(async () => {
      const found = await repository.list({ filter, limit: 50 });
      if (found.insights.length !== 50) throw new Error(`a page of 50 insights has ${found.insights.length}`);
    });
    return readUnits;
  };
  const { readUnits: readUnitsPerCount } = await taken(() => repository.count({}));
  const perPage = {
    all: await page({}),
    status: await page({ status: 'pending' }),
    agent: await page({ agent: 'Ada' }),
  };
  const call = insights;
  const perReplace = await taken(() =>
    repository.replace(callScore(call), [insightOf(call, insights), insightOf(call, insights + 1)]),
  );
  return { perPage, readUnitsPerCount, perReplace, commands };
}

async function fill({ client, tableName, insights }: InsightCapacityMeasurement): Promise<void> {
  let call = 0;
  const put = async () => {
    while (call * INSIGHTS_PER_CALL < insights) {
      const items = itemsOfCall(call++);
      const requests = items.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: 4 }, put));
}

/** The items that one replacement leaves. */
function itemsOfCall(call: number): Item[] {
  const hash = insightHash(call);
  const insights = Array.from({ length: INSIGHTS_PER_CALL }, (_, index) => {
    const insight = insightOf(call, call * INSIGHTS_PER_CALL + index);
    const stored = { insight, isGiven: true, decisions: [], comments: [], version: 1 };
    return { id: insight.id, changedBy: 1, stored };
  });
  const kept = { change: 1, score: callScore(call), insights };
  return [callItem(hash, kept, OPTIONS), ...insights.map((insight) => insightItem(hash, insight, OPTIONS))];
}
