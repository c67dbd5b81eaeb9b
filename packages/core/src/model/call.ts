import * as z from 'zod/mini';
import { JsonValue, Natural, NonEmpty } from './primitives.js';
import { ObjectUri } from './uri.js';

// Lone surrogates all become one and the same in UTF-8, and calls would share a hash.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const WHOLE_CHARACTERS = /^(?:[^\u0000-\u001f\u007f\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])*$/;

/** The caller's own name for a call: 1–255 characters, any but control characters. */
export const CallId = NonEmpty.check(
  z.maxLength(255),
  z.regex(WHOLE_CHARACTERS, 'expected no control characters and no halves of characters'),
).brand<'CallId'>();
export type CallId = z.infer<typeof CallId>;

/** A call's identity in stores and in the API: the MD5 of its {@link CallId} in UTF-8, as 32 lower-case hex digits. */
export const CallHash = z
  .string()
  .check(z.regex(/^[0-9a-f]{32}$/, 'expected 32 hex digits'))
  .brand<'CallHash'>();
export type CallHash = z.infer<typeof CallHash>;

/** Turns text, or bytes, into lower-case hex digits. Core computes no digests itself: the runtime passes these in. */
export interface Digests {
  /** MD5 of the text in UTF-8, 32 digits. Names calls; guards nothing. */
  md5Hex(text: string): string;
  /** SHA-256 of bytes, or of a text in UTF-8: 64 digits. */
  sha256Hex(data: string | Uint8Array): string;
}

/** The {@link CallHash} of a {@link CallId}. */
export function hashOf(callId: CallId, digests: Pick<Digests, 'md5Hex'>): CallHash {
  return CallHash.parse(digests.md5Hex(callId));
}

/** Epoch milliseconds, whole. */
export const EpochMs = z.int().check(z.minimum(-8_640_000_000_000_000), z.maximum(8_640_000_000_000_000));

/** What a recording can be analyzed as. It matters for movies: as `audio`, only their sound track is. */
export const RECORDING_KINDS = ['audio', 'video'] as const;
export type RecordingKind = (typeof RECORDING_KINDS)[number];

/** A recording's media object and the facts that its store reported. */
export const MediaLocation = z.object({
  uri: ObjectUri,
  versionId: z.optional(NonEmpty),
  eTag: z.optional(NonEmpty),
  sizeBytes: z.optional(Natural),
  /**
   * Orders the writes to one key. Pad the shorter text with zeros and compare: the greater came
   * later (Amazon S3's rule).
   */
  sequencer: z.optional(NonEmpty),
  /** What it is to be analyzed as. @defaultValue as the analyzer is set up */
  kind: z.optional(z.enum(RECORDING_KINDS)),
  /**
   * The recordings that this one replaces: earlier, incomplete forms of it, such as a file that was analyzed before its
   * copy was complete. Names all of them, so reports of the forms may arrive in any order.
   */
  supersedes: z.optional(z.array(ObjectUri).check(z.maxLength(1_000))),
  /** Of a recording that was found next to a document of another system: what such documents call it, which may be nothing. */
  names: z.optional(z.array(ObjectUri).check(z.maxLength(1_000))),
});
export type MediaLocation = z.infer<typeof MediaLocation>;

/** How a recording's time became known, best first. */
export const RECORDED_AT_SOURCES = [
  'message',
  'sidecar',
  'media_name',
  'media_name_estimated',
  'file_time',
  'transport',
] as const;

/**
 * When the call was recorded. `message`: the start message said so, or a document of another system. `sidecar`: the telephone
 * system said so, in a sidecar or in the object's metadata. `media_name`: written in the recording's file name, in UTC.
 * `media_name_estimated`: written there without a zone, and read in the zone that is set. `file_time`: when its file was last
 * written. `transport`: the time at which the first event about it was sent.
 */
export const RecordedAt = z.object({ ms: EpochMs, source: z.enum(RECORDED_AT_SOURCES) });
export type RecordedAt = z.infer<typeof RecordedAt>;

/** The better of two times: the better source, then the earlier. Commutative and associative, so order never matters. */
export function betterRecordedAt(a: RecordedAt, b: RecordedAt): RecordedAt {
  const rank = RECORDED_AT_SOURCES.indexOf(a.source) - RECORDED_AT_SOURCES.indexOf(b.source);
  if (rank !== 0) return rank < 0 ? a : b;
  return a.ms <= b.ms ? a : b;
}

const NAME_TIME = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})[T_-](\d{2})[:-]?(\d{2})(?:[:-]?(\d{2}))?(?=_?UTC|Z)/;

/**
 * The time that a recording's file name carries, in UTC (`…_20260914T09:32_UTC.wav`, `…2026-09-14T09-32-05Z…`);
 * `undefined` when it carries none or no real date. Names without a stated zone are not guessed at.
 */
export function timeInMediaName(uri: ObjectUri): number | undefined {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return utcOf(NAME_TIME.exec(name));
}

/** The time of year, month, day, hour, minute and maybe second in UTC; `undefined` when there is no such time. */
export function utcOf(found: RegExpExecArray | null): number | undefined {
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second = '00'] = found;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${written}Z`);
  // The calendar decides: Date.parse takes 31 April for 1 May.
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(written) ? undefined : ms;
}

/** The best time known of a recording: see {@link RecordedAt}. */
export function recordedAt(
  timestamp: string | undefined,
  uri: ObjectUri | undefined,
  sentAtMs: number,
  source: RecordedAt['source'] = 'message',
): RecordedAt {
  if (timestamp !== undefined) return { ms: Date.parse(timestamp), source };
  const named = uri === undefined ? undefined : timeInMediaName(uri);
  return named === undefined ? { ms: sentAtMs, source: 'transport' } : { ms: named, source: 'media_name' };
}

/** The request to analyze one recording, as documents and programs send it. */
export const StartRequest = z.object({
  callId: CallId,
  media: MediaLocation,
  recordedAt: RecordedAt,
  /** Other names by which the call is found. */
  aliases: z.optional(z.array(CallId)),
  metadata: z.optional(z.record(z.string(), JsonValue)),
});
export type StartRequest = z.infer<typeof StartRequest>;
