import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { soundSamples } from '../../src/audio/sound-samples.js';
import type { SoundBlock } from '../../src/audio/sound-source.js';
import { joined } from './sound-files.js';

const HOUR_MS = 3_600_000;

async function decode(channelCount: number, ...blocks: readonly SoundBlock[]): Promise<Float32Array[]> {
  async function* decoded(): AsyncGenerator<SoundBlock> {
    yield* blocks;
  }
  const heard: (readonly Float32Array[])[] = [];
  for await (const block of soundSamples('call', { facts: {}, channelCount, blocks: decoded }, HOUR_MS))
    heard.push(block);
  return joined(heard, channelCount);
}

const at = (sampleRateHz: number, ...channels: readonly (readonly number[])[]): SoundBlock => ({
  sampleRateHz,
  channels: channels.map((samples) => Float32Array.from(samples)),
});

describe('what a decoder gives', () => {
  it('is made equally long in all channels', async () => {
    const heard = await decode(2, at(SAMPLE_RATE_HZ, [0.5, 0.25, 0.125], [0.5]), at(SAMPLE_RATE_HZ, [], [0.25]));
    expect(heard.map((channel) => [...channel])).toEqual([
      [0.5, 0.25, 0.125, 0],
      [0.5, 0, 0, 0.25],
    ]);
  });

  it('has as many channels as the recording: more are mixed, and one is heard on both', async () => {
    const two = at(SAMPLE_RATE_HZ, [0.5, 0.5], [-0.5, 0.25]);
    const one = at(SAMPLE_RATE_HZ, [0.5, -0.25]);
    expect([...((await decode(1, one, two))[0] ?? [])]).toEqual([0.5, -0.25, 0, 0.375]);
    expect((await decode(2, two, one)).map((channel) => [...channel])).toEqual([
      [0.5, 0.5, 0.5, -0.25],
      [-0.5, 0.25, 0.5, -0.25],
    ]);
  });

  it('is heard to the end before its rate changes', async () => {
    const silence = (rateHz: number) =>
      at(
        rateHz,
        Array.from({ length: rateHz }, () => 0),
      );
    const heard = await decode(1, silence(8_000), silence(44_100), silence(SAMPLE_RATE_HZ));
    expect(heard[0]).toHaveLength(3 * SAMPLE_RATE_HZ);
  });

  it('is refused at a rate that no recording has', async () => {
    for (const rateHz of [0, 1, Number.NaN, 1_000_000])
      await expect(decode(1, at(rateHz, [0.5]))).rejects.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
  });

  it('may be nothing', async () => {
    expect((await decode(2))[0]).toHaveLength(0);
  });
});
