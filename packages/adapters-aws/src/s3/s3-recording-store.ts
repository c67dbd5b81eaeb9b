import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  type ByteRange,
  type ObjectUri,
  PART_SIZE_BYTES,
  PARTS_FROM_BYTES,
  type RecordingStat,
  type RecordingStore,
  type SignedGetOptions,
  type UploadTargets,
} from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { presigned } from './presigned.js';
import { recordingStat } from './recording-stat.js';
import { s3LocationOf } from './s3-location.js';
import { S3ResultStore } from './s3-result-store.js';
import { S3Uploads } from './s3-uploads.js';

export interface S3RecordingStoreOptions {
  /** Its credentials sign URLs. */
  readonly client: S3Client;
  /** Recordings of this size or more are uploaded in parts. @defaultValue 100 MB */
  readonly partsFromBytes?: number;
  /** At least 5 MiB. @defaultValue 16 MiB */
  readonly partSizeBytes?: number;
  /** @defaultValue the machine's clock */
  readonly now?: () => Date;
}

/**
 * Keeps recordings in Amazon S3, with or without versioning. As with `S3ResultStore`, without `s3:ListBucket` a missing
 * recording is denied, and to delete requires `s3:ListBucketVersions` and `s3:DeleteObjectVersion`.
 * Browsers resolve `.` and `..` in the paths of URLs, so they can't reach recordings with such segments in their keys.
 */
export class S3RecordingStore implements RecordingStore {
  readonly uploads: UploadTargets;
  readonly #client: S3Client;
  readonly #now: () => Date;

  constructor(options: S3RecordingStoreOptions) {
    const { client, partsFromBytes = PARTS_FROM_BYTES, partSizeBytes = PART_SIZE_BYTES } = options;
    this.#client = client;
    this.#now = options.now ?? (() => new Date());
    const stat = (uri: ObjectUri) => this.stat(uri);
    this.uploads = new S3Uploads({ client, partsFromBytes, partSizeBytes, now: this.#now, stat });
  }

  async stat(uri: ObjectUri): Promise<RecordingStat | undefined> {
    return recordingStat(this.#client, uri);
  }

  async read(uri: ObjectUri, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    const Range = range && `bytes=${range.start}-${range.end ?? ''}`;
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ ...s3LocationOf(uri), Range }));
      return chunksOf((Body ?? []) as AsyncIterable<Uint8Array>);
    } catch (error) {
      throw toEarshotError(error, 'S3.GetObject');
    }
  }

  /** @throws EarshotError `EARSHOT_DENIED` when there are no credentials to sign with */
  async signedUrl(uri: ObjectUri, { expiresAtMs, contentType, fileName }: SignedGetOptions): Promise<string> {
    const command = new GetObjectCommand({
      ...s3LocationOf(uri),
      ResponseContentType: contentType,
      // RFC 6266 and 8187: any name, percent-encoded.
      ResponseContentDisposition: fileName && `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    });
    return presigned(this.#client, command, { expiresAtMs, now: this.#now() });
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return new S3ResultStore({ client: this.#client }).delete(uri);
  }
}

async function* chunksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toEarshotError(error, 'S3.GetObject');
  }
}
