import { EarshotError, type ErrorCode } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { QUOTA_MS, THROTTLED_MS } from '../../src/aws-errors.js';
import { type RecordingAccess, toStartError } from '../../src/bda/start-errors.js';
import { analysisRequest } from './requests.js';

const UNREAD = 'Unable to read file from given S3 location. Check bucket name, key, region and read permissions.';
const ANY_PLACE = 'Access Denied. Check S3 URIs and read/write permissions';

const HTTP_STATUS: Readonly<Record<string, number>> = {
  ThrottlingException: 429,
  InternalServerException: 500,
  ServiceQuotaExceededException: 402,
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ServiceUnavailableException: 503,
};

const sdkError = (name: string, message: string) =>
  Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: HTTP_STATUS[name] ?? 400, requestId: 'r-1' },
  });

const startError = (name: string, message: string, recordings?: RecordingAccess) =>
  toStartError(sdkError(name, message), analysisRequest(), recordings);

const notAsked: RecordingAccess = { check: () => Promise.reject(new Error('not to be asked')) };
const finding = (found: EarshotError | undefined): RecordingAccess => ({ check: async () => found });

describe('each error that is documented of InvokeDataAutomationAsync, without a look at the recording', () => {
  it.each<[string, string, ErrorCode, object]>([
    [
      'ThrottlingException',
      'This exception will be thrown when customer reached API TPS limit.',
      'EARSHOT_THROTTLED',
      { retryAfterMs: THROTTLED_MS },
    ],
    ['ThrottlingException', 'Rate exceeded', 'EARSHOT_THROTTLED', { retryAfterMs: THROTTLED_MS }],
    ['ThrottlingException', 'Too many concurrent jobs', 'EARSHOT_THROTTLED', { retryAfterMs: QUOTA_MS, quota: true }],
    [
      'ServiceQuotaExceededException',
      'This exception will be thrown when service quota is exceeded.',
      'EARSHOT_THROTTLED',
      { retryAfterMs: QUOTA_MS, quota: true },
    ],
    ['ServiceQuotaExceededException', 'Rate exceeded', 'EARSHOT_THROTTLED', { retryAfterMs: QUOTA_MS, quota: true }],
    [
      'ValidationException',
      'The maximum number of open jobs is reached',
      'EARSHOT_THROTTLED',
      { retryAfterMs: QUOTA_MS, quota: true },
    ],
    [
      'InternalServerException',
      'This exception is for any internal un-expected service errors.',
      'EARSHOT_UNAVAILABLE',
      {},
    ],
    ['InternalServerException', UNREAD, 'EARSHOT_UNAVAILABLE', {}],
    ['ServiceUnavailableException', 'Too many concurrent jobs', 'EARSHOT_UNAVAILABLE', {}],
    [
      'AccessDeniedException',
      'This exception will be thrown when customer does not have access to API.',
      'EARSHOT_DENIED',
      {},
    ],
    [
      'AccessDeniedException',
      'User: arn:aws:sts::000000000000:assumed-role/quota/x is not authorized to perform: bedrock:InvokeDataAutomationAsync on resource: arn:aws:bedrock:eu-west-1:000000000000:data-automation-profile/eu.data-automation-v1',
      'EARSHOT_DENIED',
      { action: 'bedrock:InvokeDataAutomationAsync' },
    ],
    [
      'ResourceNotFoundException',
      'This exception will be thrown when resource provided from customer not found.',
      'EARSHOT_DENIED',
      {},
    ],
    [
      'ValidationException',
      'This exception will be thrown when customer provided invalid parameters.',
      'EARSHOT_DENIED',
      {},
    ],
    ['ValidationException', 'Invalid output location', 'EARSHOT_DENIED', {}],
    ['ValidationException', 'The provided DataAutomationProfile ARN is invalid.', 'EARSHOT_DENIED', {}],
    [
      'ValidationException',
      "1 validation error detected: Value at 'clientToken' failed to satisfy constraint",
      'EARSHOT_DENIED',
      {},
    ],
    [
      'ValidationException',
      "The format of the input file isn't supported.",
      'EARSHOT_NOT_SUPPORTED',
      { field: 'media.uri' },
    ],
    ...['ValidationException', 'ServiceQuotaExceededException'].flatMap((name) =>
      ['The audio duration exceeds the service quota of 240 minutes', 'The audio has too many concurrent channels'].map(
        (said) => [name, said, 'EARSHOT_NOT_SUPPORTED', { field: 'media.uri' }] as [string, string, ErrorCode, object],
      ),
    ),
    ['ValidationException', 'The quota of this field is 3', 'EARSHOT_DENIED', {}],
    ['ValidationException', 'The file name exceeds the maximum length', 'EARSHOT_DENIED', {}],
    ['ValidationException', 'The file is corrupted', 'EARSHOT_INVALID_INPUT', { field: 'media.uri' }],
    [
      'ValidationException',
      "1 validation error detected: Value at 'inputConfiguration.s3Uri' failed",
      'EARSHOT_INVALID_INPUT',
      { field: 'media.uri' },
    ],
    ['SerializationException', "the body isn't JSON", 'EARSHOT_DENIED', {}],
  ])('%s: %s: %s', async (name, message, code, more) => {
    const error = await startError(name, message, notAsked);
    const retryable = code === 'EARSHOT_THROTTLED' || code === 'EARSHOT_UNAVAILABLE';
    expect(error).toMatchObject({ code, retryable, cause: { name } });
    expect(error.details).toEqual({
      service: 'BedrockDataAutomation',
      operation: 'InvokeDataAutomationAsync',
      awsCode: name,
      requestId: 'r-1',
      httpStatus: HTTP_STATUS[name] ?? 400,
      ...more,
    });
  });
});

