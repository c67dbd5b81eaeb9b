/** A word as it was recognized, with the marks that belong to it. Times are worked out inside its segment, by length. */
export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface SpokenSegment {
  readonly startMs: number;
  readonly endMs: number;
  /** Its words, with spaces between them. Never empty. */
  readonly text: string;
  /** From 0. */
  readonly channel: number;
  /** From 0. On a recording with a speaker per channel, the channel; else 0 is who speaks first in the channel with more speech. */
  readonly speaker: number;
  readonly words: readonly SpokenWord[];
  /** How sure it is, from 0 to 1: about the share of words on which two models agree. Absent where only one listened. */
  readonly confidence?: number;
  /** `false` where the words are most likely not what was said, or nothing was. */
  readonly understood?: false;
}

export interface Transcription {
  /** By start, then by channel. Empty when nobody speaks. */
  readonly segments: readonly SpokenSegment[];
  /** The ISO 639-1 code of the language that was recognized. Absent when it isn't known, as when nobody speaks. */
  readonly language?: string;
  /** Of the whole, as {@link SpokenSegment.confidence} is of a segment; from a sample when that leaves no doubt. */
  readonly confidence?: number;
  /** Why there is no confidence, for people. Absent when there is one, and when nobody speaks. */
  readonly withoutConfidence?: string;
  /** `false` when most of the words are most likely not what was said. */
  readonly understood: boolean;
  /** Why not, for people. Absent when it was understood. */
  readonly notUnderstoodReason?: string;
  /** `measured`: one speaker per channel. `estimated`: told apart by voice. `unavailable`: nobody speaks. */
  readonly speakers: 'measured' | 'estimated' | 'unavailable';
  /** How the speakers were told apart, or why there are none, for people. */
  readonly speakersExplanation: string;
  /** Of all channels, as decoded. */
  readonly durationMs: number;
  /** What fills a recording in which nobody speaks. Absent when somebody does. */
  readonly withoutSpeech?: 'silence' | 'noise, music or tones';
}
