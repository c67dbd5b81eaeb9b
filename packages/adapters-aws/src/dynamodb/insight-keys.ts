import type { CallHash, CallScore, InsightFilter, InsightId, InsightPosition } from '@earshot/core';
import { type PositionRange, positionFrom, positionText, rangeOf } from './keys.js';

/** The partition of {@link AGENTS_BY_NAME}. A partition takes 1,000 writes a second: as many calls with other agents than before. */
export const AGENT_DIRECTORY = 'agents';

/** Names have no control characters: one ends them, so that the order of keys is that of names. */
const AFTER_NAME = '\t';
const AFTER_ALL_OF_A_NAME = '\n';

/** The key of a call's item. */
export function callKey(hash: CallHash): string {
  return `call#${hash}`;
}

/** The place of an insight in lists, as text in their order. */
export function insightPositionText({ createdAtMs, id }: InsightPosition): string {
  // Ids of insights have the form of hashes.
  return positionText({ recordedAtMs: createdAtMs, hash: id as string as CallHash });
}

/** @throws EarshotError `EARSHOT_UNREADABLE` when {@link insightPositionText} wrote no such text */
export function insightPositionFrom(text: string): InsightPosition {
  const { recordedAtMs, hash } = positionFrom(text);
  return { createdAtMs: recordedAtMs, id: hash as string as InsightId };
}

/** Where what a filter's times pass can be, after a position; `undefined` when it can be nowhere. */
export function insightRangeOf(
  filter: Pick<InsightFilter, 'fromMs' | 'toMs'>,
  after?: InsightPosition,
): PositionRange | undefined {
  const position = after && { recordedAtMs: after.createdAtMs, hash: after.id as string as CallHash };
  return rangeOf(filter, position);
}

/** The partitions' common names, before `#<shard>`, of what belongs to an agent. */
export function agentListing(kind: 'insights' | 'calls', agentName: string): string {
  return `${kind}#${agentName}`;
}

/** The place of a call among those of all agents. */
export function agentPosition({ agentName, hash }: { readonly agentName: string; readonly hash: CallHash }): string {
  return `${agentName}${AFTER_NAME}${hash}`;
}

/** The agent in a text that {@link agentPosition} wrote. */
export function agentAt(position: string): string {
  return position.slice(0, position.indexOf(AFTER_NAME));
}

/** Where the names after a name begin; without one, all of them. */
export function namesAfter(name = ''): { readonly low: string } {
  return { low: name + AFTER_ALL_OF_A_NAME };
}

/** The place of a call among an agent's, as text in their order. */
export function scorePosition({ recordedAtMs, hash }: CallScore): string {
  return positionText({ recordedAtMs, hash });
}
