import { ScanCommand, type ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoRecordRepository, S3ResultStore } from '@earshot/adapters-aws';
import type { AwsStack } from '@earshot/aws-test-servers';
import { type CallOverview, ObjectUri } from '@earshot/core';
import { expect, vi } from 'vitest';
import { settled } from './deployment.js';
import type { Storm } from './storm.js';

/** Waits until a storm has passed, and looks at what it left: no call is lost, and none is there or paid for twice. */
export async function expectCalm(stack: AwsStack, { calls, poison, over }: Storm, timeoutMs: number): Promise<void> {
  await over();
  await settled(stack, timeoutMs);

  const planned = Object.fromEntries(calls.map(({ callId, end }) => [callId, end]));
  // Calls that had to wait for their jobs send no message when these start.
  const kept = await vi.waitFor(
    async () => {
      const all = await allCalls(stack);
      expect(Object.fromEntries(all.map(({ callId, state }) => [callId, state]))).toEqual(planned);
      return all;
    },
    { timeout: timeoutMs, interval: 1_000 },
  );
  await settled(stack, timeoutMs);
  expect(kept).toHaveLength(calls.length);
  expect(await countItems(stack)).toBe(calls.length);
  const retried = new Set(calls.flatMap(({ callId, paidJobs }) => (paidJobs > 1 ? [callId] : [])));
  const bySteps = kept.filter(
    ({ callId, history }) => !retried.has(callId) && new Set(history.map(({ state }) => state)).size !== history.length,
  );
  expect(bySteps.map(({ callId }) => callId)).toEqual([]);

  const paid = new Map<string, number>();
  for (const { input } of stack.bedrock.jobs()) paid.set(input.key, (paid.get(input.key) ?? 0) + 1);
  expect(Object.fromEntries(paid)).toEqual(
    Object.fromEntries(calls.flatMap(({ key, paidJobs }) => (paidJobs === 0 ? [] : [[key, paidJobs]]))),
  );

  // A letter whose receipt got lost is sent again.
  const deadLetteredIn = async (queue: 'startDlq' | 'resultsDlq') =>
    [...new Set((await stack.messages(queue)).map(({ Body = '' }) => Body))].sort();
  expect(await deadLetteredIn('startDlq')).toEqual(poison.start);
  expect(await deadLetteredIn('resultsDlq')).toEqual(poison.results);
}

async function allCalls({ dynamodb, s3 }: AwsStack): Promise<readonly CallOverview[]> {
  const overflow = { store: new S3ResultStore({ client: s3 }), prefix: ObjectUri.parse('s3://results/records/') };
  const client = DynamoDBDocumentClient.from(dynamodb);
  const repository = new DynamoRecordRepository({ client, tableName: 'calls', overflow });
  const all: CallOverview[] = [];
  let after: Parameters<typeof repository.list>[0]['after'];
  do {
    const page = await repository.list({ filter: {}, limit: 100, after });
    all.push(...page.calls);
    after = page.next;
  } while (after !== undefined);
  return all;
}

/** How many items of the table are calls, and not pointers to calls. */
async function countItems({ dynamodb }: AwsStack): Promise<number> {
  let count = 0;
  let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page = await dynamodb.send(
      new ScanCommand({
        TableName: 'calls',
        FilterExpression: 'attribute_exists(call_id)',
        Select: 'COUNT',
        ExclusiveStartKey,
      }),
    );
    count += page.Count ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return count;
}