describe.each([
  ['ValidationException', UNREAD],
  ['AccessDeniedException', ANY_PLACE],
])('%s: %s', (name, message) => {
  it.each<[ErrorCode, string | undefined]>([
    ['EARSHOT_NOT_FOUND', undefined],
    ['EARSHOT_INVALID_INPUT', undefined],
    ['EARSHOT_DENIED', 's3:GetObject'],
    ['EARSHOT_DENIED', 'kms:Decrypt'],
    ['EARSHOT_DENIED', undefined],
  ])('is %s when a look at the recording says so, with the action %s', async (code, action) => {
    const found = new EarshotError(code, `why: ${action}`, { details: action === undefined ? {} : { action } });
    const error = await startError(name, message, finding(found));
    expect(error).toMatchObject({ code, retryable: false, details: { field: 'media.uri', awsCode: name } });
    expect(error.details['action']).toBe(action);
    expect(error.message).toContain(found.message);
    expect(error.message).toContain(message);
  });

  it('is denied when nobody can look: nothing fails for good by a guess', async () => {
    expect(await startError(name, message)).toMatchObject({ code: 'EARSHOT_DENIED', retryable: false });
  });

  it('rejects with what stops the look, if that is transient', async () => {
    const unavailable = new EarshotError('EARSHOT_UNAVAILABLE', 'S3 is away');
    const recordings = { check: () => Promise.reject(unavailable) };
    await expect(startError(name, message, recordings)).rejects.toBe(unavailable);
  });
});

it('a readable recording leaves the place for results to be denied, where the service names both', async () => {
  const denied = await startError('AccessDeniedException', ANY_PLACE, finding(undefined));
  expect(denied).toMatchObject({ code: 'EARSHOT_DENIED', details: { field: 'outputUri', action: 's3:PutObject' } });
  expect(denied.message).toContain(analysisRequest().outputUri);
});

it('a recording that this process can read, and the service can’t, is denied without an action', async () => {
  const denied = await startError('ValidationException', UNREAD, finding(undefined));
  expect(denied).toMatchObject({ code: 'EARSHOT_DENIED', details: { field: 'media.uri' } });
  expect(denied.details).not.toHaveProperty('action');
});
