import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteDeadLetters } from '../../src/sqlite/sqlite-dead-letters.js';
import { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';

const SEED = 20_260_101;
const KILLS = 200;
const WRITERS = ['w1', 'w2'];
const RECEIVERS = 2;

/** How long a process lives: after its first message, or now and then after its start. */
const lives = fc.sample(
  fc.record({
    lifeMs: fc.noBias(fc.nat(60)),
    works: fc.noBias(fc.integer({ min: 1, max: 10 })).map((number) => number > 1),
  }),
  { seed: SEED, numRuns: KILLS },
);

const folder = mkdtempSync(join(tmpdir(), 'earshot-kill-'));
const path = join(folder, 'earshot.db');
const program = join(folder, 'queue-child.mjs');

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('./queue-child.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@earshot/source'],
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A process, and what it has said. */
interface Child {
  readonly process: ChildProcess;
  readonly works: Promise<void>;
  readonly ended: Promise<void>;
  said: string;
  killedAtNs?: bigint;
}

function start(...args: readonly string[]): Child {
  const process_ = spawn(process.execPath, ['--no-warnings', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const works = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const child: Child = { process: process_, works: works.promise, ended: ended.promise, said: '' };
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    child.said += text;
    works.resolve();
  });
  process_.on('close', () => {
    works.resolve();
    ended.resolve();
  });
  return child;
}

it(`of messages under work nothing is lost and nothing is done twice, though ${KILLS} processes are killed`, async () => {
  const setUp = openDatabase(path);
  setUp.exec('CREATE TABLE effect (id TEXT) STRICT; CREATE TABLE done_job (id TEXT PRIMARY KEY) STRICT;');
  setUp.close();

  const children: Child[] = [];
  const next = new Map(WRITERS.map((name) => [name, 0]));
  while (children.length < KILLS) {
    // All die, and the next ones find the database as it was left.
    const round = [
      ...WRITERS.map((name) => start('writer', path, name, String(next.get(name)))),
      ...Array.from({ length: RECEIVERS }, () => start('receiver', path)),
    ];
    await Promise.all(round.map((child, index) => kill(child, lives[children.length + index])));
    children.push(...round);
    for (const [index, name] of WRITERS.entries()) {
      const last = linesOf(round[index])
        .at(-1)
        ?.match(/^sent .*-(\d+)$/)?.[1];
      // A writer does not know whether its last message was sent, and is not sure of the one before.
      if (last !== undefined) next.set(name, Number(last) - 1);
    }
  }
  expect(children.filter(({ process: { signalCode } }) => signalCode === 'SIGKILL')).toHaveLength(children.length);

  const survivors = Array.from({ length: RECEIVERS }, () => start('receiver', path));
  const database = openDatabase(path);
  const source = new SqliteEventSource({ database });
  await vi.waitFor(async () => expect(await source.count()).toEqual({ waiting: 0, delayed: 0, inWork: 0 }), {
    timeout: 60_000,
    interval: 100,
  });
  for (const { process: survivor } of survivors) survivor.kill('SIGTERM');
  await Promise.all(survivors.map(({ ended }) => ended));
  expect(survivors.map(({ process: { exitCode } }) => exitCode)).toEqual(survivors.map(() => 0));

  const columnOf = (query: string) =>
    database
      .prepare(query)
      .all()
      .map((row) => String(Object.values(row)[0]));
  const effects = columnOf('SELECT id FROM effect');
  const deadLettered = (await new SqliteDeadLetters({ database }).list({ max: 1e6 })).map(({ messageId }) => messageId);
  const ended = [...effects, ...deadLettered].sort();
  const acknowledged = children.flatMap((child) => wordsOf(child, 'sent').map(([id = '']) => id));
  expect(new Set(ended).size, 'each message had one end').toBe(ended.length);
  expect(deadLettered.filter((id) => !id.endsWith('7'))).toEqual([]);
  expect(ended, 'every message that was sent had an end').toEqual(columnOf('SELECT id FROM sent_id ORDER BY id'));
  expect(without(acknowledged, ended), 'what was said to be sent was sent').toEqual([]);
  expect(without(columnOf('SELECT id FROM done_job'), ended), 'of what is noted there was news').toEqual([]);
  expect(heldTwice([...children, ...survivors]), 'a message is taken over only from the dead').toEqual([]);
  expect(columnOf('PRAGMA integrity_check')).toEqual(['ok']);
  expect(acknowledged.length, 'there was something to lose').toBeGreaterThan(KILLS);
  database.close();
}, 120_000);

async function kill(child: Child, { lifeMs, works } = { lifeMs: 0, works: false }): Promise<void> {
  if (works) await Promise.race([child.works, wait(5_000)]);
  await wait(lifeMs);
  child.killedAtNs = process.hrtime.bigint();
  child.process.kill('SIGKILL');
  await child.ended;
}

/** Deliveries of a message that another process had in work and that was still alive. */
function heldTwice(children: readonly Child[]): string[] {
  const killedAt = new Map(children.map(({ process: { pid }, killedAtNs }) => [pid, killedAtNs]));
  const deliveries = children.flatMap((child) =>
    wordsOf(child, 'took').map(([id = '', count, pid, atNs = '0']) => {
      return { id, count: Number(count), pid: Number(pid), atNs: BigInt(atNs) };
    }),
  );
  const byId = Map.groupBy(deliveries, ({ id }) => id);
  const wasRetried = ({ id, count }: { id: string; count: number }) => id.endsWith('4') && count === 1;
  return [...byId.values()].flatMap((ofOne) =>
    ofOne.flatMap((before) =>
      ofOne
        .filter(({ count, atNs }) => {
          const freeAtNs = killedAt.get(before.pid);
          return count > before.count && !wasRetried(before) && (freeAtNs === undefined || atNs < freeAtNs);
        })
        .map(({ id, count }) => `${id}, delivery ${count}`),
    ),
  );
}

/** The lines that were said whole. */
function linesOf(child: Child | undefined): string[] {
  return child?.said.split('\n').slice(0, -1) ?? [];
}

function wordsOf(child: Child, verb: string): string[][] {
  return linesOf(child)
    .map((line) => line.split(' '))
    .flatMap(([first, ...words]) => (first === verb ? [words] : []));
}

function without(some: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return some.filter((each) => !known.has(each));
}
