import { expect, test } from 'vitest';
import { DEFAULT_LAYOUT, type Layout, unwrap } from '../../../src/index.js';
import { EVENT_MS, JOB, jobEvent, SENT_MS } from '../../intake/bodies.js';

const eventOf = (body: object, layout: Layout = DEFAULT_LAYOUT) => unwrap(body, SENT_MS, layout)[0];
const at = (name: string) => ({ output_s3_location: { s3_bucket: 'results', name } });

test.each(['Created', 'Paused'])('a job that is %s has not ended, whatever else its event says', (type) => {
  for (const detail of [{}, { output_s3_location: undefined }, { job_id: undefined, error_message: 7 }]) {
    expect(eventOf(jobEvent(type, detail))).toMatchObject({ type: 'ignored' });
  }
});

test('a job that succeeded has finished, and its manifest lies in its folder', () => {
  expect(eventOf(jobEvent('Succeeded'))).toEqual({
    type: 'job_finished',
    job: {
      jobId: JOB,
      folder: 'call-7',
      resultUri: `s3://results/transcription-outputs/call-7/${JOB}/job_metadata.json`,
      mediaUri: 's3://recordings/uploads/call-7.wav',
      sentAtMs: EVENT_MS,
    },
  });
});

test.each([
  ['Failed With Client Error', 'EARSHOT_INVALID_INPUT', false],
  ['Failed With Service Error', 'EARSHOT_UNAVAILABLE', true],
])('a job that %s has failed, with the reason that the event gives', (type, code, retryable) => {
  expect(eventOf(jobEvent(type, { error_message: 'no speech' }))).toMatchObject({
    type: 'job_failed',
    job: { jobId: JOB, folder: 'call-7' },
    failure: { code, reason: 'no speech' },
    retryable,
  });
  for (const error_message of ['', null, undefined]) {
    expect(eventOf(jobEvent(type, { error_message }))).toMatchObject({ failure: { code, reason: type } });
  }
});

const NOWHERE = [undefined, null, {}, { s3_bucket: null, name: null }, { s3_bucket: '', name: '' }, { name: 'x' }];

test('a job that failed without a place for results is known by its id', () => {
  for (const output_s3_location of NOWHERE) {
    const event = eventOf(jobEvent('Failed With Client Error', { output_s3_location, error_message: 'no speech' }));
    expect(event).toEqual({
      type: 'job_failed',
      job: { jobId: JOB, mediaUri: 's3://recordings/uploads/call-7.wav', sentAtMs: EVENT_MS },
      failure: { code: 'EARSHOT_INVALID_INPUT', reason: 'no speech' },
      retryable: false,
    });
  }
});

test('a job that succeeded without a place for results is ignored: its manifest has an event of its own', () => {
  for (const output_s3_location of NOWHERE) {
    expect(eventOf(jobEvent('Succeeded', { output_s3_location }))).toMatchObject({ type: 'ignored' });
  }
});

test.each([
  ['ends in the asset', `transcription-outputs/call-7/${JOB}/0`, `transcription-outputs/call-7/${JOB}/`, 'call-7'],
  ['ends in the job', `transcription-outputs/call-7/${JOB}`, `transcription-outputs/call-7/${JOB}/`, 'call-7'],
  ['ends in a slash', `transcription-outputs/call-7/${JOB}/0/`, `transcription-outputs/call-7/${JOB}/`, 'call-7'],
  ['has a doubled slash', `transcription-outputs/call-7//${JOB}/0`, `transcription-outputs/call-7//${JOB}/`, 'call-7'],
  ['has a deeper folder', `transcription-outputs/a/b/${JOB}/0`, `transcription-outputs/a/b/${JOB}/`, 'a/b'],
  ['has no folder of a call', `transcription-outputs/${JOB}/0`, `transcription-outputs/${JOB}/`, JOB],
  ['names the job twice', `transcription-outputs/${JOB}/${JOB}/0`, `transcription-outputs/${JOB}/${JOB}/`, JOB],
  [
    'has a folder that begins like the job',
    `transcription-outputs/${JOB}b/${JOB}/0`,
    `transcription-outputs/${JOB}b/${JOB}/`,
    `${JOB}b`,
  ],
  ['leaves the job out', 'transcription-outputs/call-7', `transcription-outputs/call-7/${JOB}/`, 'call-7'],
])('an output location that %s is understood', (_, name, jobFolder, folder) => {
  expect(eventOf(jobEvent('Succeeded', at(name)))).toMatchObject({
    job: { folder, jobId: JOB, resultUri: `s3://results/${jobFolder}job_metadata.json` },
  });
});

test('without a prefix, the first folder is the call’s', () => {
  const layout = { ...DEFAULT_LAYOUT, outputsPrefix: '' };
  expect(eventOf(jobEvent('Succeeded', at(`call-7/${JOB}/0`)), layout)).toMatchObject({ job: { folder: 'call-7' } });
  expect(eventOf(jobEvent('Succeeded', at(`${JOB}/0`)), layout)).toMatchObject({
    job: { folder: JOB, resultUri: `s3://results/${JOB}/job_metadata.json` },
  });
});

test('a job whose results go elsewhere is somebody else’s', () => {
  expect(eventOf(jobEvent('Succeeded', at(`other-project/${JOB}/0`)))).toMatchObject({ type: 'ignored' });
  expect(eventOf(jobEvent('Failed With Client Error', at(`other-project/${JOB}/0`)))).toMatchObject({
    type: 'ignored',
  });
});

test('a job on something that is no recording is ignored, and one that does not say is not', () => {
  for (const semantic_modality of ['Document', 'DOCUMENT', 'IMAGE']) {
    expect(eventOf(jobEvent('Succeeded', { semantic_modality }))).toMatchObject({ type: 'ignored' });
  }
  for (const semantic_modality of ['Audio', 'VIDEO', '', null, undefined]) {
    expect(eventOf(jobEvent('Succeeded', { semantic_modality }))).toMatchObject({ type: 'job_finished' });
  }
});

test('without the recording’s place, the event names none', () => {
  for (const input_s3_object of NOWHERE) {
    const event = eventOf(jobEvent('Succeeded', { input_s3_object }));
    expect(event?.type === 'job_finished' && event.job.mediaUri).toBeUndefined();
  }
});

test.each([
  ['detail.job_id', { job_id: undefined }, 'nothing'],
  ['detail.job_id', { job_id: '' }, 'string'],
  ['detail.output_s3_location', { output_s3_location: 's3://results' }, 'string'],
  ['detail.output_s3_location.name', { output_s3_location: { s3_bucket: 'results', name: 7 } }, 'number'],
  ['detail.error_message', { error_message: 7 }, 'number'],
])('a wrong %s is named', (field, detail, found) => {
  expect(() => eventOf(jobEvent('Succeeded', detail))).toThrow(
    expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT', details: expect.objectContaining({ field, found }) }),
  );
});

test('the time is the event’s own, and that of sending when it has none', () => {
  const local = { ...jobEvent('Succeeded'), time: '2026-09-14T09:00:00+02:00' };
  expect(eventOf(local)).toMatchObject({ job: { sentAtMs: EVENT_MS } });
  expect(eventOf({ ...jobEvent('Succeeded'), time: undefined })).toMatchObject({ job: { sentAtMs: SENT_MS } });
});
