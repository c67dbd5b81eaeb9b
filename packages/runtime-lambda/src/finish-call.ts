import { FinishCall, type FinishCallDeps } from '@earshot/core';
import { digests } from './adapters.js';

export function createFinishCall(deps: Omit<FinishCallDeps, 'digests' | 'now'>): FinishCall {
  return new FinishCall({ ...deps, digests, now: () => new Date() });
}
