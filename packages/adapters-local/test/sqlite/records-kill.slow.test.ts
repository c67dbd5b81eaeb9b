import { expect, it } from 'vitest';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';
import { databaseFolder } from './database-folder.js';
import { processOf } from './database-process.js';
import { callOf } from './records-calls.js';

const ROUNDS = 5;
const { newPath, open } = databaseFolder();
const start = processOf('./records-child.ts');

/** Has two processes save at the same time, and ends both in the midst of it. Returns the last revision saved of each call. */
async function saveAndKill(path: string, round: number): Promise<[number: number, revision: number][]> {
  const pair = [0, 1].map((which) => start([path, String(round * 10_000 + which), '2']));
  await Promise.race(pair.map((process) => process.writes(1 + Math.floor(Math.random() * 60))));
  await Promise.all(pair.map((process) => process.kill()));
  return pair.flatMap(({ lines }) => lines.map((line) => line.split(' ').map(Number) as [number, number]));
}

it('a process that is killed loses no save that was answered, and leaves a database that opens at once', async () => {
  const path = newPath();
  const answered = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [number, revision] of await saveAndKill(path, round)) answered.set(number, revision);
    const database = open(path);
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const repository = new SqliteRecordRepository({ database });
    for (const [number, revision] of answered) {
      const kept = await repository.get(callOf(number).hash);
      // A save whose answer nobody heard may be there as well.
      expect([callOf(number, revision), callOf(number, revision + 1)]).toContainEqual(kept);
      const { calls } = await repository.list({ filter: { text: kept?.analysis?.callSummary ?? '' }, limit: 2 });
      expect(calls.map(({ hash }) => hash)).toEqual([kept?.hash]);
    }
    database.close();
  }
  expect(answered.size).toBeGreaterThan(ROUNDS);
});
