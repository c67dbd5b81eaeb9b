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
  /** What the file says is spoken, as it writes it. */
  readonly language?: string | undefined;
  /** How long the file says that its sound is. Absent where it doesn't, or where that may include other things. */
  readonly promisedMs?: number | undefined;
  /** The sound from its beginning. Each call starts over. */
  blocks(signal?: AbortSignal): AsyncIterable<SoundBlock>;
  /** How many bytes of the file are neither sound nor anything else that such files hold. */
  strayBytes?(): Promise<number>;
}

/** A recording in a form that takes more than is built in. */
export interface ForeignSound {
  /** What it is, for people, such as `GSM 6.10 in a WAV file`. */
  readonly name: string;
  /** What its header says; what is missing is asked of whoever decodes it. */
  readonly facts: MediaFacts;
  readonly language?: string | undefined;
  readonly promisedMs?: number | undefined;
  /** The name that ffmpeg has for the container. */
  readonly demuxer: string;
  /** What the file's clock shows when the sound begins, in seconds. Absent: as the container's first stream begins. */
  originS?(): Promise<number>;
  /** Where a package does, it decodes this better than ffmpeg. */
  readonly prefersPackage?: boolean;
  /** How packages decode it, if one does. */
  readonly packaged?: PackagedSound;
  strayBytes?(): Promise<number>;
}

/** Sound that a package decodes. */
export interface PackagedSound {
  /** Gives the sound from its beginning at each call; `undefined` when the package isn't installed. */
  open(): Promise<((signal?: AbortSignal) => AsyncIterable<SoundBlock>) | undefined>;
  /** Why it can't be decoded so after all, where the form alone doesn't tell. */
  readonly obstacle?: string;
}
