import { describe, expect, test } from 'vitest';
import { type CallRecord, JobId, type MediaLocation, ObjectUri, type StartRequest } from '../../src/index.js';
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

const at = (name: string) => ObjectUri.parse(`s3://recordings/${name}.wav`);
const [first, second] = [JobId.parse('job-1'), JobId.parse('job-2')];
const submitted = aRecord({ callId: 'call-7', media: { uri: at('a') } });
const refused = withRefusal(submitted, 0, { code: 'Refused', reason: 'no recording' }, 10);
const mention: CallMention = {
  hash: submitted.hash,
  callId: submitted.callId,
  recordedAt: { ms: 0, source: 'transport' },
};

function report(name: string, media: Omit<MediaLocation, 'uri'> = {}, more: Partial<StartRequest> = {}): StartRequest {
  const recordedAt = { ms: 0, source: 'transport' } as const;
  return { callId: submitted.callId, media: { uri: at(name), ...media }, recordedAt, ...more };
}

const take = (record: CallRecord, request: StartRequest) => withRecording(record, submitted.hash, request, 30);
const supersedes = (...names: string[]) => ({ supersedes: names.map(at) });

describe('the forms that a recording supersedes', () => {
  test('add up over its reports, in order, whichever comes first', () => {
    const [one, other] = [report('z', supersedes('a', 'd')), report('z', supersedes('a', 'c', 'b'))];
    for (const reports of [
      [one, other],
      [other, one],
    ]) {
      expect(reports.reduce(take, submitted).media?.supersedes).toEqual(['a', 'b', 'c', 'd'].map(at));
    }
  });

  test('add up also when an earlier write is reported late', () => {
    const late = report('a', { ...supersedes('b'), sequencer: '0A' });
    const known = take(submitted, report('a', { ...supersedes('c'), sequencer: '0B' }));
    expect(take(known, late).media).toEqual({ uri: at('a'), sequencer: '0A', ...supersedes('b', 'c') });
  });

  test('never include the recording itself', () => {
    const itself = take(submitted, report('a', supersedes('a')));
    expect(standingOf(itself, first, at('a'))).toBe('news');
    const longer = take(submitted, report('b', supersedes('a')));
    expect(take(longer, report('a', supersedes('b')))).toBe(longer);
  });
});

test('the kind that any report names is kept, and of two kinds video, whichever comes first', () => {
  const kindOf = (...kinds: (MediaLocation['kind'] | undefined)[]) =>
    kinds.map((kind) => report('a', kind && { kind })).reduce(take, submitted).media?.kind;
  expect([kindOf('audio', undefined), kindOf(undefined, 'audio'), kindOf(undefined)]).toEqual([
    'audio',
    'audio',
    undefined,
  ]);
  expect([kindOf('audio', 'video'), kindOf('video', 'audio')]).toEqual(['video', 'video']);
  const known = take(submitted, report('a', { kind: 'video' }));
  expect(take(known, report('a', { kind: 'audio' }))).toBe(known);
  expect(take(known, report('b', supersedes('a'))).media?.kind).toBe('video');
});

test('a write of another size is none of the same time, however its place in the order is written', () => {
  const known = take(aRecord({ callId: 'call-7' }), report('a', { sizeBytes: 7, eTag: 'e1', sequencer: '0B10' }));
  const same = report('a', { sizeBytes: 8, eTag: 'e2', sequencer: '0B1' });
  expect(() => take(known, same)).toThrow(expect.objectContaining({ code: 'EARSHOT_CONFLICT' }));
});

describe('a recording that could never be read', () => {
  test('is corrected after any refusal, and what is known of the call stays', () => {
    const known = { ...refused, metadata: { agent: 'Ada' }, recordedAt: { ms: 5, source: 'message' } as const };
    const corrected = take(known, report('b'));
    expect(corrected).toMatchObject({ state: 'submitted', media: { uri: at('b') }, jobs: refused.jobs });
    expect(corrected.metadata).toEqual({ agent: 'Ada' });
    expect(corrected.recordedAt).toEqual({ ms: 5, source: 'message' });
    expect(take(known, report('b', {}, { metadata: { agent: 'Bob' } })).metadata).toEqual({ agent: 'Bob' });
  });

  test('is not meant when one of its jobs failed for another reason', () => {
    const failure = { code: 'ServiceError', reason: 'internal error' };
    const failed = withFailure(submitted, mention, { jobId: first, state: 'failed', failure }, 10);
    const again = withRefusal(restarted(failed, 20), 1, { code: 'EARSHOT_NOT_FOUND', reason: 'gone' }, 30);
    expect(() => take(again, report('b'))).toThrow(expect.objectContaining({ code: 'EARSHOT_CONFLICT' }));
  });
});

describe('an attempt that is over', () => {
  const job = { jobId: second, state: 'running' as const, reference: 'arn' };
  const succeeded = { jobId: first, state: 'succeeded' as const };
  const completed = withResult(submitted, mention, succeeded, 'completed', anAnalysis(), 20);

  test('is not followed by another but by a restart', () => {
    for (const record of [refused, completed]) {
      expect(withJobStarted(record, 1, job, 40)).toBe(record);
      expect(withRefusal(record, 1, { code: 'X', reason: 'x' }, 40)).toBe(record);
    }
  });

  test('and was superseded by name learns nothing from another job', () => {
    const analyzing = withJobStarted(submitted, 0, { jobId: first, state: 'running' }, 10);
    const over = take(analyzing, report('b', supersedes('a')));
    expect(withJobStarted(over, 0, job, 40)).toBe(over);
  });
});

describe('news of a superseded job', () => {
  const outputUri = ObjectUri.parse('s3://results/call-7/job-1/');
  const about = { ...mention, mediaUri: at('a') };

  test('fill in the superseded attempt, not a refused one before it', () => {
    const over = take(restarted(refused, 20), report('b', supersedes('a')));
    expect(over.jobs.map(({ state }) => state)).toEqual(['refused', 'superseded']);
    const learnt = withRepeatedNews(over, about, { jobId: first, outputUri }, 40);
    expect(learnt.jobs).toEqual([refused.jobs[0], { jobId: first, state: 'superseded', outputUri }]);
    expect(withRepeatedNews(learnt, about, { jobId: first, outputUri }, 50)).toBe(learnt);
  });

  test('change nothing as long as they name no place', () => {
    const over = take(submitted, report('b', supersedes('a')));
    expect(withRepeatedNews(over, about, { jobId: first }, 40)).toBe(over);
  });
});

test('the step of a restart names no job', () => {
  expect(restarted(refused, 20).history.at(-1)).toStrictEqual({ state: 'submitted', atMs: 20 });
});
