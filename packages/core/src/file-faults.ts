import type { ErrorCode } from './errors.js';

/** An error of a file system, in Earshot's terms. */
export interface FileFault {
  readonly code: ErrorCode;
  /** What is wrong, to follow the path: `PATH isn't there`. */
  readonly problem: string;
}

const DENIED: FileFault = {
  code: 'EARSHOT_DENIED',
  problem: 'is refused: give this process permission to read and write',
};
const FULL: FileFault = { code: 'EARSHOT_UNAVAILABLE', problem: 'finds no room: free some of the disk' };
const BUSY: FileFault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: 'has to wait: too much is open, or another program holds it',
};
const UNKNOWN: FileFault = { code: 'EARSHOT_UNAVAILABLE', problem: "can't be reached: look at the disk that it is on" };

/** By errno name, as Node gives it in `code`. `ERR_INVALID_ARG_VALUE` is Node's own, for a path with a null character. */
const FAULTS: Readonly<Record<string, FileFault>> = {
  EACCES: DENIED,
  EAGAIN: BUSY,
  EBUSY: BUSY,
  EDQUOT: FULL,
  // A path that leads to the wrong kind of thing will not work the next time either, whatever the permissions.
  EEXIST: { code: 'EARSHOT_INVALID_INPUT', problem: 'exists already, or is a file where a folder is expected' },
  EFBIG: { code: 'EARSHOT_NOT_SUPPORTED', problem: 'is larger than this disk supports' },
  EISDIR: { code: 'EARSHOT_INVALID_INPUT', problem: 'is a folder, not a file' },
  // From a loop of links, and from opening a link where links are not followed, which keeps planted ones harmless.
  ELOOP: { code: 'EARSHOT_DENIED', problem: 'is a link that is not followed' },
  EMFILE: BUSY,
  // A limit of the disk and not a rule of ours: the same path may work elsewhere.
  ENAMETOOLONG: { code: 'EARSHOT_NOT_SUPPORTED', problem: 'is longer than this system allows' },
  ENFILE: BUSY,
  ENOENT: { code: 'EARSHOT_NOT_FOUND', problem: "isn't there" },
  ENOSPC: FULL,
  ENOTDIR: { code: 'EARSHOT_INVALID_INPUT', problem: 'has a file where a folder is expected' },
  EPERM: DENIED,
  EROFS: { code: 'EARSHOT_DENIED', problem: 'is on a disk that is read-only' },
  ERR_INVALID_ARG_VALUE: { code: 'EARSHOT_INVALID_INPUT', problem: 'has a null character in its path' },
  EXDEV: { code: 'EARSHOT_NOT_SUPPORTED', problem: 'has to be on one disk with the folder that it is in' },
};

/**
 * What an error of a file system means, by its errno name: one answer for every adapter that works on files. Unknown ones
 * are `EARSHOT_UNAVAILABLE`, since they may be transient.
 */
export function fileFault(errno: string): FileFault {
  return FAULTS[errno] ?? UNKNOWN;
}
