import { type AudioAnalyzer, EarshotError, PersistResult, RecordFailure, RestartCall } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Bench, instead, mentionOf } from './bench.js';

const failure = { code: 'ClientError', reason: 'no audio track' };

async function failed(bench: Bench): Promise<string> {
  const { jobId = '' } = await bench.start('call-7');
  await new RecordFailure(bench.deps).execute(mentionOf(jobId, 'call-7'), failure);
  return jobId;
}

describe('starting a failed call anew', () => {
  test('runs another job, and keeps the failed one', async () => {
    const bench = new Bench();
    const first = await failed(bench);
    const { status, record, jobId } = await bench.restart('call-7');
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
    expect(bench.analyzer.jobs).toHaveLength(2);
  });

  test('leads to a result, whatever is still told of the failed job', async () => {
    const bench = new Bench();
    const first = await failed(bench);
    const { jobId = '' } = await bench.restart('call-7');
    await new RecordFailure(bench.deps).execute(mentionOf(first, 'call-7'), failure);
    expect(await bench.record('call-7')).toMatchObject({ state: 'analyzing' });
    await new PersistResult(bench.deps).execute(await bench.finish(jobId, 'call-7'));
    await new RecordFailure(bench.deps).execute(mentionOf(first, 'call-7'), failure);
    expect(await bench.record('call-7')).toMatchObject({
      state: 'completed',
      jobs: [{ state: 'failed' }, { state: 'succeeded' }],
    });
  });

  test('may be done again when it failed again', async () => {
    const bench = new Bench();
    await failed(bench);
    const { jobId = '' } = await bench.restart('call-7');
    await new RecordFailure(bench.deps).execute(mentionOf(jobId, 'call-7'), failure);
    expect(await bench.restart('call-7')).toMatchObject({
      status: 'started',
      record: { jobs: [{}, {}, { state: 'running' }] },
    });
    expect(bench.analyzer.jobs).toHaveLength(3);
  });

  test('that was interrupted before its job began is done by the next command', async () => {
    const bench = new Bench();
    await failed(bench);
    const busy = new EarshotError('EARSHOT_THROTTLED', 'slow down');
    const analyzer = instead<AudioAnalyzer>(bench.analyzer, { start: () => Promise.reject(busy) });
    const interrupted = new RestartCall({ ...bench.deps, analyzer });
    await expect(interrupted.execute(bench.hash('call-7'))).rejects.toBe(busy);
    expect(await bench.record('call-7')).toMatchObject({ state: 'submitted' });
    expect(await bench.restart('call-7')).toMatchObject({ status: 'started', record: { state: 'analyzing' } });
    expect(bench.analyzer.jobs).toHaveLength(2);
  });

  test('that was interrupted before its job began is done by a start message as well', async () => {
    const bench = new Bench();
    await failed(bench);
    const analyzer = instead<AudioAnalyzer>(bench.analyzer, { start: () => Promise.reject(new Error('crash')) });
    await expect(new RestartCall({ ...bench.deps, analyzer }).execute(bench.hash('call-7'))).rejects.toThrow();
    await bench.start('call-7');
    expect(await bench.record('call-7')).toMatchObject({ state: 'analyzing', jobs: [{}, { state: 'running' }] });
    expect(bench.analyzer.jobs).toHaveLength(2);
  });

  test('twice at once runs one job', async () => {
    const bench = new Bench();
    await failed(bench);
    const both = await Promise.allSettled([bench.restart('call-7'), bench.restart('call-7')]);
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    expect(bench.analyzer.jobs).toHaveLength(2);
  });

  test('is not undone by a refusal of the attempt before that comes late', async () => {
    const bench = new Bench();
    const refusal = new EarshotError('EARSHOT_INVALID_INPUT', 'not a recording');
    let refuse = (_: unknown): void => {};
    const late = instead<AudioAnalyzer>(bench.analyzer, { start: () => new Promise((_, reject) => (refuse = reject)) });
    const slow = new RestartCall({ ...bench.deps, analyzer: late });
    const at = instead<AudioAnalyzer>(bench.analyzer, { start: () => Promise.reject(refusal) });
    await failed(bench);
    const first = slow.execute(bench.hash('call-7'));
    await new Promise((resolve) => setImmediate(resolve));
    await new RestartCall({ ...bench.deps, analyzer: at }).execute(bench.hash('call-7'));
    await bench.restart('call-7');
    refuse(refusal);
    expect(await first).toMatchObject({ status: 'duplicate', record: { state: 'analyzing' } });
    expect(await bench.record('call-7')).toMatchObject({
      state: 'analyzing',
      jobs: [{}, { state: 'refused' }, { state: 'running' }],
    });
  });
});

describe('starting anew is refused', () => {
  const refusal = (code: string) => ({ code, retryable: false });

  test('when there is no such call', async () => {
    const bench = new Bench();
    await expect(bench.restart('call-7')).rejects.toMatchObject({
      ...refusal('EARSHOT_NOT_FOUND'),
      details: { field: 'hash', found: bench.hash('call-7') },
    });
  });

  test('when the call is analysed, or is being', async () => {
    const bench = new Bench();
    const { jobId = '' } = await bench.start('call-7');
    await expect(bench.restart('call-7')).rejects.toMatchObject(refusal('EARSHOT_CONFLICT'));
    await new PersistResult(bench.deps).execute(await bench.finish(jobId, 'call-7'));
    await expect(bench.restart('call-7')).rejects.toMatchObject(refusal('EARSHOT_CONFLICT'));
    expect(bench.analyzer.jobs).toHaveLength(1);
  });

  test('when nobody knows where the recording lies', async () => {
    const bench = new Bench();
    await new RecordFailure(bench.deps).execute(mentionOf('outside', 'call-7'), failure);
    await expect(bench.restart('call-7')).rejects.toMatchObject(refusal('EARSHOT_INVALID_INPUT'));
  });
});
