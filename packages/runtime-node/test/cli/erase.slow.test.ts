import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { job, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { BIN, earshot, serving } from './earshot.js';

const SPEECH = '../../../../examples/recordings/parcel-locker-will-not-open_20261105T0917Z.wav';
/** Stand in a file name, in what was said, and in a recording. */
const NAMED = 'quixotrevel';
const SAID = 'zanthoglimmer';
const RECORDED = 'PLANTED-BYTES-7f3a91';

/** A few seconds of speech, and behind it so many planted bytes that copying takes a while. */
async function recording(): Promise<Buffer> {
  const whole = await readFile(join(import.meta.dirname, SPEECH));
  const sound = whole.indexOf('data') + 8;
  const bytes = Buffer.from(whole.subarray(0, sound + 4 * 8_000));
  const planted = Buffer.from(RECORDED.repeat(2_000_000));
  bytes.writeUInt32LE(bytes.length - sound, sound - 4);
  bytes.writeUInt32LE(bytes.length + planted.length, 4);
  const head = Buffer.from('junk\0\0\0\0');
  head.writeUInt32LE(planted.length, 4);
  return Buffer.concat([bytes, head, planted]);
}

/** The files below a folder that hold one of the planted texts. */
async function traces(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await readFile(path) : Buffer.alloc(0);
    for (const planted of [NAMED, SAID, RECORDED]) {
      if (bytes.includes(planted) || path.includes(planted)) found.push(`${planted} in ${path}`);
    }
  }
  return found;
}

/** Runs `earshot` until something is over, then kills it without a word. */
async function killed(args: readonly string[], over: (ended: AbortSignal) => Promise<unknown>): Promise<void> {
  const child = spawn(process.execPath, [BIN, ...args], { env: { EARSHOT_MODEL: 'tiny' }, stdio: 'ignore' });
  const ended = new AbortController();
  const exit = once(child, 'exit').then(() => ended.abort());
  await Promise.race([over(ended.signal), exit]);
  child.kill('SIGKILL');
  await exit;
}

/** The sizes of the files that are half-written. */
async function drafts(data: string): Promise<number[]> {
  const folder = join(data, 'files/.incoming');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size)));
}

it('erasing leaves nothing of a call in any file, however often its ingest was killed', async () => {
  const [folder, data] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(folder, `${NAMED}.wav`), await recording());
  await writeFiles(folder, JSON.parse(JSON.stringify(job('said')).replaceAll('milk', SAID)));
  const args = ['ingest', folder, '--data', data, '--json'];
  const isCopying = async (ended: AbortSignal) => {
    while (!ended.aborted && !(await drafts(data).catch(() => [])).some((size) => size > 1_000_000)) await delay(2);
  };
  for (let times = 0; times < 3; times++) await killed(args, isCopying);
  expect(await drafts(data)).toHaveLength(1);
  const lives = fc.sample(fc.integer({ min: 250, max: 4_000 }), { seed: 20_260_101, numRuns: 8 });
  for (const lifeMs of lives) await killed(args, () => delay(lifeMs));

  expect(await earshot(args, { EARSHOT_MODEL: 'tiny' })).toMatchObject({ code: 0 });
  const server = await serving(['serve', '--port', '0', '--data', data]);
  try {
    expect((await fetch(`${server.url}/analytics`)).status).toBe(200);
    const before = (await traces(data)).join('\n');
    for (const planted of [NAMED, SAID, RECORDED]) expect(before).toContain(planted);
    await killed(args, isCopying);
    expect(await drafts(data)).toHaveLength(1);
    for (const call of [NAMED, 'said'])
      expect(await earshot(['erase', call, '--yes', '--data', data])).toMatchObject({ code: 0 });
    // The server still has the database open, with its log and its index.
    expect(await readdir(data)).toEqual(expect.arrayContaining(['earshot.db-wal', 'earshot.db-shm']));
    expect(await traces(data)).toEqual([]);
  } finally {
    await server.stop('SIGINT');
  }
});
