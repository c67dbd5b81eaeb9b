import {
  type AudioAnalyzer,
  type CallJobState,
  type CallRecord,
  CancelJob,
  EarshotError,
  type JobsPage,
  type JobsQuery,
  jobName,
  jobNamed,
  PersistResult,
  QueryJobs,
  ReadJob,
  RecordFailure,
  RetryJob,
  toJobItem,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { Fixture, instead, mentionOf, RECORDED_MS } from './fixture.js';

const failure = { code: 'ServiceError', reason: 'down' };
const at = (ms: number) => new Date(ms).toISOString();

function jobsOf(fixture: Fixture, analyzer: AudioAnalyzer = fixture.analyzer) {
  const { repository } = fixture;
  const ref = (callId: string, attempt = 1) => ({ hash: fixture.hash(callId), attempt });
  return {
    read: (callId: string, attempt?: number) => new ReadJob({ repository, analyzer }).execute(ref(callId, attempt)),
    cancel: (callId: string, attempt?: number) =>
      new CancelJob({ ...fixture.deps, analyzer }).execute(ref(callId, attempt), 'ana'),
    retry: (callId: string, attempt?: number) => new RetryJob(fixture.deps).execute(ref(callId, attempt)),
    query: (query: JobsQuery) =>
      new QueryJobs({ repository, analyzer, sign: (text) => `${text.length}` }).execute(query),
  };
}

/** An analyzer that can do nothing to its jobs, such as Bedrock Data Automation. */
function plain(analyzer: AudioAnalyzer): AudioAnalyzer {
  return { start: (request) => analyzer.start(request), status: (jobId) => analyzer.status(jobId) };
}

const reporting = (fixture: Fixture, progress: NonNullable<AudioAnalyzer['progress']>) =>
  instead<AudioAnalyzer>(fixture.analyzer, { progress });

describe('the id of a job', () => {
  test('names its call and attempt', () => {
    const hash = new Fixture().hash('call-7');
    expect(jobNamed(jobName({ hash, attempt: 12 }))).toEqual({ hash, attempt: 12 });
    for (const text of [
      '',
      hash,
      `${hash}.0`,
      `${hash}.01`,
      `${hash}.x`,
      `${hash}.1.2`,
      'call.1',
      `${hash}.${'9'.repeat(20)}`,
    ]) {
      expect(jobNamed(text)).toBeUndefined();
    }
  });
});

describe('a job', () => {
  test('is queued, runs and succeeds, with the times of its stages', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    const beganMs = fixture.nowMs;
    const full = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(full) });
    fixture.deps.analyzer = analyzer as never;
    await fixture.start('call-7');
    expect(toJobItem(await jobs.read('call-7'))).toMatchObject({
      id: `${fixture.hash('call-7')}.1`,
      state: 'queued',
      stage: 'queued',
      progress: null,
      no_progress_reason: 'queued',
      latest: true,
      stages: [{ name: 'queued', started_at: at(beganMs) }],
    });
    fixture.deps.analyzer = fixture.analyzer;
    fixture.nowMs += 60_000;
    await fixture.dispatch();
    const running = toJobItem(await jobs.read('call-7'));
    expect(running).toMatchObject({
      state: 'running',
      stage: 'analyzing',
      progress: null,
      no_progress_reason: 'not_reported',
      stages: [
        { name: 'queued', started_at: at(beganMs), ended_at: at(beganMs + 60_000) },
        { name: 'analyzing', started_at: at(beganMs + 60_000) },
      ],
    });
    expect(running.stages[1]).not.toHaveProperty('ended_at');
    fixture.nowMs += 60_000;
    const mention = await fixture.finish(running.job_id ?? '', 'call-7');
    await new PersistResult(fixture.deps).execute({ ...mention, sentAtMs: fixture.nowMs - 1_000 });
    const done = toJobItem(await jobs.read('call-7'));
    expect(done).toMatchObject({ state: 'succeeded', progress: 1, call_state: 'completed' });
    expect(done.stages.slice(1)).toEqual([
      { name: 'analyzing', started_at: at(beganMs + 60_000), ended_at: at(fixture.nowMs - 1_000) },
      { name: 'saving', started_at: at(fixture.nowMs - 1_000), ended_at: at(fixture.nowMs) },
    ]);
    expect(done).not.toHaveProperty('stage');
  });

  test.each([
    [
      { stage: 'waiting', doneMs: 0 },
      { stage: 'waiting', progress: null, no_progress_reason: 'waiting' },
    ],
    [
      { stage: 'transcribing', doneMs: 500, totalMs: 2_000 },
      { stage: 'transcribing', progress: 0.25 },
    ],
    [{ stage: 'transcribing', doneMs: 2_001, totalMs: 2_000 }, { progress: 1 }],
    [
      { stage: 'transcribing', doneMs: 500 },
      { progress: null, no_progress_reason: 'unknown_length' },
    ],
    [
      { stage: 'understanding', doneMs: 2_000, totalMs: 2_000 },
      { stage: 'understanding', progress: 1 },
    ],
    [
      { stage: 'saving', doneMs: 2_000, totalMs: 2_000 },
      { stage: 'saving', progress: 1 },
    ],
  ] as const)('that runs is as far as the analyzer says: %j', async (progress, said) => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    const jobs = jobsOf(
      fixture,
      reporting(fixture, async () => progress),
    );
    expect(toJobItem(await jobs.read('call-7'))).toMatchObject(said);
    expect((await jobs.query({})).jobs.map(toJobItem)).toMatchObject([said]);
  });

  test('that the analyzer does not know has no progress', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    const lost = reporting(fixture, () => Promise.reject(new EarshotError('EARSHOT_NOT_FOUND', 'no such job')));
    expect(toJobItem(await jobsOf(fixture, lost).read('call-7'))).toMatchObject({ no_progress_reason: 'not_reported' });
    const broken = reporting(fixture, () => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'away')));
    await expect(jobsOf(fixture, broken).read('call-7')).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  });

  test('whose start is put off says when it is tried again', async () => {
    const fixture = new Fixture();
    const away = new EarshotError('EARSHOT_UNAVAILABLE', 'away');
    fixture.deps.analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(away) }) as never;
    await fixture.start('call-7');
    const start_retry = { code: 'EARSHOT_UNAVAILABLE', reason: 'away', count: 1, at: at(fixture.nowMs + 1_000) };
    expect(toJobItem(await jobsOf(fixture).read('call-7'))).toMatchObject({ state: 'queued', start_retry });
  });

  test('of an earlier attempt stays as it was', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    const { jobId = '' } = await fixture.start('call-7');
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), failure);
    await jobs.retry('call-7');
    const first = toJobItem(await jobs.read('call-7', 1));
    expect(first).toMatchObject({ attempt: 1, latest: false, state: 'failed', failure, no_progress_reason: 'ended' });
    expect(first.stages.map(({ name }) => name)).toEqual(['queued', 'analyzing']);
    expect(toJobItem(await jobs.read('call-7', 2))).toMatchObject({ latest: true, state: 'running' });
  });

  test('that does not exist is not found', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    const jobs = jobsOf(fixture);
    const absent = { code: 'EARSHOT_NOT_FOUND' };
    for (const attempt of [0, 2]) await expect(jobs.read('call-7', attempt)).rejects.toMatchObject(absent);
    await expect(jobs.read('call-8')).rejects.toMatchObject(absent);
    await expect(jobs.cancel('call-7', 2)).rejects.toMatchObject(absent);
    await expect(jobs.retry('call-8')).rejects.toMatchObject(absent);
  });
});

