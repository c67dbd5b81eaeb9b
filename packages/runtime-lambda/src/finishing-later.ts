import { EarshotError, FinishCall, type FinishCallDeps } from '@earshot/core';
import { digests } from './adapters.js';

/** What a function changes that answers requests, and neither derives nor notifies: each call is noted, and the next sweep finishes it. */
export function finishingLater(deps: Pick<FinishCallDeps, 'state' | 'repository' | 'derivations'>): FinishCall {
  const finish = new FinishCall({ ...deps, digests, now: () => new Date(), notifiers: [] });
  // As if it had failed for now, so that notes stay.
  const execute = async () => new EarshotError('EARSHOT_UNAVAILABLE', 'the next sweep finishes this call');
  return Object.assign(finish, { execute });
}
