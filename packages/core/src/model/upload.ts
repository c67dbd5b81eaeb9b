import type { PartTarget, ReceivedPart } from '../ports/recording-store.js';
import { type CallHash, CallId, type RecordingKind } from './call.js';
import type { UploadPlan } from './upload-plan.js';

/** Bytes that an upload may have, by kind: what Bedrock Data Automation analyzes. */
export const UPLOAD_LIMITS_BYTES: Readonly<Record<RecordingKind, number>> = {
  audio: 2 * 1_024 ** 3,
  video: 10 * 1_024 ** 3,
};

/**
 * Where an upload stands. `waiting`: parts are missing. `received`: the whole recording is there, or all its parts. `taken`: it
 * is the recording of a call. `expired`: it took too long. `cancelled`: its parts were discarded.
 */
export const UPLOAD_STATES = ['waiting', 'received', 'taken', 'expired', 'cancelled'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** An upload, and how it goes on. */
export interface Upload {
  /** All that is known of the upload, signed. */
  readonly id: string;
  readonly state: UploadState;
  readonly callId: CallId;
  readonly hash: CallHash;
  readonly kind?: RecordingKind | undefined;
  readonly plan: UploadPlan;
  /** Epoch ms. */
  readonly expiresAtMs: number;
  /** The parts that have arrived, unless they are a recording already. */
  readonly received: readonly ReceivedPart[];
  /** Where to send the parts that are missing. Empty unless it is `waiting`. */
  readonly missing: readonly PartTarget[];
}

/** What the key of an upload says, below the prefix of uploads. */
export interface NamedUpload {
  readonly callId: CallId;
  readonly kind?: RecordingKind | undefined;
}

/**
 * What Bedrock Data Automation ingests no key, and slashes: without them there are no segments `.` and `..`, which browsers
 * resolve.
 */
const ESCAPED = /[=/\\#%~[\]{}^"<>|`]/g;
const KEY = /^(upload|audio|video)-[0-9a-f]{32}\/([^/]+)\.[^./]+$/;

/**
 * The key of an upload, below the prefix of uploads: `<kind>-<random digits>/<call id><suffix>`. The key alone names
 * the call, so its event and the request that completes the upload start the same one.
 * @param random 32 hex digits
 * @param suffix with its dot
 */
export function uploadKey({ callId, kind = undefined }: NamedUpload, random: string, suffix: string): string {
  const name = callId.replaceAll(ESCAPED, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind ?? 'upload'}-${random}/${name}${suffix}`;
}

/** What a key below the prefix of uploads says, if it is that of an upload; `undefined` for other objects. */
export function uploadNamed(key: string): NamedUpload | undefined {
  const [, kind, name = ''] = KEY.exec(key) ?? [];
  const unescaped = name.replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const callId = CallId.safeParse(unescaped).data;
  if (callId === undefined) return undefined;
  return kind === 'audio' || kind === 'video' ? { callId, kind } : { callId };
}
