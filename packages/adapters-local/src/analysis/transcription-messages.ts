import type { EarshotError, ErrorCode, MediaFacts, Warning } from '@earshot/core';
import type { Understanding } from '@earshot/language';
import type { Transcription } from '@earshot/speech';

/** One recording, transcribed and understood. */
export interface TranscribedCall {
  readonly facts: MediaFacts;
  /** What to know before relying on it. */
  readonly warnings: readonly Warning[];
  readonly transcription: Transcription;
  readonly understanding: Understanding;
  /** The outline of the sound, as `peaksFile` makes it. */
  readonly peaks: Uint8Array;
  /** The speech model, for people: name and version. */
  readonly model: string;
}

/** The same for every recording. */
export interface TranscriptionSettings {
  readonly model: 'base' | 'tiny';
  /** What is spoken. @defaultValue what a recording's file names, if there is a model for it, else English */
  readonly language?: string | undefined;
  /** A folder of models of the user's own, in place of the packages that ship them. */
  readonly modelsFolder?: string | undefined;
  /** Where what is made of the models once is kept. */
  readonly cacheFolder: string;
  /** The ffmpeg program, where there is one. */
  readonly ffmpeg?: string | undefined;
}

/** From the parent: transcribe this. One at a time. */
export interface TranscribeRequest {
  readonly path: string;
  readonly settings: TranscriptionSettings;
}

/** An error as processes send it. */
export type SerializedError = Pick<EarshotError, 'message' | 'retryable' | 'details'> & { readonly code: ErrorCode };

/** From the child: its progress, and how it ended. */
export type TranscriptionReport =
  | {
      readonly type: 'progress';
      readonly stage: 'transcribing' | 'understanding';
      readonly doneMs: number;
      readonly durationMs: number | undefined;
    }
  | { readonly type: 'transcribed'; readonly call: TranscribedCall }
  | { readonly type: 'failed'; readonly error: SerializedError };
