import { EarshotError, isEarshotError, type ObjectUri } from '@earshot/core';

/**
 * An error about a recording that names it by its URI in place of its path: the error becomes the reason that a call failed,
 * which is kept and served, and where this machine has its files is nobody's business.
 */
export function namedByUri(error: unknown, path: string, uri: ObjectUri): unknown {
  if (!isEarshotError(error) || !error.message.includes(path)) return error;
  const { code, message, details, retryable } = error;
  const told = details['path'] === path ? { ...details, path: uri } : details;
  return new EarshotError(code, message.replaceAll(path, uri), { cause: error, details: told, retryable });
}
