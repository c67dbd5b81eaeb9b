import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallHash, CallId, type CallRecord, JobId, ObjectUri } from '@earshot/core';
import { expect, it, onTestFinished } from 'vitest';
import { openLocal } from '../src/open-local.js';

const bodyOf = (callId: string) => JSON.stringify({ callId, audioS3Uri: `local://recordings/${callId}.wav` });

function recordOf(callId: string): CallRecord {
  return {
    hash: CallHash.parse('0'.repeat(32)),
    callId: CallId.parse(callId),
    revision: 1,
    recordedAt: { ms: 0, source: 'transport' },
    state: 'submitted',
    history: [],
    jobs: [],
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}

it('forgetting a call removes its messages, dead-lettered ones too, and no other call’s', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-forget-'));
  const local = await openLocal({ folder });
  onTestFinished(async () => {
    await local.close();
    await rm(folder, { recursive: true });
  });
  const { source, deadLetters } = local;
  for (const id of ['dead-1', 'dead-10']) await source.send(bodyOf(id.replace('dead', 'call')), { id });
  for (const delivery of (await source.receive(2)) ?? []) {
    await source.deadLetter(delivery, { code: 'EARSHOT_UNREADABLE', reason: 'no audio' });
  }
  for (const id of ['call-1', 'call-10']) await source.send(bodyOf(id), { id });

  expect(await local.forget(recordOf('call-1'))).toEqual(['2 messages']);
  expect(await deadLetters.list()).toMatchObject([{ messageId: 'dead-10' }]);
  expect(await source.count()).toEqual({ waiting: 1, delayed: 0, inWork: 0 });
  expect(await source.receive(2)).toMatchObject([{ id: 'call-10' }]);
});

it.each([
  ['failed without documents', { callId: CallId.parse('failed') }],
  ['is damaged beyond its id', {}],
])('forgetting a call that %s leaves the documents of another call’s job of the same name', async (_, known) => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-forget-'));
  const local = await openLocal({ folder });
  onTestFinished(async () => {
    await local.close();
    await rm(folder, { recursive: true });
  });
  const jobId = JobId.parse('job-1');
  const outputUri = ObjectUri.parse('local://results/other/job-1/');
  const document = ObjectUri.parse(`${outputUri}0/standard_output/0/result.json`);
  await local.store.put(document, new Uint8Array(1));
  const other = { ...recordOf('other'), hash: CallHash.parse('1'.repeat(32)) };
  await local.records.save({ ...other, jobs: [{ jobId, state: 'succeeded', outputUri }] });
  await local.source.send(JSON.stringify({ earshotEvent: 'job_finished', resultUri: `${outputUri}job_metadata.json` }));

  expect(await local.forget({ hash: CallHash.parse('0'.repeat(32)), ...known, jobs: [{ jobId }] })).toEqual([]);
  expect(await local.store.get(document)).toHaveLength(1);
});
