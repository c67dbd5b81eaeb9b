import { DEFAULT_NAMES, type ObjectUri } from '@earshot/core';

/** What may be a recording, as a source describes it. */
export interface Candidate {
  /** Its position in the source, unique in it. */
  readonly mark: string;
  /** What people know it by: a URI, a path, a row of a manifest. */
  readonly label: string;
  readonly uri: ObjectUri;
  /** Of a file on this machine. */
  readonly path?: string;
  readonly sizeBytes?: number;
  /** When it was last written, epoch ms. */
  readonly modifiedAtMs?: number;
  /** Whether it has to be restored before it can be read. */
  readonly isArchived?: boolean;
  readonly callId?: string;
  /** When it was recorded: ISO 8601 with a zone. */
  readonly recordedAt?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Why something is not enqueued. */
export interface Problem {
  readonly label: string;
  readonly code: string;
  readonly reason: string;
}

/** What a source holds: a candidate, or something that can't be one. */
export type Found = Candidate | { readonly mark: string; readonly problem: Problem };

/** Which candidates to enqueue. */
export interface Selection {
  readonly isRecording: (uri: ObjectUri) => boolean;
  /** Recorded at this time or later, epoch ms. */
  readonly fromMs?: number | undefined;
  /** Recorded before this time, epoch ms. */
  readonly toMs?: number | undefined;
}

/** Why a candidate is passed over; `undefined` when it is to be enqueued. */
export type Passed = 'not a recording' | 'empty' | 'archived' | 'other time' | 'unknown time';

/** Why a candidate is passed over. */
export function passedOver(candidate: Candidate, { isRecording, fromMs, toMs }: Selection): Passed | undefined {
  if (!isRecording(candidate.uri)) return 'not a recording';
  if (candidate.sizeBytes === 0) return 'empty';
  if (candidate.isArchived) return 'archived';
  if (fromMs === undefined && toMs === undefined) return undefined;
  const atMs = recordedAtMs(candidate);
  if (atMs === undefined) return 'unknown time';
  return atMs >= (fromMs ?? Number.NEGATIVE_INFINITY) && atMs < (toMs ?? Number.POSITIVE_INFINITY)
    ? undefined
    : 'other time';
}

/** The best time known of a recording. */
function recordedAtMs({ uri, recordedAt, modifiedAtMs }: Candidate): number | undefined {
  const said = recordedAt === undefined ? Number.NaN : Date.parse(recordedAt);
  return Number.isNaN(said) ? (DEFAULT_NAMES.read(uri).time?.ms ?? modifiedAtMs) : said;
}
