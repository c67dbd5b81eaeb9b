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
  return repositoryContext(tables, { overflow });
};

describe('DynamoRecordRepository with long parts in the item, as far as they fit', () => {
  registerContract(
    recordRepositoryContract(create, {
      numRuns: 20,
      textSearch: false,
      totals: false,
      sorts: ['newest'],
      damageable: true,
    }),
    it,
  );
});
