import { LAYOUT_VARIABLES, layoutOf, REPOSITORY_VARIABLES } from '@earshot/adapters-aws';
import { createResultHandler } from '@earshot/core';
import { batchesOf, digests, storageOf } from '../adapters.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { createQueueHandler, otherQueue } from '../queue-handler.js';

const environment = readEnvironment([
  ...REPOSITORY_VARIABLES,
  ...LAYOUT_VARIABLES,
  'EARSHOT_RESULTS_QUEUE_URL',
  'EARSHOT_RESULTS_DLQ_URL',
  'EARSHOT_RESULTS_MAX_RECEIVES',
  'EARSHOT_RESULTS_RETRY_SECONDS',
  'EARSHOT_COPIES',
]);
const { variables } = environment;
const { store, repository } = storageOf(variables);

/** Keeps the result of each job that S3 or EventBridge tells of, and the failure of each that failed. */
export const handler = createQueueHandler({
  ...telemetryOf('persistence', environment),
  handleDelivery: createResultHandler(
    {
      layout: layoutOf(variables),
      digests,
      repository,
      store,
      now: () => new Date(),
      copies: variables.EARSHOT_COPIES,
    },
    otherQueue('start'),
  ),
  sourceOf: batchesOf(variables.EARSHOT_RESULTS_QUEUE_URL, variables.EARSHOT_RESULTS_DLQ_URL),
  maxReceives: variables.EARSHOT_RESULTS_MAX_RECEIVES,
  retryDelaysMs: variables.EARSHOT_RESULTS_RETRY_SECONDS.map((seconds) => seconds * 1_000),
});
