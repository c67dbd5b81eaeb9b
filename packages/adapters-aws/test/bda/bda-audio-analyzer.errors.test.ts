import {
  AccessDeniedException,
  BedrockDataAutomationRuntimeClient,
  GetDataAutomationStatusCommand,
  InternalServerException,
  InvokeDataAutomationAsyncCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ServiceUnavailableException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-data-automation-runtime';
import { connectionTo, memoryObjectStore, startBedrockServer } from '@earshot/aws-test-servers';
import { isEarshotError } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, onTestFinished, test } from 'vitest';
import { QUOTA_MS, THROTTLED_MS } from '../../src/aws-errors.js';
import { BdaAudioAnalyzer } from '../../src/bda/index.js';
import { analysisRequest, JOB, PROFILE_ARN, requestFor } from './requests.js';

function analyzerOver() {
  const client = new BedrockDataAutomationRuntimeClient({ region: 'eu-central-1' });
  return { analyzer: new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN }), sent: mockClient(client) };
}

const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isEarshotError(error)) throw new Error('expected an error of Earshot');
  return error;
};

type Thrown = new (options: { message: string; $metadata: object }) => Error;

const thrown = (Exception: Thrown, httpStatusCode: number, message = 'what the service says') =>
  new Exception({ message, $metadata: { httpStatusCode, requestId: 'r-1' } });

const OF_BOTH: [string, Error, object][] = [
  [
    'throttles',
    thrown(ThrottlingException, 429),
    { code: 'EARSHOT_THROTTLED', retryable: true, details: { retryAfterMs: THROTTLED_MS } },
  ],
  ['breaks', thrown(InternalServerException, 500), { code: 'EARSHOT_UNAVAILABLE', retryable: true }],
  ['is not there', thrown(ServiceUnavailableException, 503), { code: 'EARSHOT_UNAVAILABLE', retryable: true }],
  ['denies', thrown(AccessDeniedException, 403), { code: 'EARSHOT_DENIED', retryable: false }],
];

describe('a start rejects when the service', () => {
  test.each<[string, Error, object]>([
    ...OF_BOTH,
    [
      'has too many jobs',
      thrown(ServiceQuotaExceededException, 402),
      { code: 'EARSHOT_THROTTLED', retryable: true, details: { retryAfterMs: QUOTA_MS, quota: true } },
    ],
    ['refuses the request', thrown(ValidationException, 400), { code: 'EARSHOT_DENIED', retryable: false }],
  ])('%s', async (_, cause, expected) => {
    const { analyzer, sent } = analyzerOver();
    sent.on(InvokeDataAutomationAsyncCommand).rejects(cause);
    const error = await failureOf(analyzer.start(analysisRequest()));
    expect(error).toMatchObject(expected);
    expect(error.cause).toBe(cause);
    expect(error.details).toMatchObject({
      service: 'BedrockDataAutomation',
      operation: 'InvokeDataAutomationAsync',
      awsCode: cause.name,
      requestId: 'r-1',
    });
  });
});

describe('a status rejects when the service', () => {
  test.each<[string, Error, object]>([
    ...OF_BOTH,
    ['knows no such job', thrown(ResourceNotFoundException, 404), { code: 'EARSHOT_NOT_FOUND', retryable: false }],
    [
      'finds no sense in the ARN, which does not mean that the job is gone',
      thrown(ValidationException, 400),
      { code: 'EARSHOT_INVALID_INPUT', retryable: false },
    ],
  ])('%s', async (_, cause, expected) => {
    const { analyzer, sent } = analyzerOver();
    sent.on(GetDataAutomationStatusCommand).rejects(cause);
    const error = await failureOf(analyzer.status(JOB));
    expect(error).toMatchObject(expected);
    expect(error.cause).toBe(cause);
    expect(error.details).toMatchObject({ operation: 'GetDataAutomationStatus', awsCode: cause.name });
  });
});

describe('an answer that is not understood is EARSHOT_UNREADABLE, with the path', () => {
  test.each<[object | undefined, string, string]>([
    [undefined, 'answer', 'undefined'],
    [{}, 'invocationArn', 'undefined'],
    [{ invocationArn: 7 }, 'invocationArn', 'number'],
    [{ invocationArn: 'job-7' }, 'invocationArn', 'string'],
    [{ invocationArn: 'arn:aws:bedrock:x:1:data-automation-invocation/' }, 'invocationArn', 'string'],
  ])('of a start: %j', async (answer, path, found) => {
    const { analyzer, sent } = analyzerOver();
    sent.on(InvokeDataAutomationAsyncCommand).resolves(answer as never);
    const error = await failureOf(analyzer.start(analysisRequest()));
    expect(error).toMatchObject({ code: 'EARSHOT_UNREADABLE', retryable: false, details: { path, found } });
  });

  test.each<[object | undefined, string, string]>([
    [undefined, 'answer', 'undefined'],
    [{}, 'status', 'undefined'],
    [{ status: null }, 'status', 'null'],
    [{ status: 'Paused' }, 'status', 'Paused'],
    [{ status: 'Success' }, 'outputConfiguration.s3Uri', 'undefined'],
    [{ status: 'Success', outputConfiguration: {} }, 'outputConfiguration.s3Uri', 'undefined'],
    [{ status: 'Success', outputConfiguration: { s3Uri: 'outputs' } }, 'outputConfiguration.s3Uri', 'string'],
    [{ status: 'Success', outputConfiguration: 's3://calls' }, 'outputConfiguration', 'string'],
    [{ status: 'ClientError', errorMessage: 7 }, 'errorMessage', 'number'],
  ])('of a status: %j', async (answer, path, found) => {
    const { analyzer, sent } = analyzerOver();
    sent.on(GetDataAutomationStatusCommand).resolves(answer as never);
    const error = await failureOf(analyzer.status(JOB));
    expect(error).toMatchObject({ code: 'EARSHOT_UNREADABLE', retryable: false, details: { path, found } });
  });
});

