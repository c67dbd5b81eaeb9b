import { join } from 'node:path';
import { createTableInput, readAwsVariables } from '@earshot/adapters-aws';
import { MemoryEventSource } from '@earshot/adapters-memory';
import {
  type AwsStack,
  type AwsStackOptions,
  type RunningCommand,
  startAwsStack,
  startCommand,
} from '@earshot/aws-test-servers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { APP_VARIABLES, composeAwsApp } from '../../src/aws/aws-app.js';
import type { App } from '../../src/container.js';
import { startWorker } from '../../src/worker.js';

const BIN = join(import.meta.dirname, '../../bin/earshot.js');
const PATIENT = { timeout: 20_000, interval: 50 };

let stack: AwsStack;
let app: App;
const running: RunningCommand[] = [];

async function deploy(options: Pick<AwsStackOptions, 'jobNews'> = {}): Promise<void> {
  stack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    ...options,
    bedrock: { workMs: 10 },
    shortVisibilitySeconds: 2,
  });
  for (const [name, value] of Object.entries(stack.environment)) vi.stubEnv(name, value);
  app = composeAwsApp(readAwsVariables(stack.environment, APP_VARIABLES));
}

function run(...args: readonly string[]): RunningCommand {
  const command = startCommand(BIN, args, stack.environment);
  running.push(command);
  return command;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((command) => command.end('SIGKILL')));
  await stack?.close();
  vi.unstubAllEnvs();
});

async function start(callIds: readonly string[]): Promise<void> {
  for (const [index, callId] of callIds.entries()) {
    await stack.upload(`recordings/${callId}.wav`);
    await stack.publish({ callId, audioS3Uri: `s3://media/recordings/${callId}.wav` }, index % 2 === 0);
  }
}

/** The calls that are kept, by id, with their states. */
async function states(): Promise<Record<string, string>> {
  const { calls } = await app.queryAnalytics.execute({ pageSize: 100 });
  return Object.fromEntries(calls.map(({ callId, state }) => [callId, state]));
}

describe('earshot worker', () => {
  it('starts what messages and uploads tell of, keeps the results, and ends with 0 when it is asked to', async () => {
    await deploy();
    const worker = run('worker');
    await start(['call-1', 'call-2']);
    await stack.upload('uploads/call-3.WebM');
    await vi.waitFor(
      async () =>
        expect(await states()).toEqual({ 'call-1': 'completed', 'call-2': 'completed', 'call-3.WebM': 'completed' }),
      PATIENT,
    );
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(worker.lines().join('\n')).toMatch(/started call call-1.*stored call call-1/s);
    expect(await Promise.all([stack.count('start'), stack.count('startDlq'), stack.count('resultsDlq')])).toEqual([
      0, 0, 0,
    ]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s finishes what is in work and loses nothing',
    async (signal) => {
      await deploy();
      const callIds = Array.from({ length: 40 }, (_, index) => `call-${index}`);
      await start(callIds);
      const first = run('worker', '--concurrency', '4');
      await first.line(/stored call/);
      expect(await first.end(signal)).toBe(0);
      expect(Object.values(await states()).filter((state) => state === 'completed').length).toBeLessThan(
        callIds.length,
      );

      run('worker');
      const all = Object.fromEntries(callIds.map((callId) => [callId, 'completed']));
      // What SQS was just handing out when the first one hung up comes again after half a minute.
      await vi.waitFor(async () => expect(await states()).toEqual(all), { ...PATIENT, timeout: 60_000 });
      expect(stack.bedrock.jobs()).toHaveLength(callIds.length);
    },
    90_000,
  );

  it('names all that its environment lacks in one message, and ends with 2', async () => {
    await deploy();
    const worker = startCommand(BIN, ['worker'], {});
    expect(await worker.ended).toBe(2);
    const lines = worker.lines().filter((line) => line.includes('EARSHOT_INVALID_INPUT'));
    expect(lines).toHaveLength(1);
    for (const name of [
      'EARSHOT_TABLE',
      'EARSHOT_RESULTS_BUCKET',
      'EARSHOT_BDA_PROFILE_ARN',
      'EARSHOT_START_QUEUE_URL',
      'EARSHOT_START_DLQ_URL',
      'EARSHOT_RESULTS_QUEUE_URL',
      'EARSHOT_RESULTS_DLQ_URL',
    ]) {
      expect(lines[0]).toContain(`${name}: `);
    }
  });
});

it('a sweep between stores a job whose events were dropped', async () => {
  await deploy({ jobNews: [] });
  const audioS3Uri = 's3://media/recordings/call-1.wav';
  await stack.upload('recordings/call-1.wav');
  await app.handleDelivery.execute({ body: JSON.stringify({ callId: 'call-1', audioS3Uri }), sentAtMs: Date.now() });
  expect(await states()).toEqual({ 'call-1': 'analyzing' });
  const swept: unknown[] = [];
  const worker = startWorker({
    app,
    sources: [{ source: new MemoryEventSource(), maxReceives: 1 }],
    concurrency: 1,
    sweepEveryMs: 50,
    overdueMs: 0,
    onReport: () => {},
    onSwept: (counts) => swept.push(counts),
  });
  await vi.waitFor(async () => expect(await states()).toEqual({ 'call-1': 'completed' }), PATIENT);
  await worker.stop();
  await worker.done;
  expect(swept).toContainEqual({ stored: 1 });
});

it('earshot serve --adapters aws answers from the table, and starts jobs', async () => {
  await deploy();
  const serving = run('serve', '--adapters', 'aws', '--port', '0');
  const [, url] = /(http:\S+)\/analytics/.exec(await serving.line(/\/analytics/)) ?? [];
  expect(await (await fetch(`${url}/analytics`)).json()).toMatchObject({ count: 0, items: [] });

  await stack.upload('recordings/call-1.wav');
  const answer = await fetch(`${url}/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ callId: 'call-1', audioS3Uri: 's3://media/recordings/call-1.wav' }),
  });
  expect(answer.status).toBe(202);
  expect(stack.bedrock.jobs()).toHaveLength(1);
  expect(await (await fetch(`${url}/analytics?state=analyzing`)).json()).toMatchObject({
    items: [{ call_id: 'call-1', bedrock_invocation_arn: stack.bedrock.jobs()[0]?.invocationArn }],
  });

  run('worker');
  await vi.waitFor(async () => expect(await states()).toEqual({ 'call-1': 'completed' }), PATIENT);
  const one = (await (await fetch(`${url}/analytics?callId=call-1`)).json()) as { items: { transcript: string }[] };
  expect(one.items[0]?.transcript).toBeTruthy();
  expect(await serving.end('SIGTERM')).toBe(0);
});
