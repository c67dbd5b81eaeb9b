import { ANALYZER_VARIABLES, LAYOUT_VARIABLES, layoutOf, REPOSITORY_VARIABLES } from '@earshot/adapters-aws';
import { createSweep, objectUri } from '@earshot/core';
import { analyzerOf, digests, storageOf } from '../adapters.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { createSweepHandler } from '../sweep-handler.js';

const environment = readEnvironment([
  ...REPOSITORY_VARIABLES,
  ...ANALYZER_VARIABLES,
  ...LAYOUT_VARIABLES,
  'EARSHOT_COPIES',
  'EARSHOT_SWEEP_OVERDUE_MINUTES',
  'EARSHOT_SWEEP_MAX_ATTEMPTS',
]);
const { variables } = environment;
const { store, repository } = storageOf(variables);
const analyzer = analyzerOf(variables);
const outputs = objectUri(variables.EARSHOT_RESULTS_BUCKET, layoutOf(variables).outputsPrefix);

/** Asks after the calls whose news never came. Meant for a schedule. */
export const handler = createSweepHandler({
  ...telemetryOf('sweep', environment),
  sweepJobs: createSweep({
    analyzer,
    repository,
    store,
    digests,
    now: () => new Date(),
    outputs,
    copies: variables.EARSHOT_COPIES,
  }),
  overdueMs: variables.EARSHOT_SWEEP_OVERDUE_MINUTES * 60_000,
  maxAttempts: variables.EARSHOT_SWEEP_MAX_ATTEMPTS,
});
