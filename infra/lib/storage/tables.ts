import { CALLS_TABLE, INSIGHTS_TABLE, type TableDefinition } from '@earshot/adapters-aws/dynamodb';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import type { Settings } from '../settings.ts';

type KeySchema = readonly { readonly AttributeName: string; readonly KeyType: string }[];

/** The tables of a deployment. */
export interface Tables {
  readonly calls: Table;
  /** Absent without coaching. */
  readonly insights?: Table;
}

/** What tables are made of. */
export interface TablesInput {
  readonly settings: Settings;
  readonly names: Names;
  readonly key: IKey | undefined;
  /** Whether the tables refuse to be deleted. */
  readonly isProtected: boolean;
}

/** Makes the tables, as their repositories describe them, paid by the request. */
export function makeTables(scope: Construct, { names, ...input }: TablesInput): Tables {
  const calls = makeTable(scope, { ...input, id: 'Calls', name: names.ownTable, definition: CALLS_TABLE });
  if (input.settings.coaching === undefined) return { calls };
  const insights = { id: 'Insights', name: names.insightsTable, definition: INSIGHTS_TABLE };
  return { calls, insights: makeTable(scope, { ...input, ...insights }) };
}

interface TableInput extends Omit<TablesInput, 'names'> {
  readonly id: string;
  readonly name: string;
  readonly definition: TableDefinition;
}

function makeTable(scope: Construct, { settings, key, isProtected, id, name, definition }: TableInput): Table {
  const { table: own } = settings;
  const keysOf = (schema: KeySchema) => keysIn(schema, definition);
  const table = new Table(scope, id, {
    tableName: name,
    ...keysOf(definition.KeySchema),
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...(own.maxReadUnits === undefined ? {} : { maxReadRequestUnits: own.maxReadUnits }),
    ...(own.maxWriteUnits === undefined ? {} : { maxWriteRequestUnits: own.maxWriteUnits }),
    ...(key === undefined
      ? { encryption: TableEncryption.AWS_MANAGED }
      : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    timeToLiveAttribute: own.expiryAttribute,
    deletionProtection: isProtected,
    removalPolicy: removalPolicyOf(settings),
  });
  for (const { IndexName, KeySchema, Projection } of definition.GlobalSecondaryIndexes) {
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

function keysIn(schema: KeySchema, definition: TableDefinition) {
  const [partitionKey, sortKey] = ['HASH', 'RANGE'].map((kind) => {
    const found = schema.find(({ KeyType }) => KeyType === kind);
    return found && { name: found.AttributeName, type: typeOf(found.AttributeName, definition) };
  });
  if (partitionKey === undefined) throw new Error('a key schema without a HASH key');
  return { partitionKey, ...(sortKey === undefined ? {} : { sortKey }) };
}

const TYPES = { S: AttributeType.STRING, N: AttributeType.NUMBER, B: AttributeType.BINARY };

function typeOf(attribute: string, definition: TableDefinition): AttributeType {
  const found = definition.AttributeDefinitions.find(({ AttributeName }) => AttributeName === attribute);
  if (found === undefined) throw new Error(`the attribute ${attribute} of a key has no definition`);
  return TYPES[found.AttributeType];
}
