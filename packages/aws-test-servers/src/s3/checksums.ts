import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented, S3Error } from './s3-error.js';

const ALGORITHMS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  crc32: (bytes) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString('base64');
  },
  sha1: (bytes) => createHash('sha1').update(bytes).digest('base64'),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('base64'),
};

const PREFIX = 'x-amz-checksum-';
/** Headers that say how to deal with checksums, and are none. */
const SETTINGS = new Set([`${PREFIX}mode`, `${PREFIX}algorithm`, `${PREFIX}type`]);

/**
 * The checksums that a request carries, by header, once the body was found to agree with them and with `Content-MD5`.
 * @throws S3Error `BadDigest`, `InvalidDigest`, `InvalidRequest`, `NotImplemented`
 */
export function checkedSums(headers: ReadonlyMap<string, string>, body: Buffer): Readonly<Record<string, string>> {
  checkMd5(headers.get('content-md5'), body);
  const given = [...headers].filter(([name]) => name.startsWith(PREFIX) && !SETTINGS.has(name));
  if (given.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header');
  for (const [name, value] of given) {
    const algorithm = name.slice(PREFIX.length);
    const sum = ALGORITHMS[algorithm];
    if (sum === undefined) throw notImplemented(name);
    const expected = sum(body);
    if (Buffer.from(value, 'base64').length !== Buffer.from(expected, 'base64').length) {
      throw new S3Error('InvalidRequest', `Value for ${name} header is invalid.`);
    }
    if (value !== expected) {
      throw new S3Error('BadDigest', `The ${algorithm.toUpperCase()} you specified did not match what was received.`);
    }
  }
  return Object.fromEntries(given);
}

/** The MD5 of bytes as S3 writes it into an ETag, with the quotes. */
export function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function checkMd5(given: string | undefined, body: Buffer): void {
  if (given === undefined) return;
  const bytes = Buffer.from(given, 'base64');
  if (bytes.length !== 16) throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (!bytes.equals(createHash('md5').update(body).digest())) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}
