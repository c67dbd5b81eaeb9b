import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, bucket } = await servedS3();
const Key = 'key';

async function put(Bucket: string, Body: string): Promise<string> {
  return (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? 'none';
}

async function read(Bucket: string, VersionId?: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
}

async function switchTo(Bucket: string, Status: 'Enabled' | 'Suspended'): Promise<void> {
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

it('a bucket says whether it keeps versions', async () => {
  const Bucket = await bucket();
  const status = async () => (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
  expect(await status()).toBeUndefined();
  await switchTo(Bucket, 'Enabled');
  expect(await status()).toBe('Enabled');
  await switchTo(Bucket, 'Suspended');
  expect(await status()).toBe('Suspended');
});

describe('with versioning', () => {
  it('every put makes a version, and each can be read', async () => {
    const Bucket = await bucket({ versioned: true });
    const [first, second] = [await put(Bucket, 'one'), await put(Bucket, 'two')];
    expect(first).not.toBe(second);
    expect([await read(Bucket), await read(Bucket, first), await read(Bucket, second)]).toEqual(['two', 'one', 'two']);
    expect((await client.send(new HeadObjectCommand({ Bucket, Key }))).VersionId).toBe(second);
  });

  it('a delete makes a marker, behind which the versions stay', async () => {
    const Bucket = await bucket({ versioned: true });
    const first = await put(Bucket, 'one');
    const { DeleteMarker, VersionId = '' } = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(DeleteMarker).toBe(true);
    await expect(read(Bucket)).rejects.toMatchObject(s3Error('NoSuchKey', 404));
    await expect(read(Bucket, VersionId)).rejects.toMatchObject(s3Error('MethodNotAllowed', 405));
    expect(await read(Bucket, first)).toBe('one');
    const undone = await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    expect(undone).toMatchObject({ DeleteMarker: true, VersionId });
    expect(await read(Bucket)).toBe('one');
  });

  it('a delete makes a marker even where nothing was', async () => {
    const Bucket = await bucket({ versioned: true });
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    const { DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(DeleteMarkers).toHaveLength(1);
  });

  it('a delete of a version is for good, and brings the one before back', async () => {
    const Bucket = await bucket({ versioned: true });
    const [first, second] = [await put(Bucket, 'one'), await put(Bucket, 'two')];
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: second }));
    expect(await read(Bucket)).toBe('one');
    await expect(read(Bucket, second)).rejects.toMatchObject(s3Error('NoSuchVersion', 404));
    const again = await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: second }));
    expect(again.$metadata.httpStatusCode).toBe(204);
    const Objects = [{ Key, VersionId: first }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    await expect(read(Bucket)).rejects.toMatchObject(s3Error('NoSuchKey', 404));
  });

  it('DeleteObjects tells of the markers it makes', async () => {
    const Bucket = await bucket({ versioned: true });
    const { Deleted = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
    expect(Deleted).toEqual([{ Key, DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) }]);
  });

  it('a copy may be of an older version', async () => {
    const Bucket = await bucket({ versioned: true });
    const first = await put(Bucket, 'one');
    await put(Bucket, 'two');
    const CopySource = `${Bucket}/${Key}?versionId=${first}`;
    const copy = await client.send(new CopyObjectCommand({ Bucket, Key, CopySource }));
    expect(copy.CopySourceVersionId).toBe(first);
    expect(await read(Bucket)).toBe('one');
  });

  it('an id that can be no version is an error', async () => {
    const Bucket = await bucket({ versioned: true });
    await expect(read(Bucket, 'first')).rejects.toMatchObject(s3Error('InvalidArgument', 400));
  });
});

describe('without versioning', () => {
  it('the version null can be read and deleted', async () => {
    const Bucket = await bucket();
    expect(await put(Bucket, 'one')).toBe('none');
    expect(await read(Bucket, 'null')).toBe('one');
    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: 'null' }));
    await expect(read(Bucket)).rejects.toMatchObject(s3Error('NoSuchKey', 404));
  });
});

describe('with versioning switched on later, or off again', () => {
  it('what was there before is the version null', async () => {
    const Bucket = await bucket();
    await put(Bucket, 'before');
    await switchTo(Bucket, 'Enabled');
    await put(Bucket, 'after');
    expect([await read(Bucket), await read(Bucket, 'null')]).toEqual(['after', 'before']);
  });

  it('a suspended bucket replaces the version null, and keeps the others', async () => {
    const Bucket = await bucket({ versioned: true });
    const first = await put(Bucket, 'first');
    await switchTo(Bucket, 'Suspended');
    expect([await put(Bucket, 'second'), await put(Bucket, 'third')]).toEqual(['null', 'null']);
    expect([await read(Bucket), await read(Bucket, first)]).toEqual(['third', 'first']);
    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions).toHaveLength(2);
    const marked = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(marked).toMatchObject({ DeleteMarker: true, VersionId: 'null' });
    expect(await read(Bucket, first)).toBe('first');
    await expect(read(Bucket, 'null')).rejects.toMatchObject(s3Error('MethodNotAllowed', 405));
  });
});
