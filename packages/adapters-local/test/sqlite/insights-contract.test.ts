import { insightRepositoryContract, registerContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteInsightRepository } from '../../src/sqlite/sqlite-insight-repository.js';
import { databaseFolder } from './database-folder.js';

const { newPath, open } = databaseFolder();

describe('the contract of insight repositories', () => {
  const create = (scanLimit?: number) => () => {
    const database = openDatabase(':memory:');
    return { repository: new SqliteInsightRepository({ database, scanLimit }), dispose: () => database.close() };
  };
  const options = { numRuns: 20 };
  describe('with full pages', () => registerContract(insightRepositoryContract(create(), options), it));
  describe('with short pages', () => registerContract(insightRepositoryContract(create(2), options), it));
  describe('over two connections', () => {
    const two = () => {
      const path = newPath();
      const insights = () => new SqliteInsightRepository({ database: open(path) });
      return { repository: insights(), other: insights() };
    };
    // Each database is a new file: only the cases in which both connections write.
    const cases = insightRepositoryContract(two, { numRuns: 2 });
    const isShared = (name: string) => /at the same time|parallel|meanwhile|every process/.test(name);
    registerContract(
      cases.filter(({ name }) => isShared(name)),
      it,
    );
  });
});
