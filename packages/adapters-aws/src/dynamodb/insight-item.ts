import { type CallHash, keptInsight, type StoredInsight } from '@earshot/core';
import { type CallInsight, expirySeconds } from './call-insights.js';
import { agentListing, insightPositionText } from './insight-keys.js';
import { type Item, storable } from './item.js';
import { shardOf } from './keys.js';

/** How an insight's item is written. */
export interface InsightItemOptions {
  readonly shards: number;
  readonly expiryAttribute: string;
}

/**
 * The item of one insight: for indexes, and for other readers of the table. The call's item says what is true, and this one
 * follows it. Of an insight that isn't given, it holds what keeps late writers out, and no more.
 */
export function insightItem(hash: CallHash, insight: CallInsight, options: InsightItemOptions): Item {
  const { id, changedBy, stored } = insight;
  const common = { id, hash, changedBy };
  if (!stored?.isGiven) return { ...common, [options.expiryAttribute]: expirySeconds(changedBy) };
  return storable({ ...common, ...attributesOf(stored, options.shards) });
}

function attributesOf(stored: StoredInsight, shards: number): Item {
  const { id: _id, hash, callTimeMs, createdAtMs, initialStatus: _, metrics, ...texts } = stored.insight;
  const { status, updatedAtMs, version } = keptInsight(stored);
  const shard = shardOf(stored.insight.id as string as CallHash, shards);
  return {
    ...numbersOf(texts),
    // The SDK takes an object with a `constructor` for an instance of a class. Only this copy leaves such figures out.
    metrics: Object.fromEntries(Object.entries(numbersOf(metrics)).filter(([name]) => !(name in Object.prototype))),
    hash,
    callTime: new Date(callTimeMs).toISOString(),
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
    status,
    version,
    listing: `all#${shard}`,
    statusListing: `${status}#${shard}`,
    agentListing: `${agentListing('insights', stored.insight.agentName)}#${shard}`,
    position: insightPositionText(stored.insight),
  };
}

/** The smallest number above zero that DynamoDB keeps. */
const SMALLEST = 1e-130;

/** The same value with numbers that DynamoDB or its client refuse as text. */
function numbersOf<T>(value: T): T {
  if (typeof value === 'number') return (isKept(value) ? value : String(value)) as T;
  if (Array.isArray(value)) return value.map(numbersOf) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, numbersOf(member)])) as T;
}

function isKept(number: number): boolean {
  const size = Math.abs(number);
  return number === 0 || (size >= SMALLEST && size <= Number.MAX_SAFE_INTEGER);
}
