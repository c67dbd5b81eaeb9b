import { chmod, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { isEarshotError } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { chirp } from './chirp.js';
import { emptyFolder, fileWith, fixture } from './sound-files.js';
import { interleaved, type WavOptions, wavBytes, write16 } from './wav-bytes.js';

async function refusal(path: string, options?: { longestMs?: number; ffmpeg?: string }) {
  try {
    await openRecording(path, options);
  } catch (error) {
    if (isEarshotError(error)) return { code: error.code, details: error.details, retryable: error.retryable };
    throw error;
  }
  throw new Error(`${path} was opened`);
}

const wav = (options: WavOptions = {}, seconds = 1) =>
  wavBytes(
    interleaved(
      Array.from({ length: options.channelCount ?? 1 }, () => chirp('up', 8_000, seconds)),
      2,
      write16,
    ),
    options,
  );

describe('what is no recording', () => {
  const INVALID = 'EARSHOT_INVALID_INPUT';
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('Good morning, how may I help you?\n'.repeat(500))],
    ['text of a line', Buffer.from('hello')],
    ['JSON', Buffer.from(JSON.stringify({ callId: 'call-1' }))],
    ['a list that would lead ffmpeg elsewhere', Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n')],
    ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')],
    ['a PNG image', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(900, 7)])],
    ['a JPEG image', Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(900, 7)])],
    ['a WebP image', Buffer.concat([Buffer.from('RIFF\x10\0\0\0WEBPVP8 '), Buffer.alloc(900, 7)])],
    ['a ZIP archive', Buffer.concat([Buffer.from('504b0304', 'hex'), deflateRawSync(Buffer.alloc(9_000))])],
    ['a gzip archive', gzipSync(Buffer.alloc(9_000, 'abc'))],
    ['zeros', Buffer.alloc(200_000)],
    ['ones', Buffer.alloc(200_000, 0xff)],
    ['a WAV file that ends at once', wav().subarray(0, 20)],
    ['a WAV file that ends before its sound', wav().subarray(0, 40)],
    ['the beginning of a FLAC file', Buffer.from('fLaC\0\0\0\x22', 'latin1')],
    ['the beginning of an Ogg file', Buffer.from('OggS\0\x02', 'latin1')],
    ['the beginning of an MPEG-4 file', Buffer.from('\0\0\0\x18ftypM4A \0\0\0\0M4A mp42', 'latin1')],
    ['the beginning of an AIFF file', Buffer.from('FORM\0\0\0\0AIFF', 'latin1')],
    ['the beginning of a CAF file', Buffer.from('caff\0\x01\0\0', 'latin1')],
    ['the beginning of a WebM file', Buffer.from('1a45dfa3', 'hex')],
    ['the beginning of a Windows Media file', Buffer.from('3026b2758e66cf11', 'hex')],
    ['a tag with no sound behind it', Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1')],
  ])('is refused: %s', async (_, bytes) => {
    const path = await fileWith(bytes, 'call.mp3');
    const found = await refusal(path);
    expect(found).toMatchObject({ code: INVALID, retryable: false, details: { path } });
    expect(found.details['found']).toEqual(expect.any(String));
    expect(found.details['expected']).toEqual(expect.any(String));
  });

  it('is refused, though it be called by the name of a form without a mark', async () => {
    expect((await refusal(await fileWith(Buffer.from('no sound'), 'call.g722'))).code).toBe(INVALID);
  });

  it('is refused when it is a film without sound', async () => {
    for (const name of ['silent-film.mp4', 'silent-film.webm'])
      expect(await refusal(fixture(name))).toMatchObject({
        code: INVALID,
        details: { found: 'a video without sound' },
      });
  });

  it('is refused when it is no file', async () => {
    const folder = await emptyFolder();
    expect(await refusal(folder)).toMatchObject({ code: INVALID, details: { found: 'a folder' } });
    expect((await refusal(join(folder, 'none.wav'))).code).toBe('EARSHOT_NOT_FOUND');
    expect((await refusal(join(await fileWith(wav()), 'below'))).code).toBe(INVALID);
    expect((await refusal('a\0b')).code).toBe(INVALID);
    await symlink('round', join(folder, 'round'));
    expect((await refusal(join(folder, 'round'))).code).toBe('EARSHOT_DENIED');
    if (process.platform !== 'win32') expect((await refusal('/dev/zero')).code).toBe(INVALID);
  });

  // The superuser may read everything.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is refused when it may not be read',
    async () => {
      const path = await fileWith(wav());
      await chmod(path, 0);
      expect((await refusal(path)).code).toBe('EARSHOT_DENIED');
      const folder = join(await emptyFolder(), 'locked');
      await mkdir(folder, { mode: 0 });
      expect((await refusal(join(folder, 'call.wav'))).code).toBe('EARSHOT_DENIED');
    },
  );
});

