import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectUri, RecordingStat } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { s3LocationOf } from './s3-location.js';

/**
 * What S3 says of a recording; `undefined` when there is none.
 * @throws EarshotError as `S3RecordingStore.stat` does
 */
export async function recordingStat(
  client: Pick<S3Client, 'send'>,
  uri: ObjectUri,
): Promise<RecordingStat | undefined> {
  try {
    const found = await client.send(new HeadObjectCommand(s3LocationOf(uri)));
    const { ContentLength = 0, ContentType, ETag = '', LastModified, Metadata = {} } = found;
    const metadata = Object.entries(Metadata).map(([name, value]) => [name.toLowerCase(), decodedWords(value)]);
    return {
      sizeBytes: ContentLength,
      contentType: ContentType,
      etag: ETag,
      writtenAtMs: LastModified?.getTime() ?? 0,
      ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
    };
  } catch (error) {
    // HEAD has no body, so S3 can't name the code.
    if (error instanceof Error && error.name === 'NotFound') return undefined;
    throw toEarshotError(error, 'S3.HeadObject');
  }
}

/** Text with the encoded words of RFC 2047 that S3 writes for what isn't ASCII: `=?UTF-8?B?w4RubmU=?=`, `=?UTF-8?Q?=C3=84nne?=`. */
function decodedWords(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?\s]*)\?=/gi, (_, encoding, text) => {
    if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64').toString('utf8');
    const bytes = text
      .replaceAll('_', ' ')
      .replace(/=([0-9a-f]{2})/gi, (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  });
}
