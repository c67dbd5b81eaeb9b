import type { AnalysisRequest, CallId, JobId, ObjectUri } from '@earshot/core';
import { expect, test } from 'vitest';
import { AnalysisJobs } from '../../src/sqlite/analysis-jobs.js';
import { openDatabase } from '../../src/sqlite/open-database.js';

const request = (number: number, callId = `call-${number}`): AnalysisRequest => ({
  callId: callId as CallId,
  media: { uri: `local://recordings/${number}.wav` as ObjectUri },
  outputUri: `local://results/transcription-outputs/${callId}` as ObjectUri,
  idempotencyKey: String(number).padStart(64, '0'),
});

function open() {
  let nowMs = 1_700_000_000_000;
  const gone = new Set<string>();
  const database = openDatabase(':memory:');
  const jobs = new AnalysisJobs({
    database,
    now: () => new Date(nowMs),
    ownedMs: 1_000,
    isGone: (owner) => gone.has(owner),
  });
  const add = (number: number, callId?: string) => jobs.add(`job-${number}` as JobId, request(number, callId));
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { database, jobs, add, wait, gone };
}

test('jobs are taken in the order they came, each by one owner at a time', () => {
  const { jobs, add, wait } = open();
  add(1);
  wait(1);
  add(2);
  expect([jobs.claim('a')?.jobId, jobs.claim('b')?.jobId, jobs.claim('c')]).toEqual(['job-1', 'job-2', undefined]);
});

test('a job whose owner says nothing for long is taken by another, and the first one can no longer end it', () => {
  const { jobs, add, wait } = open();
  const { jobId } = add(1);
  jobs.claim('a');
  wait(900);
  expect(jobs.renew(jobId, 'a', { stage: 'transcribing', doneMs: 5, durationMs: undefined })).toBe(true);
  wait(900);
  expect(jobs.claim('b')).toBeUndefined();
  wait(100);
  expect(jobs.claim('b')?.jobId).toBe(jobId);
  const resultUri = 'local://results/x/job_metadata.json' as ObjectUri;
  expect(jobs.end(jobId, 'a', { resultUri }, () => expect.unreachable())).toBe(false);
  jobs.release(jobId, 'a', { tried: true });
  expect(jobs.get(jobId)).toMatchObject({ state: 'running', tries: 0 });
  expect(jobs.end(jobId, 'b', { resultUri })).toBe(true);
});

test('a job that an earlier version was running is being transcribed', () => {
  const { database, jobs, add } = open();
  const { jobId } = add(1);
  jobs.claim('a');
  database.prepare("UPDATE analysis_job SET stage = 'listening', done_ms = 5").run();
  expect(jobs.get(jobId)?.progress).toMatchObject({ stage: 'transcribing', doneMs: 5 });
});

test('a job whose owner is known to be gone is taken at once', () => {
  const { jobs, add, gone } = open();
  add(1);
  jobs.claim('a');
  gone.add('a');
  expect(jobs.claim('b')).toBeDefined();
});

test('a job that was put back is taken again, and its tries are counted', () => {
  const { jobs, add } = open();
  const { jobId } = add(1);
  jobs.claim('a');
  jobs.release(jobId, 'a', { tried: false });
  jobs.claim('a');
  jobs.release(jobId, 'a', { tried: true });
  expect(jobs.claim('b')).toMatchObject({ jobId, tries: 1 });
});

test('an end and its news are one step: when the news can’t be sent, the job has not ended', () => {
  const { jobs, add } = open();
  const { jobId } = add(1);
  jobs.claim('a');
  const news = () => {
    throw new Error('the queue is full');
  };
  expect(() => jobs.end(jobId, 'a', { failure: { code: 'X', reason: '' } }, news)).toThrow('the queue is full');
  expect(jobs.get(jobId)?.state).toBe('running');
});

test('forgetting a call leaves nothing of its jobs, and others alone', () => {
  const { jobs, add } = open();
  add(1, 'call');
  add(2, 'call');
  add(3, 'other');
  jobs.claim('a');
  expect(jobs.forget('call' as CallId)).toBe(2);
  expect([jobs.ofCall('call' as CallId), jobs.ofCall('other' as CallId).length]).toEqual([[], 1]);
  expect(jobs.withKey(request(1).idempotencyKey)).toBeUndefined();
});
