import { setTimeout as wait } from 'node:timers/promises';
import {
  type AgentListRequest,
  type AgentPage,
  type AgentScores,
  CallHash,
  type CallScore,
  compareInsights,
  EarshotError,
  type Insight,
  type InsightChange,
  type InsightCount,
  type InsightFilter,
  InsightId,
  type InsightListRequest,
  type InsightPage,
  type InsightRepository,
  isOutdated,
  type KeptInsight,
  keptInsight,
  type ReplaceCounts,
  replacement,
  type ScoresRequest,
  withChange,
} from '@earshot/core';
import { AgentList } from './agent-list.js';
import { givenInsight, givenInsights } from './call-insights.js';
import { CallInsightsStore, readToRemove } from './call-insights-store.js';
import { InsightList } from './insight-list.js';
import { INSIGHTS_TABLE } from './insights-table.js';
import { type CapacityUse, type DocumentClient, TableClient } from './table-client.js';

export interface DynamoInsightRepositoryOptions {
  readonly client: DocumentClient;
  /** A table made as {@link INSIGHTS_TABLE} says. */
  readonly tableName: string;
  /**
   * Partitions that each list is spread over: a partition takes up to 1,000 writes a second. A list reads them all.
   * Choose it with the table, and never change it: insights listed in other shards are not found. @defaultValue 8
   */
  readonly shards?: number | undefined;
  /** A page looks at no more insights than this, or than it may show, and may therefore be short. @defaultValue 200 */
  readonly scanLimit?: number | undefined;
  /** A count looks at no more insights than about this, and is a lower bound then. @defaultValue 100,000 */
  readonly countLimit?: number | undefined;
  /** The attribute by which the table's items expire: epoch seconds. @defaultValue expires_at */
  readonly expiryAttribute?: string | undefined;
  /** Receives what each request took from the table's capacity. */
  readonly onCapacity?: ((use: CapacityUse) => void) | undefined;
  /** Waits before what a throttled batch left undone is sent again. @defaultValue a timer */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
  /** @defaultValue the clock */
  readonly now?: (() => Date) | undefined;
}

/**
 * Keeps insights in a table of Amazon DynamoDB, without transactions and without scans. Lists, counts and agents lag behind by
 * as much as DynamoDB's indexes do, as a rule less than a second.
 *
 * Two kinds of items belong to a call:
 * - One for the call itself (`call-insights.ts`): its score, and all its insights with what people said. It is changed by
 *   compare-and-set, so the call's insights change together (`call-insights-store.ts`).
 * - One for each insight (`insight-item.ts`), under the insight's id and with plain attributes, by which indexes list it.
 *
 * Every method rejects with what `toEarshotError` makes of the SDK's errors.
 */
export class DynamoInsightRepository implements InsightRepository {
  readonly #table: TableClient;
  readonly #calls: CallInsightsStore;
  readonly #list: InsightList;
  readonly #agents: AgentList;

  constructor(options: DynamoInsightRepositoryOptions) {
    const { client, tableName, shards = 8, scanLimit = 200, countLimit = 100_000, onCapacity } = options;
    const { expiryAttribute = 'expires_at', now = () => new Date() } = options;
    const waits = options.wait ?? ((ms: number) => wait(ms));
    const table = new TableClient({ client, tableName, definition: INSIGHTS_TABLE, onCapacity, wait: waits });
    const calls = new CallInsightsStore({ table, shards, expiryAttribute, now });
    this.#table = table;
    this.#calls = calls;
    this.#list = new InsightList({ table, calls, shards, scanLimit, countLimit });
    this.#agents = new AgentList({ table, shards });
  }

