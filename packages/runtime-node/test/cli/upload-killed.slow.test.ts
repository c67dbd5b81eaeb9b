import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';
import { receiptOf, uploadClient } from '../upload-client.js';
import { serving } from './earshot.js';

/** A WAV file in seven parts. */
function largeFile(): Uint8Array<ArrayBuffer> {
  const bytes = randomFillSync(new Uint8Array(105_000_000));
  bytes.set(toneFile().subarray(0, 44));
  return bytes;
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('a killed server loses no part that it received, and only the others are sent again', async () => {
  const data = await temporaryFolder();
  const bytes = largeFile();
  const first = await serving(['serve', '--data', data, '--port', '0']);
  const before = uploadClient(first.url);
  const opened = await before.open({ file_name: 'large.wav', size_bytes: bytes.length, call_id: 'large' });
  expect(opened.parts).toHaveLength(7);
  for (const number of [2, 1, 7]) expect((await before.send(opened, number, bytes)).status).toBe(200);
  // Half of one more part is on its way.
  const half = opened.parts[3];
  const headers = { ...half?.headers, 'content-length': String(half?.size_bytes) };
  const sending = request(new URL(half?.url ?? '', first.url), { method: 'PUT', headers });
  const cut = once(sending, 'error');
  sending.write(bytes.subarray(0, 8_000_000));
  const read = await before.read(opened.upload_id);
  expect(read.received.map(({ number }) => number)).toEqual([1, 2, 7]);
  await first.stop('SIGKILL');
  await cut;

  const second = await serving(['serve', '--data', data, '--port', '0']);
  const after = uploadClient(second.url);
  const resumed = await after.read(opened.upload_id);
  expect(resumed.received).toEqual(read.received);
  expect(resumed.parts.map(({ number }) => number)).toEqual([3, 4, 5, 6]);
  const sent = await Promise.all(resumed.parts.map(({ number }) => after.send(resumed, number, bytes)));
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const receipts = await Promise.all([1, 2, 3].map(async () => receiptOf(await after.complete(opened.upload_id))));
  expect(new Set(receipts.map(({ hash }) => hash))).toEqual(new Set([opened.hash]));
  const played = await fetch(`${second.url}/calls/large/recording?copy=original`);
  expect(digestOf(new Uint8Array(await played.arrayBuffer()))).toBe(digestOf(bytes));
  const { items } = (await (await fetch(`${second.url}/analytics`)).json()) as { items: object[] };
  expect(items).toMatchObject([{ call_id: 'large', attempts: 1 }]);
  await second.stop('SIGKILL');
}, 120_000);
