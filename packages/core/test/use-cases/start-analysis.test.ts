import {
  type AudioAnalyzer,
  CallId,
  DEFAULT_LAYOUT,
  EarshotError,
  type ErrorCode,
  HandleDelivery,
  type ItemOutcome,
  ObjectUri,
  PersistResult,
  RecordFailure,
  StartAnalysis,
} from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { createdRecord, notification } from '../invariants/messages.js';
import { Fixture, instead, jobIdOf, mentionOf, RECORDED_MS, requestOf } from './fixture.js';

const failing = (fixture: Fixture, error: unknown): StartAnalysis => {
  const analyzer: AudioAnalyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(error) });
  return new StartAnalysis({ ...fixture.deps, analyzer });
};

describe('a recording that is taken in', () => {
  test('has a record that tells what is known, and a job that runs', async () => {
    const fixture = new Fixture();
    const { status, record, jobId } = await fixture.start('call-7', { metadata: { agent: 'Ada' } });
    expect(status).toBe('started');
    expect(record).toEqual({
      hash: fixture.hash('call-7'),
      callId: 'call-7',
      revision: 2,
      recordedAt: { ms: RECORDED_MS, source: 'transport' },
      state: 'analyzing',
      history: [
        { state: 'submitted', atMs: fixture.nowMs },
        { state: 'analyzing', atMs: fixture.nowMs, jobId },
      ],
      media: { uri: 's3://recordings/call-7.wav' },
      metadata: { agent: 'Ada' },
      jobs: [{ jobId, state: 'running', startedAtMs: fixture.nowMs }],
      createdAtMs: fixture.nowMs,
      updatedAtMs: fixture.nowMs,
    });
    expect(await fixture.record('call-7')).toEqual(record);
  });

  test('is analysed into a folder named after its call, or after its hash where the id can be no folder', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    await fixture.start('2026/call');
    expect(fixture.analyzer.jobs.map(({ request }) => request.outputUri)).toEqual([
      's3://results/transcription-outputs/call-7',
      `s3://results/transcription-outputs/${fixture.hash('2026/call')}`,
    ]);
  });

  test('is started with a key of 64 hex digits that no other call has', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    await fixture.start('call-8', { media: { uri: ObjectUri.parse('s3://recordings/call-7.wav') } });
    const keys = fixture.analyzer.jobs.map(({ request }) => request.idempotencyKey);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  test('keeps the analyzer’s longer name for the job', async () => {
    const fixture = new Fixture();
    const start = async () => ({ jobId: jobIdOf('j'), reference: 'arn:job/j' });
    const useCase = new StartAnalysis({
      ...fixture.deps,
      analyzer: instead<AudioAnalyzer>(fixture.analyzer, { start }),
    });
    expect((await useCase.execute(requestOf('call-7'))).record.jobs).toMatchObject([
      { jobId: 'j', reference: 'arn:job/j' },
    ]);
  });
});

