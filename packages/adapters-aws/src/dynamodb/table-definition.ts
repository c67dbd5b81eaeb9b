import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { CALLS_TABLE } from './calls-table.js';

/** What a table and its indexes are: plain data in the words of DynamoDB's API, for infrastructure code as for tests. */
export interface TableDefinition {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: 'S' }[];
  readonly KeySchema: readonly [{ readonly AttributeName: string; readonly KeyType: 'HASH' }];
  readonly GlobalSecondaryIndexes: readonly {
    readonly IndexName: string;
    readonly KeySchema: readonly [
      { readonly AttributeName: string; readonly KeyType: 'HASH' },
      { readonly AttributeName: string; readonly KeyType: 'RANGE' },
    ];
    readonly Projection:
      | { readonly ProjectionType: 'INCLUDE'; readonly NonKeyAttributes: readonly string[] }
      | { readonly ProjectionType: 'KEYS_ONLY' };
  }[];
}

/** What makes a table of this name, paid by the request. */
export function createTableInput(tableName: string, table: TableDefinition = CALLS_TABLE): CreateTableCommandInput {
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...table.AttributeDefinitions],
    KeySchema: [...table.KeySchema],
    GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      IndexName,
      KeySchema: [...KeySchema],
      Projection:
        'NonKeyAttributes' in Projection
          ? { ...Projection, NonKeyAttributes: [...Projection.NonKeyAttributes] }
          : Projection,
    })),
  };
}
