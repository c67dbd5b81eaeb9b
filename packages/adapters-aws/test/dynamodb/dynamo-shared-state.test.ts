import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { registerContract, sharedStateContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentClient, DynamoSharedState } from '../../src/dynamodb/index.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { interceptedClient } from './intercepted.js';

let tables: TablesUnderTest;
let tableName: string;

beforeAll(async () => {
  tables = await tablesUnderTest();
  tableName = await tables.createTable();
});
afterAll(() => tables.close());

const stateOver = (client: DocumentClient = tables.client) => new DynamoSharedState({ client, tableName });

async function itemOf(name: string) {
  const { Item } = await tables.client.send(new GetCommand({ TableName: tableName, Key: { hash: `state#${name}` } }));
  return Item;
}

describe('DynamoSharedState', () => {
  const create = async () => {
    const own = await tables.createTable();
    const { client } = tables;
    return {
      state: new DynamoSharedState({ client, tableName: own }),
      other: new DynamoSharedState({ client, tableName: own }),
      dispose: () => tables.dropTable(own),
    };
  };
  registerContract(sharedStateContract(create, { numRuns: 20 }), it);

  it('gives an item a time to live in whole seconds, never early, and takes it away again', async () => {
    await stateOver().write('expiring', {}, 0, { expiresAtMs: 1_700_000_000_001 });
    expect(await itemOf('expiring')).toMatchObject({ expires_at: 1_700_000_001 });
    await stateOver().write('expiring', {}, 1);
    expect(await itemOf('expiring')).not.toHaveProperty('expires_at');
    const state = new DynamoSharedState({ client: tables.client, tableName, expiryAttribute: 'ttl' });
    await state.write('expiring', {}, 2, { expiresAtMs: 1_000 });
    expect(await itemOf('expiring')).toMatchObject({ ttl: 1 });
  });

  it('answers that it wrote when the SDK repeats a write whose answer got lost', async () => {
    const repeating = interceptedClient(tables.client, async (name, send) => {
      if (name === UpdateCommand.name) await send();
      return send();
    });
    expect(await stateOver(repeating).write('lease', { holder: 'a' }, 0)).toBe(true);
    expect(await stateOver(repeating).write('lease', { holder: 'a' }, 1)).toBe(true);
    expect(await stateOver(repeating).write('lease', { holder: 'b' }, 1)).toBe(false);
    expect(await stateOver().read('lease')).toEqual({ value: { holder: 'a' }, version: 2 });
  });

  it('refuses an item that no write made', async () => {
    const made = { ':value': 'no JSON', ':version': 1 };
    await tables.client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { hash: 'state#foreign' },
        UpdateExpression: 'SET #value = :value, #version = :version',
        ExpressionAttributeNames: { '#value': 'value', '#version': 'version' },
        ExpressionAttributeValues: made,
      }),
    );
    await expect(stateOver().read('foreign')).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
  });
});
