import { afterAll, beforeAll, expect, it } from 'vitest';
import { INSIGHTS_TABLE } from '../../src/dynamodb/index.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { type InsightCapacity, measureInsightCapacity } from './insight-capacity.js';

let tables: TablesUnderTest;
let few: InsightCapacity;
let many: InsightCapacity;

beforeAll(async () => {
  tables = await tablesUnderTest();
  const at = async (insights: number) => {
    const tableName = await tables.createTable(INSIGHTS_TABLE);
    return measureInsightCapacity({ client: tables.client, tableName, insights });
  };
  few = await at(200);
  many = await at(2_000);
}, 60_000);
afterAll(() => tables.close());

it('the newest page takes as many read units of 2,000 insights as of 200', () => {
  expect(many.perPage).toEqual(few.perPage);
});

it('replacing the insights of a call takes as much among 2,000 as among 200', () => {
  expect(many.perReplace).toEqual(few.perReplace);
});

it('a count takes no more than a read unit for 25 insights', () => {
  expect(many.readUnitsPerCount).toBeLessThan(2_000 / 25);
});

it('no request is a scan', () => {
  expect([...many.commands].sort()).toEqual(['BatchGetCommand', 'GetCommand', 'PutCommand', 'QueryCommand']);
});
