import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectUri } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { s3LocationOf } from './s3-location.js';

/** How long a URL is good for. */
export interface PresignGetOptions {
  /** From 1 to 604,800, which is a week; no longer than the credentials of the client last. */
  readonly expiresInSeconds: number;
}

/**
 * A URL at which anybody can read an object for a while, with the rights of the client. Nobody looks whether the object
 * is there.
 * @throws EarshotError `EARSHOT_DENIED` when there are no credentials to sign with
 */
export async function presignGet(client: S3Client, uri: ObjectUri, options: PresignGetOptions): Promise<string> {
  const command = new GetObjectCommand(s3LocationOf(uri));
  try {
    return await getSignedUrl(client, command, { expiresIn: options.expiresInSeconds });
  } catch (error) {
    throw toEarshotError(error, 'S3.GetObject');
  }
}
