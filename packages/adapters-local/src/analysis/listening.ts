import type { EarshotError, ErrorCode, MediaFacts, Warning } from '@earshot/core';
import type { Understanding } from '@earshot/language';
import type { Transcription } from '@earshot/speech';

/** What was heard in one recording, and what was made of it. */
export interface Heard {
  readonly facts: MediaFacts;
  /** What to know before relying on it. */
  readonly warnings: readonly Warning[];
  readonly transcription: Transcription;
  readonly understanding: Understanding;
  /** The model that listened, for people: name and version. */
  readonly model: string;
}

/** How to listen, the same for every recording. */
export interface ListeningSettings {
  readonly model: 'base' | 'tiny';
  /** A folder of models of the user's own, in place of the packages that ship them. */
  readonly modelsFolder?: string | undefined;
  /** Where what is made of the models once is kept. */
  readonly cacheFolder: string;
  /** The ffmpeg program, where there is one. */
  readonly ffmpeg?: string | undefined;
}

/** From the parent: listen to this. One at a time. */
export interface ListenRequest {
  readonly path: string;
  readonly settings: ListeningSettings;
}

/** An error on its way between processes. */
export type ErrorOnTheWay = Pick<EarshotError, 'message' | 'retryable' | 'details'> & { readonly code: ErrorCode };

/** From the child: how far it is, and how it ended. */
export type ListeningNews =
  | {
      readonly type: 'progress';
      readonly stage: 'listening' | 'understanding';
      readonly doneMs: number;
      readonly durationMs: number | undefined;
    }
  | { readonly type: 'heard'; readonly heard: Heard }
  | { readonly type: 'failed'; readonly error: ErrorOnTheWay };