describe('cancelling a job', () => {
  test('stops its analysis, fails its call, and says by whom', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    const { jobId = '' } = await fixture.start('call-7');
    const cancelled = await jobs.cancel('call-7');
    expect(cancelled).toMatchObject({ analysis: 'stopped', attempt: 1 });
    const reason = { code: 'CANCELLED', reason: 'cancelled by ana' };
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'failed',
      failure: reason,
      jobs: [{ failure: reason }],
    });
    expect(await fixture.analyzer.status(jobId as never)).toMatchObject({
      state: 'failed',
      failure: { code: 'CANCELLED' },
    });
    expect(toJobItem(await jobs.read('call-7'))).toMatchObject({ state: 'cancelled', failure: reason, job_id: jobId });
  });

  test('again changes nothing, even after a retry', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    await fixture.start('call-7');
    await jobs.cancel('call-7');
    const before = await fixture.record('call-7');
    expect(await jobs.cancel('call-7')).toMatchObject({ analysis: 'stopped', record: before });
    await jobs.retry('call-7');
    await jobs.cancel('call-7', 1);
    expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing' });
  });

  test('that is queued starts nothing', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    const record = (await fixture.record('call-7')) as CallRecord;
    await fixture.repository.delete(record.hash);
    await fixture.repository.save({
      ...record,
      revision: 1,
      state: 'submitted',
      jobs: [],
      history: record.history.slice(0, 1),
    });
    const jobs = jobsOf(fixture);
    expect(await jobs.cancel('call-7')).toMatchObject({ analysis: 'not_started' });
    await fixture.dispatch();
    expect(fixture.analyzer.jobs).toHaveLength(1);
    expect(toJobItem(await jobs.read('call-7'))).toMatchObject({ state: 'cancelled', stages: [{ name: 'queued' }] });
  });

  test('whose start is under way stops it as soon as its name is known', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    fixture.deps.analyzer = instead<AudioAnalyzer>(fixture.analyzer, {
      start: async (request) => {
        await jobs.cancel('call-7');
        return fixture.analyzer.start(request);
      },
    }) as never;
    expect(await fixture.start('call-7')).toMatchObject({ status: 'duplicate' });
    const [job] = fixture.analyzer.jobs;
    const jobId = job?.jobId;
    expect(jobId && (await fixture.analyzer.status(jobId))).toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'failed',
      jobs: [{ jobId, failure: { code: 'CANCELLED' }, startedAtMs: fixture.nowMs }],
    });
  });

  test('at an analyzer that can not stop it says so, and ignores its result but for the place of its documents', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture, plain(fixture.analyzer));
    const { jobId = '' } = await fixture.start('call-7');
    expect(await jobs.cancel('call-7')).toMatchObject({ analysis: 'continues' });
    const mention = await fixture.finish(jobId, 'call-7');
    expect(await new PersistResult(fixture.deps).execute(mention)).toMatchObject({ status: 'duplicate' });
    const record = await fixture.record('call-7');
    expect(record).toMatchObject({ state: 'failed', failure: { code: 'CANCELLED' } });
    expect(record).not.toHaveProperty('analysis');
    expect(mention.resultUri.startsWith(record?.jobs[0]?.outputUri ?? '-')).toBe(true);
  });

  test('that ended at the analyzer meanwhile ignores its result', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    const mention = await fixture.finish(jobId, 'call-7');
    fixture.analyzer.succeed(jobId as never, mention.resultUri);
    expect(await jobsOf(fixture).cancel('call-7')).toMatchObject({ analysis: 'ended' });
    await new PersistResult(fixture.deps).execute(mention);
    expect(await fixture.record('call-7')).toMatchObject({ state: 'failed' });
  });

  test('conflicts when it has ended', async () => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    await new PersistResult(fixture.deps).execute(await fixture.finish(jobId, 'call-7'));
    const conflict = { code: 'EARSHOT_CONFLICT', retryable: false };
    await expect(jobsOf(fixture).cancel('call-7')).rejects.toMatchObject(conflict);
    await expect(jobsOf(fixture).retry('call-7')).rejects.toMatchObject(conflict);
  });

  test('leaves its unknown result to wait until the next job is known', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    const busy = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(new Error('crash')) });
    fixture.deps.analyzer = busy as never;
    await expect(fixture.start('call-7')).rejects.toThrow();
    await jobs.cancel('call-7');
    await expect(jobs.retry('call-7')).rejects.toThrow();
    const mention = await fixture.finish('orphan', 'call-7');
    const persist = new PersistResult(fixture.deps);
    await expect(persist.execute(mention)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: true });
    fixture.deps.analyzer = fixture.analyzer;
    await fixture.dispatch();
    expect(await persist.execute(mention)).toMatchObject({ status: 'duplicate' });
    const [job] = fixture.analyzer.jobs;
    expect(await persist.execute(await fixture.finish(job?.jobId ?? '', 'call-7'))).toMatchObject({ status: 'stored' });
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'completed',
      jobs: [
        { jobId: 'orphan', failure: { code: 'CANCELLED' } },
        { jobId: job?.jobId, state: 'succeeded' },
      ],
    });
  });
});

