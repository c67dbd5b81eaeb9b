import './sources.ts';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '@earshot/adapters-aws';
import { audioOutput, customOutput } from '@earshot/core/testing/bda';
import { type Effort, type Figure, round } from './measure.ts';

const AT_ONCE = 10;
const POLL_MS = 20;
const PATIENCE_MS = 60_000;
const TURNS = Array.from(
  { length: 56 },
  (_, index) => `Turn ${index}: I would like to know why the account was charged.`,
);

/**
 * `result-lag`: seconds from the manifest that completes a job's results to the record that can be read, the 95th percentile with
 * ten jobs at a time. The built functions, over servers that speak the protocols of AWS.
 */
export async function* resultLagBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const rounds = effort.smoke ? 1 : 10;
  const { mapQueue, startAwsStack, startFunction } = await import('@earshot/aws-test-servers');
  const writtenAtMs = new Map<string, number>();
  const stack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    bedrock: {
      workMs: 500,
      script: ({ input: { key } }) => ({
        kind: 'success',
        standard: audioOutput({
          input: { bucket: 'media', key },
          turns: TURNS.map((text, index) => ({ text, startMs: index * 5_000, endMs: index * 5_000 + 4_000 })),
          summary: 'A charge is explained.',
        }),
        custom: customOutput({ fields: { call_summary: 'A charge is explained.', call_categories: ['Billing'] } }),
      }),
      beforeWrite: (uri) => {
        const [, callId] = /transcription-outputs\/([^/]+)\/[^/]+\/job_metadata\.json$/.exec(uri) ?? [];
        if (callId !== undefined) writtenAtMs.set(callId, performance.now());
      },
    },
  });
  const run = (name: string) => {
    const file = fileURLToPath(new URL(`../packages/runtime-lambda/bundles/${name}/index.cjs`, import.meta.url));
    return startFunction({ file, environment: stack.environment });
  };
  const [transcription, persistence] = [run('transcription'), run('persistence')];
  const mappings = [
    mapQueue({ client: stack.sqs, queueUrl: stack.queues.start, function: transcription, maximumConcurrency: AT_ONCE }),
    mapQueue({ client: stack.sqs, queueUrl: stack.queues.results, function: persistence, maximumConcurrency: AT_ONCE }),
  ];
  const lagMs = async (callId: string): Promise<number> => {
    const Key = { hash: { S: createHash('md5').update(callId).digest('hex') } };
    const get = new GetItemCommand({ TableName: 'calls', Key, ConsistentRead: true });
    for (const startedMs = performance.now(); performance.now() - startedMs < PATIENCE_MS; await wait(POLL_MS)) {
      const { Item } = await stack.dynamodb.send(get);
      if (Item?.['state']?.S === 'completed') return performance.now() - (writtenAtMs.get(callId) ?? Number.NaN);
    }
    throw new Error(`${callId} was not completed`);
  };
  try {
    const lags: number[] = [];
    // The first round starts the functions.
    for (let turn = 0; turn <= rounds; turn++) {
      const callIds = Array.from({ length: AT_ONCE }, (_, index) => `call-${turn}-${index}`);
      for (const callId of callIds) {
        await stack.upload(`recordings/${callId}.wav`);
        await stack.publish({ callId, audioS3Uri: `s3://media/recordings/${callId}.wav` });
      }
      const measured = await Promise.all(callIds.map(lagMs));
      if (turn > 0) lags.push(...measured);
    }
    lags.sort((a, b) => a - b);
    const at = (share: number) => (lags[Math.ceil(share * lags.length) - 1] ?? Number.NaN) / 1_000;
    const note = `seconds, ${lags.length} results, ${AT_ONCE} at a time; half of them within ${round(at(0.5))} s`;
    yield { name: 'result-lag', value: round(at(0.95)), limit: 3, better: 'lower', note };
  } finally {
    await Promise.allSettled(mappings.map((mapping) => mapping.close()));
    await Promise.all([transcription.close(), persistence.close()]);
    await stack.close();
  }
}
