import type { Bucket, ObjectVersion } from './bucket.js';
import { compareKeys, encodeKey } from './key-encoding.js';
import { S3Error } from './s3-error.js';
import type { S3Answer, S3Call } from './s3-service.js';
import { writeXml, type XmlFields } from './xml.js';

const LARGEST_PAGE = 1_000;

/** Where a listing goes on: after a key, or after all that begins with a common prefix. */
interface Position {
  readonly after: string;
  readonly isPrefix: boolean;
}

/** A line of a listing: an object, or a prefix that stands for several. */
interface Line extends Position {
  readonly version?: ObjectVersion;
}

/** ListObjectsV2. */
export function listObjectsV2(call: S3Call): S3Answer {
  const { query } = call.request;
  const bucket = call.service.bucketFor(call, 's3:ListBucket');
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const from = token === undefined ? { after: startAfter ?? '', isPrefix: false } : readToken(token);
  const [prefix, delimiter, maxKeys] = [query.get('prefix') ?? '', query.get('delimiter') ?? '', pageSize(query)];
  const { page, more } = firstOf(linesAfter(bucket, from, prefix, delimiter), maxKeys);
  const last = page.at(-1);
  const encode = encoderFor(query);
  return {
    status: 200,
    body: writeXml('ListBucketResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      ...(delimiter !== '' && { Delimiter: encode(delimiter) }),
      ...(startAfter !== undefined && { StartAfter: encode(startAfter) }),
      ContinuationToken: token,
      NextContinuationToken: more && last ? writeToken(last) : undefined,
      EncodingType: query.get('encoding-type'),
      KeyCount: page.length,
      MaxKeys: maxKeys,
      IsTruncated: more,
      Contents: page.flatMap(({ version }) => (version ? [contents(version, encode, query)] : [])),
      CommonPrefixes: page.filter(({ isPrefix }) => isPrefix).map(({ after }) => ({ Prefix: encode(after) })),
    }),
  };
}

/** ListObjectVersions. */
export function listObjectVersions(call: S3Call): S3Answer {
  const { query } = call.request;
  const bucket = call.service.bucketFor(call, 's3:ListBucketVersions');
  const [prefix, maxKeys, encode] = [query.get('prefix') ?? '', pageSize(query), encoderFor(query)];
  const [keyMarker, versionMarker] = [query.get('key-marker'), query.get('version-id-marker')];
  const { page, more } = firstOf(versionsAfter(bucket, prefix, keyMarker, versionMarker), maxKeys);
  const last = page.at(-1);
  const line = (version: ObjectVersion): XmlFields => ({
    ...(version.deleteMarker ? { Key: encode(version.key) } : contents(version, encode, query)),
    VersionId: version.versionId,
    IsLatest: bucket.newest(version.key) === version,
    LastModified: version.lastModified.toISOString(),
  });
  return {
    status: 200,
    body: writeXml('ListVersionsResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker ?? ''),
      VersionIdMarker: versionMarker ?? '',
      NextKeyMarker: more && last ? encode(last.key) : undefined,
      NextVersionIdMarker: more ? last?.versionId : undefined,
      EncodingType: query.get('encoding-type'),
      MaxKeys: maxKeys,
      IsTruncated: more,
      Version: page.filter(({ deleteMarker }) => !deleteMarker).map(line),
      DeleteMarker: page.filter(({ deleteMarker }) => deleteMarker).map(line),
    }),
  };
}

function* linesAfter(bucket: Bucket, from: Position, prefix: string, delimiter: string): Generator<Line> {
  let group: string | undefined;
  for (const key of bucket.keys(prefix)) {
    const version = bucket.current(key);
    if (version === undefined || compareKeys(key, from.after) <= 0) continue;
    if (from.isPrefix && key.startsWith(from.after)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = end === -1 ? undefined : key.slice(0, end + delimiter.length);
    if (common === undefined) yield { after: key, isPrefix: false, version };
    else if (common !== group) yield { after: common, isPrefix: true };
    group = common;
  }
}

function* versionsAfter(
  bucket: Bucket,
  prefix: string,
  keyMarker: string | undefined,
  versionMarker: string | undefined,
): Generator<ObjectVersion> {
  const order = versionMarker && bucket.orderOf(keyMarker ?? '', versionMarker);
  if (versionMarker !== undefined && typeof order !== 'number') {
    throw new S3Error('InvalidArgument', 'Invalid version id specified', {
      fields: { ArgumentName: 'version-id-marker', ArgumentValue: versionMarker },
    });
  }
  for (const key of bucket.keys(prefix)) {
    const passed = keyMarker === undefined ? 1 : compareKeys(key, keyMarker);
    if (passed < 0) continue;
    const versions = bucket.versionsOf(key);
    yield* passed > 0
      ? versions
      : versions.filter((version) => version.order < (typeof order === 'number' ? order : 0));
  }
}

function firstOf<T>(lines: Iterable<T>, count: number): { page: T[]; more: boolean } {
  const page: T[] = [];
  if (count === 0) return { page, more: false };
  for (const line of lines) {
    if (page.length === count) return { page, more: true };
    page.push(line);
  }
  return { page, more: false };
}

function contents(
  { key, lastModified, etag, bytes }: ObjectVersion,
  encode: (key: string) => string,
  query: ReadonlyMap<string, string>,
): XmlFields {
  return {
    Key: encode(key),
    LastModified: lastModified.toISOString(),
    ETag: etag,
    Size: bytes.length,
    StorageClass: 'STANDARD',
    ...(query.get('fetch-owner') === 'true' && { Owner: { ID: 'earshot' } }),
  };
}

function encoderFor(query: ReadonlyMap<string, string>): (key: string) => string {
  const type = query.get('encoding-type');
  if (type !== undefined && type !== 'url') throw invalid('encoding-type', type, 'Invalid Encoding Method specified');
  return type === 'url' ? encodeKey : (key) => key;
}

function pageSize(query: ReadonlyMap<string, string>): number {
  const asked = query.get('max-keys') ?? String(LARGEST_PAGE);
  if (!/^\d+$/.test(asked))
    throw invalid('max-keys', asked, 'Provided max-keys not an integer or within integer range');
  return Math.min(Number(asked), LARGEST_PAGE);
}

function writeToken({ after, isPrefix }: Position): string {
  return Buffer.from(JSON.stringify({ after, isPrefix })).toString('base64');
}

function readToken(token: string): Position {
  const { after, isPrefix } = parsed(token);
  if (typeof after === 'string' && typeof isPrefix === 'boolean') return { after, isPrefix };
  throw invalid('continuation-token', token, 'The continuation token provided is incorrect');
}

function parsed(token: string): Partial<Position> {
  try {
    return JSON.parse(Buffer.from(token, 'base64').toString()) as Partial<Position>;
  } catch {
    return {};
  }
}

function invalid(name: string, value: string, message: string): S3Error {
  return new S3Error('InvalidArgument', message, { fields: { ArgumentName: name, ArgumentValue: value } });
}
