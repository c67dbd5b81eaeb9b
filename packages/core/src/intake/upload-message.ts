import * as z from 'zod/mini';
import { EarshotError } from '../errors.js';
import { utf8Of } from '../input/base64url.js';
import { isObject, isShallow } from '../input/json.js';
import { parseMessage } from '../input/parse-input.js';
import { mediaTypeOf } from '../model/browser-media.js';
import { CallId, RECORDING_KINDS, type RecordingKind } from '../model/call.js';
import { JsonValue } from '../model/primitives.js';
import { UPLOAD_LIMITS_BYTES } from '../model/upload.js';
import { objectUri } from '../model/uri.js';
import type { Layout } from './layout.js';
import { hasMediaSuffix } from './recording-keys.js';
import { DEEPEST_METADATA } from './start-message.js';

/** The metadata of an upload is part of its id, which is part of URLs. */
const LONGEST_METADATA = 2_048;
const METADATA = `at most ${LONGEST_METADATA} bytes of JSON and ${DEEPEST_METADATA} levels`;
const MEDIA_TYPE = 'expected audio/* or video/*';

/** What is said of a recording before it is uploaded. */
export const UploadMessage = z.strictObject({
  /** Folders before the name are ignored. Its suffix says what the recording is. */
  file_name: z.string().check(z.minLength(1), z.maxLength(1_024)),
  /** Exact. */
  size_bytes: z.int().check(z.minimum(1)),
  /** Media type. @defaultValue the one that the suffix means */
  content_type: z.optional(z.string().check(z.regex(/^(?:audio|video)\/[\w.+-]{1,64}\s*(?:;.{0,200})?$/i, MEDIA_TYPE))),
  /** @defaultValue the file's name and random digits */
  call_id: z.optional(CallId),
  /** ISO 8601 with a zone. */
  recorded_at: z.optional(z.iso.datetime({ offset: true })),
  metadata: z.optional(z.record(z.string(), JsonValue)),
  kind: z.optional(z.enum(RECORDING_KINDS)),
});
export type UploadMessage = z.infer<typeof UploadMessage>;

/** An {@link UploadMessage} that can be uploaded. */
export interface UploadOrder extends Pick<UploadMessage, 'metadata' | 'kind'> {
  readonly timestamp?: string | undefined;
  readonly callId?: CallId | undefined;
  /** Without its suffix. */
  readonly stem: string;
  /** With its dot. */
  readonly suffix: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

/**
 * Reads what is said of a recording before it is uploaded.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` with the field, what was found and what was expected
 */
export function readUploadMessage(
  raw: unknown,
  layout: Pick<Layout, 'mediaSuffixes'>,
  limitsBytes: Readonly<Record<RecordingKind, number>> = UPLOAD_LIMITS_BYTES,
): UploadOrder {
  const metadata = isObject(raw) ? raw['metadata'] : undefined;
  if (!isShallow(metadata, DEEPEST_METADATA) || utf8Of(JSON.stringify(metadata) ?? '').length > LONGEST_METADATA) {
    throw wrong('metadata', METADATA, 'more');
  }
  const message = parseMessage(UploadMessage, raw, 'upload');
  const { call_id: callId, size_bytes: sizeBytes, kind } = message;
  // Names of calls leave out control characters; no URI takes this one.
  const fileName = message.file_name.slice(message.file_name.search(/[^/\\]*$/)).replaceAll('\0', '');
  if (!hasMediaSuffix(fileName, layout)) {
    throw wrong('file_name', `a name that ends in one of ${layout.mediaSuffixes.join(', ')}`, fileName);
  }
  const [type = ''] = (message.content_type ?? mediaTypeOf(objectUri('named', fileName))).split(';');
  const contentType = type.trim().toLowerCase();
  const limitBytes = limitsBytes[kind ?? (contentType.startsWith('video/') ? 'video' : 'audio')];
  if (sizeBytes > limitBytes) throw wrong('size_bytes', `at most ${limitBytes} bytes`, sizeBytes);
  const at = fileName.lastIndexOf('.');
  return {
    stem: fileName.slice(0, at),
    suffix: fileName.slice(at).toLowerCase(),
    sizeBytes,
    contentType,
    callId,
    kind,
    timestamp: message.recorded_at,
    metadata: message.metadata,
  };
}

function wrong(field: string, expected: string, found: string | number): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `upload: ${field}: expected ${expected}, found ${found}`, {
    details: { field, expected, found },
  });
}
