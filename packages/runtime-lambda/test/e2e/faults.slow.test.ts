import { setTimeout as wait } from 'node:timers/promises';
import { type FaultProxy, type LambdaFunction, randomFrom, startFaultProxy } from '@earshot/aws-test-servers';
import { afterEach, expect, it, onTestFailed } from 'vitest';
import { expectCalm } from './after-storm.js';
import { type Deployment, deploy } from './deployment.js';
import { STORM_ENVIRONMENT, storm } from './storm.js';

const SEED = Number(process.env['EARSHOT_STORM_SEED'] ?? 20_260_914);
const CALLS = Number(process.env['EARSHOT_STORM_CALLS'] ?? 400);
const FAULTY_SHARE = 0.2;
const KILLS = 6;
const MAX_TURNS = 100;

let earshot: Deployment | undefined;
afterEach(() => earshot?.close());

it('the functions bring every call through faults, repetitions, disorder and kills, once', {
  timeout: 300_000,
}, async () => {
  onTestFailed(() => console.error(`EARSHOT_STORM_SEED=${SEED}`));
  const sky = storm(SEED, CALLS);
  const proxies: FaultProxy[] = [];
  earshot = await deploy({
    environment: STORM_ENVIRONMENT,
    bedrock: { script: sky.script, workMs: 5 },
    jobNews: ['EventBridge'],
    maxReceives: { start: 40, results: 40 },
    functions: { timeoutMs: 10_000 },
    maximumConcurrency: 5,
    dispatchEveryMs: 1_000,
    front: async (_, server) => {
      const proxy = await startFaultProxy(server, { seed: SEED, share: FAULTY_SHARE });
      proxies.push(proxy);
      return proxy;
    },
  });
  const { stack, functions } = earshot;
  const unleashed = sky.unleash(stack);
  const kills = await killAtWork([functions.transcription, functions.persistence], randomFrom(SEED));
  await unleashed;
  await expectCalm(stack, sky, 200_000);
  expect(kills).toBe(KILLS);
  // Nothing is asked of the services that only search and notices use.
  const asked = proxies.filter(({ requests }) => requests > 0);
  expect(asked.length).toBeGreaterThanOrEqual(4);
  for (const { injected } of asked) expect(Math.max(...Object.values(injected))).toBeGreaterThan(0);
});

/** Kills functions while they are at work, in turns. Returns how often one was. */
async function killAtWork(functions: readonly LambdaFunction[], random: () => number): Promise<number> {
  let kills = 0;
  for (let turn = 0; kills < KILLS && turn < MAX_TURNS; turn++) {
    await wait(100 + random() * 900);
    if (((await functions[turn % functions.length]?.kill()) ?? 0) > 0) kills++;
  }
  return kills;
}
