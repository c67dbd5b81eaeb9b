import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type ObjectList, type ObjectUri, objectUri, type ResultStore } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { bytesOf } from './object-bytes.js';
import { versionsOf } from './object-versions.js';
import { listedKey, s3LocationOf, s3PrefixOf } from './s3-location.js';

export interface S3ResultStoreOptions {
  /** An `S3Client`, or what sends commands like one. */
  readonly client: Pick<S3Client, 'send'>;
  /** The largest object that is read into memory. @defaultValue 64 MiB */
  readonly sizeLimitBytes?: number;
  /** URIs per page of a listing. @defaultValue 1,000, which is S3's most */
  readonly pageSize?: number;
}

/**
 * Keeps result documents in Amazon S3, with or without versioning. A caller that lacks `s3:ListBucket` is denied where others
 * learn that an object is missing: S3 has it so. To delete takes `s3:ListBucketVersions` and `s3:DeleteObjectVersion`.
 */
export class S3ResultStore implements ResultStore {
  readonly #client: Pick<S3Client, 'send'>;
  readonly #sizeLimitBytes: number;
  readonly #pageSize: number;

  constructor({ client, sizeLimitBytes = 64 * 1_024 * 1_024, pageSize = 1_000 }: S3ResultStoreOptions) {
    this.#client = client;
    this.#sizeLimitBytes = sizeLimitBytes;
    this.#pageSize = pageSize;
  }

  /**
   * The bytes at a location; `undefined` when it has no object.
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when they are more than the limit, `EARSHOT_NOT_FOUND` when there is no
   *   such bucket, `EARSHOT_DENIED`, and the retryable ones
   */
  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const location = s3LocationOf(uri);
    try {
      return await bytesOf(await this.#client.send(new GetObjectCommand(location)), this.#sizeLimitBytes);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw toEarshotError(error, 'S3.GetObject');
    }
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    const input = { ...s3LocationOf(uri), Body: bytes };
    try {
      await this.#client.send(new PutObjectCommand(input));
    } catch (error) {
      throw toEarshotError(error, 'S3.PutObject');
    }
  }

  /**
   * Names the objects whose URI begins with a prefix.
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when the prefix has no whole bucket, or `next` is from no listing
   */
  async list(prefix: string, next?: string): Promise<ObjectList> {
    const { Bucket, Prefix } = s3PrefixOf(prefix);
    const input = { Bucket, Prefix, ContinuationToken: next, MaxKeys: this.#pageSize, EncodingType: 'url' } as const;
    try {
      const page = await this.#client.send(new ListObjectsV2Command(input));
      const uris = (page.Contents ?? []).map(({ Key }) => objectUri(Bucket, listedKey(Key, page.EncodingType)));
      return { uris, ...(page.NextContinuationToken !== undefined && { next: page.NextContinuationToken }) };
    } catch (error) {
      throw toEarshotError(error, 'S3.ListObjectsV2');
    }
  }

  /**
   * Erases an object: every version of it, and every marker that it was deleted. Returns whether one was there.
   * @throws EarshotError when some of it may be left; repeat it then
   */
  async delete(uri: ObjectUri): Promise<boolean> {
    const location = s3LocationOf(uri);
    try {
      const { current, older } = await versionsOf(this.#client, location);
      // What is current goes last: without it, an older version would come to light.
      for (const { VersionId } of [...older, ...(current === undefined ? [] : [current])]) {
        await this.#client.send(new DeleteObjectCommand({ ...location, VersionId }));
      }
      return current !== undefined && !current.isMarker;
    } catch (error) {
      throw toEarshotError(error, 'S3.DeleteObject');
    }
  }
}
