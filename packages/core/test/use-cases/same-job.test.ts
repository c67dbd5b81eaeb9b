import {
  EarshotError,
  type Failure,
  ObjectUri,
  PersistResult,
  RecordFailure,
  RestartCall,
  type ResultStore,
  StartAnalysis,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Fixture, instead, jobIdOf, mentionOf, requestOf } from './fixture.js';

const failure: Failure = { code: 'ServiceError', reason: 'internal error' };
const recording = (key: string) => ObjectUri.parse(`s3://recordings/${key}`);

async function outside(fixture: Fixture, jobId: string, folder: string, key: string) {
  const mention = await fixture.finish(jobId, folder, { media: { bucket: 'recordings', key }, voice: key });
  return { mention, outcome: await new PersistResult(fixture.deps).execute(mention) };
}

/** Persists without a look at any document. */
const unread = (fixture: Fixture, mention: ReturnType<typeof mentionOf>) => {
  const store = instead<ResultStore>(fixture.store, { get: () => Promise.reject(new Error('it was read')) });
  return new PersistResult({ ...fixture.deps, store }).execute(mention);
};

describe('the name of a job that was started elsewhere', () => {
  test('does not make two recordings one call', async () => {
    const fixture = new Fixture();
    await outside(fixture, 'job', '2026/11', 'one.wav');
    const { outcome } = await outside(fixture, 'job', '2026/12', 'two.wav');
    expect(outcome).toMatchObject({ status: 'stored', record: { callId: 'two' } });
    expect(await fixture.record('one')).toMatchObject({ media: { uri: recording('one.wav') }, revision: 1 });
  });

  test('is known at another place, unread, when the event names the same recording', async () => {
    const fixture = new Fixture();
    await outside(fixture, 'job', '2026/11', 'one.wav');
    const mention = { ...mentionOf('job', 'copied'), mediaUri: recording('one.wav') };
    expect(await unread(fixture, mention)).toMatchObject({ status: 'duplicate', record: { callId: 'one' } });
    const silent = mentionOf('job', 'copied');
    await expect(unread(fixture, silent)).rejects.toThrow('it was read');
  });

  test('is no name for a call when no folder lies between it and the outputs', async () => {
    const fixture = new Fixture();
    const { outcome } = await outside(fixture, 'job', 'job', 'one.wav');
    expect(outcome).toMatchObject({ status: 'stored', record: { callId: 'one' } });
  });
});

test('a job that was started here and failed is known when it succeeds after all, unread', async () => {
  const fixture = new Fixture();
  const media = recording('call-7.wav');
  await new RecordFailure(fixture.deps).execute({ ...mentionOf('outside', 'call-7'), mediaUri: media }, failure);
  const callId = String((await fixture.repository.list({ filter: {}, limit: 1 })).calls[0]?.callId);
  await fixture.restart(callId);
  const jobId = jobIdOf(fixture.analyzer.jobs[0]?.jobId ?? '');
  await new RecordFailure(fixture.deps).execute(mentionOf(jobId, callId), failure);
  expect(await unread(fixture, mentionOf(jobId, callId))).toMatchObject({
    status: 'duplicate',
    record: { state: 'failed', jobs: [{ jobId: 'outside' }, { jobId }] },
  });
});

describe('the recording of a manifest', () => {
  test('that says that its job failed is that of the failed call', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('job', '2026/11', { media: { bucket: 'recordings', key: 'one.wav' } });
    await fixture.put(mention.resultUri, { ...(await fixture.json(mention.resultUri)), job_status: 'FAILED' });
    expect(await new PersistResult(fixture.deps).execute(mention)).toMatchObject({
      status: 'failed',
      record: { callId: 'one', media: { uri: recording('one.wav') } },
    });
  });

  test('is that of its first asset which names one', async () => {
    const fixture = new Fixture();
    const mention = await fixture.finish('job', '2026/11', { media: { bucket: 'recordings', key: 'one.wav' } });
    const manifest = await fixture.json(mention.resultUri);
    const output_metadata = [{ asset_id: 0 }, ...(manifest['output_metadata'] as object[])];
    await fixture.put(mention.resultUri, { ...manifest, output_metadata, job_status: 'FAILED' });
    expect(await new PersistResult(fixture.deps).execute(mention)).toMatchObject({
      record: { callId: 'one', media: { uri: recording('one.wav') } },
    });
  });
});

describe('the copies that a job was started for', () => {
  test('are asked of that job, whatever others of its call were', async () => {
    const fixture = new Fixture();
    const media = recording('call-7.wav');
    await new RecordFailure(fixture.deps).execute({ ...mentionOf('outside', 'call-7'), mediaUri: media }, failure);
    const hash = fixture.hash('call-7');
    const { jobId = '' } = await new RestartCall({ ...fixture.deps, copies: 'redacted' }).execute(hash);
    const result = new PersistResult(fixture.deps).execute(await fixture.finish(jobId, 'call-7'));
    await expect(result).rejects.toMatchObject({ code: 'EARSHOT_NOT_REDACTED' });
    expect(await fixture.record('call-7')).not.toHaveProperty('analysis');
  });

  test('are noted only where originals may not be kept', async () => {
    const fixture = new Fixture();
    await new StartAnalysis({ ...fixture.deps, copies: 'original' }).execute(requestOf('call-7'));
    expect((await fixture.record('call-7'))?.jobs[0]).not.toHaveProperty('copies');
  });
});

test('a refused call is not forgotten when somebody else reported its recording meanwhile', async () => {
  const fixture = new Fixture();
  const analyzer = instead(fixture.analyzer, {
    start: async () => {
      const { repository } = fixture.deps;
      const record = await fixture.record('call-7');
      if (record?.revision === 1) await repository.save({ ...record, revision: 2, metadata: { agent: 'Ada' } });
      throw new EarshotError('EARSHOT_INVALID_INPUT', 'no recording');
    },
  });
  const start = new StartAnalysis({ ...fixture.deps, analyzer });
  expect(await start.execute(requestOf('call-7'), { forgetRefused: true })).toMatchObject({ status: 'failed' });
  expect(await fixture.record('call-7')).toMatchObject({ state: 'failed', metadata: { agent: 'Ada' } });
});
