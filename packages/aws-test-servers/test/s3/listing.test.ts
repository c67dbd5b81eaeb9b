import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, bucket } = await servedS3();

async function bucketWith(keys: readonly string[]): Promise<string> {
  const Bucket = await bucket();
  await Promise.all(keys.map((Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }))));
  return Bucket;
}

/** Keys and common prefixes, page by page. */
async function pages(input: ListObjectsV2CommandInput): Promise<string[][]> {
  const found: string[][] = [];
  for (let ContinuationToken: string | undefined; ; ) {
    const page = await client.send(new ListObjectsV2Command({ ...input, ContinuationToken }));
    const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    found.push([...(page.Contents ?? []).map(({ Key = '' }) => Key), ...prefixes]);
    expect(page.KeyCount).toBe(found.at(-1)?.length);
    expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
    ContinuationToken = page.NextContinuationToken;
    if (ContinuationToken === undefined) return found;
  }
}

describe('ListObjectsV2', () => {
  it('names objects with their size and tag', async () => {
    const Bucket = await bucketWith(['key']);
    const { Contents, Name } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Name).toBe(Bucket);
    const ETag = '"841a2d689ad86bd1611447453c22c6fc"';
    expect(Contents).toMatchObject([{ Key: 'key', Size: 4, ETag, StorageClass: 'STANDARD' }]);
  });

  it('goes by the bytes of UTF-8, not by UTF-16 or by language', async () => {
    const keys = ['!', 'A', 'a', 'a!', 'a/', 'b', 'z', 'é', '～', '😀'];
    expect(await pages({ Bucket: await bucketWith([...keys].reverse()) })).toEqual([keys]);
  });

  it('takes a prefix for text', async () => {
    const Bucket = await bucketWith(['a', 'a/b', 'ab', 'b/a', 'a*']);
    expect(await pages({ Bucket, Prefix: 'a' })).toEqual([['a', 'a*', 'a/b', 'ab']]);
    expect(await pages({ Bucket, Prefix: 'a*' })).toEqual([['a*']]);
    expect(await pages({ Bucket, Prefix: 'c' })).toEqual([[]]);
  });

  it('rolls up what has a delimiter after the prefix', async () => {
    const Bucket = await bucketWith(['a', 'b/1', 'b/2', 'b/c/3', 'b//4', 'd']);
    expect(await pages({ Bucket, Delimiter: '/' })).toEqual([['a', 'd', 'b/']]);
    expect(await pages({ Bucket, Delimiter: '/', Prefix: 'b/' })).toEqual([['b/1', 'b/2', 'b//', 'b/c/']]);
    expect(await pages({ Bucket, Delimiter: '/c' })).toEqual([['a', 'b//4', 'b/1', 'b/2', 'd', 'b/c']]);
  });

  it('pages through everything once, common prefixes included', async () => {
    const Bucket = await bucketWith(['a', 'b/1', 'b/2', 'c', 'd/1', 'd/2', 'e']);
    expect(await pages({ Bucket, MaxKeys: 3 })).toEqual([['a', 'b/1', 'b/2'], ['c', 'd/1', 'd/2'], ['e']]);
    expect(await pages({ Bucket, MaxKeys: 2, Delimiter: '/' })).toEqual([['a', 'b/'], ['c', 'd/'], ['e']]);
    expect(await pages({ Bucket, MaxKeys: 7 })).toHaveLength(1);
  });

  it('names 1,000 at most, however many are asked for', async () => {
    const Bucket = await bucketWith(Array.from({ length: 1_001 }, (_, index) => `key-${index}`));
    const found = await pages({ Bucket, MaxKeys: 5_000 });
    expect(found.map((page) => page.length)).toEqual([1_000, 1]);
  });

  it('names none when none are asked for', async () => {
    expect(await pages({ Bucket: await bucketWith(['a']), MaxKeys: 0 })).toEqual([[]]);
  });

  it('starts after a key, be it there or not', async () => {
    const Bucket = await bucketWith(['a', 'b', 'c']);
    expect(await pages({ Bucket, StartAfter: 'b' })).toEqual([['c']]);
    expect(await pages({ Bucket, StartAfter: 'aa' })).toEqual([['b', 'c']]);
  });

  it('encodes keys when asked, and then writes a space as +', async () => {
    const Bucket = await bucketWith(['a b+c/é&~*', '\u0001']);
    const { Contents, EncodingType, Prefix } = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'a b', EncodingType: 'url' }),
    );
    expect([EncodingType, Prefix]).toEqual(['url', 'a+b']);
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a+b%2Bc/%C3%A9%26%7E*']);
  });

  it('writes keys into XML so that they come out as they are', async () => {
    const keys = ['a&amp;b', 'a<b>', 'a"b\'', 'a%20b', ' a '];
    expect((await pages({ Bucket: await bucketWith(keys) })).flat().sort()).toEqual([...keys].sort());
  });

  it('takes no token that it did not give', async () => {
    const Bucket = await bucketWith([]);
    const listed = client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'page 2' }));
    await expect(listed).rejects.toMatchObject(s3Error('InvalidArgument', 400));
  });

  it('takes no page size below zero', async () => {
    const Bucket = await bucketWith([]);
    const listed = client.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 }));
    await expect(listed).rejects.toMatchObject(s3Error('InvalidArgument', 400));
  });
});

