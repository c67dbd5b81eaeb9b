import { createHash, randomFillSync } from 'node:crypto';
import { CallHash } from '@earshot/core';
import { expect, it } from 'vitest';
import { receiptOf } from '../upload-client.js';
import { served } from './serving-uploads.js';

it('a large recording goes to S3 in parts, of which only the missing ones are sent again', async () => {
  const { app, client } = await served();
  const bytes = randomFillSync(new Uint8Array(105_000_000));
  const opened = await client.open({ file_name: 'large.wav', size_bytes: bytes.length, call_id: 'large' });
  const sent = async (numbers: readonly number[]) =>
    Promise.all(numbers.map(async (number) => (await client.send(opened, number, bytes)).status));
  expect(await sent([6, 2, 7])).toEqual([200, 200, 200]);
  const resumed = await client.read(opened.upload_id);
  expect(resumed.received.map(({ number }) => number)).toEqual([2, 6, 7]);
  expect((await client.complete(opened.upload_id)).status).toBe(409);
  expect(await sent(resumed.parts.map(({ number }) => number))).toEqual([200, 200, 200, 200]);
  const receipts = await Promise.all([1, 2].map(async () => receiptOf(await client.complete(opened.upload_id))));
  expect(new Set(receipts.map(({ hash }) => hash))).toEqual(new Set([opened.hash]));
  const record = await app.repository.get(CallHash.parse(opened.hash));
  expect(record?.jobs).toHaveLength(1);
  const digest = createHash('sha256');
  const uri = record?.media?.uri ?? expect.unreachable();
  for await (const chunk of (await app.playing?.recordings.read(uri)) ?? []) digest.update(chunk);
  expect(digest.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
}, 120_000);
