import { readdir, rename, rm, stat, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { missingParts, type ObjectUri, partsOf, type UploadPlan } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { FileRecordingStore } from '../../src/files/file-recording-store.js';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { temporaryFolder } from './folders.js';

const uri = 'local://recordings/0f0f.wav' as ObjectUri;
const SIZE = 25;
const bytes = Uint8Array.from({ length: SIZE }, (_, index) => index);
const request = { uri, sizeBytes: SIZE, contentType: 'audio/wav' };
const rejection = (code: string) => expect.objectContaining({ code });

function storeIn(folder: string): FileRecordingStore {
  const files = new FileResultStore({ folder });
  return new FileRecordingStore({ files, secret: new Uint8Array(32), partsFromBytes: 20, partSizeBytes: 10 });
}

/** The part of a plan as a request, with other bytes or in another way if necessary. */
function sent(plan: UploadPlan, number: number, body?: AsyncIterable<Uint8Array>) {
  const part = partsOf(plan)[number - 1] ?? { number, sizeBytes: 0 };
  const chunks = [bytes.subarray((number - 1) * 10, (number - 1) * 10 + part.sizeBytes)];
  const own = (async function* () {
    yield* chunks;
  })();
  const permit = { method: 'PUT', plan, part } as const;
  return [permit, { contentType: 'audio/wav', sizeBytes: part.sizeBytes, body: body ?? own }] as const;
}

async function* silentAfter(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
  await new Promise(() => {});
}

async function* failingAfter(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
  throw new Error('the client went away');
}

describe('FileRecordingStore', () => {
  it('lets another process go on with an upload that one left in the middle of a part', async () => {
    const folder = await temporaryFolder();
    const first = storeIn(folder);
    const plan = await first.uploads.open(request);
    await first.receive(...sent(plan, 2));
    void first.receive(...sent(plan, 1, silentAfter(bytes.subarray(0, 4)))).catch(() => {});
    const second = storeIn(folder);
    expect((await second.uploads.parts(plan))?.map(({ number }) => number)).toEqual([2]);
    for (const number of [1, 3]) await second.receive(...sent(plan, number));
    await second.uploads.complete(plan);
    expect(await buffer(await second.read(uri))).toEqual(Buffer.from(bytes));
  });

  it('takes a part from a request that comes while an earlier one is silent', async () => {
    const store = storeIn(await temporaryFolder());
    const plan = await store.uploads.open(request);
    const silent = store.receive(...sent(plan, 1, silentAfter(Uint8Array.of(9, 9, 9))));
    const refused = expect(silent).rejects.toThrow(rejection('EARSHOT_CONFLICT'));
    for (const number of [1, 2, 3]) await store.receive(...sent(plan, number));
    await refused;
    await store.uploads.complete(plan);
    expect(await buffer(await store.read(uri))).toEqual(Buffer.from(bytes));
  });

  it('completes no upload while one of its parts arrives again', async () => {
    const store = storeIn(await temporaryFolder());
    const plan = await store.uploads.open(request);
    for (const number of [1, 2, 3]) await store.receive(...sent(plan, number));
    void store.receive(...sent(plan, 3, silentAfter(Uint8Array.of(9)))).catch(() => {});
    while (missingParts(plan, (await store.uploads.parts(plan)) ?? []).length === 0) await turn();
    await expect(store.uploads.complete(plan)).rejects.toThrow(rejection('EARSHOT_CONFLICT'));
    await store.receive(...sent(plan, 3));
    await store.uploads.complete(plan);
    expect(await buffer(await store.read(uri))).toEqual(Buffer.from(bytes));
  });

  it('counts no part of a client that went away, and reads no more of one that sends too much', async () => {
    const store = storeIn(await temporaryFolder());
    const plan = await store.uploads.open(request);
    await expect(store.receive(...sent(plan, 1, failingAfter(bytes.subarray(0, 9))))).rejects.toThrow('went away');
    const endless = (async function* () {
      for (;;) yield bytes;
    })();
    await expect(store.receive(...sent(plan, 1, endless))).rejects.toThrow(rejection('EARSHOT_INVALID_INPUT'));
    expect(await store.uploads.parts(plan)).toEqual([]);
  });

  it('keeps nothing of a PUT that was cut off', async () => {
    const folder = await temporaryFolder();
    const store = storeIn(folder);
    const plan = await store.uploads.open({ ...request, sizeBytes: 10 });
    await expect(store.receive(...sent(plan, 1, failingAfter(bytes.subarray(0, 9))))).rejects.toThrow('went away');
    expect(await store.stat(uri)).toBeUndefined();
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
  });

  it('leaves nothing of an upload behind, and copies nothing', async () => {
    const folder = await temporaryFolder();
    const store = storeIn(folder);
    const plan = await store.uploads.open(request);
    for (const number of [1, 2, 3]) await store.receive(...sent(plan, number));
    const [upload = ''] = await readdir(join(folder, '.uploads'));
    const before = await stat(join(folder, '.uploads', upload, 'data'));
    await store.uploads.complete(plan);
    expect((await stat(join(folder, 'recordings/0f0f.wav'))).ino).toBe(before.ino);
    expect(await readdir(join(folder, '.uploads'))).toEqual([]);
  });

  it('completes what a process began to complete before it died', async () => {
    const folder = await temporaryFolder();
    const store = storeIn(folder);
    const plan = await store.uploads.open(request);
    for (const number of [1, 2, 3]) await store.receive(...sent(plan, number));
    const [upload = ''] = await readdir(join(folder, '.uploads'));
    await rename(join(folder, '.uploads', upload), join(folder, '.uploads', `${upload}.closed`));
    expect(await store.uploads.parts(plan)).toHaveLength(3);
    await expect(store.receive(...sent(plan, 1))).rejects.toThrow(rejection('EARSHOT_NOT_FOUND'));
    await store.uploads.complete(plan);
    expect(await buffer(await store.read(uri))).toEqual(Buffer.from(bytes));
  });

  it('discards uploads that nothing happened to for a while', async () => {
    const folder = await temporaryFolder();
    const store = storeIn(folder);
    const [old, recent] = [await store.uploads.open(request), await store.uploads.open(request)];
    if (old.method === 'put') throw new Error('in parts');
    await utimes(join(folder, '.uploads', old.uploadId), 1_000, 1_000);
    expect(await store.removeAbandoned(60_000)).toBe(1);
    await expect(store.uploads.complete(old)).rejects.toThrow(rejection('EARSHOT_NOT_FOUND'));
    await expect(store.uploads.complete(recent)).rejects.toThrow(rejection('EARSHOT_CONFLICT'));
    expect(await storeIn(await temporaryFolder()).removeAbandoned(60_000)).toBe(0);
  });

  it('opens no file that nobody reads, and follows no link', async () => {
    const folder = await temporaryFolder();
    const store = storeIn(folder);
    const plan = await store.uploads.open({ ...request, sizeBytes: 10 });
    await store.receive(...sent(plan, 1));
    const unread = await store.read(uri);
    await rm(join(folder, 'recordings/0f0f.wav'));
    await expect(buffer(unread)).rejects.toThrow(rejection('EARSHOT_NOT_FOUND'));
    await symlink('/etc/hostname', join(folder, 'recordings/link.wav'));
    const reading = store.read('local://recordings/link.wav' as ObjectUri);
    await expect(reading).rejects.toThrow(rejection('EARSHOT_DENIED'));
  });
});
