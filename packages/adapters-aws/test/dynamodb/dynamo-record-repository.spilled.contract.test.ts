import { MemoryResultStore } from '@earshot/adapters-memory';
import { recordRepositoryContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { repositoryContext, type TablesUnderTest, tablesUnderTest } from './calls-table.js';

let tables: TablesUnderTest;

beforeAll(async () => {
  tables = await tablesUnderTest();
});
afterAll(() => tables.close());

const create = () => {
  const overflow = { store: new MemoryResultStore(), prefix: 's3://records/long/' };
  return repositoryContext(tables, { overflow, inlineLimitBytes: 0, shards: 1, scanLimit: 2 });
};

describe('DynamoRecordRepository with one shard, short pages, and all long parts in the overflow', () => {
  registerContract(
    recordRepositoryContract(create, {
      numRuns: 5,
      textSearch: false,
      totals: false,
      sorts: ['newest'],
      damageable: true,
    }),
    it,
  );
});
