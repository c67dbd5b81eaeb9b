import {
  type AwsVariables,
  type DocumentClient,
  DynamoSharedState,
  type LAYOUT_VARIABLES,
  type STATE_VARIABLES,
  sharedStateOptions,
} from '@earshot/adapters-aws';
import { type AudioAnalyzer, EarshotError, objectUri, type RecordRepository } from '@earshot/core';
import { digests } from './adapters.js';

export interface SubmittingInput {
  readonly variables: AwsVariables<
    (typeof LAYOUT_VARIABLES | typeof STATE_VARIABLES)[number] | 'EARSHOT_RESULTS_BUCKET'
  >;
  readonly tables: DocumentClient;
  readonly repository: RecordRepository;
}

/** What submits calls, and leaves their start to others. */
export function submitting({ variables, tables, repository }: SubmittingInput) {
  return {
    repository,
    digests,
    now: () => new Date(),
    analyzer: startsNothing,
    outputs: objectUri(variables.EARSHOT_RESULTS_BUCKET, variables.EARSHOT_OUTPUTS_PREFIX),
    state: new DynamoSharedState(sharedStateOptions(variables, tables)),
    // With a maximum, of whatever size, each call waits for a dispatcher.
    jobs: { maximum: 1 },
  };
}

/** This function starts no jobs: S3's message about the recording leads to one, or else the dispatcher starts it. */
const startsNothing: AudioAnalyzer = {
  start: async () => {
    throw new EarshotError('EARSHOT_UNAVAILABLE', "this function doesn't start jobs");
  },
  status: async () => {
    throw new EarshotError('EARSHOT_UNAVAILABLE', "this function doesn't check jobs");
  },
};
