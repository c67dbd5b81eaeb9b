import { EarshotError, locationOf, type ObjectUri } from '@earshot/core';

/** Where an object lies, as S3's commands say it. */
export interface S3Location {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Where an object is in S3.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it lies elsewhere
 */
export function s3LocationOf(uri: ObjectUri): S3Location {
  const { scheme, bucket, key } = locationOf(uri);
  if (scheme !== 's3') throw notInS3(uri);
  return { Bucket: bucket, Key: key };
}

/**
 * The bucket that the beginning of a URI names, and what keys begin with.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it names no whole bucket
 */
export function s3PrefixOf(prefix: string): { readonly Bucket: string; readonly Prefix: string } {
  const [, bucket, start] = /^s3:\/\/([^/]+)\/(.*)$/s.exec(prefix) ?? [];
  if (bucket === undefined || start === undefined) throw notInS3(prefix);
  return { Bucket: bucket, Prefix: start };
}

/**
 * The key that a listing names. Listings are asked for with `EncodingType: 'url'`, since XML doesn't carry every
 * character, and not every service that speaks S3's language heeds it.
 */
export function listedKey(key = '', encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}

function notInS3(found: string): EarshotError {
  const expected = 's3://bucket/…';
  return new EarshotError('EARSHOT_INVALID_INPUT', `"${found}" isn't a location in S3: expected ${expected}`, {
    details: { field: 'uri', found, expected },
  });
}
