import { EarshotError, type ErrorCode, isEarshotError } from '@earshot/core';
import { type AwsFault, awsCodeOf, isProgrammingMistake, retryAfterMsOf, toAwsFault } from './aws-fault.js';

/** How long to wait after a throttled request when the service doesn't say. */
export const THROTTLED_MS = 5_000;

/** How long to wait when a quota is used up: until something that holds it ends. */
export const QUOTA_MS = 60_000;

interface Verdict {
  readonly code: ErrorCode;
  /** @defaultValue as the code has it */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  /** Something that the account may have so many of is used up, in place of requests per second. */
  readonly quota?: true;
}

const THROTTLED: Verdict = { code: 'EARSHOT_THROTTLED', retryAfterMs: THROTTLED_MS };
const QUOTA: Verdict = { code: 'EARSHOT_THROTTLED', retryAfterMs: QUOTA_MS, quota: true };
const UNAVAILABLE: Verdict = { code: 'EARSHOT_UNAVAILABLE' };
const DENIED: Verdict = { code: 'EARSHOT_DENIED' };
/** Credentials that are renewed, and clocks that are set, without anybody's doing. */
const DENIED_FOR_NOW: Verdict = { code: 'EARSHOT_DENIED', retryable: true };
const NOT_FOUND: Verdict = { code: 'EARSHOT_NOT_FOUND' };
const INVALID_INPUT: Verdict = { code: 'EARSHOT_INVALID_INPUT' };
const CONFLICT: Verdict = { code: 'EARSHOT_CONFLICT' };
const NOT_SUPPORTED: Verdict = { code: 'EARSHOT_NOT_SUPPORTED' };

/** Names whose HTTP status says something else, or nothing; those with an honest status need no entry. */
const BY_NAME: ReadonlyMap<string, Verdict> = new Map([
  ...named(
    THROTTLED,
    'BandwidthLimitExceeded KmsThrottled LimitExceededException OverLimit PriorRequestNotComplete',
    'ProvisionedThroughputExceededException RequestLimitExceeded RequestThrottled RequestThrottledException SlowDown',
    'ThrottledException Throttling ThrottlingError ThrottlingException TooManyRequestsException',
    'TransactionInProgressException',
  ),
  ...named(QUOTA, 'ServiceQuotaExceededException'),
  ...named(UNAVAILABLE, 'AbortError ModelErrorException RequestTimeout RequestTimeoutException TimeoutError'),
  ...named(
    DENIED_FOR_NOW,
    'CredentialsProviderError ExpiredToken ExpiredTokenException RequestExpired RequestInTheFuture',
    'RequestTimeTooSkewed TokenProviderError TokenRefreshRequired',
  ),
  ...named(
    DENIED,
    'AccessDenied AccessDeniedException AllAccessDisabled AuthFailure IncompleteSignature InvalidAccessKeyId',
    'InvalidClientTokenId InvalidSignatureException InvalidToken KMSAccessDeniedException KmsAccessDenied',
    'MissingAuthenticationToken MissingAuthenticationTokenException NotAuthorized OptInRequired',
    'SignatureDoesNotMatch UnauthorizedAccess UnrecognizedClientException',
  ),
  ...named(
    NOT_FOUND,
    'AWS.SimpleQueueService.NonExistentQueue NoSuchBucket NoSuchKey NoSuchUpload NoSuchVersion NotFound',
    'QueueDoesNotExist ResourceNotFoundException',
  ),
  ...named(
    CONFLICT,
    'ConditionalCheckFailedException ConditionalRequestConflict OperationAborted PreconditionFailed',
    'ReplicatedWriteConflictException ResourceInUseException TransactionConflictException',
  ),
  ...named(INVALID_INPUT, 'ValidationException'),
]);

const BY_STATUS: ReadonlyMap<number, Verdict> = new Map([
  [401, DENIED],
  [402, QUOTA],
  [403, DENIED],
  [404, NOT_FOUND],
  [408, UNAVAILABLE],
  [409, CONFLICT],
  [410, NOT_FOUND],
  [412, CONFLICT],
  [429, THROTTLED],
  [501, NOT_SUPPORTED],
]);

/**
 * What an AWS SDK threw, in Earshot's codes. `context` says what was being done: `<service>.<operation>` such as
 * `S3.GetObject`, which `details` then names one by one, or any words. Throttled errors say in `details.retryAfterMs`
 * how long to wait, and `details.quota` is true when a quota is used up rather than a rate; what the service said is never
 * in `details`.
 *
 * @throws the error itself when it is a programming mistake, such as a `TypeError` that comes with no answer of a service
 */
export function toEarshotError(error: unknown, context: string): EarshotError {
  if (isEarshotError(error)) return error;
  if (isProgrammingMistake(error)) throw error;
  const fault = toAwsFault(error);
  const { code, retryable, ...verdict } = verdictOn(fault);
  const retryAfterMs = retryAfterMsOf(fault) ?? verdict.retryAfterMs;
  const awsCode = awsCodeOf(fault);
  const [service, operation] = /^(\w+)\.(\w+)$/.exec(context)?.slice(1) ?? [];
  const { requestId, httpStatusCode: httpStatus } = fault.$metadata ?? {};
  const { quota } = verdict;
  const told = { service, operation, awsCode, requestId, httpStatus, retryAfterMs, quota };
  const details = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  const message = [context, awsCode, fault.message].filter((part) => part !== undefined && part !== '').join(': ');
  return new EarshotError(code, message, { cause: error, details, ...(retryable !== undefined && { retryable }) });
}

/** The action that a message about a missing permission names, such as `kms:Decrypt`. */
export function deniedActionOf(message: string): string | undefined {
  return /not authorized to perform:? "?([a-z][a-z0-9-]*:[A-Za-z]+)/.exec(message)?.[1];
}

function verdictOn(fault: AwsFault): Verdict {
  const { name = '', $retryable, $metadata } = fault;
  if (name === 'TransactionCanceledException') return verdictOnTransaction(fault);
  const byName = BY_NAME.get(name);
  if (byName !== undefined) return byName;
  if ($retryable !== undefined) return $retryable.throttling === true ? THROTTLED : UNAVAILABLE;
  const status = $metadata?.httpStatusCode;
  // No answer of a service: the network, or something that the SDK has no name for. Both may pass.
  if (status === undefined || status < 300) return UNAVAILABLE;
  return BY_STATUS.get(status) ?? (status >= 500 ? UNAVAILABLE : INVALID_INPUT);
}

/** A transaction is cancelled for the reasons that its items give: one that can't be mended weighs more than one that passes. */
function verdictOnTransaction({ CancellationReasons = [] }: AwsFault): Verdict {
  const codes = new Set(CancellationReasons.map(({ Code }) => Code));
  if (codes.has('ValidationError') || codes.has('ItemCollectionSizeLimitExceeded')) return INVALID_INPUT;
  if (codes.has('AccessDenied')) return DENIED;
  if (codes.has('ProvisionedThroughputExceeded') || codes.has('ThrottlingError')) return THROTTLED;
  return CONFLICT;
}

function named(verdict: Verdict, ...names: readonly string[]): [string, Verdict][] {
  return names.flatMap((line) => line.split(' ')).map((name) => [name, verdict]);
}
