import { EarshotError, type ErrorCode } from '@earshot/core';

const FAULTS: Readonly<Record<string, [code: ErrorCode, message: string]>> = {
  ENOENT: ['EARSHOT_NOT_FOUND', 'no such file or folder'],
  EACCES: ['EARSHOT_DENIED', 'permission denied'],
  EPERM: ['EARSHOT_DENIED', 'permission denied'],
  EROFS: ['EARSHOT_DENIED', 'read-only'],
  EISDIR: ['EARSHOT_INVALID_INPUT', 'a folder, expected a file'],
  EEXIST: ['EARSHOT_INVALID_INPUT', 'a file, expected a folder'],
  ENOTDIR: ['EARSHOT_INVALID_INPUT', 'part of this path is a file, expected folders'],
  ENOSPC: ['EARSHOT_UNAVAILABLE', 'the disk is full'],
};

/** What the file system refused, in Earshot's codes. */
export function toFileError(error: unknown, path: string): EarshotError {
  const found = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const [code, message] = FAULTS[found] ?? ['EARSHOT_UNAVAILABLE', found];
  return new EarshotError(code, `${path}: ${message}`, { cause: error, details: { uri: path, found } });
}
