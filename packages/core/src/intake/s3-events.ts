import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import type { ResultLayout } from '../formats/result-format.js';
import { present } from '../input/json.js';
import { parseMessage } from '../input/parse-input.js';
import { type MediaLocation, StartRequest } from '../model/call.js';
import { Natural, NonEmpty } from '../model/primitives.js';
import { objectUri } from '../model/uri.js';
import { importOfObject } from './import-location.js';
import type { EventContext, InboundEvent } from './inbound-event.js';
import { jobOfObject } from './job-location.js';
import { callIdOfRecording, hasMediaSuffix, recordingOfSidecar, uploadOf } from './recording-keys.js';
import { factsInName } from './recording-name.js';

// Schemas are made when the first event of their kind comes: a message is of one kind, and a cold start is short.

/** Something that an event may say, leave empty, set to null, or leave out. */
const fact = () => z.nullish(z.string());
const time = () => z.nullish(z.union([z.literal(''), z.iso.datetime({ offset: true })]));

const S3Record = z.lazy(() =>
  z.object({
    eventName: fact(),
    eventTime: time(),
    s3: z.object({
      bucket: z.object({ name: NonEmpty }),
      object: z.object({
        key: NonEmpty,
        size: z.nullish(Natural),
        eTag: fact(),
        versionId: fact(),
        sequencer: fact(),
      }),
    }),
  }),
);

const S3ObjectCreated = z.lazy(() =>
  z.object({
    time: time(),
    detail: z.object({
      bucket: z.object({ name: NonEmpty }),
      object: z.object({
        key: NonEmpty,
        size: z.nullish(Natural),
        etag: fact(),
        'version-id': fact(),
        sequencer: fact(),
      }),
    }),
  }),
);

/** How to read an event that may be about a result of any of some formats. */
export interface IntakeContext extends EventContext {
  readonly formats: readonly ResultLayout[];
}

/** One record of an S3 event notification. Its key is URL-encoded, and decoded once. Hand-made ones name no event. */
export function readS3Record(raw: unknown, context: IntakeContext): InboundEvent {
  const { eventName, eventTime, s3 } = parseMessage(S3Record, raw, 'S3 event record');
  if (eventName && !eventName.replace(/^s3:/, '').startsWith('ObjectCreated:')) {
    return { type: 'ignored', reason: `S3 event ${eventName}` };
  }
  const { key, size, eTag, versionId, sequencer } = s3.object;
  const facts = { versionId, eTag, sizeBytes: size, sequencer };
  return objectCreated(s3.bucket.name, decodeKey(key), facts, sentAt(context, eventTime));
}

/** S3's "Object Created" through EventBridge. Its key is not encoded. */
export function readS3ObjectCreated(raw: unknown, context: IntakeContext): InboundEvent {
  const { time, detail } = parseMessage(S3ObjectCreated, raw, 'S3 event');
  const { key, size, etag: eTag, 'version-id': versionId, sequencer } = detail.object;
  const facts = { versionId, eTag, sizeBytes: size, sequencer };
  return objectCreated(detail.bucket.name, key, facts, sentAt(context, time));
}

function sentAt(context: IntakeContext, time: string | null | undefined): IntakeContext {
  return time ? { ...context, sentAtMs: Date.parse(time) } : context;
}

type Facts = { readonly [K in keyof Omit<MediaLocation, 'uri'>]: MediaLocation[K] | null };

function objectCreated(
  bucket: string,
  key: string,
  facts: Facts,
  { layout, sentAtMs, digests, formats }: IntakeContext,
): InboundEvent {
  const job = jobOfObject({ scheme: 's3', bucket, key }, layout, formats);
  if (job !== undefined) return { type: 'job_finished', job: { ...job, sentAtMs } };
  const { eTag } = facts;
  const imported = digests && importOfObject({ scheme: 's3', bucket, key, eTag }, layout, formats, digests);
  if (imported !== undefined) return { type: 'job_finished', job: { ...imported, sentAtMs } };
  const recordingKey = recordingOfSidecar(key, layout);
  if (key.startsWith(layout.uploadsPrefix) && recordingKey !== undefined) {
    const recording = objectUri(bucket, recordingKey);
    return {
      type: 'sidecar_arrived',
      sidecar: { recording, callId: callIdOfRecording(recording, layout, digests) },
    };
  }
  if (!key.startsWith(layout.uploadsPrefix) || !hasMediaSuffix(key, layout)) {
    return { type: 'ignored', reason: 'an object that is neither a recording nor a result' };
  }
  const uri = objectUri(bucket, key);
  const callId = callIdOfRecording(uri, layout, digests);
  const known = Object.entries(facts).filter(([, fact]) => fact !== undefined && fact !== null && fact !== '');
  const media = { uri, ...present({ kind: uploadOf(uri, layout)?.kind }), ...Object.fromEntries(known) };
  const request = { callId, media, ...factsInName(uri, sentAtMs, layout.names) };
  return { type: 'recording_arrived', request: parseMessage(StartRequest, request, 'S3 event') };
}

/**
 * Decodes a key of an S3 event notification, once: `+` to space, then percent escapes.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when its escapes are broken
 */
export function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch (cause) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', 'the object key in the S3 event is not URL-encoded', {
      cause,
      details: { field: 's3.object.key', expected: 'a URL-encoded key', found: 'a broken escape' },
    });
  }
}
