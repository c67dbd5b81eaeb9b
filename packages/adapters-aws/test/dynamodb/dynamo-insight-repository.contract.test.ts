import { insightRepositoryContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { DynamoInsightRepository, INSIGHTS_TABLE } from '../../src/dynamodb/index.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';

let tables: TablesUnderTest;

beforeAll(async () => {
  tables = await tablesUnderTest();
});
afterAll(() => tables.close());

const create = async () => {
  const tableName = await tables.createTable(INSIGHTS_TABLE);
  const adapter = () => new DynamoInsightRepository({ client: tables.client, tableName });
  return { repository: adapter(), other: adapter(), dispose: () => tables.dropTable(tableName) };
};

describe('DynamoInsightRepository', () => {
  registerContract(insightRepositoryContract(create, { numRuns: 3 }), it);
});
