import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { EarshotError } from '@earshot/core';

/** A body as Node's clients give it: it holds a connection until it is read to the end or destroyed. */
interface NodeBody extends AsyncIterable<Uint8Array> {
  destroy(): unknown;
}

/**
 * The bytes that GetObject answers with, read to the end.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when they are more than the limit; nothing more is read then
 */
export async function bytesOf({ Body, ContentLength = 0 }: GetObjectCommandOutput, limit: number): Promise<Uint8Array> {
  if (Body === undefined) return new Uint8Array();
  const body = Body as NodeBody;
  if (ContentLength > limit) {
    body.destroy();
    throw tooLarge(ContentLength, limit);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    // Leaving the loop destroys the body.
    if (size > limit) throw tooLarge(size, limit);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(found: number, limit: number): EarshotError {
  return new EarshotError('EARSHOT_NOT_SUPPORTED', `an object of ${found} bytes or more: the limit is ${limit}`, {
    details: { field: 'sizeLimitBytes', found, expected: limit },
  });
}
