import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTableInput } from '@earshot/adapters-aws';
import {
  type AwsStack,
  type RunningCommand,
  randomFrom,
  startAwsStack,
  startCommand,
  startFaultProxy,
} from '@earshot/aws-test-servers';
import { afterEach, expect, it, onTestFailed } from 'vitest';
import { expectCalm } from './after-storm.js';
import { STORM_ENVIRONMENT, storm } from './storm.js';

const EARSHOT = join(import.meta.dirname, '../../../runtime-node/bin/earshot.js');
const SEED = Number(process.env['EARSHOT_STORM_SEED'] ?? 14_092_026);
const CALLS = Number(process.env['EARSHOT_STORM_CALLS'] ?? 300);
const FAULTY_SHARE = 0.2;
const KILLS = 3;

let stack: AwsStack | undefined;
let worker: RunningCommand | undefined;
afterEach(async () => {
  await worker?.end('SIGKILL');
  await stack?.close();
});

it('a worker brings every call through faults, repetitions, disorder and kills, once', {
  timeout: 500_000,
}, async () => {
  onTestFailed(() => console.error(`EARSHOT_STORM_SEED=${SEED}`, worker?.lines().slice(-20)));
  const random = randomFrom(SEED);
  const sky = storm(SEED, CALLS);
  stack = await startAwsStack({
    table: { ...createTableInput('calls'), TableName: 'calls' },
    bedrock: { script: sky.script, workMs: 5 },
    jobNews: ['EventBridge'],
    maxReceives: { start: 40, results: 40 },
    shortVisibilitySeconds: 3,
    front: async (_, server) => startFaultProxy(server, { seed: SEED, share: FAULTY_SHARE }),
  });
  const environment = { ...stack.environment, ...STORM_ENVIRONMENT };
  const start = () => startCommand(EARSHOT, ['worker', '--sweep-every', '0'], environment);
  worker = start();
  const unleashed = sky.unleash(stack);
  for (let kills = 0; kills < KILLS; kills++) {
    await worker.line(/(started|stored) call/);
    await wait(random() * 1_000);
    expect(await worker.end('SIGKILL')).toBe('SIGKILL');
    worker = start();
  }
  await unleashed;
  await expectCalm(stack, sky, 240_000);
  expect(await worker.end('SIGTERM')).toBe(0);
});
