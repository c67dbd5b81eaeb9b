import { createHash } from 'node:crypto';
import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { type BedrockServer, memoryObjectStore, serviceUnderTest, startBedrockServer } from '@earshot/aws-test-servers';
import type { AnalysisRequest, ObjectUri } from '@earshot/core';
import { type AudioAnalyzerContext, audioAnalyzerContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { BdaAudioAnalyzer } from '../../src/bda/index.js';
import { PROFILE_ARN } from './requests.js';

const OF_AWS = process.env['AWS_ENDPOINT_URL_BEDROCK_DATA_AUTOMATION_RUNTIME'] ?? process.env['AWS_ENDPOINT_URL'];

/** An analyzer over a service of its own, whose jobs run until they are made to end. */
async function create(): Promise<AudioAnalyzerContext> {
  const store = memoryObjectStore();
  let server: BedrockServer | undefined;
  const service = await serviceUnderTest('BEDROCK_DATA_AUTOMATION_RUNTIME', async () => {
    server = await startBedrockServer({ store, hold: true });
    return server;
  });
  const client = new BedrockDataAutomationRuntimeClient(service.connection);
  return {
    analyzer: new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN }),
    request: (request) => {
      const known = withKnownName(request);
      store.objects.set(known.media.uri.replace('s3://', ''), 'sound');
      return known;
    },
    succeed: (jobId, resultUri) => server?.end(jobId, { kind: 'success', manifestUri: resultUri }),
    fail: (jobId, { reason }) => server?.end(jobId, { kind: 'client_error', message: reason }),
    begun: () => server?.jobs().length ?? 0,
    dispose: async () => {
      client.destroy();
      await service.close();
    },
  };
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
  });
  registerContract(cases, it);
});
