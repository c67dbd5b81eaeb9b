import type { ApiRequest } from './api-request.js';
import type { Refusal } from './problem.js';

export const JSON_TYPE = 'application/json';

/** Bytes that the body of a request may have, unless it is a transcript or a setting says otherwise. */
export const BODY_LIMIT_BYTES = 65_536;

/** Bytes that a transcript may have, unless a setting says otherwise. */
export const DOCUMENT_LIMIT_BYTES = 32 * 1_024 * 1_024;

/** What `POST /calls` reads: a start message, which is JSON, or a transcript. */
export const CALL_MEDIA_TYPES: readonly string[] = [
  JSON_TYPE,
  'text/vtt',
  'application/x-subrip',
  'text/plain',
  'application/octet-stream',
];

/** The media types that bodies sent to a path may have. */
export function mediaTypesOf(path: string): readonly string[] {
  return path === '/calls' ? CALL_MEDIA_TYPES : [JSON_TYPE];
}

/** A body that is read to its end. */
export interface Body {
  /** Lower case, without parameters. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Whether a request declares a body of none of these media types, or a compressed one. */
export function declaresOther({ headers }: ApiRequest, mediaTypes: readonly string[]): boolean {
  const type = headers.get('content-type');
  const encoding = headers.get('content-encoding');
  const isKnown = type === null || mediaTypes.includes(mediaTypeOf(type));
  return !isKnown || (encoding !== null && encoding.toLowerCase() !== 'identity');
}

/** Reads a body of one of these media types, of at most so many bytes. A longer one is not read to its end. */
export async function readBody(
  request: ApiRequest,
  mediaTypes: readonly string[],
  limitBytes: number,
): Promise<Body | Refusal> {
  const type = request.headers.get('content-type');
  if (type === null || declaresOther(request, mediaTypes)) return { kind: 'unsupported-media-type' };
  if (Number(request.headers.get('content-length')) > limitBytes) return tooLarge(limitBytes);
  const bytes = await readUpTo(limitBytes, request);
  if (bytes === 'broken') return { kind: 'malformed-request' };
  if (bytes === 'longer') return tooLarge(limitBytes);
  return { mediaType: mediaTypeOf(type), bytes };
}

/** Reads a JSON object from a body of at most so many bytes. */
export async function readJsonObject(
  request: ApiRequest,
  limitBytes: number,
): Promise<{ readonly value: object } | Refusal> {
  const body = await readBody(request, [JSON_TYPE], limitBytes);
  return 'kind' in body ? body : jsonObjectIn(body.bytes);
}

/** The JSON object that a body is. */
export function jsonObjectIn(bytes: Uint8Array): { readonly value: object } | Refusal {
  const value = parsed(bytes);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
  const errors = [{ field: 'body', message: 'expected a JSON object in UTF-8' }];
  return { kind: 'invalid-input', facts: { detail: 'the body is not a JSON object', errors } };
}

function mediaTypeOf(contentType: string): string {
  const [type = ''] = contentType.split(';');
  return type.trim().toLowerCase();
}

/** That a body has more bytes than it may have. @param unless what would have let it be larger */
export function tooLarge(limitBytes: number, unless?: string): Refusal {
  const detail = `the body is larger than ${limitBytes} bytes${unless === undefined ? '' : `: ${unless}`}`;
  return { kind: 'body-too-large', facts: { detail } };
}

async function readUpTo(limitBytes: number, { body }: ApiRequest): Promise<Uint8Array | 'longer' | 'broken'> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > limitBytes) return 'longer';
      chunks.push(chunk);
    }
  } catch {
    return 'broken';
  }
  return Buffer.concat(chunks);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
