import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { databaseFolder } from './database-folder.js';
import { processOf } from './database-process.js';
import { callOf } from './records-calls.js';

const { newPath, open } = databaseFolder();
const start = processOf('./read-child.ts');

const hashes = (count: number) => Array.from({ length: count }, (_, number) => callOf(number).hash).sort();

/** A folder with a database of three calls; with its log, if some of them are only there. */
async function backup({
  withLog = false,
  shares = false,
  version = undefined as number | undefined,
} = {}): Promise<string> {
  const path = newPath();
  const database = open(path);
  const repository = new SqliteRecordRepository({ database });
  for (const number of [0, 1, 2]) await repository.save(callOf(number));
  if (version !== undefined) database.exec(`PRAGMA user_version = ${version}`);
  if (!withLog) database.close();
  const copy = join(newPath(), 'earshot.db');
  mkdirSync(dirname(copy));
  for (const suffix of ['', ...(withLog ? ['-wal'] : []), ...(shares ? ['-shm'] : [])]) {
    copyFileSync(path + suffix, copy + suffix);
  }
  return copy;
}

/** What is in a folder, byte by byte. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

/** Lets everybody read a folder, and nobody but root write to it. */
function allowReading(folder: string): void {
  chmodSync(dirname(folder), 0o755);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
}

async function readAsNobody(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  allowReading(folder);
  const before = contents(folder);
  const child = start([path]);
  await child.ends();
  expect(contents(folder)).toEqual(before);
  chmodSync(folder, 0o755);
  return child.lines;
}

describe('a database that may not be written, nor its folder', () => {
  it('is read, and nothing is made beside it', async () => {
    expect(await readAsNobody(await backup())).toEqual(hashes(3));
  });

  it.each([
    ['without its index', false],
    ['with its index', true],
  ])('is read with what is in its write-ahead log, %s', async (_, shares) => {
    const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('earshot-read-'));
    const before = copies();
    expect(await readAsNobody(await backup({ withLog: true, shares }))).toEqual(hashes(3));
    expect(copies()).toEqual(before);
  });

  it('is read with what a process that may write it saves meanwhile', async () => {
    const folder = newPath();
    mkdirSync(folder);
    const path = join(folder, 'earshot.db');
    const database = open(path);
    const repository = new SqliteRecordRepository({ database });
    for (const number of [0, 1, 2]) await repository.save(callOf(number));
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    allowReading(folder);
    const signal = newPath();
    const child = start([path, signal]);
    await child.writes(1);
    await repository.save(callOf(3));
    writeFileSync(signal, '');
    await child.ends();
    expect(child.lines).toEqual(['open', ...hashes(4)]);
  });

  it.each([1, 99])('is refused when it has another version: %i', async (version) => {
    expect(await readAsNobody(await backup({ version }))).toEqual(['EARSHOT_NOT_SUPPORTED']);
  });

  it('is refused when it is none, or not there', async () => {
    const path = await backup();
    expect(await readAsNobody(join(dirname(path), 'other.db'))).toEqual(['EARSHOT_DENIED']);
    expect(existsSync(join(dirname(path), 'other.db'))).toBe(false);
  });
});
