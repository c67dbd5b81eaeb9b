import {
  ANALYZER_VARIABLES,
  INSIGHT_VARIABLES,
  JOBS_VARIABLES,
  LAYOUT_VARIABLES,
  layoutOf,
  NOTICE_VARIABLES,
  REPOSITORY_VARIABLES,
  SEARCH_VARIABLES,
  STATE_VARIABLES,
} from '@earshot/adapters-aws';
import { createResultHandler, hasBacklog } from '@earshot/core';
import { batchesOf, digests, sharedStorageOf } from '../adapters.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { finisherOf } from '../finisher.js';
import { dispatchAfter } from '../follow-up.js';
import { createQueueHandler, otherQueue } from '../queue-handler.js';

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
  'EARSHOT_RESULTS_QUEUE_URL',
  'EARSHOT_RESULTS_DLQ_URL',
  'EARSHOT_RESULTS_MAX_RECEIVES',
  'EARSHOT_RESULTS_RETRY_SECONDS',
  'EARSHOT_COPIES',
  'EARSHOT_SWEEP_MAX_ATTEMPTS',
]);
const { variables } = environment;
const ports = sharedStorageOf(variables);
const { store, repository, state } = ports;
const telemetry = telemetryOf('persistence', environment);
const finishCall = finisherOf({ variables, ...ports, ...telemetry });

/**
 * Keeps the result of each job that S3 or EventBridge reports, and the failure of each that failed. Each makes room for
 * another job, if calls wait for one.
 */
export const handler = createQueueHandler({
  ...telemetry,
  handleDelivery: createResultHandler(
    {
      layout: layoutOf(variables),
      digests,
      repository,
      store,
      now: () => new Date(),
      copies: variables.EARSHOT_COPIES,
      maxAttempts: variables.EARSHOT_SWEEP_MAX_ATTEMPTS,
      finishCall,
    },
    otherQueue('start'),
  ),
  endsJobs: true,
  followUp: dispatchAfter({
    ...telemetry,
    backlog: () => hasBacklog(state),
    // What starts jobs is loaded only while calls wait.
    dispatcher: async () => {
      const { dispatcherOf } = await import('../dispatcher.js');
      return dispatcherOf(variables, { repository, state, finishCall });
    },
  }),
  sourceOf: batchesOf(variables.EARSHOT_RESULTS_QUEUE_URL, variables.EARSHOT_RESULTS_DLQ_URL),
  maxReceives: variables.EARSHOT_RESULTS_MAX_RECEIVES,
  retryDelaysMs: variables.EARSHOT_RESULTS_RETRY_SECONDS.map((seconds) => seconds * 1_000),
});
