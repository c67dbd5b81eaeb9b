import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SqsEventSource } from '@earshot/adapters-aws/sqs';
import { processDeliveries } from '@earshot/core';
import { type Effort, type Figure, median, round } from './measure.ts';
import { startServer } from './server.ts';

/** What every call takes longer than it does on this machine: about as long as to a queue in the same region. */
const CALL_MS = 10;
const BATCH = 10;
const BODY = JSON.stringify({ callId: 'call', audioS3Uri: 's3://recordings/call.wav', metadata: 'x'.repeat(940) });

/** Takes so many messages out of the queue, by so many polls at a time. Resolves when the last one is deleted. */
type Worker = (client: SQSClient, queueUrl: string, pollers: number, count: number) => Promise<void>;

const ours: Worker = async (client, queueUrl, pollers, count) => {
  const source = new SqsEventSource({ client, queueUrl, pollers });
  let left = count;
  await processDeliveries({
    source,
    handle: async ({ body }) => {
      JSON.parse(body);
      return [];
    },
    concurrency: BATCH * pollers,
    onReport: ({ settled }) => {
      if (settled !== 'acknowledged') throw new Error(`a delivery was ${settled}`);
      if (--left === 0) void source.close();
    },
  });
};

/** What one would write in an hour: each poller receives, works, deletes, and receives again. */
const serial: Worker = async (client, QueueUrl, pollers, count) => {
  let left = count;
  const end = new AbortController();
  const poll = async () => {
    while (left > 0) {
      const input = { QueueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: 20 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(input), { abortSignal: end.signal });
      for (const { Body = '' } of Messages) JSON.parse(Body);
      const Entries = Messages.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
      if (Entries.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      left -= Entries.length;
    }
    end.abort();
  };
  const polls = await Promise.allSettled(Array.from({ length: pollers }, poll));
  if (left > 0) throw new Error(`${left} messages are left: ${JSON.stringify(polls)}`);
};

/** `worker-1` and `worker-10`: messages per second out of a queue that every call takes 10 ms to. */
export async function* workerBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  yield await workerBenchmark('worker-1', { pollers: 1, count: effort.smoke ? 40 : 600, limit: 1.8 }, effort);
  yield await workerBenchmark('worker-10', { pollers: 10, count: effort.smoke ? 200 : 8_000, limit: 1.6 }, effort);
}

interface Load {
  readonly pollers: number;
  readonly count: number;
  readonly limit: number;
}

/** How fast messages went, and how much of a core this process took: at about 100 % it has no more to give. */
interface Run {
  readonly perSecond: number;
  readonly cores: number;
}

async function workerBenchmark(name: string, { pollers, count, limit }: Load, effort: Effort): Promise<Figure> {
  const [warmUps, pairs] = effort.smoke ? [1, 2] : [3, 11];
  const { child, connection } = await startServer('./worker-child.ts');
  const direct = new SQSClient(connection);
  const far = new SQSClient(connection);
  far.middlewareStack.add(
    (next) => async (args) => {
      await wait(CALL_MS);
      return next(args);
    },
    { step: 'initialize' },
  );
  const { QueueUrl = '' } = await direct.send(new CreateQueueCommand({ QueueName: name }));
  const run = async (worker: Worker): Promise<Run> => {
    await fill(direct, QueueUrl, count);
    const cpu = process.cpuUsage();
    const startedMs = performance.now();
    await worker(far, QueueUrl, pollers, count);
    const seconds = (performance.now() - startedMs) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { perSecond: count / seconds, cores: (user + system) / 1e6 / seconds };
  };
  try {
    for (let warmUp = 0; warmUp < warmUps; warmUp++) for (const worker of [ours, serial]) await run(worker);
    const runs: { ours: Run; serial: Run }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const first = await run(pair % 2 === 0 ? ours : serial);
      const second = await run(pair % 2 === 0 ? serial : ours);
      runs.push(pair % 2 === 0 ? { ours: first, serial: second } : { ours: second, serial: first });
    }
    const value = round(median(runs.map((pair) => pair.ours.perSecond / pair.serial.perSecond)));
    const words = (side: 'ours' | 'serial') => {
      const [rate, cores] = (['perSecond', 'cores'] as const).map((what) =>
        median(runs.map((pair) => pair[side][what])),
      );
      return `${Math.round(rate ?? 0)} messages/s at ${Math.round((cores ?? 0) * 100)} % CPU`;
    };
    const note = `${words('ours')} to ${words('serial')}, ${pairs} pairs of ${count} messages`;
    return { name, value, limit, better: 'higher', note };
  } finally {
    far.destroy();
    direct.destroy();
    child.kill();
  }
}

async function fill(client: SQSClient, QueueUrl: string, count: number): Promise<void> {
  const Entries = Array.from({ length: BATCH }, (_, index) => ({ Id: String(index), MessageBody: BODY }));
  let left = count;
  const send = async () => {
    while (left > 0) {
      left -= BATCH;
      await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  await Promise.all(Array.from({ length: 4 }, send));
}
