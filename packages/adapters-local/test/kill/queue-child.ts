import { writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { EarshotError, processDeliveries } from '@earshot/core';
import { openDatabase, transaction } from '../../src/sqlite/open-database.js';
import { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';

/**
 * A process that is killed while it works: `writer <database> <name> <number>` sends messages from that number on,
 * `receiver <database>` works through them. What it writes to its output has happened.
 */
const [role, path = '', name = '', first = '0'] = process.argv.slice(2);
const MANY = 200;

const database = openDatabase(path);
// Only that the holder is known to be dead brings a message back in time.
const source = new SqliteEventSource({ database, visibilityMs: 3_600_000, maxReceives: 1_000, pollMs: 20 });
process.once('SIGTERM', () => void source.close());
await (role === 'writer' ? send(Number(first)) : receive());

/** Every other message is events about something that is noted in the same transaction. */
async function send(firstNumber: number): Promise<void> {
  for (let number = firstNumber; ; number++) {
    const id = `${name}-${number}`;
    if (number % 2 === 0) await source.send(id, { id });
    else sendNews(id);
    say(`sent ${id}`);
    if ((await source.count()).waiting > MANY) await wait(10);
  }
}

function sendNews(id: string): void {
  transaction(database, () => {
    database.prepare('INSERT OR IGNORE INTO done_job VALUES (?)').run(id);
    source.enqueue(id, { id });
  });
}

function receive(): Promise<void> {
  return processDeliveries({
    source,
    concurrency: 5,
    handle: async ({ id, receiveCount }) => {
      say(`took ${id} ${receiveCount} ${process.pid} ${process.hrtime.bigint()}`);
      if (id.endsWith('7')) throw new EarshotError('EARSHOT_INVALID_INPUT', 'to be dead-lettered');
      if (id.endsWith('4') && receiveCount === 1) throw new EarshotError('EARSHOT_UNAVAILABLE', 'to be retried');
      haveEffect(database, id);
      return [];
    },
  });
}

/** As a use case does: looks whether it was done, and does it. */
function haveEffect(database: DatabaseSync, id: string): void {
  transaction(database, () => {
    const done = database.prepare('SELECT 1 FROM effect WHERE id = ?').get(id);
    if (done === undefined) database.prepare('INSERT INTO effect VALUES (?)').run(id);
  });
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
