import { describe, expect, test } from 'vitest';
import { JobId, type MediaLocation, ObjectUri, type StartRequest } from '../../src/index.js';
import {
  type CallMention,
  restarted,
  standingOf,
  withFailure,
  withJobStarted,
  withRecording,
  withRefusal,
  withRepeatedNews,
  withResult,
} from '../../src/model/transitions.js';
import { anAnalysis, aRecord } from './records.js';

const uri = ObjectUri.parse('s3://recordings/uploads/call-7.wav');
const media = { uri };
const failure = { code: 'ClientError', reason: 'no audio track' };
const jobId = JobId.parse('job-1');
const other = JobId.parse('job-2');
const submitted = aRecord({ callId: 'call-7', media });
const analyzing = withJobStarted(submitted, 0, { jobId, state: 'running', startedAtMs: 10 }, 10);
const mention: CallMention = {
  hash: submitted.hash,
  callId: submitted.callId,
  recordedAt: { ms: 0, source: 'transport' },
};
const completed = withResult(
  analyzing,
  mention,
  { jobId, state: 'succeeded', finishedAtMs: 20 },
  'completed',
  anAnalysis(),
  20,
);
const failed = withFailure(analyzing, mention, { jobId, state: 'failed', finishedAtMs: 20, failure }, 20);

function reported(location: Omit<MediaLocation, 'uri'> & { uri?: string } = {}): StartRequest {
  const media = { uri, ...location } as MediaLocation;
  return { callId: submitted.callId, media, recordedAt: { ms: 0, source: 'transport' } };
}

describe('a recording that is reported', () => {
  const take = (record: typeof submitted | undefined, request: StartRequest) =>
    withRecording(record, submitted.hash, request, 30);

  test('makes the record at first, and changes nothing when it is reported again', () => {
    const made = take(undefined, reported());
    expect(made).toMatchObject({ revision: 1, state: 'submitted', media, history: [{ state: 'submitted', atMs: 30 }] });
    expect(take(made, reported())).toBe(made);
  });

  test('adds what the record lacked', () => {
    const { media: _, ...bare } = submitted;
    const request: StartRequest = {
      ...reported(),
      recordedAt: { ms: 5, source: 'message' },
      metadata: { agent: 'Ada' },
    };
    const filled = take(bare, request);
    expect(filled).toMatchObject({ media, recordedAt: { ms: 5, source: 'message' }, metadata: { agent: 'Ada' } });
    expect(filled).toMatchObject({ revision: 2, updatedAtMs: 30, history: bare.history });
  });

  test('is one with its copy, whichever of them was reported first', () => {
    const put = { sizeBytes: 7, eTag: 'e1', versionId: 'v1', sequencer: '0055AED6DC' };
    const copy = { sizeBytes: 7, eTag: 'e2', versionId: 'v2', sequencer: '0055AED6DCD9' };
    const kept = (first: object, second: object) => take(take(undefined, reported(first)), reported(second)).media;
    expect(kept(put, copy)).toEqual(kept(copy, put));
    expect(kept({}, put)).toEqual(kept(put, {}));
    const uncounted = { sizeBytes: 7, eTag: 'e3' };
    for (const other of [put, {}, { eTag: 'e4' }]) expect(kept(uncounted, other)).toEqual(kept(other, uncounted));
    expect(kept({}, uncounted)).toEqual({ uri, ...uncounted });
    expect(kept(uncounted, put)).toEqual({ uri, ...put });
  });

  test('conflicts with another recording of the call, for good', () => {
    const kept = take(undefined, reported({ sizeBytes: 7, eTag: 'e1', sequencer: '0A' }));
    const others = [
      reported({ uri: 's3://recordings/uploads/other.wav' }),
      reported({ sizeBytes: 8, eTag: 'e2', sequencer: '0B' }),
      reported({ sizeBytes: 8, eTag: 'e2' }),
    ];
    for (const request of others) {
      expect(() => take(kept, request)).toThrow(
        expect.objectContaining({
          code: 'EARSHOT_CONFLICT',
          retryable: false,
          details: expect.objectContaining({ field: 'media' }),
        }),
      );
    }
  });

  test('does not conflict when it is an earlier write that is reported late', () => {
    const kept = take(undefined, reported({ sizeBytes: 7, eTag: 'e1', sequencer: '0B1' }));
    for (const sequencer of ['0A', '0B', '0B0', '0AFF']) {
      expect(take(kept, reported({ sizeBytes: 8, eTag: 'e2', sequencer }))).toMatchObject({ state: 'submitted' });
    }
    for (const sequencer of ['0B1', '0B10', '0B101', '0C', '1']) {
      expect(() => take(kept, reported({ sizeBytes: 8, eTag: 'e2', sequencer }))).toThrow();
    }
  });
});

