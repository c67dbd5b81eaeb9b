import type { CallHash } from '../model/call.js';
import type { CallRecord } from '../model/record.js';
import type { ItemOutcome } from './handle-delivery.js';

/** Why to dispatch after deliveries. */
export interface DispatchReasons {
  /** Calls that they left waiting. */
  readonly submitted: readonly CallHash[];
  /** How many jobs they ended: a reason only while calls wait. */
  readonly ended: number;
}

/** The outcome of deliveries, as reasons to dispatch. */
export function dispatchReasons(items: readonly ItemOutcome[]): DispatchReasons {
  const submitted = items.flatMap((item) => (item.status === 'submitted' ? [item.record.hash] : []));
  return { submitted, ended: items.filter(endsJob).length };
}

/** A result may be of no job that ran here, and a recording may be refused, or a call left waiting, without one. */
function endsJob(item: ItemOutcome): boolean {
  switch (item.status) {
    case 'stored':
    case 'unmatched':
      // Where the end overtook the save of the start, the call was still submitted.
      return ['analyzing', 'submitted'].includes(stateBefore(item.record) ?? '');
    case 'failed':
    case 'submitted':
      return stateBefore(item.record) === 'analyzing';
    default:
      return false;
  }
}

function stateBefore({ history }: CallRecord): CallRecord['state'] | undefined {
  return history.at(-2)?.state;
}
