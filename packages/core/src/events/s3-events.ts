import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import { CallId, type MediaLocation, StartRequest } from '../model/call.js';
import { Natural } from '../model/natural.js';
import { NonEmpty } from '../model/non-empty.js';
import { objectUri } from '../model/uri.js';
import type { InboundEvent } from './inbound-event.js';
import { jobFolderOf, type Layout } from './layout.js';
import { parseMessage, recordedAt } from './message.js';

// Made when the first event of its kind comes: a message is of one kind, and a cold start is short.
const S3Record = z.lazy(() =>
  z.object({
    eventName: z.string(),
    eventTime: z.optional(z.iso.datetime({ offset: true })),
    s3: z.object({
      bucket: z.object({ name: NonEmpty }),
      object: z.object({
        key: NonEmpty,
        size: z.optional(Natural),
        eTag: z.optional(NonEmpty),
        versionId: z.optional(NonEmpty),
        sequencer: z.optional(NonEmpty),
      }),
    }),
  }),
);

const S3ObjectCreated = z.lazy(() =>
  z.object({
    time: z.optional(z.iso.datetime({ offset: true })),
    detail: z.object({
      bucket: z.object({ name: NonEmpty }),
      object: z.object({
        key: NonEmpty,
        size: z.optional(Natural),
        etag: z.optional(NonEmpty),
        'version-id': z.optional(NonEmpty),
        sequencer: z.optional(NonEmpty),
      }),
    }),
  }),
);

/** One record of an S3 event notification. Its key is URL-encoded, and decoded once. */
export function readS3Record(raw: unknown, layout: Layout, sentAtMs: number): InboundEvent {
  const record = parseMessage(S3Record, raw, 'S3 event record');
  if (!record.eventName.replace(/^s3:/, '').startsWith('ObjectCreated:')) {
    return { type: 'ignored', reason: `S3 event ${record.eventName}` };
  }
  const { key, size, eTag, versionId, sequencer } = record.s3.object;
  const eventMs = record.eventTime === undefined ? sentAtMs : Date.parse(record.eventTime);
  return objectCreated(
    record.s3.bucket.name,
    decodeKey(key),
    { versionId, eTag, sizeBytes: size, sequencer },
    layout,
    eventMs,
  );
}

/** S3's "Object Created" through EventBridge. Its key is not encoded. */
export function readS3ObjectCreated(raw: unknown, layout: Layout, sentAtMs: number): InboundEvent {
  const { time, detail } = parseMessage(S3ObjectCreated, raw, 'S3 event');
  const { key, size, etag, 'version-id': versionId, sequencer } = detail.object;
  const eventMs = time === undefined ? sentAtMs : Date.parse(time);
  return objectCreated(detail.bucket.name, key, { versionId, eTag: etag, sizeBytes: size, sequencer }, layout, eventMs);
}

function objectCreated(
  bucket: string,
  key: string,
  facts: Omit<MediaLocation, 'uri'>,
  layout: Layout,
  sentAtMs: number,
): InboundEvent {
  const job = jobFolderOf(bucket, key, layout);
  if (job !== undefined) return { type: 'job_finished', job: { ...job, sentAtMs } };
  const suffix = key.slice(key.lastIndexOf('.')).toLowerCase();
  if (!key.startsWith(layout.uploadsPrefix) || !layout.mediaSuffixes.includes(suffix)) {
    return { type: 'ignored', reason: 'an object that is neither a recording nor a result' };
  }
  const uri = objectUri(bucket, key);
  const callId = parseMessage(CallId, key.slice(layout.uploadsPrefix.length), 'call id taken from the key');
  const media = { uri, ...Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) };
  const request = { callId, media, recordedAt: recordedAt(undefined, uri, sentAtMs) };
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
