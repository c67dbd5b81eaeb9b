import {
  ANALYZER_VARIABLES,
  INSIGHT_VARIABLES,
  JOBS_VARIABLES,
  LAYOUT_VARIABLES,
  NOTICE_VARIABLES,
  REPOSITORY_VARIABLES,
  SEARCH_VARIABLES,
  STATE_VARIABLES,
} from '@earshot/adapters-aws';
import { createDispatch, createMeasurement, SweepJobs } from '@earshot/core';
import { sharedStorageOf } from '../adapters.js';
import { startDepsOf } from '../dispatcher.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { finisherOf } from '../finisher.js';
import { createSweepHandler } from '../sweep-handler.js';

const environment = readEnvironment([
  ...REPOSITORY_VARIABLES,
  ...STATE_VARIABLES,
  ...ANALYZER_VARIABLES,
  ...LAYOUT_VARIABLES,
  ...JOBS_VARIABLES,
  ...NOTICE_VARIABLES,
  ...INSIGHT_VARIABLES,
  ...SEARCH_VARIABLES,
  'EARSHOT_RULESETS',
  'EARSHOT_FILES',
  'EARSHOT_COPIES',
  'EARSHOT_SWEEP_OVERDUE_MINUTES',
  'EARSHOT_SWEEP_MAX_ATTEMPTS',
]);
const { variables } = environment;
const ports = sharedStorageOf(variables);
const telemetry = telemetryOf('sweep', environment);
const deps = startDepsOf(variables, {
  ...ports,
  finishCall: finisherOf({ variables, ...ports, ...telemetry, isSweep: true }),
});
/** Loaded with the first job that has ended: as a rule, an event came for it, and a sweep finds none. */
const keepers = async () => {
  const { resultKeepersOf } = await import('../result-keepers.js');
  return resultKeepersOf({ ...deps, maxAttempts: variables.EARSHOT_SWEEP_MAX_ATTEMPTS });
};

/** Starts calls that wait, and checks those whose event never came. Meant for two schedules. */
export const handler = createSweepHandler({
  ...telemetry,
  dispatchJobs: createDispatch(deps),
  measureBacklog: createMeasurement(deps),
  sweepJobs: new SweepJobs({
    ...deps,
    persistResult: { execute: async (...job) => (await keepers()).persistResult.execute(...job) },
    recordFailure: { execute: async (...job) => (await keepers()).recordFailure.execute(...job) },
  }),
  overdueMs: variables.EARSHOT_SWEEP_OVERDUE_MINUTES * 60_000,
});
