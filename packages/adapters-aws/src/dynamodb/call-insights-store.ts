import { randomUUID } from 'node:crypto';
import { type CallHash, EarshotError } from '@earshot/core';
import {
  type CallInsight,
  type CallInsights,
  callItem,
  isRecent,
  nextChange,
  readCallItem,
  salvagedInsights,
} from './call-insights.js';
import { insightItem } from './insight-item.js';
import { callKey } from './insight-keys.js';
import type { Item } from './item.js';
import type { CapacityUse, TableClient } from './table-client.js';

/** How often a change starts over when other writers are faster. */
const MAX_TRIES = 16;

type Operation = CapacityUse['operation'];

/** What a change makes of a call: all that is kept of it afterwards. Without a score, nothing is. */
export type NextInsights = Pick<CallInsights, 'score'> & {
  readonly insights: readonly Omit<CallInsight, 'changedBy'>[];
};

export interface CallInsightsStoreOptions {
  readonly table: TableClient;
  readonly shards: number;
  readonly expiryAttribute: string;
  readonly now: () => Date;
}

/**
 * Keeps what is kept of a call in one item, changed by compare-and-set, and the items of its insights in step with it.
 *
 * The call's item is written first. The items of insights carry the number of the change that made them what they are, and are
 * put only over those of earlier changes, so the last change wins in whatever order they arrive. For the same reason an insight
 * that goes leaves an item of its id and number behind, for a day. A change that is repeated completes what an interrupted one
 * left undone.
 */
export class CallInsightsStore {
  readonly #options: CallInsightsStoreOptions;

  constructor(options: CallInsightsStoreOptions) {
    this.#options = options;
  }

  /** @throws EarshotError `EARSHOT_UNREADABLE` when the item is damaged */
  async read(operation: Operation, hash: CallHash): Promise<CallInsights | undefined> {
    const item = await this.#options.table.get(operation, callKey(hash));
    return item && readCallItem(item);
  }

  /** The items of calls, in no order, as they may have been a moment ago. */
  readAll(operation: Operation, hashes: readonly CallHash[]): Promise<Item[]> {
    const attributes = ['id', 'hash', 'change', 'insights'];
    return this.#options.table.getAll(operation, hashes.map(callKey), attributes, 'lagging');
  }

  /**
   * Changes what is kept of a call, and returns what `change` does. It may be called several times, and answers no `next` when
   * there is nothing to change; then only what an earlier change left undone is done.
   */
  async change<T>(
    operation: Operation,
    hash: CallHash,
    change: (kept: CallInsights | undefined) => { readonly next?: NextInsights; readonly answer: T },
    read = readCallItem,
  ): Promise<T> {
    const { table, now } = this.#options;
    const writer = randomUUID();
    let item = await table.get(operation, callKey(hash));
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const kept = item && read(item);
      const { next, answer } = change(kept);
      if (next === undefined) {
        if (kept !== undefined) await this.#follow(operation, hash, kept.insights, []);
        return answer;
      }
      const nowMs = now().getTime();
      const changed = changedInsights(kept, next, nowMs);
      if (await this.#put(operation, hash, changed, kept?.change, writer)) {
        await this.#followChange(operation, hash, changed);
        return answer;
      }
      item = await table.get(operation, callKey(hash));
      // The SDK repeats a request whose answer got lost, and is refused then because of its own first try.
      if (item?.['writtenBy'] === writer) {
        await this.#followChange(operation, hash, readCallItem(item));
        return answer;
      }
    }
    throw new EarshotError(
      'EARSHOT_CONFLICT',
      `the insights of call ${hash} were changed ${MAX_TRIES} times meanwhile`,
    );
  }

  #put(operation: Operation, hash: CallHash, next: CallInsights, before: number | undefined, writer: string) {
    const { table, shards, expiryAttribute } = this.#options;
    return table.put(
      operation,
      callItem(hash, next, { shards, expiryAttribute, writer }),
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(#id)', ExpressionAttributeNames: { '#id': 'id' } }
        : {
            ConditionExpression: '#change = :before',
            ExpressionAttributeNames: { '#change': 'change' },
            ExpressionAttributeValues: { ':before': before },
          },
    );
  }

  #followChange(operation: Operation, hash: CallHash, { change, insights }: CallInsights): Promise<void> {
    const isChanged = ({ changedBy }: CallInsight) => changedBy === change;
    const earlier = insights.filter((insight) => !isChanged(insight));
    return this.#follow(operation, hash, earlier, insights.filter(isChanged));
  }

  /** Brings the items of a call's insights up to what the call's item says: those that may be there, and those that can't. */
  async #follow(
    operation: Operation,
    hash: CallHash,
    earlier: readonly CallInsight[],
    changed: readonly CallInsight[],
  ): Promise<void> {
    const written = [...changed, ...(await this.#behind(operation, earlier))];
    await Promise.all(written.map((insight) => this.#putInsight(operation, hash, insight)));
  }

  /** Insights whose items an interrupted change didn't get to. */
  async #behind(operation: Operation, insights: readonly CallInsight[]): Promise<CallInsight[]> {
    if (insights.length === 0) return [];
    const ids = insights.map(({ id }) => id);
    const items = await this.#options.table.getAll(operation, ids, ['id', 'changedBy']);
    const nowMs = this.#options.now().getTime();
    const changedBy = new Map(items.map((item) => [item['id'], Number(item['changedBy'])]));
    return insights.filter(({ id, stored, ...insight }) => {
      const found = changedBy.get(id);
      // The item of an insight that isn't given expires.
      if (found === undefined) return stored?.isGiven === true || isRecent(insight, nowMs);
      return found < insight.changedBy;
    });
  }

  async #putInsight(operation: Operation, hash: CallHash, insight: CallInsight): Promise<void> {
    // Where the condition doesn't hold, a later change has been here.
    await this.#options.table.put(operation, insightItem(hash, insight, this.#options), {
      ConditionExpression: 'attribute_not_exists(#id) OR #changedBy < :changedBy',
      ExpressionAttributeNames: { '#id': 'id', '#changedBy': 'changedBy' },
      ExpressionAttributeValues: { ':changedBy': insight.changedBy },
    });
  }
}

/** Reads the item of a call that is to be removed: a damaged one, too. */
export function readToRemove(item: Item): CallInsights {
  try {
    return readCallItem(item);
  } catch (error) {
    if (!(error instanceof EarshotError)) throw error;
    return salvagedInsights(item);
  }
}

function changedInsights(kept: CallInsights | undefined, next: NextInsights, nowMs: number): CallInsights {
  const change = nextChange(nowMs, kept);
  const isDeletion = next.score === undefined;
  const known = (kept?.insights ?? []).filter(
    (insight) => isDeletion || insight.stored !== undefined || isRecent(insight, nowMs),
  );
  const left = new Map(known.map((insight) => [insight.id, insight]));
  const insights = next.insights.map(({ id, stored }): CallInsight => {
    const before = left.get(id);
    left.delete(id);
    return before !== undefined && before.stored === stored ? before : { id, changedBy: change, stored };
  });
  const removed = [...left.values()].map((insight) =>
    isDeletion || insight.stored !== undefined ? { id: insight.id, changedBy: change } : insight,
  );
  return { change, ...(isDeletion ? {} : { score: next.score }), insights: [...insights, ...removed] };
}
