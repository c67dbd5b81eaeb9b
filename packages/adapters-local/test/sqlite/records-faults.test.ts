import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CallRecord } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { databaseFolder } from './database-folder.js';
import { processOf } from './database-process.js';
import { callOf } from './records-calls.js';

const { newPath, open } = databaseFolder();
const start = processOf('./records-child.ts');

const repositoryAt = (path: string) => new SqliteRecordRepository({ database: open(path) });

/** A database that is closed again, with so many calls. */
async function fileWith(count: number, path = newPath()): Promise<string> {
  const database = open(path);
  const repository = new SqliteRecordRepository({ database });
  for (let number = 0; number < count; number++) await repository.save(callOf(number));
  database.close();
  return path;
}

/** What reading each of so many calls gives. */
async function outcomes(
  repository: SqliteRecordRepository,
  count: number,
): Promise<(CallRecord | string | undefined)[]> {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const read = (number: number) => repository.get(callOf(number).hash).catch((error) => String(error.code));
  return Promise.all(numbers.map(read));
}

describe('a disk without room', () => {
  it('refuses a save and keeps what was there; the same save succeeds when there is room', async () => {
    const database = open(newPath());
    const repository = new SqliteRecordRepository({ database });
    await repository.save(callOf(0));
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const large = callOf(1, 1, { metadata: { note: 'x'.repeat(100_000) } });
    await expect(repository.save(large)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
    expect(await repository.get(large.hash)).toBeUndefined();
    expect((await repository.list({ filter: {}, limit: 10 })).calls).toHaveLength(1);
    database.exec('PRAGMA max_page_count = 1000000');
    await repository.save(large);
    expect(await outcomes(repository, 2)).toEqual([callOf(0), large]);
  });
});

describe('a disk that takes no more bytes', () => {
  it('makes saves unavailable, and nothing that was answered is lost', async () => {
    const path = await fileWith(3);
    // A file may not grow over 1 MB, and the system doesn't end who tries.
    const process = start([path, '3'], 'trap "" XFSZ; ulimit -f 2000; exec "$@"');
    await process.ends();
    const [error, ...answered] = process.lines.toReversed();
    expect(error).toBe('EARSHOT_UNAVAILABLE');
    expect(answered.length).toBeGreaterThan(0);
    const last = answered[0]?.split(' ').map(Number) as [number, number];
    const kept = await outcomes(repositoryAt(path), last[0] + 1);
    expect(kept.slice(0, 3)).toEqual([0, 1, 2].map((number) => callOf(number)));
    expect(kept.at(-1)).toEqual(callOf(...last));
  });
});

describe('a file that may not be written', () => {
  it.each([
    ['itself', 0o444, 0o777],
    ['nor its folder', 0o444, 0o555],
    ['because of its folder', 0o666, 0o555],
  ])('%s is denied to who saves', async (_, fileMode, folderMode) => {
    const path = join(newPath(), 'read-only.db');
    mkdirSync(dirname(path));
    await fileWith(3, path);
    chmodSync(path, fileMode);
    chmodSync(dirname(path), folderMode);
    const process = start([path, '3']);
    await process.ends();
    chmodSync(dirname(path), 0o777);
    chmodSync(path, 0o666);
    expect(process.lines).toEqual(['EARSHOT_DENIED']);
    expect(await outcomes(repositoryAt(path), 4)).toEqual([callOf(0), callOf(1), callOf(2), undefined]);
  });

  it('is read all the same', async () => {
    const path = await fileWith(2);
    const database = new DatabaseSync(path, { readOnly: true });
    const repository = new SqliteRecordRepository({ database });
    expect(await outcomes(repository, 2)).toEqual([callOf(0), callOf(1)]);
    expect((await repository.list({ filter: { text: 'summary-1' }, limit: 2 })).calls).toHaveLength(1);
    const denied = { code: 'EARSHOT_DENIED', retryable: false };
    await expect(repository.save(callOf(3))).rejects.toMatchObject(denied);
    await expect(repository.delete(callOf(1).hash)).rejects.toMatchObject(denied);
    database.close();
  });
});

describe('a damaged file', () => {
  it('never gives out another record than was saved: some are unreadable, the others whole', async () => {
    const path = await fileWith(100);
    const bytes = readFileSync(path);
    const middle = Math.floor(bytes.length / 2);
    for (let index = middle; index < middle + 40_000; index++) bytes[index] = (index * 7_919) % 251;
    writeFileSync(path, bytes);
    const repository = repositoryAt(path);
    const kept = await outcomes(repository, 100);
    const unreadable = kept.filter((outcome) => outcome === 'EARSHOT_UNREADABLE').length;
    const damaged = [...repository.findDamaged()];
    expect(unreadable).toBeGreaterThan(0);
    expect(unreadable).toBeLessThan(100);
    for (const [number, outcome] of kept.entries()) {
      if (outcome !== 'EARSHOT_UNREADABLE') expect(outcome).toEqual(callOf(number));
      else expect(damaged).toContain(callOf(number).hash);
    }
  });

  it('in which only letters changed is unreadable there, until the call is erased and saved anew', async () => {
    const path = await fileWith(3);
    const bytes = readFileSync(path);
    for (let place = bytes.indexOf('summary-1-1.'); place >= 0; place = bytes.indexOf('summary-1-1.', place + 1)) {
      bytes.write('summery', place);
    }
    writeFileSync(path, bytes);
    const repository = repositoryAt(path);
    expect(await outcomes(repository, 3)).toEqual([callOf(0), 'EARSHOT_UNREADABLE', callOf(2)]);
    const damaged = [callOf(1).hash];
    expect([...repository.findDamaged()]).toEqual(damaged);
    const { calls, ...page } = await repository.list({ filter: {}, limit: 3 });
    expect({ hashes: calls.map(({ hash }) => hash).sort(), ...page }).toEqual({
      hashes: [callOf(0).hash, callOf(2).hash].sort(),
      damaged,
    });
    // Texts that only whole records can be asked for.
    expect(await repository.list({ filter: { text: '\ufffd' }, limit: 3 })).toEqual({ calls: [], damaged });
    expect(await repository.delete(callOf(1).hash)).toBe(true);
    await repository.save(callOf(1));
    expect(await outcomes(repository, 3)).toEqual([0, 1, 2].map((number) => callOf(number)));
    expect((await repository.list({ filter: {}, limit: 3 })).calls).toHaveLength(3);
  });

  it('in which a record is gone says so, and still lists the call', async () => {
    const path = await fileWith(2);
    open(path).exec('DELETE FROM call_document WHERE id = (SELECT min(id) FROM call)');
    const repository = repositoryAt(path);
    expect(await outcomes(repository, 2)).toEqual(['EARSHOT_UNREADABLE', callOf(1)]);
    expect((await repository.list({ filter: {}, limit: 2 })).calls).toHaveLength(2);
  });
});

describe('a damaged write-ahead log', () => {
  it('costs the saves from the damage on, never one before, and the database opens', async () => {
    const [path, copy] = [newPath(), newPath()];
    await fileWith(1, path);
    const repository = repositoryAt(path);
    for (let number = 1; number < 20; number++) await repository.save(callOf(number));
    copyFileSync(path, copy);
    const log = readFileSync(`${path}-wal`);
    log.fill(0xff, log.length / 2, log.length / 2 + 100);
    writeFileSync(`${copy}-wal`, log);
    const kept = await outcomes(repositoryAt(copy), 20);
    const survivors = kept.filter((outcome) => outcome !== undefined);
    expect(survivors).toEqual(survivors.map((_, number) => callOf(number)));
    expect(kept.slice(survivors.length)).toEqual(kept.slice(survivors.length).map(() => undefined));
    expect(survivors.length).toBeGreaterThan(1);
    expect(survivors.length).toBeLessThan(20);
    expect(open(copy).prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  });
});
