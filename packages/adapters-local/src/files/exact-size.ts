import { EarshotError } from '@earshot/core';

/**
 * Passes bytes on that must be of an exact size.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when they are fewer, and before it passes on more
 */
export async function* exactly(sizeBytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let found = 0;
  for await (const chunk of chunks) {
    found += chunk.length;
    if (found > sizeBytes) break;
    yield chunk;
  }
  if (found === sizeBytes) return;
  throw new EarshotError(
    'EARSHOT_INVALID_INPUT',
    `the body has ${found > sizeBytes ? 'more' : 'fewer'} bytes than stated`,
    {
      details: { field: 'content-length', found, expected: sizeBytes },
    },
  );
}
