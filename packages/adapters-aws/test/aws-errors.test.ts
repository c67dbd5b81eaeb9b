import { EarshotError } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { QUOTA_MS, THROTTLED_MS, toEarshotError } from '../src/aws-errors.js';

interface Given {
  readonly code?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryable?: { readonly throttling?: boolean };
  readonly reasons?: readonly { readonly Code?: string }[];
}

/** An error as the SDK throws it. */
function sdkError(name: string, { code, status, headers, retryable, reasons }: Given = {}): Error {
  return Object.assign(new Error('what the service says'), {
    name,
    ...(code !== undefined && { code }),
    $metadata: { ...(status !== undefined && { httpStatusCode: status, requestId: 'request-1' }), attempts: 3 },
    ...(headers !== undefined && { $response: { statusCode: status, headers } }),
    ...(retryable !== undefined && { $retryable: retryable }),
    ...(reasons !== undefined && { CancellationReasons: reasons }),
  });
}

const verdictOn = (error: unknown) => {
  const { code, retryable, details } = toEarshotError(error, 'S3.GetObject');
  const { retryAfterMs, quota } = details;
  return { code, retryable, retryAfterMs, ...(quota !== undefined && { quota }) };
};

describe('a throttled request may be made again, and the error says when', () => {
  test.each([
    ['BandwidthLimitExceeded', 503],
    ['KmsThrottled', 400],
    ['LimitExceededException', 400],
    ['OverLimit', 403],
    ['PriorRequestNotComplete', 400],
    ['ProvisionedThroughputExceededException', 400],
    ['RequestLimitExceeded', 503],
    ['RequestThrottled', 403],
    ['RequestThrottledException', 400],
    ['SlowDown', 503],
    ['ThrottledException', 400],
    ['Throttling', 400],
    ['ThrottlingError', 400],
    ['ThrottlingException', 400],
    ['ThrottlingException', 429],
    ['TooManyRequestsException', 429],
    ['TransactionInProgressException', 400],
    ['AnyName', 429],
  ])('%s with status %i', (name, status) => {
    const expected = { code: 'EARSHOT_THROTTLED', retryable: true, retryAfterMs: THROTTLED_MS };
    expect(verdictOn(sdkError(name, { status }))).toEqual(expected);
  });

  test('also one that only the SDK takes for throttled', () => {
    const error = sdkError('Odd', { status: 400, retryable: { throttling: true } });
    expect(verdictOn(error)).toMatchObject({ code: 'EARSHOT_THROTTLED', retryAfterMs: THROTTLED_MS });
  });

  test.each([
    ['ServiceQuotaExceededException', 402],
    ['ServiceQuotaExceededException', 400],
    ['AnyName', 402],
  ])('%s with status %i: a quota is used up for longer', (name, status) => {
    const expected = { code: 'EARSHOT_THROTTLED', retryable: true, retryAfterMs: QUOTA_MS, quota: true };
    expect(verdictOn(sdkError(name, { status }))).toEqual(expected);
  });

  test.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'Retry-After': '0.25' }, 250],
    [{ 'retry-after': 'Sun, 06 Nov 2033 08:50:07 GMT', date: 'Sun, 06 Nov 2033 08:49:37 GMT' }, 30_000],
    [{ 'retry-after': 'Sun, 06 Nov 2033 08:49:37 GMT', date: 'Sun, 06 Nov 2033 08:50:07 GMT' }, 0],
    [{ 'retry-after': 'Sun, 06 Nov 2033 08:50:07 GMT' }, THROTTLED_MS],
    [{ 'retry-after': 'soon' }, THROTTLED_MS],
  ])('as the service says: %j', (headers, retryAfterMs) => {
    const error = sdkError('ThrottlingException', { status: 429, headers });
    expect(verdictOn(error)).toMatchObject({ code: 'EARSHOT_THROTTLED', retryAfterMs });
  });
});

