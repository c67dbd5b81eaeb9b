import { ANALYZER_VARIABLES, LAYOUT_VARIABLES, layoutOf, REPOSITORY_VARIABLES } from '@earshot/adapters-aws';
import { createStartHandler, objectUri } from '@earshot/core';
import { analyzerOf, batchesOf, digests, storageOf } from '../adapters.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { createQueueHandler, otherQueue } from '../queue-handler.js';

const environment = readEnvironment([
  ...REPOSITORY_VARIABLES,
  ...ANALYZER_VARIABLES,
  ...LAYOUT_VARIABLES,
  'EARSHOT_START_QUEUE_URL',
  'EARSHOT_START_DLQ_URL',
  'EARSHOT_START_MAX_RECEIVES',
  'EARSHOT_COPIES',
]);
const { variables } = environment;
const layout = layoutOf(variables);
const { repository } = storageOf(variables);
const analyzer = analyzerOf(variables);

/** Starts an analysis for each start message, and for each recording that S3 tells of. */
export const handler = createQueueHandler({
  ...telemetryOf('transcription', environment),
  handleDelivery: createStartHandler(
    {
      layout,
      digests,
      analyzer,
      repository,
      now: () => new Date(),
      outputs: objectUri(variables.EARSHOT_RESULTS_BUCKET, layout.outputsPrefix),
      copies: variables.EARSHOT_COPIES,
    },
    otherQueue('results'),
  ),
  sourceOf: batchesOf(variables.EARSHOT_START_QUEUE_URL, variables.EARSHOT_START_DLQ_URL),
  maxReceives: variables.EARSHOT_START_MAX_RECEIVES,
});
