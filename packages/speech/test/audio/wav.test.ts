import { readFile, truncate } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { chirp, decibels, difference, likeness } from './chirp.js';
import { fileWith, fixture, readAll } from './sound-files.js';
import {
  chunk,
  interleaved,
  type WavOptions,
  type WriteSample,
  wavBytes,
  write16,
  writeALaw,
  writeMuLaw,
} from './wav-bytes.js';

const RATE_HZ = 8_000;
const up = chirp('up', RATE_HZ);
const down = chirp('down', RATE_HZ);
const plain = interleaved([up], 2, write16);

async function open(bytes: Buffer) {
  return openRecording(await fileWith(bytes, 'call.wav'));
}

/** The samples that were in the file: at double the rate, each is still there. */
async function heard(bytes: Buffer): Promise<Float32Array[]> {
  const channels = await readAll(await open(bytes));
  return channels.map((channel) => channel.filter((_, index) => index % 2 === 0));
}

async function expectPlain(bytes: Buffer): Promise<void> {
  const [sound] = await heard(bytes);
  expect(sound).toHaveLength(RATE_HZ);
  expect(sound && decibels(difference(sound, up))).toBeLessThan(-85);
}

describe('a WAV file', () => {
  it.each<[string, WavOptions, WriteSample, number]>([
    ['8 bits', { bits: 8 }, (data, x, at) => data.writeUInt8(Math.round(x * 127) + 128, at), -40],
    ['16 bits', { bits: 16 }, write16, -85],
    ['24 bits', { bits: 24 }, (data, x, at) => data.writeIntLE(Math.round(x * 8_388_607), at, 3), -120],
    ['32 bits', { bits: 32 }, (data, x, at) => data.writeInt32LE(Math.round(x * 2_147_483_647), at), -120],
    ['floating-point numbers', { codec: 3, bits: 32 }, (data, x, at) => data.writeFloatLE(x, at), -120],
    ['long floating-point numbers', { codec: 3, bits: 64 }, (data, x, at) => data.writeDoubleLE(x, at), -120],
    ['mu-law', { codec: 7, bits: 8 }, writeMuLaw, -35],
    ['A-law', { codec: 6, bits: 8 }, writeALaw, -35],
    [
      '20 bits in 24',
      { bits: 20, blockBytes: 6 },
      (data, x, at) => data.writeIntLE(Math.round(x * 524_287) * 16, at, 3),
      -100,
    ],
  ])('of %s is heard as it was, both channels', async (_, options, write, error) => {
    const bytes = (options.blockBytes ?? ((options.bits ?? 16) / 8) * 2) / 2;
    const [left, right] = await heard(wavBytes(interleaved([up, down], bytes, write), { ...options, channelCount: 2 }));
    expect(left && decibels(difference(left, up))).toBeLessThan(error);
    expect(right && decibels(difference(right, down))).toBeLessThan(error);
    expect(left).toHaveLength(RATE_HZ);
  });

  it('tells its facts', async () => {
    const { facts } = await open(
      wavBytes(interleaved([up, down], 1, writeMuLaw), { codec: 7, bits: 8, channelCount: 2 }),
    );
    expect(facts).toEqual({
      kind: 'audio',
      format: 'WAV',
      codec: 'pcm_mulaw',
      durationMs: 1_000,
      sampleRateHz: 8_000,
      bitrateBps: 128_000,
      channelCount: 2,
    });
  });

  it('of the extensible form is what its sub-format says', async () => {
    const extension = Buffer.alloc(24);
    extension.writeUInt16LE(22, 0);
    extension.writeUInt16LE(16, 2);
    extension.writeUInt16LE(1, 8);
    await expectPlain(wavBytes(plain, { codec: 0xfffe, extension }));
  });

  it.each([0, 0xffff_ffff, 0x7fff_ffff, 1_000_000])(
    'whose writer left %i as the length is heard to its end',
    async (dataBytes) => expectPlain(wavBytes(plain, { dataBytes })),
  );

  it('ends where its sound ends, whatever follows', async () => {
    await expectPlain(wavBytes(plain, { after: [chunk('LIST', Buffer.alloc(5_000, 0x7f))] }));
  });

  it('may have anything before its sound', async () => {
    const before = [
      chunk('JUNK', Buffer.alloc(70_001, 0x64)),
      chunk('bext', Buffer.alloc(602)),
      chunk('LIST', Buffer.alloc(3)),
    ];
    await expectPlain(wavBytes(plain, { before }));
  });

  it('may leave out the byte that evens odd chunks', async () => {
    const odd = chunk('LIST', Buffer.alloc(5, 0x20)).subarray(0, -1);
    await expectPlain(wavBytes(plain, { before: [odd] }));
  });

  it('longer than 4 GB has its length elsewhere', async () => {
    const ds64 = Buffer.alloc(28);
    ds64.writeBigUInt64LE(BigInt(plain.length), 8);
    for (const id of ['RF64', 'BW64'] as const) {
      const options = { id, before: [chunk('ds64', ds64)], dataBytes: 0xffff_ffff };
      await expectPlain(wavBytes(plain, { ...options, after: [chunk('LIST', Buffer.alloc(5_000, 0x7f))] }));
    }
  });

  it('with sound as MP3 is heard', async () => {
    const sound = await readFile(fixture('stereo-8k.mp3'));
    const recording = await open(wavBytes(sound, { codec: 0x55, channelCount: 2, bits: 0, blockBytes: 1 }));
    const [left] = await readAll(recording);
    expect(recording.facts).toMatchObject({ format: 'WAV', codec: 'mp3', channelCount: 2 });
    expect(left && likeness(left, chirp('up', SAMPLE_RATE_HZ))).toBeGreaterThan(0.99);
  });

  it('that was cut off within a sample is heard up to there', async () => {
    const [sound] = await heard(wavBytes(plain).subarray(0, -1_001));
    expect(sound?.length).toBe(RATE_HZ - 501);
  });

  it('with more than full scale, or with what is no number, stays within bounds', async () => {
    const wild = Float32Array.from(
      up,
      (sample, index) => [sample, 7, -7, Number.NaN, Number.NEGATIVE_INFINITY][index % 5] ?? 0,
    );
    const data = interleaved([wild], 4, (bytes, x, at) => bytes.writeFloatLE(x, at));
    const [sound] = await readAll(await open(wavBytes(data, { codec: 3, bits: 32 })));
    expect(sound?.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
  });

  it('of many hours is opened without being read', async () => {
    const path = await fileWith(wavBytes(plain, { dataBytes: 0 }));
    await truncate(path, 200_000_000);
    const recording = await openRecording(path);
    expect(recording.facts.durationMs).toBe(Math.round((200_000_000 - 44) / 16));
    for await (const [channel] of recording.samples()) {
      expect(channel?.length).toBeGreaterThan(0);
      break;
    }
  });
});