  /** @throws EarshotError `EARSHOT_UNREADABLE` when what is kept is damaged; `EARSHOT_CONFLICT` when others were faster each time */
  async replace(score: CallScore, insights: readonly Insight[]): Promise<ReplaceCounts> {
    return this.#calls.change('replace', score.hash, (kept) => {
      const unchanged = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
      if (kept?.score !== undefined && isOutdated(score, kept.score)) return { answer: unchanged };
      const stored = (kept?.insights ?? []).flatMap((insight) => insight.stored ?? []);
      const { put, remove, counts } = replacement(stored, insights);
      const isSameScore = JSON.stringify(kept?.score) === JSON.stringify(score);
      if (isSameScore && put.length + remove.length === 0) return { answer: counts };
      const next = new Map([...stored, ...put].map((each) => [each.insight.id, each]));
      for (const id of remove) next.delete(id);
      return { next: { score, insights: [...next].map(([id, each]) => ({ id, stored: each })) }, answer: counts };
    });
  }

  /** @throws EarshotError `EARSHOT_UNREADABLE` when it is damaged */
  async scoreOf(hash: CallHash): Promise<CallScore | undefined> {
    return (await this.#calls.read('scoreOf', hash))?.score;
  }

  async ofCall(hash: CallHash): Promise<readonly KeptInsight[]> {
    return givenInsights(await this.#calls.read('ofCall', hash)).sort(compareInsights);
  }

  async get(id: InsightId): Promise<KeptInsight | undefined> {
    const hash = await this.#callOf('get', id);
    return hash && givenInsight(await this.#calls.read('get', hash), id);
  }

  async decide(id: InsightId, version: number, change: InsightChange): Promise<KeptInsight> {
    const hash = await this.#callOf('decide', id);
    if (hash === undefined) throw notFound(id);
    return this.#calls.change('decide', hash, (kept) => {
      const found = kept?.insights.find((insight) => insight.id === id)?.stored;
      if (kept === undefined || !found?.isGiven) throw notFound(id);
      if (found.version !== version) {
        throw new EarshotError('EARSHOT_CONFLICT', `insight ${id} has version ${found.version}`, {
          details: { field: 'version', expected: found.version, found: version },
        });
      }
      const stored = withChange(found, change);
      const insights = kept.insights.map((insight) => (insight.id === id ? { id, stored } : insight));
      const { score } = kept;
      return {
        next: { score, insights: insights.filter((each) => each.stored) },
        answer: structuredClone(keptInsight(stored)),
      };
    });
  }

  async list(request: InsightListRequest): Promise<InsightPage> {
    return this.#list.page(request);
  }

  /** Takes a read unit for about 30 insights; about 3,200 at most by default. */
  async count(filter: InsightFilter): Promise<InsightCount> {
    return this.#list.count(filter);
  }

  /** Takes half a read unit for each name. */
  async agents(request: AgentListRequest): Promise<AgentPage> {
    return this.#agents.page(request);
  }

  /** Leaves damaged scores out, and isn't complete then. Takes about a read unit for 10 scores. */
  async scoresOf(request: ScoresRequest): Promise<AgentScores> {
    return this.#agents.scoresOf(request);
  }

  /**
   * For a day, items with nothing but digests in them stay behind, which keep late writers from restoring what was removed.
   * @throws EarshotError `EARSHOT_CONFLICT` when other writers were faster every time
   */
  async delete(hash: CallHash): Promise<number> {
    return this.#calls.change(
      'delete',
      hash,
      (kept) => {
        const { insights = [], score, isDamaged = false } = kept ?? {};
        if (score === undefined && !isDamaged) return { answer: 0 };
        const removed = insights.filter((insight) => isDamaged || insight.stored !== undefined);
        return { next: { insights: [] }, answer: removed.length + 1 };
      },
      readToRemove,
    );
  }

  /** The call of an insight, whether or not it is given. */
  async #callOf(operation: 'get' | 'decide', id: InsightId): Promise<CallHash | undefined> {
    if (!InsightId.safeParse(id).success) return undefined;
    const item = await this.#table.get(operation, id, ['hash']);
    return CallHash.safeParse(item?.['hash']).data;
  }
}

function notFound(id: InsightId): EarshotError {
  return new EarshotError('EARSHOT_NOT_FOUND', `no insight has id ${id}`, { details: { field: 'id', found: id } });
}
