import { EarshotError, type ErrorCode } from '@earshot/core';

interface Fault {
  readonly code: ErrorCode;
  readonly problem: string;
}

const LOCKED: Fault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: 'is locked by another process for too long: try again, or stop what holds it',
};

const READ_ONLY: Fault = {
  code: 'EARSHOT_DENIED',
  problem: "can't be written: give this process write permission to the file and its folder",
};

const DAMAGED: Fault = {
  code: 'EARSHOT_UNREADABLE',
  problem: 'is damaged: stop Earshot, keep a copy of the file, and restore a backup',
};

const MOVED: Fault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: 'was moved or deleted while it was open: put it back, and start Earshot again',
};

const FAILING: Fault = {
  code: 'EARSHOT_UNAVAILABLE',
  problem: "can't be read or written: look at the disk that it is on",
};

/** By SQLite's result code, of which the lowest byte is the kind: https://www.sqlite.org/rescode.html. */
const FAULTS: ReadonlyMap<number, Fault> = new Map([
  [3, READ_ONLY],
  [5, LOCKED],
  [6, LOCKED],
  [7, { code: 'EARSHOT_UNAVAILABLE', problem: 'needs more memory than this process may have' }],
  [8, READ_ONLY],
  [8 | (4 << 8), MOVED],
  [10, FAILING],
  [10 | (32 << 8), DAMAGED],
  [10 | (33 << 8), DAMAGED],
  [11, DAMAGED],
  [13, { code: 'EARSHOT_UNAVAILABLE', problem: 'has no room left: free some of its disk; what it holds is safe' }],
  [
    14,
    { code: 'EARSHOT_DENIED', problem: "can't be opened: its folder must exist and this process may read and write" },
  ],
  [18, { code: 'EARSHOT_NOT_SUPPORTED', problem: 'takes no value of more than 1 GB' }],
  [
    26,
    { code: 'EARSHOT_UNREADABLE', problem: 'is no database, or encrypted: name another file, or move this one away' },
  ],
]);

/**
 * Runs what works on a database, and names the faults of SQLite, of its file and of its disk as Earshot does. Other errors
 * are mistakes of a program, and pass as they are.
 * @param file the database's path, or what else a person knows it by
 * @throws EarshotError `EARSHOT_UNAVAILABLE` when the database is locked, full or closed, or its disk fails
 * @throws EarshotError `EARSHOT_DENIED` when its file may not be opened or written
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is damaged or no database
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when a value is too big for it
 */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asEarshotError(error, file);
  }
}

function asEarshotError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ERR_INVALID_STATE') {
    const message = `database ${file} is closed`;
    return new EarshotError('EARSHOT_UNAVAILABLE', message, { cause: error, details: { file } });
  }
  if (error.code !== 'ERR_SQLITE_ERROR' || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  const fault = FAULTS.get(error.errcode) ?? FAULTS.get(error.errcode & 0xff);
  if (fault === undefined) return error;
  const message = `database ${file} ${fault.problem} (${error.message})`;
  return new EarshotError(fault.code, message, { cause: error, details: { file, sqliteCode: error.errcode } });
}
