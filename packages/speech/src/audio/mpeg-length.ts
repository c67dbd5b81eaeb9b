import type { MpegFrame } from './mpeg-frame.js';
import type { MpegRun } from './mpeg-frames.js';

/** How long MPEG audio is, counted frame by frame. */
export interface MpegLength {
  readonly first: MpegFrame;
  /** Of the frame that has most. */
  readonly channelCount: number;
  readonly durationMs: number;
  /** How long it is by the tag that some encoders put into the first frame. */
  readonly promisedMs: number | undefined;
  readonly bitrateBps: number;
}

/** What every decoder is late by. */
const DECODER_DELAY = 529;

/** Counts the frames; `undefined` when there are none. Encoders' own silence before and behind the sound is left out. */
export async function measureMpeg(runs: AsyncIterable<MpegRun>): Promise<MpegLength | undefined> {
  let first: MpegFrame | undefined;
  let tag: EncoderTag | undefined;
  let frames = 0;
  let bytes = 0;
  let seconds = 0;
  let channelCount = 1;
  for await (const run of runs) {
    if (first === undefined) {
      first = run.frames[0] as MpegFrame;
      tag = encoderTag(run.bytes, first);
    }
    for (const frame of run.frames) {
      seconds += frame.samples / frame.sampleRateHz;
      channelCount = Math.max(channelCount, frame.channelCount);
    }
    frames += run.frames.length;
    bytes += run.bytes.length;
  }
  if (first === undefined) return undefined;
  const bitrateBps = Math.round((bytes * 8) / seconds);
  const trimmed = seconds - silence(first, tag, frames) / first.sampleRateHz;
  const durationMs = Math.max(0, Math.round(trimmed * 1_000));
  const missing = Math.max(0, (tag?.frames ?? 0) + 1 - frames) * first.samples;
  const promisedMs = tag?.frames ? durationMs + (missing * 1_000) / first.sampleRateHz : undefined;
  return { first, channelCount, durationMs, promisedMs, bitrateBps };
}

/** Samples that are no sound: the frame of the tag itself, and what the tag says. */
function silence(first: MpegFrame, tag: EncoderTag | undefined, frames: number): number {
  if (tag === undefined) return 0;
  const missing = tag.frames === undefined ? 0 : Math.max(0, (tag.frames + 1 - frames) * first.samples);
  const behind = Math.max(0, tag.padding - DECODER_DELAY - missing);
  return first.samples + (tag.delay === 0 ? 0 : tag.delay + DECODER_DELAY + behind);
}

interface EncoderTag {
  readonly frames: number | undefined;
  readonly delay: number;
  readonly padding: number;
}

/** The first frame may hold, in place of sound, facts of the rest. */
function encoderTag(bytes: Uint8Array, first: MpegFrame): EncoderTag | undefined {
  if (first.layer !== 3) return undefined;
  const sideInfo = first.version === 1 ? (first.channelCount === 1 ? 17 : 32) : first.channelCount === 1 ? 9 : 17;
  const frame = Buffer.from(bytes.subarray(0, first.bytes));
  const at = 4 + sideInfo;
  const name = frame.toString('latin1', at, at + 4);
  if (name !== 'Xing' && name !== 'Info') {
    return frame.toString('latin1', 36, 40) === 'VBRI' ? { frames: undefined, delay: 0, padding: 0 } : undefined;
  }
  const flags = frame[at + 7] ?? 0;
  const encoder = at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const [high = 0, middle = 0, low = 0] = frame.subarray(encoder + 21, encoder + 24);
  return {
    frames: flags & 1 && at + 12 <= frame.length ? frame.readUInt32BE(at + 8) : undefined,
    delay: (high << 4) | (middle >> 4),
    padding: ((middle & 15) << 8) | low,
  };
}