describe('a longer form of the recording', () => {
  const longUri = ObjectUri.parse('s3://recordings/uploads/call-7-whole.wav');
  const longer = reported({ uri: longUri, supersedes: [uri] });
  const take = (record: typeof submitted, request: StartRequest) => withRecording(record, submitted.hash, request, 30);

  test.each([
    ['submitted', submitted, [{ state: 'superseded' }]],
    ['analyzing', analyzing, [{ jobId, state: 'superseded', startedAtMs: 10 }]],
    ['completed', completed, completed.jobs],
    ['failed', failed, failed.jobs],
  ])('starts a call over that is %s, and keeps its history', (_, record, jobs) => {
    const over = take(record, longer);
    expect(over).toMatchObject({ state: 'submitted', media: longer.media, revision: record.revision + 1 });
    expect(over.jobs).toEqual(jobs);
    expect(over.history.slice(0, -1)).toEqual(record.history);
    for (const outdated of ['analysis', 'failure']) expect(over).not.toHaveProperty(outdated);
  });

  test('changes nothing when it is reported again, nor do reports of the forms before it', () => {
    const over = take(completed, longer);
    expect(take(over, longer)).toBe(over);
    expect(take(over, reported())).toBe(over);
  });

  test('remembers every form before it, in any order', () => {
    const wholeUri = ObjectUri.parse('s3://recordings/uploads/a.wav');
    const whole = reported({ uri: wholeUri, supersedes: [uri, longUri] });
    for (const reports of [
      [longer, whole],
      [whole, longer],
      [whole, reported()],
    ]) {
      const { media } = reports.reduce(take, submitted);
      expect(media).toEqual(whole.media);
    }
  });

  test('must name the form that it replaces', () => {
    const stranger = reported({ uri: longUri, supersedes: [ObjectUri.parse('s3://recordings/uploads/other.wav')] });
    expect(() => take(submitted, stranger)).toThrow(expect.objectContaining({ code: 'EARSHOT_CONFLICT' }));
  });

  test('leaves no say to a job on a form before it, known or not', () => {
    const over = take(submitted, longer);
    expect(standingOf(over, other, uri)).toBe('known');
    expect(standingOf(over, other, longUri)).toBe('news');
    expect(standingOf(take(analyzing, longer), jobId)).toBe('known');
    const late = { jobId: other, state: 'succeeded' as const, finishedAtMs: 20 };
    const after = withResult(over, { ...mention, mediaUri: uri }, late, 'completed', anAnalysis(), 40);
    expect(after).toMatchObject({ state: 'submitted', media: { uri: longUri } });
    expect(after).not.toHaveProperty('analysis');
  });

  test('notes the superseded job and its documents when they become known, so that erasing finds them', () => {
    const outputUri = ObjectUri.parse('s3://results/call-7/job-1/');
    const over = take(submitted, longer);
    const expected = [{ jobId, state: 'superseded', outputUri }];
    const news = { ...mention, mediaUri: uri };
    const ended = withRepeatedNews(over, news, { jobId, finishedAtMs: 20, outputUri }, 40);
    expect(ended.jobs).toEqual(expected);
    const begun = withJobStarted(over, 0, { jobId, state: 'running', startedAtMs: 10 }, 40);
    expect(begun).toMatchObject({ state: 'submitted', jobs: [{ jobId, state: 'superseded' }] });
    expect(withRepeatedNews(begun, news, { jobId, outputUri }, 40).jobs).toMatchObject(expected);
  });
});

