import { EarshotError, type FileFault, fileFault } from '@earshot/core';

const UNWATCHED: FileFault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: "can't be watched: raise this system's limit (Linux: fs.inotify.max_user_watches), or look at it regularly",
};

/**
 * Runs what works on a file or folder, and names the faults of the system as Earshot does. Other errors are mistakes of a
 * program, and pass as they are.
 * @throws EarshotError `EARSHOT_UNAVAILABLE` when the disk is full, busy or fails
 * @throws EarshotError `EARSHOT_DENIED` when it may not be read or written, or is a link
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when it is a folder in place of a file, or the reverse
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

/**
 * The {@link EarshotError} for an error of the file system, as {@link guarded} throws it; any other error as it is.
 * @param more details, besides the path and the system's code
 */
export function asEarshotError(error: unknown, path: string, more: Readonly<Record<string, unknown>> = {}): unknown {
  if (!isSystemError(error)) return error;
  const { code, problem } = error.syscall === 'watch' ? UNWATCHED : fileFault(error.code);
  const details = { ...more, path: error.path ?? path, systemCode: error.code };
  return new EarshotError(code, `${details.path}: ${problem} (${error.code})`, { cause: error, details });
}

/** Whether an error of the file system has one of these codes. */
export function isFault(error: unknown, ...codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

/** What Node says itself, without an errno, of a path with a null character and of a file that no buffer can hold. */
const NODES_OWN = ['ERR_INVALID_ARG_VALUE', 'ERR_FS_FILE_TOO_LARGE'];

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return false;
  return 'errno' in error || NODES_OWN.includes(error.code);
}