describe('a service that does not answer may be asked again', () => {
  test.each([
    ['InternalServerException', 500],
    ['InternalServerError', 500],
    ['ServiceUnavailable', 503],
    ['AnyName', 502],
    ['AnyName', 504],
    ['AnyName', 408],
    ['RequestTimeout', 400],
    ['RequestTimeoutException', 400],
  ])('%s with status %i', (name, status) => {
    const expected = { code: 'EARSHOT_UNAVAILABLE', retryable: true, retryAfterMs: undefined };
    expect(verdictOn(sdkError(name, { status }))).toEqual(expected);
  });

  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ])('where the network says %s', (code) => {
    const error = toEarshotError(sdkError('Error', { code }), 'S3.GetObject');
    expect(error).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true, details: { awsCode: code } });
  });

  test.each(['TimeoutError', 'AbortError'])('%s', (name) => {
    expect(verdictOn(sdkError(name))).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  });

  test('also where nobody has a name for it', () => {
    for (const error of [new Error('Region is missing'), 'a text', undefined, null, 7, {}]) {
      expect(verdictOn(error)).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    }
    const passing = sdkError('Odd', { status: 400, retryable: {} });
    expect(verdictOn(passing)).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  });

  test('an answer that can not be read is one that did not come, and nothing of it is repeated', () => {
    const answers = [new SyntaxError('"what Ada said" is not valid JSON'), new TypeError('Expected number, got "Ada"')];
    for (const answer of answers) {
      const error = toEarshotError(Object.assign(answer, { $metadata: { httpStatusCode: 200 } }), 'SQS.ReceiveMessage');
      expect(error).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
      expect(error.message).not.toContain('Ada');
    }
  });

  test('it may say when', () => {
    const error = sdkError('ServiceUnavailable', { status: 503, headers: { 'retry-after': '2' } });
    expect(verdictOn(error)).toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryAfterMs: 2_000 });
  });
});

describe('who is refused', () => {
  test.each([
    ['AccessDenied', 403],
    ['AccessDeniedException', 400],
    ['AllAccessDisabled', 403],
    ['AuthFailure', 401],
    ['IncompleteSignature', 400],
    ['InvalidAccessKeyId', 403],
    ['InvalidClientTokenId', 403],
    ['InvalidSignatureException', 400],
    ['InvalidToken', 400],
    ['KMSAccessDeniedException', 400],
    ['KmsAccessDenied', 400],
    ['MissingAuthenticationToken', 403],
    ['MissingAuthenticationTokenException', 400],
    ['NotAuthorized', 400],
    ['OptInRequired', 403],
    ['SignatureDoesNotMatch', 403],
    ['UnauthorizedAccess', 403],
    ['UnrecognizedClientException', 400],
    ['AnyName', 401],
    ['AnyName', 403],
  ])('%s with status %i: is refused next time too', (name, status) => {
    const expected = { code: 'EARSHOT_DENIED', retryable: false, retryAfterMs: undefined };
    expect(verdictOn(sdkError(name, { status }))).toEqual(expected);
  });

  test.each([
    'CredentialsProviderError',
    'TokenProviderError',
    'ExpiredToken',
    'ExpiredTokenException',
    'RequestExpired',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
    'TokenRefreshRequired',
  ])('%s: may be let in once credentials are renewed or the clock is set', (name) => {
    expect(verdictOn(sdkError(name, { status: 403 }))).toMatchObject({ code: 'EARSHOT_DENIED', retryable: true });
    expect(verdictOn(sdkError(name))).toMatchObject({ code: 'EARSHOT_DENIED', retryable: true });
  });
});

describe('what will not be otherwise next time', () => {
  test.each([
    ['AWS.SimpleQueueService.NonExistentQueue', 400, 'EARSHOT_NOT_FOUND'],
    ['NoSuchBucket', 404, 'EARSHOT_NOT_FOUND'],
    ['NoSuchKey', 404, 'EARSHOT_NOT_FOUND'],
    ['NoSuchUpload', 404, 'EARSHOT_NOT_FOUND'],
    ['NoSuchVersion', 404, 'EARSHOT_NOT_FOUND'],
    ['NotFound', 404, 'EARSHOT_NOT_FOUND'],
    ['QueueDoesNotExist', 400, 'EARSHOT_NOT_FOUND'],
    ['ResourceNotFoundException', 400, 'EARSHOT_NOT_FOUND'],
    ['AnyName', 404, 'EARSHOT_NOT_FOUND'],
    ['AnyName', 410, 'EARSHOT_NOT_FOUND'],
    ['ValidationException', 400, 'EARSHOT_INVALID_INPUT'],
    ['AnyName', 400, 'EARSHOT_INVALID_INPUT'],
    ['EntityTooLarge', 413, 'EARSHOT_INVALID_INPUT'],
    ['PermanentRedirect', 301, 'EARSHOT_INVALID_INPUT'],
    ['NotImplemented', 501, 'EARSHOT_NOT_SUPPORTED'],
  ])('%s with status %i', (name, status, code) => {
    expect(verdictOn(sdkError(name, { status }))).toEqual({ code, retryable: false, retryAfterMs: undefined });
  });
});

