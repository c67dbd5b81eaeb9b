import { accessSync, constants, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
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
 * Opens a database that is there, to read it. Where it and its folder can be written it is opened as any other, with others
 * at work on it. Where they can't, such as a backup on a medium that is read-only, nothing is written, and what is in its
 * write-ahead log is read as well.
 * @throws EarshotError as {@link openDatabase} does, and `EARSHOT_NOT_SUPPORTED` when an older Earshot made it and it can't be
 *   brought to the newest version
 */
export function openToRead(path: string): DatabaseToRead {
  if (isWritable(path) && isWritable(dirname(path))) return closing(openDatabase(path));
  return guarded(path, () => {
    // Without a log, nobody has it open who could change it, and no file beside it is needed.
    if (!hasLog(path)) return closing(readOnly(path, `${pathToFileURL(path).href}?immutable=1`));
    try {
      return closing(readOnly(path, path));
    } catch (error) {
      // A log is read through an index of it, which can't be made here.
      if (!isEarshotError(error, 'EARSHOT_DENIED')) throw error;
      return openCopy(path);
    }
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

function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
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
