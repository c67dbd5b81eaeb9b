import { EarshotError } from '@earshot/core';
import { SAMPLE_RATE_HZ } from './recording.js';
import { refusal, tooLong, unlikelyRate } from './refusal.js';
import { Resampler } from './resampler.js';
import type { SoundBlock, SoundSource } from './sound-source.js';

/** Decodes a recording: at {@link SAMPLE_RATE_HZ}, in blocks of at most a second, of equally long channels. */
export async function* soundSamples(
  path: string,
  source: SoundSource,
  longestMs: number,
  signal?: AbortSignal,
): AsyncGenerator<readonly Float32Array[]> {
  const most = (longestMs / 1_000) * SAMPLE_RATE_HZ;
  let count = 0;
  try {
    signal?.throwIfAborted();
    for await (const converted of convert(path, source.blocks(signal), source.channelCount)) {
      for (const block of inSeconds(converted)) {
        count += block[0]?.length ?? 0;
        if (count > most) throw tooLong(path, 'more', longestMs);
        yield block;
        signal?.throwIfAborted();
      }
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof EarshotError) throw cause;
    throw refusal('EARSHOT_UNREADABLE', { path, found: 'damage', expected: 'sound that can be decoded', cause });
  }
}

/** Files that were strung together may change their rate along the way. */
async function* convert(
  path: string,
  blocks: AsyncIterable<SoundBlock>,
  channelCount: number,
): AsyncGenerator<Float32Array[]> {
  let resampler: Resampler | undefined;
  let rateHz: number | undefined;
  for await (const { channels, sampleRateHz } of blocks) {
    if (resampler === undefined || sampleRateHz !== rateHz) {
      const refused = unlikelyRate(path, sampleRateHz);
      if (refused) throw refused;
      if (resampler) yield resampler.flush();
      resampler = new Resampler(Math.round(sampleRateHz), SAMPLE_RATE_HZ, channelCount);
      rateHz = sampleRateHz;
    }
    yield resampler.push(equalised(channels, channelCount));
  }
  if (resampler) yield resampler.flush();
}

/** As many channels as the recording has, of equal length: what one lacks at its end is silence. */
function equalised(channels: readonly Float32Array[], channelCount: number): readonly Float32Array[] {
  const length = Math.max(...channels.map((channel) => channel.length));
  const full = channels.map((channel) => (channel.length === length ? channel : lengthened(channel, length)));
  if (full.length === channelCount) return full;
  const mixed = mean(full, length);
  return Array.from({ length: channelCount }, () => mixed);
}

function lengthened(channel: Float32Array, length: number): Float32Array {
  const longer = new Float32Array(length);
  longer.set(channel);
  return longer;
}

function mean(channels: readonly Float32Array[], length: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length,
  );
}

function* inSeconds(channels: readonly Float32Array[]): Generator<readonly Float32Array[]> {
  const length = channels[0]?.length ?? 0;
  for (let from = 0; from < length; from += SAMPLE_RATE_HZ)
    yield channels.map((channel) => channel.subarray(from, from + SAMPLE_RATE_HZ));
}
