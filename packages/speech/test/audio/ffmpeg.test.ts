import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FfmpegProcess } from '../../src/audio/ffmpeg-process.js';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { openRecording } from '../../src/audio/open-recording.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { chirp, decibels, difference, likeness } from './chirp.js';
import { emptyFolder, fixture, readAll } from './sound-files.js';

const REPORT = `Input #0, gsm, from 'call.gsm':
  Duration: 00:00:01.00, start: 0.000000, bitrate: 13 kb/s
  Stream #0:0: Audio: gsm, 8000 Hz, stereo, s16, 13 kb/s
At least one output file must be specified
`;

/** A program that does what this code says; it finds its arguments in `args`, and whether it is to decode in `decodes`. */
async function program(code: string): Promise<{ path: string; noted: (name: string) => Promise<string> }> {
  const folder = await emptyFolder();
  const path = join(folder, 'ffmpeg');
  const head = `#!${process.execPath}
const { appendFileSync, writeSync } = require('node:fs');
const note = (name, text) => appendFileSync(${JSON.stringify(folder)} + '/' + name, text);
const args = process.argv.slice(2);
const decodes = args.includes('f32le');
if (!decodes) { process.stderr.write(${JSON.stringify(REPORT)}); process.exitCode = 1; }
`;
  await writeFile(path, `${head}${code}`);
  await chmod(path, 0o755);
  return { path, noted: (name) => readFile(join(folder, name), 'utf8') };
}

/** Sound of two channels, written in pieces that end anywhere. */
const SOUND = `
const sound = new Float32Array(32000);
for (let n = 0; n < 16000; n++) {
  const t = n / 16000;
  sound[2 * n] = 0.5 * Math.sin(2 * Math.PI * (300 * t + 1100 * t * t));
  sound[2 * n + 1] = 0.5 * Math.sin(2 * Math.PI * (2500 * t - 1100 * t * t));
}
const bytes = Buffer.from(sound.buffer);
`;

async function isRunning(pid: number): Promise<boolean> {
  for (let time = 0; time < 200; time++) {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    await sleep(25);
  }
  return true;
}

