import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { type ObjectUri, objectUri } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';
import { listedKey, s3PrefixOf } from './s3-location.js';

/** An object as a listing describes it. */
export interface ListedObject {
  readonly uri: ObjectUri;
  readonly key: string;
  readonly sizeBytes: number;
  /** When it was last written, epoch ms. */
  readonly modifiedAtMs: number;
  /** `STANDARD`, `GLACIER`, ... */
  readonly storageClass: string;
}

/**
 * Lists the objects below a prefix, in the order of the UTF-8 bytes of their keys, a page in memory at a time.
 * @param prefix `s3://bucket/` and what keys begin with
 * @param after only objects whose keys come after this one
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the prefix has no whole bucket, and what S3 answers
 */
export async function* listedObjects(
  client: Pick<S3Client, 'send'>,
  prefix: string,
  after?: string,
): AsyncGenerator<ListedObject> {
  const { Bucket, Prefix } = s3PrefixOf(prefix);
  let ContinuationToken: string | undefined;
  do {
    const input = { Bucket, Prefix, StartAfter: after, ContinuationToken, EncodingType: 'url' } as const;
    const answer = client.send(new ListObjectsV2Command(input));
    const page = await answer.catch((error: unknown) => {
      throw toEarshotError(error, 'S3.ListObjectsV2');
    });
    for (const { Key, Size = 0, LastModified, StorageClass = 'STANDARD' } of page.Contents ?? []) {
      const key = listedKey(Key, page.EncodingType);
      const modifiedAtMs = LastModified?.getTime() ?? 0;
      yield { uri: objectUri(Bucket, key), key, sizeBytes: Size, modifiedAtMs, storageClass: StorageClass };
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
