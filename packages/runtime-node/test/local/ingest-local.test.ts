import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallId, hashOf, type JobId } from '@earshot/core';
import { expect, it, onTestFinished } from 'vitest';
import { findCall } from '../../src/find-call.js';
import { ingestInto } from '../../src/local/ingest-local.js';
import { type LocalApp, openLocalApp } from '../../src/local/local-app.js';
import { job, SAID, temporaryFolder, writeFiles } from '../results-on-disk.js';
import { toneFile } from '../tone-file.js';

async function openedFolder(): Promise<LocalApp> {
  const app = await openLocalApp({ folder: await temporaryFolder() });
  onTestFinished(() => app.close());
  return app;
}

it('documents of ingested results stay when the folder that they came from is gone', async () => {
  const { app, local } = await openedFolder();
  const results = await temporaryFolder();
  await writeFiles(results, job('milk-1'));
  expect(await ingestInto({ app, local } as LocalApp, [results])).toMatchObject({ stored: 1 });
  await rm(results, { recursive: true });

  const call = await findCall(app, 'milk-1', { words: true });
  expect(call?.analysis?.transcript?.text).toBe(SAID.join(' '));
  const { documents } = await app.eraseCall.execute(hashOf('milk-1' as CallId, app.digests));
  expect(documents.map((uri) => uri.replace(/^.*job-milk-1\//, ''))).toEqual([
    '0/custom_output/0/result.json',
    '0/standard_output/0/result.json',
    'job_metadata.json',
  ]);
});

const FAILURE = { code: 'EARSHOT_UNREADABLE', reason: 'nobody can read it' };

/** Waits for the next message, and dead-letters it. */
async function deadLetterNext({ source }: LocalApp['local']): Promise<void> {
  const [delivery] = (await source.receive(1)) ?? [];
  if (delivery !== undefined) await source.deadLetter(delivery, FAILURE);
}

it('a recording whose start message is dead-lettered is reported, and not waited for', async () => {
  const app = await openedFolder();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'tone.wav'), toneFile());
  const counts = ingestInto(app, [folder]);
  await deadLetterNext(app.local);
  expect(await counts).toMatchObject({ stored: 0, unreadable: 1, problems: [{ code: 'EARSHOT_UNAVAILABLE' }] });
});

it('neither is one of whose job the end is dead-lettered', async () => {
  const app = await openedFolder();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'tone.wav'), toneFile());
  const counts = ingestInto(app, [folder]);
  const [start] = (await app.local.source.receive(1)) ?? [];
  if (start === undefined) throw new Error('no start message');
  await app.app.handleDelivery.execute(start);
  await app.local.source.acknowledge(start);
  const [queued] = app.local.jobs.ofCall('tone' as CallId);
  await app.local.analyzer.cancel(queued?.jobId as JobId);
  await deadLetterNext(app.local);
  expect(await counts).toMatchObject({ stored: 0, unreadable: 1 });
});

it('a call that is erased while its recording waits is not waited for', async () => {
  const app = await openedFolder();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'tone.wav'), toneFile());
  const counts = ingestInto(app, [folder]);
  const [start] = (await app.local.source.receive(1)) ?? [];
  if (start === undefined) throw new Error('no start message');
  await app.app.handleDelivery.execute(start);
  await app.app.eraseCall.execute(hashOf('tone' as CallId, app.app.digests));
  expect(await counts).toMatchObject({ stored: 0, failed: 0, unreadable: 0 });
});

it('files of a call whose record is damaged are reported, and hurt no other file', async () => {
  const app = await openedFolder();
  const { local } = app;
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'tone.wav'), toneFile());
  await local.ingest(join(folder, 'tone.wav'));
  const [start] = (await local.source.receive(1)) ?? [];
  if (start === undefined) throw new Error('no start message');
  await app.app.handleDelivery.execute(start);
  local.database.exec('UPDATE call_document SET crc32 = 1');
  await writeFile(join(folder, 'tone-copy.wav'), toneFile());
  await writeFiles(folder, job('milk-1'));
  expect(await ingestInto(app, [folder])).toMatchObject({
    stored: 1,
    unreadable: 2,
    problems: [{ code: 'EARSHOT_UNREADABLE' }, { code: 'EARSHOT_UNREADABLE' }],
  });
});
