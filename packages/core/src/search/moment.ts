import type { CallHash, CallId } from '../model/call.js';
import type { ParticipantRole } from '../model/participant.js';
import type { TimeSpan } from '../model/span.js';

/** Where the words of a moment come from. */
export const MOMENT_SOURCES = ['speech', 'summary', 'topic', 'screen'] as const;
export type MomentSource = (typeof MOMENT_SOURCES)[number];

/** At most this many moments of one call are indexed: those of longer calls are longer. */
export const MAX_MOMENTS = 500;

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
  readonly role?: ParticipantRole | undefined;
  /** Language code in capitals, such as `EN`. Absent where nothing states the language. */
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
  /** Names the rules by which the moments were made. Kept, and compared by nobody but those who put. */
  readonly rules: string;
  /** Epoch ms. */
  readonly recordedAtMs: number;
  readonly categories: readonly string[];
  /** As `agentNameOf` gives it. */
  readonly agentName?: string | undefined;
  /** At most {@link MAX_MOMENTS}. None: the call can't be found, and its revision is kept all the same. */
  readonly moments: readonly Moment[];
  /** What the moments mean. Absent: they are found by words only. */
  readonly vectors?: MomentVectors | undefined;
}

export interface MomentVectors {
  /** The model of the embedder: vectors of different models are never compared. */
  readonly model: string;
  /** A vector of length 1 for each moment, in order; `undefined` for one that is found by words only. */
  readonly vectors: readonly (Float32Array | undefined)[];
}
