import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach } from 'vitest';
import { type DatabaseOptions, openDatabase } from '../../src/sqlite/open-database.js';

/** A folder for the databases of one test file, which are closed after each test. */
export function databaseFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-database-'));
  const opened: DatabaseSync[] = [];
  let files = 0;
  afterEach(() => {
    for (const database of opened.splice(0)) if (database.isOpen) database.close();
  });
  afterAll(() => rm(folder, { recursive: true }));
  return {
    /** A path where nothing is yet. */
    newPath: () => join(folder, `${files++}.db`),
    open(path: string, options?: DatabaseOptions): DatabaseSync {
      const database = openDatabase(path, options);
      opened.push(database);
      return database;
    },
  };
}
