import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { uploadClient } from '../../src/upload/upload-client.js';
import { type UploadOptions, uploadFile } from '../../src/upload/upload-file.js';
import { removeExpired } from '../../src/upload/upload-state.js';
import { temporaryFolder } from '../results-on-disk.js';
import { uploadWorld } from './upload-world.js';

const PARTS = 5;
const sha256 = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

async function optionsFor(url: string, more: Partial<UploadOptions> = {}): Promise<UploadOptions> {
  return {
    client: uploadClient(url, undefined),
    server: url,
    dataFolder: await temporaryFolder(),
    parallel: 2,
    patienceMs: 10_000,
    signal: new AbortController().signal,
    facts: { call_id: 'call-1' },
    ...more,
  };
}

it('a file arrives whole, with what is said of it, and nothing is kept of the upload', async () => {
  const { url, file, record, digestOf, sent } = await uploadWorld();
  const path = await file();
  const facts = { call_id: 'call-1', recorded_at: '2026-09-14T09:30:00.000Z', metadata: { queue: 'billing' } };
  const options = await optionsFor(url, { facts });
  const progress: number[] = [];
  const begun: object[] = [];
  const receipt = await uploadFile(path, options, {
    onBegun: (about) => begun.push(about),
    onProgress: (bytes) => progress.push(bytes),
  });
  expect(receipt).toMatchObject({ call_id: 'call-1', state: 'analyzing' });
  const call = await record('call-1');
  expect(call).toMatchObject({ recordedAt: { ms: Date.UTC(2026, 8, 14, 9, 30) }, metadata: { queue: 'billing' } });
  expect(call && (await digestOf(call))).toBe(await sha256(path));
  expect(sent()).toBe(PARTS);
  const { size } = await stat(path);
  expect(begun[0]).toEqual({ sizeBytes: size, parts: PARTS, receivedParts: 0 });
  expect([progress[0], progress.at(-1)]).toEqual([0, size]);
  expect(await readdir(join(options.dataFolder, 'uploads'))).toEqual([]);
});

it('a small file is one part, and two uploads of it are two calls', async () => {
  const { url, file, sent } = await uploadWorld();
  const path = await file('small.wav', 3_000);
  const options = await optionsFor(url, { facts: {} });
  const first = await uploadFile(path, options);
  const second = await uploadFile(path, options);
  expect(first.call_id).toMatch(/^small-/);
  expect(second.call_id).not.toBe(first.call_id);
  expect(sent()).toBe(2);
});

it('an upload that was stopped is continued, after a restart of the server as well, and only what is missing is sent', async () => {
  const world = await uploadWorld();
  const path = await world.file();
  const stopping = new AbortController();
  const options = await optionsFor(world.url, { parallel: 1 });
  world.during((number) => {
    if (number === 3) stopping.abort();
    return 'serve';
  });
  await expect(uploadFile(path, { ...options, signal: stopping.signal })).rejects.toMatchObject({
    code: 'EARSHOT_UNAVAILABLE',
    message: expect.stringContaining('the same command again'),
  });
  const [name = ''] = await readdir(join(options.dataFolder, 'uploads'));
  expect((await stat(join(options.dataFolder, 'uploads', name))).mode & 0o777).toBe(0o600);
  const before = world.sent();
  await world.stop();
  await world.start();
  world.during(() => 'serve');
  const begun: { receivedParts: number }[] = [];
  await uploadFile(path, options, { onBegun: (about) => begun.push(about) });
  // Of the last part, it is unknown whether it arrived.
  expect(begun[0]?.receivedParts).toBeGreaterThanOrEqual(3);
  expect(world.sent() - before).toBe(PARTS - (begun[0]?.receivedParts ?? 0));
  const call = await world.record('call-1');
  expect(call && (await world.digestOf(call))).toBe(await sha256(path));
});

it('an upload goes on by itself when connections break, and when the server restarts', async () => {
  const world = await uploadWorld();
  const path = await world.file();
  let restarted: Promise<void> | undefined;
  world.during((number) => {
    if (number === 1) return 'break';
    if (number === 3) restarted ??= world.stop().then(() => world.start());
    return 'serve';
  });
  const retries: string[] = [];
  await uploadFile(path, await optionsFor(world.url), { onRetry: ({ code }) => retries.push(code) });
  await restarted;
  expect(new Set(retries)).toEqual(new Set(['EARSHOT_UNAVAILABLE']));
  const call = await world.record('call-1');
  expect(call && (await world.digestOf(call))).toBe(await sha256(path));
  expect(world.sent()).toBeLessThanOrEqual(PARTS + 5);
});

it('a server that stays away is given up, and one that never answered at once', async () => {
  const world = await uploadWorld();
  const path = await world.file();
  let stopped: Promise<void> | undefined;
  world.during((number) => {
    if (number === 2) stopped = world.stop();
    return 'serve';
  });
  const options = await optionsFor(world.url, { patienceMs: 300 });
  await expect(uploadFile(path, options)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  await stopped;
  await expect(uploadFile(path, { ...options, patienceMs: 600_000 })).rejects.toMatchObject({
    code: 'EARSHOT_UNAVAILABLE',
    message: expect.not.stringContaining('--ingest'),
  });
  await world.start();
  world.during(() => 'serve');
  expect(await uploadFile(path, options)).toMatchObject({ call_id: 'call-1' });
});

it('a file that changes while it is uploaded becomes no call', async () => {
  const world = await uploadWorld();
  const path = await world.file();
  world.during(async (number): Promise<'serve'> => {
    if (number === PARTS - 1) await appendFile(path, 'more');
    return 'serve';
  });
  const options = await optionsFor(world.url, { parallel: 1 });
  await expect(uploadFile(path, options)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: false });
  expect(await world.record('call-1')).toBeUndefined();
  expect(await uploadFile(path, options)).toMatchObject({ call_id: 'call-1' });
});

it('a call that has another recording is refused before anything is sent', async () => {
  const world = await uploadWorld();
  const options = await optionsFor(world.url);
  await uploadFile(await world.file('one.wav'), options);
  const sent = world.sent();
  await expect(uploadFile(await world.file('two.wav', 900), options)).rejects.toMatchObject({
    code: 'EARSHOT_CONFLICT',
  });
  expect(world.sent()).toBe(sent);
});

it('what is kept of an upload is removed once it has expired', async () => {
  const world = await uploadWorld();
  const stopping = new AbortController();
  world.during(() => {
    stopping.abort();
    return 'serve';
  });
  const options = await optionsFor(world.url, { signal: stopping.signal });
  await expect(uploadFile(await world.file(), options)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  const kept = () => readdir(join(options.dataFolder, 'uploads'));
  await removeExpired(options.dataFolder, Date.now());
  expect(await kept()).toHaveLength(1);
  await removeExpired(options.dataFolder, Date.now() + 7 * 86_400_000);
  expect(await kept()).toEqual([]);
});
