import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isEarshotError } from '@earshot/core';
import { requireNewest } from './migrations.js';
import { openDatabase } from './open-database.js';
import { guarded } from './sqlite-errors.js';

/** A database that is only read. */
export interface DatabaseToRead {
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * Opens an existing database to read it. If it and its folder are writable, it is opened like any other database. If not,
 * such as a backup on a read-only medium, nothing is written; what is in its write-ahead log, and what other processes
 * write meanwhile, is read as well.
 * @throws EarshotError as {@link openDatabase} does, and `EARSHOT_NOT_SUPPORTED` when an older Earshot made it and it can't be
 *   migrated
 */
export function openToRead(path: string): DatabaseToRead {
  if (isWritable(path) && isWritable(dirname(path))) return closing(openDatabase(path));
  return guarded(path, () => {
    const log = logBytes(path);
    if (log > 0 || isInUse(path)) {
      try {
        return closing(readOnly(path, path));
      } catch (error) {
        // A log is read through an index of it, which can't be made here.
        if (!isEarshotError(error, 'EARSHOT_DENIED')) throw error;
        if (log > 0) return openCopy(path);
      }
    }
    return closing(readOnly(path, `${pathToFileURL(path).href}?immutable=1`));
  });
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function logBytes(path: string): number {
  return statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether a process may have it open, and change it: the index of the log is there as long as one has. */
function isInUse(path: string): boolean {
  return existsSync(`${path}-shm`);
}

function readOnly(path: string, location: string): DatabaseSync {
  return guarded(path, () => {
    const database = new DatabaseSync(new URL(location.startsWith('file:') ? location : pathToFileURL(location)), {
      readOnly: true,
    });
    try {
      requireNewest(database, path);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** The copy is for this user alone, and is gone when it is closed. */
function openCopy(path: string): DatabaseToRead {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-read-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(path));
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix);
    const database = readOnly(path, copy);
    return {
      database,
      close() {
        database.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function closing(database: DatabaseSync): DatabaseToRead {
  return { database, close: () => database.close() };
}
