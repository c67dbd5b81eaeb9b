import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import {
  connectionTo,
  FAULT_KINDS,
  type FaultPlan,
  type FaultProxy,
  startFaultProxy,
  startQueueServer,
} from '../../src/index.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0).reverse()) await server.close();
});

async function proxyTo(url: string, plan: Partial<FaultPlan>): Promise<FaultProxy> {
  const proxy = await startFaultProxy({ url }, { seed: 1, share: 1, ...plan });
  open.push(proxy);
  return proxy;
}

async function queues(): Promise<string> {
  const server = await startQueueServer();
  open.push(server);
  return server.url;
}

const once = { maxAttempts: 1 };

/** The name and status of what a call rejects with. */
async function faultOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => undefined,
    (thrown: { name: string; code?: string; $metadata?: { httpStatusCode?: number } }) => thrown,
  );
  return error === undefined ? 'none' : [error.code ?? error.name, error.$metadata?.httpStatusCode];
}

describe('a proxy that injects faults', () => {
  it('hands on what meets none', async () => {
    const proxy = await proxyTo(await queues(), { share: 0 });
    const client = new SQSClient(connectionTo(proxy));
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'calls' }));
    const body = '返金 '.repeat(100_000);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.[0]?.Body).toBe(body);
    expect(proxy.requests).toBe(3);
    expect(Object.values(proxy.injected)).toEqual(FAULT_KINDS.map(() => 0));
  });

  it('says errors in the protocol of each service', async () => {
    const url = await queues();
    const faults = async (kind: 'throttle' | 'error') => {
      const connection = { ...connectionTo(await proxyTo(url, { kinds: [kind] })), ...once };
      return [
        await faultOf(new SQSClient(connection).send(new ListQueuesCommand())),
        await faultOf(new DynamoDBClient(connection).send(new ListTablesCommand())),
        await faultOf(new S3Client({ ...connection, forcePathStyle: true }).send(new ListBucketsCommand())),
        await faultOf(new SNSClient(connection).send(new PublishCommand({ TopicArn: 'arn', Message: 'm' }))),
      ];
    };
    expect(await faults('throttle')).toEqual([
      ['RequestThrottled', 400],
      ['ThrottlingException', 400],
      ['SlowDown', 503],
      ['Throttling', 400],
    ]);
    expect(await faults('error')).toEqual([
      ['InternalServerError', 500],
      ['InternalServerError', 500],
      ['InternalError', 500],
      ['InternalFailure', 500],
    ]);
  });

  it('resets connections before a request, after a while, or in place of the answer to what has taken effect', async () => {
    const url = await queues();
    const direct = new SQSClient(connectionTo({ url }));
    const made: Record<string, boolean> = {};
    for (const kind of ['refuse', 'hang', 'lose'] as const) {
      const proxy = await proxyTo(url, { kinds: [kind], delayMs: 1 });
      const client = new SQSClient({ ...connectionTo(proxy), ...once });
      expect(await faultOf(client.send(new CreateQueueCommand({ QueueName: kind })))).toEqual([
        'ECONNRESET',
        undefined,
      ]);
      const { QueueUrls = [] } = await direct.send(new ListQueuesCommand({ QueueNamePrefix: kind }));
      made[kind] = QueueUrls.length > 0;
      expect(proxy.injected[kind]).toBe(1);
    }
    expect(made).toEqual({ refuse: false, hang: false, lose: true });
  });

  it('injects the same for the same seed, and only where it shall', async () => {
    const url = await queues();
    const counts = async (seed: number) => {
      const proxy = await proxyTo(url, {
        seed,
        share: 0.5,
        kinds: ['throttle', 'error', 'delay'],
        delayMs: 1,
        only: ({ target }) => target === 'AmazonSQS.ListQueues',
      });
      const client = new SQSClient({ ...connectionTo(proxy), ...once });
      const met: unknown[] = [];
      for (let index = 0; index < 20; index++) met.push(await faultOf(client.send(new ListQueuesCommand())));
      expect(await faultOf(client.send(new CreateQueueCommand({ QueueName: 'calls' })))).toBe('none');
      return { met, injected: proxy.injected };
    };
    const first = await counts(7);
    expect(await counts(7)).toEqual(first);
    expect((await counts(8)).met).not.toEqual(first.met);
    expect(first.injected.lose).toBe(0);
  });

  it('lets a long poll end with its receiver', async () => {
    const url = await queues();
    const proxy = await proxyTo(url, { share: 0 });
    const direct = new SQSClient(connectionTo({ url }));
    const { QueueUrl } = await direct.send(new CreateQueueCommand({ QueueName: 'calls' }));
    const hangUp = new AbortController();
    const input = { QueueUrl, WaitTimeSeconds: 20 };
    const poll = new SQSClient(connectionTo(proxy)).send(new ReceiveMessageCommand(input), {
      abortSignal: hangUp.signal,
    });
    while (proxy.requests === 0) await direct.send(new ListQueuesCommand());
    hangUp.abort();
    await expect(poll).rejects.toThrow();
    for (let turns = 0; turns < 3; turns++) await direct.send(new ListQueuesCommand());
    await direct.send(new SendMessageCommand({ QueueUrl, MessageBody: 'message' }));
    expect((await direct.send(new ReceiveMessageCommand(input))).Messages).toHaveLength(1);
  });
});
