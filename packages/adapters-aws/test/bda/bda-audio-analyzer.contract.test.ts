import { createHash } from 'node:crypto';
import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  type BedrockServer,
  type MemoryObjectStore,
  memoryObjectStore,
  serviceUnderTest,
  startBedrockServer,
} from '@earshot/aws-test-servers';
import { type AnalysisRequest, locationOf, type ObjectUri } from '@earshot/core';
import { type AudioAnalyzerContext, audioAnalyzerContract, registerContract } from '@earshot/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, it } from 'vitest';
import { BdaAudioAnalyzer } from '../../src/bda/index.js';
import { S3RecordingAccess } from '../../src/s3/index.js';
import { PROFILE_ARN } from './requests.js';

const OF_AWS = process.env['AWS_ENDPOINT_URL_BEDROCK_DATA_AUTOMATION_RUNTIME'] ?? process.env['AWS_ENDPOINT_URL'];

/** An analyzer over a service of its own, whose jobs run until they are made to end. */
async function create(): Promise<AudioAnalyzerContext> {
  const store = memoryObjectStore();
  const forbidden = new Set<string>();
  let full = false;
  let server: BedrockServer | undefined;
  const service = await serviceUnderTest('BEDROCK_DATA_AUTOMATION_RUNTIME', async () => {
    server = await startBedrockServer({
      store: { ...store, exists: async (bucket, key) => !forbidden.has(key) && store.exists(bucket, key) },
      hold: true,
      fault: (operation) => (full && operation === 'InvokeDataAutomationAsync' ? FULL : undefined),
    });
    return server;
  });
  const client = new BedrockDataAutomationRuntimeClient(service.connection);
  return {
    analyzer: new BdaAudioAnalyzer({
      client,
      profileArn: PROFILE_ARN,
      recordings: new S3RecordingAccess({ client: s3Over(store, forbidden) }),
    }),
    request: (request) => {
      const known = withKnownName(request);
      store.objects.set(known.media.uri.replace('s3://', ''), 'sound');
      return known;
    },
    succeed: (jobId, resultUri) => server?.end(jobId, { kind: 'success', manifestUri: resultUri }),
    fail: (jobId, { reason }) => server?.end(jobId, { kind: 'client_error', message: reason }),
    permit: ({ media }, permitted) => {
      const { key } = locationOf(media.uri);
      if (permitted) forbidden.delete(key);
      else forbidden.add(key);
    },
    fill: (now) => {
      full = now;
    },
    begun: () => server?.jobs().length ?? 0,
    dispose: async () => {
      client.destroy();
      await service.close();
    },
  };
}

const FULL = { status: 402, type: 'ServiceQuotaExceededException', message: 'Too many open jobs' };

/** As much of an S3 as it takes to find out why a recording can't be read. */
function s3Over(store: MemoryObjectStore, forbidden: ReadonlySet<string>): Pick<S3Client, 'send'> {
  const client = new S3Client({ region: 'eu-central-1' });
  mockClient(client)
    .on(GetObjectCommand)
    .callsFake(async ({ Bucket, Key }) => {
      const fault = forbidden.has(Key) ? 'AccessDenied' : 'NoSuchKey';
      if (forbidden.has(Key) || !(await store.exists(Bucket, Key)))
        throw Object.assign(new Error(fault), { name: fault });
      return {};
    });
  return client;
}

/** Recordings that the service refuses by their name get another. */
function withKnownName(request: AnalysisRequest): AnalysisRequest {
  const { uri } = request.media;
  if (uri.length <= 1_024 && !/[#%~[\]{}^"<>|`]/.test(uri)) return request;
  const name = createHash('sha256').update(uri).digest('hex');
  return withMedia(request, `s3://contract/uploads/${name}.wav`);
}

function withMedia(request: AnalysisRequest, uri: string): AnalysisRequest {
  return { ...request, media: { ...request.media, uri: uri as ObjectUri } };
}

// How jobs end can only be told to a server of ours.
describe.skipIf(OF_AWS !== undefined && OF_AWS !== '')('over the SDK and a service', () => {
  const cases = audioAnalyzerContract(create, {
    numRuns: 20,
    unfit: (request) => withMedia(request, 's3://contract/uploads/notes.txt'),
    absent: (request) => withMedia(request, 's3://contract/uploads/absent.wav'),
    permissions: true,
    jobQuota: true,
  });
  registerContract(cases, it);
});
