import type { MediaFacts } from '@earshot/core';
import { FfmpegProcess } from './ffmpeg-process.js';
import { readFfmpegReport } from './ffmpeg-report.js';
import { SAMPLE_RATE_HZ } from './recording.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundBlock, SoundSource } from './sound-source.js';

/** Reads a recording with the program ffmpeg, at 16 kHz already. */
export async function openWithFfmpeg(program: string, file: SoundFile, sound: ForeignSound): Promise<SoundSource> {
  const isKnown = sound.facts.channelCount !== undefined;
  const facts = isKnown ? sound.facts : { ...(await probe(program, file.path, sound)), ...sound.facts };
  const { channelCount } = facts;
  if (channelCount === undefined) {
    const found = facts.kind === 'video' ? 'a video without sound' : `${sound.name} without sound`;
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'sound' });
  }
  return {
    facts,
    channelCount,
    blocks: (signal) => decode(program, file.path, { ...sound, facts }, channelCount, signal),
  };
}

async function probe(program: string, path: string, { demuxer, name }: ForeignSound): Promise<MediaFacts> {
  const ffmpeg = new FfmpegProcess({ program, path, demuxer });
  try {
    await ffmpeg.end();
  } finally {
    ffmpeg.kill();
  }
  const facts = readFfmpegReport(ffmpeg.complaint);
  if (facts === undefined) throw unreadable(path, name, ffmpeg.complaint);
  return facts;
}

async function* decode(
  program: string,
  path: string,
  sound: ForeignSound,
  channelCount: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<SoundBlock> {
  const { demuxer, name, facts } = sound;
  const format = ['-f', 'f32le', '-ar', String(SAMPLE_RATE_HZ), '-ac', String(channelCount)];
  const output = ['-v', 'error', '-vn', '-sn', '-dn', '-map', '0:a:0', ...(await onClock(sound)), ...format, 'pipe:1'];
  // Else the clock would begin with the sound where the picture begins earlier.
  if (facts.kind === 'video' && !sound.originS) output.push('-map', '0:v:0?', '-c', 'copy', '-f', 'null', '-');
  const ffmpeg = new FfmpegProcess({ program, path, demuxer, output });
  const kill = () => ffmpeg.kill();
  signal?.addEventListener('abort', kill, { once: true });
  try {
    let rest: Uint8Array = new Uint8Array(0);
    for await (const chunk of ffmpeg.output()) {
      // A copy, so that samples begin where arrays of them may.
      const bytes = new Uint8Array(rest.length + chunk.length);
      bytes.set(rest);
      bytes.set(chunk, rest.length);
      const frames = Math.floor(bytes.length / 4 / channelCount);
      rest = bytes.subarray(frames * 4 * channelCount);
      if (frames > 0) yield { channels: apart(bytes, frames, channelCount), sampleRateHz: SAMPLE_RATE_HZ };
    }
    signal?.throwIfAborted();
    if (!(await ffmpeg.end())) throw unreadable(path, name, ffmpeg.complaint);
  } finally {
    signal?.removeEventListener('abort', kill);
    ffmpeg.kill();
  }
}

/** Puts silence where the file's clock has no sound: into holes from 30 ms on, and before sound that begins late. */
async function onClock({ originS }: ForeignSound): Promise<string[]> {
  const first = Math.round(((await originS?.()) ?? 0) * SAMPLE_RATE_HZ);
  const filter = `aresample=${SAMPLE_RATE_HZ}:async=1:min_hard_comp=0.03:first_pts=${first}`;
  return [...(originS ? ['-copyts'] : []), '-af', filter];
}

function apart(bytes: Uint8Array, frames: number, channelCount: number): Float32Array[] {
  const samples = new Float32Array(bytes.buffer, 0, frames * channelCount);
  if (channelCount === 1) return [samples];
  return Array.from({ length: channelCount }, (_, channel) => {
    const own = new Float32Array(frames);
    for (let frame = 0, at = channel; frame < frames; frame++, at += channelCount) own[frame] = samples[at] as number;
    return own;
  });
}

/** The last words usually say it. */
function unreadable(path: string, name: string, complaint: string): Error {
  const words = complaint.trim().split('\n').at(-1)?.replaceAll(path, 'the file').slice(0, 200);
  return refusal('EARSHOT_UNREADABLE', {
    path,
    found: `${name} that ffmpeg can't read (${words})`,
    expected: 'an undamaged file',
  });
}