describe('a recording that is reported again', () => {
  test('changes nothing and starts nothing', async () => {
    const fixture = new Fixture();
    const first = await fixture.start('call-7');
    const again = await fixture.start('call-7');
    expect(again).toEqual({ status: 'duplicate', record: first.record, jobId: first.jobId });
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });

  test('many times at once has one record and one job', async () => {
    const fixture = new Fixture();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => fixture.start('call-7')));
    expect(new Set(outcomes.map(({ jobId }) => jobId)).size).toBe(1);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([...Array(7).fill('duplicate'), 'started']);
    expect(fixture.analyzer.jobs).toHaveLength(1);
    expect(await fixture.record('call-7')).toMatchObject({ revision: 2, state: 'analyzing' });
  });

  test('with a better time and more metadata adds them', async () => {
    const fixture = new Fixture();
    await fixture.start('call-7');
    await fixture.start('call-7', { recordedAt: { ms: 5, source: 'message' }, metadata: { agent: 'Ada' } });
    expect(await fixture.record('call-7')).toMatchObject({
      state: 'analyzing',
      recordedAt: { ms: 5, source: 'message' },
      metadata: { agent: 'Ada' },
    });
  });

  test('under other names is found by each, in whatever order they come, and starts nothing', async () => {
    const named = (...names: string[]) => ({ aliases: names.map((name) => CallId.parse(name)) });
    for (const names of [['b', 'a', 'call-7'], ['a'], ['b']].reverse()) {
      const fixture = new Fixture();
      await fixture.start('call-7', named(...names));
      for (const name of ['b', 'call-7', 'a', 'b']) await fixture.start('call-7', named(name));
      expect(await fixture.record('call-7')).toMatchObject({ state: 'analyzing', aliases: ['a', 'b'] });
      expect(await fixture.repository.findByAlias(CallId.parse('a'))).toEqual(await fixture.record('call-7'));
      expect(await fixture.repository.findByAlias(CallId.parse('call-7'))).toBeUndefined();
      expect(fixture.analyzer.jobs).toHaveLength(1);
    }
  });

  test('as another recording of the same call is refused for good, and leaves the first alone', async () => {
    const fixture = new Fixture();
    const { record } = await fixture.start('call-7');
    const other = fixture.start('call-7', { media: { uri: ObjectUri.parse('s3://recordings/other.wav') } });
    await expect(other).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: false });
    expect(await fixture.record('call-7')).toEqual(record);
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });
});

describe('a recording that could never be read', () => {
  const other = { media: { uri: ObjectUri.parse('s3://recordings/right.wav') }, metadata: { agent: 'Ada' } };
  const refused = (code: ErrorCode) => new EarshotError(code, 'not a recording');

  test('is corrected by another one, which is analyzed', async () => {
    const fixture = new Fixture();
    const wrong = { uri: ObjectUri.parse('s3://recordings/x_20200101T08:00_UTC.wav') };
    const named = { ms: Date.UTC(2020, 0, 1, 8), source: 'media_name' as const };
    const request = requestOf('call-7', { media: wrong, recordedAt: named });
    await failing(fixture, refused('EARSHOT_NOT_FOUND')).execute(request);
    expect(await fixture.start('call-7', other)).toMatchObject({ status: 'started', record: { state: 'analyzing' } });
    const record = await fixture.record('call-7');
    expect(record).toMatchObject({
      ...other,
      recordedAt: { ms: RECORDED_MS, source: 'transport' },
      jobs: [{ state: 'refused' }, { state: 'running' }],
    });
    expect(record).not.toHaveProperty('failure');
    expect(record?.history.map(({ state }) => state)).toEqual(['submitted', 'failed', 'submitted', 'analyzing']);
    await expect(fixture.start('call-7', { media: wrong })).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT' });
  });

  test.each<[string, boolean]>([
    ['EARSHOT_UNREADABLE', true],
    ['EARSHOT_NOT_SUPPORTED', true],
    ['ServiceError', false],
    ['CRASHED', false],
  ])('is one whose analysis failed with %s: %s', async (code, isCorrected) => {
    const fixture = new Fixture();
    const { jobId = '' } = await fixture.start('call-7');
    await new RecordFailure(fixture.deps).execute(mentionOf(jobId, 'call-7'), { code, reason: 'no sound' });
    const outcome = fixture.start('call-7', other);
    if (isCorrected) expect(await outcome).toMatchObject({ status: 'started', record: other });
    else await expect(outcome).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: false });
  });

  test('leaves no call behind where the caller is told at once, unless somebody else reported it too', async () => {
    const fixture = new Fixture();
    const useCase = failing(fixture, refused('EARSHOT_NOT_FOUND'));
    const outcome = await useCase.execute(requestOf('call-7'), { forgetRefused: true });
    expect(outcome).toMatchObject({ status: 'failed', record: { failure: { code: 'EARSHOT_NOT_FOUND' } } });
    expect(await fixture.record('call-7')).toBeUndefined();
    await useCase.execute(requestOf('call-7'));
    const { record } = await useCase.execute(requestOf('call-7', other), { forgetRefused: true });
    expect(await fixture.record('call-7')).toEqual(record);
    expect(record).toMatchObject({ state: 'failed', jobs: [{ state: 'refused' }, { state: 'refused' }] });
  });
});

