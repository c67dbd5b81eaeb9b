import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileResultStore } from '../../src/files/file-result-store.js';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { makeFolder, temporaryFolder } from './folders.js';

const bundles = await makeFolder();
const program = join(bundles, 'intake-child.mjs');
beforeAll(async () => {
  const entryPoints = [fileURLToPath(new URL('intake-child.ts', import.meta.url))];
  const conditions = ['@earshot/source'];
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', conditions });
});
afterAll(() => rm(bundles, { recursive: true }));

/** Runs the child until it ends, or for so long after it first said something. */
async function run(root: string, stage: string, lifeMs = Number.POSITIVE_INFINITY): Promise<number | null> {
  const command = ['--no-warnings', program, root, stage];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const over = once(child, 'close');
  if (lifeMs !== Number.POSITIVE_INFINITY) {
    await Promise.race([once(child.stdout, 'data'), over]);
    await delay(lifeMs);
    child.kill('SIGKILL');
  }
  child.stdout.resume();
  await over;
  return child.exitCode;
}

const contentOf = (index: number) => `${index} `.repeat(10_000);
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

async function worldOf(count: number): Promise<string> {
  const root = await temporaryFolder();
  await mkdir(join(root, 'calls'));
  for (let index = 0; index < count; index++) await writeFile(join(root, 'calls', `${index}.wav`), contentOf(index));
  return root;
}

/** Every recording was announced once and is there whole; nothing else is left. */
async function expectAllIngested(root: string, count: number): Promise<void> {
  const database = openDatabase(join(root, 'earshot.db'));
  const bodies = database.prepare('SELECT body FROM message').all();
  const states = database.prepare('SELECT DISTINCT state FROM recording').all();
  database.close();
  const store = new FileResultStore({ folder: join(root, 'data') });
  const expected = Array.from({ length: count }, (_, index) => `local://recordings/${sha256(contentOf(index))}.wav`);
  expect(bodies.map(({ body }) => JSON.parse(String(body)).audioUri).sort()).toEqual(expected.sort());
  expect(states).toEqual([{ state: 'announced' }]);
  const { uris } = await store.list('');
  expect(uris).toEqual(expected);
  for (const uri of uris) expect(uri).toContain(sha256(new TextDecoder().decode(await store.get(uri))));
  expect(await readdir(join(root, 'data/.incoming'))).toEqual([]);
}

describe('an intake that is killed', () => {
  it.each(['copying', 'noted', 'copied', 'announcing'])('while %s loses nothing and repeats nothing', async (stage) => {
    const root = await worldOf(2);
    expect(await run(root, stage, 0)).toBeNull();
    expect(await run(root, 'no stage')).toBe(0);
    await expectAllIngested(root, 2);
  });

  it('after its copy announces the recording at the next start, though the file is gone', async () => {
    const root = await worldOf(1);
    await run(root, 'copied', 0);
    await rm(join(root, 'calls/0.wav'));
    await run(root, 'no stage');
    await expectAllIngested(root, 1);
  });

  it('at any time, again and again, takes each recording in once', async () => {
    const count = 40;
    const root = await worldOf(count);
    for (const lifeMs of fc.sample(fc.integer({ min: 0, max: 40 }), { seed: 20_260_101, numRuns: 8 })) {
      await run(root, 'no stage', lifeMs);
    }
    expect(await run(root, 'no stage')).toBe(0);
    await expectAllIngested(root, count);
  });
});
