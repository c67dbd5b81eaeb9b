import { TEST_ACCOUNT } from '../test-server.js';
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listBuckets,
  putBucketVersioning,
} from './bucket-operations.js';
import { deleteBucketCors, getBucketCors, putBucketCors } from './cors-operations.js';
import { deleteObject, deleteObjects } from './delete-operations.js';
import { listObjectsV2, listObjectVersions } from './listing.js';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './multipart-operations.js';
import { getBucketNotification, putBucketNotification } from './notification-operations.js';
import { getObject } from './read-operations.js';
import { accessDenied, notImplemented } from './s3-error.js';
import type { S3Request } from './s3-request.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { putObject } from './write-operations.js';

/** An operation, how it is recognized, and all that may be asked of it. */
interface Operation {
  readonly run: (call: S3Call) => S3Answer | Promise<S3Answer>;
  /** Method and what it is about: nothing, a bucket, or an object. */
  readonly on: `${string} ${'/' | '/bucket' | '/bucket/key'}`;
  /** Parameters that tell it from others, with their value where that matters. */
  readonly marks?: readonly string[];
  readonly query?: readonly string[];
  /** Headers that change what it does. A `*` stands for any end. */
  readonly headers?: readonly string[];
}

const READ_CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
const WRITE_CONDITIONS = ['if-match', 'if-none-match'];
const DESCRIPTION = ['x-amz-meta-*', 'x-amz-server-side-encryption'];
const PAGE = ['prefix', 'max-keys', 'encoding-type'];

const READ = {
  run: getObject,
  query: ['versionId', 'response-*'],
  headers: [...READ_CONDITIONS, 'range', 'if-range', 'x-amz-checksum-mode'],
};

const OPERATIONS: readonly Operation[] = [
  { run: listBuckets, on: 'GET /' },
  { run: createBucket, on: 'PUT /bucket' },
  { run: headBucket, on: 'HEAD /bucket' },
  { run: deleteBucket, on: 'DELETE /bucket' },
  { run: getBucketLocation, on: 'GET /bucket', marks: ['location'] },
  { run: getBucketVersioning, on: 'GET /bucket', marks: ['versioning'] },
  { run: putBucketVersioning, on: 'PUT /bucket', marks: ['versioning'] },
  { run: getBucketNotification, on: 'GET /bucket', marks: ['notification'] },
  { run: putBucketNotification, on: 'PUT /bucket', marks: ['notification'] },
  { run: getBucketCors, on: 'GET /bucket', marks: ['cors'] },
  { run: putBucketCors, on: 'PUT /bucket', marks: ['cors'] },
  { run: deleteBucketCors, on: 'DELETE /bucket', marks: ['cors'] },
  { run: deleteObjects, on: 'POST /bucket', marks: ['delete'] },
  {
    run: listObjectsV2,
    on: 'GET /bucket',
    marks: ['list-type=2'],
    query: [...PAGE, 'delimiter', 'continuation-token', 'start-after', 'fetch-owner'],
  },
  {
    run: listObjectVersions,
    on: 'GET /bucket',
    marks: ['versions'],
    query: [...PAGE, 'key-marker', 'version-id-marker'],
  },
  { run: listParts, on: 'GET /bucket/key', marks: ['uploadId'], query: ['max-parts', 'part-number-marker'] },
  { ...READ, on: 'GET /bucket/key' },
  { ...READ, on: 'HEAD /bucket/key' },
  {
    run: putObject,
    on: 'PUT /bucket/key',
    headers: [
      ...WRITE_CONDITIONS,
      ...DESCRIPTION,
      'x-amz-metadata-directive',
      'x-amz-copy-source',
      ...READ_CONDITIONS.map((name) => `x-amz-copy-source-${name}`),
    ],
  },
  { run: deleteObject, on: 'DELETE /bucket/key', query: ['versionId'] },
  { run: createMultipartUpload, on: 'POST /bucket/key', marks: ['uploads'], headers: DESCRIPTION },
  { run: uploadPart, on: 'PUT /bucket/key', marks: ['uploadId', 'partNumber'] },
  { run: completeMultipartUpload, on: 'POST /bucket/key', marks: ['uploadId'], headers: WRITE_CONDITIONS },
  { run: abortMultipartUpload, on: 'DELETE /bucket/key', marks: ['uploadId'] },
];

/** What any request may say: its signature, its checksums, and who sends it. */
const ANY_QUERY = ['x-id', 'X-Amz-*', 'x-amz-*'];
const ANY_HEADERS = [
  'x-amz-checksum-*',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-trailer',
  'x-amz-user-agent',
];

/**
 * What a request asks for.
 * @throws S3Error `NotImplemented` when it asks for anything that isn't done here
 */
export function operationFor(request: S3Request): Operation['run'] {
  const on = `${request.method} ${request.bucket === undefined ? '/' : request.key === undefined ? '/bucket' : '/bucket/key'}`;
  const candidates = OPERATIONS.filter((operation) => operation.on === on && isMarked(request, operation.marks ?? []));
  const operation = candidates.reduce<Operation | undefined>(
    (best, each) => ((each.marks ?? []).length > (best?.marks ?? []).length ? each : (best ?? each)),
    undefined,
  );
  if (operation === undefined) throw notImplemented(on);
  const { marks = [], query = [], headers = [] } = operation;
  refuse(request.query.keys(), [...ANY_QUERY, ...query, ...marks.map((mark) => mark.replace(/=.*/, ''))]);
  const telling = [...request.headers.keys()].filter((name) => /^(x-amz-|if-|range$)/.test(name));
  refuse(telling, [...ANY_HEADERS, ...headers]);
  if ((request.headers.get('x-amz-expected-bucket-owner') ?? TEST_ACCOUNT) !== TEST_ACCOUNT) throw accessDenied();
  return operation.run;
}

function isMarked({ query }: S3Request, marks: readonly string[]): boolean {
  return marks.every((mark) => {
    const [name = '', value] = mark.split('=');
    return query.has(name) && (value === undefined || query.get(name) === value);
  });
}

function refuse(names: Iterable<string>, known: readonly string[]): void {
  for (const name of names) {
    const isKnown = known.some((each) => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each));
    if (!isKnown) throw notImplemented(name);
  }
}