describe('uploads', () => {
  const put = {
    bucket: 'recordings',
    key: 'uploads/a.wav',
    size: 7,
    eTag: 'e1',
    versionId: 'v1',
    sequencer: '0055AED6DC',
  };
  const copy = { ...put, eTag: 'e2', versionId: 'v2', sequencer: '0055AED6DCD9' };
  const replaced = { ...copy, size: 8, eTag: 'e3', sequencer: '0055AED6DD' };

  const upload = async (fixture: Fixture, facts: typeof put): Promise<ItemOutcome> => {
    const handler = new HandleDelivery({
      layout: DEFAULT_LAYOUT,
      startAnalysis: new StartAnalysis(fixture.deps),
      persistResult: new PersistResult(fixture.deps),
      recordFailure: new RecordFailure(fixture.deps),
    });
    const body = JSON.stringify(notification([createdRecord(facts, RECORDED_MS)]));
    const [outcome] = await handler.execute({ body, sentAtMs: RECORDED_MS });
    return outcome ?? { status: 'ignored', reason: 'nothing' };
  };

  test.each([
    ['in order', [put, copy]],
    ['out of order', [copy, put]],
    ['again and again', [put, copy, put, copy, put]],
  ])('of a recording and of its copy onto itself, %s, make one record and one job', async (_, events) => {
    const fixture = new Fixture();
    const outcomes = [];
    for (const facts of events) outcomes.push((await upload(fixture, facts)).status);
    expect(outcomes).toEqual(['started', ...events.slice(1).map(() => 'duplicate')]);
    expect(fixture.analyzer.jobs).toHaveLength(1);
    const { bucket: _bucket, key: _key, size: sizeBytes, ...facts } = put;
    expect((await fixture.record('a.wav'))?.media).toEqual({
      uri: 's3://recordings/uploads/a.wav',
      sizeBytes,
      ...facts,
    });
  });

  test('of other content under the same key conflict with what is analysed already', async () => {
    const fixture = new Fixture();
    await upload(fixture, put);
    expect(await upload(fixture, replaced)).toMatchObject({
      status: 'error',
      error: { code: 'EARSHOT_CONFLICT', retryable: false },
    });
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });

  test('of earlier content that are told late are no news', async () => {
    const fixture = new Fixture();
    await upload(fixture, replaced);
    expect(await upload(fixture, put)).toMatchObject({ status: 'duplicate' });
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });
});

