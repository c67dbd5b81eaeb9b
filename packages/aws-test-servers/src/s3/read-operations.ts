import type { Bucket, ObjectVersion } from './bucket.js';
import { byteRange } from './byte-range.js';
import { isStillRanged, isUnchanged } from './preconditions.js';
import { accessDenied, S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';

/** GetObject and HeadObject. */
export function getObject(call: S3Call): S3Answer {
  const { headers, query } = call.request;
  const versionId = query.get('versionId');
  const bucket = call.service.bucketFor(call, versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion');
  const version = readableVersion(call, bucket, call.request.key ?? '', versionId);
  const about = { ...objectHeaders(bucket, version), etag: version.etag };
  if (isUnchanged(headers, version)) return { status: 304, headers: about };
  const { bytes } = version;
  const range = isStillRanged(headers, version) ? byteRange(headers.get('range'), bytes.length) : undefined;
  const body = range === undefined ? bytes : bytes.subarray(range.first, range.last + 1);
  const partly = range && { 'content-range': `bytes ${range.first}-${range.last}/${bytes.length}` };
  const sums = range === undefined && headers.get('x-amz-checksum-mode') === 'ENABLED' ? version.checksums : {};
  return {
    status: range === undefined ? 200 : 206,
    headers: { ...about, ...version.headers, ...sums, ...overrides(query), ...partly, 'accept-ranges': 'bytes' },
    body,
  };
}

/**
 * The version that a request may read.
 * @throws S3Error `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed` for a delete marker that was named; `AccessDenied` in
 *   place of the first for a caller who may not list the bucket
 */
export function readableVersion(call: S3Call, bucket: Bucket, key: string, versionId?: string): ObjectVersion {
  const version = versionId === undefined ? bucket.newest(key) : bucket.version(key, versionId);
  if (version !== undefined && !version.deleteMarker) return version;
  const headers = version && { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  if (version !== undefined && versionId !== undefined) {
    throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      fields: { Method: call.request.method, ResourceType: 'DeleteMarker' },
      headers: { ...headers, 'last-modified': version.lastModified.toUTCString() },
    });
  }
  const named = { ...call, request: { ...call.request, bucket: bucket.name } };
  if (!call.service.allows(named, versionId === undefined ? 's3:ListBucket' : 's3:ListBucketVersions', '')) {
    throw accessDenied();
  }
  if (versionId === undefined) {
    throw new S3Error('NoSuchKey', 'The specified key does not exist.', {
      fields: { Key: key },
      headers: headers ?? {},
    });
  }
  throw new S3Error('NoSuchVersion', 'The specified version does not exist.', {
    fields: { Key: key, VersionId: versionId },
  });
}

function objectHeaders(bucket: Bucket, version: ObjectVersion): Readonly<Record<string, string | undefined>> {
  return {
    'last-modified': version.lastModified.toUTCString(),
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(bucket, version),
  };
}

/** The version in an answer, for buckets that know versions. */
export function versionHeader(bucket: Bucket, { versionId }: ObjectVersion): Readonly<Record<string, string>> {
  return bucket.versioning === undefined ? {} : { 'x-amz-version-id': versionId };
}

function overrides(query: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const asked = [...query].filter(([name]) => name.startsWith('response-'));
  return Object.fromEntries(asked.map(([name, value]) => [name.slice('response-'.length), value]));
}