describe('a job that starts', () => {
  test('moves a submitted call to analyzing', () => {
    expect(analyzing).toMatchObject({
      state: 'analyzing',
      revision: 2,
      jobs: [{ jobId, state: 'running', startedAtMs: 10 }],
    });
    expect(analyzing.history).toEqual([
      { state: 'submitted', atMs: 0 },
      { state: 'analyzing', atMs: 10, jobId },
    ]);
  });

  test('is no news a second time, nor when the call has moved on', () => {
    expect(withJobStarted(analyzing, 0, { jobId, state: 'running', startedAtMs: 99 }, 99)).toBe(analyzing);
    expect(withJobStarted(completed, 0, { jobId: other, state: 'running' }, 99)).toBe(completed);
  });

  test('is no news when it belongs to an attempt that is over', () => {
    const again = restarted(failed, 30);
    expect(withJobStarted(again, 0, { jobId: other, state: 'running' }, 99)).toBe(again);
    expect(withJobStarted(again, 1, { jobId: other, state: 'running' }, 99)).toMatchObject({ state: 'analyzing' });
  });

  test('and that ended before its start was noted learns how it began', () => {
    const ended = withFailure(submitted, mention, { jobId, state: 'failed', finishedAtMs: 20, failure }, 20);
    const job = { jobId, state: 'running' as const, startedAtMs: 10, reference: 'arn:job-1' };
    const learnt = withJobStarted(ended, 0, job, 30);
    expect(learnt).toMatchObject({ state: 'failed', jobs: [{ ...job, state: 'failed', finishedAtMs: 20 }] });
    expect(withJobStarted(learnt, 0, { ...job, startedAtMs: 11 }, 40)).toBe(learnt);
  });
});

describe('a refusal', () => {
  test('fails a submitted call, and keeps the reason', () => {
    const refused = withRefusal(submitted, 0, failure, 15);
    expect(refused).toMatchObject({
      state: 'failed',
      failure,
      jobs: [{ state: 'refused', finishedAtMs: 15, failure }],
    });
    expect(withRefusal(refused, 0, failure, 16)).toBe(refused);
  });

  test('does not touch a call that is analysed', () => {
    for (const record of [analyzing, completed, failed]) expect(withRefusal(record, 0, failure, 15)).toBe(record);
  });

  test('that comes late does not touch the attempt after it', () => {
    const again = restarted(withRefusal(submitted, 0, failure, 15), 20);
    expect(withRefusal(again, 0, failure, 30)).toBe(again);
    expect(withRefusal(again, 1, failure, 30)).toMatchObject({ state: 'failed', jobs: [{}, {}] });
  });
});

describe('news of a job', () => {
  test('count for a call that waits for it, or for any', () => {
    expect(standingOf(undefined, jobId)).toBe('news');
    expect(standingOf(submitted, jobId)).toBe('news');
    expect(standingOf(analyzing, jobId)).toBe('news');
  });

  test('are known when the job’s end is, or was overtaken', () => {
    expect(standingOf(completed, jobId)).toBe('known');
    expect(standingOf(completed, other)).toBe('known');
    expect(standingOf(failed, jobId)).toBe('known');
    const again = restarted(failed, 30);
    expect(standingOf(again, jobId)).toBe('known');
    expect(standingOf(withJobStarted(again, 1, { jobId: other, state: 'running' }, 31), jobId)).toBe('known');
  });

  test('conflict for good with a call that waits for another job, or failed with one', () => {
    for (const record of [analyzing, failed]) {
      expect(() => standingOf(record, other)).toThrow(
        expect.objectContaining({
          code: 'EARSHOT_CONFLICT',
          retryable: false,
          details: { field: 'jobId', expected: jobId, found: other },
        }),
      );
    }
  });

  test('that are told again keep the best time of the call and the first of the end', () => {
    const mentionOf = (ms: number) => ({ recordedAt: { ms, source: 'transport' as const } });
    expect(withRepeatedNews(completed, mentionOf(0), { jobId, finishedAtMs: 20 }, 40)).toBe(completed);
    expect(withRepeatedNews(completed, mentionOf(9), { jobId, finishedAtMs: 21 }, 40)).toBe(completed);
    const earlier = withRepeatedNews(completed, mentionOf(-5), { jobId, finishedAtMs: 19 }, 40);
    expect(earlier).toMatchObject({
      revision: 4,
      recordedAt: { ms: -5 },
      jobs: [{ finishedAtMs: 19 }],
      state: 'completed',
    });
    expect(earlier.history).toEqual(completed.history);
  });
});

