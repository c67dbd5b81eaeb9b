import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { type CallFilter, type CallId, type CallRecord, type OpenState, overviewOf } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { APPLICATION_ID, migrate, STEPS } from '../../src/sqlite/migrations.js';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { Recordings } from '../../src/sqlite/recordings.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { databaseFolder } from './database-folder.js';
import { processOf } from './database-process.js';
import { callOf } from './records-calls.js';

const { newPath, open } = databaseFolder();
const start = processOf('./database-child.ts');

/** A file as some program left it behind. */
function fileWith(sql: string): string {
  const path = newPath();
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

/** A file as the Earshot left it behind that knew so many steps. */
function fileOfVersion(version: number): string {
  const path = newPath();
  const database = new DatabaseSync(path);
  migrate(database, path, STEPS.slice(0, version));
  database.exec('CREATE TABLE IF NOT EXISTS kept (value); INSERT INTO kept VALUES (1)');
  database.close();
  return path;
}

function schemaOf(database: DatabaseSync): unknown[] {
  return database.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name <> 'kept' ORDER BY type, name`).all();
}

function numberOf(database: DatabaseSync, pragma: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
}

describe('a database of an older version', () => {
  const versions = STEPS.map((_, index) => index).slice(1);

  it.each(versions)('is brought forward from version %i, with what it holds', (version) => {
    const database = open(fileOfVersion(version));
    expect(numberOf(database, 'user_version')).toBe(STEPS.length);
    expect(numberOf(database, 'application_id')).toBe(APPLICATION_ID);
    expect(schemaOf(database)).toEqual(schemaOf(open(newPath())));
    expect(database.prepare('SELECT value FROM kept').all()).toEqual([{ value: 1 }]);
  });

  it('keeps its recordings, and nothing of them in what the step freed', () => {
    const path = fileOfVersion(4);
    const before = new DatabaseSync(path);
    const row = [`'${'a'.repeat(64)}'`, "'announced'", "'Miller'", "'u'", "'Miller.wav'", "'Miller.wav'", 3, 4, 5];
    before.exec(`INSERT INTO recording VALUES (${row.join()})`);
    before.close();
    const database = open(path);
    expect(new Recordings(database).ofCall('Miller' as CallId)).toMatchObject({ state: 'announced', sizeBytes: 3 });
    new Recordings(database).erase('a'.repeat(64));
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(readFileSync(path, 'latin1')).not.toContain('Miller');
  });

  it('lists its open calls as due, each since its last state, and leaves out what is damaged', async () => {
    const path = fileOfVersion(7);
    const before = new DatabaseSync(path);
    const history = [
      { state: 'submitted', atMs: 5 },
      { state: 'analyzing', atMs: 7 },
    ];
    const calls = [
      ['a', 'submitted', JSON.stringify({ history: history.slice(0, 1) })],
      ['b', 'analyzing', JSON.stringify({ history })],
      ['c', 'completed', JSON.stringify({ history })],
      ['d', 'submitted', '{"history": ['],
      ['e', 'submitted', '{}'],
    ];
    const insert = before.prepare(
      'INSERT INTO call (hash, state, json, revision, rank_ms, crc32) VALUES (?, ?, ?, 1, 0, 0)',
    );
    for (const call of calls) insert.run(...call);
    before.close();
    const repository = new SqliteRecordRepository({ database: open(path) });
    const due = async (state: OpenState) => (await repository.listDue({ state, untilMs: 9, limit: 9 })).calls;
    expect(await due('submitted')).toEqual([{ dueAtMs: 5, hash: 'a' }]);
    expect(await due('analyzing')).toEqual([{ dueAtMs: 7, hash: 'b' }]);
  });

  it('lists its calls by names in any case, by their agents, sentiments and lengths, damaged ones by what is known', async () => {
    const path = fileOfVersion(12);
    const before = new DatabaseSync(path);
    const record = callOf(1, 1, { metadata: { agent: 'Zoe' }, sentiment: { label: 'negative', score: -0.5 } });
    const analysis = { ...record.analysis, mediaFacts: { durationMs: 60_000 } };
    const insert = before.prepare(
      'INSERT INTO call (id, hash, state, json, revision, rank_ms, crc32) VALUES (?, ?, ?, ?, 1, 0, ?)',
    );
    const json = JSON.stringify(overviewOf({ ...record, analysis } as CallRecord));
    insert.run(1, record.hash, 'completed', json, crc32(json));
    insert.run(2, callOf(2).hash, 'completed', '{"analysis": [', 0);
    const label = before.prepare("INSERT INTO call_label VALUES ('category', ?, 0, ?, 'completed', ?)");
    for (const [id, { hash }] of [record, callOf(2)].entries())
      for (const name of ['Billing', 'BILLING']) label.run(name, hash, id + 1);
    before.close();
    const repository = new SqliteRecordRepository({ database: open(path) });
    const found = async (filter: CallFilter) => {
      const { calls, damaged = [] } = await repository.list({ filter, limit: 9 });
      return [calls.map(({ hash }) => hash), damaged];
    };
    expect(await found({ category: 'billing' })).toEqual([[record.hash], [callOf(2).hash]]);
    for (const filter of [{ agent: 'zoe' }, { sentiment: 'negative' }, { minDurationMs: 60_000 }] as const) {
      expect(await found(filter)).toEqual([[record.hash], []]);
    }
  });

  it('counts its calls, but for those whose records are damaged', async () => {
    const path = fileOfVersion(13);
    const before = new DatabaseSync(path);
    const insert = before.prepare(
      "INSERT INTO call (id, hash, state, json, revision, rank_ms, crc32) VALUES (?, ?, 'completed', '{}', 1, 0, 0)",
    );
    const whole = before.prepare('INSERT INTO call_document (id, json, crc32) VALUES (?, ?, 0)');
    const record = callOf(1, 1, { metadata: { agent: 'Zoe' } });
    for (const [id, json] of [JSON.stringify(record), '{"analysis": ['].entries()) {
      insert.run(id, `${id}`);
      whole.run(id, json);
    }
    before.close();
    const { count, facets } = await new SqliteRecordRepository({ database: open(path) }).summarize({ filter: {} });
    expect([count, facets.agent]).toEqual([1, [{ value: 'Zoe', count: 1 }]]);
  });

  it('stays as it is when a step fails', () => {
    const database = open(newPath());
    const before = schemaOf(database);
    expect(() => migrate(database, 'file', [...STEPS, 'CREATE TABLE half (value); CREATE TABLE'])).toThrow();
    expect(schemaOf(database)).toEqual(before);
    expect(numberOf(database, 'user_version')).toBe(STEPS.length);
    expect(database.isTransaction).toBe(false);
  });
});

describe('a file that is refused', () => {
  const refused = [
    [
      'of a newer Earshot',
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 999`,
      'EARSHOT_NOT_SUPPORTED',
    ],
    ['of another program', 'PRAGMA application_id = 1; CREATE TABLE a (b)', 'EARSHOT_UNREADABLE'],
    ['of a program that names itself nowhere', 'CREATE TABLE a (b)', 'EARSHOT_UNREADABLE'],
    ['of a program that only has a version', 'PRAGMA user_version = 1', 'EARSHOT_UNREADABLE'],
  ] as const;

  it.each(refused)('because it is a database %s is left alone', (_, sql, code) => {
    const path = fileWith(sql);
    const before = readFileSync(path);
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code, retryable: false }));
    expect(readFileSync(path)).toEqual(before);
  });

  it('because it is newer is told by both versions', () => {
    const path = fileWith(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 999`);
    const details = { file: path, expected: STEPS.length, found: 999 };
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ details }));
  });

  it('because it is no database is left alone', () => {
    const path = newPath();
    const before = Buffer.from('A letter, and not a short one. '.repeat(100));
    writeFileSync(path, before);
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'EARSHOT_UNREADABLE' }));
    expect(readFileSync(path)).toEqual(before);
  });
});

it('a new file that several processes open at the same moment is made once', async () => {
  for (let round = 0; round < 3; round++) {
    const path = newPath();
    const atMs = String(Date.now() + 300);
    const processes = Array.from({ length: 4 }, () => start(['open', path, atMs]));
    await Promise.all(processes.map((process) => process.ends()));
    expect(processes.map(({ lines }) => lines)).toEqual(processes.map(() => ['done']));
    expect(schemaOf(open(path))).toEqual(schemaOf(open(newPath())));
  }
});
