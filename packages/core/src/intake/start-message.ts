import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import { isObject, isShallow, present } from '../input/json.js';
import { parseMessage } from '../input/parse-input.js';
import { betterRecordedAt, CallId, RECORDED_AT_SOURCES, RECORDING_KINDS, StartRequest } from '../model/call.js';
import { JsonValue } from '../model/primitives.js';
import { ObjectUri } from '../model/uri.js';
import { factsInName, type RecordingNameReader } from './recording-name.js';

/** Levels that metadata may nest. */
export const DEEPEST_METADATA = 32;

/** The start message, as publishers and `POST /calls` send it. Unknown keys pass. */
export const StartMessage = z
  .object({
    callId: CallId,
    audioS3Uri: z.optional(ObjectUri.check(z.refine((uri) => uri.startsWith('s3://'), 'expected s3://bucket/key'))),
    /** In place of `audioS3Uri`, for recordings that are in a store of another kind. */
    audioUri: z.optional(ObjectUri),
    /** What a movie is analyzed as: `audio`, its sound track alone, or `video`. @defaultValue as the analyzer is set up */
    kind: z.optional(z.enum(RECORDING_KINDS)),
    /** The recordings of this call that this one replaces: all earlier, incomplete forms of it. */
    supersedes: z.optional(z.array(ObjectUri).check(z.maxLength(1_000))),
    /** When the call was recorded: ISO 8601 with a zone. */
    timestamp: z.optional(z.iso.datetime({ offset: true })),
    /** How the sender knows the timestamp. @defaultValue message */
    timestampSource: z.optional(z.enum(RECORDED_AT_SOURCES)),
    /** Other names by which the call is found, besides those that it has. */
    aliases: z.optional(z.array(CallId).check(z.maxLength(100))),
    metadata: z.optional(z.record(z.string(), JsonValue)),
  })
  .check(
    z.refine(({ audioS3Uri, audioUri }) => (audioS3Uri === undefined) !== (audioUri === undefined), {
      path: ['audioS3Uri'],
      message: 'expected the location of the recording, here or in audioUri',
      // Told beside whatever else is wrong.
      when: ({ value }) => isObject(value),
    }),
  );
export type StartMessage = z.infer<typeof StartMessage>;

/**
 * Reads a start message. Without a timestamp the time in the file's name counts, else the time it was sent. What a pattern
 * finds in the name adds to the metadata.
 * @param names @defaultValue DEFAULT_NAMES
 * @throws EarshotError `EARSHOT_INVALID_INPUT` with the field, what was found and what was expected
 */
export function readStartMessage(raw: unknown, sentAtMs: number, names?: RecordingNameReader): StartRequest {
  if (isObject(raw) && !isShallow(raw['metadata'], DEEPEST_METADATA)) {
    const expected = `at most ${DEEPEST_METADATA} levels`;
    throw new EarshotError('EARSHOT_INVALID_INPUT', `start message: metadata: expected ${expected}`, {
      details: { field: 'metadata', expected, found: 'more' },
    });
  }
  const {
    callId,
    audioS3Uri,
    audioUri,
    kind,
    supersedes,
    timestamp,
    timestampSource = 'message',
    aliases,
    metadata,
  } = parseMessage(StartMessage, raw, 'start message');
  const uri = (audioS3Uri ?? audioUri) as ObjectUri;
  const named = factsInName(uri, sentAtMs, names);
  const stated = timestamp === undefined ? undefined : { ms: Date.parse(timestamp), source: timestampSource };
  const request: StartRequest = {
    callId,
    media: { uri, ...present({ kind, supersedes }) },
    recordedAt: stated === undefined ? named.recordedAt : betterRecordedAt(stated, named.recordedAt),
    ...(named.metadata && { metadata: named.metadata }),
    ...(aliases === undefined ? {} : { aliases }),
    ...(metadata === undefined ? {} : { metadata: { ...named.metadata, ...metadata } }),
  };
  return parseMessage(StartRequest, request, 'start message');
}
