import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT, unwrap } from '../../src/index.js';
import { SENT_MS } from './bodies.js';

const unwrapped = (body: unknown) => unwrap(body, SENT_MS, DEFAULT_LAYOUT);
const resultUri = 'local://results/transcription-outputs/call-7/job-1/job_metadata.json';
const finished = { earshotEvent: 'job_finished', resultUri };
const job = { jobId: 'job-1', folder: 'call-7', resultUri, sentAtMs: SENT_MS };

describe('an analyzer without events of its own tells that a job', () => {
  test('finished, in a store of any kind', () => {
    expect(unwrapped(JSON.stringify({ ...finished, later: 'keys pass' }))).toEqual([{ type: 'job_finished', job }]);
  });

  test('finished at a time, on a recording', () => {
    const told = { ...finished, endedAt: '2026-09-14T10:30:00.250+02:00', mediaUri: 'local://recordings/ab12.mp3' };
    const ended = { sentAtMs: Date.UTC(2026, 8, 14, 8, 30, 0, 250), mediaUri: 'local://recordings/ab12.mp3' };
    expect(unwrapped(told)).toEqual([{ type: 'job_finished', job: { ...job, ...ended } }]);
  });

  test('failed, and why', () => {
    const failure = { code: 'EARSHOT_UNREADABLE', reason: 'the file ends in the middle' };
    const failed = { earshotEvent: 'job_failed', resultUri, failure };
    expect(unwrapped(failed)).toEqual([{ type: 'job_failed', job, failure }]);
    const retryable = { ...failed, retryable: true };
    expect(unwrapped(retryable)).toEqual([{ type: 'job_failed', job, failure, retryable: true }]);
  });
});

test('the result may go by its earlier name, manifestUri, which stored events have', () => {
  const { resultUri: manifestUri, ...rest } = finished;
  expect(unwrapped({ ...rest, manifestUri })).toEqual([{ type: 'job_finished', job }]);
  expect(unwrapped({ ...finished, manifestUri: `${manifestUri}.old` })).toEqual([{ type: 'job_finished', job }]);
});

test('a job whose results lie outside the outputs is someone else’s', () => {
  const elsewhere = { ...finished, resultUri: 'local://results/elsewhere/call-7/job-1/job_metadata.json' };
  expect(unwrapped(elsewhere)).toEqual([{ type: 'ignored', reason: expect.stringContaining('elsewhere') }]);
});

test.each([
  ['earshotEvent', { earshotEvent: 'job_paused' }],
  ['resultUri', { resultUri: 'job_metadata.json' }],
  ['manifestUri', { resultUri: undefined, manifestUri: 'job_metadata.json' }],
  ['resultUri', { resultUri: undefined }],
  ['endedAt', { endedAt: 'yesterday' }],
  ['failure', { earshotEvent: 'job_failed' }],
  ['failure', { failure: { code: 'X', reason: 'x' } }],
  ['failure.code', { earshotEvent: 'job_failed', failure: { code: '', reason: 'x' } }],
])('a wrong %s is named', (field, wrong) => {
  expect(() => unwrapped({ ...finished, ...wrong })).toThrow(
    expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT', details: expect.objectContaining({ field }) }),
  );
});
