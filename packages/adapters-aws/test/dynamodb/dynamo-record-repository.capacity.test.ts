import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { type CapacityFigures, measureCapacity } from './capacity.js';

let tables: TablesUnderTest;
let few: CapacityFigures;
let many: CapacityFigures;

beforeAll(async () => {
  tables = await tablesUnderTest();
  const at = async (calls: number) =>
    measureCapacity({ client: tables.client, tableName: await tables.createTable(), calls, segments: 1 });
  few = await at(500);
  many = await at(5_000);
}, 60_000);
afterAll(() => tables.close());

it('a call takes as much capacity among 5,000 as among 500', () => {
  expect(many.perCall).toEqual(few.perCall);
  expect(many.readUnitsPerGet).toBe(few.readUnitsPerGet);
});

it('the saves of a call read nothing', () => {
  expect(few.perCall.readUnits).toBe(0);
});

it('a page takes as much capacity of 5,000 calls as of 500', () => {
  expect(many.perPage).toEqual(few.perPage);
});

it('a page by category takes no more than one of all calls', () => {
  expect(many.perPage.category.readUnits).toBeLessThanOrEqual(many.perPage.all.readUnits);
});

it('no request is a scan, nor reads the items of a page by category', () => {
  const commands = ['BatchWriteCommand', 'GetCommand', 'QueryCommand', 'UpdateCommand'];
  expect([...many.commands].sort()).toEqual(commands);
});
