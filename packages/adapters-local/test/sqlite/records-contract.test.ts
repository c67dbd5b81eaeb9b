import { recordRepositoryContract } from '@earshot/core/testing';
import { describe, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteRecordRepository } from '../../src/sqlite/sqlite-record-repository.js';

describe('the contract of record repositories', () => {
  const cases = recordRepositoryContract(
    () => {
      const database = openDatabase(':memory:');
      return { repository: new SqliteRecordRepository({ database }), dispose: () => database.close() };
    },
    { numRuns: 20 },
  );
  for (const { name, run } of cases) it(name, run);
});
