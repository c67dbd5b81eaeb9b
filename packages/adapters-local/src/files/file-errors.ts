import { EarshotError, type ErrorCode } from '@earshot/core';

interface Fault {
  readonly code: ErrorCode;
  readonly problem: string;
}

const UNAVAILABLE: Fault = { code: 'EARSHOT_UNAVAILABLE', problem: "can't be reached: look at the disk that it is on" };
const FULL: Fault = { code: 'EARSHOT_UNAVAILABLE', problem: 'finds no room: free some of the disk' };
const BUSY: Fault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: 'has to wait: too much is open, or another program holds it',
};
const DENIED: Fault = { code: 'EARSHOT_DENIED', problem: 'is refused: give this process permission to read and write' };
const READ_ONLY: Fault = { code: 'EARSHOT_DENIED', problem: 'lies on a disk that is read-only' };
const MISPLACED: Fault = {
  code: 'EARSHOT_DENIED',
  problem: 'has a file where a folder belongs, or the other way round',
};
const LINK: Fault = { code: 'EARSHOT_DENIED', problem: 'is a link, and links are not followed here' };
const TOO_LONG: Fault = { code: 'EARSHOT_NOT_SUPPORTED', problem: 'is longer than this system allows' };
const TOO_LARGE: Fault = { code: 'EARSHOT_NOT_SUPPORTED', problem: 'is larger than this disk takes' };
const UNWATCHED: Fault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: "can't be watched: raise this system's limit (Linux: fs.inotify.max_user_watches), or look at it regularly",
};
const APART: Fault = { code: 'EARSHOT_NOT_SUPPORTED', problem: 'has to be on one disk with the folder that it is in' };

/** By the code that Node gives an error of the system. */
const FAULTS: ReadonlyMap<string, Fault> = new Map([
  ['EACCES', DENIED],
  ['EAGAIN', BUSY],
  ['EBUSY', BUSY],
  ['EDQUOT', FULL],
  ['EEXIST', MISPLACED],
  ['EFBIG', TOO_LARGE],
  ['EISDIR', MISPLACED],
  ['ELOOP', LINK],
  ['EMFILE', BUSY],
  ['ENAMETOOLONG', TOO_LONG],
  ['ENFILE', BUSY],
  ['ENOENT', { code: 'EARSHOT_NOT_FOUND', problem: "isn't there" }],
  ['ENOSPC', FULL],
  ['ENOTDIR', MISPLACED],
  ['EPERM', DENIED],
  ['EROFS', READ_ONLY],
  ['EXDEV', APART],
]);

/**
 * Runs what works on a file or folder, and names the faults of the system as Earshot does. Other errors are mistakes of a
 * program, and pass as they are.
 * @throws EarshotError `EARSHOT_UNAVAILABLE` when the disk is full, busy or fails
 * @throws EarshotError `EARSHOT_DENIED` when it may not be read or written, or isn't what it has to be
 * @throws EarshotError `EARSHOT_NOT_FOUND` when it isn't there
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when it is too long, too large, or lies across two disks
 */
export async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asEarshotError(error, path);
  }
}

/** The {@link EarshotError} for an error of the file system, as {@link guarded} throws it; any other error as it is. */
export function asEarshotError(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  const { code, problem } = error.syscall === 'watch' ? UNWATCHED : (FAULTS.get(error.code) ?? UNAVAILABLE);
  const details = { path: error.path ?? path, systemCode: error.code };
  return new EarshotError(code, `${details.path} ${problem} (${error.code})`, { cause: error, details });
}

/** Whether an error of the file system has one of these codes. */
export function isFault(error: unknown, ...codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'errno' in error && 'code' in error && typeof error.code === 'string';
}
