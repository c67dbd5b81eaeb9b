import { createHash } from 'node:crypto';
import { S3Error } from './s3-error.js';
import { childrenOf, malformed, readXml, textOf } from './xml.js';

const SMALLEST_PART = 5 * 1_024 * 1_024;

/** An upload in parts that was begun and neither completed nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  /** As the object gives them back. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, UploadedPart>;
}

/** A part that is there. */
export interface UploadedPart {
  readonly bytes: Buffer;
  /** With its quotes. */
  readonly etag: string;
}

/**
 * The object that the parts make which the body of a request lists.
 * @throws S3Error `InvalidPart`, `InvalidPartOrder`, `EntityTooSmall`, `MalformedXML`
 */
export function assembled(upload: MultipartUpload, body: Buffer): { bytes: Buffer; etag: string } {
  const document = readXml(body.toString());
  const listed = childrenOf(document, 'Part');
  if (document.name !== 'CompleteMultipartUpload' || listed.length === 0) malformed();
  const numbers = listed.map((part) => Number(textOf(part, 'PartNumber') ?? malformed()));
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = listed.map((part, index) => partNamed(upload, numbers[index] ?? 0, textOf(part, 'ETag')));
  const small = parts.slice(0, -1).find(({ bytes }) => bytes.length < SMALLEST_PART);
  if (small !== undefined) {
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      fields: { ProposedSize: String(small.bytes.length), MinSizeAllowed: String(SMALLEST_PART) },
    });
  }
  const sums = createHash('md5').update(parts.map(({ etag }) => etag.slice(1, -1)).join(''), 'hex');
  return { bytes: Buffer.concat(parts.map(({ bytes }) => bytes)), etag: `"${sums.digest('hex')}-${parts.length}"` };
}

function partNamed({ parts }: MultipartUpload, number: number, etag = ''): UploadedPart {
  const part = parts.get(number);
  if (part !== undefined && part.etag.slice(1, -1) === etag.replaceAll('"', '')) return part;
  throw new S3Error('InvalidPart', 'One or more of the specified parts could not be found.', {
    fields: { PartNumber: String(number) },
  });
}
