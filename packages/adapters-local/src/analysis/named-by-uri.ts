import { EarshotError, isEarshotError, type ObjectUri } from '@earshot/core';

/**
 * Names the recording in an error by its URI instead of its path. The error becomes the reason why a call failed, which is
 * stored and served, and must not reveal this machine's paths.
 */
export function namedByUri(error: unknown, path: string, uri: ObjectUri): unknown {
  if (!isEarshotError(error) || !error.message.includes(path)) return error;
  const { code, message, details, retryable } = error;
  const named = details['path'] === path ? { ...details, path: uri } : details;
  return new EarshotError(code, message.replaceAll(path, uri), { cause: error, details: named, retryable });
}
