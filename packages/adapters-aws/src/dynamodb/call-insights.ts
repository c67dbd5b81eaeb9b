import {
  CallHash,
  CallId,
  type CallScore,
  EarshotError,
  INSIGHT_STATUSES,
  Insight,
  InsightId,
  type KeptInsight,
  keptInsight,
  type StoredInsight,
} from '@earshot/core';
import * as z from 'zod/mini';
import { AGENT_DIRECTORY, agentListing, agentPosition, callKey, scorePosition } from './insight-keys.js';
import { type Item, packedJson, packJson, readStored, storable } from './item.js';
import { shardOf } from './keys.js';

/** One insight of a call, or only its id when the record gives it no longer and nobody decided or commented. */
export interface CallInsight {
  readonly id: InsightId;
  /** The change of the call by which it became what it is. */
  readonly changedBy: number;
  readonly stored?: StoredInsight | undefined;
}

/** All that is kept of a call: the one place that says what is true. */
export interface CallInsights {
  /** Counts the changes; each is greater than the one before, and than those of a day ago, whatever became of these. */
  readonly change: number;
  /** Absent once all of it was removed. */
  readonly score?: CallScore | undefined;
  readonly insights: readonly CallInsight[];
  /** Only their ids are known. */
  readonly isDamaged?: boolean;
}

/** How long what was removed keeps late writers out. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;

const whole = z.int();
const Person = { atMs: whole, actor: z.string() };
const Stored = z.object({
  insight: Insight,
  isGiven: z.boolean(),
  decisions: z.array(z.object({ status: z.enum(INSIGHT_STATUSES), ...Person })),
  comments: z.array(z.object({ text: z.string(), ...Person })),
  version: whole,
});
const Score = z.object({
  hash: CallHash,
  callId: CallId,
  recordCreatedAtMs: whole,
  revision: whole,
  agentName: z.optional(z.string()),
  recordedAtMs: whole,
  metrics: z.record(z.string(), z.number()),
  rulesets: z.record(z.string(), z.number()),
  versions: z.optional(z.object({ metrics: whole, participants: whole })),
});

/**
 * What JSON says as it is, after a look at whether it fits: the order of members stays, by which `replacement` recognizes what
 * has not changed.
 */
const asItIs = <T extends z.ZodMiniType>(schema: T) =>
  z.custom<z.output<T>>((value) => z.safeParse(schema, value).success, 'what was kept');

const KeptItem = z.object({
  change: whole,
  score: z.optional(packedJson(asItIs(Score))),
  insights: packedJson(asItIs(z.array(z.object({ id: InsightId, changedBy: whole, stored: z.optional(Stored) })))),
});

/** How a call's item is written. */
export interface CallItemOptions {
  readonly shards: number;
  readonly expiryAttribute: string;
  readonly writer: string;
}

/** The item of a call, which indexes list by its agent. */
export function callItem(hash: CallHash, kept: CallInsights, options: CallItemOptions): Item {
  const { score, insights, change } = kept;
  return storable({
    id: callKey(hash),
    hash,
    change,
    writtenBy: options.writer,
    insights: packJson(insights),
    // A deletion finds the insights by it, whatever became of the rest.
    insightIds: insights.map(({ id }) => id),
    ...(score === undefined
      ? { [options.expiryAttribute]: expirySeconds(change) }
      : { score: packJson(score), ...placesOf(score, options.shards) }),
  });
}

function placesOf(score: CallScore, shards: number): Item {
  const { agentName, hash } = score;
  if (agentName === undefined) return {};
  return {
    agentListing: `${agentListing('calls', agentName)}#${shardOf(hash, shards)}`,
    position: scorePosition(score),
    agentDirectory: AGENT_DIRECTORY,
    agentPosition: agentPosition({ agentName, hash }),
  };
}

/** When what a change removed may be forgotten, in epoch seconds. */
export function expirySeconds(change: number): number {
  return Math.ceil((change + REMEMBERED_MS) / 1_000);
}

/** The number of the change that comes after another one, by the clock. */
export function nextChange(nowMs: number, before: CallInsights | undefined): number {
  return Math.max(nowMs, (before?.change ?? 0) + 1);
}

/** Whether an insight that isn't given may still be written by a late writer. */
export function isRecent({ changedBy }: Pick<CallInsight, 'changedBy'>, nowMs: number): boolean {
  return changedBy > nowMs - REMEMBERED_MS;
}

/**
 * Reads the item of a call.
 * @throws EarshotError `EARSHOT_UNREADABLE`, with `details.hash` and `details.path`, when it is damaged
 */
export function readCallItem(item: Item): CallInsights {
  return readStored(KeptItem, item, 'the insights of a call', { hash: item['hash'] }) as CallInsights;
}

/** Reads the score in the item of a call, or in the part of it that an index carries. @throws EarshotError as {@link readCallItem} does */
export function readScore(item: Item): CallScore {
  const { score } = readStored(z.pick(KeptItem, { score: true }), item, 'the score of a call', { hash: item['hash'] });
  if (score !== undefined) return score as CallScore;
  throw new EarshotError('EARSHOT_UNREADABLE', 'an index of the table contains a call without a score', {
    details: { hash: item['hash'], path: 'score', expected: 'a score', found: 'nothing' },
  });
}

/** What an item whose other parts are damaged says about what to remove. */
export function salvagedInsights(item: Item): CallInsights {
  const ids = z.catch(z.array(InsightId), []).parse(item['insightIds']);
  const change = z.catch(whole, 0).parse(item['change']);
  return { change, insights: ids.map((id) => ({ id, changedBy: change })), isDamaged: true };
}

/** The insight of this id that is given; `undefined` when there is none. */
export function givenInsight(kept: CallInsights | undefined, id: InsightId): KeptInsight | undefined {
  const stored = kept?.insights.find((insight) => insight.id === id)?.stored;
  return stored?.isGiven ? keptInsight(stored) : undefined;
}

/** The insights that are given, in no order. */
export function givenInsights(kept: CallInsights | undefined): KeptInsight[] {
  return (kept?.insights ?? []).flatMap(({ stored }) => (stored?.isGiven ? keptInsight(stored) : []));
}