describe('ListObjectVersions', () => {
  /** Every version and marker, page by page, as `key version` in no order within a page. */
  async function versions(input: ListObjectVersionsCommandInput): Promise<string[][]> {
    const found: string[][] = [];
    for (let from: { KeyMarker?: string; VersionIdMarker?: string } = {}; ; ) {
      const page = await client.send(new ListObjectVersionsCommand({ ...input, ...from }));
      const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      found.push(all.map(({ Key, VersionId }) => `${Key} ${VersionId}`).sort());
      if (!page.IsTruncated) return found;
      from = { KeyMarker: page.NextKeyMarker ?? '', VersionIdMarker: page.NextVersionIdMarker ?? '' };
    }
  }

  it('tells the version that counts from those before it, and markers from objects', async () => {
    const Bucket = await bucket({ versioned: true });
    const first = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: '1' }));
    const second = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: '12' }));
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(DeleteMarkers).toMatchObject([{ Key: 'key', VersionId: marker.VersionId, IsLatest: true }]);
    expect(Versions).toMatchObject([
      { Key: 'key', VersionId: second.VersionId, IsLatest: false, Size: 2 },
      { Key: 'key', VersionId: first.VersionId, IsLatest: false, Size: 1 },
    ]);
  });

  it('calls the only version in a bucket without versioning null', async () => {
    const Bucket = await bucketWith(['a', 'b']);
    expect(await versions({ Bucket })).toEqual([['a null', 'b null']]);
    expect(await versions({ Bucket, Prefix: 'b' })).toEqual([['b null']]);
  });

  it.each([1, 2, 3])('pages through every version once, %i at a time', async (MaxKeys) => {
    const Bucket = await bucket({ versioned: true });
    const put: string[] = [];
    for (const Key of ['a', 'b', 'a', 'ab', 'a', 'b']) {
      const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
      put.push(`${Key} ${VersionId}`);
    }
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    put.push(`a ${VersionId}`);
    const found = await versions({ Bucket, MaxKeys });
    expect(found).toHaveLength(Math.ceil(7 / MaxKeys));
    expect(found.flat().sort()).toEqual(put.sort());
  });

  it('goes on after a version that was deleted meanwhile', async () => {
    const Bucket = await bucket({ versioned: true });
    const ids: (string | undefined)[] = [];
    for (const Body of ['1', '2', '3']) {
      ids.push((await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body }))).VersionId);
    }
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'key', VersionId: ids[2] }));
    const input = { Bucket, KeyMarker: 'key', VersionIdMarker: ids[2] };
    const { Versions } = await client.send(new ListObjectVersionsCommand(input));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([ids[1], ids[0]]);
  });
});
