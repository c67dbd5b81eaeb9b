import { EarshotError } from '@earshot/core';

/** What the file system refused, in Earshot's codes. */
export function toFileError(error: unknown, path: string): EarshotError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const details = { uri: path, found: code };
  if (code === 'ENOENT') return new EarshotError('EARSHOT_NOT_FOUND', `${path}: no such file or folder`, { details });
  if (code === 'EACCES' || code === 'EPERM')
    return new EarshotError('EARSHOT_DENIED', `${path}: may not be read`, { details });
  return new EarshotError('EARSHOT_UNAVAILABLE', `${path}: ${code}`, { cause: error, details });
}
