import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { chirp, decibels, difference, likeness } from './chirp.js';
import { fileWith, fixture, readAll } from './sound-files.js';
import { interleaved, wavBytes, write16 } from './wav-bytes.js';

const up = chirp('up', SAMPLE_RATE_HZ);
const down = chirp('down', SAMPLE_RATE_HZ);

/** What encoders put before the sound, where their files don't say so: samples at 16 kHz. */
const LATE: Readonly<Record<string, number>> = {
  'mono-8k-without-tag.mp3': 2_210,
  'stereo-16k.mp2': 481,
  'stereo-16k.aac': 481,
  'stereo-16k.wma': -512,
  'mono-8k.amr': 80,
};

describe('a recording', () => {
  it.each([
    ['stereo-8k.mp3', 'MP3', 'mp3', 8_000, 1_000, 2],
    ['stereo-44k.mp3', 'MP3', 'mp3', 44_100, 1_000, 2],
    ['mono-8k-without-tag.mp3', 'MP3', 'mp3', 8_000, 1_152, 1],
    ['stereo-16k.mp2', 'MP2', 'mp2', 16_000, 1_008, 2],
    ['stereo-8k.flac', 'FLAC', 'flac_16', 8_000, 1_000, 2],
    ['mono-8k-flac.ogg', 'Ogg', 'flac', 8_000, 1_000, 1],
    ['stereo-8k-vorbis.ogg', 'Ogg', 'vorbis', 8_000, 1_000, 2],
    ['stereo.opus', 'Ogg', 'opus', 48_000, 1_000, 2],
    ['stereo-44k.m4a', 'MPEG-4', 'aac', 44_100, 1_000, 2],
    ['mono-44k-index-first.m4a', 'MPEG-4', 'aac', 44_100, 1_000, 1],
    ['mono-44k-fragments.mp4', 'MPEG-4', 'aac', 44_100, undefined, 1],
    ['film.mp4', 'MPEG-4', 'aac', 44_100, 1_000, 1],
    ['stereo-16k.aac', 'AAC', 'aac', 16_000, undefined, 2],
    ['stereo.webm', 'Matroska', 'opus', 48_000, 1_004, 2],
    ['stereo-16k.wma', 'Windows Media', 'wma', 16_000, 1_024, 2],
    ['mono-8k.aiff', 'AIFF', 'ulaw', 8_000, 1_000, 1],
    ['mono-8k.caf', 'CAF', 'pcm', 8_000, undefined, 1],
    ['mono-8k.amr', 'AMR', 'amr_nb', 8_000, 1_000, 1],
    ['mono-8k-ms-adpcm.wav', 'WAV', 'adpcm_ms', 8_000, 1_018, 1],
    ['mono-8k-ima-adpcm.wav', 'WAV', 'adpcm_ima', 8_000, 1_021, 1],
  ])('in the form of %s is heard as it was', async (name, format, codec, sampleRateHz, durationMs, channelCount) => {
    const recording = await openRecording(fixture(name));
    const { facts } = recording;
    expect([facts.format, facts.codec, facts.sampleRateHz]).toEqual([format, codec, sampleRateHz]);
    expect([facts.durationMs, facts.channelCount]).toEqual([durationMs, channelCount]);
    expect(facts.kind).toBe(name === 'film.mp4' ? 'video' : 'audio');
    expect(recording.channelCount).toBe(channelCount);
    const channels = await readAll(recording);
    expect(channels).toHaveLength(channelCount);
    channels.forEach((channel, index) => {
      // A chirp that is one sample late is nothing like itself any more.
      expect(likeness(channel, index === 0 ? up : down, LATE[name])).toBeGreaterThan(
        name.endsWith('amr') ? 0.95 : 0.99,
      );
    });
    // The headers of these two count what encoders put before and behind the sound.
    if (durationMs !== undefined && !/wma|webm/.test(name))
      expect(Math.abs((channels[0]?.length ?? 0) - durationMs * 16)).toBeLessThan(16);
  });

  it('is known by what is in its file, whatever its name says', async () => {
    for (const [from, name] of [
      ['stereo-8k.mp3', 'call.wav'],
      ['stereo.opus', 'call.mp3'],
      ['stereo-8k.flac', 'call.txt'],
    ] as const) {
      const recording = await openRecording(await fileWith(await readFile(fixture(from)), name));
      expect(recording.facts).toEqual((await openRecording(fixture(from))).facts);
    }
  });

  it('comes in blocks of at most a second, and from the beginning each time', async () => {
    const data = interleaved([chirp('up', 48_000, 3), chirp('down', 48_000, 3)], 2, write16);
    const recording = await openRecording(await fileWith(wavBytes(data, { rateHz: 48_000, channelCount: 2 })));
    for (let time = 0; time < 2; time++) {
      let samples = 0;
      for await (const block of recording.samples()) {
        expect(block).toHaveLength(2);
        expect(block[0]?.length).toBe(block[1]?.length);
        expect(block[0]?.length).toBeGreaterThan(0);
        expect(block[0]?.length).toBeLessThanOrEqual(SAMPLE_RATE_HZ);
        samples += block[0]?.length ?? 0;
      }
      expect(samples).toBe(3 * SAMPLE_RATE_HZ);
    }
  });

  it('may be listened to twice at a time', async () => {
    const recording = await openRecording(fixture('stereo.opus'));
    const [first, second] = await Promise.all([readAll(recording), readAll(recording)]);
    expect(first).toEqual(second);
    expect(first).toEqual(await readAll(recording));
  });

  it('may be left in the middle', async () => {
    const recording = await openRecording(fixture('stereo-8k.mp3'));
    for await (const [channel] of recording.samples()) {
      expect(channel?.length).toBeGreaterThan(0);
      break;
    }
    expect((await readAll(recording))[0]).toHaveLength(SAMPLE_RATE_HZ);
  });

  it('stops when it is told to, with the reason that was given', async () => {
    const recording = await openRecording(fixture('stereo-8k.mp3'));
    const abort = new AbortController();
    const reason = new Error('enough');
    const heard: number[] = [];
    const decode = async (): Promise<void> => {
      for await (const [channel] of recording.samples(abort.signal)) {
        heard.push(channel?.length ?? 0);
        abort.abort(reason);
      }
    };
    await expect(decode()).rejects.toBe(reason);
    expect(heard).toHaveLength(1);
    await expect(recording.samples(abort.signal)[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  });

  it('that was strung together of several is heard to its end', async () => {
    for (const name of ['stereo.opus', 'stereo-8k-vorbis.ogg', 'mono-8k-flac.ogg', 'mono-8k-without-tag.mp3']) {
      const bytes = await readFile(fixture(name));
      const [once] = await readAll(await openRecording(fixture(name)));
      const [twice] = await readAll(await openRecording(await fileWith(Buffer.concat([bytes, bytes]))));
      expect(twice).toHaveLength(2 * (once?.length ?? 0));
    }
  });

  it('keeps its time when its rate changes on the way', async () => {
    const names = ['mono-8k-without-tag.mp3', 'stereo-16k.mp2', 'mono-8k-without-tag.mp3'];
    const parts = await Promise.all(names.map((name) => readFile(fixture(name))));
    const [left, right] = await readAll(await openRecording(await fileWith(Buffer.concat(parts))));
    expect(left).toHaveLength(18_432 + 16_128 + 18_432);
    for (const [channel, sound, from, lag] of [
      [left, up, 0, 2_210],
      [left, up, 18_432, 481],
      [right, down, 18_432, 481],
      [left, up, 18_432 + 16_128, 2_210],
      [right, up, 18_432 + 16_128, 2_210],
    ] as const)
      expect(channel && likeness(channel.slice(from), sound, lag)).toBeGreaterThan(0.99);
  });

  it('with tags before and behind it loses nothing', async () => {
    // The length of a tag is written in seven bits of each byte.
    const before = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x0c\x1a\x40', 'latin1'), Buffer.alloc(200_000, 0xff)]);
    const behind = Buffer.from('TAG'.padEnd(128, ' '));
    for (const name of ['mono-8k-without-tag.mp3', 'stereo-8k.flac', 'stereo-16k.aac']) {
      const sound = await readFile(fixture(name));
      const expected = await readAll(await openRecording(fixture(name)));
      const all = name.endsWith('flac') ? [before, sound] : [before, sound, behind];
      const recording = await openRecording(await fileWith(Buffer.concat(all)));
      expect(await readAll(recording)).toEqual(expected);
    }
  });

  it('that is damaged in the middle is heard around it, where it was', async () => {
    const bytes = await readFile(fixture('stereo-8k.flac'));
    const damaged = Buffer.from(bytes);
    damaged.fill(0x55, 12_000, 12_050);
    const [left] = await readAll(await openRecording(await fileWith(damaged)));
    expect(left).toHaveLength(16_000);
    expect(left && decibels(difference(left, up, 0, 4_000))).toBeLessThan(-60);
    expect(left && likeness(left.slice(12_000), up.slice(12_000))).toBeGreaterThan(0.99);
  });

  it.each([
    ['stereo-8k.mp3', 0.5],
    ['stereo-8k.flac', 0.5],
    ['mono-8k.amr', 0.5],
    ['stereo-16k.aac', 0.5],
    ['mono-44k-index-first.m4a', 0.6],
    ['stereo.webm', 0.5],
  ])('that was cut off is heard as far as it goes: %s', async (name, part) => {
    const bytes = await readFile(fixture(name));
    const recording = await openRecording(await fileWith(bytes.subarray(0, bytes.length * part)));
    const [left] = await readAll(recording);
    expect(left?.length).toBeGreaterThan(2_000);
    if (name.endsWith('amr')) expect(left).toHaveLength((recording.facts.durationMs ?? 0) * 16);
    expect(left?.length).toBeLessThan(14_000);
    expect(left && likeness(left.slice(0, 2_000), up.slice(0, 2_000), 0)).toBeGreaterThan(LATE[name] ? -1 : 0.9);
  });
});
