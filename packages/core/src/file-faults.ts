import type { ErrorCode } from './errors.js';

/** An error of a file system, in Earshot's terms. */
export interface FileFault {
  readonly code: ErrorCode;
  /** What is wrong, to follow path and colon: `PATH: no such file or folder`. */
  readonly problem: string;
}

const DENIED: FileFault = {
  code: 'EARSHOT_DENIED',
  problem: 'permission denied: this process has to read and write it',
};
const FULL: FileFault = { code: 'EARSHOT_UNAVAILABLE', problem: 'the disk is full, or the quota on it is used up' };
const BUSY: FileFault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: 'too many files are open, or another program holds it',
};
const UNKNOWN: FileFault = { code: 'EARSHOT_UNAVAILABLE', problem: "can't be reached: check the disk that it is on" };

/** By errno name, as Node gives it in `code`. `ERR_INVALID_ARG_VALUE` is Node's own, for a path with a null character. */
const FAULTS: Readonly<Record<string, FileFault>> = {
  EACCES: DENIED,
  EAGAIN: BUSY,
  EBUSY: BUSY,
  EDQUOT: FULL,
  // A path that leads to the wrong kind of thing will not work the next time either, whatever the permissions.
  EEXIST: { code: 'EARSHOT_INVALID_INPUT', problem: 'exists already, or is a file where a folder is expected' },
  EFBIG: { code: 'EARSHOT_NOT_SUPPORTED', problem: 'larger than this disk supports' },
  EISDIR: { code: 'EARSHOT_INVALID_INPUT', problem: 'a folder, expected a file' },
  // From a loop of links, and from opening a link where links are not followed, which keeps planted ones harmless.
  ELOOP: { code: 'EARSHOT_DENIED', problem: 'a link, and links are not followed here' },
  EMFILE: BUSY,
  // A limit of the disk and not a rule of ours: the same path may work elsewhere.
  ENAMETOOLONG: { code: 'EARSHOT_NOT_SUPPORTED', problem: 'longer than this system allows' },
  ENFILE: BUSY,
  ENOENT: { code: 'EARSHOT_NOT_FOUND', problem: 'no such file or folder' },
  ENOSPC: FULL,
  ENOTDIR: { code: 'EARSHOT_INVALID_INPUT', problem: 'part of this path is a file, expected folders' },
  EPERM: DENIED,
  EROFS: { code: 'EARSHOT_DENIED', problem: 'the disk is read-only' },
  ERR_INVALID_ARG_VALUE: { code: 'EARSHOT_INVALID_INPUT', problem: 'the path has a null character' },
  EXDEV: { code: 'EARSHOT_NOT_SUPPORTED', problem: 'must be on the same disk as its folder' },
};

/**
 * What an error of a file system means, by its errno name: one answer for every adapter that works on files. Unknown ones
 * are `EARSHOT_UNAVAILABLE`, since they may be transient.
 */
export function fileFault(errno: string): FileFault {
  return FAULTS[errno] ?? UNKNOWN;
}
