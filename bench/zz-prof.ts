import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SqsEventSource } from '@earshot/adapters-aws/sqs';
import type { Connection } from '@earshot/aws-test-servers';
import { processDeliveries } from '@earshot/core';
import { type Effort, type Figure, median, round } from '/work/main/bench/measure.ts';

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

function startServer(): Promise<{ child: ChildProcess; connection: Connection }> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('file:///work/main/bench/worker-child.ts'), [], { env: {} });
    child.once('message', (connection: Connection) => resolve({ child, connection }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the queue server ended with ${code}`)));
  });
}

import { readFileSync } from 'node:fs';
const [,, which='ours', pollersS='10', countS='4000', rounds='4'] = process.argv;
const pollers=+pollersS, count=+countS;
const { child, connection } = await startServer();
const childCpu=()=>{const f=readFileSync(`/proc/${child.pid}/stat`,'utf8').split(' ');return (+f[13]+ +f[14])*10};
const direct = new SQSClient(connection);
const far = new SQSClient(connection);
let calls:Record<string,number>={}; let entries=0;
far.middlewareStack.add((next,ctx) => async (args) => { calls[ctx.commandName!]=(calls[ctx.commandName!]??0)+1; await wait(CALL_MS); return next(args); }, { step: 'initialize' });
const { QueueUrl = '' } = await direct.send(new CreateQueueCommand({ QueueName: 'q' }));
for(let i=0;i<+rounds;i++) for (const w of which==='both'?['ours','serial']:[which]) {
  await fill(direct, QueueUrl, count); calls={};
  const c0=process.cpuUsage(), s0=childCpu(), t0=performance.now();
  await (w==='ours'?ours:serial)(far, QueueUrl, pollers, count);
  const ms=performance.now()-t0, c=process.cpuUsage(c0);
  console.log(w, Math.round(count/ms*1000)+'/s', 'wall',ms.toFixed(0),'client user',(c.user/1000).toFixed(0),'sys',(c.system/1000).toFixed(0),'server cpu',childCpu()-s0, JSON.stringify(calls));
}
far.destroy();direct.destroy();child.kill();
