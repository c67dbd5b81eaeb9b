import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Connection, serviceUnderTest, startDynamoDbServer } from '@earshot/aws-test-servers';
import type { RecordRepositoryContext } from '@earshot/core/testing';
import {
  createTableInput,
  DynamoRecordRepository,
  type DynamoRecordRepositoryOptions,
  type TableDefinition,
} from '../../src/dynamodb/index.js';
import type { Item } from '../../src/dynamodb/item.js';
import { pointersIn } from '../../src/dynamodb/item-updates.js';
import { isListKey } from '../../src/dynamodb/keys.js';
import { POINTER_OVERVIEW } from '../../src/dynamodb/overview-copy.js';

/** A DynamoDB for a test file, and tables in it. */
export interface TablesUnderTest {
  readonly client: DynamoDBDocumentClient;
  /** Makes an empty table, for calls unless another kind is asked for. */
  createTable(definition?: TableDefinition): Promise<string>;
  dropTable(tableName: string): Promise<void>;
  close(): Promise<void>;
}

/** What a test chooses of a repository. */
export type RepositoryChoices = Omit<DynamoRecordRepositoryOptions, 'client' | 'tableName'>;

/** A repository over a table of its own. */
export async function repositoryContext(
  tables: TablesUnderTest,
  choices: RepositoryChoices,
): Promise<RecordRepositoryContext> {
  const tableName = await tables.createTable();
  const set = async (hash: string, name: string, value: unknown) => {
    const update = new UpdateCommand({
      TableName: tableName,
      Key: { hash },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
      ReturnValues: 'ALL_NEW',
    });
    return (await tables.client.send(update)).Attributes as Item;
  };
  return {
    repository: new DynamoRecordRepository({ client: tables.client, tableName, ...choices }),
    damage: async (hash) => {
      const item = await set(hash, 'created_at', 'never');
      const listed = [...pointersIn(item)].filter(isListKey);
      for (const key of listed) await set(key, POINTER_OVERVIEW, new Uint8Array([1, 2, 3]));
    },
    dispose: () => tables.dropTable(tableName),
  };
}

/** Starts a DynamoDB, or reaches the one that the environment names. */
export async function tablesUnderTest(): Promise<TablesUnderTest> {
  const service = await serviceUnderTest('DYNAMODB', startDynamoDbServer);
  const bare = clientOf(service.connection);
  return {
    client: DynamoDBDocumentClient.from(bare),
    createTable: async (definition) => {
      const tableName = `table-${randomUUID()}`;
      const { TableDescription } = await bare.send(new CreateTableCommand(createTableInput(tableName, definition)));
      if (TableDescription?.TableStatus !== 'ACTIVE') {
        await waitUntilTableExists(
          { client: bare, minDelay: 0.001, maxDelay: 1, maxWaitTime: 60 },
          { TableName: tableName },
        );
      }
      return tableName;
    },
    dropTable: async (tableName) => {
      await bare.send(new DeleteTableCommand({ TableName: tableName }));
    },
    close: async () => {
      bare.destroy();
      await service.close();
    },
  };
}

function clientOf(connection: Connection): DynamoDBClient {
  return new DynamoDBClient({ ...connection, maxAttempts: 3 });
}
