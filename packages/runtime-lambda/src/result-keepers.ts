import { PersistResult, type PersistResultDeps, RecordFailure } from '@earshot/core';

export function resultKeepersOf(deps: PersistResultDeps) {
  return { persistResult: new PersistResult(deps), recordFailure: new RecordFailure(deps) };
}
