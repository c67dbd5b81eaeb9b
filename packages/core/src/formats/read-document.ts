import { EarshotError, isEarshotError } from '../errors.js';
import type { ObjectUri } from '../model/uri.js';
import type { ResultStore } from '../ports/result-store.js';

/**
 * Gets a document and reads it.
 * @throws EarshotError `missing` while it is not there: what was announced may come later; what `read` throws, with
 * `details.uri` added
 */
export async function readDocument<T>(
  store: Pick<ResultStore, 'get'>,
  uri: ObjectUri,
  read: (bytes: Uint8Array) => T | Promise<T>,
  missing: 'EARSHOT_UNAVAILABLE' | 'EARSHOT_NOT_REDACTED' = 'EARSHOT_UNAVAILABLE',
): Promise<T> {
  const bytes = await store.get(uri);
  if (bytes === undefined) {
    const what = missing === 'EARSHOT_NOT_REDACTED' ? 'only redacted copies are kept, and ' : '';
    throw new EarshotError(missing, `${what}${uri} is not there (yet)`, { details: { uri } });
  }
  try {
    return await read(bytes);
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    const { code, message, retryable, details } = error;
    throw new EarshotError(code, `${uri}: ${message}`, { cause: error, retryable, details: { ...details, uri } });
  }
}
