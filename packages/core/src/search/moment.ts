import type { CallHash, CallId } from '../model/call.js';
import type { TimeSpan } from '../model/span.js';

/** Where the words of a moment come from. */
export const MOMENT_SOURCES = ['speech', 'summary', 'topic', 'screen'] as const;
export type MomentSource = (typeof MOMENT_SOURCES)[number];

/** At most this many moments of one call are indexed: longer calls are cut into longer moments. */
export const MOST_MOMENTS = 500;

/** A short stretch of a call that can be found by what is said, summarized or seen in it. */
export interface Moment {
  /** Position among the call's moments, from 0, without gaps. */
  readonly index: number;
  readonly source: MomentSource;
  readonly text: string;
  /** When it is, in the recording. Absent when the text is about the whole call. */
  readonly span?: TimeSpan | undefined;
  /** The label of who speaks, as in the transcript's segments. */
  readonly speaker?: string | undefined;
  /** The role of who speaks, where it is known. */
  readonly role?: 'agent' | 'customer' | undefined;
  /** Language code in capitals, as the transcript states it, such as `EN`. */
  readonly language?: string | undefined;
}

/** What an index keeps of one call: its moments, and what filters ask about. */
export interface MomentsOfCall {
  readonly hash: CallHash;
  readonly callId: CallId;
  /** When the record was made, epoch ms. A call that was erased and came back begins at revision 1 again. */
  readonly recordCreatedAtMs: number;
  /** The revision of the record that the moments follow from. */
  readonly revision: number;
  /** Epoch ms. */
  readonly recordedAtMs: number;
  readonly categories: readonly string[];
  /** As `agentNameOf` gives it. */
  readonly agentName?: string | undefined;
  /** At most {@link MOST_MOMENTS}. */
  readonly moments: readonly Moment[];
  /** What the moments mean. Absent where no embedder is composed: then they are found by words only. */
  readonly vectors?: MomentVectors | undefined;
}

/** A vector of length 1 for each moment, in order; `undefined` for one that is found by words only. */
export interface MomentVectors {
  /** The model of the embedder: vectors of different models are never compared. */
  readonly model: string;
  readonly vectors: readonly (Float32Array | undefined)[];
}
