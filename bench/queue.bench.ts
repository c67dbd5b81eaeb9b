import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase, SqliteEventSource } from '@earshot/adapters-local';
import { processDeliveries } from '@earshot/core';
import { type Effort, type Figure, median, round } from './measure.ts';

const BATCH = 10;
const BODY = JSON.stringify({ callId: 'call', audioS3Uri: 'local://recordings/call.wav', metadata: 'x'.repeat(390) });

/** Sends so many messages, or takes them all out of the queue again. */
interface Queue {
  send(count: number): Promise<void>;
  receive(count: number): Promise<void>;
}

function ours(database: DatabaseSync): Queue {
  return {
    async send(count) {
      const source = new SqliteEventSource({ database });
      for (let number = 0; number < count; number++) await source.send(BODY);
    },
    async receive(count) {
      const source = new SqliteEventSource({ database });
      let left = count;
      await processDeliveries({
        source,
        handle: async () => [],
        concurrency: BATCH,
        onReport: ({ settled }) => {
          if (settled !== 'acknowledged') throw new Error(`a delivery was ${settled}`);
          if (--left === 0) void source.close();
        },
      });
    },
  };
}

/** The same statements by hand, for one receiver who never fails: takes ten, removes ten, and takes ten again. */
function byHand(database: DatabaseSync): Queue {
  const add = database.prepare('INSERT INTO message (id, body, sent_at_ms, due_at_ms) VALUES (?, ?, ?, ?)');
  const due = database.prepare(
    `SELECT sequence, id, body, sent_at_ms, receive_count FROM message WHERE due_at_ms <= ?
     ORDER BY due_at_ms, sequence LIMIT ?`,
  );
  const hold = database.prepare(
    'UPDATE message SET due_at_ms = ?, holder = ?, receive_count = receive_count + 1 WHERE sequence = ?',
  );
  const remove = database.prepare('DELETE FROM message WHERE sequence = ? AND receive_count = ?');
  return {
    async send(count) {
      for (let number = 0; number < count; number++) add.run(randomUUID(), BODY, Date.now(), Date.now());
    },
    async receive(count) {
      for (let left = count; left > 0; ) {
        database.exec('BEGIN IMMEDIATE');
        const rows = due.all(Date.now(), BATCH) as { sequence: number; receive_count: number }[];
        for (const { sequence } of rows) hold.run(Date.now() + 30_000, String(process.pid), sequence);
        database.exec('COMMIT');
        database.exec('BEGIN IMMEDIATE');
        for (const { sequence, receive_count } of rows) remove.run(sequence, receive_count + 1);
        database.exec('COMMIT');
        left -= rows.length;
      }
    },
  };
}

/** `queue-send` and `queue-receive`: messages per second through a file, each commit on the disk, to SQLite by hand. */
export async function* queueBenchmarks(effort: Effort): AsyncGenerator<Figure> {
  const count = effort.smoke ? 50 : 200;
  const [warmUps, pairs] = effort.smoke ? [1, 3] : [3, 21];
  const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
  const opened = ['ours', 'by-hand'].map((name) => openDatabase(join(folder, `${name}.db`)));
  const queues = [ours, byHand].map((make, index) => make(opened[index] as DatabaseSync));
  const sent: number[][] = [];
  const received: number[][] = [];
  for (let pair = -warmUps; pair < pairs; pair++) {
    const perSecond = { send: [0, 0], receive: [0, 0] };
    // Which of the two goes first alternates.
    for (const index of pair % 2 === 0 ? [0, 1] : [1, 0]) {
      for (const step of ['send', 'receive'] as const) {
        const startedMs = performance.now();
        await queues[index]?.[step](count);
        perSecond[step][index] = count / ((performance.now() - startedMs) / 1000);
      }
    }
    if (pair < 0) continue;
    sent.push(perSecond.send);
    received.push(perSecond.receive);
  }
  for (const database of opened) database.close();
  await rm(folder, { recursive: true });
  yield figureOf('queue-send', sent);
  yield figureOf('queue-receive', received);
}

function figureOf(name: string, runs: readonly (readonly number[])[]): Figure {
  const [ourRate = 0, rawRate = 0] = [0, 1].map((side) => median(runs.map((rates) => rates[side] ?? Number.NaN)));
  const value = round(median(runs.map(([us = Number.NaN, raw = Number.NaN]) => us / raw)));
  const note = `${Math.round(ourRate)} messages/s to ${Math.round(rawRate)} by hand, ${runs.length} pairs`;
  return { name, value, limit: 0.8, better: 'higher', note };
}
