import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { listedKey, type S3Location } from './s3-location.js';

/** A version of an object, or a marker that it was deleted. */
export interface StoredVersion {
  readonly VersionId: string | undefined;
  readonly isMarker: boolean;
}

/** All there is under a key: the version or marker that counts, and those before it. */
export interface StoredVersions {
  readonly current: StoredVersion | undefined;
  readonly older: readonly StoredVersion[];
}

/** What S3 keeps under exactly one key. A bucket without versioning has one version of each object, called `null`. */
export async function versionsOf(client: Pick<S3Client, 'send'>, { Bucket, Key }: S3Location): Promise<StoredVersions> {
  let current: StoredVersion | undefined;
  const older: StoredVersion[] = [];
  let from: { KeyMarker?: string; VersionIdMarker?: string | undefined } | undefined = {};
  while (from !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: Key, EncodingType: 'url', ...from }),
    );
    const versions = [
      ...(page.Versions ?? []).map((version) => ({ ...version, isMarker: false })),
      ...(page.DeleteMarkers ?? []).map((version) => ({ ...version, isMarker: true })),
    ];
    for (const { IsLatest, VersionId, isMarker, ...version } of versions) {
      if (listedKey(version.Key, page.EncodingType) !== Key) continue;
      if (IsLatest) current = { VersionId, isMarker };
      else older.push({ VersionId, isMarker });
    }
    // The key itself comes before the longer ones that begin with it.
    const goesOn = page.NextKeyMarker !== undefined && listedKey(page.NextKeyMarker, page.EncodingType) === Key;
    from = goesOn ? { KeyMarker: Key, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  return { current, older };
}
