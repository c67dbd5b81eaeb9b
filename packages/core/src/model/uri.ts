import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';

/**
 * Where an object lies: `scheme://bucket/key`, the key exactly as the store names it (never percent-encoded).
 * Amazon S3 writes `s3://bucket/key`; other stores choose a scheme of their own.
 */
export const ObjectUri = z
  .string()
  .check(z.maxLength(2048), z.regex(/^[a-z][a-z0-9+.-]*:\/\/[^/]+\/[^\0]+$/, 'expected scheme://bucket/key'))
  .brand<'ObjectUri'>();
export type ObjectUri = z.infer<typeof ObjectUri>;

/** An {@link ObjectUri} taken apart. */
export interface ObjectLocation {
  readonly scheme: string;
  readonly bucket: string;
  readonly key: string;
}

/** Takes an {@link ObjectUri} apart. The key keeps every character, `//` included. */
export function locationOf(uri: ObjectUri): ObjectLocation {
  const schemeEnd = uri.indexOf('://');
  const bucketEnd = uri.indexOf('/', schemeEnd + 3);
  return {
    scheme: uri.slice(0, schemeEnd),
    bucket: uri.slice(schemeEnd + 3, bucketEnd),
    key: uri.slice(bucketEnd + 1),
  };
}

/**
 * Puts an {@link ObjectUri} together.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when bucket or key is empty or holds what no store accepts.
 */
export function objectUri(bucket: string, key: string, scheme = 's3'): ObjectUri {
  const parsed = ObjectUri.safeParse(`${scheme}://${bucket}/${key}`);
  if (parsed.success && !bucket.includes('/')) return parsed.data;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `invalid location: bucket "${bucket}" under key "${key}"`, {
    details: { field: 'uri', found: `${bucket}/${key}`, expected: 'a bucket and a key' },
  });
}

/** The folder that an object is in, ending in `/`. */
export function folderOf(uri: ObjectUri): ObjectUri {
  return ObjectUri.parse(uri.slice(0, uri.lastIndexOf('/') + 1));
}
