import { CallHash, CallId, RECORDING_KINDS, UPLOAD_STATES, type Upload } from '@earshot/core';
import * as z from 'zod/mini';

const Part = z.object({
  number: z.int().check(z.minimum(1)),
  size_bytes: z.int().check(z.minimum(1)),
});

/** An upload, and how it goes on. */
export const UploadItem = z.object({
  upload_id: z.string().check(z.describe('Names the upload in paths. Up to about 7,000 characters.')),
  call_id: CallId,
  hash: CallHash,
  state: z
    .enum(UPLOAD_STATES)
    .check(
      z.describe(
        '`waiting`: parts are missing. `received`: the whole recording is there, or all its parts. `taken`: it is the recording ' +
          'of its call. `expired`: it was not completed in time. `cancelled`: its parts were discarded.',
      ),
    ),
  expires_at: z.iso.datetime(),
  size_bytes: z.int().check(z.minimum(1)),
  content_type: z.string(),
  kind: z.optional(z.enum(RECORDING_KINDS)),
  method: z
    .enum(['put', 'parts'])
    .check(
      z.describe(
        '`put`: one part, which is the recording once it arrived. `parts`: at least 5 MiB each, but the last.',
      ),
    ),
  part_size_bytes: z.optional(z.int()).check(z.describe('Of `parts`: where each begins follows from it.')),
  parts: z
    .array(
      z.object({
        ...Part.shape,
        url: z
          .string()
          .check(z.describe('Takes the part by PUT, without other credentials. May be relative to this server.')),
        headers: z
          .record(z.string(), z.string())
          .check(z.describe('Headers that the PUT must have, besides `Content-Length`.')),
      }),
    )
    .check(z.describe('The parts that are missing, in order. Empty unless the upload is `waiting`.')),
  received: z.array(z.object({ ...Part.shape, etag: z.string() })).check(z.describe('The parts that have arrived.')),
});
export type UploadItem = z.infer<typeof UploadItem>;

/** An upload as the API shows it. */
export function toUploadItem({
  id,
  callId,
  hash,
  state,
  expiresAtMs,
  kind,
  plan,
  missing,
  received,
}: Upload): UploadItem {
  return {
    upload_id: id,
    call_id: callId,
    hash,
    state,
    expires_at: new Date(expiresAtMs).toISOString(),
    size_bytes: plan.sizeBytes,
    content_type: plan.contentType,
    ...(kind && { kind }),
    method: plan.method,
    ...(plan.method === 'parts' && { part_size_bytes: plan.partSizeBytes }),
    parts: missing.map(({ number, sizeBytes, url, headers }) => ({ number, size_bytes: sizeBytes, url, headers })),
    received: received.map(({ number, sizeBytes, etag }) => ({ number, size_bytes: sizeBytes, etag })),
  };
}
