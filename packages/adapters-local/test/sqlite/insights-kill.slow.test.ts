import { expect, it } from 'vitest';
import { SqliteInsightRepository } from '../../src/sqlite/sqlite-insight-repository.js';
import { databaseFolder } from './database-folder.js';
import { linesOfKilled, processOf } from './database-process.js';
import { insightsOf, scoreOf } from './insights-calls.js';

const ROUNDS = 5;
const { newPath, open } = databaseFolder();
const start = processOf('./insights-child.ts');

it('processes that are killed leave each call with the insights of one revision, and with its decisions', async () => {
  const path = newPath();
  const answered = new Map<number, number>();
  const decided = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const line of await linesOfKilled([1, 2].map((which) => start([path, String(round * 100 + which)])))) {
      const [number = 0, revision = 0] = line.split(' ').map(Number);
      answered.set(number, Math.max(revision, answered.get(number) ?? 0));
    }
    const database = open(path);
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const repository = new SqliteInsightRepository({ database });
    for (const [number, revision] of answered) {
      const score = await repository.scoreOf(scoreOf(number, 1).hash);
      const kept = score?.revision ?? 0;
      expect(kept).toBeGreaterThanOrEqual(revision);
      const insights = await repository.ofCall(scoreOf(number, 1).hash);
      expect(insights).toMatchObject(insightsOf(number, kept));
      const { insights: listed } = await repository.list({ filter: { hash: scoreOf(number, 1).hash }, limit: 10 });
      expect(listed).toEqual(insights);
      if (decided.has(number)) expect(insights[0]?.status).toBe('dismissed');
      if (insights[0]?.status === 'dismissed') decided.add(number);
    }
    database.close();
  }
  expect(decided.size).toBeGreaterThan(0);
});
