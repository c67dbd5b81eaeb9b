import { CALLS_TABLE, type TableDefinition } from '@earshot/adapters-aws/dynamodb';
import type { Settings } from '../settings.ts';
import type { Account } from './account.ts';

/** What is wrong with resources that are to be there already, each a sentence with the way out. */
export async function checkExisting(settings: Settings, account: Account): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [setting, bucket] of listened(settings)) {
    if (await account.sendsEvents(bucket)) continue;
    found.push(
      `${setting}: ${bucket} doesn't send events to EventBridge, so nothing would be noticed of what arrives in it. Turn them on: add "EventBridgeConfiguration": {} to its notification configuration (aws s3api put-bucket-notification-configuration), and keep what that has already.`,
    );
  }
  const { existing } = settings.table;
  if (existing !== undefined) found.push(...(await tableFaults(existing, account)));
  return found;
}

/** The buckets whose events rules of EventBridge wait for, by setting. */
function listened({ media, results }: Settings): ReadonlyMap<string, string> {
  const imports = results.imports.map(({ bucket }, at) => [`results.imports[${at}].bucket`, bucket] as const);
  const all = [
    ['media.existingBucket', media.existingBucket] as const,
    ['results.existingBucket', results.existingBucket] as const,
    ...imports,
  ];
  return new Map(all.flatMap(([setting, bucket]) => (bucket === undefined ? [] : [[setting, bucket] as const])));
}

async function tableFaults(name: string, account: Account): Promise<string[]> {
  const table = await account.table(name);
  if (table === undefined) return [`table.existing: there is no table ${name} in this account and Region`];
  const { KeySchema, GlobalSecondaryIndexes }: TableDefinition = CALLS_TABLE;
  const keys = keysOf(table.KeySchema);
  if (keys !== keysOf(KeySchema)) {
    return [
      `table.existing: ${name} has the key ${keys}, and Earshot's is ${keysOf(KeySchema)}: a call is found by its hash alone, and a second key would let one call be stored twice. Copy its calls into a table of Earshot's (docs/deploying.md, "Restoring").`,
    ];
  }
  const there = new Map(
    (table.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, keysOf(index.KeySchema)]),
  );
  const missing = GlobalSecondaryIndexes.filter(
    ({ IndexName, KeySchema: own }) => there.get(IndexName) !== keysOf(own),
  );
  if (missing.length === 0) return [];
  return [
    `table.existing: ${name} lacks ${missing.map(({ IndexName, KeySchema: own }) => `the index ${IndexName} with the key ${keysOf(own)}`).join(', ')}, without which calls can't be listed`,
  ];
}

function keysOf(schema: readonly { AttributeName?: string | undefined; KeyType?: string | undefined }[] = []): string {
  return schema.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(' and ');
}
