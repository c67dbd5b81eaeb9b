import type { StartRefusal } from '@earshot/core';
import type { Metrics } from './metrics.js';

/** Counts what kept a submitted call from being started, if that is worth a person's attention. */
export function countRefusal({ refusal }: { readonly refusal?: StartRefusal | undefined }, metrics: Metrics): void {
  if (refusal === 'quota') metrics.add('QuotaRefusals');
  if (refusal === 'denied') metrics.add('StartsDenied');
  if (refusal === 'fault') metrics.add('StartFaults');
}
