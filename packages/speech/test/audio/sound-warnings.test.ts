import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { chirp, tone } from './chirp.js';
import { matroskaBytes, mp4Bytes, pcmPackets } from './containers.js';
import { fileWith, fixture, readAll } from './sound-files.js';
import { chunk, interleaved, wavBytes, write16 } from './wav-bytes.js';

const CUT_OFF = ['recording_cut_off'];
const DAMAGED = ['recording_damaged'];

async function codesOf(path: string): Promise<string[]> {
  const recording = await openRecording(path);
  const [channel] = await readAll(recording);
  return (await recording.warnings((channel?.length ?? 0) / 16)).map(({ code }) => code);
}

const warned = async (...parts: readonly Uint8Array[]) => codesOf(await fileWith(Buffer.concat(parts)));

/** Bytes that look like nothing, the same each time. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state >> 16;
  });
}

const pcm = (seconds: number) => interleaved([chirp('up', 8_000, seconds)], 2, write16);
const again = (bytes: Buffer, times: number) => Buffer.concat(Array.from({ length: times }, () => bytes));
const NEEDS_FFMPEG = /gsm|speex|make\.sh|silent|gitattributes/;

describe('a healthy recording', async () => {
  const names = (await readdir(fixture('.'))).filter((name) => !NEEDS_FFMPEG.test(name));
  it.each(names)('warns of nothing: %s', async (name) => {
    expect(await codesOf(fixture(name))).toEqual([]);
  });

  it.each(['stereo-8k.mp3', 'mono-8k-without-tag.mp3', 'stereo-16k.mp2', 'stereo-16k.aac', 'stereo-8k.flac'])(
    'warns of nothing with tags, a picture and padding around it: %s',
    async (name) => {
      const sound = await readFile(fixture(name));
      // 200,000 bytes of picture: a tag writes its length in seven bits of each byte.
      const before = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x0c\x1a\x40', 'latin1'), noise(200_000)]);
      const ape = Buffer.concat([Buffer.from('APETAGEX\xd0\x07\0\0', 'latin1'), Buffer.alloc(20), noise(5_000)]);
      ape.writeUInt32LE(5_000, 12);
      const id3v1 = Buffer.from('TAG'.padEnd(128, 'x'));
      expect(await warned(before, sound, Buffer.alloc(5_000), ape, id3v1)).toEqual([]);
    },
  );

  it('warns of nothing where its writer left the length open', async () => {
    for (const dataBytes of [0, 0x7fff_f000, 0x8000_0000, 0xffff_ffff])
      expect(await warned(wavBytes(pcm(2), { dataBytes }))).toEqual([]);
    expect(
      await warned(
        matroskaBytes(
          pcmPackets(tone(300, 8_000, 2), 8_000, () => false),
          8_000,
        ),
      ),
    ).toEqual([]);
  });

  it('warns of nothing with chunks behind the sound, or strung together of several', async () => {
    const after = ['LIST', 'id3 ', '_PMX'].map((id, index) => chunk(id, Buffer.from(noise(4_001 + index))));
    expect(await warned(wavBytes(pcm(2), { after }))).toEqual([]);
    for (const name of ['stereo.opus', 'mono-8k-without-tag.mp3', 'stereo-8k.mp3'])
      expect(await warned(again(await readFile(fixture(name)), 3))).toEqual([]);
  });

  it('warns of nothing when it ends a little early', async () => {
    const whole = wavBytes(pcm(60));
    expect(await warned(whole.subarray(0, whole.length - 0.5 * 16_000))).toEqual([]);
    const short = wavBytes(pcm(2));
    expect(await warned(short.subarray(0, short.length - 0.2 * 16_000))).toEqual([]);
  });
});

describe('a recording that was cut off warns of it', () => {
  it.each([
    'stereo-8k.flac',
    'mono-44k-index-first.m4a',
    'stereo.webm',
    'stereo-8k.mp3',
    'mono-8k.aiff',
    'stereo-44k.mp3',
  ])('in the form of %s', async (name) => {
    const bytes = await readFile(fixture(name));
    expect(await warned(bytes.subarray(0, bytes.length * 0.6))).toEqual(CUT_OFF);
  });

  it('as WAV, in whatever codec', async () => {
    expect(await warned(wavBytes(pcm(62)).subarray(0, 44 + 3.7 * 16_000))).toEqual(CUT_OFF);
    for (const name of ['mono-8k-ima-adpcm.wav', 'mono-8k-ms-adpcm.wav']) {
      const bytes = await readFile(fixture(name));
      expect(await warned(bytes.subarray(0, bytes.length * 0.6))).toEqual(CUT_OFF);
    }
  });

  it('as MPEG-4 and Matroska, by what their headers say', async () => {
    const packets = pcmPackets(tone(300, 8_000, 10), 8_000, () => false);
    for (const bytes of [mp4Bytes(packets, 8_000), matroskaBytes(packets, 8_000, 10_000)])
      expect(await warned(bytes.subarray(0, bytes.length * 0.5))).toEqual(CUT_OFF);
  });

  it('with how much there should be', async () => {
    const recording = await openRecording(await fileWith(wavBytes(pcm(62)).subarray(0, 44 + 3.7 * 16_000)));
    const [{ explanation } = { explanation: '' }] = await recording.warnings(3_700);
    expect(explanation).toContain('62.0 s');
    expect(explanation).toContain('3.7 s');
  });
});

describe('a recording that the file goes on behind warns of it', () => {
  it.each([
    'mono-8k-without-tag.mp3',
    'stereo-8k.mp3',
    'stereo-16k.aac',
    'stereo-8k.flac',
    'stereo.opus',
    'stereo-8k-vorbis.ogg',
    'mono-8k.amr',
    'stereo.webm',
    'stereo-44k.m4a',
    'mono-8k-ms-adpcm.wav',
  ])('when noise follows %s', async (name) => {
    expect(await warned(await readFile(fixture(name)), noise(200_000))).toEqual(DAMAGED);
  });

  it('when 4 kB of MP3 are followed by 200 kB of noise', async () => {
    const mp3 = again(await readFile(fixture('mono-8k-without-tag.mp3')), 2).subarray(0, 4_096);
    expect(await warned(mp3, noise(200_000))).toEqual(DAMAGED);
  });
});
