import { type AnalysisRequest, bdaMeaningOf, EarshotError, isEarshotError, type ObjectUri } from '@earshot/core';
import { deniedActionOf, QUOTA_MS, THROTTLED_MS, toEarshotError } from '../aws-errors.js';
import { toAwsFault } from '../aws-fault.js';

/** Reads recordings with the same permissions as the service does. */
export interface RecordingAccess {
  /**
   * Why a recording can't be read; `undefined` if it can.
   * @throws EarshotError the retryable ones: then nobody knows
   */
  check(uri: ObjectUri): Promise<EarshotError | undefined>;
}

/** The service says this of recordings and of results, and sometimes of a recording that isn't there. */
const OF_ANY_PLACE = /check s3 uris/i;

/**
 * What an error of InvokeDataAutomationAsync says. Only words about the recording count against the recording. All else
 * that a retry doesn't help is a fault of the set-up: `EARSHOT_DENIED`.
 */
export async function toStartError(
  error: unknown,
  request: AnalysisRequest,
  recordings: RecordingAccess | undefined,
): Promise<EarshotError> {
  if (isEarshotError(error)) return error;
  const fault = toEarshotError(error, 'BedrockDataAutomation.InvokeDataAutomationAsync');
  const { code, message } = fault;
  const said = toAwsFault(error).message ?? '';
  const meaning = bdaMeaningOf(said);
  if (meaning?.code === 'EARSHOT_THROTTLED' && code === 'EARSHOT_THROTTLED') return throttled(fault, meaning.quota);
  if (meaning?.quota && code === 'EARSHOT_INVALID_INPUT') return throttled(fault, meaning.quota);
  const isOverLimit = fault.details['quota'] === true && meaning?.code === 'EARSHOT_NOT_SUPPORTED';
  if (isOverLimit) return refused(fault, 'EARSHOT_NOT_SUPPORTED');
  if (fault.retryable) return fault;
  if (meaning?.code === 'EARSHOT_NOT_FOUND' || OF_ANY_PLACE.test(said)) {
    return unreachable(fault, OF_ANY_PLACE.test(said), request, recordings);
  }
  const isSetUp = meaning === undefined || meaning.code === 'EARSHOT_DENIED' || meaning.code === 'EARSHOT_THROTTLED';
  if (code !== 'EARSHOT_INVALID_INPUT' || isSetUp) {
    return withCode(fault, 'EARSHOT_DENIED', message, { action: deniedActionOf(said) });
  }
  return refused(fault, meaning.code === 'EARSHOT_NOT_SUPPORTED' ? meaning.code : 'EARSHOT_INVALID_INPUT');
}

/** The recording will never be analyzed as it is. */
function refused(fault: EarshotError, code: EarshotError['code']): EarshotError {
  const { retryAfterMs: _later, quota: _full, ...details } = fault.details;
  return new EarshotError(code, fault.message, { cause: fault.cause, details: { ...details, field: 'media.uri' } });
}

function throttled(fault: EarshotError, quota: true | undefined): EarshotError {
  const { retryAfterMs, quota: named } = fault.details;
  if (fault.code === 'EARSHOT_THROTTLED' && (named !== undefined || quota === undefined)) return fault;
  const waitMs = quota ? QUOTA_MS : (retryAfterMs ?? THROTTLED_MS);
  return withCode(fault, 'EARSHOT_THROTTLED', fault.message, { retryAfterMs: waitMs, quota });
}

/** Finds out what the service can't reach: the recording, or else the place for results. */
async function unreachable(
  fault: EarshotError,
  maybeResults: boolean,
  { media: { uri }, outputUri }: AnalysisRequest,
  recordings: RecordingAccess | undefined,
): Promise<EarshotError> {
  const denied = (why: string, details: Readonly<Record<string, unknown>>) =>
    withCode(fault, 'EARSHOT_DENIED', `${why}: ${fault.message}`, details);
  if (recordings === undefined) {
    const why = `${uri} is missing, or s3:GetObject or kms:Decrypt is missing for it`;
    return denied(why, { field: 'media.uri' });
  }
  const found = await recordings.check(uri);
  if (found !== undefined) {
    const details = { field: 'media.uri', action: found.details['action'] };
    return withCode(fault, found.code, `${found.message}: ${fault.message}`, details);
  }
  if (!maybeResults) {
    const why = `${uri} can be read, but not by Bedrock: look at the conditions in the policies of its bucket and key`;
    return denied(why, { field: 'media.uri' });
  }
  const why = `${uri} can be read: s3:PutObject is missing for ${outputUri}, or kms:GenerateDataKey for the key of that bucket`;
  return denied(why, { field: 'outputUri', action: 's3:PutObject' });
}

/** The error with another code, and more details where they are known. */
function withCode(
  { details, cause }: EarshotError,
  code: EarshotError['code'],
  message: string,
  more: Readonly<Record<string, unknown>>,
): EarshotError {
  const known = Object.entries({ ...details, ...more }).filter(([, value]) => value !== undefined);
  return new EarshotError(code, message, { cause, details: Object.fromEntries(known) });
}
