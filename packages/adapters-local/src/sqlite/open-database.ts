import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { PRIVATE_FILE } from '../files/private-modes.js';
import { migrate } from './migrations.js';
import { guarded } from './sqlite-errors.js';

export { transaction } from './database-transaction.js';

/** How a database is opened. */
export interface DatabaseOptions {
  /** How long a statement waits for another process's transaction, ms. @defaultValue 5,000 */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens the database at a path, makes it when it is not there, and brings it to the newest version. What is committed
 * is on the disk. Any number of processes may have it open. Closing it (`close()`) moves all into the one file, unless
 * another process has it open.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when a newer Earshot made it
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is damaged, another program's, or no database
 * @throws EarshotError `EARSHOT_DENIED` when its file can't be made, read or written
 * @throws EarshotError `EARSHOT_UNAVAILABLE` when another process holds it for too long, or its disk is full or fails
 */
export function openDatabase(path: string, { busyTimeoutMs = 5_000 }: DatabaseOptions = {}): DatabaseSync {
  return guarded(path, () => {
    makePrivate(path);
    const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
    try {
      // Migrations, too, overwrite what they delete.
      database.exec('PRAGMA secure_delete = ON');
      migrate(database, path);
      switchToWal(database, busyTimeoutMs);
      database.exec(PRAGMAS);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

const SQLITE_BUSY = 5;
const PAUSE_MS = 10;

/**
 * Of two connections that switch a new file at the same moment, SQLite refuses one at once: if both waited for the other, they
 * would wait for ever.
 */
function switchToWal(database: DatabaseSync, busyTimeoutMs: number): void {
  const deadlineMs = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
      if (!isBusy || performance.now() >= deadlineMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** SQLite gives the files next to a database its mode, and would make the database itself readable for all. */
function makePrivate(path: string): void {
  if (path === ':memory:' || existsSync(path)) return;
  try {
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
  } catch {
    // Another process was faster, or SQLite fails for the same reason and says it better.
  }
}

// A commit is on the disk before it is answered, and what is deleted is overwritten: erased calls can't be dug out of
// the file. A cache of 16 MiB saves searches from reading the same pages again.
const PRAGMAS = `
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -16384;
PRAGMA journal_size_limit = 67108864;
`;
