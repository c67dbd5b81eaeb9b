import type { JobId } from '@earshot/core';
import { expect, onTestFinished, test } from 'vitest';
import { AnalysisJobs } from '../../src/sqlite/analysis-jobs.js';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteEventSource } from '../../src/sqlite/sqlite-event-source.js';
import { sqliteQueues } from '../../src/sqlite/sqlite-queues.js';
import { databaseFolder } from './database-folder.js';

const folder = databaseFolder();

test('messages and analyses are counted: those that wait, with the age of the oldest, those in work, and dead letters', async () => {
  const database = openDatabase(folder.newPath());
  onTestFinished(() => database.close());
  let nowMs = 1_000_000;
  const now = () => new Date(nowMs);
  const source = new SqliteEventSource({ database, now });
  onTestFinished(() => source.close());
  const jobs = new AnalysisJobs({ database, now });
  const counted = async () => {
    const queues = sqliteQueues(database, now);
    return Object.fromEntries(await Promise.all(queues.map(async (queue) => [queue.name, await queue.count()])));
  };
  expect(await counted()).toEqual({
    messages: { waiting: 0, inFlight: 0, oldestAgeMs: 0, deadLettered: 0 },
    analyses: { waiting: 0, inFlight: 0, oldestAgeMs: 0 },
  });
  for (const body of ['1', '2', '3']) {
    source.enqueue(body);
    const request = { callId: body, media: { uri: `local://recordings/${body}.wav` }, outputUri: 'local://results/x' };
    jobs.add(`job-${body}` as JobId, { ...request, idempotencyKey: body } as never);
    nowMs += 1_000;
  }
  const [first, second] = (await source.receive(2)) ?? [];
  if (first === undefined || second === undefined) throw new Error('no messages');
  await source.deadLetter(first, { code: 'EARSHOT_UNREADABLE', reason: 'odd' });
  jobs.claim('worker');
  expect(await counted()).toEqual({
    messages: { waiting: 1, inFlight: 1, oldestAgeMs: 1_000, deadLettered: 1 },
    analyses: { waiting: 2, inFlight: 1, oldestAgeMs: 2_000 },
  });
  nowMs += 3_600_000;
  // Those who held them have said nothing since.
  expect(await counted()).toMatchObject({
    messages: { waiting: 2, inFlight: 0 },
    analyses: { waiting: 3, inFlight: 0 },
  });
});
