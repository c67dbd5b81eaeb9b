import type { Bucket, ObjectVersion, StoredContent } from './bucket.js';
import { checkedSums, etagOf } from './checksums.js';
import { checkWrite, failed, isUnchanged } from './preconditions.js';
import { readableVersion, versionHeader } from './read-operations.js';
import { accessDenied, notImplemented, S3Error } from './s3-error.js';
import { decoded, headersBeginning, type S3Request } from './s3-request.js';
import { noSuchBucket, type S3Answer, type S3Call } from './s3-service.js';
import { writeXml } from './xml.js';

const MAX_METADATA_BYTES = 2_048;
const KEPT_HEADERS = ['cache-control', 'content-disposition', 'content-language', 'expires'];

/** PutObject, and CopyObject where the request names a source. */
export function putObject(call: S3Call): S3Answer {
  const { request, service } = call;
  if (request.headers.has('x-amz-copy-source')) return copyObject(call);
  const bucket = service.bucketFor(call, 's3:PutObject');
  const { key = '', body, headers } = request;
  const checksums = checkedSums(headers, body);
  checkWrite(headers, bucket.current(key));
  const content = { bytes: body, etag: etagOf(body), headers: describingHeaders(request), checksums };
  const version = bucket.put(key, content, service.now());
  service.announce(call, bucket, 'ObjectCreated:Put', version);
  const { etag } = version;
  return {
    status: 200,
    headers: { etag, 'x-amz-server-side-encryption': 'AES256', ...checksums, ...versionHeader(bucket, version) },
  };
}

/**
 * What a request says of the object that it stores.
 * @throws S3Error `MetadataTooLarge`, `NotImplemented` for an encryption with keys
 */
export function describingHeaders(request: S3Request): Readonly<Record<string, string>> {
  const { headers } = request;
  const encryption = headers.get('x-amz-server-side-encryption') ?? 'AES256';
  if (encryption !== 'AES256') throw notImplemented(`x-amz-server-side-encryption: ${encryption}`);
  const metadata = headersBeginning(request, 'x-amz-meta-');
  const size = Buffer.byteLength(Object.entries(metadata).flat().join('').replaceAll('x-amz-meta-', ''));
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
  }
  const codings = (headers.get('content-encoding') ?? '').split(',').map((coding) => coding.trim());
  const encoding = codings.filter((coding) => coding !== '' && coding !== 'aws-chunked').join(',');
  return {
    'content-type': headers.get('content-type') || 'binary/octet-stream',
    ...(encoding !== '' && { 'content-encoding': encoding }),
    ...Object.fromEntries([...headers].filter(([name]) => KEPT_HEADERS.includes(name))),
    ...metadata,
  };
}

function copyObject(call: S3Call): S3Answer {
  const { request, service } = call;
  const target = service.bucketFor(call, 's3:PutObject');
  const { key = '', headers } = request;
  const { bucket, version } = sourceOf(call);
  if (isUnchanged(headers, version, 'x-amz-copy-source-')) throw failed('x-amz-copy-source-If-None-Match');
  checkWrite(headers, target.current(key));
  const replaces = headers.get('x-amz-metadata-directive') === 'REPLACE';
  if (target === bucket && version === target.current(key) && !replaces) {
    throw new S3Error('InvalidRequest', 'This copy request is illegal because it changes nothing.');
  }
  const content: StoredContent = { ...version, headers: replaces ? describingHeaders(request) : version.headers };
  const copy = target.put(key, { ...content, etag: etagOf(content.bytes) }, service.now());
  service.announce(call, target, 'ObjectCreated:Copy', copy);
  const source = bucket.versioning && { 'x-amz-copy-source-version-id': version.versionId };
  return {
    status: 200,
    headers: { 'x-amz-server-side-encryption': 'AES256', ...source, ...versionHeader(target, copy) },
    body: writeXml('CopyObjectResult', { LastModified: copy.lastModified.toISOString(), ETag: copy.etag }),
  };
}

function sourceOf(call: S3Call): { bucket: Bucket; version: ObjectVersion } {
  const named = call.request.headers.get('x-amz-copy-source') ?? '';
  const [, path = '', versionId] = /^\/?([^?]*)(?:\?versionId=(.*))?$/.exec(named) ?? [];
  const [, name, key] = /^([^/]+)\/(.+)$/s.exec(decoded(path)) ?? [];
  if (name === undefined || key === undefined) {
    throw new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  }
  const bucket = call.service.buckets.get(name);
  if (bucket === undefined) throw noSuchBucket(name);
  const reading = { ...call, request: { ...call.request, bucket: name, key } };
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  if (!call.service.allows(reading, action)) throw accessDenied();
  return { bucket, version: readableVersion(reading, bucket, key, versionId) };
}
