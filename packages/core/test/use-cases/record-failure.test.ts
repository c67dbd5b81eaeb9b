import {
  type AnalysisRequest,
  type AudioAnalyzer,
  ObjectUri,
  PersistResult,
  RecordFailure,
  StartAnalysis,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { EVENT_MS, Fixture, instead, jobIdOf, mentionOf, requestOf } from './fixture.js';

const failure = { code: 'ServiceError', reason: 'internal error' };

describe('a job that failed', () => {
  test('fails its call, with the reason and the time', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const outcome = await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure);
    expect(outcome).toMatchObject({ status: 'failed', record: { state: 'failed', failure } });
    expect(await fixture.record('call-7')).toMatchObject({
      jobs: [{ jobId, state: 'failed', startedAtMs: fixture.nowMs, finishedAtMs: EVENT_MS, failure }],
    });
  });

  test('and may succeed as another one is submitted again, until the attempts are used up', async () => {
    const fixture = new Fixture();
    const useCase = new RecordFailure({ ...fixture.deps, maxAttempts: 2 });
    const first = await fixture.start('call-7');
    expect(await useCase.execute(mentionOf(first.jobId ?? '', 'call-7'), failure, true)).toMatchObject({
      status: 'submitted',
      record: { state: 'submitted', revision: 3, jobs: [{ jobId: first.jobId, state: 'failed', failure }] },
    });
    const record = await fixture.record('call-7');
    expect(record).not.toHaveProperty('failure');
    expect(record?.history.map(({ state }) => state)).toEqual(['submitted', 'analyzing', 'submitted']);
    expect(await useCase.execute(mentionOf(first.jobId ?? '', 'call-7'), failure, true)).toMatchObject({
      status: 'duplicate',
    });
    const second = await fixture.start('call-7');
    expect(await useCase.execute(mentionOf(second.jobId ?? '', 'call-7'), failure, true)).toMatchObject({
      status: 'failed',
      record: { state: 'failed', failure, jobs: [{ state: 'failed' }, { jobId: second.jobId, state: 'failed' }] },
    });
  });

  test('by an incident of the service for an hour is retried until the service is back', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    const beganMs = fixture.nowMs;
    for (let minute = 0; minute < 120; minute++) {
      const { state, jobs } = (await fixture.record('call-7')) ?? {};
      const jobId = jobs?.at(-1)?.jobId;
      const isOver = fixture.nowMs - beganMs > 60 * 60_000;
      if (state === 'analyzing' && jobId !== undefined && !isOver) {
        await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure, true);
      }
      fixture.nowMs += 60_000;
      await fixture.dispatch();
    }
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'analyzing',
      jobs: [{ state: 'failed' }, { state: 'failed' }, { state: 'running' }],
    });
  });

  test('is retried a minute later at first, behind the calls that were submitted before that time', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const outcome = await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure, true);
    const startRetry = { atMs: fixture.nowMs + 60_000, count: 1, failure };
    expect(outcome).toMatchObject({ status: 'submitted', record: { startRetry } });
    await fixture.dispatch({ submitted: [fixture.hash('call-7')] });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted' });
    await fixture.state.write('dispatch', { backlog: true }, (await fixture.state.read('dispatch'))?.version ?? 0);
    fixture.nowMs += 59_999;
    await fixture.start('call-8');
    fixture.nowMs += 1;
    await fixture.dispatch();
    expect(fixture.analyzer.jobs.map(({ request }) => request.callId)).toEqual(['call-7', 'call-8', 'call-7']);
  });

  test('before its start was recorded counts as one attempt', async () => {
    const fixture = new Fixture();
    const useCase = new RecordFailure({ ...fixture.deps, maxAttempts: 2 });
    const start = async (request: AnalysisRequest) => {
      const job = await fixture.analyzer.start(request);
      await useCase.execute(mentionOf(job.jobId, 'call-7'), failure, true);
      return job;
    };
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start });
    const startCall = new StartAnalysis({ ...fixture.deps, analyzer });
    await startCall.execute(requestOf('call-7'));
    expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted', jobs: [{ state: 'failed' }] });
    await startCall.execute(requestOf('call-7'));
    expect(await fixture.record('call-7')).toMatchObject({ state: 'failed', jobs: [{}, { state: 'failed' }] });
  });

  test('and that nobody here started is not retried', async () => {
    const fixture = new Fixture();
    const mention = { ...mentionOf('outside', 'call-7'), mediaUri: ObjectUri.parse('s3://recordings/x.wav') };
    expect(await new RecordFailure(fixture.deps).execute(mention, failure, true)).toMatchObject({ status: 'failed' });
  });

  test('is known when it is told again', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const useCase = new RecordFailure(fixture.deps);
    const first = await useCase.execute(mentionOf(jobId, 'call-7'), failure);
    const again = await useCase.execute(mentionOf(jobId, 'call-7'), failure);
    expect(again).toEqual({ ...first, status: 'duplicate' });
  });

  test('does not undo a result', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    await new PersistResult(fixture.deps).execute(await fixture.finish(jobId, 'call-7'));
    const outcome = await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure);
    expect(outcome).toMatchObject({ status: 'duplicate', record: { state: 'completed' } });
  });

  test('and that nobody here started makes a failed call, named after its folder', async () => {
    const fixture = new Fixture();
    const mediaUri = ObjectUri.parse('s3://recordings/x_20260914T08:00_UTC.wav');
    const mention = { ...mentionOf('outside', 'call-7'), mediaUri };
    await new RecordFailure(fixture.deps).execute(mention, failure);
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'failed',
      failure,
      media: { uri: mediaUri },
      recordedAt: { ms: Date.UTC(2026, 8, 14, 8), source: 'media_name' },
    });
    expect(await fixture.restart('call-7')).toMatchObject({ status: 'started' });
  });

  test('of another call’s folder is found by its id', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'some-folder'), failure);
    expect(await fixture.record('call-7')).toMatchObject({ state: 'failed' });
    expect(await fixture.record('some-folder')).toBeUndefined();
  });

  test('without a folder is found by its id', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const { folder: _, ...mention } = mentionOf(jobId, 'call-7');
    expect(await new RecordFailure(fixture.deps).execute(mention, failure)).toMatchObject({ status: 'failed' });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'failed', failure });
  });

  test('without a folder is ignored when no call has it, even if one is about its recording', async () => {
    const fixture = new Fixture();
    const { record } = await fixture.start('call-7');
    const { folder: _, ...mention } = mentionOf('outside', 'call-7');
    const stray = { ...mention, mediaUri: record.media?.uri };
    expect(await new RecordFailure(fixture.deps).execute(stray, failure)).toMatchObject({ status: 'ignored' });
    expect(await fixture.record('call-7')).toEqual(record);
  });

  test('in a folder named by the hash of the call belongs to that call', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('2026/call');
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, fixture.hash('2026/call')), failure);
    expect(await fixture.record('2026/call')).toMatchObject({ state: 'failed' });
  });

  test('for a call that waits for another job is refused for good', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    await expect(new RecordFailure(fixture.deps).execute(mentionOf('other', 'call-7'), failure)).rejects.toMatchObject({
      code: 'EARSHOT_CONFLICT',
      retryable: false,
      details: { field: 'jobId', found: jobIdOf('other') },
    });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing' });
  });
});
