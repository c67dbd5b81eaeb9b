import { EarshotError, fileFault } from '@earshot/core';

/** The {@link EarshotError} for an error of the file system. */
export function toFileError(error: unknown, path: string): EarshotError {
  const found = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const { code, problem } = fileFault(found);
  return new EarshotError(code, `${path}: ${problem} (${found})`, { cause: error, details: { uri: path, found } });
}
