import type { CallHash } from '../model/call.js';
import type { ItemOutcome } from './handle-delivery.js';

/** Why to dispatch after deliveries. */
export interface DispatchReasons {
  /** Calls that they left waiting. */
  readonly submitted: readonly CallHash[];
  /** How many jobs they ended: a reason only while calls wait. */
  readonly ended: number;
}

/** What came of deliveries, as reasons to dispatch. */
export function dispatchReasons(items: readonly ItemOutcome[]): DispatchReasons {
  const submitted = items.flatMap((item) => (item.status === 'submitted' ? [item.record.hash] : []));
  return { submitted, ended: items.filter(endsJob).length };
}

function endsJob(item: ItemOutcome): boolean {
  if (item.status === 'stored' || item.status === 'unmatched') return true;
  // A recording may be refused, and a call may be left waiting, without a job that ran.
  return (item.status === 'failed' || item.status === 'submitted') && item.record.history.at(-2)?.state === 'analyzing';
}
