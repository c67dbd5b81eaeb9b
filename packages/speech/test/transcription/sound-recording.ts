import { type Recording, SAMPLE_RATE_HZ } from '../../src/audio/recording.js';

/** A recording of sounds that are in memory, one per channel. */
export function recordingOf(...channels: readonly Float32Array[]): Recording {
  const length = Math.max(...channels.map((channel) => channel.length));
  return {
    facts: {},
    channelCount: channels.length,
    warnings: async () => [],
    async *samples(signal) {
      for (let at = 0; at < length; at += SAMPLE_RATE_HZ) {
        signal?.throwIfAborted();
        yield channels.map((channel) => channel.slice(at, at + SAMPLE_RATE_HZ));
      }
    },
  };
}
