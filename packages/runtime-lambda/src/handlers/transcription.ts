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
import { createDispatch, createStartHandler } from '@earshot/core';
import { batchesOf, sharedStorageOf, telephonyStores } from '../adapters.js';
import { startDepsOf } from '../dispatcher.js';
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
  'EARSHOT_START_QUEUE_URL',
  'EARSHOT_START_DLQ_URL',
  'EARSHOT_START_MAX_RECEIVES',
  'EARSHOT_COPIES',
]);
const { variables } = environment;
const ports = sharedStorageOf(variables);
const { repository, state } = ports;
const telemetry = telemetryOf('transcription', environment);
const finishCall = finisherOf({ variables, ...ports, ...telemetry });
const deps = startDepsOf(variables, { repository, state, finishCall });
const dispatchJobs = createDispatch(deps);

/** Starts an analysis for each start message, and for each recording that S3 reports; or leaves it to wait for a free job. */
export const handler = createQueueHandler({
  ...telemetry,
  handleDelivery: createStartHandler(
    { ...deps, layout: layoutOf(variables), telephony: telephonyStores() },
    otherQueue('results'),
  ),
  followUp: dispatchAfter({
    ...telemetry,
    // A batch of starts ends no job.
    backlog: async () => false,
    dispatcher: async () => dispatchJobs,
  }),
  sourceOf: batchesOf(variables.EARSHOT_START_QUEUE_URL, variables.EARSHOT_START_DLQ_URL),
  maxReceives: variables.EARSHOT_START_MAX_RECEIVES,
});