describe('a result', () => {
  test('completes a call that was never heard of, and makes it', () => {
    const job = { jobId, state: 'succeeded' as const, finishedAtMs: 20 };
    const made = withResult(undefined, { ...mention, mediaUri: uri }, job, 'no_match', anAnalysis(), 20);
    expect(made).toMatchObject({ revision: 1, state: 'no_match', media, jobs: [job], analysis: anAnalysis() });
    expect(made.history).toEqual([{ state: 'no_match', atMs: 20, jobId }]);
  });

  test('completes the running job, and keeps when it began', () => {
    expect(completed.jobs).toEqual([{ jobId, state: 'succeeded', startedAtMs: 10, finishedAtMs: 20 }]);
  });

  test('does not undo a failure that is known', () => {
    const late = withResult(
      failed,
      mention,
      { jobId, state: 'succeeded', finishedAtMs: 30 },
      'completed',
      anAnalysis(),
      30,
    );
    expect(late).toBe(failed);
  });

  test('of the attempt after a failure clears the failure', () => {
    const again = withJobStarted(restarted(failed, 30), 1, { jobId: other, state: 'running' }, 31);
    const done = withResult(again, mention, { jobId: other, state: 'succeeded' }, 'completed', anAnalysis(), 40);
    expect(done.state).toBe('completed');
    expect(done).not.toHaveProperty('failure');
    expect(done.jobs.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
  });
});

describe('a failure', () => {
  test('fails a call that was never heard of, and makes it', () => {
    const job = { jobId, state: 'failed' as const, finishedAtMs: 20, failure };
    expect(withFailure(undefined, mention, job, 20)).toMatchObject({
      revision: 1,
      state: 'failed',
      jobs: [job],
      failure,
    });
  });

  test('does not undo a result that is known', () => {
    const job = { jobId, state: 'failed' as const, finishedAtMs: 30, failure };
    expect(withFailure(completed, mention, job, 30)).toBe(completed);
    expect(withFailure(completed, mention, { ...job, jobId: other }, 30)).toBe(completed);
  });
});

describe('starting anew', () => {
  test('submits a failed call, and keeps the failed job', () => {
    const again = restarted(failed, 30);
    expect(again).toMatchObject({ state: 'submitted', revision: failed.revision + 1, jobs: failed.jobs });
    expect(again).not.toHaveProperty('failure');
  });

  test('leaves a submitted call as it is', () => {
    const again = restarted(failed, 30);
    expect(restarted(again, 40)).toBe(again);
  });

  test('is refused to a call that is analysed', () => {
    for (const record of [analyzing, completed]) {
      expect(() => restarted(record, 30)).toThrow(
        expect.objectContaining({
          code: 'EARSHOT_CONFLICT',
          retryable: false,
          details: expect.objectContaining({ field: 'state' }),
        }),
      );
    }
  });

  test('needs the recording’s place', () => {
    const { media: _, ...lost } = failed;
    expect(() => restarted(lost, 30)).toThrow(
      expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT', details: expect.objectContaining({ field: 'media' }) }),
    );
  });
});
