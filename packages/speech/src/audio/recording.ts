import type { MediaFacts, Warning } from '@earshot/core';

/** The sampling rate that recordings are decoded to. */
export const SAMPLE_RATE_HZ = 16_000;

/** A recording whose beginning could be decoded. */
export interface Recording {
  /** What its file says of it. `durationMs` may be absent where only decoding tells. */
  readonly facts: MediaFacts;
  /** 1 for mono, 2 for stereo; never more: what has more is refused when it is opened. */
  readonly channelCount: number;
  /** What its file says is spoken, as the file writes it: a tag such as `es-MX`, or a code such as `spa`. */
  readonly language?: string | undefined;
  /**
   * The sound from its beginning, in blocks of at most one second, one array per channel, of equal length, at
   * {@link SAMPLE_RATE_HZ}, from -1 to 1. Decodes as it is asked for, so memory stays bounded however long the recording
   * is. Each call starts from the beginning. The arrays are the caller's to keep. Damaged parts are silent, where the format allows it.
   * @throws EarshotError `EARSHOT_UNREADABLE` when the file turns out to be damaged
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it turns out to be longer than was allowed
   * @throws EarshotError as opening it does, when the file is no longer what it was
   * @throws the reason of `signal`, once it is aborted
   */
  samples(signal?: AbortSignal): AsyncIterable<readonly Float32Array[]>;
  /**
   * What to know before relying on the sound: that it is less than the file promises, or that much of the file is no sound.
   * @param decodedMs how much sound came out
   */
  warnings(decodedMs: number): Promise<readonly Warning[]>;
}
