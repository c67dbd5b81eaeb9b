import {
  EarshotError,
  type JobStatus,
  PersistResult,
  RecordFailure,
  SweepJobs,
  type SweepOptions,
  type SweptCall,
} from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fixture, instead, jobIdOf, mentionOf } from './fixture.js';

const MINUTE_MS = 60_000;

describe('SweepJobs', () => {
  let fixture: Fixture;
  let swept: SweptCall[];

  beforeEach(() => {
    fixture = new Fixture();
    swept = [];
  });

  async function sweep(status?: () => Promise<JobStatus>, options: SweepOptions = {}) {
    const { deps } = fixture;
    const analyzer = status === undefined ? fixture.analyzer : instead(fixture.analyzer, { status });
    return new SweepJobs({
      ...deps,
      analyzer,
      persistResult: new PersistResult(deps),
      recordFailure: new RecordFailure(deps),
    }).execute({ onSwept: (one) => swept.push(one), ...options });
  }

  async function started(callId: string) {
    const { jobId } = await fixture.start(callId);
    return jobIdOf(jobId ?? '');
  }

  const later = (minutes: number) => {
    fixture.nowMs += minutes * MINUTE_MS;
  };

  it('leaves alone what has not waited long', async () => {
    await started('fresh');
    later(29);
    expect(await sweep()).toEqual({});
    later(1);
    expect(await sweep()).toEqual({ running: 1 });
    expect((await fixture.record('fresh'))?.state).toBe('analyzing');
  });

  it('stores the result of a job whose event never came', async () => {
    const jobId = await started('silent');
    const { resultUri } = await fixture.finish(jobId, 'silent');
    fixture.analyzer.succeed(jobId, resultUri);
    later(31);
    expect(await sweep()).toEqual({ stored: 1 });
    const record = await fixture.record('silent');
    expect(record).toMatchObject({ state: 'completed', jobs: [{ jobId, state: 'succeeded' }] });
    expect(record?.analysis?.transcript?.text).not.toBe('');
    expect(swept.map(({ call }) => call?.callId)).toEqual(['silent']);
  });

  it('is harmless when the event comes after all', async () => {
    const jobId = await started('late');
    const mention = await fixture.finish(jobId, 'late');
    fixture.analyzer.succeed(jobId, mention.resultUri);
    later(31);
    await sweep();
    const kept = await fixture.record('late');
    const outcome = await new PersistResult(fixture.deps).execute(mentionOf(jobId, 'late'));
    expect(outcome.status).toBe('duplicate');
    expect((await fixture.record('late'))?.analysis).toEqual(kept?.analysis);
    expect(await sweep()).toEqual({});
  });

  it('records a job that failed for good, and does not start it anew', async () => {
    const jobId = await started('broken');
    fixture.analyzer.fail(jobId, { code: 'ClientError', reason: 'not a recording' });
    later(31);
    expect(await sweep()).toEqual({ failed: 1 });
    expect(await fixture.record('broken')).toMatchObject({
      state: 'failed',
      failure: { code: 'ClientError', reason: 'not a recording' },
    });
  });

  it('submits what another job may do again, until the attempts are used up', async () => {
    await started('unlucky');
    const broke = async (): Promise<JobStatus> => ({
      state: 'failed',
      failure: { code: 'ServiceError', reason: 'try again' },
      retryable: true,
    });
    const seen: unknown[] = [];
    for (let round = 0; round < 4; round++) {
      later(31);
      seen.push(await sweep(broke));
      later(60);
      await fixture.dispatch();
    }
    expect(seen).toEqual([{ submitted: 1 }, { submitted: 1 }, { failed: 1 }, {}]);
    const record = await fixture.record('unlucky');
    expect(record?.jobs.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(new Set(record?.jobs.map(({ jobId }) => jobId)).size).toBe(3);
  });

  it('submits again a call whose job the analyzer has forgotten', async () => {
    await started('forgotten');
    later(31);
    const forgot = async () => {
      throw new EarshotError('EARSHOT_NOT_FOUND', 'no such job');
    };
    expect(await sweep(forgot)).toEqual({ submitted: 1 });
    expect(await fixture.record('forgotten')).toMatchObject({
      state: 'submitted',
      jobs: [{ state: 'failed', failure: { code: 'EARSHOT_NOT_FOUND' } }],
    });
  });

  it('looks at no call that waits for a job, however many do', async () => {
    const jobId = await started('silent');
    const { resultUri } = await fixture.finish(jobId, 'silent');
    fixture.analyzer.succeed(jobId, resultUri);
    const full = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
    let asked = 0;
    const start = () => {
      asked++;
      return Promise.reject(full);
    };
    Object.assign(fixture.deps, { analyzer: instead(fixture.analyzer, { start }) });
    for (let index = 0; index < 500; index++) await fixture.start(`waiting ${index}`);
    later(60);
    asked = 0;
    expect(await sweep()).toEqual({ stored: 1 });
    expect(asked).toBe(0);
  });

  it('asks after no more calls than it may in one go, and after the others the next time', async () => {
    for (let index = 0; index < 230; index++) await started(`call ${index}`);
    later(31);
    const running = async (): Promise<JobStatus> => ({ state: 'running' });
    expect(await sweep(running, { maxCalls: 120 })).toEqual({ running: 120 });
    expect(await sweep(running, { maxCalls: 120 })).toEqual({ running: 110 });
    expect(new Set(swept.map(({ hash }) => hash)).size).toBe(230);
    expect(await sweep(running, { maxCalls: 10 })).toEqual({ running: 10 });
    expect(swept.slice(230).map(({ hash }) => hash)).toEqual(swept.slice(0, 10).map(({ hash }) => hash));
  });

  it('stops when its time is over, and goes on there the next time', async () => {
    for (let index = 0; index < 40; index++) await started(`call ${index}`);
    later(31);
    const slow = async (): Promise<JobStatus> => {
      fixture.nowMs += 1_000;
      return { state: 'running' };
    };
    const { running = 0 } = await sweep(slow, { timeLeftMs: 10_000 });
    expect(running).toBeGreaterThanOrEqual(10);
    expect(running).toBeLessThan(20);
    expect(await sweep(slow)).toEqual({ running: 40 - running });
  });

  it("keeps one call's error from the others, over many pages", async () => {
    for (let index = 0; index < 230; index++) await started(`call ${index}`);
    later(31);
    let asked = 0;
    const counts = await sweep(async () => {
      if (++asked % 2 === 0) throw new EarshotError('EARSHOT_THROTTLED', 'slower');
      return { state: 'running' };
    });
    expect(counts).toEqual({ running: 115, error: 115 });
    expect(new Set(swept.map(({ call }) => call?.callId)).size).toBe(230);
  });

  it('starts no second job for a failure that somebody else recorded meanwhile', async () => {
    const jobId = await started('raced');
    later(31);
    const failure = { code: 'ServiceError', reason: 'try again' };
    const counts = await sweep(async () => {
      await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'raced'), failure, true);
      return { state: 'failed', failure, retryable: true };
    });
    expect(counts).toEqual({ duplicate: 1 });
    expect(await fixture.record('raced')).toMatchObject({ state: 'submitted', jobs: [{ jobId, state: 'failed' }] });
  });

  it('counts the wait from the start of the job, whatever is reported of the call since', async () => {
    await started('updated');
    later(20);
    await fixture.start('updated', { metadata: { agent: 'Ada' } });
    later(11);
    expect(await sweep()).toEqual({ running: 1 });
  });
});
