import {
  type AudioAnalyzer,
  EarshotError,
  PersistResult,
  RecordFailure,
  RestartCall,
  StartAnalysis,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Fixture, instead, mentionOf, requestOf } from './fixture.js';

const failure = { code: 'ClientError', reason: 'no audio track' };

async function failed(fixture: Fixture): Promise<string> {
  const { jobId = '' } = await fixture.start('call-7');
  await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure);
  return jobId;
}

describe('starting a failed call anew', () => {
  test('runs another job, and keeps the failed one', async () => {
    const fixture = new Fixture();
    const first = await failed(fixture);
    const { status, record, jobId } = await fixture.restart('call-7');
    expect(status).toBe('started');
    expect(record).toMatchObject({
      state: 'analyzing',
      jobs: [
        { jobId: first, state: 'failed' },
        { jobId, state: 'running' },
      ],
    });
    expect(record).not.toHaveProperty('failure');
    expect(record.history.map(({ state }) => state)).toEqual([
      'submitted',
      'analyzing',
      'failed',
      'submitted',
      'analyzing',
    ]);
    expect(fixture.analyzer.jobs).toHaveLength(2);
  });

  test('leads to a result, whatever is still told of the failed job', async () => {
    const fixture = new Fixture();
    const first = await failed(fixture);
    const { jobId = '' } = await fixture.restart('call-7');
    await new RecordFailure(fixture.deps).execute(mentionOf(first, 'call-7'), failure);
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing' });
    await new PersistResult(fixture.deps).execute(await fixture.finish(jobId, 'call-7'));
    await new RecordFailure(fixture.deps).execute(mentionOf(first, 'call-7'), failure);
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'completed',
      jobs: [{ state: 'failed' }, { state: 'succeeded' }],
    });
  });

  test('may be done again when it failed again', async () => {
    const fixture = new Fixture();
    await failed(fixture);
    const { jobId = '' } = await fixture.restart('call-7');
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure);
    expect(await fixture.restart('call-7')).toMatchObject({
      status: 'started',
      record: { jobs: [{}, {}, { state: 'running' }] },
    });
    expect(fixture.analyzer.jobs).toHaveLength(3);
  });

  test('that was interrupted before its job began is done by the next command', async () => {
    const fixture = new Fixture();
    await failed(fixture);
    const busy = new EarshotError('EARSHOT_UNAVAILABLE', 'away');
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(busy) });
    const interrupted = new RestartCall({ ...fixture.deps, analyzer });
    expect(await interrupted.execute(fixture.hash('call-7'))).toMatchObject({ status: 'submitted', refusal: 'fault' });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted' });
    expect(await fixture.restart('call-7')).toMatchObject({ status: 'started', record: { state: 'analyzing' } });
    expect(fixture.analyzer.jobs).toHaveLength(2);
  });

  test('waits behind the calls that wait', async () => {
    const fixture = new Fixture();
    await failed(fixture);
    const full = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(full) });
    await new StartAnalysis({ ...fixture.deps, analyzer }).execute(requestOf('call-8'));
    expect(await fixture.restart('call-7')).toMatchObject({ status: 'submitted', record: { state: 'submitted' } });
    await fixture.dispatch();
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing', jobs: [{}, { state: 'running' }] });
  });

  test('that was interrupted before its job began is done by a start message as well', async () => {
    const fixture = new Fixture();
    await failed(fixture);
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(new Error('crash')) });
    await expect(new RestartCall({ ...fixture.deps, analyzer }).execute(fixture.hash('call-7'))).rejects.toThrow();
    await fixture.start('call-7');
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing', jobs: [{}, { state: 'running' }] });
    expect(fixture.analyzer.jobs).toHaveLength(2);
  });

  test('twice at once runs one job', async () => {
    const fixture = new Fixture();
    await failed(fixture);
    const both = await Promise.allSettled([fixture.restart('call-7'), fixture.restart('call-7')]);
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    expect(fixture.analyzer.jobs).toHaveLength(2);
  });

  test('is not undone by a refusal of the attempt before that comes late', async () => {
    const fixture = new Fixture();
    const refusal = new EarshotError('EARSHOT_INVALID_INPUT', 'not a recording');
    let refuse = (_: unknown): void => {};
    const late = instead<AudioAnalyzer>(fixture.analyzer, {
      start: () => new Promise((_, reject) => (refuse = reject)),
    });
    const slow = new RestartCall({ ...fixture.deps, analyzer: late });
    const at = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(refusal) });
    await failed(fixture);
    const first = slow.execute(fixture.hash('call-7'));
    await new Promise((resolve) => setImmediate(resolve));
    await new RestartCall({ ...fixture.deps, analyzer: at }).execute(fixture.hash('call-7'));
    await fixture.restart('call-7');
    refuse(refusal);
    expect(await first).toMatchObject({ status: 'duplicate', record: { state: 'analyzing' } });
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'analyzing',
      jobs: [{}, { state: 'refused' }, { state: 'running' }],
    });
  });
});

describe('starting anew is refused', () => {
  const refusal = (code: string) => ({ code, retryable: false });

  test('when there is no such call', async () => {
    const fixture = new Fixture();
    await expect(fixture.restart('call-7')).rejects.toMatchObject({
      ...refusal('EARSHOT_NOT_FOUND'),
      details: { field: 'hash', found: fixture.hash('call-7') },
    });
  });

  test('when the call is analysed, or is being', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    await expect(fixture.restart('call-7')).rejects.toMatchObject(refusal('EARSHOT_CONFLICT'));
    await new PersistResult(fixture.deps).execute(await fixture.finish(jobId, 'call-7'));
    await expect(fixture.restart('call-7')).rejects.toMatchObject(refusal('EARSHOT_CONFLICT'));
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });

  test('when nobody knows where the recording lies', async () => {
    const fixture = new Fixture();
    await new RecordFailure(fixture.deps).execute(mentionOf('outside', 'call-7'), failure);
    await expect(fixture.restart('call-7')).rejects.toMatchObject(refusal('EARSHOT_INVALID_INPUT'));
  });
});
