import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isEarshotError } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { guarded } from '../../src/sqlite/sqlite-errors.js';
import { databaseFolder } from './database-folder.js';
import { processOf } from './database-process.js';

const { newPath, open } = databaseFolder();
const start = processOf('./database-child.ts');

/** What went wrong. */
function faultOf(work: () => unknown): { readonly code: string; readonly retryable: boolean } {
  try {
    work();
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    return { code: error.code, retryable: error.retryable };
  }
  throw new Error('nothing went wrong');
}

describe('a database that is opened', () => {
  it('waits for the disk at each commit, and keeps to foreign keys', () => {
    const database = open(newPath());
    const values = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'].map((pragma) =>
      Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {}),
    );
    expect(values.flat()).toEqual(['wal', 2, 1, 1]);
  });

  it('is one file when it is closed, which may be copied', () => {
    const [path, copy] = [newPath(), newPath()];
    const database = open(path);
    database.exec('CREATE TABLE kept (value); INSERT INTO kept VALUES (1)');
    database.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
    copyFileSync(path, copy);
    expect(open(copy).prepare('SELECT value FROM kept').all()).toEqual([{ value: 1 }]);
  });
});

describe('a database that can not be opened', () => {
  it('because its folder is not there, or is a file, is denied', () => {
    const file = newPath();
    writeFileSync(file, '');
    for (const path of [join(newPath(), 'a.db'), join(file, 'a.db')]) {
      expect(faultOf(() => openDatabase(path))).toEqual({ code: 'EARSHOT_DENIED', retryable: false });
    }
  });

  it('because it is a folder is denied', () => {
    const folder = newPath();
    mkdirSync(folder);
    expect(faultOf(() => openDatabase(folder)).code).toBe('EARSHOT_DENIED');
  });
});

describe('a database that another process has locked', () => {
  it('is unavailable to who would write, and free again when that process is gone', async () => {
    const path = newPath();
    const database = open(path, { busyTimeoutMs: 20 });
    const holder = start(['hold', path]);
    await holder.writes(1);
    const write = () => guarded(path, () => database.exec('CREATE TABLE kept (value)'));
    expect(faultOf(write)).toEqual({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    await holder.kill();
    write();
  });

  it('is unavailable to who would make it, and left as it is', () => {
    const path = newPath();
    const other = new DatabaseSync(path);
    other.exec('BEGIN EXCLUSIVE');
    const opening = () => openDatabase(path, { busyTimeoutMs: 20 });
    expect(faultOf(opening)).toEqual({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    other.exec('ROLLBACK');
    expect(other.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()).toEqual({ tables: 0 });
    other.close();
    openDatabase(path).close();
  });
});

describe('a damaged database', () => {
  const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['the first bytes are gone', (bytes) => bytes.fill(0, 0, 100)],
    ['only the first bytes are left', (bytes) => bytes.subarray(0, 50)],
    ['only its first page is left', (bytes) => bytes.subarray(0, 4_096)],
    ['half of it is gone', (bytes) => bytes.subarray(0, Math.floor(bytes.length / 8_192) * 4_096)],
  ];

  it.each(damages)('of which %s is unreadable, and left as it is', (_, damage) => {
    const path = newPath();
    openDatabase(path).close();
    const left = damage(readFileSync(path));
    writeFileSync(path, left);
    expect(faultOf(() => openDatabase(path))).toEqual({ code: 'EARSHOT_UNREADABLE', retryable: false });
    expect(readFileSync(path)).toEqual(left);
  });
});

describe('guarded work', () => {
  it('finds a closed database unavailable', () => {
    const path = newPath();
    const database = openDatabase(path);
    database.close();
    expect(faultOf(() => guarded(path, () => database.exec('SELECT 1'))).code).toBe('EARSHOT_UNAVAILABLE');
  });

  it("answers what the work does, and names the file and SQLite's code of what went wrong", () => {
    const path = newPath();
    expect(guarded(path, () => 1)).toBe(1);
    writeFileSync(path, 'no database, '.repeat(100));
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ details: { file: path, sqliteCode: 26 } }));
  });

  it('lets mistakes of a program pass as they are', () => {
    const database = open(newPath());
    const mistake = new TypeError('a mistake');
    const throwing = () => {
      throw mistake;
    };
    expect(() => guarded('file', throwing)).toThrow(mistake);
    expect(() => guarded('file', () => database.exec('SELECT nothing'))).toThrow(
      expect.objectContaining({ code: 'ERR_SQLITE_ERROR' }),
    );
  });
});