// A script can't stand for a program there.
describe.skipIf(process.platform === 'win32')('a recording that ffmpeg reads', () => {
  it('is heard as ffmpeg gives it, in whatever pieces', async () => {
    const { path: ffmpeg } = await program(`${SOUND}
      if (decodes) for (let at = 0; at < bytes.length; at += 1013) writeSync(1, bytes.subarray(at, at + 1013));`);
    const recording = await openRecording(fixture('mono-8k.gsm'), { ffmpeg });
    expect(recording.channelCount).toBe(2);
    expect(recording.facts).toEqual({
      kind: 'audio',
      format: 'GSM',
      codec: 'gsm',
      durationMs: 1_000,
      bitrateBps: 13_000,
      sampleRateHz: 8_000,
      channelCount: 2,
    });
    const [left, right] = await readAll(recording);
    expect(left && decibels(difference(left, chirp('up', SAMPLE_RATE_HZ)))).toBeLessThan(-120);
    expect(right && decibels(difference(right, chirp('down', SAMPLE_RATE_HZ)))).toBeLessThan(-120);
  });

  it('may have any name, and leads to no other file', async () => {
    const { path: ffmpeg, noted } = await program(`${SOUND}
      note('args', JSON.stringify(args) + '\\n');
      if (decodes) process.stdout.write(bytes);`);
    const path = join(await emptyFolder(), `-i 'call' $(id) é;%03d"\n.gsm`);
    await copyFile(fixture('mono-8k.gsm'), path);
    await openRecording(path, { ffmpeg });
    const [probe = [], decode = []] = (await noted('args'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);
    const input = ['-nostdin', '-hide_banner', '-protocol_whitelist', 'file,pipe', '-f', 'gsm', '-i', `file:${path}`];
    expect(probe).toEqual(input);
    expect(decode.slice(0, input.length)).toEqual(input);
  });

  it('is given to ffmpeg with no more than is asked for', async () => {
    const { path: ffmpeg, noted } = await program(`${SOUND}
      let total = 0;
      const more = () => { total += bytes.length; note('total', total + '\\n'); process.stdout.write(bytes, () => setImmediate(more)); };
      if (decodes) more();`);
    const recording = await openRecording(fixture('mono-8k.gsm'), { ffmpeg });
    for await (const [channel] of recording.samples()) {
      expect(channel?.length).toBeGreaterThan(0);
      await sleep(200);
      break;
    }
    const totals = (await noted('total')).trim().split('\n').map(Number);
    expect(Math.max(...totals)).toBeLessThan(2_000_000);
  });

  it('is left alone when nobody listens any more', async () => {
    const { path: ffmpeg, noted } = await program(`${SOUND}
      const more = () => process.stdout.write(bytes, () => setImmediate(more));
      if (decodes) { note('pids', process.pid + '\\n'); more(); }`);
    const recording = await openRecording(fixture('mono-8k.gsm'), { ffmpeg });
    for await (const [channel] of recording.samples()) {
      expect(channel?.length).toBeGreaterThan(0);
      break;
    }
    const abort = new AbortController();
    const reason = new Error('enough');
    const decode = async (): Promise<void> => {
      for await (const [channel] of recording.samples(abort.signal)) {
        expect(channel?.length).toBeGreaterThan(0);
        abort.abort(reason);
      }
    };
    await expect(decode()).rejects.toBe(reason);
    const pids = (await noted('pids')).trim().split('\n').map(Number);
    expect(pids).toHaveLength(3);
    for (const pid of pids) expect(await isRunning(pid)).toBe(false);
  });

  it('ends at once when it is told to while ffmpeg is silent', async () => {
    const { path: ffmpeg } = await program(`${SOUND}
      if (decodes) process.stdout.write(bytes.subarray(0, 64000), () => setInterval(() => {}, 1000));`);
    const recording = await openRecording(fixture('mono-8k.gsm'), { ffmpeg });
    const abort = new AbortController();
    const reason = new Error('enough');
    const decode = async (): Promise<void> => {
      for await (const [channel] of recording.samples(abort.signal)) {
        expect(channel?.length).toBeGreaterThan(0);
        setTimeout(() => abort.abort(reason), 20);
      }
    };
    await expect(decode()).rejects.toBe(reason);
  });

  it.each([
    ['says that it failed', `if (decodes) { process.stderr.write('Invalid data\\n'); process.exitCode = 1; }`],
    ['gives nothing', ''],
  ])('is unreadable when ffmpeg %s', async (_, code) => {
    const { path: ffmpeg } = await program(code);
    const path = fixture('mono-8k.gsm');
    await expect(openRecording(path, { ffmpeg })).rejects.toMatchObject({
      code: 'EARSHOT_UNREADABLE',
      details: { path },
    });
  });

  it('is unreadable when ffmpeg fails in the middle of it', async () => {
    const { path: ffmpeg } = await program(`${SOUND}
      if (decodes) process.stdout.write(bytes, () => process.exit(1));`);
    const recording = await openRecording(fixture('mono-8k.gsm'), { ffmpeg });
    await expect(readAll(recording)).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
  });

  it('is given up when ffmpeg says nothing for too long', async () => {
    const { path: ffmpeg } = await program('setInterval(() => {}, 1000);');
    const run = {
      program: ffmpeg,
      path: fixture('mono-8k.gsm'),
      demuxer: 'gsm',
      output: ['-f', 'f32le'],
      stalledMs: 50,
    };
    const stalled = new FfmpegProcess(run);
    await expect(stalled.output().next()).rejects.toThrow();
    await expect(stalled.end()).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    stalled.kill();
    const slow = new FfmpegProcess({ ...run, stalledMs: 60_000 });
    slow.kill();
    expect(await slow.end()).toBe(false);
  });

  it('can wait when ffmpeg is gone', async () => {
    const ffmpeg = join(await emptyFolder(), 'ffmpeg');
    await expect(openRecording(fixture('mono-8k.gsm'), { ffmpeg })).rejects.toMatchObject({
      code: 'EARSHOT_UNAVAILABLE',
      retryable: true,
    });
  });

  it('is one in a form that is not built in, and no other', async () => {
    const { path: ffmpeg, noted } = await program(
      `note('started', '.'); ${SOUND} if (decodes) process.stdout.write(bytes);`,
    );
    for (const name of [
      'stereo-8k.mp3',
      'stereo-8k.flac',
      'stereo.opus',
      'stereo.webm',
      'mono-8k.amr',
      'mono-8k-ms-adpcm.wav',
    ])
      await readAll(await openRecording(fixture(name), { ffmpeg }));
    await expect(noted('started')).rejects.toMatchObject({ code: 'ENOENT' });
    await openRecording(fixture('stereo-44k.m4a'), { ffmpeg });
    expect(await noted('started')).toBe('.');
  });
});

const installed = await findFfmpeg(process.env['PATH'] ?? '');

describe.skipIf(installed === undefined)('a recording that the ffmpeg on this machine reads', () => {
  it.each(['mono-8k.gsm', 'mono-8k-gsm.wav', 'mono-8k.caf', 'stereo-44k.m4a'])(
    'is heard as it was: %s',
    async (name) => {
      const recording = await openRecording(fixture(name), { ffmpeg: installed });
      const channels = await readAll(recording);
      expect(channels).toHaveLength(name.startsWith('stereo') ? 2 : 1);
      channels.forEach((channel, index) => {
        expect(likeness(channel, chirp(index === 0 ? 'up' : 'down', SAMPLE_RATE_HZ))).toBeGreaterThan(0.9);
      });
    },
  );

  it('is heard though its name be odd', async () => {
    const path = join(await emptyFolder(), `-i 'call' $(id) é;%03d"\n.gsm`);
    await copyFile(fixture('mono-8k.gsm'), path);
    expect((await readAll(await openRecording(path, { ffmpeg: installed })))[0]).toHaveLength(SAMPLE_RATE_HZ);
    await rm(path);
    await expect(openRecording(path, { ffmpeg: installed })).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });
});
