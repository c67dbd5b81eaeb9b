import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Removes every version of every object; of a bucket that isn't there, nothing. Returns how many there were. */
export async function emptyBucket(client: Pick<S3Client, 'send'>, Bucket: string): Promise<number> {
  let removed = 0;
  for (;;) {
    const page = await versionsIn(client, Bucket);
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    if (Objects.length === 0) return removed;
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first !== undefined) throw new Error(`${Bucket}/${first.Key} can't be removed: ${first.Message}`);
    removed += Objects.length;
  }
}

async function versionsIn(
  client: Pick<S3Client, 'send'>,
  Bucket: string,
): Promise<Pick<ListObjectVersionsCommandOutput, 'Versions' | 'DeleteMarkers'>> {
  try {
    return await client.send(new ListObjectVersionsCommand({ Bucket }));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchBucket') return {};
    throw error;
  }
}
