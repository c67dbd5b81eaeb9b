import { randomBytes } from 'node:crypto';
import type { Bucket } from './bucket.js';
import { checkedSums, etagOf } from './checksums.js';
import { assembled, type MultipartUpload } from './multipart-upload.js';
import { checkWrite } from './preconditions.js';
import { versionHeader } from './read-operations.js';
import { S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { describingHeaders } from './write-operations.js';
import { writeXml } from './xml.js';

const MAX_PARTS = 10_000;
const MAX_LISTED = 1_000;

/** CreateMultipartUpload. */
export function createMultipartUpload(call: S3Call): S3Answer {
  const bucket = call.service.bucketFor(call, 's3:PutObject');
  const { key = '', headers } = call.request;
  const id = randomBytes(48).toString('base64url');
  bucket.uploads.set(id, { id, key, headers: describingHeaders(call.request), parts: new Map() });
  return {
    status: 200,
    headers: {
      'x-amz-server-side-encryption': 'AES256',
      'x-amz-checksum-algorithm': headers.get('x-amz-checksum-algorithm'),
    },
    body: writeXml('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId: id }),
  };
}

/** UploadPart. */
export function uploadPart(call: S3Call): S3Answer {
  const { body, headers, query } = call.request;
  const bucket = call.service.bucketFor(call, 's3:PutObject');
  const upload = uploadFor(call, bucket);
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive', {
      fields: { ArgumentName: 'partNumber', ArgumentValue: query.get('partNumber') ?? '' },
    });
  }
  const sums = checkedSums(headers, body);
  const etag = etagOf(body);
  upload.parts.set(number, { bytes: body, etag });
  return { status: 200, headers: { etag, ...sums } };
}

/** CompleteMultipartUpload. */
export function completeMultipartUpload(call: S3Call): S3Answer {
  const { request, service } = call;
  const bucket = service.bucketFor(call, 's3:PutObject');
  const upload = uploadFor(call, bucket);
  const { bytes, etag } = assembled(upload, request.body);
  checkWrite(request.headers, bucket.current(upload.key));
  bucket.uploads.delete(upload.id);
  const content = { bytes, etag, headers: upload.headers, checksums: {} };
  const version = bucket.put(upload.key, content, service.now());
  service.announce(call, bucket, 'ObjectCreated:CompleteMultipartUpload', version);
  const host = `http://${request.headers.get('host')}`;
  return {
    status: 200,
    headers: { 'x-amz-server-side-encryption': 'AES256', ...versionHeader(bucket, version) },
    body: writeXml('CompleteMultipartUploadResult', {
      Location: host + request.path,
      Bucket: bucket.name,
      Key: upload.key,
      ETag: etag,
    }),
  };
}

/** ListParts. */
export function listParts(call: S3Call): S3Answer {
  const { query } = call.request;
  const bucket = call.service.bucketFor(call, 's3:ListMultipartUploadParts');
  const upload = uploadFor(call, bucket);
  const after = Number(query.get('part-number-marker') ?? 0);
  const most = Math.min(Number(query.get('max-parts') ?? MAX_LISTED), MAX_LISTED);
  const parts = [...upload.parts].filter(([number]) => number > after).sort(([one], [other]) => one - other);
  const page = parts.slice(0, most);
  const body = writeXml('ListPartsResult', {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: after,
    NextPartNumberMarker: page.at(-1)?.[0] ?? 0,
    MaxParts: most,
    IsTruncated: page.length < parts.length,
    Part: page.map(([number, { bytes, etag }]) => ({ PartNumber: number, ETag: etag, Size: bytes.length })),
  });
  return { status: 200, body };
}

/** AbortMultipartUpload. */
export function abortMultipartUpload(call: S3Call): S3Answer {
  const bucket = call.service.bucketFor(call, 's3:AbortMultipartUpload');
  bucket.uploads.delete(uploadFor(call, bucket).id);
  return { status: 204 };
}

function uploadFor({ request }: S3Call, bucket: Bucket): MultipartUpload {
  const upload = bucket.uploads.get(request.query.get('uploadId') ?? '');
  if (upload !== undefined && upload.key === request.key) return upload;
  throw new S3Error('NoSuchUpload', 'The specified upload does not exist. It may have been aborted or completed.');
}
