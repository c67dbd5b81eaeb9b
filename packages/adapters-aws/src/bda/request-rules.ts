import { type AnalysisRequest, EarshotError, type ErrorCode, locationOf, type ObjectUri } from '@earshot/core';

const LARGEST_AUDIO_MB = 2_048;

/** Suffixes of what Bedrock Data Automation reads, and how large such a file may be. */
const LARGEST_MB: ReadonlyMap<string, number> = new Map([
  ...['amr', 'flac', 'm4a', 'mp3', 'ogg', 'wav'].map((suffix) => [suffix, LARGEST_AUDIO_MB] as const),
  // The service takes WebM for video in one place and for audio in another.
  ...['avi', 'm4v', 'mkv', 'mov', 'mp4', 'webm'].map((suffix) => [suffix, 10_240] as const),
]);

const BYTES_PER_MB = 1_048_576;
const LONGEST_URI = 1_024;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const REFUSED_IN_KEYS = /[\x00-\x1f\x7f{}^%`[\]"<>~#|]/;

/**
 * Makes sure that the service would take this request on.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` for a recording that another analyzer might read, `EARSHOT_INVALID_INPUT`
 * for one that none can read and for a place that results can't go to; both name the field, what was found and what is expected
 */
export function checkRequest({ media, outputUri }: AnalysisRequest): void {
  checkUri('media.uri', media.uri, 'EARSHOT_NOT_SUPPORTED');
  const suffix = suffixOf(media.uri);
  const largestMb = media.kind === 'audio' ? LARGEST_MB.get(suffix) && LARGEST_AUDIO_MB : LARGEST_MB.get(suffix);
  if (largestMb === undefined) {
    throw refusal('EARSHOT_NOT_SUPPORTED', 'media.uri', suffix, `a file of type ${[...LARGEST_MB.keys()].join(', ')}`);
  }
  const { sizeBytes } = media;
  if (sizeBytes === 0) throw refusal('EARSHOT_INVALID_INPUT', 'media.sizeBytes', sizeBytes, 'at least one byte');
  if (sizeBytes !== undefined && sizeBytes > largestMb * BYTES_PER_MB) {
    throw refusal('EARSHOT_NOT_SUPPORTED', 'media.sizeBytes', sizeBytes, `at most ${largestMb} MB`);
  }
  checkUri('outputUri', outputUri, 'EARSHOT_INVALID_INPUT');
}

function checkUri(field: string, uri: ObjectUri, code: ErrorCode): void {
  const { scheme, bucket, key } = locationOf(uri);
  if (scheme !== 's3') throw refusal(code, field, scheme, 's3://bucket/key');
  if (!BUCKET.test(bucket)) throw refusal(code, field, bucket, 'a bucket of small letters, digits, dots and hyphens');
  const [refused] = REFUSED_IN_KEYS.exec(key) ?? [];
  if (refused !== undefined) {
    throw refusal(code, field, refused, 'a key without control characters and # % ~ [ ] { } ^ " < > | `');
  }
  const { length } = uri;
  if (length > LONGEST_URI) throw refusal(code, field, `${length} characters`, `at most ${LONGEST_URI} characters`);
}

/** What follows the last dot of a file's name, in small letters. */
function suffixOf(uri: ObjectUri): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}

function refusal(code: ErrorCode, field: string, found: string | number, expected: string): EarshotError {
  const message = `Bedrock Data Automation does not take this: ${field}: expected ${expected}, found ${JSON.stringify(found)}`;
  return new EarshotError(code, message, { details: { field, found, expected } });
}