describe('retrying a job', () => {
  test('that failed or was cancelled starts one more, however often it is asked for', async () => {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    await fixture.start('call-7');
    await jobs.cancel('call-7');
    expect(await jobs.retry('call-7')).toMatchObject({ status: 'started' });
    expect(await jobs.retry('call-7')).toMatchObject({ status: 'duplicate', record: { state: 'analyzing' } });
    expect(fixture.analyzer.jobs).toHaveLength(2);
    await expect(jobs.retry('call-7', 2)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: false });
  });
});

describe('the list of jobs', () => {
  /** Calls of every state, the newest first. */
  async function withJobs(count = 12): Promise<{ fixture: Fixture; states: Map<string, CallJobState> }> {
    const fixture = new Fixture();
    const jobs = jobsOf(fixture);
    const states = new Map<string, CallJobState>();
    for (let index = 0; index < count; index++) {
      const callId = `call-${String(index).padStart(2, '0')}`;
      const { jobId = '' } = await fixture.start(callId, {
        recordedAt: { ms: RECORDED_MS - index, source: 'message' },
      });
      const state = (['succeeded', 'running', 'cancelled', 'failed', 'succeeded'] as const)[index % 5] ?? 'failed';
      const kind = index % 5 === 4 ? 'no match' : 'matched';
      if (state === 'succeeded')
        await new PersistResult(fixture.deps).execute(await fixture.finish(jobId, callId, { kind }));
      if (state === 'cancelled') await jobs.cancel(callId);
      if (state === 'failed') await new RecordFailure(fixture.deps).execute(mentionOf(jobId, callId), failure);
      states.set(callId, state);
    }
    return { fixture, states };
  }

  test.each([undefined, 'queued', 'running', 'succeeded', 'failed', 'cancelled'] as const)(
    'of the state %s has each once, newest calls first, whatever the size of its pages',
    async (state) => {
      const { fixture, states } = await withJobs();
      const expected = [...states].filter(([, one]) => state === undefined || one === state).map(([callId]) => callId);
      for (const pageSize of [1, 2, 3, 100]) {
        const found: string[] = [];
        let nextToken: string | undefined;
        do {
          const page: JobsPage = await jobsOf(fixture).query({
            pageSize,
            ...(state && { state }),
            ...(nextToken && { nextToken }),
          });
          expect(page.jobs.length).toBeLessThanOrEqual(pageSize);
          found.push(...page.jobs.map(({ call }) => call.callId));
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
        expect(found).toEqual(expected);
      }
    },
  );

  test('of succeeded jobs has them all where pages of the repository are short', async () => {
    const { fixture, states } = await withJobs();
    const short = instead(fixture.repository, {
      // Looks at two calls at a time.
      list: async (request) => fixture.repository.list({ ...request, limit: Math.min(2, request.limit) }),
    });
    const query = new QueryJobs({ repository: short, sign: () => 'ab' });
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const page: JobsPage = await query.execute({ state: 'succeeded', pageSize: 5, ...(nextToken && { nextToken }) });
      found.push(...page.jobs.map(({ call }) => call.callId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found).toEqual([...states].filter(([, one]) => one === 'succeeded').map(([callId]) => callId));
  });

  test('refuses tokens of other lists, and states that there are not', async () => {
    const { fixture } = await withJobs(5);
    const { query } = jobsOf(fixture);
    const { nextToken = '' } = await query({ pageSize: 1 });
    await expect(query({ pageSize: 1, state: 'running', nextToken })).rejects.toMatchObject({
      code: 'EARSHOT_INVALID_INPUT',
    });
    await expect(query({ state: 'lost' as never })).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });
});