describe('a request that the service would refuse is not made', () => {
  const MB = 1_048_576;

  test.each<[string, number | undefined, string, string, unknown]>([
    ['s3://calls/notes.txt', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', 'txt'],
    ['s3://calls/7.wav/7', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', ''],
    ['s3://calls/7.mp3.aac', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', 'aac'],
    ['s3://Calls/7.wav', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', 'Calls'],
    ['s3://my_calls/7.wav', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', 'my_calls'],
    ['file://calls/7.wav', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', 'file'],
    ['s3://calls/100%.wav', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', '%'],
    ['s3://calls/a#7.wav', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', '#'],
    ['s3://calls/a\n7.wav', undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', '\n'],
    [`s3://calls/${'x'.repeat(1_020)}.wav`, undefined, 'EARSHOT_NOT_SUPPORTED', 'media.uri', '1035 characters'],
    ['s3://calls/7.wav', 0, 'EARSHOT_INVALID_INPUT', 'media.sizeBytes', 0],
    ['s3://calls/7.wav', 2_048 * MB + 1, 'EARSHOT_NOT_SUPPORTED', 'media.sizeBytes', 2_048 * MB + 1],
    ['s3://calls/7.MP4', 10_240 * MB + 1, 'EARSHOT_NOT_SUPPORTED', 'media.sizeBytes', 10_240 * MB + 1],
  ])('%s of %s bytes', async (uri, sizeBytes, code, field, found) => {
    const { analyzer, sent } = analyzerOver();
    const error = await failureOf(analyzer.start(requestFor(uri, sizeBytes)));
    expect(error).toMatchObject({ code, retryable: false, details: { field, found, expected: expect.any(String) } });
    expect(sent.calls()).toEqual([]);
  });

  test('where the results can not go', async () => {
    const { analyzer, sent } = analyzerOver();
    const outputUri = 's3://calls/outputs/100%' as ReturnType<typeof analysisRequest>['outputUri'];
    const error = await failureOf(analyzer.start(analysisRequest({ outputUri })));
    expect(error).toMatchObject({ code: 'EARSHOT_INVALID_INPUT', details: { field: 'outputUri', found: '%' } });
    expect(sent.calls()).toEqual([]);
  });

  test.each(['amr', 'flac', 'm4a', 'mp3', 'ogg', 'wav', 'avi', 'm4v', 'mkv', 'mov', 'mp4', 'webm', 'WAV'])(
    'but one on a file of type %s is, as large as may be',
    async (suffix) => {
      const { analyzer, sent } = analyzerOver();
      sent.on(InvokeDataAutomationAsyncCommand).resolves({
        invocationArn: `arn:aws:bedrock:eu-central-1:000000000000:data-automation-invocation/${JOB}`,
      });
      const largest = ['avi', 'm4v', 'mkv', 'mov', 'mp4', 'webm'].includes(suffix) ? 10_240 * MB : 2_048 * MB;
      await analyzer.start(requestFor(`s3://calls/7.${suffix}`, largest));
      expect(sent.calls()).toHaveLength(1);
    },
  );
});

describe('over the network', () => {
  test('what the service asks to wait is in the error, and a lost answer starts no second job', async () => {
    const store = memoryObjectStore();
    store.objects.set('calls/uploads/7.wav', 'sound');
    const server = await startBedrockServer({
      store,
      fault: (_, attempt) => {
        const fault = { status: 429, type: 'ThrottlingException', message: 'slow', headers: { 'retry-after': '7' } };
        if (attempt === 1) return fault;
        return attempt === 2 ? { status: 500, type: 'InternalServerException', message: '', when: 'after' } : undefined;
      },
    });
    const client = new BedrockDataAutomationRuntimeClient({ ...connectionTo(server), maxAttempts: 1 });
    onTestFinished(async () => {
      client.destroy();
      await server.close();
    });
    const analyzer = new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN });
    const start = () => analyzer.start(analysisRequest());
    expect(await failureOf(start())).toMatchObject({ code: 'EARSHOT_THROTTLED', details: { retryAfterMs: 7_000 } });
    expect(await failureOf(start())).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    const { jobId } = await start();
    expect(server.jobs().map((job) => job.jobId)).toEqual([jobId]);
  });

  test('nobody there is a service that is not available', async () => {
    const server = await startBedrockServer({ store: memoryObjectStore() });
    await server.close();
    const client = new BedrockDataAutomationRuntimeClient({ ...connectionTo(server), maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    const error = await failureOf(new BdaAudioAnalyzer({ client, profileArn: PROFILE_ARN }).status(JOB));
    expect(error).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', details: { awsCode: 'ECONNREFUSED' } });
  });
});
