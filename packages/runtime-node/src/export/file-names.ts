import type { AnalyticsItem } from '@earshot/core';

/** Safe in every file system, as long as something follows: Windows drops a dot or space at the end. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._ -]{0,200}$/;
/** Windows opens these as devices, whatever their extension. */
const DEVICE = /^(?:aux|com\d|con|lpt\d|nul|prn) *(?:\.|$)/i;
const HASH = /^[0-9a-f]{32}$/i;

/**
 * File names for exported calls, without extension: a call's id if it is a safe name, otherwise its hash. No two are
 * the same, even where case doesn't count.
 */
export function fileNamesOf(calls: readonly Pick<AnalyticsItem, 'call_id' | 'hash'>[]): string[] {
  const uses = new Map<string, number>();
  for (const { call_id: callId } of calls) {
    const name = callId.toLowerCase();
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const isFree = (callId: string) => uses.get(callId.toLowerCase()) === 1 && !HASH.test(callId);
  return calls.map(({ call_id: callId, hash }) =>
    PLAIN.test(callId) && !DEVICE.test(callId) && isFree(callId) ? callId : hash,
  );
}
