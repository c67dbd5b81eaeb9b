import type { ObjectVersion } from './bucket.js';
import { notImplemented, S3Error } from './s3-error.js';

type Headers = ReadonlyMap<string, string>;

/**
 * Holds a write to what `If-Match` and `If-None-Match` ask of the object it would replace.
 * @throws S3Error `PreconditionFailed`, `NoSuchKey`, `NotImplemented`
 */
export function checkWrite(headers: Headers, current: ObjectVersion | undefined): void {
  const match = headers.get('if-match');
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*') throw notImplemented(`If-None-Match: ${noneMatch}`);
  if (noneMatch !== undefined && current !== undefined) throw failed('If-None-Match');
  if (match === undefined) return;
  if (current === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!names(match, current.etag)) throw failed('If-Match');
}

/**
 * Whether a read is to be answered with `304 Not Modified`. `If-Match` weighs more than `If-Unmodified-Since`, and
 * `If-None-Match` more than `If-Modified-Since`.
 * @throws S3Error `PreconditionFailed`
 */
export function isUnchanged(headers: Headers, { etag, lastModified }: ObjectVersion, prefix = ''): boolean {
  const get = (name: string) => headers.get(prefix + name);
  const [match, noneMatch] = [get('if-match'), get('if-none-match')];
  if (match !== undefined && !names(match, etag)) throw failed('If-Match');
  const since = (date: string | undefined) =>
    date !== undefined && Math.floor(lastModified.getTime() / 1_000) * 1_000 > Date.parse(date);
  if (match === undefined && since(get('if-unmodified-since'))) throw failed('If-Unmodified-Since');
  if (noneMatch !== undefined) return names(noneMatch, etag);
  return get('if-modified-since') !== undefined && !since(get('if-modified-since'));
}

/** Whether a range is answered with that range: `If-Range` may ask for the whole object if it has changed. */
export function isStillRanged(headers: Headers, { etag, lastModified }: ObjectVersion): boolean {
  const known = headers.get('if-range');
  return (
    known === undefined || known === etag || Date.parse(known) === Math.floor(lastModified.getTime() / 1_000) * 1_000
  );
}

/** The answer when what a request depends on isn't so. */
export function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    fields: { Condition: condition },
  });
}

function names(list: string, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '').replaceAll('"', '');
  return list.split(',').some((tag) => bare(tag) === '*' || bare(tag) === bare(etag));
}