describe('another was faster', () => {
  test.each([
    ['ConditionalCheckFailedException', 400],
    ['ConditionalRequestConflict', 409],
    ['OperationAborted', 409],
    ['PreconditionFailed', 412],
    ['ReplicatedWriteConflictException', 400],
    ['ResourceInUseException', 400],
    ['TransactionConflictException', 400],
    ['AnyName', 409],
    ['AnyName', 412],
  ])('%s with status %i', (name, status) => {
    expect(verdictOn(sdkError(name, { status }))).toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: true });
  });
});

describe('a cancelled transaction is judged by the reasons of its items', () => {
  test.each([
    [['None', 'ConditionalCheckFailed'], 'EARSHOT_CONFLICT'],
    [['TransactionConflict'], 'EARSHOT_CONFLICT'],
    [['ConditionalCheckFailed', 'ThrottlingError'], 'EARSHOT_THROTTLED'],
    [['ProvisionedThroughputExceeded'], 'EARSHOT_THROTTLED'],
    [['ThrottlingError', 'ValidationError'], 'EARSHOT_INVALID_INPUT'],
    [['ItemCollectionSizeLimitExceeded'], 'EARSHOT_INVALID_INPUT'],
    [['ThrottlingError', 'AccessDenied'], 'EARSHOT_DENIED'],
    [[undefined], 'EARSHOT_CONFLICT'],
  ])('%j', (codes, code) => {
    const reasons = codes.map((Code) => (Code === undefined ? {} : { Code }));
    expect(verdictOn(sdkError('TransactionCanceledException', { status: 400, reasons })).code).toBe(code);
  });

  test('without reasons, another was faster', () => {
    expect(verdictOn(sdkError('TransactionCanceledException', { status: 400 })).code).toBe('EARSHOT_CONFLICT');
  });
});

describe('the error', () => {
  test('names service, operation, the code of AWS, the request and the status, and keeps its cause', () => {
    const cause = sdkError('NoSuchKey', { status: 404 });
    const error = toEarshotError(cause, 'S3.GetObject');
    expect(error).toBeInstanceOf(EarshotError);
    expect(error.cause).toBe(cause);
    expect(error.details).toEqual({
      service: 'S3',
      operation: 'GetObject',
      awsCode: 'NoSuchKey',
      requestId: 'request-1',
      httpStatus: 404,
    });
  });

  test('takes a context in any words, and says no more than it knows', () => {
    expect(toEarshotError(undefined, 'reading a. queue').details).toEqual({});
    expect(toEarshotError(Object.assign(new Error(''), { $metadata: 7, $response: 'odd' }), 'S3.X').details).toEqual({
      service: 'S3',
      operation: 'X',
      awsCode: 'Error',
    });
  });

  test('is left as it is when it is one of Earshot', () => {
    const error = new EarshotError('EARSHOT_UNREADABLE', 'why');
    expect(toEarshotError(error, 'S3.GetObject')).toBe(error);
  });

  test.each([new TypeError('a'), new RangeError('b'), new ReferenceError('c'), new SyntaxError('d')])(
    'is thrown as it is when it is a mistake in a program: %s',
    (mistake) => {
      expect(() => toEarshotError(mistake, 'S3.GetObject')).toThrow(mistake);
      const retried = Object.assign(mistake, { $metadata: { attempts: 1 } });
      expect(() => toEarshotError(retried, 'S3.GetObject')).toThrow(mistake);
    },
  );
});
