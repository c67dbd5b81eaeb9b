import { createHash, randomFillSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobResponse, StartReceipt, UploadItem } from '@earshot/adapters-http';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Serving, serving } from '../cli/earshot.js';
import { temporaryFolder } from '../results-on-disk.js';
import { closeBrowser } from './browser.js';
import { choose, deployed, inPage, type Played, type Sent, TOKEN, uploadingPage } from './uploading-page.js';

/** Bytes per second: fast links would be done before a server can be killed. */
const LINK = 40_000_000;

afterAll(closeBrowser);

/** A WAV file of seven parts, of more than two minutes: noise at the limit of what can be heard. */
function largeRecording() {
  const [rate, channels, dataBytes] = [192_000, 2, 105_000_000];
  const bytes = randomFillSync(Buffer.alloc(44 + dataBytes));
  for (let at = 44; at < bytes.length; at += 2) bytes.writeInt16LE((bytes[at] ?? 0) & 3, at);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(dataBytes, 40);
  return {
    bytes,
    digest: createHash('sha256').update(bytes).digest('hex'),
    seconds: dataBytes / (rate * channels * 2),
  };
}

const recording = largeRecording();

async function recordingFile(): Promise<string> {
  const path = join(await temporaryFolder(), 'large.wav');
  await writeFile(path, recording.bytes);
  return path;
}

/** Uploads the large recording, through a server that is killed at 40 % of it. Returns the page and the call. */
async function uploadThroughKill(start: (port: string) => Promise<Serving>, isSentElsewhere: boolean) {
  const path = await recordingFile();
  let server = await start('0');
  onTestFinished(async () => void (await server.stop('SIGKILL')));
  let killed: Promise<unknown> | undefined;
  const { page, faults, puts } = await uploadingPage(server, (bytes) => {
    if (bytes < 0.4 * recording.bytes.length || killed !== undefined) return;
    killed = server.stop('SIGKILL');
    // Parts that go elsewhere would arrive all the same, if the page weren't closed.
    if (isSentElsewhere) void page.goto('about:blank');
  });
  const link = await page.context().newCDPSession(page);
  const speed = (uploadThroughput: number) =>
    link.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await choose(page, server.url, path);
  const opened = await inPage<UploadItem>(page, 'openUpload', { call_id: 'large' });
  expect(opened.parts).toHaveLength(7);
  await speed(LINK);
  const first = await inPage<Sent>(page, 'sendParts', opened).catch(() => undefined);
  if (killed === undefined) throw new Error(`nothing was sent: ${faults.join('\n')}`);
  await killed;
  const began = new Set(puts);
  await speed(-1);

  server = await start(new URL(server.url).port);
  // Only the id of the upload is left, and the session.
  await choose(page, server.url, path);
  const resumed = await inPage<UploadItem>(page, 'ask', `/uploads/${opened.upload_id}`);
  const received = resumed.received.map(({ number }) => number);
  const missing = resumed.parts.map(({ number }) => number);
  expect(received.length).toBeGreaterThan(0);
  expect([...received, ...missing].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  // What was answered is kept, and something was on its way.
  if (!isSentElsewhere) expect(first?.failed).toBeGreaterThan(0);
  expect(received).toEqual(expect.arrayContaining(first?.answered.map(({ number }) => number) ?? []));
  expect(missing.some((number) => began.has(number))).toBe(true);

  puts.length = 0;
  const { answered, failed } = await inPage<Sent>(page, 'sendParts', resumed);
  expect(failed).toBe(0);
  expect(puts.toSorted()).toEqual(missing);
  expect(answered.every(({ etag }) => /^".+"$/.test(etag))).toBe(true);
  const receipt = await inPage<StartReceipt>(page, 'ask', `/uploads/${opened.upload_id}/complete`, 'POST');
  expect(await inPage(page, 'digestOfRecording', receipt.hash)).toBe(recording.digest);
  faults.length = 0;
  return { page, faults, receipt };
}

/** Plays from nine tenths of a call on. Returns what was played, and where ranges began that were asked for. */
async function playFar(page: Page, hash: string, element: 'audio' | 'video' = 'audio') {
  const ranges: number[] = [];
  page.on('response', (response) => {
    const start = /^bytes (\d+)-/.exec(response.headers()['content-range'] ?? '')?.[1];
    if (response.status() === 206 && start !== undefined) ranges.push(Number(start));
  });
  const played = await inPage<Played>(page, 'playFrom', hash, element, 0.9);
  return { played, ranges };
}

describe('on one machine', () => {
  const start = (data: string) => (port: string) =>
    serving(['serve', '--port', port], { EARSHOT_DATA: data, EARSHOT_TOKEN: TOKEN, EARSHOT_MODEL: 'tiny' });

  it('a recording of 100 MB outlives a killed server, is analyzed, plays, and seeks', async () => {
    const { page, faults, receipt } = await uploadThroughKill(start(await temporaryFolder()), false);
    const states = await inPage<JobResponse[]>(page, 'followJob', `${receipt.hash}.1`);
    expect(states.at(-1)).toMatchObject({ state: 'succeeded', call_id: 'large', attempt: 1, latest: true });
    const { played, ranges } = await playFar(page, receipt.hash);
    expect(played).toMatchObject({ kind: 'original', content_type: 'audio/wav' });
    expect(played.duration).toBeCloseTo(recording.seconds, 1);
    expect(Math.max(...ranges)).toBeGreaterThan(0.8 * recording.bytes.length);
    expect(faults).toEqual([]);
  });
});

describe('over S3', () => {
  it('a recording of 100 MB outlives a killed server, is analyzed, plays, and seeks', async () => {
    const { stack, start } = await deployed();
    const { page, faults, receipt } = await uploadThroughKill(start, true);
    const states = await inPage<JobResponse[]>(page, 'followJob', `${receipt.hash}.1`);
    expect(states.at(-1)).toMatchObject({ state: 'succeeded', call_id: 'large', attempt: 1, latest: true });
    expect(stack.bedrock.jobs()).toHaveLength(1);
    const { played, ranges } = await playFar(page, receipt.hash);
    expect(played.duration).toBeCloseTo(recording.seconds, 1);
    expect(Math.max(...ranges)).toBeGreaterThan(0.8 * recording.bytes.length);
    expect(faults).toEqual([]);
  });
});
