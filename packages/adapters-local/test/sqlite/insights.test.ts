import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Insight, InsightId } from '@earshot/core';
import { describe, expect, it, vi } from 'vitest';
import { SqliteInsightRepository } from '../../src/sqlite/sqlite-insight-repository.js';
import { databaseFolder } from './database-folder.js';
import { insightsOf, scoreOf } from './insights-calls.js';

const { newPath, open } = databaseFolder();

async function withOneCall(): Promise<{ database: DatabaseSync; repository: SqliteInsightRepository; id: InsightId }> {
  const database = open(newPath());
  const repository = new SqliteInsightRepository({ database });
  await repository.replace(scoreOf(1, 1), insightsOf(1, 1));
  const { id } = insightsOf(1, 1)[0] as Insight;
  const decision = { status: 'dismissed', atMs: 1, actor: 'Grace' } as const;
  await repository.decide(id, 1, { decision });
  return { database, repository, id };
}

describe('a damaged insight', () => {
  it('is refused by itself, left out of lists by name, and repaired when it is computed again', async () => {
    const { database, repository, id } = await withOneCall();
    database.prepare('UPDATE insight SET json = substr(json, 2) WHERE id = ?').run(id);
    await expect(repository.get(id)).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
    const page = await repository.list({ filter: {}, limit: 10 });
    expect(page).toMatchObject({ insights: [{ id: insightsOf(1, 1)[1]?.id }], damaged: [id] });
    await repository.replace(scoreOf(1, 1), insightsOf(1, 1));
    expect(await repository.get(id)).toMatchObject({ title: 'Revision 1', status: 'dismissed', version: 3 });
  });

  it('keeps its decisions aside when it is withdrawn', async () => {
    const { database, repository, id } = await withOneCall();
    database.prepare('UPDATE insight SET json = substr(json, 2) WHERE id = ?').run(id);
    expect(await repository.replace(scoreOf(1, 2), [])).toMatchObject({ withdrawn: 2 });
    expect(await repository.get(id)).toBeUndefined();
    await repository.replace(scoreOf(1, 3), insightsOf(1, 1));
    expect(await repository.get(id)).toMatchObject({ status: 'dismissed' });
  });

  it('whose decisions are damaged is not replaced', async () => {
    const { database, repository, id } = await withOneCall();
    database.prepare("UPDATE insight SET people = '{}' WHERE id = ?").run(id);
    const replacing = repository.replace(scoreOf(1, 2), insightsOf(1, 2));
    await expect(replacing).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
    expect(await repository.scoreOf(scoreOf(1, 1).hash)).toEqual(scoreOf(1, 1));
  });
});

it('a damaged score is as good as none, and scores without it are not all', async () => {
  const { database, repository } = await withOneCall();
  database.exec("UPDATE coached_call SET json = '{}'");
  expect(await repository.scoreOf(scoreOf(1, 1).hash)).toBeUndefined();
  expect(await repository.scoresOf({ agent: 'Agent 1', limit: 10 })).toEqual({ scores: [], isComplete: false });
  await repository.replace(scoreOf(1, 1), insightsOf(1, 1));
  expect(await repository.scoresOf({ agent: 'Agent 1', limit: 10 })).toEqual({
    scores: [scoreOf(1, 1)],
    isComplete: true,
  });
});

it('computing the same again writes nothing', async () => {
  const { database, repository } = await withOneCall();
  const changes = () => database.prepare('SELECT total_changes() AS changes').get()?.['changes'];
  const before = changes();
  await repository.replace(scoreOf(1, 1), insightsOf(1, 1));
  expect(changes()).toBe(before);
});

it('nothing of a deleted call is left in the files', async () => {
  const { database, repository } = await withOneCall();
  await repository.delete(scoreOf(1, 1).hash);
  const path = database.location() ?? '';
  for (const file of [path, `${path}-wal`]) {
    expect(readFileSync(file, 'latin1')).not.toMatch(/Slower, please|Grace/);
  }
});

it('calls that are replaced at the same time share a commit, and one that can’t be leaves the others alone', async () => {
  const { database, repository, id } = await withOneCall();
  const statements = vi.spyOn(database, 'exec');
  const replace = (call: number, revision: number) =>
    repository.replace(scoreOf(call, revision), insightsOf(call, revision));
  await Promise.all([2, 3, 4].map((call) => replace(call, 1)));
  expect(statements.mock.calls.filter(([sql]) => sql === 'COMMIT')).toHaveLength(1);
  database.prepare("UPDATE insight SET people = '{}' WHERE id = ?").run(id);
  const ends = await Promise.allSettled([1, 2, 3].map((call) => replace(call, 2)));
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(await repository.scoreOf(scoreOf(3, 2).hash)).toMatchObject({ revision: 2 });
});
