import { describe, expect, test } from 'vitest';
import { type CallRecord, JobId, ObjectUri, type StartRequest } from '../../src/index.js';
import {
  type CallMention,
  restarted,
  standingOf,
  withFailure,
  withJobStarted,
  withRecording,
  withRepeatedNews,
  withResult,
} from '../../src/model/transitions.js';
import { anAnalysis, aRecord } from './records.js';

const submitted = aRecord({ callId: 'call-7' });
const uri = ObjectUri.parse('s3://recordings/call-7.wav');
const failure = { code: 'ClientError', reason: 'no audio track' };
const [one, two] = ['job-1', 'job-2'].map((id) => JobId.parse(id)) as [JobId, JobId];
const mention: CallMention = {
  hash: submitted.hash,
  callId: submitted.callId,
  recordedAt: { ms: 0, source: 'transport' },
};

function report(more: Partial<StartRequest> = {}): StartRequest {
  return { callId: submitted.callId, media: { uri }, recordedAt: { ms: 5, source: 'transport' }, ...more };
}

/** The record after these reports. */
function recordedBy(first: StartRequest, ...later: readonly StartRequest[]): CallRecord {
  const made = withRecording(undefined, submitted.hash, first, 9);
  return later.reduce((record, next) => withRecording(record, submitted.hash, next, 9), made);
}

describe('a later report of a recording', () => {
  test('never overwrites metadata', () => {
    const first = report({ metadata: { agent: 'Ada' } });
    for (const later of [report({ metadata: { agent: 'Bob' } }), report({ metadata: {} }), report()]) {
      expect(recordedBy(first, later)).toStrictEqual(recordedBy(first));
    }
    expect(recordedBy(report(), first).metadata).toEqual({ agent: 'Ada' });
  });

  test('adds a better source of the same recording time', () => {
    const recordedAt = { ms: 5, source: 'message' } as const;
    expect(recordedBy(report(), report({ recordedAt })).recordedAt).toEqual(recordedAt);
    expect(recordedBy(report({ recordedAt }), report()).recordedAt).toEqual(recordedAt);
  });

  test('that knows its place in the order counts more than one with other facts', () => {
    const counted = report({ media: { uri, sequencer: '0A' } });
    const uncounted = report({ media: { uri, versionId: 'v9', eTag: 'e9', sizeBytes: 9 } });
    expect(recordedBy(counted, uncounted).media).toEqual({ uri, sequencer: '0A' });
    expect(recordedBy(uncounted, counted).media).toEqual({ uri, sequencer: '0A' });
  });
});

describe('a record', () => {
  test('has no key for a fact that is not known', () => {
    const made = recordedBy(report());
    expect(made).not.toHaveProperty('metadata');
    const analyzing = withJobStarted(made, 0, { jobId: one, state: 'running' }, 10);
    expect(analyzing.history).toStrictEqual([
      { state: 'submitted', atMs: 9 },
      { state: 'analyzing', atMs: 10, jobId: one },
    ]);
    const failed = withFailure(analyzing, mention, { jobId: one, state: 'failed', failure }, 20);
    const again = restarted(failed, 30);
    expect(Object.keys(again).sort()).toEqual(Object.keys(made).sort());
  });
});

describe('the end of a job', () => {
  const succeeded = (jobId: JobId) => ({ jobId, state: 'succeeded' as const });
  const waiting = { ...submitted, media: { uri } };
  const failed = withFailure(waiting, mention, { jobId: one, state: 'failed', failure }, 20);

  test('before its start was noted adds the job after those before it', () => {
    const done = withResult(restarted(failed, 30), mention, succeeded(two), 'completed', anAnalysis(), 40);
    expect(done.jobs).toMatchObject([
      { jobId: one, state: 'failed' },
      { jobId: two, state: 'succeeded' },
    ]);
  });

  test('names the recording only of a call that has none', () => {
    const named = { ...mention, mediaUri: ObjectUri.parse('s3://recordings/named.wav') };
    const mediaOf = (record: CallRecord) =>
      withResult(record, named, succeeded(one), 'completed', anAnalysis(), 20).media;
    expect(mediaOf(waiting)).toEqual({ uri });
    expect(mediaOf(submitted)).toEqual({ uri: named.mediaUri });
    expect(withResult(submitted, mention, succeeded(one), 'completed', anAnalysis(), 20)).not.toHaveProperty('media');
  });

  test('takes the better recording time, whichever is known first', () => {
    const better = { ms: -5, source: 'media_name' } as const;
    const at = (recordedAt: CallMention['recordedAt']) => ({ ...mention, recordedAt });
    const done = (record: CallRecord, about: CallMention) =>
      withResult(record, about, succeeded(one), 'completed', anAnalysis(), 20).recordedAt;
    expect(done(waiting, at(better))).toEqual(better);
    expect(done({ ...waiting, recordedAt: better }, mention)).toEqual(better);
  });

  test('of a job that nobody here started is known once the call has a result, whatever that was', () => {
    for (const state of ['completed', 'no_match'] as const) {
      const record = withResult(waiting, mention, succeeded(one), state, anAnalysis(), 20);
      expect(standingOf(record, two)).toBe('known');
      expect(withResult(record, mention, succeeded(two), 'completed', anAnalysis(), 30)).toBe(record);
    }
  });

  test('that is repeated names the recording of a call that has none', () => {
    const record = withResult(submitted, mention, succeeded(one), 'completed', anAnalysis(), 20);
    const repeated = (known: CallRecord) => withRepeatedNews(known, { ...mention, mediaUri: uri }, { jobId: one }, 30);
    expect(repeated(record)).toMatchObject({ media: { uri }, revision: record.revision + 1 });
    const elsewhere = { uri: ObjectUri.parse('s3://recordings/first.wav') };
    const placed = { ...record, media: elsewhere };
    expect(repeated(placed)).toBe(placed);
    expect(withRepeatedNews(record, mention, { jobId: one }, 30)).toBe(record);
  });

  test('that is repeated changes the time of that job alone, and only to an earlier one', () => {
    const first = withFailure(waiting, mention, { jobId: one, state: 'failed', finishedAtMs: 20, failure }, 20);
    const second = { jobId: two, state: 'failed' as const, finishedAtMs: 40, failure };
    const record = withFailure(restarted(first, 30), mention, second, 40);
    const repeated = (jobId: JobId, finishedAtMs?: number) =>
      withRepeatedNews(record, mention, { jobId, ...(finishedAtMs === undefined ? {} : { finishedAtMs }) }, 50);
    expect(repeated(one, 19).jobs.map((job) => job.finishedAtMs)).toEqual([19, 40]);
    for (const same of [repeated(one, 20), repeated(one, 21), repeated(one), repeated(JobId.parse('job-3'), 1)]) {
      expect(same).toBe(record);
    }
  });
});
