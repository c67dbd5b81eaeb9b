import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, bucket } = await servedS3();
const FIVE_MEBIBYTES = 5 * 1_024 * 1_024;

interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string | undefined;
}

async function begun(): Promise<Upload> {
  const at = { Bucket: await bucket(), Key: 'a b' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at, Metadata: { call: '7' } }));
  return { ...at, UploadId };
}

async function part(upload: Upload, PartNumber: number, Body: Uint8Array): Promise<CompletedPart> {
  const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
  return { PartNumber, ETag };
}

function complete(upload: Upload, Parts: CompletedPart[], conditions: { IfNoneMatch?: string } = {}) {
  return client.send(new CompleteMultipartUploadCommand({ ...upload, ...conditions, MultipartUpload: { Parts } }));
}

describe('an upload in parts', () => {
  it('is one object once it is completed, with a tag of its own kind', async () => {
    const upload = await begun();
    const { Bucket, Key } = upload;
    const bytes = [Buffer.alloc(FIVE_MEBIBYTES, 1), Buffer.alloc(10, 2)] as const;
    const second = await part(upload, 7, bytes[1]);
    const first = await part(upload, 3, bytes[0]);
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(s3Error('NoSuchKey', 404));
    const md5 = (of: Uint8Array) => createHash('md5').update(of).digest();
    const { ETag } = await complete(upload, [first, second]);
    expect(ETag).toBe(`"${md5(Buffer.concat(bytes.map(md5))).toString('hex')}-2"`);
    const { Body, Metadata } = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.concat(bytes).equals((await Body?.transformToByteArray()) ?? new Uint8Array())).toBe(true);
    expect(Metadata).toEqual({ call: '7' });
  });

  it('lists its parts in pages, by number, until it is completed', async () => {
    const upload = await begun();
    const second = await part(upload, 2, Buffer.from('second'));
    const first = await part(upload, 1, Buffer.alloc(FIVE_MEBIBYTES));
    const page = await client.send(new ListPartsCommand({ ...upload, MaxParts: 1 }));
    expect(page.Parts).toMatchObject([{ ...first, Size: FIVE_MEBIBYTES }]);
    expect(page.IsTruncated).toBe(true);
    const next = { ...upload, PartNumberMarker: page.NextPartNumberMarker };
    const { Parts, IsTruncated } = await client.send(new ListPartsCommand(next));
    expect([Parts, IsTruncated]).toMatchObject([[{ ...second, Size: 6 }], false]);
    await complete(upload, [first, second]);
    await expect(client.send(new ListPartsCommand(upload))).rejects.toMatchObject(s3Error('NoSuchUpload', 404));
  });

  it('replaces a part that is sent again, and leaves out what completion does not list', async () => {
    const upload = await begun();
    await part(upload, 1, Buffer.from('wrong'));
    const right = await part(upload, 1, Buffer.from('right'));
    await part(upload, 2, Buffer.from('left out'));
    await complete(upload, [right]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: upload.Bucket, Key: upload.Key }));
    expect(await Body?.transformToString()).toBe('right');
  });

  it('has parts of 5 MiB and more, but for the last', async () => {
    const upload = await begun();
    const small = await part(upload, 1, Buffer.alloc(FIVE_MEBIBYTES - 1));
    const last = await part(upload, 2, Buffer.alloc(1));
    await expect(complete(upload, [small, last])).rejects.toMatchObject(s3Error('EntityTooSmall', 400));
  });

  it('is completed with parts that are there, in their order', async () => {
    const upload = await begun();
    const [one, two] = [await part(upload, 1, Buffer.alloc(1)), await part(upload, 2, Buffer.alloc(2))];
    for (const parts of [
      [two, one],
      [one, one],
    ]) {
      await expect(complete(upload, parts)).rejects.toMatchObject(s3Error('InvalidPartOrder', 400));
    }
    const missing = { PartNumber: 3, ETag: one.ETag };
    await expect(complete(upload, [one, missing])).rejects.toMatchObject(s3Error('InvalidPart', 400));
    const changed = { PartNumber: 1, ETag: two.ETag };
    await expect(complete(upload, [changed])).rejects.toMatchObject(s3Error('InvalidPart', 400));
  });

  it('numbers its parts from 1 to 10,000', async () => {
    const upload = await begun();
    for (const number of [0, 10_001]) {
      await expect(part(upload, number, Buffer.alloc(1))).rejects.toMatchObject(s3Error('InvalidArgument', 400));
    }
    await part(upload, 10_000, Buffer.alloc(1));
  });

  it('is gone once it is aborted', async () => {
    const upload = await begun();
    const only = await part(upload, 1, Buffer.alloc(1));
    await client.send(new AbortMultipartUploadCommand(upload));
    const gone = s3Error('NoSuchUpload', 404);
    await expect(complete(upload, [only])).rejects.toMatchObject(gone);
    await expect(part(upload, 2, Buffer.alloc(1))).rejects.toMatchObject(gone);
    await expect(client.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject(gone);
  });

  it('may be completed on the condition that nothing is there', async () => {
    const upload = await begun();
    const only = await part(upload, 1, Buffer.alloc(1));
    await client.send(new PutObjectCommand({ Bucket: upload.Bucket, Key: upload.Key, Body: 'faster' }));
    const late = complete(upload, [only], { IfNoneMatch: '*' });
    await expect(late).rejects.toMatchObject(s3Error('PreconditionFailed', 412));
    await complete(upload, [only]);
  });
});
