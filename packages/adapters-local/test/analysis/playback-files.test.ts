import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectUri } from '@earshot/core';
import { expect, it } from 'vitest';
import { PlaybackFiles } from '../../src/analysis/playback-files.js';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { temporaryFolder } from '../files/folders.js';

const RECORDING = 'local://recordings/0f0f.wav' as ObjectUri;
const RATE_HZ = 8_000;
/** The largest value of 8-bit mu-law, as loud as can be. */
const LOUD = 0x80;

/** A stereo file of one loud second, as telephone systems write it: mu-law at 8 kHz. */
function muLawFile(): Buffer {
  const head = Buffer.alloc(44);
  const bytes = Buffer.alloc(2 * RATE_HZ, LOUD);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(7, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(RATE_HZ, 24);
  head.writeUInt32LE(2 * RATE_HZ, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes.length, 40);
  return Buffer.concat([head, bytes]);
}

async function world() {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'recordings'));
  await writeFile(join(folder, 'recordings/0f0f.wav'), muLawFile());
  const store = new FileResultStore({ folder });
  return { store, playback: new PlaybackFiles({ store }) };
}

/** The samples of the left channel, after a look at the header. */
async function samplesOf(store: FileResultStore, copy: ObjectUri): Promise<Int16Array> {
  const wav = Buffer.from((await store.get(copy)) ?? []);
  expect([wav.toString('latin1', 0, 4), wav.readUInt16LE(20), wav.readUInt16LE(34)]).toEqual(['RIFF', 1, 16]);
  expect([wav.readUInt16LE(22), wav.readUInt32LE(24)]).toEqual([2, 16_000]);
  expect([wav.readUInt32LE(4) + 8, wav.readUInt32LE(40) + 44]).toEqual([wav.length, wav.length]);
  return Int16Array.from({ length: (wav.length - 44) / 4 }, (_, frame) => wav.readInt16LE(44 + 4 * frame));
}

it('makes a WAV file with plain samples, as long as the recording, once', async () => {
  const { store, playback } = await world();
  const [copy, same] = await Promise.all([playback.copyOf(RECORDING, []), playback.copyOf(RECORDING, [])]);
  expect(same).toBe(copy);
  const samples = await samplesOf(store, copy);
  expect(samples.length).toBe(16_000);
  expect(samples.slice(100, -100).every((sample) => Math.abs(sample) > 20_000)).toBe(true);
  expect((await store.list('local://playback/')).uris).toEqual([copy]);
});

it('is silent in the spans that are asked for, and nowhere else', async () => {
  const { store, playback } = await world();
  const silent = [
    { startMs: 100, endMs: 200 },
    { startMs: 900, endMs: 5_000 },
  ];
  const copy = await playback.copyOf(RECORDING, silent);
  const samples = await samplesOf(store, copy);
  const isSilentAt = (ms: number) => samples[ms * 16] === 0;
  expect([50, 99, 100, 150, 199, 200, 899, 900, 999].map(isSilentAt)).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(await playback.copyOf(RECORDING, [])).not.toBe(copy);
});

it('forgets the copies of one recording', async () => {
  const { store, playback } = await world();
  const copy = await playback.copyOf(RECORDING, []);
  // Of recordings whose names begin the same, as those of uploads may.
  const others = ['0f0f-1-0123456789abcdef.wav', '0f0f0-0123456789abcdef.wav'];
  const kept = others.map((name) => `local://playback/${name}` as ObjectUri);
  for (const uri of kept) await store.put(uri, Uint8Array.of(1));
  expect(await playback.forget('0f0f')).toEqual([copy]);
  expect((await store.list('local://playback/')).uris).toEqual(kept);
});

it('leaves no copy of a recording that is erased meanwhile', async () => {
  const { store, playback } = await world();
  const rejection = expect.objectContaining({ code: 'EARSHOT_NOT_FOUND' });
  const making = expect(playback.copyOf(RECORDING, [])).rejects.toThrow(rejection);
  const putStream = store.putStream.bind(store);
  store.putStream = async (chunks, locationOf) => {
    const uri = await putStream(chunks, locationOf);
    await store.delete(RECORDING);
    return uri;
  };
  await making;
  expect((await store.list('local://playback/')).uris).toEqual([]);
  await expect(playback.copyOf(RECORDING, [])).rejects.toThrow(rejection);
});
