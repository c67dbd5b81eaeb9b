import {
  EarshotError,
  type JobStatus,
  PersistResult,
  RecordFailure,
  RestartCall,
  StartTranscription,
  SweepJobs,
  type SweptCall,
} from '@earshot/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fixture, instead, jobIdOf, mentionOf, requestOf } from './fixture.js';

const MINUTE_MS = 60_000;

describe('SweepJobs', () => {
  let fixture: Fixture;
  let swept: SweptCall[];

  beforeEach(() => {
    fixture = new Fixture();
    swept = [];
  });

  async function sweep(status?: () => Promise<JobStatus>, options = {}, repository = fixture.deps.repository) {
    const { deps } = fixture;
    const analyzer = status === undefined ? fixture.analyzer : instead(fixture.analyzer, { status });
    return new SweepJobs({
      ...deps,
      repository,
      analyzer,
      persistResult: new PersistResult(deps),
      recordFailure: new RecordFailure(deps),
      restartCall: new RestartCall(deps),
    }).execute({ onSwept: (one) => swept.push(one), ...options });
  }

  async function started(callId: string) {
    const { jobId } = await fixture.start(callId);
    return jobIdOf(jobId ?? '');
  }

  /** Does what starts a job, which the analyzer never gets to know of. */
  async function losingStart(work: () => Promise<unknown>): Promise<void> {
    const { analyzer } = fixture.deps;
    const lost = new EarshotError('EARSHOT_UNAVAILABLE', 'not now');
    Object.assign(fixture.deps, { analyzer: instead(fixture.analyzer, { start: () => Promise.reject(lost) }) });
    await expect(work()).rejects.toBe(lost);
    Object.assign(fixture.deps, { analyzer });
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
    expect(swept.map(({ call }) => call.callId)).toEqual(['silent']);
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

  it('starts anew what another job may do, as often as it is told', async () => {
    await started('unlucky');
    const broke = async (): Promise<JobStatus> => ({
      state: 'failed',
      failure: { code: 'ServiceError', reason: 'try again' },
      retryable: true,
    });
    const seen: unknown[] = [];
    for (let round = 0; round < 4; round++) {
      later(31);
      seen.push(await sweep(broke, { maxAttempts: 3 }));
    }
    expect(seen).toEqual([{ started: 1 }, { started: 1 }, { failed: 1 }, {}]);
    const record = await fixture.record('unlucky');
    expect(record?.jobs.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(new Set(record?.jobs.map(({ jobId }) => jobId)).size).toBe(3);
  });

  it('starts anew a job that the analyzer has forgotten', async () => {
    await started('forgotten');
    later(31);
    const forgot = async () => {
      throw new EarshotError('EARSHOT_NOT_FOUND', 'no such job');
    };
    expect(await sweep(forgot)).toEqual({ started: 1 });
    expect(await fixture.record('forgotten')).toMatchObject({
      state: 'analyzing',
      jobs: [{ state: 'failed', failure: { code: 'EARSHOT_NOT_FOUND' } }, { state: 'running' }],
    });
  });

  it('starts a call whose start was lost', async () => {
    await losingStart(() => fixture.start('lost'));
    later(31);
    expect(await sweep()).toEqual({ started: 1 });
    expect((await fixture.record('lost'))?.state).toBe('analyzing');
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
    expect(new Set(swept.map(({ call }) => call.callId)).size).toBe(230);
  });

  it('starts a failed call that a person restarted when that start was lost', async () => {
    const jobId = await started('restarted');
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'restarted'), { code: 'X', reason: 'broken' });
    await losingStart(() => fixture.restart('restarted'));
    later(31);
    expect(await sweep()).toEqual({ started: 1 });
    expect(await fixture.record('restarted')).toMatchObject({
      state: 'analyzing',
      jobs: [{ jobId, state: 'failed' }, { state: 'running' }],
    });
  });

  it('leaves alone a call that a person restarted just now, however old its failed job is', async () => {
    const jobId = await started('restarted');
    later(60);
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'restarted'), { code: 'X', reason: 'broken' });
    await losingStart(() => fixture.restart('restarted'));
    later(29);
    expect(await sweep()).toEqual({});
    later(1);
    expect(await sweep()).toEqual({ started: 1 });
  });

  it('starts no second job for a failure that somebody else recorded meanwhile', async () => {
    const jobId = await started('raced');
    later(31);
    const failure = { code: 'ServiceError', reason: 'try again' };
    const counts = await sweep(async () => {
      await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'raced'), failure);
      return { state: 'failed', failure, retryable: true };
    });
    expect(counts).toEqual({ duplicate: 1 });
    expect(fixture.analyzer.jobs).toHaveLength(1);
    expect((await fixture.record('raced'))?.state).toBe('failed');
  });

  it('leaves to a person a lost start that was made up for and failed since the list was read', async () => {
    await losingStart(() => fixture.start('refused'));
    later(31);
    const { list } = fixture.repository;
    const repository = instead(fixture.deps.repository, {
      list: async (request) => {
        const page = await list.call(fixture.repository, request);
        if (page.calls.length > 0) {
          const refusal = new EarshotError('EARSHOT_INVALID_INPUT', 'no recording');
          const analyzer = instead(fixture.analyzer, { start: () => Promise.reject(refusal) });
          await new StartTranscription({ ...fixture.deps, analyzer }).execute(requestOf('refused'));
        }
        return page;
      },
    });
    expect(await sweep(undefined, {}, repository)).toEqual({ duplicate: 1 });
    expect(await fixture.record('refused')).toMatchObject({ state: 'failed', jobs: [{ state: 'refused' }] });
    expect(fixture.analyzer.jobs).toEqual([]);
  });

  it('counts the wait from the start of the job, whatever is reported of the call since', async () => {
    await started('updated');
    later(20);
    await fixture.start('updated', { metadata: { agent: 'Ada' } });
    later(11);
    expect(await sweep()).toEqual({ running: 1 });
  });
});