describe('when the analyzer', () => {
  test.each<ErrorCode>(['EARSHOT_INVALID_INPUT', 'EARSHOT_NOT_FOUND', 'EARSHOT_NOT_SUPPORTED'])(
    'never will take the recording (%s), the call failed, with the reason',
    async (code) => {
      const fixture = new Fixture();
      const outcome = await failing(fixture, new EarshotError(code, 'not a recording')).execute(requestOf('call-7'));
      const failure = { code, reason: 'not a recording' };
      expect(outcome.status).toBe('failed');
      expect(await fixture.record('call-7')).toMatchObject({
        state: 'failed',
        failure,
        jobs: [{ state: 'refused', failure }],
      });
      expect(await fixture.start('call-7')).toMatchObject({ status: 'duplicate' });
      expect(fixture.analyzer.jobs).toEqual([]);
    },
  );

  test.each([
    ['has no job slot', { code: 'EARSHOT_THROTTLED', details: { quota: true } }, 'quota'],
    ['is asked too often', { code: 'EARSHOT_THROTTLED' }, 'rate'],
  ] as const)(
    '%s, the call is submitted, and so are those after it, unasked',
    async (_, { code, ...more }, refusal) => {
      const fixture = new Fixture();
      const busy = failing(fixture, new EarshotError(code, 'busy', more));
      expect(await busy.execute(requestOf('call-7'))).toMatchObject({ status: 'submitted', refusal });
      expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted', jobs: [], revision: 1 });
      expect(await fixture.start('call-8')).not.toHaveProperty('refusal');
      expect(await fixture.start('call-7')).toMatchObject({ status: 'submitted' });
      expect(fixture.analyzer.jobs).toEqual([]);
      expect(await fixture.dispatch()).toBe('done');
      expect(fixture.analyzer.jobs.map(({ request }) => request.callId)).toEqual(
        ['call-7', 'call-8'].sort((a, b) => (fixture.hash(a) < fixture.hash(b) ? -1 : 1)),
      );
      expect(await fixture.start('call-9')).toMatchObject({ status: 'started' });
    },
  );

  test.each<[string, ErrorCode, number, string]>([
    ['is away', 'EARSHOT_UNAVAILABLE', 1_000, 'fault'],
    ['is not ours to use', 'EARSHOT_DENIED', 60_000, 'denied'],
    ['answers what cannot be read, though the job may run', 'EARSHOT_UNREADABLE', 60_000, 'fault'],
  ])(
    '%s, the call stays submitted with the reason, and its one job starts later',
    async (_, code, delayMs, refusal) => {
      const fixture = new Fixture();
      const outcome = await failing(fixture, new EarshotError(code, 'the reason')).execute(requestOf('call-7'));
      expect(outcome).toMatchObject({ status: 'submitted', refusal });
      const startRetry = { atMs: fixture.nowMs + delayMs, count: 1, failure: { code, reason: 'the reason' } };
      expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted', jobs: [], startRetry });
      fixture.nowMs += delayMs - 1;
      expect(await fixture.dispatch()).toBe('done');
      expect(fixture.analyzer.jobs).toEqual([]);
      fixture.nowMs += 1;
      await fixture.dispatch();
      const record = await fixture.record('call-7');
      expect(record).toMatchObject({ state: 'analyzing' });
      expect(record).not.toHaveProperty('startRetry');
      expect(fixture.analyzer.jobs).toHaveLength(1);
    },
  );

  test('is denied what it needs again and again, the call is tried less and less often', async () => {
    const fixture = new Fixture();
    const denied = failing(fixture, new EarshotError('EARSHOT_DENIED', 'no'));
    const delays: unknown[] = [];
    for (let tries = 0; tries < 6; tries++) {
      const { record } = await denied.execute(requestOf('call-7'));
      delays.push(((record.startRetry?.atMs ?? 0) - fixture.nowMs) / 60_000);
    }
    expect(delays).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test('fails in a way nobody named, the call stays submitted, and the next try starts its one job', async () => {
    const fixture = new Fixture();
    const error = new Error('socket hang up');
    await expect(failing(fixture, error).execute(requestOf('call-7'))).rejects.toBe(error);
    expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted', jobs: [] });
    expect(await fixture.start('call-7')).toMatchObject({ status: 'started' });
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });
});

describe('when the record', () => {
  test('can’t be kept after the job began, the next try names the same job', async () => {
    const fixture = new Fixture();
    let saves = 0;
    const repository = instead(fixture.deps.repository, {
      save: (record) =>
        ++saves === 2
          ? Promise.reject(new EarshotError('EARSHOT_NOT_FOUND', 'no table'))
          : fixture.repository.save(record),
    });
    const interrupted = new StartAnalysis({ ...fixture.deps, repository });
    await expect(interrupted.execute(requestOf('call-7'))).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
    expect(await fixture.record('call-7')).toMatchObject({ state: 'submitted' });
    expect(await fixture.start('call-7')).toMatchObject({ status: 'started' });
    expect(fixture.analyzer.jobs).toHaveLength(1);
  });

  test('was erased while the job began, it stays erased', async () => {
    const fixture = new Fixture();
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, {
      start: async (request) => {
        await fixture.repository.delete(fixture.hash('call-7'));
        return fixture.analyzer.start(request);
      },
    });
    await new StartAnalysis({ ...fixture.deps, analyzer }).execute(requestOf('call-7'));
    expect(await fixture.record('call-7')).toBeUndefined();
  });
});

test('a call’s id is told apart to the letter', async () => {
  const fixture = new Fixture();
  for (const callId of ['call', 'Call', 'call ', 'cáll', 'ca\u0301ll']) await fixture.start(CallId.parse(callId));
  expect(fixture.analyzer.jobs).toHaveLength(5);
});