describe('a recording that is not taken', () => {
  const NOT_SUPPORTED = 'EARSHOT_NOT_SUPPORTED';

  it.each<[string, Buffer, string]>([
    ['three channels', wav({ channelCount: 3 }), '3 channels'],
    ['no channel', wav({ channelCount: 0, blockBytes: 2 }), '0 channels'],
    ['a rate that is too low', wav({ rateHz: 3_999 }), 'a sampling rate of 3999 Hz'],
    ['a rate that is too high', wav({ rateHz: 192_001 }), 'a sampling rate of 192001 Hz'],
    ['no rate', wav({ rateHz: 0 }), 'a sampling rate of 0 Hz'],
    ['99 ms', wav({}, 0.099), '99 ms of sound'],
    ['no sound at all', wav({}, 0), '0 ms of sound'],
  ])('has %s', async (_, bytes, found) => {
    expect(await refusal(await fileWith(bytes))).toMatchObject({ code: NOT_SUPPORTED, details: { found } });
  });

  it('is longer than allowed, by what its header says', async () => {
    const path = await fileWith(wav());
    expect((await refusal(path, { longestMs: 999 })).code).toBe(NOT_SUPPORTED);
    expect((await openRecording(path, { longestMs: 1_000 })).facts.durationMs).toBe(1_000);
  });

  it('turns out to be longer than allowed while it is heard', async () => {
    const second = await readFile(fixture('stereo-16k.aac'));
    const recording = await openRecording(await fileWith(Buffer.concat([second, second, second])), {
      longestMs: 2_000,
    });
    let samples = 0;
    const decode = async (): Promise<void> => {
      for await (const [channel] of recording.samples()) samples += channel?.length ?? 0;
    };
    await expect(decode()).rejects.toMatchObject({ code: NOT_SUPPORTED });
    expect(samples).toBeGreaterThan(16_000);
    expect(samples).toBeLessThanOrEqual(32_000);
  });

  it('is protected against copying', async () => {
    const bytes = await readFile(fixture('stereo-44k.m4a'));
    bytes.write('drms', bytes.indexOf('mp4a'), 'latin1');
    const found = 'sound that is protected against copying';
    expect(await refusal(await fileWith(bytes))).toMatchObject({ code: NOT_SUPPORTED, details: { found } });
  });

  it.each([
    ['mono-8k-gsm.wav', 'GSM 6.10 in a WAV file'],
    ['mono-8k.gsm', 'GSM'],
    ['mono-8k-speex.ogg', 'Speex in an Ogg file'],
  ])('takes ffmpeg, and there is none: %s', async (name, found) => {
    expect(await refusal(fixture(name))).toMatchObject({ code: NOT_SUPPORTED, details: { found } });
  });

  it('says of itself what no decoder should believe', async () => {
    const bytes = await readFile(fixture('stereo-44k.m4a'));
    bytes.writeUInt32BE(0xffff_ffff, bytes.indexOf('stsz') + 12);
    expect((await refusal(await fileWith(bytes))).code).toBe(NOT_SUPPORTED);
    // Read by what is in the file: a loop over this would go on for minutes.
    const chunks = await readFile(fixture('stereo-44k.m4a'));
    chunks.writeUInt32BE(0xffff_ffff, chunks.indexOf('stsc') + 16);
    expect((await openRecording(await fileWith(chunks))).facts.durationMs).toBe(1_000);
    const adpcm = await readFile(fixture('mono-8k-ima-adpcm.wav'));
    adpcm.writeUInt16LE(0xffff, adpcm.indexOf('fmt ') + 8 + 18);
    expect((await refusal(await fileWith(adpcm))).code).toBe(NOT_SUPPORTED);
    const fragments = await readFile(fixture('mono-44k-fragments.mp4'));
    fragments.writeUInt32BE(0xffff_ffff, fragments.indexOf('trun') + 8);
    expect((await refusal(await fileWith(fragments))).code).toBe(NOT_SUPPORTED);
  });
});

describe('a recording that is damaged beyond use', () => {
  it('is unreadable', async () => {
    const flac = await readFile(fixture('stereo-8k.flac'));
    const aac = await readFile(fixture('stereo-44k.m4a'));
    for (const [bytes, from, to] of [
      [flac, 4_200, flac.length],
      [aac, aac.indexOf('mdat') + 4, aac.indexOf('moov') - 4],
    ] as const) {
      for (let at = from; at < to; at++) bytes[at] = (at * 31) & 0x7f;
      expect((await refusal(await fileWith(bytes))).code).toBe('EARSHOT_UNREADABLE');
    }
  });

  it('is found out to be gone when it is heard', async () => {
    const path = await fileWith(wav());
    const recording = await openRecording(path);
    await rm(path);
    const decode = async (): Promise<void> => {
      for await (const [channel] of recording.samples()) expect(channel?.length).toBeGreaterThan(0);
    };
    await expect(decode()).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });
});
