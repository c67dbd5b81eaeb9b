import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom, startFaultProxy } from '@earshot/aws-test-servers';
import { afterEach, expect, it, onTestFailed } from 'vitest';
import { expectCalm } from './after-storm.js';
import { type Deployment, deploy } from './deployment.js';
import { STORM_ENVIRONMENT, storm } from './storm.js';

const SEED = Number(process.env['EARSHOT_STORM_SEED'] ?? 30_112_026);
const CALLS = 300;
const SLOTS = 8;
const KILLS = 2;

let earshot: Deployment | undefined;
afterEach(() => earshot?.close());

it('300 calls that arrive at once for 8 job slots are analyzed once each, through faults and kills, and none is dead-lettered', {
  timeout: 300_000,
}, async () => {
  onTestFailed(() => console.error(`EARSHOT_STORM_SEED=${SEED}`));
  const sky = storm(SEED, CALLS);
  earshot = await deploy({
    environment: STORM_ENVIRONMENT,
    bedrock: { script: sky.script, workMs: 150, maxOpenJobs: SLOTS },
    jobNews: ['EventBridge'],
    // As many as by default: a full quota uses none of them up.
    maxReceives: { start: 10, results: 10 },
    functions: { timeoutMs: 15_000 },
    maximumConcurrency: 5,
    dispatchEveryMs: 1_000,
    front: async (_, server) => startFaultProxy(server, { seed: SEED, share: 0.2 }),
  });
  const { stack, functions } = earshot;
  const unleashed = sky.unleash(stack);
  const random = randomFrom(SEED);
  let kills = 0;
  for (let turn = 0; kills < KILLS && turn < 100; turn++) {
    await wait(100 + random() * 900);
    const victim = turn % 2 === 0 ? functions.transcription : functions.persistence;
    if ((await victim.kill()) > 0) kills++;
  }
  await unleashed;
  await expectCalm(stack, sky, 200_000);
  expect(kills).toBe(KILLS);
  const refused = stack.bedrock.requests().filter(({ fault }) => fault === 'ServiceQuotaExceededException');
  expect(refused.length).toBeGreaterThan(0);
});
