import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteEventSource, type SqliteEventSourceOptions } from '../../src/sqlite/sqlite-event-source.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'earshot-queue-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

// A copy of an empty database is there at once; making one waits for the disk many times.
const EMPTY = join(FOLDER, 'empty.db');
openDatabase(EMPTY).close();
let files = 0;

/** A queue's file, and a clock that stands until it is told. */
export function queueFile() {
  const path = join(FOLDER, `${files++}.db`);
  copyFileSync(EMPTY, path);
  const opened: DatabaseSync[] = [];
  const sources: SqliteEventSource[] = [];
  let nowMs = Date.UTC(2026, 0, 1);
  const clock = {
    now: () => new Date(nowMs),
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
  const open = (busyTimeoutMs = 5_000) => {
    const database = openDatabase(path, { busyTimeoutMs });
    opened.push(database);
    return database;
  };
  /** A receiver with a connection of its own, as another process has it, unless it is given one. */
  const source = (options: Partial<SqliteEventSourceOptions> = {}) => {
    const made = new SqliteEventSource({ now: clock.now, ...options, database: options.database ?? open() });
    sources.push(made);
    return made;
  };
  const dispose = async () => {
    for (const each of sources) await each.close();
    for (const database of opened) if (database.isOpen) database.close();
  };
  return { path, clock, open, source, dispose };
}
