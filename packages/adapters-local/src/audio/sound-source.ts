import type { MediaFacts } from '@earshot/core';

/** Some sound as it was recorded: one array per channel, of equal or unequal length. */
export interface SoundBlock {
  readonly channels: readonly Float32Array[];
  readonly sampleRateHz: number;
}

/** A recording whose header was read and understood. */
export interface SoundSource {
  readonly facts: MediaFacts;
  readonly channelCount: number;
  /** The sound from its beginning. Each call begins anew. */
  blocks(signal?: AbortSignal): AsyncIterable<SoundBlock>;
}

/** A recording in a form that takes more than is built in. */
export interface ForeignSound {
  /** What it is, for people, such as `GSM 6.10 in a WAV file`. */
  readonly name: string;
  /** What its header says; what is missing is asked of whoever decodes it. */
  readonly facts: MediaFacts;
  /** The name that ffmpeg has for the container. */
  readonly demuxer: string;
  /** How the package audio-decode reads it, if it does. */
  readonly packaged?: PackagedSound;
}

/** What the package audio-decode needs to be told. */
export interface PackagedSound {
  readonly decoder: 'm4a' | 'aac' | 'webm' | 'wma' | 'aiff' | 'caf' | 'qoa';
  /** What to decode, from its beginning, piece by piece. */
  pieces(): AsyncIterable<Uint8Array>;
  /** Why it can't be decoded so after all, where the form alone doesn't tell. */
  readonly obstacle?: string;
}
