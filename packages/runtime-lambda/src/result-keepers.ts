import { PersistResult, type PersistResultDeps, RecordFailure } from '@earshot/core';

/** What keeps results and failures of jobs. */
export function resultKeepersOf(deps: PersistResultDeps) {
  return { persistResult: new PersistResult(deps), recordFailure: new RecordFailure(deps) };
}
