import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { openRecording } from '../../src/audio/open-recording.js';
import { hum, markerAt } from './marker.js';
import { lastingFolder, readAll } from './sound-files.js';
import { interleaved, wavBytes, write16 } from './wav-bytes.js';

const run = promisify(execFile);
const ffmpeg = await findFfmpeg(process.env['PATH'] ?? '');
if (ffmpeg === undefined) console.warn('SKIPPED: no ffmpeg on the PATH, so times in its containers go untested');

const RATE_HZ = 44_100;
const MARKER_MS = 6_000;
const LATE_MS = 2_000;

/** `needs`: what is read through ffmpeg alone. */
interface Case {
  readonly name: string;
  readonly options: string;
  readonly needs?: 'ffmpeg';
}

/** Containers that keep times, and how they are made. */
const TIMED: readonly Case[] = [
  { name: 'opus.webm', options: '-c:a libopus' },
  { name: 'vorbis.webm', options: '-c:a libvorbis' },
  { name: 'aac.mkv', options: '-c:a aac' },
  { name: 'flac.mkv', options: '-c:a flac' },
  { name: 'mp3.mkv', options: '-c:a libmp3lame' },
  { name: 'ac3.mkv', options: '-c:a ac3' },
  { name: 'pcm.mkv', options: '-c:a pcm_s24le' },
  { name: 'aac.m4a', options: '-c:a aac' },
  { name: 'aac-8k.m4a', options: '-ar 8000 -c:a aac' },
  { name: 'fragments.mp4', options: '-c:a aac -movflags frag_keyframe+empty_moov' },
  { name: 'opus.mp4', options: '-c:a libopus' },
  { name: 'mp3.mov', options: '-c:a libmp3lame' },
  { name: 'alac.mov', options: '-c:a alac' },
  { name: 'aac.ts', options: '-c:a aac', needs: 'ffmpeg' },
  { name: 'aac.flv', options: '-c:a aac', needs: 'ffmpeg' },
  { name: 'opus.ogg', options: '-c:a libopus' },
  { name: 'flac.ogg', options: '-c:a flac' },
  { name: 'vorbis.ogg', options: '-c:a libvorbis' },
];
/** Containers of films, whose sound begins after the picture. */
const FILMS: readonly Case[] = [
  { name: 'film.mp4', options: '-c:v mpeg4 -c:a aac' },
  { name: 'film-fragments.mp4', options: '-c:v mpeg4 -c:a aac -movflags frag_keyframe+empty_moov' },
  { name: 'film.mov', options: '-c:v mpeg4 -c:a pcm_s16le' },
  { name: 'film.mkv', options: '-c:v mpeg4 -c:a aac' },
  { name: 'film.webm', options: '-c:v libvpx -b:v 20k -c:a libopus' },
  { name: 'film.ts', options: '-c:v mpeg2video -c:a aac', needs: 'ffmpeg' },
];
/** What keeps no times, or counts samples. */
const UNTIMED: readonly Case[] = [
  { name: 'aac-16k.aac', options: '-ar 16000 -c:a aac' },
  { name: 'vbr.mp3', options: '-c:a libmp3lame -q:a 5' },
  { name: 'sound.flac', options: '-c:a flac' },
  { name: 'sound.wma', options: '-c:a wmav2' },
  { name: 'sound.aiff', options: '-c:a pcm_s16be' },
  { name: 'sound.caf', options: '-c:a pcm_s16le' },
  { name: 'sound.avi', options: '-c:a libmp3lame', needs: 'ffmpeg' },
  { name: 'sound.au', options: '-c:a pcm_s16be', needs: 'ffmpeg' },
];

const DAMAGED = [
  ...['aac.m4a', 'opus.webm', 'aac.mkv', 'fragments.mp4', 'opus.ogg', 'vorbis.ogg', 'flac.ogg', 'sound.flac'],
  ...['vbr.mp3', 'aac-16k.aac'],
];

/** Tests that a marker is where it was in what ffmpeg writes, through both ways of reading it. */
export function describeTimes(isChosen: (name: string) => boolean): void {
  describe.skipIf(ffmpeg === undefined)('in what ffmpeg writes, a marker is where it was', () =>
    describeChosen(isChosen),
  );
}

function describeChosen(isChosen: (name: string) => boolean): void {
  const chosen = (all: typeof TIMED) => all.filter(({ name }) => isChosen(name));
  const folder = lastingFolder();
  const source = join(folder.path, 'source.wav');

  beforeAll(async () => {
    const sound = interleaved([hum(RATE_HZ, 7.5, MARKER_MS / 1_000)], 2, write16);
    await writeFile(source, wavBytes(sound, { rateHz: RATE_HZ }));
  });
  afterAll(folder.remove);

  async function made(name: string, before: string, between: string, options: string): Promise<string> {
    const path = join(folder.path, `${name.length}-${between.length}-${name}`);
    const words = (text: string) => text.split(' ').filter((word) => word !== '');
    const input = [...words(before), '-i', source, ...words(between)];
    await run(ffmpeg as string, ['-v', 'error', '-y', ...input, ...words(options), path]);
    return path;
  }

  async function expectMarker(path: string, atMs: number, needs?: 'ffmpeg'): Promise<void> {
    for (const program of needs === 'ffmpeg' ? [ffmpeg] : [undefined, ffmpeg]) {
      const recording = await openRecording(path, { ffmpeg: program });
      const [channel = new Float32Array()] = await readAll(recording);
      expect(Math.abs(markerAt(channel) - atMs)).toBeLessThan(50);
      expect(await recording.warnings(channel.length / 16)).toEqual([]);
    }
  }

  it.each(chosen([...TIMED, ...UNTIMED]))('without pauses: $name', async ({ name, options, needs }) => {
    await expectMarker(await made(name, '', '-map_metadata -1', options), MARKER_MS, needs);
  });

  it.each(chosen(TIMED))('behind a pause in which nothing was recorded: $name', async ({ name, options, needs }) => {
    await expectMarker(await made(name, '', '-af aselect=not(between(t\\,2\\,4.5))', options), MARKER_MS, needs);
  });

  it.each(chosen(FILMS))('in sound that begins after the picture: $name', async ({ name, options, needs }) => {
    const picture = '-f lavfi -i testsrc=d=9:s=64x48:r=5 -map 1 -map 0';
    await expectMarker(await made(name, `-itsoffset ${LATE_MS / 1_000}`, picture, options), MARKER_MS + LATE_MS, needs);
  });

  it.each(DAMAGED.filter(isChosen))('behind damage: %s', async (name) => {
    const { options = '' } = [...TIMED, ...UNTIMED].find((known) => known.name === name) ?? {};
    const path = await made(name, '', '-map_metadata -1', options);
    const bytes = await readFile(path);
    // Behind the headers, and before the marker.
    const [from, to] = [bytes.length * 0.35, bytes.length * 0.7];
    for (let place = 0; place < 8; place++) {
      const at = Math.round(from + (place * (to - from)) / 8);
      for (let byte = at; byte < at + 64; byte++) bytes[byte] = (byte * 37) & 0xff;
    }
    await writeFile(path, bytes);
    for (const program of [undefined, ffmpeg]) {
      const [channel = new Float32Array()] = await readAll(await openRecording(path, { ffmpeg: program }));
      expect(Math.abs(markerAt(channel) - MARKER_MS)).toBeLessThan(50);
    }
  });
}
