import { ObjectUri, PersistResult, RecordFailure } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Bench, EVENT_MS, jobIdOf, mentionOf } from './bench.js';

const failure = { code: 'ServiceError', reason: 'internal error' };

describe('a job that failed', () => {
  test('fails its call, with the reason and the time', async () => {
    const bench = new Bench();
    const { jobId = '' } = await bench.start('call-7');
    const outcome = await new RecordFailure(bench.deps).execute(mentionOf(jobId, 'call-7'), failure);
    expect(outcome).toMatchObject({ status: 'failed', record: { state: 'failed', failure } });
    expect(await bench.record('call-7')).toMatchObject({
      jobs: [{ jobId, state: 'failed', startedAtMs: bench.nowMs, finishedAtMs: EVENT_MS, failure }],
    });
  });

  test('is known when it is told again', async () => {
    const bench = new Bench();
    const { jobId = '' } = await bench.start('call-7');
    const useCase = new RecordFailure(bench.deps);
    const { record } = await useCase.execute(mentionOf(jobId, 'call-7'), failure);
    expect(await useCase.execute(mentionOf(jobId, 'call-7'), failure)).toEqual({ status: 'duplicate', record });
  });

  test('does not undo a result', async () => {
    const bench = new Bench();
    const { jobId = '' } = await bench.start('call-7');
    await new PersistResult(bench.deps).execute(await bench.finish(jobId, 'call-7'));
    const outcome = await new RecordFailure(bench.deps).execute(mentionOf(jobId, 'call-7'), failure);
    expect(outcome).toMatchObject({ status: 'duplicate', record: { state: 'completed' } });
  });

  test('and that nobody here started makes a failed call, named after its folder', async () => {
    const bench = new Bench();
    const mediaUri = ObjectUri.parse('s3://recordings/x_20260914T08:00_UTC.wav');
    const mention = { ...mentionOf('outside', 'call-7'), mediaUri };
    await new RecordFailure(bench.deps).execute(mention, failure);
    expect(await bench.record('call-7')).toMatchObject({
      state: 'failed',
      failure,
      media: { uri: mediaUri },
      recordedAt: { ms: Date.UTC(2026, 8, 14, 8), source: 'media_name' },
    });
    expect(await bench.restart('call-7')).toMatchObject({ status: 'started' });
  });

  test('of another call’s folder is found by its id', async () => {
    const bench = new Bench();
    const { jobId = '' } = await bench.start('call-7');
    await new RecordFailure(bench.deps).execute(mentionOf(jobId, 'some-folder'), failure);
    expect(await bench.record('call-7')).toMatchObject({ state: 'failed' });
    expect(await bench.record('some-folder')).toBeUndefined();
  });

  test('in a folder named by the hash of the call belongs to that call', async () => {
    const bench = new Bench();
    const { jobId = '' } = await bench.start('2026/call');
    await new RecordFailure(bench.deps).execute(mentionOf(jobId, bench.hash('2026/call')), failure);
    expect(await bench.record('2026/call')).toMatchObject({ state: 'failed' });
  });

  test('for a call that waits for another job is refused for good', async () => {
    const bench = new Bench();
    await bench.start('call-7');
    await expect(new RecordFailure(bench.deps).execute(mentionOf('other', 'call-7'), failure)).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
      retryable: false,
      details: { field: 'jobId', found: jobIdOf('other') },
    });
    expect(await bench.record('call-7')).toMatchObject({ state: 'analyzing' });
  });
});
