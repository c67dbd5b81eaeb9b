import { decoder as openDecoder } from '@audio/decode-mp3';
import { type MpegRun, mpegFrames } from './mpeg-frames.js';
import { measureMpeg } from './mpeg-length.js';
import { SAMPLE_RATE_HZ } from './recording.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { SoundBlock, SoundSource } from './sound-source.js';
import { strayIn } from './stray-bytes.js';

/** How far into a file frames are looked for, and how many in a row make it MP3. */
const SEARCHED_BYTES = 131_072;
const FRAMES_IN_A_ROW = 3;
/** Decoded in small pieces, sound comes in small blocks. */
const PIECE_BYTES = 1_024;

/** Whether there are frames one behind the other near the beginning of a file. */
export async function isMpeg(file: SoundFile): Promise<boolean> {
  for await (const { frames } of mpegFrames(file.stream(0, Math.min(file.sizeBytes, SEARCHED_BYTES))))
    if (frames.length >= FRAMES_IN_A_ROW) return true;
  return false;
}

/** Reads MP3 and its elders, between two places of a file. What is between the frames is skipped. */
export async function openMpeg(file: SoundFile, from = 0, to = file.sizeBytes): Promise<SoundSource> {
  const length = await measureMpeg(mpegFrames(file.stream(from, to)));
  if (length === undefined)
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found: 'MP3 without a whole frame', expected: 'sound' });
  const { first, channelCount, durationMs, promisedMs, bitrateBps } = length;
  const { sampleRateHz, layer } = first;
  return {
    facts: {
      kind: 'audio',
      format: `MP${layer}`,
      codec: `mp${layer}`,
      durationMs,
      sampleRateHz,
      bitrateBps,
      channelCount,
    },
    channelCount,
    promisedMs,
    strayBytes: () => strayMpegBytes(file, from, to),
    blocks: () => mpegSound(file, from, to, channelCount),
  };
}

/** Pictures in tags between recordings that were strung together are longer than what is looked at here. */
const LONGEST_GAP_BYTES = 16 * 1_024 * 1_024;

/** What is between, before and behind the frames and is no tag. */
async function strayMpegBytes(file: SoundFile, from: number, to: number): Promise<number> {
  let at = from;
  let stray = 0;
  const gaps: (readonly [number, number])[] = [];
  for await (const { from: runFrom, bytes } of mpegFrames(file.stream(from, to), from)) {
    if (runFrom > at) gaps.push([at, runFrom]);
    at = runFrom + bytes.length;
  }
  if (to > at) gaps.push([at, to]);
  for (const [gapFrom, gapTo] of gaps)
    stray += strayIn(await file.read(gapFrom, Math.min(gapTo - gapFrom, LONGEST_GAP_BYTES)));
  return stray;
}

async function* mpegSound(file: SoundFile, from: number, to: number, channelCount: number): AsyncGenerator<SoundBlock> {
  const decoder = await openDecoder();
  let last: MpegRun | undefined;
  try {
    for await (const run of mpegFrames(file.stream(from, to), from)) {
      if (last) yield* silence(await lostMs(file, last, run), channelCount);
      last = run;
      // Never bytes of two kinds together: the decoder would name one rate for both. It makes two channels of one.
      for (let at = 0; at < run.bytes.length; at += PIECE_BYTES) {
        const { channelData, sampleRate } = decoder.decode(run.bytes.subarray(at, at + PIECE_BYTES));
        if (channelData.some(({ length }) => length > 0))
          yield { channels: channelData.slice(0, channelCount), sampleRateHz: sampleRate };
      }
    }
  } finally {
    decoder.free();
  }
}

/** About how much sound was in what is between two runs of frames and is no tag. */
async function lostMs(file: SoundFile, { from, bytes, frames }: MpegRun, next: MpegRun): Promise<number> {
  const end = from + bytes.length;
  const length = next.from - end;
  if (length <= 0 || length > LONGEST_GAP_BYTES || frames[0]?.kind !== next.frames[0]?.kind) return 0;
  const stray = strayIn(await file.read(end, length));
  // Runs of few frames may be of any size.
  const [{ samples, sampleRateHz } = { samples: 0, sampleRateHz: 1 }] = frames;
  const frameBytes = (bytes.length + next.bytes.length) / (frames.length + next.frames.length);
  return Math.round(stray / frameBytes) * ((samples * 1_000) / sampleRateHz);
}

function* silence(ms: number, channelCount: number): Generator<SoundBlock> {
  const second = new Float32Array(SAMPLE_RATE_HZ);
  for (let left = Math.round((ms * SAMPLE_RATE_HZ) / 1_000); left > 0; left -= second.length) {
    const part = second.subarray(0, left);
    yield { channels: Array.from({ length: channelCount }, () => part), sampleRateHz: SAMPLE_RATE_HZ };
  }
}
