import type { ApiRequest } from './api-request.js';
import type { Refusal } from './problem.js';

/** Whether a request declares a body of another kind than plain JSON. */
export function declaresOther({ headers }: ApiRequest): boolean {
  const type = headers.get('content-type');
  const encoding = headers.get('content-encoding');
  const isJson = type === null || /^application\/json\s*(;|$)/i.test(type.trim());
  return !isJson || (encoding !== null && encoding.toLowerCase() !== 'identity');
}

/** Reads a JSON object from a body of at most so many bytes. A longer one is not read to its end. */
export async function readJsonObject(
  request: ApiRequest,
  limitBytes: number,
): Promise<{ readonly value: unknown } | Refusal> {
  if (request.headers.get('content-type') === null || declaresOther(request)) return { kind: 'unsupported-media-type' };
  const tooLarge = {
    kind: 'body-too-large',
    facts: { detail: `the body is larger than ${limitBytes} bytes` },
  } as const;
  if (Number(request.headers.get('content-length')) > limitBytes) return tooLarge;
  const bytes = await readUpTo(limitBytes, request);
  if (bytes === 'broken') return { kind: 'malformed-request' };
  if (bytes === 'longer') return tooLarge;
  const value = parsed(bytes);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
  const errors = [{ field: 'body', message: 'expected a JSON object in UTF-8' }];
  return { kind: 'invalid-input', facts: { detail: 'the body is not a JSON object', errors } };
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
