import { CALLS_TABLE } from '@earshot/adapters-aws/dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: string }[];

/** The table of the calls, as its repository describes it, paid by the request. */
export function makeCallsTable(scope: Construct, settings: Settings, name: string, key: IKey | undefined): Table {
  const { keepData, table: own } = settings;
  const table = new Table(scope, 'Calls', {
    tableName: name,
    ...keysOf(CALLS_TABLE.KeySchema),
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...(own.maxReadUnits === undefined ? {} : { maxReadRequestUnits: own.maxReadUnits }),
    ...(own.maxWriteUnits === undefined ? {} : { maxWriteRequestUnits: own.maxWriteUnits }),
    ...(key === undefined
      ? { encryption: TableEncryption.AWS_MANAGED }
      : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: own.expiryAttribute,
    deletionProtection: keepData,
    removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const { IndexName, KeySchema, Projection } of CALLS_TABLE.GlobalSecondaryIndexes) {
    table.addGlobalSecondaryIndex({
      indexName: IndexName,
      ...keysOf(KeySchema),
      ...('NonKeyAttributes' in Projection
        ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...Projection.NonKeyAttributes] }
        : { projectionType: ProjectionType.KEYS_ONLY }),
    });
  }
  return table;
}

function keysOf(schema: KeySchema) {
  const [partitionKey, sortKey] = ['HASH', 'RANGE'].map((kind) => {
    const found = schema.find(({ KeyType }) => KeyType === kind);
    return found && { name: found.AttributeName, type: typeOf(found.AttributeName) };
  });
  if (partitionKey === undefined) throw new Error('a key schema without a HASH key');
  return { partitionKey, ...(sortKey === undefined ? {} : { sortKey }) };
}

const TYPES = { S: AttributeType.STRING, N: AttributeType.NUMBER, B: AttributeType.BINARY };

function typeOf(attribute: string): AttributeType {
  const found = CALLS_TABLE.AttributeDefinitions.find(({ AttributeName }) => AttributeName === attribute);
  if (found === undefined) throw new Error(`the attribute ${attribute} of a key has no definition`);
  return TYPES[found.AttributeType];
}
