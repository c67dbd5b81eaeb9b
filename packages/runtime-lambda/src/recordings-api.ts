import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import {
  type AwsVariables,
  type DocumentClient,
  DynamoSharedState,
  type LAYOUT_VARIABLES,
  layoutOf,
  type RECORDING_VARIABLES,
  S3RecordingStore,
  type STATE_VARIABLES,
  sharedStateOptions,
} from '@earshot/adapters-aws';
import { createRecordingsApi, type ReadingApiSettings } from '@earshot/adapters-http';
import {
  type AudioAnalyzer,
  CallQueue,
  CancelJob,
  createUploading,
  EarshotError,
  FinishCall,
  type Finisher,
  objectUri,
  PlayCall,
  ReadCall,
  ReadPeaks,
  type RecordRepository,
  type ResultStore,
  RetryJob,
  StartAnalysis,
} from '@earshot/core';
import { digests } from './adapters.js';
import { PATIENCE } from './clients.js';

type Variables = AwsVariables<
  | (typeof LAYOUT_VARIABLES | typeof RECORDING_VARIABLES | typeof STATE_VARIABLES)[number]
  | 'EARSHOT_COPIES'
  | 'EARSHOT_RESULTS_BUCKET'
>;

export interface RecordingsApiInput {
  readonly variables: Variables;
  readonly tables: DocumentClient;
  readonly repository: RecordRepository;
  readonly store: ResultStore;
  readonly sign: (text: string) => string;
}

/** The part of the HTTP API that plays recordings, brings them in, and counts the calls that wait. */
export function recordingsApiOf(input: RecordingsApiInput, settings: ReadingApiSettings) {
  const { variables, repository, store } = input;
  const { EARSHOT_PLAYBACK: plays, EARSHOT_UPLOADS_BUCKET: bucket, EARSHOT_COPIES: copies } = variables;
  const recordings = new S3RecordingStore({ client: new S3Client(PATIENCE) });
  const playing = { recordings, playCall: new PlayCall({ copies }), readPeaks: new ReadPeaks({ store, copies }) };
  const app = {
    readCall: new ReadCall({ repository, store }),
    digests,
    playing: plays ? playing : undefined,
    uploading: bucket === undefined ? undefined : uploadingOf(input, recordings, bucket),
    jobCommands: variables.EARSHOT_JOB_COMMANDS ? jobCommandsOf(input) : undefined,
  };
  const queues = [new CallQueue({ repository, now: () => new Date() })];
  return createRecordingsApi(app, { ...settings, queues });
}

/** What submits calls, and leaves their start to others. */
function submitting({ variables, tables, repository }: RecordingsApiInput) {
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

/** Calls that were cancelled are finished by the next sweep: what that takes, it has. */
function jobCommandsOf(input: RecordingsApiInput) {
  const deps = submitting(input);
  const finish = new FinishCall({ ...deps, notifiers: [] });
  const whileChanging: Finisher['whileChanging'] = async (hash, work) => {
    await finish.finishLater(hash, true);
    return work();
  };
  const finishCall = Object.assign(finish, { whileChanging });
  return { cancelJob: new CancelJob({ ...deps, finishCall }), retryJob: new RetryJob(deps) };
}

function uploadingOf(input: RecordingsApiInput, recordings: S3RecordingStore, bucket: string) {
  const { variables, sign } = input;
  const layout = layoutOf(variables);
  const deps = submitting(input);
  const startAnalysis = new StartAnalysis(deps);
  const place = { scheme: 's3', bucket };
  const randomHex = () => randomBytes(16).toString('hex');
  return {
    recordings,
    ...createUploading({ ...deps, recordings, startAnalysis, layout, place, sign, randomHex }),
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
