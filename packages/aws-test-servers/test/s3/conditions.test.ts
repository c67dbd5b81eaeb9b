import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

let seconds = 0;
const { client, bucket } = await servedS3({ now: () => new Date(1_700_000_000_789 + seconds * 1_000) });
const later = (by: number) => new Date(1_700_000_000_789 + (seconds + by) * 1_000);

async function stored(): Promise<{ Bucket: string; Key: string; ETag: string }> {
  seconds += 100;
  const at = { Bucket: await bucket(), Key: 'key' };
  const { ETag = '' } = await client.send(new PutObjectCommand({ ...at, Body: 'body' }));
  return { ...at, ETag };
}

describe('a conditional write', () => {
  it('with If-None-Match: * stores where nothing lies, and nowhere else', async () => {
    const { Bucket, Key } = await stored();
    const put = (key: string) =>
      client.send(new PutObjectCommand({ Bucket, Key: key, Body: 'other', IfNoneMatch: '*' }));
    await put('free');
    await expect(put(Key)).rejects.toMatchObject(s3Error('PreconditionFailed', 412));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('body');
  });

  it('with If-None-Match: * succeeds for one of 20 at a time', async () => {
    const Bucket = await bucket();
    const writers = Array.from({ length: 20 }, (_, index) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: `${index}`, IfNoneMatch: '*' })),
    );
    const outcomes = await Promise.allSettled(writers);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers).toHaveLength(19);
    for (const { reason } of losers) expect(reason).toMatchObject(s3Error('PreconditionFailed', 412));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'key' }));
    expect(await Body?.transformToString()).toBe(`${winner}`);
  });

  it('with If-Match stores over what it names, and over nothing else', async () => {
    const { ETag, ...at } = await stored();
    await client.send(new PutObjectCommand({ ...at, Body: 'other', IfMatch: ETag }));
    const late = client.send(new PutObjectCommand({ ...at, Body: 'third', IfMatch: ETag }));
    await expect(late).rejects.toMatchObject(s3Error('PreconditionFailed', 412));
    const nowhere = client.send(new PutObjectCommand({ ...at, Key: 'free', Body: 'x', IfMatch: ETag }));
    await expect(nowhere).rejects.toMatchObject(s3Error('NoSuchKey', 404));
  });

  it('knows no If-None-Match but the star', async () => {
    const { ETag, ...at } = await stored();
    const put = client.send(new PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: ETag }));
    await expect(put).rejects.toMatchObject(s3Error('NotImplemented', 501));
  });
});

describe('a conditional read', () => {
  it('with If-None-Match gets 304 when it has the object already', async () => {
    const { ETag, ...at } = await stored();
    const unchanged = client.send(new GetObjectCommand({ ...at, IfNoneMatch: ETag }));
    await expect(unchanged).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    const { Body } = await client.send(new GetObjectCommand({ ...at, IfNoneMatch: '"another"' }));
    expect(await Body?.transformToString()).toBe('body');
  });

  it('of a range with If-Range gets the range, or the whole object when that has changed', async () => {
    const { ETag, ...at } = await stored();
    const url = await getSignedUrl(client, new GetObjectCommand(at), { signingDate: later(0) });
    const read = async (known: string) => {
      const answer = await fetch(url, { headers: { range: 'bytes=1-2', 'if-range': known } });
      return [answer.status, await answer.text()];
    };
    expect(await read(ETag)).toEqual([206, 'od']);
    expect(await read('"another"')).toEqual([200, 'body']);
    expect(await read(later(0).toUTCString())).toEqual([206, 'od']);
    expect(await read(later(-100).toUTCString())).toEqual([200, 'body']);
  });

  it('with If-Match gets 412 when it is another object', async () => {
    const { ETag, ...at } = await stored();
    const other = client.send(new GetObjectCommand({ ...at, IfMatch: '"another"' }));
    await expect(other).rejects.toMatchObject(s3Error('PreconditionFailed', 412));
    await (await client.send(new GetObjectCommand({ ...at, IfMatch: ETag }))).Body?.transformToString();
  });

  it('by date goes by the second of the last change', async () => {
    const { ETag, ...at } = await stored();
    const head = (conditions: object) => client.send(new HeadObjectCommand({ ...at, ...conditions }));
    await expect(head({ IfModifiedSince: later(0) })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await head({ IfModifiedSince: later(-1) });
    const changed = head({ IfUnmodifiedSince: later(-1) });
    await expect(changed).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await head({ IfUnmodifiedSince: later(0) });
  });

  it('goes by the tag where tag and date disagree', async () => {
    const { ETag, ...at } = await stored();
    await client.send(new HeadObjectCommand({ ...at, IfMatch: ETag, IfUnmodifiedSince: later(-1) }));
    await client.send(new HeadObjectCommand({ ...at, IfNoneMatch: '"another"', IfModifiedSince: later(5) }));
  });
});

it('a conditional copy gets 412, whatever its condition', async () => {
  const { ETag, Bucket, Key } = await stored();
  const copy = (conditions: object) =>
    client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}`, ...conditions }));
  const failed = s3Error('PreconditionFailed', 412);
  await expect(copy({ CopySourceIfMatch: '"another"' })).rejects.toMatchObject(failed);
  await expect(copy({ CopySourceIfNoneMatch: ETag })).rejects.toMatchObject(failed);
  await copy({ CopySourceIfMatch: ETag, IfNoneMatch: '*' });
  await expect(copy({ IfNoneMatch: '*' })).rejects.toMatchObject(failed);
});
