import { randomBytes } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import {
  type AwsVariables,
  type DocumentClient,
  type LAYOUT_VARIABLES,
  layoutOf,
  type RECORDING_VARIABLES,
  S3RecordingStore,
  type STATE_VARIABLES,
} from '@earshot/adapters-aws';
import { createRecordingsApi, type ReadingApiSettings } from '@earshot/adapters-http';
import {
  CallQueue,
  CancelJob,
  createUploading,
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
import { finishingLater } from './finishing-later.js';
import { submitting } from './submitting.js';

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

/** Calls that were cancelled are finished by the next sweep: what that takes, it has. */
function jobCommandsOf(input: RecordingsApiInput) {
  const deps = submitting(input);
  return { cancelJob: new CancelJob({ ...deps, finishCall: finishingLater(deps) }), retryJob: new RetryJob(deps) };
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
