import type { GetObjectCommand, PutObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { toEarshotError } from '../aws-errors.js';

/** Signature version 4 knows no longer URLs: a week. */
const LONGEST_SECONDS = 604_800;

/** How a command is signed. */
export interface PresignOptions {
  readonly expiresAtMs: number;
  readonly now: Date;
  /** Headers that a request must have exactly as the command sets them, besides `Host` and `Content-Length`. Lower case. */
  readonly bound?: readonly string[];
}

/**
 * A URL at which anybody can send a command until a time, with the permissions of the client. It ends with the client's
 * credentials if that is earlier.
 * @throws EarshotError `EARSHOT_DENIED` when there are no credentials to sign with
 */
export async function presigned(
  client: S3Client,
  command: GetObjectCommand | PutObjectCommand | UploadPartCommand,
  { expiresAtMs, now, bound = [] }: PresignOptions,
): Promise<string> {
  const seconds = Math.floor((expiresAtMs - now.getTime()) / 1_000);
  const signer = withoutChecksums(client);
  try {
    return await getSignedUrl(signer, command as GetObjectCommand, {
      expiresIn: Math.min(Math.max(seconds, 1), LONGEST_SECONDS),
      signingDate: now,
      signableHeaders: new Set(['host', 'content-length', ...bound]),
    });
  } catch (error) {
    throw toEarshotError(error, `S3.${command.constructor.name.replace(/Command$/, '')}`);
  }
}

/**
 * By default, the SDK signs the checksum of the body, which is empty while a URL is signed: S3 would refuse every upload
 * (https://github.com/aws/aws-sdk-js-v3/issues/6994).
 */
function withoutChecksums(client: S3Client): S3Client {
  const config = { ...client.config, requestChecksumCalculation: async () => 'WHEN_REQUIRED' as const };
  return Object.assign(Object.create(client) as S3Client, { config });
}
